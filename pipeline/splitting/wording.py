"""How likely a sentence is a decision by its words alone: learned weights, added up.

The weights are those of a logistic regression on the train split (``pipeline.training.wording``):
which sentences begin the decision of an item, and which stand in its case. They catch more than
any table of verbs does, and are asked only where no heading tells what was decided.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.lexicon import load_lexicon

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


def likelihood(sentence: str) -> float:
    """Return how likely a sentence begins a decision, 0 to 1.

    >>> likelihood("Indstillingen følges.") > 0.5 > likelihood("Skolen er bygget i 1962.")
    True
    """
    weights = _weights()
    score = weights[""] + sum(weights.get(name, 0.0) for name in set(features_of(sentence)))
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = load_lexicon("wording")["weights"]
    return table
