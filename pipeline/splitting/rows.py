"""The lines a splitter works on, also where the document has none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Line, Span
from pipeline.splitting.case_numbers import case_number_line

# Above this many characters a line may be a transcript that lost its line breaks.
FLAT = 600
# A heading this long has run into its text.
_LONG_HEADING = 160


class Row(NamedTuple):
    """A line with its text. ``loud`` is 2 for a marked heading, 1 for large or bold type.

    ``after_blank`` tells whether an empty line stands before it, ``flat`` whether it is a piece
    of a transcript without line breaks, where a heading runs into its text.
    """

    start: int
    end: int
    text: str
    loud: int
    level: int | None
    after_blank: bool
    flat: bool

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(self.start, self.end)


def rows_of(document: Document) -> tuple[Row, ...]:
    """Return the document's lines, with flattened transcripts broken at their headings.

    >>> flat = "Punkt 1: Busser Beslutning Godkendt. Behandling: Byrådet " + "Mere tekst. " * 50
    >>> [row.text[:10] for row in rows_of(Document(flat, "x", "0"))]
    ['Punkt 1: B', 'Beslutning', 'Behandling']
    """
    text = document.text
    lines = document.lines or tuple(_plain_lines(text))
    usual = _usual_size(lines)
    rows: list[Row] = []
    previous = 0
    for line in lines:
        if _is_noise(line.span.of(text)):
            continue
        blank = text.count("\n", previous, line.span.start) > 1 or not rows
        large = line.size is not None and line.size > 1.12 * usual
        loud = 2 if line.level else int(line.bold or large)
        pieces = _pieces(text, line.span)
        for number, span in enumerate(pieces):
            row = Row(*span, span.of(text), loud, line.level, blank or number > 0, len(pieces) > 1)
            rows.append(row)
        previous = line.span.end
    return tuple(rows)


def _is_noise(line: str) -> bool:
    """Whether a line holds nothing but words of a page's menus and buttons."""
    words = line.strip(" .:").lower()
    parts = re.split(r"\s{2,}|\s*[|>]\s*", words)
    return words in _noise() or all(part in _noise() for part in parts)


@cache
def _noise() -> frozenset[str]:
    return frozenset(line.strip(" .:") for line in load_lexicon("noise")["lines"])


def _plain_lines(text: str) -> Iterator[Line]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = match.group()
        left = len(line) - len(line.lstrip())
        yield Line(Span(match.start() + left, match.start() + len(line.rstrip())))


def _usual_size(lines: Iterable[Line]) -> float:
    """The type size most characters have: that of running text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size is not None:
            sizes[line.size] += line.span.end - line.span.start
    return max(sizes, key=sizes.__getitem__) if sizes else 0.0


def _pieces(text: str, span: Span) -> list[Span]:
    if span.end - span.start < FLAT:
        return [span]
    breaks = [match.start() for match in _inline_heading().finditer(text, *span)]
    if len(breaks) < 3:
        return [span]
    edges = [span.start, *(at for at in breaks if at > span.start), span.end]
    pieces = [part for a, b in pairwise(edges) for part in _title_apart(text, Span(a, b))]
    return [trimmed for piece in pieces if (trimmed := trim(text, piece)).end > trimmed.start]


def _title_apart(text: str, span: Span) -> Iterator[Span]:
    """Cut a piece that runs from an item's title into its case number and text."""
    heading = _inline_item().match(text, *span)
    if heading is None or span.end - span.start < _LONG_HEADING:
        yield span
        return
    at = span.start
    for _ in range(2):  # behind the title, and behind a case number
        stop = re.compile(r"\.\s+(?=[A-ZÆØÅ0-9])").search(
            text, max(at, heading.end()) + 4, span.end
        )
        if stop is None:
            break
        yield Span(at, stop.start())
        at = stop.end()
        if case_number_line(text[at : at + 40].split(". ", maxsplit=1)[0]) is None:
            break
    yield Span(at, span.end)


def trim(text: str, span: Span) -> Span:
    """Return *span* without the white space at its ends.

    >>> trim("a  b ", Span(1, 5))
    Span(start=3, end=4)
    """
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


@cache
def _inline_heading() -> re.Pattern[str]:
    """A heading inside a line: capitalised, and followed by a colon, a capital or a number."""
    sections = load_lexicon("headings")["section"]
    words = [w for row in sections if row.get("strong", True) for w in row["words"]]
    words += ["sagsfremstilling", "fraværende", "afbud", *load_lexicon("header")["inline"]]
    either = "|".join(
        re.escape(form) for word in sorted(words, key=len, reverse=True) for form in _cases(word)
    )
    # "Økonomiudvalget 13-03-2012:" heads a decision too.
    dated = (
        r"[A-ZÆØÅ][\w-]*(?:udvalget|råd(?:et)?|bestyrelsen|irektionen|Udvalg),?\s"
        r"(?:den\s|d\.\s?)?\d{1,2}[-./]\s?\d{1,2}[-./]\s?\d{2,4}\s*:"
    )
    return re.compile(
        rf"(?<![\w-])(?:{dated}|(?:{either})(?=\s*:|\s+[A-ZÆØÅ0-9]|\s+(?:i|fra|den)\s)"
        rf"|(?i:{_item_starts()})(?=[A-ZÆØÅ»(])|(?:Lukket|LUKKET|Lukkede)\b)"
    )


@cache
def _inline_item() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_item_starts()})(?=[A-ZÆØÅ»(])")


@cache
def _item_starts() -> str:
    return "|".join(
        re.sub(r"\?P<\w+>", "?:", row["pattern"].split("(?P<title>")[0])
        for row in load_lexicon("items")["item"]
        if row.get("inline")
    )


def _cases(word: str) -> tuple[str, str]:
    return word[0].upper() + word[1:], word.upper()
