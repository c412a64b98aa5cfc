"""Which numbers of an item are those of a draft: is one the same as another?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Unit


def facts_of(claim: Claim) -> tuple[tuple[Unit, Fact], ...]:
    """Return every fact of the claim's items with the sentence it stands in."""
    return claim.evidence.facts


def is_same(draft: Fact, source: Fact) -> bool:
    """Tell whether a fact of the draft is the same number as one of the source."""
    one, other = draft.value, source.value
    if draft.kind == "year":
        inside = isinstance(other, date) and not source.derived and str(other.year) == one
        return one == other or inside
    if draft.kind != source.kind:
        # "1.200 gæster" and "1.200" are counted alike; "5 år" and "5" are not "5 kr."
        kinds = (draft.kind, source.kind)
        if draft.kind == "count" and source.kind == "kr.":
            # "6,2 af de 8,7 mio. kr.": the first is printed without its unit
            return is_in_millions(draft, source)
        return one == other and "count" in kinds and "kr." not in kinds
    if one == other:
        return True
    if draft.derived and isinstance(one, date) and isinstance(other, date):
        return (one.day, one.month) == (other.day, other.month)
    return False


def is_in_millions(bare: Fact, amount: Fact) -> bool:
    """Tell whether a number with decimals is that of *amount*, in millions."""
    value = bare.value
    split = isinstance(value, Decimal) and value != value.to_integral_value()
    return split and isinstance(value, Decimal) and value * 1_000_000 == amount.value
