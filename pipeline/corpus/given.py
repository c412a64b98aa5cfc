"""Items as a person labelled them: limits, sections, route, decisions and topics.

What is measured on them is the fault of what comes after labelling alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.corpus.rows import LabelledRow
from pipeline.labels import SectionKind
from pipeline.records import Item, Label, LabelledItem, Section, Span

# A gap between sections with fewer characters holds a heading, and no section; where a person left
# no section without limits, one with fewer holds title, case number and heading.
_LEAST_GAP = 40
_RUNNING_TEXT = 240


def with_given_labels(found: LabelledItem, row: LabelledRow) -> LabelledItem:
    """Return an item with the decisions, topics and route of *row*."""
    spans = {one.label: [two.span for two in row.decisions if two.label == one.label and two.span]
             for one in row.decisions}  # fmt: skip
    return replace(
        found,
        item=replace(found.item, route=row.route or found.item.route),
        decisions=tuple(Label(kind, 1.0, "rule", tuple(spans[kind])) for kind in row.types),
        topics=(Label(row.topic, 1.0, "rule"), *(Label(one, 0.5, "rule") for one in row.secondary)),
    )


def given_item(text: str, row: LabelledRow) -> Item:
    """Return the item of *text* with the limits, title, sections and route of *row*."""
    at = max(text.find(row.title, row.span.start, row.span.end), row.span.start)
    heading = Span(at, at + len(row.title))
    sections = tuple(_sections(text, row, heading.end))
    return Item(row.number, row.title, heading, row.case_number, row.span, sections, row.route)


def _sections(text: str, row: LabelledRow, start: int) -> Iterator[Section]:
    """Yield the sections in order; those without limits are what lies between the others.

    So is running text under no heading, which a person may not have listed at all.
    """
    kinds = [part.kind for part in row.sections if not part.span]
    kind = kinds[0] if len(set(kinds)) == 1 else SectionKind.TEKST
    marked = [(part.kind, part.span) for part in row.sections if part.span]
    least = (_LEAST_GAP if marked else 1) if kinds else _RUNNING_TEXT
    for one, span in [*marked, (kind, Span(row.span.end, row.span.end))]:
        gap = text[start : min(span.start, row.span.end)]  # a decision may be listed far below
        if len(gap.strip()) >= least:
            at = start + len(gap) - len(gap.lstrip())
            yield Section(kind, Span(at, at), Span(at, start + len(gap.rstrip())))
            gap = ""
        if span.start < span.end:
            yield Section(one, _heading(gap, span.start), span)
        start = max(start, span.end)


def _heading(gap: str, end: int) -> Span:
    r"""Return where the last line of *gap*, which ends at *end*, stands; empty where there is none.

    >>> _heading("2. Ny skole\n\nByrådet, 2. maj 2021:\n", 40)
    Span(start=18, end=39)
    """
    line = gap.rstrip()
    start = line.rfind("\n") + 1
    return Span(end - len(gap) + start, end - len(gap) + len(line))
