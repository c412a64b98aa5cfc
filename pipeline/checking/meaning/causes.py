"""Reasons: does the item give the one that the sentence gives, and for the same thing?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Unit
from pipeline.checking.numbers.around import goes_on
from pipeline.checking.roots import are_kin, clauses_of, frame_roots, is_among, roots_of
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
_PART = 0.4
_AWAITS = re.compile(r"\b(?:mangl\w*|afvent\w*|vente\w*|skal|først|ikke|undersøg\w*|klar)\b", re.I)
# What a matter is about stands in more of its sentences than these.
_FEW = 2


def check_causes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a reason that the item does not give, or gives for something else."""
    if not claim.is_reworded:
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
    effect = claim.text[: match.start()]
    if not reason or _is_given(claim, effect, reason):
        return
    because = claim.text[match.end() :]
    if (_AWAITS.search(because) and _is_decided(claim, effect, reason)) or (
        _is_said(claim, reason) and not _has_another(claim, effect)
    ):
        yield claim.flag(
            "yellow",
            "aarsag-tjek",
            f"Er det grunden (»{match.group()}«)? Kilden har begge dele, men ikke sammen.",
        )
        return
    yield _flag(claim, match.group())


def _is_decided(claim: Claim, effect: str, reason: frozenset[str]) -> bool:
    """Tell whether the decision names with its own act what the sentence makes its reason.

    "udsat, fordi analysen mangler" of "Udsættes, til analysen foreligger."
    """
    waits = any(act.stage.kind in ("udsat", "tilbagesendt") for act in find_acts(effect))
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    return waits and any(len(_known(reason, one)) >= _PART * len(reason) for one in decided)


def _flag(claim: Claim, word: str) -> Flag:
    return claim.flag(
        "red",
        "aarsag-uden-kilde",
        f"Sætningen giver en grund (»{word}«), som punktet ikke giver. Slet den, eller ret den.",
    )


def _is_given(claim: Claim, effect: str, reason: frozenset[str]) -> bool:
    """Tell whether a sentence that has the reason, or one linked to it, has what it explains."""
    units = claim.evidence.units
    if not _is_said(claim, reason):
        if _has_another(claim, effect):
            return False
        told = roots_of(effect) - frame_roots() - reason
        return any(
            _gives(unit) and _known(reason, unit) and (_known(told, unit) or not told)
            for unit in units
        )
    fits = [len(_known(reason, unit)) for unit in units]
    decided = any(act.stage.rung > 1 for act in find_acts(effect))
    told = roots_of(effect) - frame_roots() - reason
    for index, unit in enumerate(units):
        if fits[index] < max(fits):
            continue
        near = (unit, *_linked(units, index))
        if decided and any(one.section is SectionKind.BESLUTNING for one in near):
            return True
        if not decided and (_explains(unit, told) or not told & claim.evidence.roots):
            return True
        if any(_known(told, one) for one in near) and (not decided or any(map(_gives, near))):
            return True
    return False


def _explains(unit: Unit, told: frozenset[str]) -> bool:
    """Tell whether a sentence gives a reason for what is *told*, or for nothing that it names.

    "X er udskudt, fordi der kun kom ét tilbud" is no reason why Y is late, which it says as well.
    """
    because = _BECAUSE.search(unit.text)
    if because is None:
        return False
    before = clauses_of(unit.text[: because.start()])[-1:] or ("",)
    near = roots_of(before[0])
    return not told & unit.roots or are_kin(told, near)


def _is_said(claim: Claim, reason: frozenset[str]) -> bool:
    """Tell whether a sentence says more than half of the reason, or half that few others say."""
    hits = [known for unit in claim.evidence.units if (known := _known(reason, unit))]
    most = max(map(len, hits), default=0)
    return most > _HALF * len(reason) or (most == _HALF * len(reason) and len(hits) <= _FEW)


def _has_another(claim: Claim, effect: str) -> bool:
    """Tell whether the sentence that has most of the effect gives a reason, and not this one."""
    told = roots_of(effect) - frame_roots()
    home = max(claim.evidence.units, key=lambda unit: len(_known(told, unit)), default=None)
    return home is not None and _gives(home) and len(_known(told, home)) >= _LEAST


def _linked(units: tuple[Unit, ...], index: int) -> Iterator[Unit]:
    """Yield the sentence that this one goes on from, and the one that goes on from it."""
    if index and goes_on(units[index], units[index - 1]):
        yield units[index - 1]
    if index + 1 < len(units) and goes_on(units[index + 1], units[index]):
        yield units[index + 1]


def _gives(unit: Unit) -> bool:
    return _REASONS.search(unit.text) is not None


def _known(words: frozenset[str], unit: Unit) -> frozenset[str]:
    return frozenset(one for one in words if is_among(one, unit.roots))
