"""Flags that someone has looked at, with a comment.

An acknowledgement holds as long as the flag's key does: a sentence that is changed and still
flagged has to be looked at again.
"""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pipeline.store.kept import Acknowledgement
from pipeline.store.tables import AcknowledgementRow

_ROWS = select(AcknowledgementRow).order_by(AcknowledgementRow.id)


def acknowledgements_of(session: Session, draft: str) -> tuple[Acknowledgement, ...]:
    """Return what has been acknowledged in a draft, oldest first."""
    rows = _ROWS.where(AcknowledgementRow.draft_id == draft)
    return _grouped(session, rows).get(draft, ())


def acknowledgements_by_draft(session: Session) -> dict[str, tuple[Acknowledgement, ...]]:
    """Return what has been acknowledged in every draft, oldest first."""
    return _grouped(session, _ROWS)


def _grouped(
    session: Session, rows: Select[AcknowledgementRow]
) -> dict[str, tuple[Acknowledgement, ...]]:
    found: dict[str, tuple[Acknowledgement, ...]] = {}
    for row in session.scalars(rows):
        one = Acknowledgement(row.flag_key, row.comment, row.actor, row.at, row.version)
        found[row.draft_id] = (*found.get(row.draft_id, ()), one)
    return found
