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
from pipeline.splitting.case_numbers import case_number_line
from pipeline.splitting.furniture import page_furniture
from pipeline.splitting.numbering import read_label

# Above this many characters a line may be a transcript that lost its line breaks.
FLAT = 600
# So many items that run into their text make it the habit of a document.
_RUNNING = 3
# A text of so many lines, of which so few follow a blank one, has lost them.
_TIGHT, _TIGHT_SHARE = 20, 0.03
_TITLE, _SHORT = 110, 60
# What stands between a title and the text it runs into.
_DASHED = re.compile(r"(?<=[^\W\d])\.\s+[–-]\s+(?=[A-ZÆØÅ])")
_STOP = re.compile(r"(?<=[^\W\d])[.!?]\s+(?=[A-ZÆØÅ])")
# A heading this long has run into its text.
_LONG_HEADING = 160
_RULE = re.compile(r"(?:([^\w\s])(?:\s*\1){2,}|_{3,})(?:\s?[\w ]{1,20}\s?[^\w\s]{3,})?")
# What stands between the words of a menu.
_EDGE = re.compile(r"\s{2,}|\s*[|>]\s*")
_SIGN = re.compile(r"(?P<sign>[§¶#■●▪◆◇❖★✦►▶➤□◼◊▀-▟¤+~]{1,4})\s*(?=[\[(]?[A-ZÆØÅ»\"])")


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
    running = _runs_on(text, lines)
    furniture = page_furniture([line.span.of(text) for line in lines])
    for index, line in enumerate(lines):
        if index in furniture or _is_noise(line.span.of(text)):
            continue
        span = trim(text, _unquoted(text, line.span) if quoted else line.span)
        gap = text[previous : span.start]
        blank = (gap.replace(">", "") if quoted else gap).count("\n") > 1 or not rows
        previous = line.span.end
        if not span.of(text):
            continue
        divides = rules[span.of(text)] >= _RUNNING
        if rows and not blank and not divides and _underlines(span.of(text), rows[-1].text):
            rows[-1] = rows[-1]._replace(loud=max(1, rows[-1].loud))
            continue
        large = line.size is not None and line.size > 1.12 * usual
        loud = 2 if line.level else int(line.bold or large)
        pieces = _pieces(text, span, running=running)
        flat, indent = len(pieces) > 1, span.start - (text.rfind("\n", 0, span.start) + 1)
        rows += [
            Row(*piece, piece.of(text), loud, line.level, blank or number > 0, flat, indent)
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
    return (
        *rows[:1],
        *(
            row._replace(after_blank=row.after_blank or begin)
            for row, begin in zip(rows[1:], begins, strict=True)
        ),
    )


def _begins(above: str, line: str) -> bool:
    if _is_label(line) or _is_label(above):  # a number stands above its title
        return _is_label(line)
    short = len(line) < _TITLE and not line.endswith((".", ",", ";", ":"))
    ended = above.endswith((".", "!", "?", ":")) or len(above) < _SHORT
    return short and ended and (line[0].isupper() or not line[0].isalpha())


def _is_label(line: str) -> bool:
    label = read_label(line)
    return label is not None and label.end == len(line)


def _runs_on(text: str, lines: Sequence[Line]) -> bool:
    """Whether a document prints its items as paragraphs that begin with a label."""
    labelled = [line for line in lines if read_label(line.span.of(text))]
    cut = sum(len(_labelled_pieces(text, line.span)) > 0 for line in labelled)
    forms = Counter(
        label.form
        for line in labelled
        if (label := read_label(line.span.of(text)))
        and label.prior >= 1.0
        and line.span.of(text).endswith(".")
        and _first_sentence(text, line.span)
    )
    signs = Counter(item_sign(words) for line in lines if item_sign(words := line.span.of(text)))
    dashed = sum(_DASHED.search(line.span.of(text)) is not None for line in labelled)
    return max([cut, dashed, *forms.values(), *signs.values()]) >= _RUNNING


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
    return len(above) < _LONG_HEADING and 0.5 * len(above) <= len(signs) <= 1.5 * len(above) + 3


def is_rule(line: str) -> bool:
    """Whether a line only divides: a row of signs, with a word or two among them at most.

    >>> is_rule("-----"), is_rule("=== POST ==="), is_rule("* * *"), is_rule("- Ny bro")
    (True, True, True, False)
    """
    return _RULE.fullmatch(line.strip()) is not None


def _is_noise(line: str) -> bool:
    """Whether a line holds nothing but words of a page's menus and buttons."""
    words = line.strip(" .:").lower()
    if not words.startswith(_noise_words()):  # nearly always
        return False
    return words in _noise() or all(part in _noise() for part in _EDGE.split(words))


@cache
def _noise() -> frozenset[str]:
    return frozenset(line.strip(" .:") for line in load_lexicon("noise")["lines"])


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


def _pieces(text: str, span: Span, *, running: bool) -> list[Span]:
    """Cut a line at its headings; *running* tells that items are printed as one paragraph."""
    flat = span.end - span.start >= FLAT
    breaks = [m.start() for m in _inline_heading().finditer(text, *span)] if flat else []
    if len(breaks) < 3:
        return _labelled_pieces(text, span) or (running and _first_sentence(text, span)) or [span]
    edges = [span.start, *(at for at in breaks if at > span.start), span.end]
    pieces = [part for a, b in pairwise(edges) for part in _title_apart(text, Span(a, b))]
    return [trimmed for piece in pieces if (trimmed := trim(text, piece)).end > trimmed.start]


def item_sign(line: str) -> str:
    """Return the sign a line begins with before a capital, as "¶" or "§" may begin an item; or "".

    >>> item_sign("¶ Ansøgning om lys"), item_sign("– Godkendt."), item_sign("»Vi er her«")
    ('¶', '', '')
    """
    match = _SIGN.match(line)
    return match["sign"] if match else ""


def _first_sentence(text: str, span: Span) -> list[Span]:
    """Cut a paragraph that begins with an item's label or sign behind its title."""
    if read_label(span.of(text)) is None and not item_sign(span.of(text)):
        return []
    stop = _DASHED.search(text, *span) or _STOP.search(text, *span)
    return [Span(span.start, stop.start() + 1), Span(stop.end(), span.end)] if stop else []


def _labelled_pieces(text: str, span: Span) -> list[Span]:
    """Cut a paragraph that holds a whole item: "#1 Title. Sagsfremstilling: … Konklusion: …"."""
    label = read_label(span.of(text))
    if label is None:
        return []
    # "8) Høring: Ny skole" begins with its title.
    found = _inline_label().finditer(text, span.start + label.end + 1, span.end)
    breaks = [match.start() for match in found]
    edges = [span.start, *breaks, span.end]
    return [trim(text, Span(a, b)) for a, b in pairwise(edges)] if breaks else []


@cache
def _inline_label() -> re.Pattern[str]:
    """A section's name and a colon behind a finished sentence."""
    sections = load_lexicon("headings")["section"]
    words = sorted((w for row in sections for w in row["words"]), key=len, reverse=True)
    either = "|".join(re.escape(word[0].upper() + word[1:]) for word in words)
    return re.compile(rf"(?<=[.!?)\d»”\"] )(?:{either}):(?=\s)")


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
