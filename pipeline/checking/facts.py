"""The numbers of a sentence as facts: amounts, dates, years, times of day, counts.

A fact carries the part of the sentence it stands in, so that a number can be told from its
neighbour in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.checking.roots import clauses_of, root_of, roots_of
from pipeline.danish.amounts import find_amounts
from pipeline.danish.dates import find_dates
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import is_finite
from pipeline.danish.words import STOP_WORDS
from pipeline.records import Span

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?(?![\d/-]|,\d)")
_CLOCK = re.compile(r"\bkl(?:okken|\.)?\s*(\d{1,2})(?:[.:](\d\d))?", re.IGNORECASE)
# The second time of "mellem kl. 23 og 5".
_UNTIL = re.compile(
    r"(?:\bkl\. )(?:\d\d?)(?:[.:]\d\d)?(?: og | til |[-–])(?P<end>(\d\d?)(?:[.:](\d\d))?)(?![\w%])",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d(?<![\w.,/§-].)\d*(?:[.,]\d+)*(?![\w/]|[.,]\d)")
# Where what is said of one number ends and what is said of the next begins.
_MARK = re.compile(
    r"[,;:–](?=\s)|\s(?:og|men|mens|eller|samt|hvoraf|heraf)\s|(?<!pr)(?<!kr)(?<!ca)[.!?]\s",
    re.IGNORECASE,
)
# "udsat for trusler eller vold, og 4 procent": a comma with its "og" ends more than an "eller".
_OWN_CLAUSE = re.compile(r",\s(?:og|men|mens)\s", re.IGNORECASE)
_WEAK_MARK = re.compile(r"\s(?:mod|til|fra|af de)\s", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"[^\d,;.]{0,24}?(?:\.\s)?\b(?:i|for|fra)\s((?:19|20)\d\d)\b")
_TO = re.compile(r" (?:[a-zæøå.]+ )?til ")
_LIMIT = re.compile(
    r"\b(?:(?P<more>flere end|mere end|mindst|over|overstiger|overskrider)|"
    r"(?P<less>færre end|mindre end|højst|under|op til))\s$",
    re.IGNORECASE,
)
# "40 tilfældigt udtrukne sager": what is counted, with what may stand before it.
_COUNTED = re.compile(r"(?:\s[a-zæøå][a-zæøå-]{2,}){1,3}")
_LIKE_NOUNS = re.compile(r".{3,}(?:r|e|ne)")
_UNITS = re.compile(r"stemme|stemte|procent|kron")
_PHRASE = re.compile(r"\b(?:på|til|i|for|af|og|fra|ved)\s|,\s")
_STOP = re.compile(r"[,;:](?=\s)")
# What looks ahead to the first letter changes nothing but the time.
_NUMERAL = re.compile(
    rf"\b(?=[{''.join(sorted({word[0] for word in NUMERALS}))}])(?:{'|'.join(NUMERALS)})\b",
    re.IGNORECASE,
)
# "fra 143 til 128 mio. kr.", "mellem 0,5 og 0,8 mio. kr."
_FROM = re.compile(r"\b(?:fra|mellem) $")
_SPANS = frozenset({"til", "og"})
_JOINS = frozenset({"til", "og", "eller"})
_UNIT_OF = re.compile(r"\bmi([oa])\.")
_DIGIT = re.compile(r"\d")


class Fact(NamedTuple):
    """A number of some kind, and the words around it.

    ``kind`` is "date", "year", "clock", a unit ("kr.") or "count"; ``value`` compares equal for
    equal facts. ``roots`` are the root words of its own part of the sentence, ``year`` the year
    that follows it ("5,6 pct. i 2024").
    """

    kind: str
    value: date | Decimal | str
    span: Span
    roots: frozenset[str]
    direction: str | None = None
    base: str | None = None
    negative: bool = False
    sign_clash: bool = False
    derived: bool = False
    year: str | None = None


@lru_cache(maxsize=2048)
def find_facts(text: str, meeting: date | None) -> tuple[Fact, ...]:
    """Return the numbers of *text* as facts, in order.

    >>> [(fact.kind, str(fact.value)) for fact in find_facts("I 2024 fik fem 9 kr.", None)]
    [('year', '2024'), ('count', '5'), ('kr.', '9')]
    """
    return tuple(_with_roots(text, _numbers(text, meeting)))


@lru_cache(maxsize=2048)
def _numbers(text: str, meeting: date | None) -> tuple[Fact, ...]:
    """Return the facts of *text* without the words around them."""
    digits = _DIGIT.search(text) is not None
    if not digits and not _NUMERAL.search(text):
        return ()
    found: list[Fact] = []
    if digits:
        found += [
            _fact("date", one.date, one.span, derived=one.derived)
            for one in find_dates(text, meeting=meeting)
        ]
        if "kl" in text.lower():
            _add_free(found, map(_clock, _CLOCK.finditer(text)))
            _add_free(found, map(_until, _UNTIL.finditer(text)))
    _add_free(found, _amounts(text))
    if digits:
        _add_free(found, map(_year, _YEAR.finditer(text)))
    _add_free(found, map(_numeral, _NUMERAL.finditer(text)))
    if digits:
        _add_free(found, map(_bare, _BARE.finditer(text)))
    found.sort(key=lambda fact: fact.span)
    return tuple(_with_units(text, found))


def _with_units(text: str, facts: list[Fact]) -> Iterator[Fact]:
    """Give the first of "fra 143 til 128 mio. kr.", "100.000 og 200.000 kr." the second's unit."""
    for index, fact in enumerate(facts):
        after = facts[index + 1] if index + 1 < len(facts) else None
        opens = _FROM.search(text, 0, fact.span.start)
        if opens and after and fact.kind == "count" and after.kind == "kr.":
            between = text[fact.span.end : after.span.start]
            unit = _UNIT_OF.search(after.span.of(text))
            if between.strip() in _SPANS and unit and isinstance(fact.value, Decimal):
                scale = 1_000_000 if unit[1] == "o" else 1_000_000_000
                yield fact._replace(kind="kr.", value=fact.value * scale)
                continue
        between = text[fact.span.end : after.span.start].strip() if after else ""
        if fact.kind == "count" and after and after.kind == "kr." and between in _JOINS:
            plain = "mi" not in after.span.of(text) and text[fact.span.start].isdigit()
            yield fact._replace(kind="kr.") if plain else fact
            continue
        yield fact


def _add_free(found: list[Fact], new: Iterator[Fact]) -> None:
    for fact in new:
        start, end = fact.span
        for old in found:
            if start < old.span.end and old.span.start < end:
                break
        else:
            found.append(fact)


def _amounts(text: str) -> Iterator[Fact]:
    for one in find_amounts(text):
        yield Fact(
            one.unit or ("count" if not one.scale else "kr."),
            one.value,
            one.span,
            frozenset(),
            one.direction,
            one.base,
            one.negative,
            one.sign_clash,
        )


def _fact(kind: str, value: date | Decimal | str, span: Span, *, derived: bool = False) -> Fact:
    return Fact(kind, value, span, frozenset(), derived=derived)


def _clock(match: re.Match[str]) -> Fact:
    return _fact("clock", f"{int(match[1])}.{match[2] or '00'}", Span(*match.span()))


def _until(match: re.Match[str]) -> Fact:
    return _fact("clock", f"{int(match[2])}.{match[3] or '00'}", Span(*match.span("end")))


def _year(match: re.Match[str]) -> Fact:
    return _fact("year", match.group(), Span(*match.span()))


def _numeral(match: re.Match[str]) -> Fact:
    return _limited(match, Decimal(NUMERALS[match.group().lower()]))


def _bare(match: re.Match[str]) -> Fact:
    return _limited(match, Decimal(match.group().replace(".", "").replace(",", ".").rstrip(".")))


def _limited(match: re.Match[str], value: Decimal) -> Fact:
    """Make a count, with the direction that "mindst" or "færre end" before it gives."""
    limit = _LIMIT.search(match.string[max(0, match.start() - 12) : match.start()])
    direction = limit.lastgroup if limit else None
    return Fact("count", value, Span(*match.span()), frozenset(), direction)


def _with_roots(text: str, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Give each fact the root words of its part of the sentence, and the years beside it."""
    edges = [0]
    for left, right in pairwise(facts):
        between = (left.span.end, right.span.start)
        mark = _MARK.search(text, *between) or _WEAK_MARK.search(text, *between)
        if mark and "eller" in mark[0]:
            mark = _OWN_CLAUSE.search(text, *between) or mark
        edges.append(mark.start() if mark else right.span.start)
    edges.append(len(text))
    for index, fact in enumerate(facts):
        start, end = edges[index], edges[index + 1]
        if index and _TO.fullmatch(text, facts[index - 1].span.end, fact.span.start):
            start = edges[index - 1]  # "er steget fra 3,8 til 4,4": both are of the same
        if index + 1 < len(facts) and _TO.fullmatch(
            text, fact.span.end, facts[index + 1].span.start
        ):
            end = edges[index + 2]
        if fact.kind == "count":
            # A count belongs to the noun beside it; what stands past a comma is another matter.
            start = max([start, *(m.end() for m in _STOP.finditer(text, start, fact.span.start))])
            stop = _STOP.search(text, fact.span.end, end)
            end = stop.start() if stop else end
        if text[: fact.span.start].endswith("("):
            # "på børneområdet (8 mio. kr.) og på skolerne (5 mio. kr.)": of what stands before it
            start = max([start, *(m.end() for m in _PHRASE.finditer(text, start, fact.span.start))])
        year = _YEAR_AFTER.match(text, fact.span.end)
        around = text[start : fact.span.start] + " " + text[fact.span.end : end]
        yield fact._replace(roots=roots_of(around), year=year[1] if year else None)


@lru_cache(maxsize=2048)
def keys_of(text: str, meeting: date | None) -> frozenset[str]:
    """Return what a part of a sentence can be recognised by: its root words and its numbers.

    >>> sorted(keys_of("ca. 150 deltagere", None))
    ['#150', 'cirka', 'deltag']
    """
    numbers = [
        f"#{fact.value:%d.%m}" if isinstance(fact.value, date) else f"#{fact.value}"
        for fact in _numbers(text, meeting)
    ]
    return roots_of(text).union(numbers) if numbers else roots_of(text)


def things_of(text: str, fact: Fact) -> frozenset[str]:
    """Return the roots of the words right behind a count that may be what it counts.

    >>> text = "Der er 24 ledige pladser."
    >>> sorted(things_of(text, find_facts(text, None)[0]))
    ['led', 'plad']
    """
    match = _COUNTED.match(text, fact.span.end) if fact.kind == "count" else None
    found: list[str] = []
    for word in match.group().split() if match else ():
        if word in STOP_WORDS or is_finite(word) or _UNITS.match(word):
            break
        found += [root_of(word)] if _LIKE_NOUNS.fullmatch(word) else []
    return frozenset(found)


def clause_span(text: str, fact: Fact) -> Span:
    """Return where the clause of *text* is that *fact* stands in."""
    end = 0
    for clause in clauses_of(text):
        start, end = end, end + len(clause)
        if fact.span.start < end:
            return Span(start, end)
    return Span(0, len(text))
