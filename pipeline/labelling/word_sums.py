"""What the words of a text add to the scores of a linear model, found out once for each word.

A word is worth the sum of its terms, each weighed by its inverse document frequency, and a text
the sum of its words over the square root of its size: x_t = n_t idf_t / sqrt(sum of n_t idf_t^2).
Of the usual tf-idf of length 1 it differs where a term comes again. In cross-validation it is as
good, and since words come again and again, most of a text is added up from what is known already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np

from pipeline.labelling.block import Floats


class WordSums:
    """The terms of words, and what they add to a score.

    >>> sums = WordSums(["s", "t"], np.array([3.0, 4.0]), np.array([[5.0], [0.0]]), tuple)
    >>> sums.scores(["st", "x"]).tolist(), sums.shares(["s", "t"], 0)
    ([3.0], [3.0, 0.0])
    """

    def __init__(
        self,
        terms: Iterable[str],
        idf: Floats,  # (terms,)
        weights: Floats,  # (terms, labels)
        terms_of: Callable[[str], Sequence[str]],
    ) -> None:
        """Take the known terms in order, and what gives the terms of a word."""
        known = {term: at for at, term in enumerate(terms)}
        worth = np.column_stack([weights * idf[:, None], idf * idf]).astype(np.float32)
        self._width = worth.shape[1]

        def of_word(word: str) -> bytes:
            places = [at for at in map(known.get, terms_of(word)) if at is not None]
            told: bytes = worth[places].sum(axis=0).tobytes()
            return told

        # As bytes, since those of many words are joined far quicker than as many arrays.
        self._of_word = lru_cache(maxsize=1 << 15)(of_word)

    def scores(self, words: Iterable[str]) -> Floats:
        """Return what a text of these words adds to the score of each label."""
        told = self._rows(words).sum(axis=0)
        scores: Floats = told[:-1] / _length(told)
        return scores

    def shares(self, words: Iterable[str], label: int) -> list[float]:
        """Return what each of the words adds to the score of a label; their sum is its score."""
        rows = self._rows(words)
        shares: list[float] = (rows[:, label] / _length(rows.sum(axis=0))).tolist()
        return shares

    def _rows(self, words: Iterable[str]) -> Floats:
        """Return for each word what it adds to each label's score, and last to the text's size."""
        joined = b"".join(map(self._of_word, words))
        return np.frombuffer(joined, np.float32).reshape(-1, self._width)


def _length(told: Floats) -> float:
    return float(np.sqrt(told[-1])) or 1.0
