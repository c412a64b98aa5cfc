"""The closed-item firewall: which rows are closed, and a text in which they can't be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.candidates import Candidate, Chain, number_value
from pipeline.splitting.closed import (
    is_bare_closed_word,
    is_closed_line,
    is_closed_title,
    names_closing_day,
    remarks_on_above,
    speaks_of_its_item,
)
from pipeline.splitting.contents import Entry, similar
from pipeline.splitting.fields import is_field
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import (
    bears_mark,
    closing_marks,
    closing_note,
    coded_title,
    paired_marks,
)
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row, is_rule
from pipeline.splitting.said import number_in, said_closed, speaks_of_another
from pipeline.splitting.secrecy import closes_as_note, has_secret_brackets
from pipeline.splitting.switches import (
    find_switches,
    in_closed_range,
    is_labelled_above,
    shuts_doors,
)
from pipeline.splitting.titles import stands_below_label, whole_title
from pipeline.splitting.told import decides

# A bare "Lukket" this near a heading is about it, and so is one below so many lines that say
# nothing yet; further down it heads an item without a name.
_TOP, _HEAD = 2, 4


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


def find_blocks(
    layout: Layout, chain: Chain, listed: range, entries: Sequence[Entry]
) -> tuple[Block, ...]:
    """Cut the rows at the items' headings and say of each block whether it is closed.

    *listed* are the rows of the contents list, whose *entries* say what is closed too. A line
    that opens a closed item is a boundary in whatever style it is written.
    """
    rows = layout.rows
    switches = find_switches(layout, chain, listed)
    starts = _starts(layout, chain)
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
        stops = [i for i, _ in switches if first < i < last and i not in heads]
        title = whole_title(rows, candidate.row)
        closed = is_closed_title(title) or is_closed_title(candidate.title)
        closed = closed or has_secret_brackets(title) or in_closed_range(switches, candidate.row)
        if opened and blocks[-1].heading not in heads:
            blocks.pop()
            closed = True
        closed = closed or candidate.number in said or is_labelled_above(rows, first, heads)
        following = starts[place + 1][1] if place + 1 < len(starts) else None
        leap = number_value(following.number) - number_value(candidate.number) if following else 0
        closed = closed or (leap > 1 and _may_hide(rows[first:last]))
        closed = closed or shuts_doors(layout, [i for i in stops if i > candidate.row], last)
        inner = Block(candidate.number, candidate.title, first, candidate.row, last, closed)
        blocks += _cut(layout, inner._replace(last=min([last, *stops])), said, next_up=leap == 1)
        inside = bool(stops) and not all(is_rule(row.text) for row in rows[stops[-1] + 1 : last])
        if inside and in_closed_range(switches, last - 1):
            part = _closed_part(layout, candidate.number, stops[-1], last)
            # A few lines above the first closed item are no item: the head of the closed minutes.
            if following is None or last - stops[-1] > _HEAD or part[0].number:
                blocks += part
    shut = _shut_rows(layout, chain, listed)
    blocks = [one._replace(closed=one.closed or one.heading in shut) for one in blocks]
    return _with_contents(_closed_as_told(rows, blocks), entries)


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
    """Return how the numbers below "4 FORTROLIGT" begin: with "4."."""
    labels = (read_label(row.text) for row in rows if is_closed_title(row.text))
    return tuple(f"{one.number}." for one in labels if one and one.number.isalnum())


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


def _closed_part(layout: Layout, before: str, first: int, last: int) -> list[Block]:
    """Return the items of a closed part by the numbers that stand alone in it, up from *before*.

    Without a single number it still is one closed item.
    """
    edges, value = [], number_value(before)
    for index in range(first + 1, last):
        label = read_label(layout.rows[index].text)
        alone = label is not None and label.end == len(layout.rows[index].text)
        if label and alone and number_value(label.number) == value + 1:
            edges.append((label.number, index))
            value += 1
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


def _cut(layout: Layout, block: Block, said: frozenset[str], *, next_up: bool) -> list[Block]:
    """Look inside a block for lines that close it, or that open a closed item within it.

    *next_up* tells that the next item has the next number, so that a line "Lukket punkt" with
    neither number nor title is no item between the two, and can only be about this one.
    """
    if block.closed:
        return [block]
    kind = SectionKind.TEKST
    hidden: list[int] = []
    for index in (*range(block.first, block.heading), *range(block.heading + 1, block.last)):
        row = layout.rows[index]
        if heading := layout.headings[index]:
            kind = heading.kind
        if closes_as_note(layout, block.heading, index, kind):
            return [block._replace(closed=True)]
        if not is_closed_line(row.text) or names_closing_day(block.title, row.text):
            continue
        note = closing_note(row.text)
        at_foot = note is not None and note["sign"].startswith(("[", "("))
        if at_foot or (speaks_of_another(row.text) and number_in(row.text) in said):
            hidden.append(index)
            continue
        near = is_bare_closed_word(row.text) or remarks_on_above(row.text)
        at_top = index - block.heading <= 1 or (near and _says_nothing(layout, block, index))
        if at_top or (next_up and near) or speaks_of_its_item(row.text):
            return [block._replace(closed=True)]
        if kind is SectionKind.BILAG and not row.after_blank:
            hidden.append(index)
        else:
            number = number_in(row.text)
            first = _paragraph(layout, index) if remarks_on_above(row.text) else index
            if first <= block.heading:
                return [block._replace(closed=True)]
            opened = Block(number, "", first, first, block.last, closed=True)
            return [block._replace(last=first, hidden=tuple(hidden)), opened]
    return [block._replace(hidden=tuple(hidden))]


def _says_nothing(layout: Layout, block: Block, index: int) -> bool:
    """Whether an item has said nothing above row *index*: a bare "Lukket" there is about it."""
    above = range(block.heading + 1, index)
    if index - block.heading <= _TOP:
        return True
    texts = [layout.rows[at].text for at in above if layout.case_numbers[at] is None]
    headed = any(layout.headings[at] is not None for at in above)
    return len(texts) <= _HEAD and not headed and not any(map(_may_tell, texts))


def _may_tell(line: str) -> bool:
    return line.rstrip().endswith((".", "!", "?", ":")) or decides(line, None, sure=1.0)


def _paragraph(layout: Layout, index: int) -> int:
    """Return the first row of the paragraph a remark stands in: what it is about.

    Without line breaks that may be anything in the piece above.
    """
    if index > 0 and layout.rows[index].flat:
        return index - 1
    while index > 0 and not layout.rows[index].after_blank:
        index -= 1
    return index


def _with_contents(blocks: tuple[Block, ...], entries: Sequence[Entry]) -> tuple[Block, ...]:
    """Close what the contents list calls closed, also where the body forgot to say so."""
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
