"""From a document to minutes: header, agenda items, sections, and the closed-item firewall.

The text of closed items never passes this package: not in records, messages or logs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.danish.sign_key import sign_key_spans
from pipeline.errors import NotMinutes
from pipeline.records import ClosedItem, Document, Item, Minutes, Span
from pipeline.splitting.agenda import find_agenda
from pipeline.splitting.apart import Apart, decided_apart, find_apart, without_list
from pipeline.splitting.asides import closed_asides
from pipeline.splitting.blocks import Block
from pipeline.splitting.closed import is_closed_meeting
from pipeline.splitting.decided import mark_decisions, part_from_case, without_telling
from pipeline.splitting.doubts import find_doubts
from pipeline.splitting.field_lines import with_field_lines
from pipeline.splitting.firewall import blank, first_opened
from pipeline.splitting.header import Header, as_told, by_decisions, read_header
from pipeline.splitting.introduced import part_from_introduction
from pipeline.splitting.layout import Layout, lay_out
from pipeline.splitting.named_above import title_above
from pipeline.splitting.numbering import several
from pipeline.splitting.own import Meeting
from pipeline.splitting.part_rows import with_part_rows
from pipeline.splitting.questions import with_questions
from pipeline.splitting.route import read_route
from pipeline.splitting.rows import rows_of
from pipeline.splitting.sections import Told, read_sections
from pipeline.splitting.telling import ends_plainly
from pipeline.splitting.titles import labelled_case_number, read_title, stands_below_label

__all__ = ["split_items"]


def split_items(document: Document) -> Minutes:
    """Split a document into header and agenda items, closed items by number alone.

    Raises:
        NotMinutes: The text has no agenda items, or nothing that speaks of a meeting.

    >>> text = '''Referat Direktionen d. 04-05-2020
    ...
    ... Punkt 1: Kørsel
    ...
    ... Beslutning
    ...
    ... Godkendt.
    ...
    ... Punkt 2: Lukket: Køb af grund
    ... '''
    >>> minutes = split_items(Document(text, "kørsel.txt", "0"))
    >>> [type(item).__name__ for item in minutes.items], "grund" in minutes.text
    (['Item', 'ClosedItem'], False)
    """
    layout = lay_out(rows_of(document))
    contents, blocks = find_agenda(layout)
    apart = find_apart(layout, blocks)
    blocks = without_list(blocks, apart)
    rows = layout.rows
    top = blocks[0].first if blocks else len(rows)
    listed = range(contents.first, contents.last)
    head = [row for i, row in enumerate(rows[:top]) if i not in listed]
    opened = (i for one in blocks if not one.closed for i in range(one.first, one.last))
    header = by_decisions(read_header(head), (layout.headings[i] for i in opened))
    header = header._replace(body=as_told(header.body, document.text))
    _refuse_other_texts(document, layout, blocks, header)
    if any(is_closed_meeting(row.text) for row in head):
        opened_at = first_opened(rows, blocks)
        blocks = tuple(one._replace(closed=one.closed or one.first < opened_at) for one in blocks)
    meeting = Meeting(header.body, header.date)
    layout = with_questions(layout, blocks)
    layout = with_part_rows(layout, blocks)
    layout = mark_decisions(layout, blocks, header.body, apart=bool(apart.decided))
    layout = with_field_lines(layout, blocks)
    blocks = ends_plainly(layout, without_telling(layout, blocks))
    layout = part_from_introduction(part_from_case(layout, blocks), blocks, header.body)
    hidden = sorted(closed_asides(document.text, layout, blocks))
    text = blank(document.text, _without(Span(0, len(document.text)), hidden))
    items = tuple(item for block in blocks for item in _items(text, layout, block, meeting, apart))
    shown = [span for item in items if isinstance(item, Item) for span in _spans(item)]
    # What the signs in the items stand for is told above them, in words that name no case.
    key = sign_key_spans(document.text[: rows[top].start if top < len(rows) else 0])
    return Minutes(
        text=blank(text, [*header.keep, *key, *shown]),
        source=document.source,
        sha256=document.sha256,
        body=header.body,
        date=header.date,
        time=header.time,
        place=header.place,
        participants=header.participants,
        preamble=Span(0, rows[top].start if top < len(rows) else len(document.text)),
        items=items,
        flags=tuple(find_doubts(document.text, layout.rows[top:], header, items, contents)),
    )


def _spans(item: Item) -> Iterator[Span]:
    """Yield where an item stands: in one place, but for a decision or a title in a list."""
    yield item.span
    if item.heading.end <= item.span.start:
        yield item.heading
    for section in item.sections:
        if section.heading.start >= item.span.end:
            yield Span(section.heading.start, section.body.end)


def _items(
    text: str, layout: Layout, block: Block, meeting: Meeting, apart: Apart
) -> Iterator[Item | ClosedItem]:
    """Yield the item of a block, or the closed ones: "Nr. 91-94. Personsager" heads four."""
    if block.closed:
        numbers, _ = several(layout.rows[block.heading].text)
        yield from map(ClosedItem, numbers or (block.number,))
    else:
        yield _item(text, layout, block, meeting, apart)


def _item(text: str, layout: Layout, block: Block, meeting: Meeting, apart: Apart) -> Item:
    rows = layout.rows
    title = title_above(layout, block)
    title = title or read_title(layout, block.heading, block.last, block.title)
    listed = decided_apart(apart, block.number)
    # A case number at the end is no text of the section above it.
    ends = block.last - block.heading > 2 and stands_below_label(layout, block.last - 1)
    inside = range(title.inside, block.last - 2 * ends)
    elsewhere = bool(apart.decided) or not block.tells
    told: Told = "apart" if elsewhere else "plain" if block.plain else "formal"
    sections = read_sections(text, layout, inside, meeting, told)
    sections = (*sections, listed) if listed else sections
    above = next(filter(None, layout.case_numbers[block.first : block.heading]), None)
    above = above or labelled_case_number(layout, range(block.heading + 1, block.last))
    return Item(
        number=block.number,
        title=title.text,
        heading=title.span,
        case_number=title.case_number or above,
        span=Span(rows[block.first].start, rows[block.last - 1].end),
        sections=sections,
        route=read_route(text, sections, meeting),
    )


def _without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for hole in holes:
        if hole.end > start:
            yield Span(start, max(start, hole.start))
            start = hole.end
    yield Span(start, span.end)


def _refuse_other_texts(
    document: Document, layout: Layout, blocks: Sequence[Block], header: Header
) -> None:
    """Raise unless at least two things say that this is a meeting with an agenda."""
    sections = any(layout.strong(index) for index in range(len(layout.rows)))
    words = re.search(
        r"(?:referat|protokol|dagsorden|møde(?:dato)?)(?:et|en|t)?\b", document.text[:3000], re.I
    )
    signs = (header.body is not None, header.date is not None, sections, words is not None)
    if not blocks or sum(signs) < 2:
        what = "no agenda items found" if sum(signs) >= 2 else "not minutes of a meeting"
        now = "check that it is a referat; if it is, add its layout (CONTRIBUTING.md)"
        raise NotMinutes(what, where=document.source, now=now)
