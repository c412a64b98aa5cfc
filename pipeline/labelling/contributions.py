"""Which words made a label: what each added to its score, and those that added most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.records import Span


class Contribution(NamedTuple):
    """What a word added to a score, in logits; no span: no word of the text."""

    span: Span | None
    value: float


def evidence(contributions: Iterable[Contribution], most: int = 3) -> tuple[Span, ...]:
    """Return the words that made a label, in the order of the text.

    These are the *most* words that added most, without those that added less than a fifth of what
    the first did.

    >>> words = [Span(0, 2), Span(3, 6), Span(7, 9)]
    >>> evidence(map(Contribution, [*words, None], [0.1, 2.0, 0.5, 9.0]))
    (Span(start=3, end=6), Span(start=7, end=9))
    """
    by_word: Counter[Span] = Counter()
    for span, value in contributions:
        if span is not None:
            by_word[span] += value  # type: ignore[assignment]
    best = by_word.most_common(most)
    return tuple(sorted(span for span, value in best if value > max(0.0, best[0][1] / 5)))
