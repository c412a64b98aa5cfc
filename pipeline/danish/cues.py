"""The words without which a pattern can't match, so that most patterns need not be tried.

Of some hundred rules hardly two speak in a clause. Looking for a few letters is forty times
quicker than running a pattern, so each pattern is asked only where one of its cues stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick  # type: ignore[import-not-found, import-untyped, unused-ignore]

T = TypeVar("T")

_SHORTEST = 3  # shorter cues stand in nearly every clause
_MOST = 60
_NOWHERE = "\0"  # an automaton holds one word at least


def cues_of(pattern: re.Pattern[str], shortest: int = _SHORTEST) -> tuple[str, ...]:
    """Return letters in lower case of which *pattern* needs one; () where none can be told.

    Each has *shortest* letters or more.

    >>> cues_of(re.compile(r"(?:godkendt|vedtage[tr])(?! ikke)", re.IGNORECASE))
    ('godkendt', 'vedtage')
    """
    parser: Any = vars(re)["_parser"]  # what re itself reads patterns with
    found = _needed(parser.parse(pattern.pattern, pattern.flags), shortest)
    return tuple(sorted(found)) if len(found) <= _MOST else ()


def folded(text: str) -> str:
    """Return *text* with one form for all letters that a pattern takes for one without case.

    >>> folded("GodKendt")
    'godkendt'
    """
    # What ``re`` takes for s and i when it ignores case, and ``lower`` leaves; to translate by a
    # table takes ten times as long.
    return text.lower().replace("ſ", "s").replace("ı", "i")


class ByCue(Generic[T]):
    """Things that a text may be asked for, each with its cues.

    >>> things = ByCue([("yes", ("godkend", "vedtag")), ("no", ("afvis",)), ("any", ())])
    >>> things.asked("sagen er vedtaget"), things.asked("x")
    (['yes', 'any'], ['any'])
    """

    def __init__(self, given: Iterable[tuple[T, Sequence[str]]]) -> None:
        """Take things and their cues, which are in lower case."""
        self._things: list[T] = []
        self._always: list[int] = []
        places: dict[str, list[int]] = {}
        for place, (thing, cues) in enumerate(given):
            self._things.append(thing)
            if not cues:
                self._always.append(place)
            for cue in cues:
                places.setdefault(cue, []).append(place)
        # One pass over a text finds all cues, however many there are (Aho & Corasick 1975).
        self._scan = ahocorasick.Automaton()
        for cue, given_by in {**places, _NOWHERE: []}.items():
            self._scan.add_word(cue, given_by)
        self._scan.make_automaton()

    def asked(self, text: str) -> list[T]:
        """Return the things with a cue in *text*, which is ``folded``, and those without cues."""
        return [self._things[place] for place in self._places(text)]

    def rewritten(self, text: str, change: Callable[[T, str], str]) -> str:
        """Return *text* as each thing in turn changes it, each seeing what those before it did.

        >>> table = ByCue([(("elbil", "bil"), ["elbil"]), (("bil", "vogn"), ["bil"])])
        >>> table.rewritten("en elbil", lambda row, text: text.replace(*row))
        'en vogn'
        """
        done = -1
        while True:
            for place in self._places(folded(text)):
                if place > done and (told := change(self._things[place], text)) != text:
                    break
            else:
                return text
            text, done = told, place

    def _places(self, text: str) -> list[int]:
        found = set(self._always)
        for _, places in self._scan.iter(text):
            found.update(places)
        return sorted(found)


class Row(NamedTuple):
    """A row of a lexicon with its pattern."""

    pattern: re.Pattern[str]
    row: Mapping[str, Any]


def rows_by_cue(
    rows: Iterable[Mapping[str, Any]],
    key: str = "pattern",
    flags: int = re.IGNORECASE,
    form: str = "{}",
) -> ByCue[Row]:
    r"""Return rows of a lexicon, each with the pattern under *key* in its *form*.

    >>> rows = rows_by_cue([{"pattern": r"\bsti\b", "to": "vej"}])
    >>> [row["to"] for _, row in rows.asked("en sti")]
    ['vej']
    """
    made = [Row(re.compile(form.format(row[key]), flags), row) for row in rows]
    return ByCue([(one, cues_of(one.pattern)) for one in made])


class AnyOf:
    r"""Patterns of which it matters only whether one matches; case is ignored.

    >>> closing = AnyOf([r"\blukket sag\b", r"l ?u ?k ?k ?e ?t"])
    >>> [closing.found_in(text) for text in ("LUKKET SAG", "L u k k e t", "Lukning")]
    [True, True, False]
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take patterns as they are written."""
        cued: list[str] = []
        always: list[str] = []
        cues: set[str] = set()
        for pattern in patterns:
            needed = cues_of(re.compile(pattern, re.IGNORECASE))
            (cued if needed else always).append(f"(?:{pattern})")
            cues.update(needed)
        self._cues = least(cues)
        self._cued = re.compile("|".join(cued), re.IGNORECASE)
        self._always = re.compile("|".join(always), re.IGNORECASE) if always else None

    def found_in(self, text: str) -> bool:
        """Tell whether one of the patterns matches anywhere in *text*."""
        if self._always is not None and self._always.search(text):
            return True
        plain = folded(text)
        for cue in self._cues:  # as ``any`` would, in half the time
            if cue in plain:
                return self._cued.search(text) is not None
        return False


def has_cue(text: str, cues: Iterable[str]) -> bool:
    """Tell whether one of *cues* stands in *text*, which is ``folded``; no cues are any.

    >>> has_cue("sagen er godkendt", ("vedtage", "godkend")), has_cue("x", ())
    (True, True)
    """
    return not cues or any(cue in text for cue in cues)


def least(cues: Iterable[str]) -> tuple[str, ...]:
    """Return *cues* without those that hold another one: a text with one has the other, too.

    >>> least(["godkendt", "afvis", "godkend"])
    ('afvis', 'godkend')
    """
    every = set(cues)
    return tuple(sorted(one for one in every if not any(cue in one for cue in every - {one})))


def _needed(parsed: Iterable[tuple[Any, Any]], shortest: int) -> frozenset[str]:
    """Return the best set of which one must stand in what a sequence matches; empty: unknown."""
    best: frozenset[str] = frozenset()
    run = ""
    for operation, given in [*parsed, ("END", None)]:
        name = str(operation)
        if name == "LITERAL":
            run += chr(given).lower()
            continue
        best = _better(best, frozenset({run} if len(run) >= shortest else ()))
        run = ""
        best = _better(best, _within(name, given, shortest))
    return best


def _within(name: str, given: Any, shortest: int) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _needed(given[3], shortest)
    if name == "ASSERT":  # looked at, not taken: it has to stand in the text all the same
        return _needed(given[1], shortest)
    if name == "ATOMIC_GROUP":
        return _needed(given, shortest)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _needed(given[2], shortest) if given[0] else frozenset()
    if name == "BRANCH":
        branches = [_needed(branch, shortest) for branch in given[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the set that stands in fewer clauses: that of the longer words."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda cues: (min(map(len, cues)), -len(cues)))
