"""Meetings that were read: put in, and given back."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.errors import NotKept
from pipeline.records import LabelledItem, Minutes
from pipeline.store.codec import LABELLED, MINUTES
from pipeline.store.kept import DocumentRecord
from pipeline.store.opening import Store
from pipeline.store.stems import labels_of, stems_of
from pipeline.store.tables import DocumentRow, ItemRow


def new_id() -> str:
    """Return an id that nobody can guess and that never comes again."""
    return secrets.token_hex(8)


def add_document(
    store: Store, minutes: Minutes, labelled: tuple[LabelledItem, ...], *, source: str | None = None
) -> DocumentRecord:
    """Keep a meeting without a draft: its text without closed items, and its labels.

    Args:
        store: Where.
        minutes: As ``split_items`` returns them: closed items are their number and blanks.
        labelled: The labels of its open items, all of them in order.
        source: The name to show, the minutes' own by default; of a path only the last part.

    Raises:
        StoreError: The database says no; then nothing is kept.
    """
    minutes = named(minutes, source or minutes.source)
    with store.writing() as session:
        return document_of(put_document(store, session, minutes, labelled))


def put_document(
    store: Store, session: Session, minutes: Minutes, labelled: tuple[LabelledItem, ...]
) -> DocumentRow:
    """Add a meeting and its items to what *session* will keep, and return its row."""
    created = store.clock()
    row = DocumentRow(
        id=new_id(),
        sha256=minutes.sha256,
        source=minutes.source,
        body=minutes.body,
        date=minutes.date,
        created=created,
        delete_after=created + store.keep,
        minutes=MINUTES.dump_json(minutes).decode(),
        labelled=LABELLED.dump_json(labelled).decode(),
        stems=stems_of(minutes.body, minutes.source),
    )
    session.add(row)
    session.flush()
    session.add_all(_item(row.id, n, one, minutes) for n, one in enumerate(labelled))
    return row


def named(minutes: Minutes, source: str) -> Minutes:
    """Return a meeting under the name that is shown: of a path only its last part."""
    return replace(minutes, source=PurePath(source).name)


def _item(document: str, position: int, labelled: LabelledItem, minutes: Minutes) -> ItemRow:
    item = labelled.item
    return ItemRow(
        document_id=document,
        position=position,
        number=item.number,
        title=item.title,
        title_stems=stems_of(item.title, item.case_number),
        text_stems=stems_of(item.span.of(minutes.text)),
        labels=labels_of(labelled),
    )


def read_meeting(store: Store, document: str) -> DocumentRecord:
    """Return a meeting.

    Raises:
        NotKept: There is none with this id, or it has been deleted.
    """
    with store.reading() as session:
        return document_of(document_row(session, document))


def meetings_of_file(store: Store, sha256: str) -> tuple[str, ...]:
    """Return the ids of the meetings that were read from the same file, oldest first."""
    same = select(DocumentRow.id).where(DocumentRow.sha256 == sha256)
    with store.reading() as session:
        return tuple(session.scalars(same.order_by(DocumentRow.created, DocumentRow.id)))


def document_row(session: Session, document: str) -> DocumentRow:
    """Return the row of a meeting.

    Raises:
        NotKept: There is none.
    """
    row = session.get(DocumentRow, document)
    if row is None:
        now = "look in the overview: it may have been deleted"
        raise NotKept("is not here", where=f"document {document[:32]}", now=now)
    return row


def document_of(row: DocumentRow) -> DocumentRecord:
    """Return a row as a record."""
    return DocumentRecord(
        id=row.id,
        sha256=row.sha256,
        source=row.source,
        body=row.body,
        date=row.date,
        created=row.created,
        delete_after=row.delete_after,
        minutes=MINUTES.validate_json(row.minutes),
        labelled=LABELLED.validate_json(row.labelled),
    )
