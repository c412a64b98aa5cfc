"""What a line is cut into that holds more than one: an item's heading and what it runs into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.lexicon import load_lexicon
from pipeline.records import Line, Span
from pipeline.splitting.case_numbers import case_number_line
from pipeline.splitting.numbering import read_label
from pipeline.splitting.unbroken import cut_unbroken

# So many items that run into their text make it the habit of a document.
_RUNNING = 3
# What stands between a title and the text it runs into.
_DASHED = re.compile(r"(?<=[^\W\d])\.\s+[–-]\s+(?=[A-ZÆØÅ])")
_STOP = re.compile(r"(?<=[^\W\d])[.!?]\s+(?=[A-ZÆØÅ])")
_GAP = re.compile(r"[ \t]{3,}|\t+")
_SIGN = re.compile(r"(?P<sign>[§¶#■●▪◆◇❖★✦►▶➤□◼◊▀-▟¤+~]{1,4})\s*(?=[\[(]?[A-ZÆØÅ»\"])")


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
    words = span.of(text)
    if "   " not in words and "\t" not in words:  # nearly always
        return []
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
    if pieces := cut_unbroken(text, span):
        return [trimmed for piece in pieces if (trimmed := trim(text, piece)).end > trimmed.start]
    return _labelled_pieces(text, span) or (running and _first_sentence(text, span)) or [span]


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


def trim(text: str, span: Span) -> Span:
    """Return *span* without the white space at its ends.

    >>> trim("a  b ", Span(1, 5))
    Span(start=3, end=4)
    """
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
