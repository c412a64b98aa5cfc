"""Reasons: does the item give the one that the sentence gives, and for the same thing?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import frame_roots, is_kin, roots_of
from pipeline.labels import SectionKind
from pipeline.records import Flag

_BECAUSE = re.compile(
    r"\b(?:skyldes|fordi|på grund af|årsagen er|grunden er|som følge af)\b", re.IGNORECASE
)
_SO = re.compile(r"\b(?:derfor|dermed|resultatet er)\b", re.IGNORECASE)
# How minutes give a reason.
_REASONS = re.compile(
    rf"{_BECAUSE.pattern}|{_SO.pattern}|\b(?:da|idet|eftersom|årsag\w*|baggrund|hensyn|afvent\w*|"
    r"med henblik på|for at|efter at|indtil|så|således|henvisning|begrunde\w*|begrundet|hvorfor|"
    r"lagt vægt|vedrører|udløse\w*|ønske\w*)\b",
    re.IGNORECASE,
)
# Where a reason ends.
_END = re.compile(r"[;.](?:\s|$)|, (?:men|og|mens|hvor|som|der) ")
# So much of what a reason says the item has to have.
_HALF = 0.5
_LEAST = 2


def check_causes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a reason that the item does not give, or gives for something else."""
    if claim.role in ("headline", "keyword", "closing") or claim.is_carried:
        return
    so = _SO.search(claim.text)
    if so and not any(act.stage.rung > 1 for act in find_acts(claim.text)):
        # That a matter made the body decide is no reason that anybody has to give.
        reason = roots_of(claim.text[so.end() :]) - frame_roots()
        if reason - claim.evidence.roots and not any(map(_gives, claim.evidence.units)):
            yield _flag(claim, so.group())
            return
    match = _BECAUSE.search(claim.text)
    if match is None:
        return
    end = _END.search(claim.text, match.end())
    reason = roots_of(claim.text[match.end() : end.start() if end else None]) - frame_roots()
    if reason and not _is_given(claim, claim.text[: match.start()], reason):
        yield _flag(claim, match.group())


def _flag(claim: Claim, word: str) -> Flag:
    return claim.flag(
        "red",
        "aarsag-uden-kilde",
        f"Sætningen giver en grund (»{word}«), som punktet ikke giver. Slet den, eller ret den.",
    )


def _is_given(claim: Claim, effect: str, reason: frozenset[str]) -> bool:
    """Tell whether a sentence that has the reason, or one beside it, has what it explains."""
    units = claim.evidence.units
    fits = [len(_known(reason, unit)) for unit in units]
    best = max(fits, default=0)
    if best < _HALF * len(reason):
        return not claim.evidence.roots.isdisjoint(reason) and _is_own_words(claim, reason)
    decided = any(act.stage.rung > 1 for act in find_acts(effect))
    told = roots_of(effect) - frame_roots() - reason
    for index, fit in enumerate(fits):
        if fit < best:
            continue
        near = units[max(0, index - 1) : index + 2]
        if decided and any(one.section is SectionKind.BESLUTNING for one in near):
            return True
        if not told & claim.evidence.roots or any(_known(told, one) for one in near):
            return not decided or any(map(_gives, near))
    return False


def _is_own_words(claim: Claim, reason: frozenset[str]) -> bool:
    """Tell whether a sentence that gives a reason has a word of this one: the rest is reworded."""
    return any(_gives(unit) and _known(reason, unit) for unit in claim.evidence.units)


def _gives(unit: Unit) -> bool:
    return _REASONS.search(unit.text) is not None


def _known(words: frozenset[str], unit: Unit) -> frozenset[str]:
    return frozenset(
        one for one in words if one in unit.roots or any(is_kin(one, two) for two in unit.roots)
    )
