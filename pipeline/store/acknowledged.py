"""Flags that someone has looked at, with a comment."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.store.kept import Acknowledgement
from pipeline.store.tables import AcknowledgementRow


def acknowledgements_of(session: Session, draft: str) -> tuple[Acknowledgement, ...]:
    """Return what has been acknowledged in a draft, oldest first.

    An acknowledgement holds as long as the flag's key does: a sentence that is changed and still
    flagged has to be looked at again.
    """
    rows = select(AcknowledgementRow).where(AcknowledgementRow.draft_id == draft)
    return tuple(
        Acknowledgement(row.flag_key, row.comment, row.actor, row.at, row.version)
        for row in session.scalars(rows.order_by(AcknowledgementRow.id))
    )
