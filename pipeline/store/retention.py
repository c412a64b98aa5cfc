"""Delete: what has been kept long enough, or what someone wants gone now.

A meeting goes with its drafts, versions, comments, corrections and published texts. What stays is
numbers and times (``distances``) and the note that it was deleted (``deletions``).
"""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pipeline.store.documents import document_row
from pipeline.store.opening import Store, told
from pipeline.store.tables import DeletionRow, DocumentRow, DraftRow, Table

WISH = "slettet nu"
EXPIRED = "udløbet"
_OUTLIVE = {"schema_version", "distances", "deletions"}


@dataclass(frozen=True, slots=True)
class Deletion:
    """The note that a meeting was deleted: the hash of its file, how many drafts, when, by whom."""

    at: dt.datetime
    actor: str
    reason: str
    sha256: str
    drafts: int


def delete_now(store: Store, document: str, *, actor: str) -> None:
    """Delete a meeting and all that was made of it.

    Raises:
        NotKept: It is not there.
    """
    with store.writing() as session:
        _delete(session, document_row(session, document), actor, WISH, store.clock())
    _overwrite(store)


def purge(store: Store) -> int:
    """Delete every meeting whose time is up, and return how many."""
    now = store.clock()
    with store.writing() as session:
        due = session.scalars(select(DocumentRow).where(DocumentRow.delete_after <= now)).all()
        for row in due:
            _delete(session, row, "Referat", EXPIRED, now)
    if due:
        _overwrite(store)
    return len(due)


def deletions(store: Store) -> tuple[Deletion, ...]:
    """Return what has been deleted, oldest first."""
    rows = select(DeletionRow).order_by(DeletionRow.id)
    with store.reading() as session:
        return tuple(
            Deletion(row.at, row.actor, row.reason, row.sha256, row.drafts)
            for row in session.scalars(rows)
        )


def _delete(session: Session, row: DocumentRow, actor: str, reason: str, now: dt.datetime) -> None:
    drafts = select(func.count()).select_from(DraftRow).where(DraftRow.document_id == row.id)
    count = session.scalar(drafts) or 0
    session.add(DeletionRow(at=now, actor=actor, reason=reason, sha256=row.sha256, drafts=count))
    session.delete(row)  # the database takes along what hangs on it
    session.flush()


def _overwrite(store: Store) -> None:
    """Take what was deleted out of the files too.

    SQLite has overwritten it already (secure_delete), but for the journal beside the file.
    PostgreSQL writes its tables anew; its own journal and back-ups are its administrator's.
    """
    with told(store.name):
        if store.engine.dialect.name == "sqlite":
            with closing(store.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        names = [table.name for table in Table.metadata.sorted_tables if table.name not in _OUTLIVE]
        engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as alone:
            alone.execute(text(f"VACUUM (FULL) {', '.join(names)}"))
