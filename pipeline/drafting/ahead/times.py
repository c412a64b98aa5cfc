"""The time that a sentence looks ahead to: "senest den 5. april", "på næste møde", "i uge 17".

The patterns stand in ``lexicon/times.toml``. The sentence is one in plain words, so that days are
written one way (:mod:`pipeline.drafting.plain.wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.danish.dates import MONTHS, WEEKDAYS, find_dates
from pipeline.danish.numerals import NUMERALS
from pipeline.lexicon import load_lexicon

_MONTH = rf"(?:{'|'.join(MONTHS)})"
DAY = (
    rf"\d{{1,2}}\.(?:(?: og |[-–])\d{{1,2}}\.)? {_MONTH}(?: \d{{4}})?"
    r"(?:,? (?:kl\.|fra kl\.)[ \u00a0]\d[\d.]*(?:[-–]\d[\d.]*)?(?<!\.))?"
)
_BODY = r"(?:[A-ZÆØÅ]?[\wæøå-]+(?:ens|ets|nets|dets) )"
_NEXT = timedelta(days=30)


class Time(NamedTuple):
    """A time ahead: its words, where they stand, its day if it names one, and about when it is."""

    words: str
    start: int
    end: int
    day: date | None
    about: date


def times_ahead(text: str, meeting: date) -> tuple[Time, ...]:
    """Return the times in *text* that lie after the meeting, in order.

    >>> [found.words for found in times_ahead("Svaret gives inden 14 dage.", date(2025, 4, 1))]
    ['inden 14 dage']
    >>> times_ahead("Regnskabet for 2019 var klar den 3. marts.", date(2025, 4, 1))
    ()
    """
    return tuple(found for found in _found(text, meeting) if found.about > meeting)


def moves(decision: str) -> bool:
    """Tell whether a decision puts something at another time than its case has it.

    >>> moves("Godkendt, men målingen flyttes til uge 36."), moves("Godkendt.")
    (True, False)
    """
    return any(one.search(decision) for one in _moving())


@cache
def _moving() -> tuple[re.Pattern[str], ...]:
    rows = load_lexicon("times")["moved"]
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)


def opening_time(text: str) -> str:
    """Return the time that opens *text*, with its colon if it stands apart; "" where none does.

    >>> opening_time("Lige før årsskiftet ventes de klar."), opening_time("De ventes klar.")
    ('Lige før årsskiftet', '')
    >>> opening_time("I uge 40: Formanden indkalder.")
    'I uge 40:'
    """
    lower = text[:1].lower() + text[1:]
    end = next((end for start, end in _spans(lower) if not start), 0)
    return text[: end + (text[end : end + 1] == ":")] if end else ""


def has_passed(text: str, meeting: date, today: date) -> bool:
    """Tell whether the time that opens *text*, seen from the meeting, is about over by *today*.

    >>> has_passed("I juni får udvalget en plan.", date(2025, 4, 1), date(2025, 9, 1))
    True
    >>> has_passed("Udvalget får en plan i juni.", date(2025, 4, 1), date(2025, 9, 1))
    False
    """
    first = next(iter(times_ahead(text[:1].lower() + text[1:], meeting)), None)
    return first is not None and first.start == 0 and first.about <= today


def _found(text: str, meeting: date) -> Iterator[Time]:
    days = [(one.span.start, one.date) for one in find_dates(text, meeting=meeting)]
    for start, end in _spans(text):
        # The sentence around a day may tell its year.
        day = next((day for at, day in days if start <= at < end), None)
        about = day or _about(text[start:end], meeting)
        if about is not None:
            yield Time(text[start:end], start, end, day, about)


# A line is asked for its times as it is made and as it is told.
@lru_cache(maxsize=2048)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where times stand: what starts first, and of that the longest."""
    found: list[tuple[int, int]] = []
    patterns = _each().asked(folded(text))
    next_of = {one: match.span() for one in patterns if (match := one.search(text))}
    while next_of:
        start, at = min(next_of.values(), key=lambda span: (span[0], -span[1]))
        found.append((start, at))
        for one in [one for one, span in next_of.items() if span[0] < at]:
            match = one.search(text, at)
            if match is None:
                del next_of[one]
            else:
                next_of[one] = match.span()
    return tuple(found)


def _about(words: str, meeting: date) -> date | None:
    """Return about when a time without a day is, None where that can't be told."""
    year = re.search(r"\b(?:19|20)\d\d\b", words)
    given = int(year.group()) if year else None
    month = re.search(_MONTH, words)
    late = "udgang" in words or "slutning" in words
    if month:
        return _next(MONTHS.index(month.group()) + 1, 28 if late else 15, meeting, given)
    week = re.search(r"uge (\d+)", words)
    if week and 1 <= int(week[1]) <= 53:
        return _week(int(week[1]), meeting, given)
    for word, (number, day) in load_lexicon("times")["season"].items():
        if word in words:
            return _next(number, day, meeting, given)
    if given is not None:
        # "I 2025" at a meeting in 2025 is no time to wait for.
        return None if given <= meeting.year else date(given, 12 if late else 6, 30)
    return meeting + _span(words)


def _next(month: int, day: int, meeting: date, year: int | None) -> date:
    if year is not None:
        return date(year, month, day)
    this = date(meeting.year, month, day)
    return this if this.month >= meeting.month else this.replace(year=this.year + 1)


def _week(number: int, meeting: date, year: int | None) -> date | None:
    for candidate in (year,) if year else (meeting.year, meeting.year + 1):
        try:
            day = date.fromisocalendar(candidate, number, 5)
        except ValueError:
            continue
        if year or day > meeting:
            return day
    return None


_UNITS = {"dag": 1, "uge": 7, "måned": 30, "kvartal": 90, "år": 365}
_COUNT = re.compile(r"(?P<count>\w+)(?: halvt| hele)? (?P<unit>dag|uge|måned|kvartal|år)")


def _span(words: str) -> timedelta:
    match = _COUNT.search(words)
    if match is None:
        return _NEXT
    count = match["count"]
    number = int(count) if count.isdigit() else NUMERALS.get(count, 1)
    return timedelta(days=number * _UNITS[match["unit"]] // (2 if "halvt" in words else 1))


@cache
def _each() -> ByCue[re.Pattern[str]]:
    rows = load_lexicon("times")["time"]
    named = {"month": _MONTH, "day": DAY, "body": _BODY, "weekday": f"(?:{'|'.join(WEEKDAYS)})"}
    written = (row["pattern"].format(**named) for row in rows)
    patterns = [re.compile(rf"(?<![\w-])(?:{one})(?![\w-])") for one in written]
    return ByCue([(one, cues_of(one)) for one in patterns])
