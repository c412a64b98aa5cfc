"""What the terms of a text add to the scores of a linear model, those of a word found out once.

A term weighs its inverse document frequency, and a text the sum of its terms over the square root
of its size: x_t = n_t idf_t / sqrt(sum of n_t idf_t^2). Of the usual tf-idf of length 1 it differs
where a term comes again. In cross-validation it is as good, and since words come again and again,
most of a text is added up from what is known already.

Rows are arrays of shape (terms or words, labels + 1): what each adds to the score of each label
before that division, and last to the text's size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import ahocorasick  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float32]]


class Terms:
    """The terms that a model knows.

    >>> terms = Terms(["s", "t"], np.array([3.0, 4.0]), np.array([[5.0], [0.0]]))
    >>> terms.rows("sx").tolist(), scores(terms.rows("stx")).tolist()
    ([[15.0, 9.0], [0.0, 0.0]], [3.0])
    >>> terms.total(("s", "t")).tolist()
    [15.0, 25.0]
    """

    def __init__(self, terms: Iterable[str], idf: Floats, weights: Floats) -> None:
        """Take terms with their inverse document frequencies and weights (terms, labels)."""
        self._places = {term: at for at, term in enumerate(terms)}
        self._worth = np.vstack([_worth(idf, weights), np.zeros(weights.shape[1] + 1, np.float32)])
        self._total = lru_cache(maxsize=1 << 12)(self._add_up)

    def rows(self, terms: Iterable[str]) -> Floats:
        """Return a row for each term, zeros where the model doesn't know it."""
        unknown = len(self._places)
        return self._worth.take(list(map(self._places.get, terms, repeat(unknown))), axis=0)

    def total(self, terms: tuple[str, ...]) -> Floats:
        """Return the sum of the rows of terms, such as those of a clause that comes again."""
        return self._total(terms)

    def _add_up(self, terms: tuple[str, ...]) -> Floats:
        told: Floats = np.add.reduce(self.rows(terms))
        return told


class Words:
    """Words as the sums of the terms that stand in them, as *written* gives them.

    >>> words = Words(["s", "st"], np.array([3.0, 4.0]), np.array([[5.0], [0.0]]), str.lower)
    >>> words.rows(["ST", "x"]).tolist()
    [[15.0, 25.0], [0.0, 0.0]]
    """

    def __init__(
        self, terms: Sequence[str], idf: Floats, weights: Floats, written: Callable[[str], str]
    ) -> None:
        """Take what ``Terms`` takes, and what gives the letters of a word that terms are."""
        scan = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for place, term in enumerate(terms):
            scan.add_word(term, place)
        scan.make_automaton()
        lengths = bytes(map(len, terms))
        worth = _worth(idf, weights)

        def of_word(word: str) -> bytes:
            found = [place for _, place in scan.iter(written(word))]
            found.sort(key=lengths.__getitem__)  # for one order of adding up
            told: bytes = np.add.reduce(worth.take(found, axis=0)).tobytes()
            return told

        # As bytes, since those of many words are joined far quicker than as many arrays.
        self._of_word = lru_cache(maxsize=1 << 15)(of_word)
        self._width = worth.shape[1]

    def rows(self, words: Iterable[str]) -> Floats:
        """Return a row for each word."""
        joined = b"".join(map(self._of_word, words))
        return np.frombuffer(joined, np.float32).reshape(-1, self._width)


def scores(rows: Floats) -> Floats:
    """Return what a text of these rows adds to the score of each label."""
    told = np.add.reduce(rows)
    added: Floats = told[:-1] / _length(told)
    return added


def shares(rows: Floats, label: int) -> list[float]:
    """Return what each row adds to the score of a label; their sum is the text's."""
    added: list[float] = (rows[:, label] / _length(rows.sum(axis=0))).tolist()
    return added


def _length(told: Floats) -> float:
    return math.sqrt(told[-1]) or 1.0


def _worth(idf: Floats, weights: Floats) -> Floats:
    """Return the row of each term."""
    return np.column_stack([weights * idf[:, None], idf * idf]).astype(np.float32)
