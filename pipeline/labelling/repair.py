"""Read damaged text as if it were whole, and still know where every character stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_LETTERS = {
    "æ": r"(?:æ|Ã¦|ae|�|\?)",
    "ø": r"(?:ø|Ã¸|oe|o|0|�|\?)",
    "å": r"(?:å|Ã¥|aa|�|\?)",
}
_MOJIBAKE = {"Ã¦": "æ", "Ã¸": "ø", "Ã¥": "å", "Ã†": "Æ", "Ã˜": "Ø", "Ã…": "Å"}
_NOISE = re.compile("|".join((r"\s+", "\u00ad", *_MOJIBAKE)))
# What may be damage, and letters that are the same as others only where case is ignored.
_ODD = re.compile("[\u00adÃãıſİ]")


class Mended(NamedTuple):
    """A stretch of text as it was meant: single spaces, whole words, Danish letters.

    ``starts[i]`` and ``ends[i]`` are where character ``i`` of ``text`` starts and ends in the
    original, counted from ``offset``, so nothing of the original is rewritten.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    offset: int = 0

    def span(self, start: int, end: int) -> Span:
        """Return the original's span of ``text[start:end]``; both must lie in the text."""
        return Span(self.offset + self.starts[start], self.offset + self.ends[end - 1])

    def part(self, start: int, end: int) -> Mended:
        """Return what stands between two of its characters."""
        ends = self.ends[start:end]
        return Mended(self.text[start:end], self.starts[start:end], ends, self.offset)

    def moved(self, by: int) -> Mended:
        """Return the same where it stands *by* characters further on."""
        return Mended(self.text, self.starts, self.ends, self.offset + by)


def mend(text: str) -> Mended:
    """Return what *text* says, with its damage read away.

    >>> mended = mend("Sagen er godk endt.")
    >>> mended.text
    'Sagen er godkendt.'
    >>> mended.span(9, 17)
    Span(start=9, end=18)
    """
    if _is_whole(text):
        return Mended(text, range(len(text)), range(1, len(text) + 1))
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for match in _NOISE.finditer(text):
        pieces += ((text[i], i, i + 1) for i in range(at, match.start()))
        at = match.end()
        if match.group() != "\u00ad":
            pieces.append((_MOJIBAKE.get(match.group(), " "), match.start(), match.end()))
    pieces += ((text[i], i, i + 1) for i in range(at, len(text)))
    return _joined(pieces)


def _is_whole(text: str) -> bool:
    """Tell whether there is surely nothing to mend: no damage, and key words as they are spelled.

    To look at all of them letter by letter would take longer than what is then read.
    """
    if " ".join(text.split()) != text or _ODD.search(text):
        return False
    return all(map(_words().__contains__, _damaged().findall(text.lower())))


def _joined(pieces: list[tuple[str, int, int]]) -> Mended:
    """Put broken key words together again, and spell wrong ones right."""
    rough = "".join(piece[0] for piece in pieces)
    whole: list[tuple[str, int, int]] = []
    at = 0
    for match in _key_words().finditer(rough):
        spelling, word = _forms()[int((match.lastgroup or "w0")[1:])]
        if match.group().lower() == word:
            continue
        places = _places(spelling, match.group(), match.start())
        whole += pieces[at : match.start()]
        for index, letter in enumerate(word):
            first, last = places[min(index, len(places) - 1)]
            shown = letter.upper() if rough[first].isupper() else letter
            whole.append((shown, pieces[first][1], pieces[last][2]))
        at = match.end()
    whole += pieces[at:]
    return Mended(
        "".join(piece[0] for piece in whole),
        tuple(piece[1] for piece in whole),
        tuple(piece[2] for piece in whole),
    )


def _places(spelling: str, found: str, offset: int) -> list[tuple[int, int]]:
    """Return the first and last character that stands for each letter of *spelling*."""
    places = []
    at = 0
    for letter in spelling:
        while letter != " " and found[at] == " ":
            at += 1
        match = re.compile(_LETTERS.get(letter, re.escape(letter)), re.IGNORECASE).match(found, at)
        end = match.end() if match else at + 1
        places.append((offset + at, offset + end - 1))
        at = end
    return places


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return each spelling to look for and the word it is."""
    table = load_lexicon("decisions")["repair"]
    # Within a sentence the full stop belongs to the short form; at its end it stands for both.
    short = [(f"{short}{stop}", word) for short, word in _shortened().items() for stop in (".", "")]
    return (*((word, word) for word in table["words"]), *table["misspelled"].items(), *short)


@cache
def _shortened() -> dict[str, str]:
    shortened: dict[str, str] = load_lexicon("decisions")["repair"]["shortened"]
    return shortened


@cache
def _key_words() -> re.Pattern[str]:
    parts = (f"(?P<w{index}>{_loose(form)})" for index, (form, _) in enumerate(_forms()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@cache
def _damaged() -> re.Pattern[str]:
    """Return the pattern of a key word in lower case, damaged or not."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_loose(form) for form, _ in _forms())})(?!\w)")


def _loose(spelling: str) -> str:
    if spelling in _shortened():
        return re.escape(spelling) + r"(?=\.)"
    if spelling[-1] == ".":
        return re.escape(spelling) + r"(?= (?-i:[a-zæøå\d(]))"
    return " ?".join(_LETTERS.get(letter, letter) for letter in spelling)


@cache
def _words() -> frozenset[str]:
    return frozenset(load_lexicon("decisions")["repair"]["words"])


@cache
def after_key_word() -> re.Pattern[str]:
    """Return the pattern of the blank after a key word's full stop, where a sentence ends.

    Sentences are split before words are mended, so "U d s a t. Sagen" is split only here.

    >>> [match.start() for match in after_key_word().finditer("Udsat. Sagen tages op.")]
    [6]
    """
    words = "|".join(rf"(?<=\b{re.escape(word)}\. )" for word, _ in _forms() if word[-1] != ".")
    # A full stop behind and a capital ahead are seen at once; the words are tried only there.
    return re.compile(rf" (?<=\. )(?=(?-i:[A-ZÆØÅ]))(?:{words})", re.IGNORECASE)
