"""Models, stages and placings: does the draft say of A what the item says of B?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.alignment import Aligned
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.numbers.anchor import facts_of, is_same
from pipeline.checking.roots import rooted_words
from pipeline.records import Flag

_VARIANT = (
    r"\b(?P<kind>model|alternativ|placering|variant|løsning|scenarie|spor|etape|gruppe|pulje|fase)"
    r"\w{0,3} (?P<mark>[A-F]|\d{1,2}|[IVX]+)\b"
)
_ONE = re.compile(_VARIANT, re.IGNORECASE)
# "9 år for alternativ A", "46,2 mio. kr. ved placering B"
_BEHIND = re.compile(rf"(?:\s\w+\.?)?\s(?:for|ved|i|til|af|efter) {_VARIANT}", re.IGNORECASE)
_LEAST = 2
_HOLDS = 0.6

Variant = tuple[str, str]


def check_variants(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a number or a fact of one variant that is told of another."""
    if not _ONE.search(claim.text) or claim.is_carried:
        return
    for fact in claim.unit.facts:
        own = _variant_of(claim.text, fact)
        homes = {
            _variant_of(unit.text, one)
            for unit, one in facts_of(claim)
            if is_same(fact, one) and unit.text[one.span.start].isdigit()
        }
        homes = {one for one in homes if one is None or (own and one[0] == own[0])}
        if own is not None and homes and None not in homes and own not in homes:
            yield _flag(claim, own)
            return
    told, known = set(_chosen(claim.text)), set()
    for unit in claim.evidence.units:
        known |= set(_chosen(unit.text))
    for verb, kind, mark in told - known:
        if any((verb, kind) == one[:2] for one in known):
            yield _flag(claim, (kind, mark))
            return
    for part in parts:
        named = _variants(part.text)
        if len(named) == 1 and (own := next(iter(named))) and _is_turned(part, own):
            yield _flag(claim, own)
            return


def _flag(claim: Claim, own: Variant) -> Flag:
    return claim.flag(
        "red",
        "byttet-om",
        f"Kilden siger det ikke om {own[0]} {own[1].upper()}, men om en anden. Ret efter kilden.",
    )


def _chosen(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each variant with the root of the word before it: "støtter placering A"."""
    for match in _ONE.finditer(text):
        words = list(rooted_words(text[: match.start()]))
        if words and not text[words[-1][0].end : match.start()].strip():
            yield words[-1][1], match["kind"].lower(), match["mark"].lower()


def _variants(text: str) -> set[Variant]:
    return {(match["kind"].lower(), match["mark"].lower()) for match in _ONE.finditer(text)}


def _variant_of(text: str, fact: Fact) -> Variant | None:
    """Return the variant that a number is told of: the one behind it, else the last before it."""
    behind = _BEHIND.match(text, fact.span.end)
    if behind:
        return behind["kind"].lower(), behind["mark"].lower()
    start, _ = clause_span(text, fact)
    last = None
    for match in _ONE.finditer(text, start, fact.span.start):
        last = match["kind"].lower(), match["mark"].lower()
    return last


def _is_turned(part: Aligned, own: Variant) -> bool:
    """Tell whether the clauses that the draft's is made of name another variant, and not this."""
    near = [
        match
        for match in part.matches
        if match.score >= _HOLDS * part.whole and match.shared >= _LEAST
    ]
    others = [match for match in near if any(one[0] == own[0] for one in _variants(match.text))]
    return (
        bool(others)
        and len(others) == len(near)
        and not any(own in _variants(match.text) for match in others)
    )
