"""Which clauses of the source is a clause of the draft made of?

Each is scored by the root words and numbers they share. A word weighs less, the more sentences of
the item have it: ``weight = 1 / sentences that have it``, so that what an item is about as a whole
tells less than what one sentence alone says.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import clauses_of
from pipeline.drafting.plain.wording import opening_cut


class Match(NamedTuple):
    """A clause of the source and how well it fits: ``score`` and the ``shared`` words."""

    score: float
    shared: int
    unit: Unit
    text: str


class Aligned(NamedTuple):
    """A clause of the draft with the source clauses that share words with it, best first.

    ``whole`` is the score that a clause with all its known words would have, ``size`` how many
    words and numbers it has.
    """

    text: str
    matches: tuple[Match, ...]
    whole: float
    size: int

    @property
    def best(self) -> float:
        """The best score, 0 where nothing fits."""
        return self.matches[0].score if self.matches else 0.0


def align(claim: Claim) -> tuple[Aligned, ...]:
    """Line up every clause of the sentence with the clauses of its items."""
    return tuple(_align(part, claim) for part in clauses_of(claim.text))


@lru_cache(maxsize=2048)
def _clauses(text: str, meeting: date | None) -> tuple[tuple[str, frozenset[str]], ...]:
    # "Det skal bemærkes, at": the "skal" of an announcement is no duty.
    parts = clauses_of(opening_cut(text) or text)
    return tuple((part, keys_of(part, meeting)) for part in parts)


def _align(part: str, claim: Claim) -> Aligned:
    evidence = claim.evidence
    meeting = evidence.minutes.date
    keys = keys_of(part, meeting)
    having = {key: evidence.having[key] for key in keys if key in evidence.having}
    weights = {key: 1 / len(places) for key, places in having.items()}
    matches = []
    for place in sorted(set().union(*having.values())):
        unit = evidence.units[place]
        for text, known in _clauses(unit.text, meeting):
            shared = keys & known
            if shared:
                score = fsum(weights.get(key, 0) for key in shared)
                matches.append(Match(score, len(shared), unit, text))
    matches.sort(key=lambda match: -match.score)
    return Aligned(part, tuple(matches), fsum(weights.values()), len(keys))
