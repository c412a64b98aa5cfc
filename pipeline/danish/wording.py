"""What a sentence says by its words alone: learned weights, added up.

The weights of a logistic regression on the train split stand in a lexicon
(``pipeline.training.wording``), so that reading them takes no library.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

BIAS = ""
_LISTED = re.compile(r"^[\W\d_]*(?:[a-h]\)\s|ad \d+\W+)?", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
# What is said first tells most.
_FIRST = 14
_LONG_WORD = 4


def features_of(sentence: str) -> Iterator[str]:
    """Yield what the weights know a sentence by: its words, pairs, endings and length.

    >>> list(features_of("1. Godkendt 12."))
    ['1 godkendt', '^ndt', 'w godkendt', 'e ndt', 'w 0', '2 godkendt 0', 'len 0']
    """
    words = [
        "0" if word[0].isdigit() else word
        for word in _TOKEN.findall(_LISTED.sub("", sentence).lower())
    ]
    said = words[:_FIRST]
    if said:
        yield f"1 {said[0]}"
        yield f"^{said[0][-3:]}"
    for word in dict.fromkeys(said):
        yield f"w {word}"
        if len(word) > _LONG_WORD:
            yield f"e {word[-3:]}"
    for pair in dict.fromkeys(pairwise(said)):
        yield f"2 {' '.join(pair)}"
    yield f"len {min(len(words), 40) // 5}"


def likelihood(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return how likely a sentence with these features is one of the kind, 0 to 1.

    Args:
        features: What the sentence is known by; each counts once.
        weights: Of each feature that tells anything, and the bias under "".

    >>> likelihood(["a", "b", "a"], {"": -1.0, "a": 1.0})
    0.5
    """
    score = weights[BIAS] + sum(weights.get(name, 0.0) for name in set(features))
    return 1 / (1 + math.exp(-score))
