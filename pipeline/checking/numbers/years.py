"""Which year is a number of: is it told of another than the item has it of?"""

from __future__ import annotations

import re

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit

# "I 2022 var fraværet 6,3 procent", but not "mod 5,6"
_IN_YEAR = re.compile(
    r"\bi (?P<year>20\d\d)(?![\d/-])(?:(?!\b(?:mod|fra|til|end|før|og)\b|\d)[^,;:])*$",
    re.IGNORECASE,
)


def is_of_other_year(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the item has the number of other years only than the one beside it."""
    own = _year_of(claim.unit, fact)
    return own is not None and not {None, own} & {_year_of(unit, one) for unit, one in holders}


def _year_of(unit: Unit, fact: Fact) -> str | None:
    """Return the year behind a number, or before it: "6,3 i 2022", "I 2022 var det 6,3"."""
    if fact.year or fact.kind in ("year", "date", "clock"):
        return fact.year
    year = _IN_YEAR.search(unit.text, clause_span(unit.text, fact).start, fact.span.start)
    return year["year"] if year else None
