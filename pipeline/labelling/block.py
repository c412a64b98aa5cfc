"""The terms of a linear model: their columns, and what they add to a score.

Terms weigh tf-idf with a logarithmic tf, scaled to length 1, as scikit-learn's
``TfidfVectorizer(sublinear_tf=True)`` does. The model's words are looked up one by one, and the
same words come again and again: what terms a word has, and which of them the model knows, is found
out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, cast

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float32]]


class Columns:
    """The columns of terms, and those of all the terms of a word.

    >>> columns = Columns(["ny", "s", "t"], lambda word: (*word, word))
    >>> columns.of_terms(["s", "x", "s"]), columns.of_words(["sti", "ny"])
    (Counter({1: 2}), Counter({1: 1, 2: 1, 0: 1}))
    """

    def __init__(
        self, terms: Iterable[str], terms_of: Callable[[str], Sequence[str]] = lambda word: (word,)
    ) -> None:
        """Take the known *terms* in order, and what gives the terms of a word."""
        known = {term: column for column, term in enumerate(terms)}
        self._columns = known
        self.of_word: Callable[[str], tuple[int, ...]] = lru_cache(maxsize=1 << 15)(
            lambda word: tuple([at for at in map(known.get, terms_of(word)) if at is not None])
        )

    def of_terms(self, terms: Iterable[str]) -> Counter[int]:
        """Return how often each column is told by terms; those that are not known tell none."""
        times = Counter(map(self._columns.get, terms))
        times.pop(None, None)
        return cast("Counter[int]", times)

    def of_words(self, words: Iterable[str]) -> Counter[int]:
        """Return how often each column is told by the terms of words."""
        return Counter(chain.from_iterable(map(self.of_word, words)))

    def find(self, term: str) -> int | None:
        """Return the column of a term, None if the model doesn't know it."""
        return self._columns.get(term)


class Block(NamedTuple):
    """A block of terms: their columns, inverse document frequencies and weights."""

    name: str
    columns: Columns
    idf: Floats  # (terms,)
    scale: float
    weights: Floats  # (terms, labels)

    def add(self, times: Counter[int], scores: Floats) -> None:
        """Add to *scores*, shape (labels,), what columns told so often are worth."""
        if times:
            columns, values = self._weigh(times)
            scores += values @ self.weights[columns]

    def shares(self, times: Counter[int], label: int) -> dict[int, float]:
        """Return what each column adds to the score of a label each time that it is told."""
        if not times:
            return {}
        columns, values = self._weigh(times)
        made = (values * self.weights[columns, label]).tolist()
        return {column: one / times[column] for column, one in zip(times, made, strict=True)}

    def _weigh(self, times: Counter[int]) -> tuple[np.ndarray[Any, np.dtype[np.intp]], Floats]:
        """Return the columns, and what each weighs in an item."""
        columns = np.fromiter(times, np.intp, len(times))
        values = (1 + np.log(np.fromiter(times.values(), np.float32, len(times)))) * self.idf[
            columns
        ]
        return columns, values * (self.scale / (float(np.sqrt(values @ values)) or 1.0))
