"""Texts that any draft has to beat: the first two sentences, TextRank, the bare decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.danish.sentences import split_sentences
from pipeline.drafting.background.prose import BACKGROUND
from pipeline.drafting.case import read_case
from pipeline.drafting.decision.realise import realise_decision
from pipeline.labels import SectionKind
from pipeline.records import LabelledItem, Minutes, Sentence, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAMPING = 0.85
_ROUNDS = 100


def lead_two(minutes: Minutes, labelled: LabelledItem) -> tuple[Sentence, ...]:
    """Return the first two sentences of the resume; without one, of the background."""
    resume = _sentences(minutes, labelled, (SectionKind.RESUME,))
    found = resume or _sentences(minutes, labelled, BACKGROUND)
    return tuple(_extracted(minutes, span) for span in found[:2])


def text_rank(minutes: Minutes, labelled: LabelledItem) -> tuple[Sentence, ...]:
    """Return the two most central sentences of the item, in the order of the text."""
    kinds = (*BACKGROUND, SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    spans = _sentences(minutes, labelled, kinds)
    ranks = rank_sentences([span.of(minutes.text) for span in spans])
    best = sorted(sorted(range(len(spans)), key=lambda one: -ranks[one])[:2])
    return tuple(_extracted(minutes, spans[index]) for index in best)


def bare_frame(minutes: Minutes, labelled: LabelledItem) -> tuple[Sentence, ...]:
    """Return the one sentence that says the decision, and nothing else."""
    return realise_decision(read_case(minutes, labelled))[:1]


def rank_sentences(texts: Sequence[str]) -> list[float]:
    """Return how central each sentence is: its PageRank in the graph of likeness; they add up to 1.

    Source: R. Mihalcea and P. Tarau, "TextRank: Bringing Order into Texts" (EMNLP 2004), with the
    cosine of TF-IDF vectors as likeness, damping 0.85, by power iteration.

    >>> ranks = rank_sentences(["Havnen sælges.", "Prisen for havnen er høj.", "Solen skinner."])
    >>> ranks[2] < ranks[0] and abs(sum(ranks) - 1) < 1e-6
    True
    """
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(texts) < 2:
        return [1.0] * len(texts)
    try:
        vectors = TfidfVectorizer().fit_transform(texts)
    except ValueError:  # no words at all
        return [1 / len(texts)] * len(texts)
    likeness: NDArray[Any] = (vectors @ vectors.T).toarray()
    np.fill_diagonal(likeness, 0.0)
    sums = likeness.sum(axis=1, keepdims=True)
    even = np.full_like(likeness, 1 / len(texts))
    step = np.divide(likeness, sums, out=even, where=sums > 0)
    rank = np.full(len(texts), 1 / len(texts))
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / len(texts) + _DAMPING * rank @ step
    return [float(one) for one in rank]


def _sentences(
    minutes: Minutes, labelled: LabelledItem, kinds: Sequence[SectionKind]
) -> list[Span]:
    return [
        span
        for section in labelled.item.parts(*kinds)
        for span in split_sentences(section.body.of(minutes.text), section.body.start)
        if len(span.of(minutes.text).split()) > 3
    ]


def _extracted(minutes: Minutes, span: Span) -> Sentence:
    return Sentence(" ".join(span.of(minutes.text).split()), "extracted", (span,))
