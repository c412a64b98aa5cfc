"""How near a draft comes to a text by a person, how much it copies, and whether the order fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.danish.words import tokenize
from pipeline.editing.distance import edit_distance as distance

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF


def chrf(text: str, references: Sequence[str]) -> float:
    """Return chrF++ (0 to 100) against the best fitting reference.

    Source: M. Popović, "chrF++: words helping character n-grams" (WMT 2017), by sacrebleu.

    >>> chrf("Byrådet solgte havnen.", ["Noget andet.", "Byrådet solgte havnen."])
    100.0
    """
    return float(_chrf().sentence_score(text, list(references)).score) if references else 0.0


def edit_distance(text: str, references: Sequence[str]) -> float:
    """Return how much has to be edited: 0 nothing, 1 every word, to the nearest reference.

    The distance is that of :mod:`pipeline.editing.distance`.

    >>> edit_distance("Byrådet solgte havnen", ["Byrådet solgte hele havnen", "x"])
    0.25
    """
    return min(distance(text, one) for one in references)


def copied(text: str, source: str, size: int = 8) -> tuple[int, int]:
    """Return how many runs of *size* words of a text stand in the source, and how many it has.

    >>> copied("en to tre fire", "nul en to tre", size=3)
    (1, 2)
    """
    known = set(_runs(source, size))
    runs = _runs(text, size)
    return sum(run in known for run in runs), len(runs)


def kendall(places: Mapping[int, int], others: Mapping[int, int]) -> float | None:
    """Return Kendall's τ-b of two orders over what both hold; None where they tell nothing.

    >>> kendall({1: 0, 2: 1, 3: 2}, {1: 0, 2: 1, 3: 2}), kendall({1: 0, 2: 1}, {1: 1, 2: 0})
    (1.0, -1.0)
    >>> kendall({1: 0}, {1: 0}) is None
    True
    """
    from scipy.stats import kendalltau

    both = sorted(set(places) & set(others))
    one, other = [places[key] for key in both], [others[key] for key in both]
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return round(float(kendalltau(one, other).statistic), 10)


def _words(text: str) -> list[str]:
    return [span.of(text).lower() for span in tokenize(text)]


def _runs(text: str, size: int) -> list[tuple[str, ...]]:
    words = _words(text)
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


@cache
def _chrf() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)
