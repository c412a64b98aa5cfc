"""The lines a splitter works on, also where the document has none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Line, Span
from pipeline.splitting.furniture import page_furniture
from pipeline.splitting.marks import without_marks
from pipeline.splitting.pieces import case_beside, is_label, pieces_of, runs_on, trim

# A text of so many lines, of which so few follow a blank one, has lost them.
_TIGHT, _TIGHT_SHARE = 20, 0.03
_TITLE, _SHORT = 110, 60
# A rule that comes again so often divides; what stands above one is no longer than this.
_DIVIDES, _LONG = 3, 160
_RULE = re.compile(r"(?:([^\w\s])(?:\s*\1){2,}|_{3,})(?:\s?[\w ]{1,20}\s?[^\w\s]{3,})?")
# A matrix of the bodies that treat a case, and the crosses below them: "DIR  FOU  BFU  KFU".
_MATRIX = re.compile(r"(?:[A-ZÆØÅ]{2,4}\s+){3,}[A-ZÆØÅ]{2,4}|(?:[xX✓]\s{2,})+[xX✓]")
# What stands between the words of a menu.
_EDGE = re.compile(r"\s{2,}|\s*[|>]\s*")


class Row(NamedTuple):
    """A line with its text. ``loud`` is 2 for a marked heading, 1 for large or bold type.

    ``after_blank`` tells whether an empty line stands before it, ``flat`` whether it is a piece
    of a transcript without line breaks, where a heading runs into its text. ``indent`` counts the
    characters to the left of it.
    """

    start: int
    end: int
    text: str
    loud: int
    level: int | None
    after_blank: bool
    flat: bool
    indent: int = 0

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(self.start, self.end)

    def with_next(self, other: Row) -> Row:
        """Return this line and the one below it as one, each character where it was.

        >>> one, other = (Row(at, at + 4, "ABCD", 0, None, True, False) for at in (0, 6))
        >>> one.with_next(other).text
        'ABCD  ABCD'
        """
        gap = " " * (other.start - self.end)
        return self._replace(end=other.end, text=f"{self.text}{gap}{other.text}")


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
    quoted = is_quoted(text)
    rules = Counter(words for line in lines if is_rule(words := line.span.of(text).strip()))
    running = runs_on(text, lines)
    furniture = page_furniture([line.span.of(text) for line in lines])
    for index, line in enumerate(lines):
        if index in furniture or _is_noise(line.span.of(text)):
            continue
        span = trim(text, _unquoted(text, line.span) if quoted else line.span)
        if button := _button().match(text, *span):
            span = Span(button.end(), span.end)
        gap = text[previous : span.start]
        blank = (gap.replace(">", "") if quoted else gap).count("\n") > 1 or not rows
        previous = line.span.end
        if not span.of(text):
            continue
        divides = rules[span.of(text)] >= _DIVIDES
        if rows and not blank and not divides and _underlines(span.of(text), rows[-1].text):
            rows[-1] = rows[-1]._replace(loud=max(1, rows[-1].loud))
            continue
        large = line.size is not None and line.size > 1.12 * usual
        span, level = without_marks(text, span)
        level = line.level or level
        loud = 2 if level else int(line.bold or large)
        beside = case_beside(text, span)
        pieces = beside or pieces_of(text, span, running=running)
        flat, indent = (
            len(pieces) > 1 and not beside,
            span.start - (text.rfind("\n", 0, span.start) + 1),
        )
        rows += [
            Row(*piece, piece.of(text), loud, level, blank or number > 0, flat, indent)
            for number, piece in enumerate(pieces)
        ]
    return _opened_up(rows)


def _opened_up(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a text that lost its blank lines as if they stood above its short lines.

    A short line that ends no sentence, below one that ends something, begins something.
    """
    blanks = sum(row.after_blank for row in rows)
    if len(rows) < _TIGHT or blanks > _TIGHT_SHARE * len(rows):
        return tuple(rows)
    begins = [_begins(above.text, row.text) for above, row in pairwise(rows)]
    return tuple(
        row._replace(after_blank=row.after_blank or begin)
        for row, begin in zip(rows, [True, *begins], strict=True)
    )


def _begins(above: str, line: str) -> bool:
    if is_label(line) or is_label(above):  # a number stands above its title
        return is_label(line)
    short = len(line) < _TITLE and not line.endswith((".", ",", ";", ":"))
    ended = above.endswith((".", "!", "?", ":")) or len(above) < _SHORT
    return short and ended and (line[0].isupper() or not line[0].isalpha())


def is_quoted(text: str) -> bool:
    r"""Whether a text came by mail, with a sign of quotation before most of its lines.

    >>> is_quoted("Hej!\n> 1. Nye busser\n> Godkendt.\n> 2. Havnen"), is_quoted("a > b")
    (True, False)
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 2 and 2 * sum(line.lstrip().startswith(">") for line in lines) > len(lines)


def _unquoted(text: str, span: Span) -> Span:
    signs = re.match(r"[>\s]*", span.of(text))
    return Span(span.start + (signs.end() if signs else 0), span.end)


def _underlines(line: str, above: str) -> bool:
    """Whether a line of signs belongs to the heading above it, being about as long."""
    signs = line.strip()
    if re.fullmatch(r"([-=_~^*¯])\1{2,}", signs) is None or is_rule(above):
        return False
    return len(above) < _LONG and 0.5 * len(above) <= len(signs) <= 1.5 * len(above) + 3


def is_rule(line: str) -> bool:
    """Whether a line only divides: a row of signs, with a word or two among them at most.

    >>> is_rule("-----"), is_rule("=== POST ==="), is_rule("* * *"), is_rule("- Ny bro")
    (True, True, True, False)
    """
    return _RULE.fullmatch(line.strip()) is not None


def _is_noise(line: str) -> bool:
    """Whether a line holds nothing but a page's menus and buttons, or a matrix of bodies."""
    if _MATRIX.fullmatch(line.strip()):
        return True
    words = line.strip(" .:").lower()
    if not words.startswith(_noise_words()):  # nearly always
        return False
    return words in _noise() or all(part in _noise() for part in _EDGE.split(words))


@cache
def _noise() -> frozenset[str]:
    return frozenset(line.strip(" .:") for line in load_lexicon("noise")["lines"])


@cache
def _button() -> re.Pattern[str]:
    """What a portal prints before a number or a title, on one line with it."""
    words = "|".join(re.escape(word) for word in load_lexicon("noise")["lead"]["words"])
    return re.compile(rf"(?i:{words})[\s:|·]*(?=[\dA-ZÆØÅ»(])")


@cache
def _noise_words() -> tuple[str, ...]:
    return tuple(_noise())


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
