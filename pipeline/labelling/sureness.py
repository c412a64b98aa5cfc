"""How sure the lexicon is of a bare title: a small model that sees nothing but its points.

Points are given word by word. What they can't know is which topics are taken for which: a title
with points for budget and for schools is another risk than one with points for budget alone, even
where what kind of case it is settles both. That can be counted on titles, and says nothing of
places and names, on which a model of all words relies where it knows no better.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from pipeline.labelling.block import Floats
from pipeline.labelling.topics import Points, softmax
from pipeline.labels import Topic

_CAP = 8.0  # points that say no more than "certainly"
_POINT = 6.0  # points that are worth 1: "settles most cases" in the lexicon
_LEAST = 1e-3  # the score of a topic of which no word speaks


class Sureness(NamedTuple):
    """The numbers of the model."""

    weights: Floats  # (seen, labels)
    bias: Floats  # (labels,)
    temperature: float

    def scores(self, points: Points) -> Floats:
        """Return how likely each label is by a title's points; together 1."""
        logits = (self.bias + seen_of(points) @ self.weights) / self.temperature
        raised: Floats = np.exp(logits - logits.max())
        return np.asarray(raised / raised.sum(), dtype=np.float32)


def seen_of(points: Points) -> Floats:
    """Return what the model sees: points with and without what settles a case, and their scores.

    >>> from pipeline.labelling.topics import text_points
    >>> seen_of(text_points("Ny cykelsti")).shape == (4 * len(Topic),)
    True
    """
    scores = softmax(points.main)
    return np.array(
        [
            *(min(value, _CAP) / _POINT for value in points.main),
            *(min(value, _CAP) / _POINT for value in points.side),
            *scores,
            *(math.log(score + _LEAST) / 2 for score in scores),
        ],
        dtype=np.float32,
    )


def read_sureness(values: Any) -> Sureness:
    """Return the model from the numbers of a file.

    Raises:
        ValueError: Their shapes don't fit each other.
    """
    weights = np.asarray(values["weights"], dtype=np.float32)
    bias = np.asarray(values["bias"], dtype=np.float32)
    if weights.shape != (4 * len(Topic), len(bias)):
        raise ValueError(weights.shape)
    return Sureness(weights, bias, float(values["temperature"]))
