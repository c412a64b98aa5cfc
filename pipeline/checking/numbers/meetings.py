"""When does a body have the matter: is the day told of it the one that is printed beside it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit, is_named_so, mentions_in
from pipeline.records import Flag

# "Økonomiudvalget 21. maj", "Hovedudvalgets møde den 9. april", "Byrådet, 25. november 2015"
_BESIDE = re.compile(
    r"s?(?: ordinære| næste)?(?: møde\w*)?,?:? \(?(?:den |d\. |på (?:sit )?mødet? )* ?"
)
# What a body does with a matter, between its name and the day.
_HAS = re.compile(
    r" (?:(?:ser på|behandler|behandlede|drøfter|drøftede|godkender|godkendte|vedtager|vedtog|"
    r"bevilger|pålagde|afgør|tager stilling|at bevilge|at godkende)\b|"
    r"(?:har|får|fik) (?:sagen\b|den (?!\d)))"
    r"(?:(?! (?:fra|til|inden|pr\.|med|om|af) )[^,;:]){0,30}$| $| på mødet $",
    re.IGNORECASE,
)


def check_meetings(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a day on which another body has the matter, or nobody."""
    bodies = mentions_in(claim.text)
    for fact in claim.unit.facts if bodies and not claim.is_carried else ():
        if fact.kind != "date" or not isinstance(fact.value, date):
            continue
        start, _ = clause_span(claim.text, fact)
        before = [one for one in bodies if start <= one.span.start < fact.span.start]
        if not before or not _HAS.match(claim.text[before[-1].span.end : fact.span.start]):
            continue
        name = before[-1].body.name
        days = [day for unit in claim.evidence.units for day in _days_of(name, unit)]
        if days and not _is_together(name, fact, claim) and all(day != fact.value for day in days):
            yield claim.flag(
                "red",
                "tal-flyttet",
                f"»{fact.span.of(claim.text)}« er ikke den dag, som kilden har for {name}. Ret "
                "efter kilden.",
            )


def is_day_of_meeting(claim: Claim, fact: Fact) -> bool:
    """Tell whether a body named before the day, in its clause, has the matter on just that day."""
    start, _ = clause_span(claim.text, fact)
    return any(
        day == fact.value
        for one in mentions_in(claim.text)
        if start <= one.span.start < fact.span.start
        for unit in claim.evidence.units
        for day in _days_of(one.body.name, unit)
    )


def _days_of(name: str, unit: Unit) -> Iterator[date]:
    """Yield the days that stand right behind the body's name."""
    for mention in mentions_in(unit.text):
        if not is_named_so(mention.body.name, name):
            continue
        for fact in unit.facts:
            gap = unit.text[mention.span.end : fact.span.start]
            near = fact.kind == "date" and fact.span.start > mention.span.start
            if (
                near
                and isinstance(fact.value, date)
                and _BESIDE.fullmatch(f"{gap} ".rstrip() + " ")
            ):
                yield fact.value


def _is_together(name: str, fact: Fact, claim: Claim) -> bool:
    """Tell whether a sentence of the item that says more has both the body and the day."""
    for unit in claim.evidence.units:
        days = [one for one in unit.facts if one.value == fact.value]
        named = any(is_named_so(one.body.name, name) for one in mentions_in(unit.text))
        if days and named and not any(True for _ in _days_of(name, unit)):
            return True
    return False
