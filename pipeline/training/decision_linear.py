"""Train the linear decision model that ``pipeline.labelling.decision_model`` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.errors import CorpusError
from pipeline.labelling.approval import barred
from pipeline.labelling.decision_model import FILE
from pipeline.labelling.decision_terms import BLOCKS, Asked, asked_clauses, terms_of
from pipeline.labelling.decisions import read_decision
from pipeline.labelling.marks import NEVER, label_marks, likely
from pipeline.labelling.passages import Clause
from pipeline.labelling.repair import mend
from pipeline.labelling.rules_and_model import is_silent
from pipeline.labels import Decision
from pipeline.training.decision_scores import decision_views
from pipeline.training.features import weighed
from pipeline.training.prepare import Example, Prepared
from pipeline.training.skops_writer import write_skops
from pipeline.training.wordings import Wording

DECISIONS = tuple(one for one in Decision if one is not Decision.INGEN_BESLUTNING)
_DIGITS = 4  # of a weight: more only make the file larger, and differ between processors
_FAR = -8.0  # a logit so low that it says no
_CLOSE = 0.01  # how near to the best weights is near enough: no score moves by more than this

Floats = np.ndarray[Any, Any]


class Sample(NamedTuple):
    """A clause, what it decides, and how much it counts."""

    asked: Asked
    decisions: frozenset[Decision]
    weight: float


class Read(NamedTuple):
    """An item in one view, and its clauses; ``hidden`` tells of its headings."""

    example: Example
    samples: tuple[Sample, ...]
    hidden: bool


class Fitted(NamedTuple):
    """What has been learned: vectorizers by block, weights (labels, terms) and bias (labels,)."""

    vectorizers: Mapping[str, TfidfVectorizer]
    weights: Floats
    bias: Floats

    def logits(self, asked: Sequence[Asked]) -> Floats:
        """Return a row for each clause, a column for each of ``DECISIONS``."""
        scores: Floats = _matrix(self.vectorizers, asked) @ self.weights.T + self.bias
        return scores


def train_decisions(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Train a decision model, write it to *folder*, and return the ids of its labels in order.

    Args:
        prepared: The examples; those of the train split are learned from, and the wordings.
        params: ``c`` (how freely weights grow), ``min_df``, ``weights`` of ``items``, of the
            same with their headings ``hidden`` and of a ``wording``, ``folds`` and ``seed``.
        folder: Where the files of the model go.

    Raises:
        CorpusError: There is nothing to tell apart.
    """
    read = read_items(prepared, params, "train")
    wordings = as_samples(prepared.wordings, params)
    learned = [*_samples(read), *wordings]
    if not learned or len({one.decisions for one in learned}) < 2:
        what = "has no two decisions to tell apart in its train split"
        raise CorpusError(what, where=prepared.folder, now="label more minutes of more kinds")
    fitted = fit(learned, params)
    calibration = _calibration(read, out_of_fold(read, wordings, params))
    content = {
        "weights": np.round(fitted.weights, _DIGITS).astype(np.float32),
        "bias": np.round(fitted.bias, _DIGITS).astype(np.float32),
        "terms": {
            name: "\n".join(one.get_feature_names_out()) for name, one in fitted.vectorizers.items()
        },
        "idf": {name: one.idf_.astype(np.float32) for name, one in fitted.vectorizers.items()},
        "calibration": calibration,
    }
    (folder / FILE).write_bytes(write_skops(content))
    return tuple(one.value for one in DECISIONS)


def read_items(prepared: Prepared, params: Mapping[str, Any], split: str) -> list[Read]:
    """Return the items of a split as they are found, and again with their headings hidden."""
    views = decision_views(prepared, split)
    counts = {name: float(params["weights"][name]) for name in views}
    return [
        _read(one, counts[name], hidden=name == "hidden")
        for name, view in views.items()
        for one in view
    ]


def as_samples(wordings: Iterable[Wording], params: Mapping[str, Any]) -> list[Sample]:
    """Return wordings as clauses, alone under a heading and at the end of a running text."""
    weight = float(params["weights"]["wording"])
    made = []
    for text, decisions, _ in wordings:
        clause = Clause(mend(text), "", listed=False)
        for headed, place, count in ((True, 0, 1), (False, 3, 4)):
            asked = Asked(clause, headed, place, count, "", "other")
            made.append(Sample(asked, frozenset(decisions), weight))
    return made


def fit(learned: Sequence[Sample], params: Mapping[str, Any]) -> Fitted:
    """Return what is learned from clauses: one logistic regression for each decision type."""
    asked = [one.asked for one in learned]
    vectorizers = {
        name: TfidfVectorizer(analyzer=_as_it_is, norm=None, min_df=int(params["min_df"])).fit(
            _terms(asked, name)
        )
        for name in BLOCKS
    }
    matrix = _matrix(vectorizers, asked)
    counts = np.array([one.weight for one in learned])
    rows, offsets = [], []
    for decision in DECISIONS:
        wanted = np.array([decision in one.decisions for one in learned])
        row, offset = np.zeros(matrix.shape[1]), _FAR
        if wanted.any():
            head = LogisticRegression(
                C=float(params["c"]),
                solver="liblinear",
                tol=_CLOSE,
                random_state=int(params["seed"]),
            ).fit(matrix, wanted, counts)
            row, offset = head.coef_[0], float(head.intercept_[0])
        rows.append(row)
        offsets.append(offset)
    return Fitted(vectorizers, np.array(rows), np.array(offsets))


def out_of_fold(
    read: Sequence[Read], wordings: Sequence[Sample], params: Mapping[str, Any]
) -> list[Floats]:
    """Return each item's logits by a model that has seen nothing of its municipality.

    One array for each item, of shape (clauses, labels); (0, labels) if there is but one
    municipality.
    """
    groups = [one.example.group for one in read]
    logits: list[Floats] = [np.empty((0, len(DECISIONS)))] * len(read)
    if len(set(groups)) < 2:
        return logits
    folds = GroupKFold(min(int(params["folds"]), len(set(groups))))
    for seen, unseen in folds.split(groups, groups=groups):
        fitted = fit([*_samples([read[at] for at in seen]), *wordings], params)
        for at in unseen:
            if read[at].samples:
                logits[at] = fitted.logits([one.asked for one in read[at].samples])
    return logits


def _read(example: Example, weight: float, *, hidden: bool) -> Read:
    clauses = asked_clauses(example.item)
    samples = tuple(Sample(asked, _decided(example, asked), weight) for asked in clauses)
    return Read(example, samples, hidden)


def _decided(example: Example, asked: Asked) -> frozenset[Decision]:
    """Return the decision types whose marked words stand in a clause."""
    start, end = asked.clause.span
    marks = zip(example.decisions, example.decision_spans, strict=True)
    return frozenset(
        decision
        for decision, span in marks
        if span is not None and span.start < end and start < span.end and decision in DECISIONS
    )


def _calibration(read: Sequence[Read], logits: Sequence[Floats]) -> dict[str, list[float]]:
    """Return the lines that make a score of 0.8 right eight times in ten (Platt 1999).

    Of the items in which the rules are silent, since there the model is asked; under a heading and
    in running text apart. "silent" is learned from items as they are found: with its headings
    hidden, an item has a decision all the same.
    """
    asked = [
        (one, _best(one, rows))
        for one, rows in zip(read, logits, strict=True)
        if len(rows) and _is_silent(one.example)
    ]
    lines: dict[str, list[float]] = {}
    nothing: list[tuple[list[float], bool]] = []
    for how, headed in (("headed", True), ("running", False)):
        here = [(one, best) for one, best in asked if one.samples[0].asked.headed is headed]
        best = np.array([best for _, best in here]).reshape(-1, len(DECISIONS))
        marks = label_marks(best, DECISIONS.index(Decision.GODKENDT))
        right = [[decision in one.example.types for decision in DECISIONS] for one, _ in here]
        lines[how] = _line([row for rows in marks for row in rows], np.ravel(right), [1, 0, 0, 0])
        for (one, _), mark in zip(here, marks, strict=True):
            if not one.hidden:
                score = float(likely(mark, np.array(lines[how])).max())
                none = one.example.types == (Decision.INGEN_BESLUTNING,)
                nothing.append(([score, float(headed)], none))
    wanted = np.array([none for _, none in nothing])
    return {**lines, "silent": _line([row for row, _ in nothing], wanted, [-1, 0])}


def _best(one: Read, rows: Floats) -> Floats:
    """Return the highest logit of each label that the model would be believed."""
    rows = rows.copy()
    clauses = [sample.asked for sample in one.samples]
    rows[barred(clauses, one.example.item.body), DECISIONS.index(Decision.GODKENDT)] = NEVER
    best: Floats = rows.max(axis=0)
    return best


def _is_silent(example: Example) -> bool:
    one = example.item
    return is_silent(read_decision(one.item, one.text, body=one.body)[0])


def _line(rows: Sequence[Any], wanted: Floats, unknown: Sequence[float]) -> list[float]:
    """Return the weights and the offset of a logistic regression; *unknown*, 0 if there is none."""
    if len(set(wanted.tolist())) < 2:
        return [*map(float, unknown), 0.0]
    line = LogisticRegression(max_iter=1000).fit(np.array(rows), wanted)
    return [round(float(one), _DIGITS) for one in (*line.coef_[0], line.intercept_[0])]


def _samples(read: Iterable[Read]) -> list[Sample]:
    return [sample for one in read for sample in one.samples]


def _matrix(
    vectorizers: Mapping[str, TfidfVectorizer], asked: Sequence[Asked]
) -> sparse.csr_matrix:
    blocks = [weighed(one, _terms(asked, name)) for name, one in vectorizers.items()]
    return sparse.csr_matrix(sparse.hstack(blocks))


def _terms(asked: Sequence[Asked], block: str) -> list[list[str]]:
    return [[term.text for term in terms_of(one, block)] for one in asked]


def _as_it_is(terms: list[str]) -> list[str]:
    return terms
