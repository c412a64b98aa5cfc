"""Train the linear topic model that ``pipeline.labelling.linear`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.errors import CorpusError
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.linear import FILE
from pipeline.labelling.topic_features import BLOCKS, dense_of, terms_of
from pipeline.labels import Topic
from pipeline.training.prepare import Example, Prepared, as_title
from pipeline.training.skops_writer import write_skops

TOPICS = tuple(Topic)
_DIGITS = 4  # of a weight: more only make the file larger, and differ between processors
_UNKNOWN = -20.0  # the logit of a topic that a fold has not seen
_TEMPERATURES = np.geomspace(0.5, 4.0, 61)


class Weighted(NamedTuple):
    """Examples to learn from, and how much each counts."""

    examples: tuple[Example, ...]
    weights: tuple[float, ...]


class Columns:
    """The columns of the matrix that a model learns from: terms by block, then the points."""

    def __init__(self, items: Sequence[ItemText], params: Mapping[str, Any]) -> None:
        """Learn the terms and how rare each is from *items*."""
        self.scale: dict[str, float] = {
            name: float(params["scale"][name]) for name in BLOCKS if params["scale"][name]
        }
        self.vectorizers = {
            name: TfidfVectorizer(
                analyzer=_as_it_is, sublinear_tf=True, min_df=params["min_df"]
            ).fit(_terms(items, name))
            for name in self.scale
        }

    def matrix(self, items: Sequence[ItemText]) -> sparse.csr_matrix:
        """Return a row for each item."""
        blocks = [
            vectorizer.transform(_terms(items, name)) * self.scale[name]
            for name, vectorizer in self.vectorizers.items()
        ]
        dense = sparse.csr_matrix(np.array([dense_of(item) for item in items], dtype=np.float64))
        return sparse.csr_matrix(sparse.hstack([*blocks, dense]))


def train_topics(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Train a topic model, write it to *folder*, and return the ids of its labels in order.

    Args:
        prepared: The examples; those of the train split are learned from.
        params: ``c`` (how freely weights grow), ``min_df``, ``scale`` of each block, ``weights``
            of an ``item``, of its ``bare`` title and of a ``title``, ``folds`` and ``seed``.
        folder: Where the files of the model go.

    Raises:
        CorpusError: There is nothing to tell apart.
    """
    learned = weighted(prepared, params)
    if len({one.topic for one in learned.examples}) < 2:
        what = "has fewer than two topics in its train split"
        raise CorpusError(what, where=prepared.folder, now="label more minutes of more kinds")
    columns, classifier = _fit(learned, params)
    classifier.coef_ = np.round(classifier.coef_, _DIGITS).astype(np.float32)
    classifier.intercept_ = np.round(classifier.intercept_, _DIGITS).astype(np.float32)
    content = {
        "classifier": classifier,
        "terms": {
            name: "\n".join(one.get_feature_names_out())
            for name, one in columns.vectorizers.items()
        },
        "idf": {name: one.idf_.astype(np.float32) for name, one in columns.vectorizers.items()},
        "scale": columns.scale,
        "temperature": _temperatures(learned, params),
    }
    (folder / FILE).write_bytes(write_skops(content))
    return tuple(TOPICS[at].value for at in classifier.classes_)


def weighted(prepared: Prepared, params: Mapping[str, Any]) -> Weighted:
    """Return what a model learns from: items, the same with all but their title gone, and titles.

    A model must know what a title alone tells, since in many minutes there is no more.
    """
    items = [one for one in prepared.found if one.split == "train"]
    titles = [one for one in prepared.titles if one.split == "train"]
    counts = params["weights"]
    return Weighted(
        (*items, *map(as_title, items), *titles),
        (
            *[float(counts["item"])] * len(items),
            *[float(counts["bare"])] * len(items),
            *[float(counts["title"])] * len(titles),
        ),
    )


def out_of_fold(learned: Weighted, params: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Return the logits of each example by a model that has seen nothing of its municipality.

    Shape (examples, topics).
    """
    groups = [one.group for one in learned.examples]
    logits = np.full((len(groups), len(TOPICS)), _UNKNOWN)
    folds = GroupKFold(min(int(params["folds"]), len(set(groups))))
    for seen, unseen in folds.split(groups, groups=groups):
        columns, classifier = _fit(_pick(learned, seen), params)
        held = columns.matrix([learned.examples[at].item for at in unseen])
        logits[np.ix_(unseen, classifier.classes_)] = (
            held @ classifier.coef_.T + classifier.intercept_
        )
    return logits


def truth(examples: Sequence[Example]) -> np.ndarray[Any, Any]:
    """Return the place in ``TOPICS`` of each example's topic."""
    return np.array([TOPICS.index(one.topic) for one in examples])


def _fit(learned: Weighted, params: Mapping[str, Any]) -> tuple[Columns, LogisticRegression]:
    items = [one.item for one in learned.examples]
    columns = Columns(items, params)
    classifier = LogisticRegression(C=float(params["c"]), max_iter=500)
    classifier.fit(columns.matrix(items), truth(learned.examples), learned.weights)
    if len(classifier.classes_) == 2:  # scikit-learn keeps the weights of the second alone
        classifier.coef_ = np.vstack([np.zeros_like(classifier.coef_), classifier.coef_])
        classifier.intercept_ = np.append(0.0, classifier.intercept_)
    return columns, classifier


def _pick(learned: Weighted, places: Sequence[int]) -> Weighted:
    return Weighted(
        tuple(learned.examples[at] for at in places), tuple(learned.weights[at] for at in places)
    )


def _temperatures(learned: Weighted, params: Mapping[str, Any]) -> dict[str, float]:
    """Return by what logits are divided so that a score of 0.8 is right eight times in ten.

    Chosen by the likelihood of the topics of unseen municipalities, for titles and items apart
    (Guo et al. 2017, On Calibration of Modern Neural Networks).
    """
    logits, wanted = out_of_fold(learned, params), truth(learned.examples)
    bare = np.array([not one.item.item.sections for one in learned.examples])
    return {
        name: _temperature(logits[chosen], wanted[chosen]) if chosen.any() else 1.0
        for name, chosen in (("title", bare), ("item", ~bare))
    }


def _temperature(logits: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> float:
    def loss(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        chances = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return -float(chances[np.arange(len(wanted)), wanted].mean())

    return round(float(min(_TEMPERATURES, key=loss)), 3)


def _terms(items: Sequence[ItemText], block: str) -> list[list[str]]:
    return [terms_of(item, block) for item in items]


def _as_it_is(terms: list[str]) -> list[str]:
    return terms
