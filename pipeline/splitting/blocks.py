"""Where the rows of an item begin and end."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.splitting.candidates import Candidate, Chain
from pipeline.splitting.layout import Layout
from pipeline.splitting.titles import stands_below_label


class Block(NamedTuple):
    """The rows ``first`` up to ``last`` (not included) of an item.

    ``heading`` is the row with its title, ``hidden`` are rows of an open item that name
    something closed (an attachment marked "lukket"). ``tells`` says whether its decision may
    stand in its text, under no heading, and ``plain`` whether that may be in everyday words.
    """

    number: str
    title: str
    first: int
    heading: int
    last: int
    closed: bool
    hidden: tuple[int, ...] = ()
    tells: bool = True
    plain: bool = False


def find_starts(layout: Layout, chain: Chain) -> list[tuple[int, Candidate]]:
    """Pair each heading with the row its block begins at.

    Some systems print the case number above the heading. A number can only be taken along if
    the document does so throughout: else it is that of the item above, which may be closed.
    """
    above = sum(_leads(layout, c.row - 1) and not _case_row(layout, c.row + 1) for c in chain)
    below = sum(_case_row(layout, c.row + 1) or _case_row(layout, c.row + 2) for c in chain)
    takes = above > below
    heads = {candidate.row for candidate in chain}
    starts = []
    for candidate in chain:
        first = candidate.row if candidate.top is None else candidate.top
        if candidate.top is None and takes and _leads(layout, candidate.row - 1):
            first -= 1
        # Some systems print a heading twice.
        title = layout.rows[candidate.row].text
        while first > 0 and first - 1 not in heads and layout.rows[first - 1].text == title:
            first -= 1
        starts.append((first, candidate))
    return starts


def _leads(layout: Layout, index: int) -> bool:
    """Whether a row is a case number with no label above it, which would be the item's before."""
    return _case_row(layout, index) and not stands_below_label(layout, index)


def _case_row(layout: Layout, index: int) -> bool:
    return 0 <= index < len(layout.rows) and layout.case_numbers[index] is not None
