"""The closed-item firewall: which rows are closed, and a text in which they can't be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.candidates import Candidate, Chain
from pipeline.splitting.closed import (
    is_closed_line,
    is_closed_title,
    marks_whole_item,
    range_switch,
)
from pipeline.splitting.contents import Entry, similar
from pipeline.splitting.layout import Layout

# "Punktet er lukket" stands near the top of an item; further down it may be about another.
_TOP = 6


class Block(NamedTuple):
    """The rows ``first`` up to ``last`` (not included) of an item.

    ``heading`` is the row with its title, ``hidden`` are rows of an open item that name
    something closed (an attachment marked "lukket").
    """

    number: str
    title: str
    first: int
    heading: int
    last: int
    closed: bool
    hidden: tuple[int, ...] = ()


def find_blocks(
    layout: Layout, chain: Chain, listed: range, entries: Sequence[Entry]
) -> tuple[Block, ...]:
    """Cut the rows at the items' headings and say of each block whether it is closed.

    *listed* are the rows of the contents list, whose *entries* say what is closed too. A line
    that opens a closed item is a boundary in whatever style it is written.
    """
    rows = layout.rows
    switches = [
        (i, switch)
        for i, row in enumerate(rows)
        if i not in listed and (switch := range_switch(row.text))
    ]
    starts = _starts(layout, chain)
    heads = {candidate.row for candidate in chain}
    blocks: list[Block] = []
    for place, (first, candidate) in enumerate(starts):
        # A closing line right above a heading is its title, whatever the heading says.
        opened = bool(blocks) and blocks[-1].closed and first - blocks[-1].heading <= 2
        last = starts[place + 1][0] if place + 1 < len(starts) else len(rows)
        stops = [i for i, _ in switches if first < i < last and i not in heads]
        closed = is_closed_title(rows[candidate.row].text) or is_closed_title(candidate.title)
        closed = closed or _in_closed_range(switches, candidate.row)
        if opened and blocks[-1].heading not in heads:
            blocks.pop()
            closed = True
        inner = Block(candidate.number, candidate.title, first, candidate.row, last, closed)
        blocks += _cut(layout, inner._replace(last=min([last, *stops])))
        # A closed part without a single heading still is one closed item.
        if stops and _in_closed_range(switches, last - 1) and last - stops[-1] > 1:
            blocks.append(Block("", "", stops[-1], stops[-1], last, closed=True))
    return _with_contents(tuple(blocks), entries)


def blank(text: str, keep: Iterable[Span]) -> str:
    """Return *text* with everything but *keep* overwritten by spaces; line breaks stay.

    >>> blank("Lukket: Køb. Åben: Salg.", [Span(13, 24)])
    '             Åben: Salg.'
    """
    pieces = []
    at = 0
    for span in sorted(keep):
        start = max(at, span.start)
        if span.end > start:
            pieces += [re.sub(r"[^\n]", " ", text[at:start]), text[start : span.end]]
            at = span.end
    pieces.append(re.sub(r"[^\n]", " ", text[at:]))
    return "".join(pieces)


def _starts(layout: Layout, chain: Chain) -> list[tuple[int, Candidate]]:
    """Pair each heading with the row its block begins at.

    Some systems print the case number above the heading. A number can only be taken along if
    the document does so throughout: else it is that of the item above, which may be closed.
    """
    above = sum(_case_row(layout, c.row - 1) and not _case_row(layout, c.row + 1) for c in chain)
    below = sum(_case_row(layout, c.row + 1) or _case_row(layout, c.row + 2) for c in chain)
    takes = above > below
    return [
        (candidate.row - (takes and _case_row(layout, candidate.row - 1)), candidate)
        for candidate in chain
    ]


def _case_row(layout: Layout, index: int) -> bool:
    return 0 <= index < len(layout.rows) and layout.case_numbers[index] is not None


def _in_closed_range(switches: Sequence[tuple[int, str]], row: int) -> bool:
    before = [switch for index, switch in switches if index < row]
    return bool(before) and before[-1] == "closed"


def _cut(layout: Layout, block: Block) -> list[Block]:
    """Look inside a block for lines that close it, or that open a closed item within it."""
    if block.closed:
        return [block]
    kind = SectionKind.TEKST
    hidden: list[int] = []
    for index in range(block.heading + 1, block.last):
        row = layout.rows[index]
        if heading := layout.headings[index]:
            kind = heading.kind
        if not is_closed_line(row.text):
            continue
        if kind is SectionKind.BILAG and not marks_whole_item(row.text):
            hidden.append(index)
        elif marks_whole_item(row.text) or index <= block.heading + 1:
            top = index - block.heading <= _TOP or kind is SectionKind.TEKST
            if top:
                return [block._replace(closed=True)]
            hidden.append(index)
        else:
            number = re.match(r"\W*(?:punkt|pkt\.?|nr\.?|sag|lukket)?\s*(\d{1,4})", row.text, re.I)
            opened = Block(number[1] if number else "", "", index, index, block.last, closed=True)
            return [block._replace(last=index, hidden=tuple(hidden)), opened]
    return [block._replace(hidden=tuple(hidden))]


def _with_contents(blocks: tuple[Block, ...], entries: Sequence[Entry]) -> tuple[Block, ...]:
    """Close what the contents list calls closed, also where the body forgot to say so."""
    if len(blocks) == len(entries):
        pairs = zip(blocks, entries, strict=True)
        return tuple(block._replace(closed=block.closed or entry.closed) for block, entry in pairs)
    secret = [entry for entry in entries if entry.closed]
    return tuple(
        block._replace(
            closed=block.closed or any(similar(block.title, entry.title) > 0.85 for entry in secret)
        )
        for block in blocks
    )
