"""What closes an item from within: the lines of its own text, and those that open another in it."""

from __future__ import annotations

from pipeline.labels import SectionKind
from pipeline.splitting.blocks import Block
from pipeline.splitting.closed import (
    is_bare_closed_word,
    is_closed_line,
    is_closed_title,
    names_closing_day,
    range_switch,
    remarks_on_above,
    speaks_of_its_item,
)
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import closing_note
from pipeline.splitting.numbering import several
from pipeline.splitting.said import number_in, speaks_of_another, with_value
from pipeline.splitting.secrecy import closes_as_note
from pipeline.splitting.told import decides

# A bare "Lukket" this near a heading is about it, and so is one below so many lines that say
# nothing yet; further down it heads an item without a name.
_TOP, _HEAD = 2, 4


def closed_since(layout: Layout, first: int, index: int) -> bool:
    """Whether the item that begins in row *first* says that it is closed: its text stays so."""
    texts = [row.text for row in layout.rows[first:index]]
    return is_closed_title(texts[0]) or any(is_closed_line(text) for text in texts)


def cut_within(layout: Layout, block: Block, said: frozenset[str], *, next_up: bool) -> list[Block]:
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
        line = with_value(layout.rows, index)
        if names_closing_day(block.title, line) or not _closes(line):
            continue
        note = closing_note(row.text)
        at_foot = note is not None and note["sign"].startswith(("[", "("))
        if at_foot or (speaks_of_another(row.text) and number_in(row.text) in said):
            hidden.append(index)
            continue
        near = is_bare_closed_word(row.text) or remarks_on_above(row.text)
        at_top = index - block.heading <= 1 or (near and _says_nothing(layout, block, index))
        of_this = at_top or (next_up and near) or speaks_of_its_item(line)
        if of_this and not several(row.text)[0]:
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


def _closes(line: str) -> bool:
    """Whether a line closes an item; "4-6. Lukkede punkter" does, as a heading does all below."""
    return is_closed_line(line) or (several(line)[0] != () and range_switch(line) == "closed")


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
