"""Which other numbers of an item may a number of a draft have been taken for?

Not one that the draft tells itself, nor the day of what a body did, nor what was asked for where
the decision sets another, nor how it was before. Whoever tells "Korpset begynder den 1. maj" has
not taken that day for the one when "Byrådet besluttede den 6. marts, at …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.points import keys_answered
from pipeline.checking.meaning.slots import slots_of
from pipeline.checking.numbers.around import kin_of
from pipeline.checking.numbers.decided import CHANGES
from pipeline.checking.numbers.listed import chosen, told_by
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import frame_roots, is_among, roots_of, times
from pipeline.labels import SectionKind

Holders = list[tuple[Unit, Fact]]

# "besluttede den 6. marts", "drøftede sagen den 6. marts": the day is that of the deed.
_OF_DEED = re.compile(r"(?:(?!\b(?:frist|til|inden|med|fra)\b)[^,;.\d]){0,24}")
# "Ansøgning b blev imødekommet": a point is called by its mark.
_CALLS = re.compile(
    r"\b(?:ansøgning(?:en)?|punkt|pkt\.?|forslag|projekt|ad|bud|tilbud)\.? "
    r"(?P<mark>[a-h]|\d{1,2})\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"\W*(?P<mark>[a-h]|\d{1,2})[.):]\s", re.IGNORECASE)
# How it is, or was, until the decision.
BEFORE = re.compile(
    r"\b(?:i dag|hidtil|nuværende|nugældende|sidste år|for tiden|var|havde|indtil nu)\b",
    re.IGNORECASE,
)


def is_decided(claim: Claim, holders: Holders, around: frozenset[str]) -> bool:
    """Tell whether the decision has the number, as a change or with a word that is *around* it."""
    return any(
        unit.section is SectionKind.BESLUTNING
        and (
            any(kin_of(around, said) or around & said for said in _answered(claim, unit))
            or CHANGES.search(unit.text)
        )
        for unit, _ in holders
    )


def _answered(claim: Claim, unit: Unit) -> Iterator[frozenset[str]]:
    """Yield the words of a sentence of the decision, and those of the point that it answers."""
    yield unit.roots
    yield keys_answered(claim.evidence, unit.text)


def rivals_of(
    claim: Claim, fact: Fact, holders: Holders, around: frozenset[str]
) -> Iterator[tuple[Unit, Fact]]:
    """Yield the other numbers of the kind that *fact* may have been taken for.

    A heading tells nothing of its number, and what was proposed ("opbevares i 90 dage") is no
    rival of what was decided ("nedsættes til 30 dage") about what is *around* the number.
    """
    decided = is_decided(claim, holders, around)
    for unit, rival in facts_of(claim):
        told = unit.section is SectionKind.BESLUTNING if decided else unit.section is not None
        other = told and rival.kind == fact.kind and not is_same(fact, rival)
        if other and not is_no_rival(claim, fact, holders, unit, rival):
            yield unit, rival


def is_no_rival(claim: Claim, fact: Fact, holders: Holders, unit: Unit, rival: Fact) -> bool:
    """Tell whether *fact* can't have been taken for *rival*, which *unit* has."""
    return (
        _is_told_itself(claim, fact, holders, rival)
        or _is_day_of_deed(claim, fact, holders, unit, rival)
        or _is_answered(holders, unit)
        or _was_before(claim, holders, unit, rival)
    )


def _is_told_itself(claim: Claim, fact: Fact, holders: Holders, rival: Fact) -> bool:
    """Tell whether the draft has the other number as well, each with words of its own."""
    theirs = rival.roots - fact.roots
    return any(
        theirs & one.roots - home.roots and fact.roots & home.roots - rival.roots - times()
        for one in claim.unit.facts
        if one.span != fact.span and is_same(one, rival)
        for _, home in holders
    )


def _is_day_of_deed(claim: Claim, fact: Fact, holders: Holders, unit: Unit, rival: Fact) -> bool:
    """Tell whether a body did something on the other day, and the draft's was decided on."""
    if fact.kind != "date" or not _has_deed(unit.text, rival) or _has_deed(claim.text, fact):
        return False
    for section in (SectionKind.BESLUTNING, SectionKind.INDSTILLING):
        if any(one.kind == "date" for told in claim.evidence.within(section) for one in told.facts):
            return any(home.section is section for home, _ in holders)
    return False


def _has_deed(text: str, fact: Fact) -> bool:
    start, _ = clause_span(text, fact)
    return any(
        start <= act.start and act.end <= fact.span.start and act.governed is None
        and _OF_DEED.fullmatch(text, act.end, fact.span.start)
        for act in find_acts(text)
    )  # fmt: skip


def _is_answered(holders: Holders, unit: Unit) -> bool:
    """Tell whether the decision has the number for just the point that *unit* is."""
    return any(home.section is SectionKind.BESLUTNING and calls(home, unit) for home, _ in holders)


def calls(decision: Unit, unit: Unit) -> bool:
    """Tell whether a sentence of the decision calls a point by its mark: "Ansøgning b"."""
    mark = _MARK.match(unit.text)
    return mark is not None and any(
        mark["mark"].lower() == called["mark"].lower() for called in _CALLS.finditer(decision.text)
    )


def _was_before(claim: Claim, holders: Holders, unit: Unit, rival: Fact) -> bool:
    """Tell whether the other number is how it was until what was decided on, and is told.

    "Køkkenet havde åbent 18 timer" is how the kitchen was: no decision on the office changed that.
    """
    clause = clause_span(unit.text, rival).of(unit.text).strip()
    if unit.section is SectionKind.BESLUTNING or not BEFORE.search(clause):
        return False
    if BEFORE.search(claim.text) or _is_of_another(claim, holders, clause):
        return False
    agreed = chosen(claim.evidence)
    return any(
        home.section is SectionKind.BESLUTNING or told_by(claim.evidence, home, one) in agreed
        for home, one in holders
    )


def _is_of_another(claim: Claim, holders: Holders, clause: str) -> bool:
    """Tell whether a clause is of what the sentence names, and neither decision nor title does."""
    slots = slots_of(clause)
    named = slots.subject & claim.unit.roots - frame_roots() if slots else frozenset()
    titles = roots_of(" ".join(one.item.title for one in claim.evidence.items))
    return any(
        not is_among(word, titles.union(*(home.roots for home, _ in holders))) for word in named
    )
