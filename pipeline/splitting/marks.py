"""Headings marked by the signs of Markdown, as an assistant or an export writes them."""

from __future__ import annotations

import re

from pipeline.records import Span

_MARKED = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<head>[^#]*[^#\s])\s*#*|\*\*(?P<bold>[^*]+)\*\*")


def without_marks(text: str, line: Span) -> tuple[Span, int | None]:
    """Return where the words of a line stand, and its level as a heading, None if it is none.

    >>> without_marks("## 3. Ny bro", Span(0, 12)), without_marks("**Ny bro**", Span(0, 10))
    ((Span(start=3, end=12), 2), (Span(start=2, end=8), None))
    >>> without_marks("#3 Ny bro", Span(0, 9))
    (Span(start=0, end=9), None)
    """
    match = _MARKED.fullmatch(text, *line)
    if match is None:
        return line, None
    level = len(match["level"]) if match["level"] else None
    return Span(*match.span("head" if level else "bold")), level
