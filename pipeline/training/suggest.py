"""Which minutes to label next: those of an archive from which the models would learn most.

An item is worth its doubt: how unsure the models are of its topic and its decisions. A labelled
item settles the doubt of every item by as much as the two are alike (the cosine of what the topic
model sees of them), so that many alike are asked for once and none that is like what is labelled.
Minutes are chosen one after another, each time those that settle most doubt for the work of
labelling all of their items: the greedy choice of facility location (Wei, Iyer and Bilmes 2015,
Submodularity in Data Subset Selection and Active Learning).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from pipeline.labelling import ItemText
from pipeline.labels import Decision, Topic
from pipeline.records import Label, LabelledItem
from pipeline.training.features import Array, Columns, features_of

OPENING = 3  # items that could be labelled in the time it takes to find one's way in a document
ALIKE = 0.5  # from this cosine on two items are called alike
SAME = 0.99  # and from this one on the same: a corpus may hold a heading as part of its section
MOST = 4000  # items that are weighed against each other: their square must fit into memory
_BLOCK = 1000  # rows of a product that are held at once
_DIGITS = 6  # of a gain; what differs beyond them is noise, and must not decide


class Pending(NamedTuple):
    """Unlabelled minutes: their open items, and what the models say of each, in the same order."""

    source: str
    items: tuple[ItemText, ...]
    labelled: tuple[LabelledItem, ...]


class Teaching(NamedTuple):
    """Why an item speaks for its document.

    ``gain`` is the doubt that labelling it would settle, in itself and in others. The doubts are
    between 0, sure, and 1. ``news`` is 0 where the same is labelled or chosen already, and 1 where
    nothing like it is. ``alike`` is how many items of other documents it stands for.
    """

    labelled: LabelledItem
    gain: float
    topic_doubt: float
    decision_doubt: float
    news: float
    alike: int


class Suggestion(NamedTuple):
    """A document to label; ``gain`` is what it settles for an item's work.

    ``teaching`` holds all its items, those that teach most first.
    """

    source: str
    gain: float
    teaching: tuple[Teaching, ...]


class _Pool(NamedTuple):
    """The items of all documents in a row; ``starts`` are the places of each document's first."""

    documents: tuple[Pending, ...]
    starts: tuple[int, ...]
    doubts: Array  # (items, 2): of the topic and of the decisions
    alike: Array  # (items, items): cosines, none below 0
    covered: Array  # (items,): the cosine of the nearest labelled item

    def places(self, document: int) -> slice:
        start = self.starts[document]
        return slice(start, start + len(self.documents[document].items))


def rank_minutes(
    pending: Sequence[Pending],
    known: Sequence[ItemText],
    params: Mapping[str, Any],
    *,
    count: int = 10,
) -> tuple[Suggestion, ...]:
    """Return the documents to label next, the first first.

    The order of *pending* doesn't matter. Documents without items, and those that teach nothing
    beside what has been chosen, are left out.

    Args:
        pending: The archive.
        known: Items that are labelled already.
        params: ``scale`` of each block of the topic model's features (``params.yaml``).
        count: How many documents at most.
    """
    documents = sorted((one for one in pending if one.items), key=lambda one: one.source)
    if not documents:
        return ()
    pool = _pool(documents, known, params)
    worth = pool.doubts.mean(axis=1)
    work = np.array([len(one.items) + OPENING for one in pool.documents])
    nearest = np.array(
        [pool.alike[:, pool.places(at)].max(axis=1) for at in range(len(pool.documents))]
    )
    covered = pool.covered.copy()
    chosen: list[Suggestion] = []
    while len(chosen) < count:
        gains = (np.maximum(nearest - covered, 0) @ worth / work).round(_DIGITS)
        best = int(gains.argmax())
        if gains[best] <= 0:
            break
        teaching = _teaching(pool, best, worth, covered)
        chosen.append(Suggestion(pool.documents[best].source, float(gains[best]), teaching))
        covered = np.maximum(covered, nearest[best])
    return tuple(chosen)


def doubt(labels: Sequence[Label[Topic]] | Sequence[Label[Decision]]) -> float:
    """Return how unsure the least sure of an item's labels is, between 0 and 1.

    What a score lacks to 1, and what the runner-up has: 1 less the lead, where there are two.

    >>> doubt([Label(Topic.HR, 0.9, "rule"), Label(Topic.BUDGET, 0.75, "rule")])
    0.25
    """
    missing = (
        1 - label.score + (label.runner_up.score if label.runner_up else 0) for label in labels
    )
    return min(max(missing, default=1.0), 1.0)


def _pool(
    documents: Sequence[Pending], known: Sequence[ItemText], params: Mapping[str, Any]
) -> _Pool:
    items = [item for one in documents for item in one.items]
    features = features_of([*items, *known])
    columns = Columns(features, {"scale": params["scale"], "min_df": 1})
    rows = normalize(columns.matrix(features)).astype(np.float32)
    covered = _nearest(rows[: len(items)], rows[len(items) :])
    covered[covered >= SAME] = 1
    doubts = np.array([_doubts(one) for document in documents for one in document.labelled])
    kept = _kept(documents, doubts.mean(axis=1) * (1 - covered))
    chosen = [documents[at] for at, _ in kept]
    places = [place for _, span in kept for place in range(span.start, span.stop)]
    lengths = [len(one.items) for one in chosen]
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    seen = rows[places]
    alike = np.vstack([part.toarray() for part in _products(seen, seen)])
    return _Pool(tuple(chosen), tuple(starts), doubts[places], alike, covered[places])


def _doubts(one: LabelledItem) -> tuple[float, float]:
    return doubt(one.topics[:1]), doubt(one.decisions)


def _kept(documents: Sequence[Pending], gains: Array) -> list[tuple[int, slice]]:
    """Return which documents are weighed against each other, and where their items stand.

    These are all of them, or of a large archive those that settle most doubt of their own.
    """
    spans, start = [], 0
    for one in documents:
        spans.append(slice(start, start + len(one.items)))
        start += len(one.items)
    own = [gains[span].sum() / (len(gains[span]) + OPENING) for span in spans]
    order = sorted(range(len(spans)), key=lambda at: (-round(own[at], _DIGITS), at))
    sizes = np.cumsum([len(documents[at].items) for at in order])
    last = max(1, int((sizes <= MOST).sum()))
    return [(at, spans[at]) for at in sorted(order[:last])]


def _nearest(rows: sparse.csr_matrix, others: sparse.csr_matrix) -> Array:
    """Return the cosine of each row's nearest among *others*; 0 where there are none."""
    if not others.shape[0]:
        return np.zeros(rows.shape[0], dtype=np.float32)
    return np.concatenate([part.max(axis=1).toarray().ravel() for part in _products(rows, others)])


def _products(rows: sparse.csr_matrix, others: sparse.csr_matrix) -> list[sparse.csr_matrix]:
    turned = others.T.tocsr()
    starts = range(0, rows.shape[0], _BLOCK)
    return [(rows[start : start + _BLOCK] @ turned).maximum(0) for start in starts]


def _teaching(pool: _Pool, document: int, worth: Array, covered: Array) -> tuple[Teaching, ...]:
    """Return what each item of a document settles: the doubt of all that it is nearest to."""
    places = pool.places(document)
    cosines = pool.alike[:, places]
    settled = worth * np.maximum(cosines.max(axis=1) - covered, 0)
    owner = cosines.argmax(axis=1)
    outside = np.ones(len(worth), dtype=bool)
    outside[places] = False
    found = [
        Teaching(
            one,
            float(settled[owner == at].sum()),
            float(pool.doubts[places.start + at, 0]),
            float(pool.doubts[places.start + at, 1]),
            float(max(0.0, 1 - covered[places.start + at])),
            int((outside & (owner == at) & (settled > 0) & (cosines[:, at] >= ALIKE)).sum()),
        )
        for at, one in enumerate(pool.documents[document].labelled)
    ]
    return tuple(sorted(found, key=lambda one: -round(one.gain, _DIGITS)))
