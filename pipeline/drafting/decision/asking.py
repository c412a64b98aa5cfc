"""Where the recommendation of an item stands."""

from __future__ import annotations

import re

from pipeline.labels import SectionKind
from pipeline.records import Item, Span


def recommendations(text: str, item: Item) -> list[Span]:
    """Return where the recommendation stands: under its headings, or else as a line of its own."""
    headed = [section.body for section in item.parts(SectionKind.INDSTILLING)]
    if headed:
        return headed
    lines = [
        Span(section.body.start + line.start(), section.body.start + line.end())
        for section in item.parts(*_RUNNING)
        for line in _A_LINE.finditer(section.body.of(text))
    ]
    return lines[-1:]


_RUNNING = (SectionKind.RESUME, SectionKind.SAGSFREMSTILLING, SectionKind.TEKST)
# "Direktionen indstiller, at planen godkendes." as a line, or the last words of a paragraph.
_LAST = r"(?<=[.!?] )Forvaltningen (?:anbefaler|foreslår)(?: \w+)?, at (?:(?!\. [A-ZÆØÅ])[^\n])+$"
_LINE = r"^[A-ZÆØÅ][^.,:;\n]{2,60} (?:indstiller|foreslår), at [^\n]+$"
_A_LINE = re.compile(rf"{_LINE}|{_LAST}", re.MULTILINE)
