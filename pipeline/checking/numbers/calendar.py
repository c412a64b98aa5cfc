"""The calendar: weekdays, months and days that a draft may tell in other words than the item.

"uge 3-5" is in January and February, and "inden den 1. december" is at the latest on
30 November.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.numbers.same import facts_of
from pipeline.danish.cues import Cued
from pipeline.danish.dates import MONTHS, WEEKDAYS
from pipeline.records import Flag

_HAPPENED = re.compile(r"\bI (?P<year>20\d\d) (?:blev|var|fik|havde|kom)\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)}) den ", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:senest|til og med|frem til)(?: den)? $", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:inden|før)(?: den| d\.)? $", re.IGNORECASE)
_WEEKS = re.compile(r"\buge (?P<first>\d{1,2})(?:\s?[-–]\s?(?P<last>\d{1,2}))?\b")
_LAST_WEEK = 52


def check_calendar(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a wrong weekday, a strange month, and what has not been yet."""
    yield from _weekdays(claim)
    yield from _months(claim)
    yield from _not_yet(claim)


def is_eve(claim: Claim, fact: Fact) -> bool:
    """Tell whether *fact* is next to one that the item has: "senest den 30. november", "før 2031".

    The item has "inden den 1. december", and "inden udgangen af 2030".
    """
    if fact.kind == "year" and _BEFORE.search(claim.text, 0, fact.span.start):
        ended = f"udgangen af {int(str(fact.value)[:4]) - 1}"
        return any(ended in unit.text for unit in claim.evidence.units)
    if not isinstance(fact.value, date) or not _LATEST.search(claim.text, 0, fact.span.start):
        return False
    eve = fact.value + timedelta(days=1)
    return any(
        isinstance(one.value, date)
        and (one.value.month, one.value.day) == (eve.month, eve.day)
        and _BEFORE.search(unit.text, 0, one.span.start)
        for unit, one in facts_of(claim)
    )


def _weekdays(claim: Claim) -> Iterator[Flag]:
    for fact in claim.unit.facts:
        if isinstance(fact.value, date) and not fact.derived:
            match = _WEEKDAY.match(claim.text, fact.span.start) or _WEEKDAY.search(
                claim.text, max(0, fact.span.start - 12), fact.span.end
            )
            if match and match[1].lower() != WEEKDAYS[fact.value.weekday()]:
                yield claim.flag(
                    "red",
                    "ugedag",
                    f"Ugedagen passer ikke til datoen: det var en "
                    f"{WEEKDAYS[fact.value.weekday()]}.",
                )


_MONTH = Cued(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)


def _months(claim: Claim) -> Iterator[Flag]:
    """Flag a month that stands alone and that the item does not name."""
    dated = [fact.span for fact in claim.unit.facts if fact.kind == "date"]
    named = [
        match
        for match in _MONTH.finditer(claim.text)
        if not any(span.start <= match.start() < span.end for span in dated)
    ]
    if not named:
        return
    known = {
        MONTHS[fact.value.month - 1] for _, fact in facts_of(claim) if isinstance(fact.value, date)
    }
    source = " ".join(unit.text.lower() for unit in claim.evidence.units)
    day = claim.evidence.minutes.date
    known |= set(_months_of_weeks(source, day))
    for match in named:
        word = match.group().lower()
        header = day is not None and claim.role != "body" and word == MONTHS[day.month - 1]
        before = MONTHS[MONTHS.index(word) - 1]
        early = re.search(r"\b(?:inden|før)\s$", claim.text[: match.start()], re.IGNORECASE)
        if early and re.search(rf"\b(?:udgangen af|ultimo) {before}\b", source):
            continue
        if not header and word not in known and word not in source:
            yield claim.flag(
                "red",
                "tal-uden-kilde",
                f"Måneden »{match.group()}« står ikke i punktet. Ret efter kilden.",
            )


def _months_of_weeks(source: str, day: date | None) -> Iterator[str]:
    """Yield the months of the weeks that the item names, in the year of *day*."""
    for match in _WEEKS.finditer(source) if day else ():
        for week in range(int(match["first"]), int(match["last"] or match["first"]) + 1):
            if day and 1 <= week <= _LAST_WEEK:
                monday = date.fromisocalendar(day.year, week, 1)
                yield MONTHS[monday.month - 1]
                yield MONTHS[(monday + timedelta(days=6)).month - 1]


def _not_yet(claim: Claim) -> Iterator[Flag]:
    """Flag "I 2026 blev …" in minutes of 2025."""
    match = _HAPPENED.search(claim.text)
    day = claim.evidence.minutes.date
    if match and day is not None and int(match["year"]) > day.year:
        yield claim.flag(
            "red",
            "tal-uden-kilde",
            f"Året {match['year']} kommer efter mødet, men sætningen fortæller det som sket. "
            "Ret årstallet efter kilden.",
        )
