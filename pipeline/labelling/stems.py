"""Find the lexicon's stems in words: whole, at the start, at the end or inside a compound.

The longest stem at a place hides the shorter ones it overlaps, so "musikskole" is no "skole",
and a blocked word ("vejledning") hides the stem it only looks like ("vej").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, compress
from typing import NamedTuple

import ahocorasick  # type: ignore[import-not-found, import-untyped, unused-ignore]

from pipeline.errors import LexiconError
from pipeline.labels import Topic
from pipeline.lexicon import load_lexicon

TOPICS = tuple(Topic)
# Letters, with hyphens inside; digits apart, since numbers are glued to titles ("12Budget"). The
# letters of most words are named first: to ask what any other character is takes longer.
WORD = re.compile(r"[a-zß-öø-ÿ]++[^\W\d_]*+(?:-[^\W\d_]++)*+|\d++|§|[^\W\d_]++(?:-[^\W\d_]++)*+")

_ENDINGS = frozenset(
    (
        *("", "s", "e", "n", "r", "t", "en", "et", "er", "es", "ne", "ns", "rs", "ts"),
        *("rne", "ens", "ets", "ers", "erne", "nes", "rnes", "ernes"),
    )
)
_LONGEST_WORD = 60  # a longer one is a broken line


class Row(NamedTuple):
    """A row of the table: what its words are worth. ``points`` is empty for blocked words."""

    number: int
    points: tuple[tuple[int, float], ...]  # (topic, value), the row's own topic first
    beats: float
    aside: float


class Found(NamedTuple):
    """A row and the words it was found in: their first and last position."""

    first: int
    last: int
    row: Row


class _Part(NamedTuple):
    row: Row
    opens_left: bool
    opens_right: bool
    inflects: bool


class _Phrase(NamedTuple):
    row: Row
    words: tuple[str, ...]
    opens_right: bool


class _Hit(NamedTuple):
    row: Row
    start: int
    end: int


class _Stems(NamedTuple):
    scan: ahocorasick.Automaton  # finds each stem with its length and parts
    phrases: dict[str, tuple[_Phrase, ...]]
    second: dict[str, tuple[str, ...]]  # how the second words of the phrases with a first one begin


def normalise(text: str) -> str:
    """Return *text* in lower case, with the old spelling aa as å.

    >>> normalise("Vandløb og Aa")
    'vandløb og å'
    """
    return text.lower().replace("aa", "å")


def words_in(text: str) -> list[str]:
    """Return the words of a text in the form in which rows are found in them.

    >>> words_in("Vandløb, bl.a. Aaen")
    ['vandløb', 'bl', 'a', 'åen']
    """
    return WORD.findall(normalise(text))


def find_rows(words: Sequence[str]) -> Iterator[Found]:
    """Yield what stands in normalised words, in order; words of a phrase are not looked up again.

    >>> [(found.first, found.last) for found in find_rows(["skema", "b", "til", "boliger"])]
    [(0, 1), (3, 3)]
    """
    return _rows_around(_phrases_in(words), words)


def rows_by_word(words: Sequence[str]) -> list[Row]:
    """Return what stands in normalised words, each row once for each different word or phrase.

    >>> [len(rows_by_word(text.split())) for text in ("ny sti", "ny sti og sti", "ny sti og stier")]
    [1, 1, 2]
    """
    phrases = _phrases_in(words)
    if not phrases:
        return list(chain.from_iterable(map(_rows_of, dict.fromkeys(words))))
    told: dict[str | tuple[str, ...], tuple[Row, ...]] = {}
    place = 0
    for first, last, row in phrases:
        told |= _told_by(words[place:first])
        told[tuple(words[first : last + 1])] = (row,) if row.points else ()
        place = last + 1
    told |= _told_by(words[place:])
    return list(chain.from_iterable(told.values()))


def _told_by(words: Sequence[str]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Return each different word with what stands in it."""
    different = dict.fromkeys(words)
    return zip(different, map(_rows_of, different), strict=True)


def _rows_around(phrases: Sequence[Found], words: Sequence[str]) -> Iterator[Found]:
    """Yield the phrases, and what stands in the words around them."""
    place = 0
    for phrase in phrases:
        yield from _single(words, place, phrase.first)
        if phrase.row.points:
            yield phrase
        place = phrase.last + 1
    yield from _single(words, place, len(words))


def _single(words: Sequence[str], first: int, end: int) -> Iterator[Found]:
    return (
        Found(place, place, row) for place in range(first, end) for row in _rows_of(words[place])
    )


def _phrases_in(words: Sequence[str]) -> list[Found]:
    """Return the phrases in words, which don't overlap; blocked ones have a row without points."""
    second = _stems().second
    found: list[Found] = []
    for place in compress(range(len(words) - 1), map(second.__contains__, words)):
        if found and place <= found[-1].last:
            continue
        if words[place + 1].startswith(second[words[place]]):
            phrase = _phrase_at(words, place, _stems().phrases[words[place]])
            if phrase is not None:
                found.append(Found(place, place + len(phrase.words) - 1, phrase.row))
    return found


def _phrase_at(words: Sequence[str], place: int, phrases: tuple[_Phrase, ...]) -> _Phrase | None:
    for phrase in phrases:
        *exact, last = phrase.words
        end = place + len(exact)
        if end >= len(words) or list(words[place:end]) != exact:
            continue
        # A hyphen ends a word here too: "Skema A-ansøgning" has the phrase "skema a".
        opening = last if phrase.opens_right else f"{last}-"
        if words[end] == last or words[end].startswith(opening):
            return phrase
    return None


@lru_cache(maxsize=1 << 16)
def _rows_of(word: str) -> tuple[Row, ...]:
    """Return the rows with a stem in *word*, those hidden by a longer stem left out."""
    hits = list(_hits(word))
    if not hits:
        return ()
    if len(hits) > 1:
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[_Hit] = []
    for hit in hits:
        if all(_leaves_room(longer, hit) for longer in kept):
            kept.append(hit)
    return tuple(dict.fromkeys(hit.row for hit in kept if hit.row.points))


def _hits(word: str) -> Iterator[_Hit]:
    """Yield where stems stand in *word*, those that overlap included."""
    for last, (length, parts) in _stems().scan.iter(word, 0, min(len(word), _LONGEST_WORD)):
        end = last + 1
        # One letter ("å") is a word by itself, or before a hyphen.
        if length == 1 and word[end : end + 1] not in ("", "-"):
            continue
        for part in parts:
            if _fits(part, word, end - length, end):
                yield _Hit(part.row, end - length, end)


def _leaves_room(longer: _Hit, hit: _Hit) -> bool:
    """Say whether *hit* may stand beside a stem that is longer, or as long and before it.

    A stem may stand in two rows of one topic, whole in the first and open in the second: then
    the first holds.
    """
    if (longer.start, longer.end) == (hit.start, hit.end):
        return _topic(longer) != _topic(hit)
    return longer.end <= hit.start or hit.end <= longer.start


def _topic(hit: _Hit) -> int:
    return hit.row.points[0][0] if hit.row.points else -1


def _fits(part: _Part, word: str, start: int, end: int) -> bool:
    if not part.opens_left and start and word[start - 1] != "-":
        return False
    if part.opens_right or word[end : end + 1] == "-":
        return True
    return word[end:] in _ENDINGS if part.inflects else end == len(word)


@cache
def _stems() -> _Stems:
    table = load_lexicon("topics")
    parts: dict[str, tuple[_Part, ...]] = {}
    phrases: dict[str, tuple[_Phrase, ...]] = {}
    for number, entry in enumerate(table["row"]):
        given = {entry["topic"]: entry["weight"], **entry.get("also", {})}
        points = tuple((TOPICS.index(Topic(topic)), value) for topic, value in given.items())
        row = Row(number, points, entry.get("beats", 1.0), entry.get("aside", 0.0))
        for text in entry["parts"]:
            _add_part(text, row, parts, phrases)
    for entry in table["blocked"]:
        for text in entry["parts"]:
            _add_part(text, Row(-1, (), 1.0, 0.0), parts, phrases)
    for first, found in phrases.items():
        phrases[first] = tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
    second = {
        first: tuple({phrase.words[1] for phrase in found}) for first, found in phrases.items()
    }
    scan = ahocorasick.Automaton()
    for stem, found_by in parts.items():
        scan.add_word(stem, (len(stem), found_by))
    scan.make_automaton()
    return _Stems(scan, phrases, second)


def _add_part(
    text: str,
    row: Row,
    parts: dict[str, tuple[_Part, ...]],
    phrases: dict[str, tuple[_Phrase, ...]],
) -> None:
    opens_left, opens_right = text.startswith("*"), text.endswith("*")
    stem = text.strip("*").removesuffix("!")
    words = tuple(WORD.findall(stem))
    if " ".join(words) != stem or stem != normalise(stem) or (opens_left and len(words) > 1):
        raise _misfit(text)
    if len(words) > 1:
        phrases[words[0]] = (*phrases.get(words[0], ()), _Phrase(row, words, opens_right))
        return
    part = _Part(row, opens_left, opens_right, not text.endswith("!"))
    parts[stem] = (*parts.get(stem, ()), part)


def _misfit(text: str) -> LexiconError:
    return LexiconError(f"{text!r} is no stem", where="topics.toml", now="see the file's head")
