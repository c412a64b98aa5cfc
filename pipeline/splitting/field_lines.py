"""Where a section of one line ends, in minutes that print a field a line.

"Forslag: model 3" above "Penge: bygningspuljen, rest 800.000 kr." is a recommendation of one line:
what is told in the field below it is nobody's proposal.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.fields import is_field
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.own import DECIDED

# So many of the lines of the open items are fields.
_SHARE = 0.6
# Who is to see to a decision, and when, belongs to it; the case goes on in any field.
_GOES_ON = (*DECIDED, SectionKind.TEKST, SectionKind.SAGSFREMSTILLING)


def with_field_lines(layout: Layout, blocks: Sequence[Block]) -> Layout:
    """Return the layout with a heading where a field begins that ends the section above it."""
    inside = [range(one.heading + 1, one.last) for one in blocks if not one.closed]
    rows = [index for block in inside for index in block]
    if sum(_begins(layout, index) for index in rows) < max(1, _SHARE * len(rows)):
        return layout
    headings = list(layout.headings)
    for block in inside:
        above: Heading | None = None
        for index in block:
            if headings[index] is None and above and _begins(layout, index):
                start = layout.rows[index].start
                headings[index] = Heading(SectionKind.SAGSFREMSTILLING, Span(start, start))
            one = headings[index]
            above = one if one and one.kind not in _GOES_ON and _of_a_line(layout, index) else None
    return layout._replace(headings=tuple(headings))


def _begins(layout: Layout, index: int) -> bool:
    text = layout.rows[index].text
    return text[:1].isupper() and is_field(text)


def _of_a_line(layout: Layout, index: int) -> bool:
    """Whether a heading's text stands beside it, and so has a line of its own."""
    heading, row = layout.headings[index], layout.rows[index]
    return heading is not None and bool(row.text[heading.span.end - row.start :].strip(" :.\t|"))
