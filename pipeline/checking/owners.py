"""Whose number is it: does the draft give the one what the item gives the other?"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.anchor import facts_of, is_same
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, keys_of, thing_of
from pipeline.checking.grounding import Unit
from pipeline.checking.slots import is_kin, slots_of
from pipeline.records import Flag


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
    subject = frozenset(key for key in slots.subject if key[0] != "#" or len(slots.subject) > 1)
    subject -= {f"#{fact.value}"}
    thing = thing_of(claim.text, fact)
    meeting = claim.evidence.minutes.date
    homes = [keys_of(clause_span(unit.text, one).of(unit.text), meeting) for unit, one in holders]
    for unit, rival in facts_of(claim):
        other = fact.kind == "count" and thing_of(unit.text, rival) != thing
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


def _is_apart(subject: frozenset[str], there: frozenset[str], home: frozenset[str]) -> bool:
    """Tell whether words of *subject* stand *there* and not at *home*, nor the other way round."""
    strange = (subject & there) - home
    known = any(is_kin(one, root) for one in home for root in subject)
    return bool(strange) and not known and not (subject & home) - there
