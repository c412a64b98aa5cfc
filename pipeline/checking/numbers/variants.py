"""Models, stages and placings: does the draft say of A what the item says of B?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, align
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit
from pipeline.checking.numbers.decided import CHANGES
from pipeline.checking.numbers.listed import (
    BEHIND,
    ONE,
    Variant,
    chosen,
    stands_beside,
    told_by,
    variants_in,
)
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import rooted_words
from pipeline.labels import SAID_YES, SectionKind
from pipeline.records import Flag

# "model A frem for model B": two are told of.
_COMPARES = re.compile(r"\b(?:mod|frem for|i stedet for|end)\b", re.IGNORECASE)
_CHOSE = re.compile(r"\b(?:har|er|blev|bliver) valgt\b|\bv(?:algte|ælger)\b")
# Of these only one is chosen; stages, groups and pools go together.
_EITHER_OR = frozenset({"model", "alternativ", "placering", "variant", "løsning", "scenarie"})
_OF_SEVERAL = re.compile(
    r"\b(?:model|alternativ|placering|variant|løsning|scenari|mulighed|forslag|foresl|indstil)|"
    r"\b(?:spor(?:et)?|bud(?:det|dene)?|ville|kunne|kan|ene|anden|andet|andre|dyreste?|billigste?|"
    r"mod|end|mellem|i stedet|frem for|ellers|hvis|ikke|nej)\b",
    re.IGNORECASE,
)
_LEAST = 2
_HOLDS = 0.6


def check_variants(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a number or a fact of one variant that is told of another."""
    if claim.is_statement and (refused := _of_unchosen(claim)):
        yield claim.flag(
            "red",
            "byttet-om",
            f"Tallet er i kilden for {refused[0]} {refused[1].upper()}, som ikke blev valgt. "
            "Skriv tallet for den valgte.",
        )
    if not ONE.search(claim.text) or claim.is_carried:
        return
    own = _of_number(claim) or _of_choice(claim) or _of_clause(claim)
    if own is not None:
        yield _flag(claim, own)


def _of_unchosen(claim: Claim) -> Variant | None:
    """Return the variant that was not chosen, and is the only one that has a number of the draft's.

    A sentence that names a variant, or says that there were several, may tell of any.
    """
    agreed = _agreed(claim)
    if not agreed or _OF_SEVERAL.search(claim.text):
        return None
    kinds = {kind for kind, _ in agreed if kind in _EITHER_OR}
    for fact in claim.unit.facts if kinds else ():
        if fact.kind == "year" or (fact.kind == "count" and fact.span.of(claim.text).isalpha()):
            continue
        homes = {_home(claim, *home) for home in facts_of(claim) if is_same(fact, home[1])}
        told = [one for one in homes if one is not None and one[0] in kinds]
        if told and len(told) == len(homes) and not homes & agreed:
            return min(told)
    return None


def _home(claim: Claim, unit: Unit, fact: Fact) -> Variant | None:
    """Return the variant that has a number for sure: named there, or in the sentence before."""
    if own := _variant_of(unit.text, fact):
        return own
    sure = ONE.search(unit.text) or stands_beside(claim.evidence, unit)
    return told_by(claim.evidence, unit, fact) if sure else None


def _agreed(claim: Claim) -> set[Variant]:
    """Return what was chosen; a yes that names none is one to what was recommended."""
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    if any(ONE.search(unit.text) or CHANGES.search(unit.text) for unit in decided):
        return chosen(claim.evidence)
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    asked = claim.evidence.within(SectionKind.INDSTILLING) if values and values <= SAID_YES else ()
    return {one for unit in asked for one in variants_in(unit.text)}


def _of_number(claim: Claim) -> Variant | None:
    """Return the variant that has a number which the item has of another one."""
    for fact in claim.unit.facts:
        own = _variant_of(claim.text, fact) or _only_one(claim.text[: fact.span.start])
        homes = {
            _variant_of(unit.text, one) or told_by(claim.evidence, unit, one)
            for unit, one in facts_of(claim)
            if is_same(fact, one)
            and (unit.text[one.span.start].isdigit() or unit.section is SectionKind.BESLUTNING)
        }
        homes = {one for one in homes if one is None or (own and one[0] == own[0])}
        if own is not None and homes and None not in homes and own not in homes:
            return own
    return None


def _of_choice(claim: Claim) -> Variant | None:
    """Return the variant behind a word that the item has only before others of its kind."""
    told, known = set(_chosen(claim.text)), set()
    for unit in claim.evidence.units:
        known |= set(_chosen(unit.text))
    agreed = chosen(claim.evidence)
    for verb, kind, mark in told - known:
        same = (kind, mark) in agreed or _names_with(claim, verb, (kind, mark))
        if not same and any((verb, kind) == one[:2] for one in known):
            return kind, mark
    return None


def _of_clause(claim: Claim) -> Variant | None:
    """Return the variant of a clause that is made of what the item says of others."""
    agreed = chosen(claim.evidence)
    for part in align(claim):
        named = variants_in(part.text)
        own = next(iter(named)) if len(named) == 1 else None
        if own is None or (own in agreed and (find_acts(part.text) or _CHOSE.search(part.text))):
            continue  # "godkendte model 1 frem for den indstillede"
        beside = any(_names_with(claim, verb, own) for verb, *_ in _chosen(part.text))
        if not beside and _is_turned(part, own):
            return own
    return None


def _flag(claim: Claim, own: Variant) -> Flag:
    return claim.flag(
        "red",
        "byttet-om",
        f"Kilden siger det ikke om {own[0]} {own[1].upper()}, men om en anden. Ret efter kilden.",
    )


def _chosen(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each variant with the root of the word before it: "støtter placering A"."""
    for match in ONE.finditer(text):
        words = list(rooted_words(text[: match.start()]))
        if words and not text[words[-1][0].end : match.start()].strip():
            yield words[-1][1], match["kind"].lower(), match["mark"].lower()


def _names_with(claim: Claim, verb: str, own: Variant) -> bool:
    """Tell whether a sentence has the variant with the word, in another order.

    "Forslag 3 kan ikke anbefales" holds "kan ikke anbefale forslag 3".
    """
    return any(
        verb in unit.roots and variants_in(unit.text) == {own} for unit in claim.evidence.units
    )


def _only_one(text: str) -> Variant | None:
    """Return the variant of a sentence that names just one and compares it with nothing."""
    named = variants_in(text)
    return next(iter(named)) if len(named) == 1 and not _COMPARES.search(text) else None


def _variant_of(text: str, fact: Fact) -> Variant | None:
    """Return the variant that a number is told of: the one behind it, else the last before it."""
    behind = BEHIND.match(text, fact.span.end)
    if behind:
        return behind["kind"].lower(), behind["mark"].lower()
    start, _ = clause_span(text, fact)
    last = None
    for match in ONE.finditer(text, start, fact.span.start):
        compared = _COMPARES.search(text, match.end(), fact.span.start)
        last = None if compared else (match["kind"].lower(), match["mark"].lower())
    return last


def _is_turned(part: Aligned, own: Variant) -> bool:
    """Tell whether the clauses that the draft's is made of name another variant, and not this."""
    near = [
        match
        for match in part.matches
        if match.score >= _HOLDS * part.whole and match.shared >= _LEAST
    ]
    others = [match for match in near if any(one[0] == own[0] for one in variants_in(match.text))]
    return (
        bool(others)
        and len(others) == len(near)
        and not any(own in variants_in(match.text) for match in others)
    )
