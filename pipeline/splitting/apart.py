"""Decisions listed apart from their items, by number: "Ad 3  Godkendt." in a part of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.labels import SectionKind
from pipeline.records import Section, Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.candidates import number_value
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import read_label

_AD = re.compile(
    r"\W*(?P<ad>ad\.?|til|vedr\.?)?\s*(?:dagsordenens )?(?:punkt|pkt\.?|nr\.?|sag)?\s*(?:nr\.?)?\s*"
    r"(?P<number>(?-i:[A-ZÆØÅ]{0,4}[-.]?)\d{1,4}(?:[./-]\d{1,4})?\s?[a-z]?|(?(ad)(?-i:[A-ZÆØÅ]\b)|(?!)))"
    r"\b\s*[.:)\]–—|-]*\s*(?=\S)",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"\bbeslutning|\bprotokol|\bvedtag|\bkonklusion|\bafgørelse|\budfald", re.IGNORECASE
)
# A list of decisions names this share of the items at least.
_MOST = 0.5
_FEWEST = 3
# It goes on up to the item it stands below, or nearly so.
_UP_TO = 0.8
# What stands below a closed item must name this many open ones, and nearly all.
_SURE = 5
_NEARLY = 0.8


class Apart(NamedTuple):
    """The rows ``first`` up to ``last`` (not included) of the list, and what it says by number."""

    first: int
    last: int
    decided: Mapping[str, Section]


NOT_APART = Apart(0, 0, {})


class _Entry(NamedTuple):
    row: int
    number: str
    text: int
    ad: bool


def find_apart(layout: Layout, blocks: Sequence[Block]) -> Apart:
    """Return the decisions that stand together below the items, or ``NOT_APART``.

    A list without "Ad" before its numbers needs a heading that speaks of decisions. What it says
    of a closed item, or of a number no item has, is not returned.
    """
    open_numbers = {_key(block.number) for block in blocks if block.number and not block.closed}
    known = {_key(block.number) for block in blocks if block.number}
    closed = known - open_numbers
    for run in _runs(layout, blocks):
        named = {_key(entry.number) for entry in run} & known
        enough = len(named) >= max(_FEWEST, _MOST * len(known))
        if _is_of_one(layout, blocks, run):
            continue
        if not _below_open(blocks, run) and not _has_nothing_closed(
            layout, run, open_numbers, closed
        ):
            continue
        if enough and (all(entry.ad for entry in run) or _headed(layout, run[0].row)):
            last = _last(layout, blocks, run[-1].row)
            decided = {}
            for entry, stop in zip(run, [*(one.row for one in run[1:]), last], strict=True):
                start, end = layout.rows[entry.row].start, layout.rows[stop - 1].end
                if _key(entry.number) in open_numbers:
                    section = Section(
                        SectionKind.BESLUTNING, Span(start, entry.text), Span(entry.text, end)
                    )
                    decided[_key(entry.number)] = section
            first = run[0].row - _headed(layout, run[0].row)
            return Apart(first, last, decided)
    return NOT_APART


def _below_open(blocks: Sequence[Block], run: Sequence[_Entry]) -> bool:
    return not any(block.closed and block.heading <= run[0].row < block.last for block in blocks)


def _is_of_one(layout: Layout, blocks: Sequence[Block], run: Sequence[_Entry]) -> bool:
    """Whether a list is of points within an item: items it would decide on come after it.

    Below the agenda alone, items do come after a list of decisions.
    """
    named = {_key(entry.number) for entry in run}
    later = {_key(block.number) for block in blocks if block.heading > run[-1].row}
    cells = all(" | " in layout.rows[entry.row].text for entry in run)
    points = all(entry.ad for entry in run)
    return (cells or points) and bool(named & later)


def _has_nothing_closed(
    layout: Layout, run: Sequence[_Entry], open_numbers: set[str], closed: set[str]
) -> bool:
    """Whether a list that stands below a closed item is surely no part of it.

    It has a heading that no item's section has, names nearly all the open items, and of others
    only what it says are closed, or what was read as closed.
    """
    named = {_key(entry.number) for entry in run}
    above = _headed(layout, run[0].row)
    heading = layout.headings[run[0].row - above]
    others = [entry for entry in run if _key(entry.number) not in open_numbers]
    return (
        above > 0
        and layout.rows[run[0].row - above].after_blank
        and (heading is None or layout.rows[run[0].row - above].text.isupper())
        and len(named & open_numbers) >= max(_SURE, _NEARLY * len(open_numbers))
        and all(
            is_closed_title(layout.rows[row.row].text) or _key(row.number) in closed
            for row in others
        )
    )


def without_list(blocks: Sequence[Block], apart: Apart) -> tuple[Block, ...]:
    """Return the blocks without the rows of the list: it belongs to no item above it."""
    kept = [
        block._replace(last=min(block.last, apart.first))
        if block.heading < apart.first < block.last
        else block
        for block in blocks
        if not apart.first <= block.heading < apart.last
    ]
    return tuple(kept)


def says_own_number(line: str, number: str) -> int:
    """Return where the text of a line begins that says "Ad" and an item's own number, else 0.

    >>> line = "Ad T1 Nedrivningen iværksættes."
    >>> line[says_own_number(line, "T1") :], says_own_number(line, "2")
    ('Nedrivningen iværksættes.', 0)
    """
    match = _AD.match(line)
    own = match is not None and match["ad"] and _key(match["number"]) == _key(number)
    return match.end() if match and own else 0


def decided_apart(apart: Apart, number: str) -> Section | None:
    """Return what the list says of the item with a number, if anything."""
    return apart.decided.get(_key(number)) if number else None


def _key(number: str) -> str:
    return re.sub(r"[\W_]", "", number).lower().lstrip("0")


def _rank(number: str) -> int:
    """Return a number's place in its series: "Sag C" is the third."""
    return number_value(number) or (ord(number.upper()) - ord("@") if len(number) == 1 else 0)


def _runs(layout: Layout, blocks: Sequence[Block]) -> Iterator[list[_Entry]]:
    """Yield lists of entries in rising order, each below one item and up to its number.

    The points of one item's decision are a list too, but it is short of the agenda.
    """
    for block in blocks:
        run: list[_Entry] = []
        for index in range(block.heading + 1, block.last):
            entry = _entry(layout, index)
            if entry is None:
                continue
            rises = not run or _rank(entry.number) > _rank(run[-1].number)
            if not rises and entry.ad:
                yield run
                run = []
            if rises or entry.ad:
                run.append(entry)
        if run and _rank(run[-1].number) >= _UP_TO * _rank(block.number):
            yield run


def _entry(layout: Layout, index: int) -> _Entry | None:
    row = layout.rows[index]
    match = _AD.match(row.text)
    if match is None or (read_label(row.text[match.end() :]) and not match["ad"]):
        return None
    return _Entry(index, match["number"], row.start + match.end(), match["ad"] is not None)


def _headed(layout: Layout, row: int) -> int:
    """Return how many rows above *row* its heading stands, 0 without one that says decisions."""
    for above in range(1, 4):
        if row - above >= 0:
            line = layout.rows[row - above].text
            if len(line) < 80 and _HEADS.search(line):
                return above
    return 0


def _last(layout: Layout, blocks: Sequence[Block], row: int) -> int:
    """Return the row after the list: where its last entry's paragraph ends."""
    stop = next((block.last for block in blocks if block.heading <= row < block.last), row + 1)
    for index in range(row + 1, stop):
        if layout.rows[index].after_blank:
            return index
    return stop
