"""Read damaged text as if it were whole, and still know where every character stands."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_LETTERS = {
    "æ": r"(?:æ|Ã¦|ae|�|\?)",
    "ø": r"(?:ø|Ã¸|oe|o|�|\?)",
    "å": r"(?:å|Ã¥|aa|�|\?)",
}
_MOJIBAKE = {"Ã¦": "æ", "Ã¸": "ø", "Ã¥": "å", "Ã†": "Æ", "Ã˜": "Ø", "Ã…": "Å"}
_NOISE = re.compile("|".join((r"\s+", "\u00ad", *_MOJIBAKE)))


class Mended(NamedTuple):
    """A stretch of text as it was meant: single spaces, whole words, Danish letters.

    ``starts[i]`` and ``ends[i]`` are where character ``i`` of ``text`` starts and ends in the
    original, so nothing of the original is rewritten.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the original's span of ``text[start:end]``; both must lie in the text."""
        return Span(self.starts[start], self.ends[end - 1])


def mend(text: str, span: Span) -> Mended:
    """Return what *span* of *text* says, with its damage read away.

    >>> mended = mend("Sagen er godk endt.", Span(0, 19))
    >>> mended.text
    'Sagen er godkendt.'
    >>> mended.span(9, 17)
    Span(start=9, end=18)
    """
    pieces: list[tuple[str, int, int]] = []
    at = span.start
    for match in _NOISE.finditer(text, span.start, span.end):
        pieces += ((text[i], i, i + 1) for i in range(at, match.start()))
        at = match.end()
        if match.group() != "\u00ad":
            pieces.append((_MOJIBAKE.get(match.group(), " "), match.start(), match.end()))
    pieces += ((text[i], i, i + 1) for i in range(at, span.end))
    return _joined(pieces)


def _joined(pieces: list[tuple[str, int, int]]) -> Mended:
    """Put broken key words together again."""
    rough = "".join(piece[0] for piece in pieces)
    whole: list[tuple[str, int, int]] = []
    at = 0
    for match in _key_words().finditer(rough):
        name = match.lastgroup or ""
        word = load_lexicon("decisions")["repair"]["words"][int(name[1:])]
        if len(match.group()) == len(word) and match.group().lower() == word:
            continue
        whole += pieces[at : match.start()]
        whole += _spelled(word, match.group(), pieces[match.start() : match.end()])
        at = match.end()
    whole += pieces[at:]
    return Mended(
        "".join(piece[0] for piece in whole),
        tuple(piece[1] for piece in whole),
        tuple(piece[2] for piece in whole),
    )


def _spelled(
    word: str, found: str, pieces: list[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """Return the letters of *word*, each with the place of what stood for it in *found*."""
    letters = []
    at = 0
    for letter in word:
        while found[at] == " ":
            at += 1
        match = re.compile(_LETTERS.get(letter, re.escape(letter)), re.IGNORECASE).match(found, at)
        end = match.end() if match else at + 1
        shown = letter.upper() if found[at].isupper() else letter
        letters.append((shown, pieces[at][1], pieces[end - 1][2]))
        at = end
    return letters


@cache
def _key_words() -> re.Pattern[str]:
    words = load_lexicon("decisions")["repair"]["words"]
    parts = (
        f"(?P<w{index}>" + " ?".join(_LETTERS.get(letter, letter) for letter in word) + ")"
        for index, word in enumerate(words)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
