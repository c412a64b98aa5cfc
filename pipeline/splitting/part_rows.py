"""A decision that is the last column of a table within an item: a row for each part of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.rows import Row

# What parts the columns, and what heads the one with the outcomes.
_EDGE = re.compile(r"\s*(?:\||\t)\s*|\s{2,}")
_OUTCOMES = (
    "beslutning", "udfald", "resultat", "afgørelse", "konklusion", "udvalget", "direktionen",
)  # fmt: skip
_COLUMNS = 2
_FEWEST = 2
# An outcome is a few words.
_BRIEF = 6


def with_part_rows(layout: Layout, blocks: Sequence[Block]) -> Layout:
    """Return the layout with a heading where such a table begins, and one where it ends.

    Where columns have been cut apart already, what a row is about ends the decision above it.
    """
    headings = list(layout.headings)
    for block in blocks:
        for first, last in () if block.closed else _tables(layout, block):
            headings[first] = _begin(SectionKind.BESLUTNING, layout.rows[first])
            if last < block.last and headings[last] is None:
                headings[last] = _begin(SectionKind.TEKST, layout.rows[last])
        for index in () if block.closed else range(block.heading + 2, block.last):
            if headings[index] is None and _ends_cell(layout, index):
                headings[index] = _begin(SectionKind.TEKST, layout.rows[index])
    return layout._replace(headings=tuple(headings))


def _begin(kind: SectionKind, row: Row) -> Heading:
    return Heading(kind, Span(row.start, row.start))


def _ends_cell(layout: Layout, index: int) -> bool:
    """Whether a row begins a line of a table whose last cell, above it, holds a decision."""
    above, row = layout.headings[index - 1], layout.rows[index]
    if above is None or above.kind is not SectionKind.BESLUTNING:
        return False
    return row.flat and layout.rows[index - 1].flat and above.span.start == above.span.end


def _tables(layout: Layout, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the rows of each table of an item, from below its head."""
    for index in range(block.heading + 1, block.last):
        text = layout.rows[index].text.rstrip(" |")
        if not text.lower().endswith(_OUTCOMES):  # nearly always
            continue
        edges = _edges(layout.rows[index])
        if len(edges) < _COLUMNS and not any(edge.group().strip() for edge in edges):
            continue
        if not edges or text[edges[-1].end() :].lower() not in _OUTCOMES:
            continue
        last = index + 1
        while last < block.last and _is_part(layout, last, len(edges)):
            last += 1
        if last - index > _FEWEST:
            yield index + 1, last


def _is_part(layout: Layout, index: int, edges: int) -> bool:
    """Whether a row has as many columns, and an outcome of few words in the last of them."""
    row = layout.rows[index]
    found = _edges(row)
    if layout.headings[index] is not None or len(found) != edges:
        return False
    said = row.text[found[-1].end() :].strip(" |")
    told = not said[:1].isdigit() or "bevil" in said
    return told and 0 < len(said.split()) <= _BRIEF


def _edges(row: Row) -> list[re.Match[str]]:
    """Return what parts the columns of a row; the bars at its ends are no edges."""
    text = row.text.rstrip(" |")
    return [edge for edge in _EDGE.finditer(text) if edge.start() > 0]
