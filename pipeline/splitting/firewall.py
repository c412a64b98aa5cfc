"""The closed-item firewall: which rows are closed, and a text in which they can't be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from pipeline.records import Span
from pipeline.splitting.blocks import Block, find_starts
from pipeline.splitting.candidates import (
    Candidate,
    Chain,
    is_introduced,
    number_value,
    own_title,
)
from pipeline.splitting.closed import (
    is_bare_closed_word,
    is_closed_line,
    is_closed_title,
    range_switch,
)
from pipeline.splitting.closed_within import cut_within
from pipeline.splitting.contents import Entry, similar
from pipeline.splitting.fields import is_field
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import bears_mark, closing_marks, coded_title, paired_marks
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row, is_rule
from pipeline.splitting.said import said_closed
from pipeline.splitting.secrecy import has_secret_brackets
from pipeline.splitting.switches import (
    find_switches,
    in_closed_range,
    is_labelled_above,
    shuts_doors,
)
from pipeline.splitting.titles import whole_title

# So many lines are the head of an item, or of the closed part of the minutes.
_HEAD = 4


def find_blocks(
    layout: Layout, chain: Chain, listed: range, entries: Sequence[Entry]
) -> tuple[Block, ...]:
    """Cut the rows at the items' headings and say of each block whether it is closed.

    *listed* are the rows of the contents list, whose *entries* say what is closed too. A line
    that opens a closed item is a boundary in whatever style it is written.
    """
    rows = layout.rows
    switches = find_switches(layout, chain, listed)
    starts = find_starts(layout, chain)
    heads = {candidate.row for candidate in chain}
    said = said_closed(layout, chain)
    blocks: list[Block] = []
    for place, (first, candidate) in enumerate(starts):
        # A closing line right above a heading is its title, whatever the heading says.
        above = bool(blocks) and blocks[-1].closed and first - blocks[-1].heading <= 2
        opened = above and candidate.title not in rows[candidate.row].text
        last = starts[place + 1][0] if place + 1 < len(starts) else len(rows)
        # A label right above the next heading is none of this item's.
        last -= last < len(rows) and is_labelled_above(rows, last, heads)
        last -= last - 1 > candidate.row and own_title(rows[last - 1].text) == ""
        stops = [i for i, _ in switches if first < i < last and i not in heads]
        title = whole_title(rows, candidate.row)
        closed = is_closed_title(title) or is_closed_title(candidate.title)
        closed = closed or has_secret_brackets(title) or in_closed_range(switches, candidate.row)
        closed = closed or rows[candidate.row].start in layout.shut
        if opened and blocks[-1].heading not in heads:
            blocks.pop()
            closed = True
        closed = closed or candidate.number in said or is_labelled_above(rows, first, heads)
        following = starts[place + 1][1] if place + 1 < len(starts) else None
        leap = number_value(following.number) - number_value(candidate.number) if following else 0
        closed = closed or (leap > 1 and _may_hide(rows[first:last]))
        closed = closed or shuts_doors(layout, [i for i in stops if i > candidate.row], last)
        inner = Block(candidate.number, candidate.title, first, candidate.row, last, closed)
        blocks += cut_within(
            layout, inner._replace(last=min([last, *stops])), said, next_up=leap == 1
        )
        inside = bool(stops) and not all(is_rule(row.text) for row in rows[stops[-1] + 1 : last])
        if inside and in_closed_range(switches, last - 1):
            part = _closed_part(layout, candidate, stops[-1], last)
            # A few lines above the first closed item are no item: the head of the closed minutes.
            if following is None or last - stops[-1] > _HEAD or part[0].number:
                blocks += part
    nexts = zip_longest(blocks, blocks[1:])
    blocks = [one for one, below in nexts if one and not _is_chapter(one, below)]
    shut = _shut_rows(layout, chain, listed)
    blocks = [one._replace(closed=one.closed or one.heading in shut) for one in blocks]
    return _with_contents(rows, _closed_as_told(rows, blocks), entries)


def _is_chapter(one: Block, below: Block | None) -> bool:
    """Whether "2.0 Sager til drøftelse", with "2.1" right below it, heads items and is none."""
    first = below is not None and below.number == f"{one.number.removesuffix('.0')}.1"
    return first and one.number.endswith(".0") and one.last - one.heading == 1


def _closed_as_told(rows: Sequence[Row], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Close what stands in a closed chapter, or bears a mark that the document explains."""
    chapters = _closed_chapters(rows)
    marks = closing_marks(row.text for row in rows)
    marks |= paired_marks(coded_title(one.number, one.title) for one in blocks)
    return tuple(
        one._replace(
            closed=one.closed or one.number.startswith(chapters) or _is_marked(rows, one, marks)
        )
        for one in blocks
    )


def _closed_chapters(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return how the numbers below "4 FORTROLIGT", or "4.0 FORTROLIGT", begin: with "4."."""
    labelled = ((row.text, read_label(row.text)) for row in rows)
    return tuple(
        f"{chapter}."
        for text, label in labelled
        if label
        and (chapter := label.number.removesuffix(".0")).isalnum()
        # A chapter may be called what no single item is: "4.0 Lukkede punkter".
        and (is_closed_title(text) or range_switch(text) == "closed")
    )


def _is_marked(rows: Sequence[Row], block: Block, marks: Iterable[str]) -> bool:
    """Whether the title of an item, or a field right below, bears a mark of what is closed."""
    told = [row.text for row in rows[block.first : block.heading + 1]]
    told += [block.title, coded_title(block.number, block.title)]
    fields = [
        row.text for row in rows[block.heading + 1 : block.last][:_HEAD] if is_field(row.text)
    ]
    return any(bears_mark(line, marks) for line in told + fields)


def _may_hide(rows: Sequence[Row]) -> bool:
    """Whether an item may hold the next one, without line breaks: its number is missing.

    What speaks of being closed there may be about the one that is missing.
    """
    return any(row.flat and is_closed_title(row.text) for row in rows)


def _closed_part(layout: Layout, before: Candidate, first: int, last: int) -> list[Block]:
    """Return the items of a closed part by its numbers: up from the item *before*, or from one.

    They stand alone, or as that of the item before does. Without a single number the part still is
    one closed item.
    """
    edges: list[tuple[str, int]] = []
    value = number_value(before.number)
    above = read_label(layout.rows[before.row].text)
    for index in range(first + 1, last):
        row = layout.rows[index]
        label = read_label(row.text)
        if label is None:
            continue
        alike = row.after_blank and above is not None and above.form == label.form
        alike = alike and (index - 1 == first or not is_introduced(layout, index))
        number = number_value(label.number)
        if (alike or label.end == len(row.text)) and number in {value + 1, 1 if not edges else 0}:
            edges.append((label.number, index))
            value = number
    starts = edges or [("", first)]
    stops = [*(index for _, index in starts[1:]), last]
    return [
        Block(number, "", index, index, stop, closed=True)
        for (number, index), stop in zip(starts, stops, strict=True)
    ]


def _shut_rows(layout: Layout, chain: Chain, listed: range) -> frozenset[int]:
    """Return the rows between a closed line with a label and the next of that form.

    *listed* are those of the contents list, whose labels cut nothing. Items without numbers may be
    parts of one with: what stands below "6.0 (Lukket)" is closed up to "7.0", whatever looks like
    the title of an item there.
    """
    if any(candidate.number for candidate in chain):
        return frozenset()
    forms = {
        i: label.form
        for i, row in enumerate(layout.rows)
        if i not in listed and (label := read_label(row.text))
    }
    shut: set[int] = set()
    for index, form in forms.items():
        if is_closed_line(layout.rows[index].text):
            later = (i for i, other in forms.items() if i > index and other == form)
            shut.update(range(index + 1, next(later, len(layout.rows))))
    return frozenset(shut)


def first_opened(rows: Sequence[Row], blocks: Sequence[Block]) -> int:
    """Return the row from which on items are open though the head says that the meeting is closed.

    "Lukket referat" may be printed on the first page of what has its "ÅBEN DAGSORDEN" as well,
    right above an item.
    """
    headed = (
        one.first
        for one in blocks
        if one.first and range_switch(rows[one.first - 1].text) == "open"
    )
    return next(headed, len(rows))


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


def _with_contents(
    rows: Sequence[Row], blocks: tuple[Block, ...], entries: Sequence[Entry]
) -> tuple[Block, ...]:
    """Close what the contents list calls closed, also where the body forgot to say so."""
    marks = closing_marks(row.text for row in rows) if entries else frozenset()
    entries = [one._replace(closed=one.closed or bears_mark(one.title, marks)) for one in entries]
    if len(blocks) == len(entries):
        pairs = zip(blocks, entries, strict=True)
        return tuple(block._replace(closed=block.closed or entry.closed) for block, entry in pairs)
    secret = [entry for entry in entries if entry.closed]
    # An entry that says no more than "Lukket" can only be known by its number.
    unnamed = {entry.number for entry in secret if is_bare_closed_word(entry.title)} - {""}
    return tuple(
        block._replace(
            closed=block.closed
            or block.number in unnamed
            or any(similar(block.title, entry.title) > 0.85 for entry in secret)
        )
        for block in blocks
    )
