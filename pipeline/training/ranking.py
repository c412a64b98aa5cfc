"""Learn what makes an item stand before another, from posts that people wrote.

Of each two items of a meeting that a person told in some order, the differences in what is known
of them say which came first: a logistic regression on pairs, without bias (Joachims, "Optimizing
search engines using clickthrough data", 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus import Corpus
from pipeline.corpus.folder import read_minutes
from pipeline.corpus.given import given_item, with_given_labels
from pipeline.corpus.posts import order_in, posts_in, read_post, read_wanted
from pipeline.drafting.ranking import known_of
from pipeline.errors import NotMinutes
from pipeline.records import LabelledItem
from pipeline.splitting import split_items
from pipeline.training.wording import write_table

STRENGTH = 0.03
# The points of the items of a meeting lie so far from their mean.
_SPREAD = 2.5
_LEAST = 0.05
_HEADER = """# What an item is known by, and the points it gets for it: who has most is told first.
# Learned from posts of the train split, not written: pipeline/training/ranking.py.

"""


class Told(NamedTuple):
    """The items of a meeting that a person told: what is known of each, and its place."""

    name: str
    group: str
    known: tuple[dict[str, float], ...]
    places: tuple[int, ...]


def read_posts(corpus: Corpus, splits: Sequence[str] = ("train",)) -> Iterator[Told]:
    """Yield the meetings of these splits that people wrote posts of; group: municipality.

    Items, decisions and topics are those that people labelled.
    """
    references = read_wanted(corpus)
    with_posts = posts_in(corpus)
    for document in corpus.documents:
        if document.split not in splits or document.id not in with_posts:
            continue
        source = read_minutes(corpus.folder, document.id, sha256=document.sha256)
        try:
            minutes = split_items(source)
        except NotMinutes:
            continue
        rows = [row for row in corpus.open_rows if row.document == document.id]
        items = [given_item(minutes.text, row) for row in rows]
        minutes = replace(minutes, items=tuple(items))
        texts = {}
        for place, row in enumerate(rows):
            one = references.get((document.id, row.position))
            if one is None or not one.routine:
                texts[place] = f"{one.heading} {one.ref}" if one else row.title
        order = order_in(read_post(corpus, document.id) or "", texts)
        told = sorted(order)
        labelled = [with_given_labels(LabelledItem(items[n], (), ()), rows[n]) for n in told]
        known = tuple(known_of(minutes, one) for one in labelled)
        yield Told(document.id, document.municipality, known, tuple(order[n] for n in told))


def learn_order(posts: Sequence[Told], strength: float = STRENGTH) -> dict[str, float]:
    """Return the points for each thing known of an item.

    Args:
        posts: Meetings with the order that a person told their items in.
        strength: How far the weights may go: scikit-learn's ``C``.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    pairs, first = [], []
    for post in posts:
        for one, other in permutations(range(len(post.known)), 2):
            if post.places[one] != post.places[other]:
                pairs.append(_minus(post.known[one], post.known[other]))
                first.append(post.places[one] < post.places[other])
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=1000)
    model.fit(vectors.fit_transform(pairs), first)
    names = map(str, vectors.get_feature_names_out())
    weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
    scale = _SPREAD / _spread(posts, weights)
    return {name: round(weight * scale, 2) for name, weight in sorted(weights.items())}


def points(known: dict[str, float], weights: dict[str, float]) -> float:
    """Return the points of an item.

    >>> points({"late": 0.5, "med": 1.0}, {"late": -2.0})
    -1.0
    """
    return sum(weights.get(name, 0.0) * value for name, value in known.items())


def write_weights(corpus: Corpus, path: Path) -> None:
    """Write the lexicon ``ranking.toml`` anew."""
    learned = learn_order(tuple(read_posts(corpus)))
    kept = {name: weight for name, weight in learned.items() if abs(weight) > _LEAST}
    write_table(kept, path, _HEADER)


def _minus(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0.0) - other.get(name, 0.0) for name in one.keys() | other.keys()}


def _spread(posts: Sequence[Told], weights: dict[str, float]) -> float:
    """Return the standard deviation of the points within a meeting."""
    squares = []
    for post in posts:
        found = [points(known, weights) for known in post.known]
        middle = sum(found) / max(1, len(found))
        squares += [(one - middle) ** 2 for one in found]
    return float((sum(squares) / len(squares)) ** 0.5)
