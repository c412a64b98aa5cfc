"""The drafts there are, as the front page and the search show them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.store import Store


class DraftRow(NamedTuple):
    """A line of the overview."""

    id: str
    title: str
    body: str
    date_text: str
    state: str
    state_name: str
    reds: int
    yellows: int
    changed: str
    by: str


def draft_rows(store: Store) -> tuple[DraftRow, ...]:
    """Return the drafts there are, those changed last first."""
    return ()
