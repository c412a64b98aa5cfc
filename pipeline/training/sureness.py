"""Learn how sure the lexicon is of a bare title, from titles whose topic a person told.

The temperature is that of the source (a hand's file of titles, or the titles of all minutes) in
which the lexicon is right least often: titles that nobody here wrote are at least as hard, and a
score that is too high does more harm than one too low.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.labelling.sureness import Sureness, seen_of
from pipeline.labelling.topics import ABSTAIN_BELOW, points_of
from pipeline.labels import Topic
from pipeline.training.features import Array
from pipeline.training.prepare import Example

C = 0.3  # how freely weights grow: by grouped cross-validation over the hands of titles
UNSEEN = -20.0  # the logit of a topic that no title has
_DIGITS = 4
_TEMPERATURES = np.geomspace(1.0, 4.0, 57).round(3).tolist()
_TOPICS = tuple(Topic)


class _Known(NamedTuple):
    """The titles of which the lexicon says a topic."""

    seen: Array  # (titles, what is seen)
    said: Array  # the place in ``Topic`` of the topic that the lexicon says
    truth: Array
    sources: Array


def learn_sureness(titles: Sequence[Example], labels: Sequence[Topic]) -> Sureness:
    """Return the model for *labels*; one that finds all alike where too few titles are known."""
    known = _known(titles)
    weights, bias = _fit(known, np.ones(len(known.truth), dtype=bool), labels)
    temperature = _temperature(known, labels)
    return Sureness(weights.round(_DIGITS), bias.round(_DIGITS), temperature)


def as_values(sureness: Sureness) -> dict[str, Any]:
    """Return what a file keeps of it."""
    return {
        "weights": sureness.weights.astype(np.float32),
        "bias": sureness.bias.astype(np.float32),
        "temperature": sureness.temperature,
    }


def _known(titles: Sequence[Example]) -> _Known:
    points = [points_of(one.item).all for one in titles]
    places = [at for at, one in enumerate(points) if max(one.main) >= ABSTAIN_BELOW]
    scores = np.array([seen_of(points[at]) for at in places])
    scores = scores.reshape(len(places), 4 * len(_TOPICS))
    likely = scores[:, 2 * len(_TOPICS) : 3 * len(_TOPICS)]
    return _Known(
        scores,
        likely.argmax(axis=1) if places else np.zeros(0, dtype=int),
        np.array([_TOPICS.index(titles[at].topic) for at in places], dtype=int),
        np.array([_source(titles[at]) for at in places]),
    )


def _source(title: Example) -> str:
    """Return the file of titles, or "" for the titles of minutes."""
    return title.group if title.group == title.document else ""


def _fit(known: _Known, of: Array, labels: Sequence[Topic]) -> tuple[Array, Array]:
    """Return weights and bias for *labels* by the titles that *of* chooses."""
    weights = np.zeros((4 * len(_TOPICS), len(labels)))
    bias = np.full(len(labels), UNSEEN)
    if len(set(known.truth[of])) < 2:
        return weights, np.zeros(len(labels))
    fitted = LogisticRegression(C=C, max_iter=1000).fit(known.seen[of], known.truth[of])
    coef, start = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # scikit-learn keeps the weights of the second alone
        coef, start = np.vstack([-coef / 2, coef / 2]), np.append(-start / 2, start / 2)
    for at, topic in enumerate(fitted.classes_):
        if _TOPICS[topic] in labels:
            place = labels.index(_TOPICS[topic])
            weights[:, place], bias[place] = coef[at], start[at]
    return weights, bias


def _temperature(known: _Known, labels: Sequence[Topic]) -> float:
    """Return the temperature by which the scores of the hardest source are its share of right."""
    right = known.said == known.truth
    sources = sorted(set(known.sources.tolist()))
    if len(sources) < 2:
        return 1.0
    hardest = min(sources, key=lambda source: right[known.sources == source].mean())
    held = known.sources == hardest
    model = Sureness(*_fit(known, ~held, labels), 1.0)
    places = [labels.index(_TOPICS[at]) if _TOPICS[at] in labels else 0 for at in known.said[held]]
    logits = known.seen[held] @ model.weights + model.bias
    wanted = float(right[held].mean())

    def off(temperature: float) -> float:
        raised = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
        scores = (raised / raised.sum(axis=1, keepdims=True))[np.arange(len(places)), places]
        return abs(float(scores.mean()) - wanted)

    return float(min(_TEMPERATURES, key=off))
