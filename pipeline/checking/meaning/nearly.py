"""A sentence that is one of the minutes' but for a word: is that word a number, a base, a hedge?

What was taken over word for word is held to that very sentence. Elsewhere a number of the item
may stand in many sentences, and "2025" is some year of the case; here there is one it replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Unit
from pipeline.records import Flag

_TOKEN = re.compile(r"\d[\d.,]*\d|\w+")
_BASE = re.compile(r"(oprindelig|korriger|vedtag|udmeldt)")
_ON_THE_HOUR = re.compile(r"(?<=^\d)[.:]00$|(?<=^\d\d)[.:]00$")
_HEDGE = re.compile(r"(?:for)?vent(?:es|edes)|skønnes|anslås|vurderes|planlægges")
_CERTAIN = re.compile(r"er|var|bliver|blev|har")
# Shorter sentences are alike by chance.
_FEWEST = 8
# So much of the draft's sentence stands in the source's, in its order, for the two to be one …
_TWIN = 0.8
# … and so much of it for another sentence that has the new word to be where it came from.
_KIN = 0.6


def check_nearly(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a number, a base or a hedge that was exchanged in a sentence taken over."""
    if not claim.is_reworded:
        return
    said = _tokens(claim.text)
    if len(said) < _FEWEST:
        return
    words = frozenset(said)
    alike = [(unit, _share(said, words, unit)) for unit in claim.evidence.units]
    unit, share = max(alike, key=lambda one: one[1], default=(None, 0.0))
    if unit is None or share < _TWIN:
        return
    for printed, told in _exchanged(_tokens(unit.text), said):
        message = _message(printed, told)
        known = any(told in _tokens(one.text) and part >= _KIN for one, part in alike)
        if message and not known:
            yield claim.flag("red", *message, unit.span)


def _message(printed: str, told: str) -> tuple[str, str] | None:
    """Return rule and message of an exchange that changes what is said, or ``None``."""
    if printed[0].isdigit() and told[0].isdigit():
        if _ON_THE_HOUR.sub("", printed) == told:
            return None  # "kl. 10.00" and "kl. 10"
        if told in (f"{printed}.000", f"{printed}.000.000"):
            return None  # "600-900.000 kr."
        return "tal-flyttet", f"Kilden skriver »{printed}«, ikke »{told}«. Ret efter kilden."
    bases = _BASE.match(printed), _BASE.match(told)
    if bases[0] and bases[1] and bases[0][1] != bases[1][1]:
        return "beloeb-grundlag", f"Kilden skriver »{printed}«, ikke »{told}«. Ret efter kilden."
    if _HEDGE.fullmatch(printed) and _CERTAIN.fullmatch(told):
        return "forbehold-tabt", f"Kilden siger »{printed}«. Behold forbeholdet i sætningen."
    return None


def _exchanged(printed: tuple[str, ...], told: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand in each other's place, one for one."""
    for kind, a, b, c, d in SequenceMatcher(None, printed, told, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from zip(printed[a:b], told[c:d], strict=True)


def _share(said: tuple[str, ...], words: frozenset[str], unit: Unit) -> float:
    """Return how much of *said* the unit has in the same order; 0 where that can't be much."""
    if len(words & _words(unit.text)) < _KIN * len(words):
        return 0.0
    blocks = SequenceMatcher(None, _tokens(unit.text), said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(said)


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(_tokens(text))
