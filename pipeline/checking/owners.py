"""Whose number is it: does the draft give the one what the item gives the other?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checking.acts import find_acts
from pipeline.checking.anchor import facts_of, is_same
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, keys_of, things_of
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import is_kin
from pipeline.checking.slots import slots_of
from pipeline.records import Flag

# ", ventes at falde med 95 kr.": a clause whose subject stands before a relative one.
_GOES_ON = re.compile(
    r",\s(?:er|var|har|ventes|forventes|bliver|blev|skal|kan|vil|udgør|svarende|"
    r"hvilket|heraf|hvoraf)\b"
)


def check_owner(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Iterator[Flag]:
    """Yield a flag if the subject of the fact's clause has another such number in the item."""
    if _is_of_another(claim, fact, holders):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{fact.span.of(claim.text)}« er i kilden tallet for noget andet. Ret efter kilden.",
            *(unit.span for unit, _ in holders),
        )


def _is_of_another(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    clause = clause_span(claim.text, fact).of(claim.text).strip()
    slots = slots_of(clause, claim.evidence.minutes.date)
    spelled = fact.kind == "count" and not claim.text[fact.span.start].isdigit()
    if fact.kind == "year" or slots is None or spelled or find_acts(clause):
        return False
    if f"#{fact.value}" in slots.subject and len(slots.subject) > 1:
        return False  # "29 af 40 sager havde en plan": the number is of the subject itself
    subject = frozenset(key for key in slots.subject if key[0] != "#" or len(slots.subject) > 1)
    subject -= {f"#{fact.value}"}
    things = things_of(claim.text, fact)
    meeting = claim.evidence.minutes.date
    homes = [_told_with(unit, one, meeting) for unit, one in holders]
    for unit, rival in facts_of(claim):
        there = things_of(unit.text, rival)
        other = (things or there) and not things & there
        if rival.kind != fact.kind or is_same(fact, rival) or other:
            continue
        keys = keys_of(clause_span(unit.text, rival).of(unit.text), meeting)
        apart = (
            _is_apart(subject, keys, home if source.span == unit.span else source.keys)
            for (source, _), home in zip(holders, homes, strict=True)
        )
        if all(apart):
            return True
    return False


def _told_with(unit: Unit, fact: Fact, meeting: date | None) -> frozenset[str]:
    """Return what stands with a fact: its clause, its sentence where the clause has no subject."""
    clause = clause_span(unit.text, fact).of(unit.text)
    return unit.keys if _GOES_ON.match(clause) else keys_of(clause, meeting)


def _is_apart(subject: frozenset[str], there: frozenset[str], home: frozenset[str]) -> bool:
    """Tell whether words of *subject* stand *there* and not at *home*, nor the other way round."""
    strange = (subject & there) - home
    known = any(is_kin(one, root) for one in home for root in subject)
    return bool(strange) and not known and not (subject & home) - there
