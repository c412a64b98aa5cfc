"""What an amount is measured against: "højere end i det oprindelige budget"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import are_kin, is_among, roots_of
from pipeline.danish.blocks import BULLETS
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.corrected import puts_right

# Root words that say nothing of which budget an amount is held against.
_ANY_BASE = roots_of(
    "budget budgetteret serviceudgifter udgifter ny det udmeldte forventet ventet første halvt år"
)


def base_fits(
    fact: Fact,
    holders: Sequence[tuple[Unit, Fact]],
    known: Iterable[tuple[Unit, Fact]],
    units: Sequence[Unit] = (),
) -> bool:
    """Tell whether the source measures an amount against the same as the draft does.

    Args:
        fact: The amount in the draft, with a base.
        holders: Where the source has the same amount.
        known: Every fact of the item: a sum that was put right ("er rettet til 7,6 mio. kr.") is
            measured against what the wrong one was.
        units: The sentences of the item: the line above a list may say it for all its entries.
    """
    base = fact.base or ""
    if any(_fits(base, unit, one) for unit, one in holders):
        return True
    heads = [head for unit, one in holders if one.base is None for head in _above(unit, units)]
    wanted = roots_of(base) - _ANY_BASE
    if wanted and any(_names(head, wanted) for head in heads):
        return True
    return any(puts_right(unit.text) for unit, _ in holders) and any(
        one.kind == fact.kind and one.base is not None and _fits(base, unit, one)
        for unit, one in known
    )


def _names(head: Unit, wanted: frozenset[str]) -> bool:
    return all(is_among(one, head.roots) for one in wanted)


def _above(unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the line that ends in a colon above the list that a sentence stands in.

    With "Det fordeler sig sådan:" comes the sentence that it is said of.
    """
    at = units.index(unit) if unit in units else 0
    if not _ENTRY.match(unit.text):
        return ()
    for place in range(at - 1, -1, -1):
        one = units[place]
        if one.section is not unit.section:
            return ()
        if one.text.rstrip().endswith(":"):
            first = max(0, place - 1) if _OF_PARTS.search(one.text) else place
            return units[first : place + 1]
    return ()


_OF_PARTS = re.compile(r"\bfordeler sig\b")
_ENTRY = re.compile(rf"\s*[{BULLETS}]\s")


def takes_place(claim: Claim, fact: Fact, holders: Sequence[tuple[Unit, Fact]]) -> bool:
    """Tell whether a draft says of a sum that was put right what the case said of the wrong one."""
    putting = [unit for unit, _ in holders if puts_right(unit.text)]
    roots = claim.unit.roots
    return any(
        one.kind == fact.kind
        and any(unit.roots & other.roots for other in putting)
        and len(roots & unit.roots) >= _MOST_OF * len(roots)
        for unit, one in (claim.evidence.facts if putting else ())
    )


# So much of the sentence is the one that was wrong.
_MOST_OF = 0.5


def _fits(base: str, unit: Unit, fact: Fact) -> bool:
    wanted = roots_of(base) - _ANY_BASE
    if not wanted or any(is_finite(word) for word in base.split()):
        return True  # "efter kompensation er merudgiften 4,5 mio. kr." names no budget
    if fact.base is not None:
        given = roots_of(fact.base)
        # "servicerammen" is called "rammen" a second time
        alike = are_kin(wanted, given) and not _rivals(wanted, given)
        return wanted <= given | _ANY_BASE or alike
    return wanted <= unit.roots


def _rivals(wanted: frozenset[str], given: frozenset[str]) -> bool:
    """Tell whether the two name different budgets: one says original, the other adjusted."""
    kinds = roots_of("oprindeligt korrigeret sigtepunkt vedtaget")
    return bool(wanted & kinds) and bool(given & kinds) and not wanted & given & kinds
