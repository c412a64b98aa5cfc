"""Patterns that say one thing in several ways, of which only those are run that may match.

A row of a lexicon is often a dozen patterns with "|" between. Each has words that it needs, and
hardly two of some hundreds have all of theirs in a clause. What is left is run as the pattern that
is left: it matches where the whole one does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count, groupby
from typing import Generic, NamedTuple, TypeVar

from pipeline.danish.cues import automaton, best_of, folded, needs_of

T = TypeVar("T")

_FLAGS = re.IGNORECASE
# Of more ways than these all are run: there are too many choices to keep a pattern of each.
_FEW = 2
# What tells of the whole pattern, so none of its parts says the same alone.
_WHOLE = re.compile(r"\\[1-9]|\(\?(?:\(\d|#|[aiLmsux]+\))")
_BETWEEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


class Way(NamedTuple):
    """One of the ways in which a pattern matches, and the sets of letters it needs one each of."""

    pattern: str
    needs: list[frozenset[str]]


def ways_of(pattern: str) -> tuple[Way, ...]:
    r"""Return the ways in which *pattern* matches, case ignored: what stands between its outer "|".

    One with flags, comments or groups that go by their number is its only way.

    Raises:
        re.error: It is no pattern.

    >>> [way.pattern for way in ways_of(r"\bja[|)]?|(?:nej|næ)\|")]
    ['\\bja[|)]?', '(?:nej|næ)\\|']
    """
    if _WHOLE.search(pattern):
        return (Way(pattern, needs_of(pattern)),)
    cuts = [-1]
    depth = 0
    for mark in _BETWEEN.finditer(pattern):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if mark[0] == "|" and not depth:
            cuts.append(mark.start())
    ends = [*cuts[1:], len(pattern)]
    parts = [pattern[start + 1 : end] for start, end in zip(cuts, ends, strict=True)]
    return tuple(Way(part, needs_of(part)) for part in parts)


class ByWay(Generic[T]):
    """Things that a text may be asked for, each by one or more ways.

    >>> things = ByWay([("yes", ways_of("godkendt|ja til")), ("no", ways_of("ikke .*godkendt"))])
    >>> [(thing, pattern.pattern) for thing, pattern in things.asked("Sagen er Godkendt.")]
    [('yes', 'godkendt')]
    """

    def __init__(self, given: Iterable[tuple[T, Sequence[Way]]]) -> None:
        """Take things and their ways."""
        self._things: list[tuple[T, range]] = []
        self._ways: list[tuple[str, int, int]] = []  # with its thing, and a bit for each set
        self._always: list[int] = []
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}
        sets: dict[str, int] = defaultdict(int)  # that a cue is in, a bit for each
        rarest: dict[str, list[int]] = defaultdict(list)  # the ways of which it is in the rarest
        each = (1 << bit for bit in count())
        for thing, ways in given:
            first = len(self._ways)
            self._things.append((thing, range(first, first + len(ways))))
            for place, way in enumerate(ways, first):
                needed = 0
                for needs, bit in zip(way.needs, each, strict=False):
                    needed |= bit
                    for cue in needs:
                        sets[cue] |= bit
                for cue in best_of(way.needs):
                    rarest[cue].append(place)
                if not way.needs:
                    self._always.append(place)
                self._ways.append((way.pattern, len(self._things) - 1, needed))
        found = ((cue, (bits, rarest.get(cue, ()))) for cue, bits in sets.items())
        self._scan = automaton(found, nothing=(0, ()))

    def asked(self, text: str) -> list[tuple[T, re.Pattern[str]]]:
        """Return the things that *text* may hold, in order, each with what to look for."""
        found = 0
        places = set(self._always)
        for _, (sets, ways) in self._scan.iter(folded(text)):
            found |= sets
            places.update(ways)
        lacking = ~found
        left = [place for place in sorted(places) if not self._ways[place][2] & lacking]
        return [
            (self._things[thing][0], self._pattern(self._things[thing][1], tuple(few)))
            for thing, few in groupby(left, lambda place: self._ways[place][1])
        ]

    def _pattern(self, every: Sequence[int], places: tuple[int, ...]) -> re.Pattern[str]:
        if len(places) > _FEW:
            places = tuple(every)
        if places not in self._compiled:
            ways = "|".join([self._ways[place][0] for place in places])
            self._compiled[places] = re.compile(ways, _FLAGS)
        return self._compiled[places]
