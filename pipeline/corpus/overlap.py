"""Whether the documents were each written anew, told by the word sequences they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.words import tokenize
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

SIZE = 8
SHARED_MOST = 0.04
ALIKE_MOST = 0.10
NEW_LEAST = 0.05
_HELD = 4  # a sequence of masked words says something only with this many plain ones


class Likeness(NamedTuple):
    """Two documents, how much of the shorter one they share, and where it stands in the second."""

    first: str
    second: str
    share: float
    offset: int


class Growth(NamedTuple):
    """A document and the share of its words that no document before it has."""

    document: str
    share: float


def shared_sequences(texts: Mapping[str, str]) -> Iterator[Likeness]:
    """Yield the pairs of documents that share eight-word sequences, official formulae left out.

    The share is of the distinct sequences of the document that has fewer.

    >>> same = "Vi drøftede i aften den nye bro over åen ved møllen"
    >>> [round(like.share, 2) for like in shared_sequences({"a": same, "b": "I dag: " + same})]
    [1.0]
    """
    yield from _alike({name: _grams(_plain(text)) for name, text in texts.items()})


def renamed_sequences(texts: Mapping[str, str]) -> Iterator[Likeness]:
    """Yield the pairs of documents that share sequences once names and numbers are masked.

    Words that begin with a capital or hold a digit are masked, so a document copied with other
    names, dates and sums shows.

    >>> one = "Rådet gav Bo 40 kroner til den nye bro over åen ved møllen"
    >>> two = "Rådet gav Ib 75 kroner til den nye bro over åen ved møllen"
    >>> [round(like.share, 2) for like in renamed_sequences({"a": one, "b": two})]
    [1.0]
    """
    yield from _alike({name: _grams(_masked(text)) for name, text in texts.items()})


def vocabulary_growth(texts: Mapping[str, str]) -> Iterator[Growth]:
    """Yield how much each document, in order, adds to the words of those before it.

    >>> [growth.share for growth in vocabulary_growth({"a": "bro og å", "b": "bro og mølle"})]
    [1.0, 0.3333333333333333]
    """
    known: set[str] = set()
    for name, text in texts.items():
        words = {span.of(text).lower() for span in tokenize(text)}
        yield Growth(name, len(words - known) / max(1, len(words)))
        known |= words


class _Word(NamedTuple):
    form: str
    start: int
    plain: bool


def _alike(grams: Mapping[str, Mapping[int, int]]) -> Iterator[Likeness]:
    holders: dict[int, list[str]] = defaultdict(list)
    for name, held in grams.items():
        for gram in held:
            holders[gram].append(name)
    common: dict[tuple[str, str], list[int]] = defaultdict(list)
    for gram, names in holders.items():
        for number, first in enumerate(names):
            for second in names[number + 1 :]:
                common[first, second].append(gram)
    for (first, second), shared in sorted(common.items()):
        share = len(shared) / min(len(grams[first]), len(grams[second]))
        yield Likeness(first, second, share, min(grams[second][gram] for gram in shared))


def _grams(runs: Iterator[Sequence[_Word]]) -> dict[int, int]:
    """Return the distinct sequences of eight words, each with where it first stands."""
    found: dict[int, int] = {}
    for run in runs:
        for at in range(len(run) - SIZE + 1):
            words = run[at : at + SIZE]
            if sum(word.plain for word in words) >= _HELD:
                found.setdefault(hash(tuple(word.form for word in words)), words[0].start)
    return found


def _plain(text: str) -> Iterator[Sequence[_Word]]:
    for run in _between_formulae(text):
        yield [_Word(span.of(text).lower(), span.start, plain=True) for span in run]


def _masked(text: str) -> Iterator[Sequence[_Word]]:
    for run in _between_formulae(text):
        yield [_mask(span.of(text), span.start) for span in run]


def _mask(word: str, start: int) -> _Word:
    hidden = word[0].isupper() or any(char.isdigit() for char in word)
    return _Word("#" if hidden else word, start, plain=not hidden)


def _between_formulae(text: str) -> Iterator[list[Span]]:
    """Yield the words between official formulae; no sequence runs across one."""
    spans = tokenize(text)
    cuts = [match.span() for match in _formulae().finditer(text)]
    edges = [(0, 0), *cuts, (len(text), len(text))]
    for (_, start), (end, _) in pairwise(edges):
        yield [span for span in spans if start <= span.start and span.end <= end]


@cache
def _formulae() -> re.Pattern[str]:
    rows = load_lexicon("formulae")["formula"]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)
