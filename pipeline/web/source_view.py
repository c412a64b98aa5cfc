"""The minutes as the page shows them beside the draft: items, sections, paragraphs and tables.

A :class:`Chunk` is a raw slice of ``Minutes.text`` and knows where it starts, so that the browser
can mark any span of it. A closed item is its number and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from re import compile as pattern
from typing import Literal, NamedTuple

from pipeline.records import Item, Minutes, Section, Span

Kind = Literal["text", "list", "table"]
_LINE = pattern(r"[^\n]+")
_BULLET = pattern(r"\s*(?:[-–•*]\s|(?:\d{1,2}|[a-z])[.)]\s)")


class Chunk(NamedTuple):
    """A slice of the minutes: ``text == minutes.text[at : at + len(text)]``."""

    at: int
    text: str


class Block(NamedTuple):
    """A paragraph (one row, one chunk), a list (one chunk a row) or a table (one chunk a cell)."""

    kind: Kind
    rows: tuple[tuple[Chunk, ...], ...]


class SourceSection(NamedTuple):
    """A headed part of an item: its name as printed, and what stands in it."""

    kind: str
    name: str
    span: Span
    blocks: tuple[Block, ...]


class Entry(NamedTuple):
    """An item of the agenda. ``place`` counts the open items; None is a closed one."""

    number: str
    place: int | None = None
    title: Chunk | None = None
    sections: tuple[SourceSection, ...] = ()


def source_view(minutes: Minutes) -> tuple[Entry, ...]:
    r"""Return the agenda of *minutes*, ready to show.

    Args:
        minutes: The minutes, closed items blanked out.

    Returns:
        One entry an item, closed ones too, in order.

    >>> from pipeline import split_items
    >>> from pipeline.records import Document
    >>> text = "Referat Direktionen d. 04-05-2020\n\nPunkt 3: Havn\n\nBeslutning\n\nGodkendt.\n"
    >>> (entry,) = source_view(split_items(Document(text, "havn.txt", "0")))
    >>> entry.title.text, entry.sections[0].name, entry.sections[0].blocks[0].rows[0][0].text
    ('Punkt 3: Havn', 'Beslutning', 'Godkendt.')
    """
    opened = iter(range(len(minutes.items)))
    return tuple(
        _entry(item, minutes.text, next(opened)) if isinstance(item, Item) else Entry(item.number)
        for item in minutes.items
    )


def section_name(section: Section, text: str) -> str:
    """Return the heading as printed, or the kind's own name where none is."""
    printed = " ".join(section.heading.of(text).split()).rstrip(" :")
    return printed[:1].upper() + printed[1:] if printed else section.kind.danish


def _entry(item: Item, text: str, place: int) -> Entry:
    sections = (
        SourceSection(
            section.kind.value,
            section_name(section, text),
            section.body,
            tuple(_blocks(section.body, text)),
        )
        for section in item.sections
        if section.body.of(text).strip()
    )
    return Entry(
        item.number, place, Chunk(item.heading.start, item.heading.of(text)), tuple(sections)
    )


def _blocks(body: Span, text: str) -> Iterator[Block]:
    lines = [
        Span(body.start + m.start(), body.start + m.end()) for m in _LINE.finditer(body.of(text))
    ]
    numbered = [line for line in lines if line.of(text).strip()]
    for kind, group in groupby(numbered, lambda line: _kind(line.of(text))):
        rows = list(group)
        if kind == "table":
            yield Block("table", tuple(tuple(_cells(row, text)) for row in rows))
        elif kind == "list":
            yield Block("list", tuple((Chunk(row.start, row.of(text)),) for row in rows))
        else:
            yield from _paragraphs(rows, text)


def _kind(line: str) -> Kind:
    if "\t" in line.strip():
        return "table"
    return "list" if _BULLET.match(line) else "text"


def _cells(row: Span, text: str) -> Iterator[Chunk]:
    at = row.start
    for cell in row.of(text).split("\t"):
        yield Chunk(at, cell)
        at += len(cell) + 1


def _paragraphs(rows: list[Span], text: str) -> Iterator[Block]:
    """Lines that follow each other without a blank line are one paragraph, as in a PDF."""
    first = rows[0]
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if following is None or text[row.end : following.start].count("\n") > 1:
            span = Span(first.start, row.end)
            yield Block("text", ((Chunk(span.start, span.of(text)),),))
            first = following or first
