"""Items as the matrix that a linear model learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.labelling.item_text import ItemText
from pipeline.labelling.topic_features import BLOCKS, dense_of, terms_of

Array = np.ndarray[Any, Any]


class Features(NamedTuple):
    """What is seen of each item: its terms by block, and the lexicon's points (items, DENSE)."""

    terms: Mapping[str, Sequence[list[str]]]
    dense: Array

    def pick(self, places: Sequence[int]) -> Features:
        """Return the features of the items in these places."""
        chosen = {name: [terms[at] for at in places] for name, terms in self.terms.items()}
        return Features(chosen, self.dense[places])


def features_of(items: Sequence[ItemText]) -> Features:
    """Return the features of items, read once for all the models that are tried on them.

    >>> features_of([ItemText.of_title("Sti")]).dense.shape
    (1, 80)
    """
    terms = {name: [terms_of(item, name) for item in items] for name in BLOCKS}
    return Features(terms, np.array([dense_of(item) for item in items], dtype=np.float64))


class Columns:
    """The columns of the matrix: the terms of titles in the order of the alphabet, then the points.

    All blocks share them: what a piece of a word is worth is learned from titles and leads alike.
    """

    def __init__(self, features: Features, params: Mapping[str, Any]) -> None:
        """Learn which terms there are and how rare each is."""
        self.scale: dict[str, float] = {name: float(params["scale"][name]) for name in BLOCKS}
        self.vectorizer = TfidfVectorizer(
            analyzer=_as_it_is, norm=None, min_df=params["min_df"]
        ).fit(features.terms["title"])

    def matrix(self, features: Features) -> sparse.csr_matrix:
        """Return a row for each item."""
        title, lead = (
            weighed(self.vectorizer, features.terms[name]) * self.scale[name] for name in BLOCKS
        )
        return sparse.csr_matrix(sparse.hstack([title + lead, sparse.csr_matrix(features.dense)]))


def weighed(vectorizer: TfidfVectorizer, terms: Sequence[list[str]]) -> sparse.csr_matrix:
    """Return a row for each text by its terms, weighed as ``pipeline.labelling.word_sums`` says.

    *vectorizer* gives what isn't divided yet: ``norm=None``.
    """
    told = vectorizer.transform(terms)
    sizes = told @ vectorizer.idf_
    return sparse.csr_matrix(sparse.diags(1 / np.sqrt(np.where(sizes > 0, sizes, 1))) @ told)


def _as_it_is(terms: list[str]) -> list[str]:
    return terms
