"""What the terms of a text add to the scores of a linear model, those of a word found out once.

A term weighs its inverse document frequency, and a text the sum of its terms over the square root
of its size: x_t = n_t idf_t / sqrt(sum of n_t idf_t^2). Of the usual tf-idf of length 1 it differs
where a term comes again. In cross-validation it is as good, and since words come again and again,
most of a text is added up from what is known already.

Rows are arrays of shape (terms, words or texts, labels + 1): what each adds to the score of each
label before that division, and last to the text's size. Texts are summed many at a time, those of
a meeting: for one alone the way into numpy and back takes longer than the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat
from typing import Any

import ahocorasick  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float32]]

_MOST = 1 << 15  # words that are kept in mind


class Terms:
    """The terms that a model knows.

    >>> terms = Terms(["s", "t"], np.array([3.0, 4.0]), np.array([[5.0], [0.0]]))
    >>> terms.rows("sx").tolist(), scores(terms.sums(["stx", ""])).tolist()
    ([[15.0, 9.0], [0.0, 0.0]], [[3.0], [0.0]])
    """

    def __init__(self, terms: Iterable[str], idf: Floats, weights: Floats) -> None:
        """Take terms with their inverse document frequencies and weights (terms, labels)."""
        self._places = {term: at for at, term in enumerate(terms)}
        self._worth = np.vstack([_worth(idf, weights), np.zeros(weights.shape[1] + 1, np.float32)])

    def rows(self, terms: Iterable[str]) -> Floats:
        """Return a row for each term, zeros where the model doesn't know it."""
        unknown = len(self._places)
        return self._worth.take(list(map(self._places.get, terms, repeat(unknown))), axis=0)

    def sums(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Return a row for each text of these terms."""
        return _added(self.rows(chain.from_iterable(texts)), list(map(len, texts)))


class Known(dict[str, bytes]):
    """The rows of words that were read before: as bytes, which are joined quicker than arrays."""


class Words:
    """Words as the sums of the terms that stand in them, as *written* gives them.

    >>> words = Words(["s", "st"], np.array([3.0, 4.0]), np.array([[5.0], [0.0]]), str.lower)
    >>> words.rows(["ST", "x"]).tolist(), words.sums([["ST", "x", "S"], []]).tolist()
    ([[15.0, 25.0], [0.0, 0.0]], [[30.0, 34.0], [0.0, 0.0]])
    """

    def __init__(
        self, terms: Sequence[str], idf: Floats, weights: Floats, written: Callable[[str], str]
    ) -> None:
        """Take what ``Terms`` takes, and what gives the letters of a word that terms are."""
        self._scan = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for place, term in enumerate(terms):
            self._scan.add_word(term, place)
        self._scan.make_automaton()
        self._worth = _worth(idf, weights)
        self._written = written
        self._known = Known()

    def rows(self, words: Sequence[str]) -> Floats:
        """Return a row for each word."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(self._known) + len(new) > _MOST:
            self._known.clear()
            new = list(dict.fromkeys(words))
        if new:
            self._known.update(zip(new, self._read(new), strict=True))
        joined = b"".join(map(self._known.__getitem__, words))
        return np.frombuffer(joined, np.float32).reshape(-1, self._worth.shape[1])

    def sums(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Return a row for each text of these words."""
        return _added(self.rows(list(chain.from_iterable(texts))), list(map(len, texts)))

    def _read(self, words: Iterable[str]) -> Iterable[bytes]:
        places: list[int] = []
        lengths = []
        for word in words:
            found = [place for _, place in self._scan.iter(self._written(word))]
            lengths.append(len(found))
            places += found
        return map(bytes, _added(self._worth.take(places, axis=0), lengths))


def scores(sums: Floats) -> Floats:
    """Return what texts of these sums add to the score of each label."""
    added: Floats = sums[:, :-1] / _lengths(sums[:, -1:])
    return added


def shares(rows: Floats, label: int) -> list[float]:
    """Return what each row adds to the score of a label; their sum is the text's."""
    added: list[float] = (rows[:, label] / _lengths(rows[:, -1].sum())).tolist()
    return added


def _lengths(sizes: Any) -> Any:
    return np.sqrt(np.where(sizes > 0, sizes, 1.0))


def _added(rows: Floats, lengths: Sequence[int]) -> Floats:
    """Return the sums of the first rows, as many as the first of *lengths*, then of the next."""
    counts = np.array(lengths, np.intp)
    sums = np.zeros((len(counts), rows.shape[1]), np.float32)
    some = counts.nonzero()[0]
    if len(some):
        sums[some] = np.add.reduceat(rows, (counts.cumsum() - counts)[some], axis=0)
    return sums


def _worth(idf: Floats, weights: Floats) -> Floats:
    """Return the row of each term."""
    return np.column_stack([weights * idf[:, None], idf * idf]).astype(np.float32)
