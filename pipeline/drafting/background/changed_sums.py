"""Sums of a recommendation that the decision put others in the place of.

Recommended were 120 licences, 40 were decided: what 120 cost is no news, nor what a rise of ten per
cent would bring where it became five. A sentence with a sum of the decision may be told, and so may
what somebody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.danish.amounts import Amount, find_amounts
from pipeline.danish.words import content_words
from pipeline.drafting.background.prose import Source
from pipeline.labels import SectionKind
from pipeline.records import Item, LabelledItem

_HISTORY = re.compile(
    r"\b(?:an)?søg(?:t|te|er)\b|\bforesl[åo]\w*|\bønske\w*|\bi dag\b|\bnu\b|\bhidtil\b|"
    r"\b(?:var|blev|havde|fik|gav)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:i stedet for|frem for|ikke|fra) (?:de )?(?=\d)[\d.,]+", re.IGNORECASE)


class Stale:
    """The sums that a decision left behind.

    >>> from pipeline.labels import SectionKind
    >>> Stale({Decimal(120)}, {Decimal(40)}).covers("120 licenser koster 324.000 kr.")
    True
    >>> Stale({Decimal(120)}, {Decimal(40)}).covers("120 biler er mere end 40 biler.")
    False
    """

    def __init__(self, stale: set[Decimal], decided: set[Decimal]) -> None:
        self._stale = stale
        self._decided = decided

    def covers(self, text: str) -> bool:
        """Tell whether a sentence tells a stale sum, and none that was decided."""
        values = {one.value for one in find_amounts(text)} if self._stale else set()
        return bool(values & self._stale) and not values & self._decided and not _told_as_past(text)

    def gaps(self, sources: Sequence[Source]) -> frozenset[int]:
        """Return the places of the sentences that it covers."""
        return frozenset(at for at, one in enumerate(sources) if self.covers(one.text))


def _told_as_past(text: str) -> bool:
    return _HISTORY.search(text) is not None


def stale_sums(text: str, labelled: LabelledItem) -> Stale:
    """Return the sums of an item's recommendation for which the decision has others.

    *text* is that of the minutes. Sums of one kind count, said of the same thing.
    """
    item = labelled.item
    decided = _amounts(text, item, SectionKind.BESLUTNING)
    asked = _amounts(text, item, SectionKind.INDSTILLING)
    kept = {one.value for one, _, _ in decided}
    stale = {
        one.value
        for one, kind, words in asked
        if one.value not in kept
        and any(kind == other and words & about for _, other, about in decided)
        and one.value > 1
    }
    return Stale(stale, kept)


def _amounts(
    text: str, item: Item, section: SectionKind
) -> list[tuple[Amount, str, frozenset[str]]]:
    """Return the amounts of a section, each with its kind and the words of its clause."""
    found = []
    for part in item.parts(section):
        for clause in re.split(r"[.;\n](?!\d)", _KEPT.sub(" ", part.body.of(text))):
            words = frozenset(one for one in content_words(clause) if one.isalpha())
            for one in find_amounts(clause):
                noun = re.match(r"\W*(\w+)", clause[one.span.end :])
                kind = one.unit or (noun[1].lower() if noun else "")
                found.append((one, kind, words))
    return found
