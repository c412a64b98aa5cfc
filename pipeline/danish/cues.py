"""The words without which a pattern can't match, so that most patterns need not be tried.

Of some hundred rules hardly two speak in a clause. Looking for a few letters is forty times
quicker than running a pattern, so each pattern is asked only where one of its cues stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick  # type: ignore[import-not-found, import-untyped, unused-ignore]

T = TypeVar("T")

_SHORTEST = 3  # shorter cues stand in nearly every clause
_MOST = 600
_SPELLED = 24  # so many words that a piece may be are told apart
_NOTHING = frozenset({""})
_NOWHERE = "\0"  # an automaton holds one word at least


def cues_of(pattern: re.Pattern[str], shortest: int = _SHORTEST) -> tuple[str, ...]:
    """Return letters in lower case of which *pattern* needs one; () where none can be told.

    Each has *shortest* letters or more.

    >>> cues_of(re.compile(r"(?:godkendt|vedtage[tr])(?! ikke)", re.IGNORECASE))
    ('godkendt', 'vedtager', 'vedtaget')
    """
    found = best_of(_needs(_parsed(pattern.pattern, pattern.flags), shortest))
    return tuple(sorted(found)) if len(found) <= _MOST else ()


def needs_of(pattern: str, flags: int = re.IGNORECASE) -> list[frozenset[str]]:
    """Return sets of letters in lower case; *pattern* needs one of each.

    Raises:
        re.error: It is no pattern.

    >>> [sorted(one) for one in needs_of("(?:ja|nej) til .*planen")]
    [['ja', 'nej'], ['ja til ', 'nej til '], ['planen']]
    """
    found = _needs(_parsed(pattern, flags), _SHORTEST - 1)
    return [one for one in dict.fromkeys(found) if len(one) <= _MOST]


def _parsed(pattern: str, flags: int) -> Any:
    parser: Any = vars(re)["_parser"]  # what re itself reads patterns with
    return parser.parse(pattern, flags)


# A text is asked for the cues of one pattern after the other.
@lru_cache(maxsize=1 << 10)
def folded(text: str) -> str:
    """Return *text* with one form for all letters that a pattern takes for one without case.

    >>> folded("GodKendt")
    'godkendt'
    """
    # What ``re`` takes for s and i when it ignores case, and ``lower`` leaves; to translate by a
    # table takes ten times as long.
    return text.lower().replace("ſ", "s").replace("ı", "i")


class Cues:
    """Letters of which a text may have some.

    >>> Cues(["vedtage", "godkend"]).stand_in("sagen er godkendt"), Cues([]).stand_in("x")
    (True, False)
    """

    def __init__(self, cues: Iterable[str]) -> None:
        """Take letters in lower case."""
        self._scan = automaton((cue, None) for cue in cues)

    def stand_in(self, text: str) -> bool:
        """Tell whether one of them stands in *text*, which is ``folded``."""
        return next(self._scan.iter(text), None) is not None


class Cued:
    r"""A pattern that is run only where one of its cues stands.

    >>> moved = Cued(r"\b(?:udsat|udskudt)\b")
    >>> moved.search("Sagen blev udsat.").group(), moved.search("Sagen er ny.")
    ('udsat', None)
    >>> moved.sub("flyttet", "Sagen blev udsat."), [*moved.finditer("Sagen er ny.")]
    ('Sagen blev flyttet.', [])

    ``plain`` is the pattern as :mod:`re` knows it.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Take a pattern as :func:`re.compile` does; one without cues is always run."""
        self.plain = re.compile(pattern, flags)
        cues = cues_of(self.plain)
        self._cues = Cues(cues) if cues else None

    def may_match(self, text: str) -> bool:
        """Tell whether the pattern has to be run on *text*."""
        return self._cues is None or self._cues.stand_in(folded(text))

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Do as the pattern's own ``search``."""
        return self.plain.search(text, *bounds) if self.may_match(text) else None

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Do as the pattern's own ``finditer``."""
        return self.plain.finditer(text, *bounds) if self.may_match(text) else iter(())

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Do as the pattern's own ``sub``."""
        return self.plain.sub(repl, text) if self.may_match(text) else text


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
        self._scan = automaton(places.items())

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
        found = [places for _, places in self._scan.iter(text)]
        return sorted({*self._always, *chain.from_iterable(found)}) if found else self._always


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
        made = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
        self._asked = ByCue([(_asking(one), cues_of(one)) for one in made])

    def found_in(self, text: str) -> bool:
        """Tell whether one of the patterns matches anywhere in *text*."""
        return any(ask(text) for ask in self._asked.asked(folded(text)))


def _asking(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """Return what looks for *pattern*, which is nowhere but at the start if it says so."""
    first, given = next(iter(_parsed(pattern.pattern, pattern.flags)), ("", ""))
    return pattern.match if (str(first), str(given)) == ("AT", "AT_BEGINNING") else pattern.search


def automaton(words: Iterable[tuple[str, object]], nothing: object = ()) -> Any:
    """Return what finds all words in one pass, however many there are (Aho & Corasick 1975).

    *nothing* is the value of a word that is always there, since an automaton holds one at least.

    >>> list(automaton([("ja", 1), ("nej", 2)]).iter("sagde nej"))
    [(8, 2)]
    """
    made = ahocorasick.Automaton()
    for word, value in (*words, (_NOWHERE, nothing)):
        made.add_word(word, value)
    made.make_automaton()
    return made


def _needs(parsed: Iterable[tuple[Any, Any]], shortest: int) -> list[frozenset[str]]:
    """Return sets of which one each must stand in what a sequence matches."""
    found: list[frozenset[str]] = []
    runs = _NOTHING  # what the pieces since the last open one may be together
    for operation, given in [*parsed, ("END", None)]:
        name = str(operation)
        found += _within(name, given, shortest)
        pieces = _spelled(name, given)
        if pieces is not None and len(runs) * len(pieces) <= _SPELLED:
            runs = _joined(runs, pieces)
            continue
        if min(map(len, runs)) >= shortest:
            found.append(runs)
        runs = pieces or _NOTHING
    return found


def _spelled(name: str, given: Any) -> frozenset[str] | None:
    """Return all that a piece of a pattern may match, where that is a few words; else None."""
    if name == "LITERAL":
        return frozenset({chr(given).lower()})
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _NOTHING
    if name == "IN" and all(str(operation) == "LITERAL" for operation, _ in given):
        return frozenset(chr(letter).lower() for _, letter in given)
    ways: list[Any] = []
    if name == "SUBPATTERN":
        ways = [given[3]]
    elif name == "BRANCH":
        ways = given[1]
    elif name in ("MAX_REPEAT", "MIN_REPEAT") and given[:2] == (0, 1):
        ways = [(), given[2]]
    told = [_spelled_out(way) for way in ways]
    known = [one for one in told if one is not None]
    return frozenset().union(*known) if known and len(known) == len(told) else None


def _spelled_out(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    runs = _NOTHING
    for operation, given in parsed:
        pieces = _spelled(str(operation), given)
        if pieces is None or len(runs) * len(pieces) > _SPELLED:
            return None
        runs = _joined(runs, pieces)
    return runs


def _joined(runs: frozenset[str], pieces: frozenset[str]) -> frozenset[str]:
    return frozenset([run + piece for run in runs for piece in pieces])


def _within(name: str, given: Any, shortest: int) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _needs(given[3], shortest)
    if name == "ASSERT":  # looked at, not taken: it has to stand in the text all the same
        return _needs(given[1], shortest)
    if name == "ATOMIC_GROUP":
        return _needs(given, shortest)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _needs(given[2], shortest) if given[0] else []
    if name == "BRANCH":
        branches = [best_of(_needs(branch, shortest)) for branch in given[1]]
        return [frozenset().union(*branches)] if all(branches) else []
    return []


def best_of(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the set that stands in fewest clauses: that of the longest words; {} of none."""
    return max(needs, key=lambda cues: (min(map(len, cues)), -len(cues)), default=frozenset())
