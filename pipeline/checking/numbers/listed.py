"""Which variant does a sentence below "Model B: …" tell of?

Minutes set out models, solutions and placings one after the other: "Model A: Som i dag. Årlig
udgift 3,6 mio. kr. Model B: …". What stands behind such a heading belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Evidence, Unit
from pipeline.danish.cues import Cued
from pipeline.labels import SectionKind

_VARIANT = (
    r"\b(?P<kind>model|alternativ|placering|variant|løsning|scenarie|spor|etape|gruppe|pulje|fase|"
    r"forslag|mulighed)"
    r"\w{0,3} (?P<mark>[A-F]|\d{1,2}|[IVX]+)\b"
)
ONE = Cued(_VARIANT, re.IGNORECASE)
# "9 år for alternativ A", "46,2 mio. kr. ved placering B"
BEHIND = re.compile(rf"(?:\s\w+\.?)?\s(?:for|ved|i|til|af|efter) {_VARIANT}", re.IGNORECASE)
_HEAD = re.compile(rf"\W*{_VARIANT}\s?(?:\([^)]*\))?\s?[:.–-]", re.IGNORECASE)
# "A. Fire bump. Anlægsudgift 620.000 kr.", where the item speaks of "løsning A" as well
_LISTED = re.compile(r"\W*(?P<mark>[A-F]|\d)[.):]\s+(?=[^\Wa-zæøå])")
_DECIDES = (SectionKind.BESLUTNING, SectionKind.INDSTILLING)
_LETTER = re.compile(r"(?:^|[,;.(] )(?:at |og )?(?P<mark>[A-F])(?: [a-zæøå]+)? $")
_ALL = Cued(
    r"\b(?:begge|alle|samtlige|de (?:to|tre|fire)|hver af)\b(?: [\wæøå]+)? "
    r"(?:model|alternativ|placering|variant|løsning|scenarie|spor|etape|tilfælde)",
    re.IGNORECASE,
)
# What is not, or not now, chosen.
_NO = re.compile(
    r"\b(?:ikke|ingen|afvis\w*|forkast\w*|frem for|i stedet|imod|ønske\w*|oversend\w*|udsæt\w*|"
    r"udsat|stilling|senere|beskriv\w*|undersøg\w*|belys\w*)\b",
    re.IGNORECASE,
)

Variant = tuple[str, str]


# A sentence of the minutes is asked anew for each number that is held against it.
@lru_cache(maxsize=1 << 11)
def variants_in(text: str) -> frozenset[Variant]:
    """Return the variants that *text* names.

    >>> sorted(variants_in("Model A er dyrere end model B."))
    [('model', 'a'), ('model', 'b')]
    """
    return frozenset((match["kind"].lower(), match["mark"].lower()) for match in ONE.finditer(text))


def listed_under(evidence: Evidence) -> dict[Unit, Variant]:
    """Return the sentences that stand below the heading of a variant, each with that variant."""
    return dict(_below(evidence.units))


def _below(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, Variant]]:
    current: Variant | None = None
    section: SectionKind | None = None
    named = [one for unit in units for one in sorted(variants_in(unit.text))]
    # Where "model 2" and "model 3" are spoken of, "1." is one as well.
    kinds = {mark.isdigit(): kind for kind, mark in named}
    for unit in units if kinds else ():
        if unit.section is not section:
            current, section = None, unit.section
        head, listed = _HEAD.match(unit.text), _LISTED.match(unit.text)
        if head:
            current = head["kind"].lower(), head["mark"].lower()
        elif listed and section not in _DECIDES and (kind := kinds.get(listed["mark"].isdigit())):
            current = kind, listed["mark"].lower()
        elif ONE.search(unit.text) or _ALL.search(unit.text):
            current = None  # it compares them, or goes on to something else
        if current:
            yield unit, current


def told_by(evidence: Evidence, unit: Unit, fact: Fact) -> Variant | None:
    """Return the variant that *fact* of *unit* is of, where the item says so.

    By its heading, by the only variant that the sentence names, or by the letter before the number:
    "A koster 1,9 mio. kr. om året, B 1,15 mio. kr.".
    """
    letter = _LETTER.search(unit.text, 0, fact.span.start)
    if letter:
        kinds = {kind for one in evidence.units for kind, mark in variants_in(one.text)
                 if mark == letter["mark"].lower()}  # fmt: skip
        return (min(kinds), letter["mark"].lower()) if kinds else None
    named = variants_in(unit.text)
    if len(named) == 1 and unit.section not in _DECIDES:
        return next(iter(named))
    return listed_under(evidence).get(unit)


def is_of_named(evidence: Evidence, text: str, facts: Iterable[Fact]) -> bool:
    """Tell whether the only sum of a text is that of the only variant that it names.

    "Løsning 2 koster 11,6 mio. kr." of "Løsning 2: Tilbygning. Koster 11,6 mio. kr.".
    """
    named = variants_in(text)
    sums = [one.value for one in facts if one.kind == "kr."]
    return len(named) == len(sums) == 1 and any(
        one.kind == "kr." and one.value == sums[0] and told_by(evidence, unit, one) in named
        for unit, one in evidence.facts
    )


def stands_beside(evidence: Evidence, unit: Unit) -> bool:
    """Tell whether a sentence opens a variant, or comes next: what follows may be of all again."""
    at = evidence.units.index(unit)
    beside = evidence.units[max(0, at - 1) : at + 1]
    return any(_HEAD.match(one.text) or _LISTED.match(one.text) for one in beside)


def chosen(evidence: Evidence) -> set[Variant]:
    """Return the variants that the decision names, where it says no to none of them."""
    decided = evidence.within(SectionKind.BESLUTNING)
    return {one for unit in decided if not _NO.search(unit.text) for one in variants_in(unit.text)}
