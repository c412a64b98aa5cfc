"""Numbers: is each one in the same item, said of the same thing, and going the same way?

A number that occurs somewhere in the minutes proves nothing: swapping two amounts of one meeting
keeps every number in the text. So a fact has to stand in the sentence's own item, its part of the
draft sentence has to share at least as many root words with the source sentences that hold it as
with any that hold another fact of its kind, and an amount is compared as value, direction, base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, things_of
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.points import points_of
from pipeline.checking.numbers.anchor import check_anchor
from pipeline.checking.numbers.calendar import check_calendar, is_eve
from pipeline.checking.numbers.changes import check_changes
from pipeline.checking.numbers.days import check_day
from pipeline.checking.numbers.listed import is_of_named
from pipeline.checking.numbers.meetings import check_meetings
from pipeline.checking.numbers.owners import check_owner
from pipeline.checking.numbers.roles import role_taken
from pipeline.checking.numbers.same import facts_of, is_in_millions, is_same
from pipeline.checking.roots import root_of, roots_of
from pipeline.drafting.people.personal import find_personal
from pipeline.records import Flag, Span

_SIGNED = re.compile(
    r"(?<![\w\d])(?:[-−]\s?|–|(?:(?<! )|(?<=på )|(?<=er ))–\s)\d[\d.,]*\s*"
    r"(?:mio|mia|kr|t\.?kr|pct|procent|%)",
    re.IGNORECASE,
)
# A number that names something ("buslinje 41", "tilbud nr. 2") counts nothing.
_NAMED = re.compile(
    r"(?:\b(?:nr\.|nummer|punkt|pkt\.|stk\.|rute|lokalplan|kommuneplantillæg|tillæg|"
    r"(?P<kind>gruppe|model|pakke|etape|fase|klasse|kategori|zone|hold))|linje|§|\(\d\d:|:)"
    r"\s?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\s\w+)?\s(?:sager|punkter|emner|beslutninger|konferencer|møder|orienteringer)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d+(?:[.,]\d+)*\.?[-–]\d+(?:[.,]\d+)*")
_PLURAL = re.compile(r" [a-zæøå]{4,}r")
_CLOSED = re.compile(r"\s+lukkede?\s+punkt", re.IGNORECASE)
_FOLLOWS = re.compile(r"\s([a-zæøå-]{3,})")
_MEASURE = re.compile(r"(?:uge|dag|måned|år|time|minut|gang|kron|procent|stemme|kilometer|meter)")
# How many characters after a number the word for what it counts may end.
_NEAR = 20
# A bare number of this size is a sum.
_LARGE = 10_000
_TIMES = re.compile(r" gange\b")
_COMPARES = re.compile(
    r"\b(?:flere|færre|mere|mindre|dyrere|billigere|højere|lavere|længere|kortere|hurtigere|"
    r"stig\w+|steg\w*|fald\w*|forskel\w*)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WEEKS = re.compile(r"uger\b")
_NAMES = {
    "date": "Datoen",
    "year": "Årstallet",
    "clock": "Klokkeslættet",
    "kr.": "Beløbet",
    "count": "Tallet",
}


def check_facts(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for every number, date and amount that its item does not bear out."""
    if match := _SIGNED.search(claim.text):
        yield claim.flag(
            "red",
            "fortegn",
            f"»{match.group()}« har fortegn. Skriv retningen med ord, fx »højere end« "
            "eller »mindreforbrug på«, og fjern minus.",
        )
    if not claim.is_carried:
        yield from check_changes(claim)
    for fact in claim.unit.facts:
        yield from _check(claim, fact)
    yield from check_calendar(claim)
    yield from check_meetings(claim)


def _check(claim: Claim, fact: Fact) -> Iterator[Flag]:
    if fact.kind == "count" and (known := _counted(claim, fact)) is not None:
        yield from known
        return
    if _is_meeting(claim, fact):
        return
    if _is_range(claim, fact):
        return
    holders = [(unit, one) for unit, one in facts_of(claim) if _is_held(claim, fact, one, unit)]
    if not holders:
        if not is_eve(claim, fact):
            yield from _missing(claim, fact)
        return
    sources = tuple(unit.span for unit, _ in holders)
    if fact.kind == "date" and not fact.derived and all(one.derived for _, one in holders):
        yield claim.flag(
            "yellow",
            "afledt-aarstal",
            f"Årstallet i »{_written(claim, fact)}« står ikke i punktet; det er regnet ud fra "
            "mødets dato. Tjek det.",
            *sources,
        )
    named = fact.kind == "count" and _NAMED.search(claim.text[: fact.span.start])
    if named and (kind := named["kind"]) and not any(_names(kind, u, one) for u, one in holders):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"{kind.capitalize()} {_written(claim, fact)} står ikke i punktet. Ret efter kilden.",
            *sources,
        )
    if not (claim.is_carried or named):
        yield from _moved(claim, fact, holders)


def _moved(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Iterator[Flag]:
    """Yield the flag of a number that the item has, and of something else."""
    sources = tuple(unit.span for unit, _ in holders)
    named = is_of_named(claim.evidence, claim.text, claim.unit.facts)
    found = [] if named else [*check_anchor(claim, fact, holders)]
    found = found or [*check_day(claim, fact, holders)]
    if not found and (what := role_taken(claim, fact, holders)):
        message = f"»{_written(claim, fact)}« er i kilden {what}. Ret efter kilden."
        found = [claim.flag("red", "tal-flyttet", message, *sources)]
    yield from found or (() if named else check_owner(claim, fact, holders))


def _is_held(claim: Claim, fact: Fact, source: Fact, unit: Unit) -> bool:
    """Tell whether *source* is the same number: a day's year may stand elsewhere in the item.

    "1,3 mio. kr. fra skolerne, 0,9 fra staben": so may the unit of a sum, in its sentence.
    """
    if fact.kind == "year" and (_spans(str(fact.value), unit) or _ends(claim, fact, source)):
        return True
    if is_same(fact, source):
        # "Byrådet, 30. marts 2021:" gives no year to the accounts of a year
        return fact.kind != "year" or source.kind == "year" or not claim.evidence.heads(unit)
    bare = (fact.kind, source.kind) == ("kr.", "count")
    if bare and fact.value == source.value and not things_of(unit.text, source):
        return isinstance(fact.value, Decimal) and fact.value >= _LARGE  # "vil have 138.000 for"
    if bare and "mio. kr." in unit.text:
        return is_in_millions(source, fact)
    one, other = fact.value, source.value
    if not (isinstance(one, date) and isinstance(other, date) and source.derived):
        return False
    years = {
        str(value) for _, fact in facts_of(claim) if (value := fact.value) and fact.kind == "year"
    }
    return (one.day, one.month) == (other.day, other.month) and str(one.year) in years


def _spans(years: str, unit: Unit) -> bool:
    """Tell whether a sentence has both ends of "2022-2025", each in a day: "1. januar 2022 til"."""
    first, _, last = years.replace("–", "-").replace("/", "-").partition("-")
    ends = {str(one.value.year) for one in unit.facts if isinstance(one.value, date)}
    return bool(last) and {first, first[:2] + last if len(last) == 2 else last} <= ends


def _ends(claim: Claim, fact: Fact, source: Fact) -> bool:
    """Tell whether a year ends the source's "2022-2025", told as "fra 2022 til 2025"."""
    first, _, last = str(source.value).replace("–", "-").partition("-")
    told = {str(one.value) for one in claim.unit.facts if one.kind == "year"}
    return source.kind == "year" and str(fact.value) in (first, last) and {first, last} <= told


def _names(kind: str, unit: Unit, fact: Fact) -> bool:
    """Tell whether a number of the source may be that of a *kind*, or of a row: "2. Ny hal"."""
    return fact.span.start == 0 or kind.lower() in unit.text.lower()


def _counted(claim: Claim, fact: Fact) -> list[Flag] | None:
    """Settle a number that is counted by the tool: closed items, the items of a lead."""
    after = claim.text[fact.span.end :]
    if _CLOSED.match(after):
        if fact.value == claim.evidence.minutes.closed_count:
            return []
        return [
            claim.flag(
                "red",
                "lukket-antal",
                f"Antallet af lukkede punkter passer ikke: der var "
                f"{claim.evidence.minutes.closed_count} på mødet.",
            )
        ]
    items = claim.counted > 1 or claim.role != "body"
    noun = _COUNTED.match(after) or (claim.role == "headline" and _PLURAL.fullmatch(after))
    if noun and items and fact.value == claim.counted:
        return []
    return None


def _is_meeting(claim: Claim, fact: Fact) -> bool:
    day = claim.evidence.minutes.date
    if day is None or fact.kind != "date":
        return False
    if fact.value != day:
        return False
    # "Den 12. maj drøftede Direktionen …", as a letter of several meetings tells it.
    opens = fact.span.start <= 4 and (claim.evidence.minutes.body or "-") in claim.text[:60]
    return claim.role in ("lead", "closing", "headline") or opens


def _is_range(claim: Claim, fact: Fact) -> bool:
    """Tell whether the number is the end of a range that the item prints: "uge 26-31"."""
    for match in _RANGE.finditer(claim.text):
        if match.start() <= fact.span.start and fact.span.end <= match.end() + 12:
            return any(match.group() in unit.text for unit in claim.evidence.units)
    return False


def _missing(claim: Claim, fact: Fact) -> Iterator[Flag]:
    day = claim.evidence.minutes.date
    named = any(one.kind == "year" for _, one in facts_of(claim))
    if fact.kind == "year" and day is not None and fact.value == str(day.year) and not named:
        yield claim.flag(
            "yellow",
            "afledt-aarstal",
            f"Årstallet {fact.value} står ikke i punktet. Tjek, at det hører til her.",
        )
        return
    personal = find_personal(claim.text)
    if any(one.span.start <= fact.span.start and fact.span.end <= one.span.end for one in personal):
        return  # a telephone number is flagged as that
    ways = (_is_counted, _counts_points, _counts_own, _counts_weeks)
    counted = any(counts(claim, fact) for counts in ways)
    yield claim.flag(
        "yellow" if counted else "red",
        "tal-regnet" if counted else "tal-uden-kilde",
        f"{_name(fact)} »{_written(claim, fact)}« står ikke i punktet. "
        + ("Regn efter." if counted else "Ret det efter kilden, eller slet det."),
    )


def _counts_points(claim: Claim, fact: Fact) -> bool:
    """Tell whether the number is how many points were agreed to, or refused: "tre forslag"."""
    verdicts = [point.agreed for point in points_of(claim.evidence)]
    return fact.kind == "count" and fact.value in {verdicts.count(one) for one in (True, False)}


def _is_counted(claim: Claim, fact: Fact) -> bool:
    """Tell whether a person may have counted: the difference of two numbers of one sentence.

    So may one who writes a small number as a word, unless the item has another number of it.
    """
    if not isinstance(fact.value, Decimal):
        return False
    for unit in claim.evidence.units:
        same = [one.value for one in unit.facts if isinstance(one.value, Decimal)]
        years = [one.value.year for one in unit.facts if isinstance(one.value, date)]
        pairs = list(combinations(same, 2))
        # 38 is nineteen times 2.
        times = _TIMES.match(claim.text, fact.span.end) and any(
            max(pair) == fact.value * min(pair) for pair in pairs
        )
        apart = _COMPARES.search(claim.text) and any(
            abs(one - other) == fact.value for one, other in pairs
        )
        if times or apart:
            return True
        # From January 2026 to December 2029 is four years.
        if claim.text[fact.span.end :].startswith(" år") and any(
            fact.value - abs(one - other) in (0, 1) for one, other in combinations(years, 2)
        ):
            return True
    if _DIGIT.search(fact.span.of(claim.text)):
        return False
    noun = _FOLLOWS.match(claim.text, fact.span.end)
    if noun is None or _MEASURE.match(noun[1]):
        return False
    root = root_of(noun[1])
    return not any(
        root in roots_of(unit.text[one.span.start : one.span.end + _NEAR])
        for unit, one in facts_of(claim)
    )


def _counts_own(claim: Claim, fact: Fact) -> bool:
    """Tell whether the number is how many sums the sentence itself goes on to list.

    "Udvalget anbefaler to omplaceringer: 1,1 mio. kr. fra skolerne og 0,6 fra vejene."
    """
    colon = claim.text.find(": ", fact.span.end)
    sums = [one for one in claim.unit.facts if one.kind == "kr." and one.span.start > colon]
    return colon > 0 and fact.kind == "count" and fact.value == len(sums) > 1


def _counts_weeks(claim: Claim, fact: Fact) -> bool:
    """Tell whether so many weeks lie between two days of one sentence of the item."""
    if not isinstance(fact.value, Decimal) or not _WEEKS.search(
        claim.text, fact.span.start, fact.span.end + len(" uger")
    ):
        return False
    for unit in claim.evidence.units:
        days = [one.value for one in unit.facts if isinstance(one.value, date)]
        for one, other in combinations(days, 2):
            # From a Monday to a Friday are three days short of whole weeks.
            if int(fact.value) * 7 - 3 <= abs((one - other).days) + 1 <= int(fact.value) * 7 + 1:
                return True
    return False


def _name(fact: Fact) -> str:
    return _NAMES.get(fact.kind, "Tallet")


def _written(claim: Claim, fact: Fact) -> str:
    return Span(*fact.span).of(claim.text)
