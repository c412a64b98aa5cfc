"""What a line is cut into that holds more than one: an item's heading and what it runs into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.lexicon import load_lexicon
from pipeline.records import Line, Span
from pipeline.splitting.case_numbers import case_number_line
from pipeline.splitting.numbering import read_label

# Above this many characters a line may be a transcript that lost its line breaks.
_FLAT = 600
# So many items that run into their text make it the habit of a document.
_RUNNING = 3
# What stands between a title and the text it runs into.
_DASHED = re.compile(r"(?<=[^\W\d])\.\s+[–-]\s+(?=[A-ZÆØÅ])")
_STOP = re.compile(r"(?<=[^\W\d])[.!?]\s+(?=[A-ZÆØÅ])")
# A heading this long has run into its text.
_LONG_HEADING = 160
# "Pkt. 65 2. behandling: Tilskud til hal"
_TITLE_BEGINS = r"(?=[A-ZÆØÅ»(]|\d\. behandling\b)"
_GAP = re.compile(r"[ \t]{3,}|\t+")
_SIGN = re.compile(r"(?P<sign>[§¶#■●▪◆◇❖★✦►▶➤□◼◊▀-▟¤+~]{1,4})\s*(?=[\[(]?[A-ZÆØÅ»\"])")
# What closes all below it, or what stands above it, in a transcript without line breaks.
_SHUT = re.compile(
    r"(?:\bFOR LUKKEDE DØRE|\bFor lukkede døre(?=:)|\b(?:LUKKE(?:T|DE)|Lukke(?:t|de))"
    r" (?i:dagsorden|sager|(?:dagsordens)?punkter|del|mødedel|afsnit))\b"
    r"(?! (?:er|for|den|blev|af)\b)"
    r"|[\[(][^()\[\]]{0,60}\b(?i:lukke(?:t|de))\b[^()\[\]]{0,60}[\])]"
)


def runs_on(text: str, lines: Sequence[Line]) -> bool:
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


def is_label(line: str) -> bool:
    """Whether a line is a label and nothing else.

    >>> is_label("Sag nr. 24"), is_label("Sag nr. 24 Ny bro")
    (True, False)
    """
    label = read_label(line)
    return label is not None and label.end == len(line)


def case_beside(text: str, span: Span) -> list[Span]:
    """Cut a line that holds an item's number and, apart from it, that of its case.

    "Sag nr. 1                BR 41/2009", "SSU-1/03-11      1. MEDDELELSER"
    """
    edges = list(_GAP.finditer(text, *span))
    if len(edges) != 1:
        return []
    left, right = Span(span.start, edges[0].start()), Span(edges[0].end(), span.end)
    one, other = left.of(text), right.of(text)
    behind = is_label(one) and case_number_line(other) is not None
    before = read_label(other) is not None and case_number_line(one) is not None
    return [left, right] if behind != before else []


def pieces_of(text: str, span: Span, *, running: bool) -> list[Span]:
    """Cut a line at its headings; *running* tells that items are printed as one paragraph."""
    flat = span.end - span.start >= _FLAT
    breaks = [m.start() for m in _inline_heading().finditer(text, *span)] if flat else []
    if len(breaks) < 3:
        return _labelled_pieces(text, span) or (running and _first_sentence(text, span)) or [span]
    shut = [match.span() for match in _SHUT.finditer(text, *span)]
    breaks = [at for at in breaks if not any(start < at < end for start, end in shut)]
    edges = sorted({*span, *(at for at in (*breaks, *sum(shut, ())) if at > span.start)})
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
        rf"|(?i:{_item_starts()}){_TITLE_BEGINS}|(?:Lukket|LUKKET|Lukkede)\b)"
    )


@cache
def _inline_item() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_item_starts()}){_TITLE_BEGINS}")


@cache
def _item_starts() -> str:
    return "|".join(
        re.sub(r"\?P<\w+>", "?:", row["pattern"].split("(?P<title>")[0])
        for row in load_lexicon("items")["item"]
        if row.get("inline")
    )


def _cases(word: str) -> tuple[str, str]:
    return word[0].upper() + word[1:], word.upper()
