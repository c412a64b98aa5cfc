"""What the decision put in the place of what was proposed: does the draft still tell the old?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Unit
from pipeline.checking.numbers.decided import CHANGES, MOVES, is_agreed
from pipeline.checking.votes import fate_of
from pipeline.danish.cues import Cued
from pipeline.labels import SectionKind
from pipeline.records import Flag

# What changes all of it; a "dog" may change it for one school only.
_INSTEAD = re.compile(
    r"\b(?:forlænge|forkorte|nedsæt|fastsæt|hæve|forhøje|ændr|i stedet for|og ikke)\w*",
    re.IGNORECASE,
)
# Told as what was asked for, the old stays true.
_HISTORY = Cued(
    r"\b(?:foresl\w*|forslag\w*|indstil\w*|ønske\w*|oprindelig\w*|i stedet for|ikke|først|før|"
    r"tidligere|hidtil|frem for|mod|søgt|lød|var|fra|ændring\w*|"
    r"end (?:forvaltning|administration|direktion)\w*s)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s?(?P<noun>[a-zæøå]+)")


def check_replaced(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a number of the recommendation that the decision changed."""
    if claim.role not in ("body", "next") or _HISTORY.search(claim.text) or is_agreed(claim):
        return
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    changes = [one for one in decided if CHANGES.search(one.text) and not _is_felled(claim, one)]
    new = [(unit, one) for unit in changes for one in unit.facts]
    if not new:
        return
    asked = [
        (unit, one) for unit in claim.evidence.within(SectionKind.INDSTILLING) for one in unit.facts
    ]
    kept = {(_kind(unit, one), one.value) for unit in decided for one in unit.facts}
    for fact in claim.unit.facts:
        kind = _kind(claim.unit, fact)
        old = [unit for unit, one in asked if _kind(unit, one) == kind and one.value == fact.value]
        changed = [
            unit
            for unit, one in new
            if _kind(unit, one) == kind and not _is_of_another_point(claim, unit, old)
        ]
        sure = any(_INSTEAD.search(unit.text) for unit in changed)
        if kind and old and changed and (kind, fact.value) not in kept:
            yield claim.flag(
                "red" if sure else "yellow",
                "forslag-aendret",
                f"»{fact.span.of(claim.text)}« var forslaget; beslutningen har ændret det. "
                "Skriv, hvad der gælder nu.",
                *(unit.span for unit in changed),
            )


def _is_felled(claim: Claim, unit: Unit) -> bool:
    """Tell whether a sentence only moves what then fell: "Ændringsforslaget er forkastet."."""
    fates = {fate_of(one.text) for one in claim.evidence.within(SectionKind.BESLUTNING)}
    return MOVES.match(unit.text) is not None and False in fates and True not in fates


# "Forslag 2 anbefales med den ændring …", "Ad 2.", "2. Godkendt", and "1. at lejemålet forlænges".
_POINT = re.compile(
    r"\W*(?:(?:indstillingens )?(?:forslag|punkt|pkt\.?|ad\.?|pind) ?)?"
    r"(?P<mark>\d|[a-h])(?:[.):]| [a-zæøå])",
    re.IGNORECASE,
)


def _is_of_another_point(claim: Claim, changed: Unit, asked: list[Unit]) -> bool:
    """Tell whether a decision changes one point, and what was asked stands in others."""
    text = claim.evidence.minutes.text
    mine = _POINT.match(changed.text)
    others = [_POINT.match(text, text.rfind("\n", 0, unit.span.start) + 1) for unit in asked]
    marks = {one["mark"].lower() for one in others if one}
    return mine is not None and len(marks) == len(asked) and mine["mark"].lower() not in marks


def _kind(unit: Unit, fact: Fact) -> str | None:
    """Return what a number is a number of: its kind, or the noun behind a count ("år")."""
    if fact.kind != "count":
        return fact.kind
    match = _NOUN.match(unit.text, fact.span.end)
    return match["noun"] if match else None
