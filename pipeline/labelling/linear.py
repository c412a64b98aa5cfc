"""The linear topic model: numbers from ``model.skops``, and an exact reason for every label.

The model is a multinomial logistic regression over the blocks of ``topic_features``, each weighed
as ``word_sums`` says. A score is a sum over terms, so a label's evidence is no estimate: it is what
each word added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from pipeline.errors import ModelError
from pipeline.labelling.contributions import Contribution, evidence
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.saved import Card
from pipeline.labelling.skops_file import read_skops
from pipeline.labelling.stems import TOPICS
from pipeline.labelling.topic_features import (
    BLOCKS,
    DENSE,
    dense_of,
    lexicon_words,
    placed_words,
    with_limits,
    words_of,
)
from pipeline.labelling.topics import ItemPoints, beside, leader, points_of
from pipeline.labelling.topics import softmax as points_softmax
from pipeline.labelling.word_sums import Floats, Words, scores, shares
from pipeline.labels import Topic
from pipeline.records import Label, RunnerUp

FILE = "model.skops"
_PLACES = {topic: place for place, topic in enumerate(TOPICS)}


class TopicModel(NamedTuple):
    """The numbers of a trained model."""

    labels: tuple[Topic, ...]
    words: Words
    scale: Mapping[str, float]  # of each block
    dense: Floats  # (DENSE, labels)
    bias: Floats  # (labels,)
    temperatures: Mapping[str, float]  # of a bare "title" and of a whole "item"
    shares: Mapping[str, float]  # of the lexicon's own score in that of a "title" and an "item"

    def logits(self, items: Sequence[ItemText], points: Sequence[ItemPoints]) -> Floats:
        """Return the score of each of ``labels`` for each item, before the temperature."""
        dense = _float([dense_of(*one) for one in zip(items, points, strict=True)])
        # Unlike a product by BLAS, it is the same whatever other items there are.
        told: Floats = self.bias + np.einsum("ij,jk->ik", dense, self.dense)
        for block, scale in self.scale.items():
            told += scale * scores(self.words.sums([words_of(item, block) for item in items]))
        return told

    def probabilities(self, items: Sequence[ItemText], points: Sequence[ItemPoints]) -> Floats:
        """Return how likely each of ``labels`` is for each item; together 1.

        A part of it is what the lexicon says by itself. It was made by hand from knowledge of
        municipalities, and holds better than a trained model where titles are unlike all those
        that the model was trained on.
        """
        forms = ["item" if item.item.sections else "title" for item in items]
        temperatures = _float([[self.temperatures[form]] for form in forms])
        shares = _float([[self.shares[form]] for form in forms])
        learned = softmax(self.logits(items, points) / temperatures)
        known = lexicon_scores(points, self.labels)
        mixed: Floats = learned + (known - learned) * shares
        return mixed

    def contributions(self, item: ItemText, topic: Topic) -> Iterator[Contribution]:
        """Yield what made a topic's score, before the temperature, word by word.

        Their sum is the score. The lexicon's points go to the words that gave them; what no word
        of the text gave (the case number, the body that met, the topic's share in training) has
        no span.
        """
        label = self.labels.index(topic)
        yield Contribution(None, float(self.bias[label]))
        for block, scale in self.scale.items():
            words = list(placed_words(item, block))
            rows = self.words.rows([word.text for word in words])
            for word, share in zip(words, shares(rows, label), strict=True):
                yield Contribution(word.span, scale * share)
        worth = (_float(dense_of(item)) * self.dense[:, label]).tolist()
        told = lexicon_words(item, worth)
        for span, value in told:
            yield Contribution(span, value)
        yield Contribution(None, sum(worth) - sum(value for _, value in told))


class TopicClassifier:
    """A trained model as a classifier: each item gets its most likely topic, however unlikely.

    Of a bare title the lexicon has the first word wherever it knows one, and the model says what
    it might be instead: on titles unlike all that it was trained on, the model was right less
    often (models/README.md). Secondary topics are the lexicon's too: what an item is *also* about
    stands in its words.
    """

    def __init__(self, model: TopicModel, *, explain: bool = True, likeliest: int = 0) -> None:
        self.model = model
        self._explain = explain
        self._likeliest = likeliest

    def ranking(self, likeliest: int) -> TopicClassifier:
        """Return a classifier that gives each item its likeliest topics instead."""
        return TopicClassifier(self.model, explain=self._explain, likeliest=likeliest)

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Topic], ...]]:
        """Return for each item its primary topic and up to two more."""
        if not items:
            return []
        points = list(map(points_of, items))
        likely = self.model.probabilities(items, points)
        return [self._label(*one) for one in zip(items, points, likely, strict=True)]

    def _label(
        self, item: ItemText, points: ItemPoints, likely: Floats
    ) -> tuple[Label[Topic], ...]:
        order = ranked(self.model.labels, likely, max(self._likeliest, 2))
        known = None if item.item.sections else leader(points.all)
        by: Literal["rule", "model"] = "model"
        if known is not None and known.value in self.model.labels:
            by = "rule"
            rest = [one for one in order if one.value != known.value]
            order = [known, *(RunnerUp(one.value, min(one.score, known.score)) for one in rest)]
        first, *below = order
        spans = evidence(self.model.contributions(item, first.value)) if self._explain else ()
        primary = Label(first.value, first.score, by, spans, below[0] if below else None)
        if self._likeliest:
            others = below[: self._likeliest - 1]
            return (primary, *(Label(one.value, one.score, "model") for one in others))
        return (primary, *beside(points.all, primary))


def ranked(labels: Sequence[Topic], scores: Floats, most: int) -> list[RunnerUp[Topic]]:
    """Return the *most* likely topics with their scores, the most likely first.

    >>> ranked([Topic.HR, Topic.FLEET], np.array([0.25, 0.75]), 1)
    [RunnerUp(value=<Topic.FLEET: 'fleet'>, score=0.75)]
    """
    order = np.argsort(-scores, kind="stable")[:most]
    return [RunnerUp(labels[at], float(scores[at])) for at in order]


def lexicon_scores(points: Sequence[ItemPoints], labels: Sequence[Topic]) -> Floats:
    """Return the lexicon's score of each of *labels*, what it leaves open shared by all.

    >>> points = [points_of(ItemText.of_title("Xyz"))]
    >>> lexicon_scores(points, (Topic.HR, Topic.FLEET)).sum().item()
    1.0
    """
    given = _float([points_softmax(one.all.main) for one in points])
    scores = given.take([_PLACES[label] for label in labels], axis=1)
    shared: Floats = scores + (1 - scores.sum(axis=1, keepdims=True)) / len(labels)
    return shared


def softmax(scores: Floats) -> Floats:
    """Return scores as shares of 1, row by row.

    >>> softmax(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    raised: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def load_classifier(folder: Path, card: Card, *, explain: bool = True) -> TopicClassifier:
    """Return the classifier in a folder whose files have been checked.

    Raises:
        ModelError: ``model.skops`` doesn't hold what a linear topic model is made of.
    """
    where = str(folder / FILE)
    values = read_skops((folder / FILE).read_bytes(), where)
    try:
        return TopicClassifier(_model(values, card), explain=explain)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        what = "is no linear topic model of this version"
        raise ModelError(what, where=where, now="train the model again") from error


def _model(values: Mapping[str, Any], card: Card) -> TopicModel:
    weights = np.ascontiguousarray(values["classifier"]["coef_"].T, dtype=np.float32)
    known, idf = values["terms"].split("\n"), _float(values["idf"])
    if len(idf) != len(known):
        raise ValueError(FILE)
    words = Words(known, idf, weights[: len(known)], with_limits)
    scale = {name: float(values["scale"][name]) for name in BLOCKS}
    dense, bias = weights[len(known) :], _float(values["classifier"]["intercept_"])
    if dense.shape != (len(DENSE), len(card.labels)) or bias.shape != (len(card.labels),):
        raise ValueError(FILE)
    temperatures = {name: float(values["temperature"][name]) for name in ("title", "item")}
    shares = {name: float(values["lexicon_share"][name]) for name in ("title", "item")}
    labels = tuple(map(Topic, card.labels))
    return TopicModel(labels, words, scale, dense, bias, temperatures, shares)


def _float(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float32)
