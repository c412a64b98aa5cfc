"""Items without numbers that one way of finding titles misses and another one finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.splitting.candidates import Candidate, Chain
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.closed_within import closed_since
from pipeline.splitting.fields import is_field
from pipeline.splitting.layout import Layout

# Another way counts that finds so many of the same titles, and few more, or such as hold decisions.
_SAME, _FEW, _HELD = 0.7, 0.4, 0.7


def completed(layout: Layout, best: Chain, others: Sequence[Chain]) -> Chain:
    """Return the chain *best* with what one of the *others* adds to it.

    What marks most titles may miss some: an item without a section, or without a case number. What
    is added below a closed item may be its text, and stays closed.
    """
    added = {one.row: one for other in others for one in _additions(layout, best, other)}
    known = {one.row for one in best}
    found: list[Candidate] = []
    for one in sorted([*best, *added.values()]):
        new = one.row not in known and not is_closed_title(one.title)
        if not (new and found and closed_since(layout, found[-1].row, one.row)):
            found.append(one)
    return tuple(found)


def _additions(layout: Layout, best: Chain, other: Chain) -> Iterator[Candidate]:
    """Yield what *other* adds: a few titles, or such as mostly stand above a decision each.

    Above the first title without a decision is the head of the minutes.
    """
    known = {one.row for one in best}
    top = min(known, default=0)
    edges = sorted({*known, *(one.row for one in other), len(layout.rows)})
    decided = {first for first, last in pairwise(edges) if _decides(layout, first, last)}
    # "Dato: 27.01.2021" above "Referat: LT" is of the head too.
    head = {one.row for one in other if one.row < top and is_field(layout.rows[one.row].text)}
    more = [one for one in other if one.row not in known and (one.row > top or one.row in decided)]
    more = [one for one in more if one.row not in head]
    opened = [one.row for one in more if not is_closed_title(one.title)]
    alike = sum(one.row in known for one in other) >= _SAME * len(known)
    held = len(decided.intersection(opened)) >= _HELD * len(opened)
    if alike and (held or len(opened) <= _FEW * len(known)):
        yield from more


def _decides(layout: Layout, first: int, last: int) -> bool:
    return any(layout.decides(index) for index in range(first, last))
