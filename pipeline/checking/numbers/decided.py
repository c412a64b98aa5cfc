"""Is an amount or a day that is told as decided the one in the decision?"""

from __future__ import annotations

import re

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, find_facts
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.points import plainly_agreed
from pipeline.checking.numbers.listed import chosen, told_by
from pipeline.checking.roots import frame_roots, roots_of, times
from pipeline.labels import SectionKind

# What may stand between "bevilgede" or "anbefaler, at …" and the amount that was decided.
_DECIDES = re.compile(r"(?:(?!,? (?:som|der|hvor|mens|men|fordi|idet) ).){0,120}")
# Where a draft tells when the matter is taken up again.
_RETURNS = re.compile(
    r"\bop igen\b|\btage[rs]? (?:først )?stilling\b|\budsat\w*|\budsætte\w*|\bpå dagsordenen\b|"
    r"\bmøde\w* igen\b|\bskal (?:den|sagen) (?:igen )?til\b|\bbehandle[rs]? (?:sagen|det) igen\b",
    re.IGNORECASE,
)
# "udsatte sagen om en fest den 2. maj", "udsatte forslaget om, at …": the day is the matter's.
_MATTER = re.compile(r"\b(?:om,? at|om|for|af)\s")
# How a decision changes what was proposed.
CHANGES = re.compile(
    r"\b(?:forlænge|forkorte|nedsæt|sættes (?:ned|op)|hæve|forhøje|ændr|begræns|flyt|rykke|udskyd|"
    r"fastholde|i stedet for|frem for|højst|dog|og ikke)\w*",
    re.IGNORECASE,
)
# "V stillede ændringsforslag om, at tilskuddet er 200.000 kr.": what comes of it is told elsewhere.
MOVES = re.compile(r"[^.,;]* stille(?:de|r) (?:(?:et|følgende) )?(?:ændrings|mod)?forslag om\b")
# "4,0 mio. kr. i stedet for de foreslåede 6,5 mio. kr.": the second was asked for.
_ASKED = re.compile(
    r"\b(?:foreslåede|ansøgte|søgte|indstillede|ønskede|oprindelige|i stedet for(?: de)?)\s$",
    re.IGNORECASE,
)
# "22,5 mio. kr., som udvalget anbefaler Regionsrådet at bevilge"
_TO_GRANT = re.compile(
    r",? som [^,.;]{4,40}\b(?:anbefal|indstil|beslut)\w+ [^,.;]*\bat "
    r"(?:bevilge|frigive|afsætte|give)\b"
)
# So many words show which point a sentence tells.
_LEAST = 2
_GRANT = re.compile(
    r"\bbevil|\bfrig[ai]v|\bafs[aæ]t|\bhæve|\blån|\btilskud|\bstøtte|bevilling", re.IGNORECASE
)


def was_decided(claim: Claim, fact: Fact, holders: list[Unit]) -> bool | None:
    """Tell whether an amount that the sentence says was decided stands in the decision.

    Where the decision has no amount, the recommendation's counts. None: nothing to tell.
    """
    if fact.kind == "date":
        return _was_set(claim, fact, holders)
    if fact.kind != "kr.":
        return None
    decided = any(
        act.governed is None
        and act.stage.rung >= 3
        and _DECIDES.fullmatch(claim.text, act.end, fact.span.start)
        and not _ASKED.search(claim.text, act.end, fact.span.start)
        and _GRANT.search(claim.text, act.start, fact.span.start)
        for act in find_acts(claim.text)
    )
    decided = decided or _TO_GRANT.match(claim.text, fact.span.end) is not None
    for kind in (SectionKind.BESLUTNING, SectionKind.INDSTILLING):
        units = claim.evidence.within(kind)
        if decided and any(is_granted(unit, one) for unit in units for one in unit.facts):
            return any(unit in holders for unit in units) or _is_in_agreed(claim, fact)
    return None


def is_agreed(claim: Claim) -> bool:
    """Tell whether a point that was said yes to without more has all the numbers, and words."""
    told = claim.unit.roots - frame_roots()
    numbers = {one.value for one in claim.unit.facts}
    return bool(numbers) and any(
        numbers <= {one.value for one in find_facts(point, claim.evidence.minutes.date)}
        and len(told & roots_of(point)) >= _LEAST
        for point in plainly_agreed(claim.evidence)
    )


def _is_in_agreed(claim: Claim, fact: Fact) -> bool:
    """Tell whether a point with the sum was said yes to without more, or the option that has it."""
    agreed = chosen(claim.evidence)
    if any(
        told_by(claim.evidence, unit, one) in agreed
        for unit, one in claim.evidence.facts
        if agreed and one.kind == fact.kind and one.value == fact.value
    ):
        return True
    return any(
        fact.value in {one.value for one in find_facts(point, claim.evidence.minutes.date)}
        and fact.roots & roots_of(point) - times()
        for point in plainly_agreed(claim.evidence)
    )


def _was_set(claim: Claim, fact: Fact, holders: list[Unit]) -> bool | None:
    """Tell whether the day that a matter comes back stands in the decision, if that has a day."""
    start, end = clause_span(claim.text, fact)
    match = _RETURNS.search(claim.text, start, end)
    between = claim.text[match.end() : fact.span.start] if match else ""
    if match is None or _MATTER.search(between):
        return None
    units = claim.evidence.within(SectionKind.BESLUTNING, SectionKind.BEHANDLING)
    if not any(one.kind == "date" for unit in units for one in unit.facts):
        return None
    return any(unit in holders for unit in units)


def is_granted(unit: Unit, fact: Fact) -> bool:
    """Tell whether a sum is what is decided on, and no condition ("forudsat at de giver 2 kr.")."""
    dropped = _DROPPED.search(clause_span(unit.text, fact).of(unit.text)) or MOVES.match(unit.text)
    return (
        fact.kind == "kr."
        and dropped is None
        and not _PROVIDED.search(unit.text, 0, fact.span.start)
    )


# "dog således at omplaceringen på 1,1 mio. kr. udgår"
_DROPPED = re.compile(r"\b(?:udgår|bortfalder|slettes|tages ud)\b", re.IGNORECASE)


_PROVIDED = re.compile(
    r"\b(?:forudsat|hvis|såfremt|under forudsætning|på betingelse)\b", re.IGNORECASE
)
