"""The linear decision model beside the rules: it is asked where they are silent or unsure.

The rules read most decisions and say why. What they have no row for the model reads, clause by
clause: a logistic regression for each decision type over the terms of ``decision_terms``, weighed
as ``word_sums`` says. Its score for an item is that of the
item's best clause, calibrated so that 0.8 is right eight times in ten where the rules are silent.

A false "godkendt" is the worst that can be said. So the model has to be surer of it, says it in no
clause that ``approval`` bars, and never adds it to what the rules have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.errors import ModelError
from pipeline.labelling.approval import barred, only_told, undone
from pipeline.labelling.contributions import Contribution
from pipeline.labelling.decision_terms import (
    BLOCKS,
    Asked,
    asked_clauses,
    circumstances,
    terms_of,
    with_limits,
    word_texts,
)
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.marks import NEVER, label_marks, likely
from pipeline.labelling.rules_and_model import DecisionClassifier, Heard, Thresholds
from pipeline.labelling.saved import Card
from pipeline.labelling.skops_file import read_skops
from pipeline.labelling.unspoken import chooses_thing
from pipeline.labelling.word_sums import Floats, Terms, Words, scores, shares
from pipeline.labels import Decision

FILE = "model.skops"
# "Planen sendes ikke i høring" is none of these: no refusal of the plan, and no lack of remarks.
_ACTS = frozenset({
    Decision.AFVIST, Decision.ANBEFALES, Decision.INGEN_BEMAERKNINGER, Decision.OVERSENDT,
    Decision.UDPEGET, Decision.UDSAT,
})  # fmt: skip


class DecisionModel(NamedTuple):
    """The numbers of a trained model.

    ``calibration`` maps "headed" and "running" to the weights and the offset by which the marks of
    a label (see ``label_marks``) become how likely it is right, and "silent" to those by which the
    best score, and whether there is a heading, become how likely nothing was decided (Platt 1999).
    """

    labels: tuple[Decision, ...]
    letters: Words
    words: Terms
    bias: Floats  # (labels,)
    calibration: Mapping[str, Floats]

    def logits(self, clauses: Sequence[Asked]) -> Floats:
        """Return each clause's score for each of ``labels``, before calibration."""
        letters = self.letters.sums([asked.clause.text.split() for asked in clauses])
        words = self.words.sums(
            [(*word_texts(asked.clause.text), *circumstances(asked)) for asked in clauses]
        )
        told: Floats = self.bias + scores(letters) + scores(words)
        return told

    def hear(self, items: Sequence[ItemText]) -> list[list[Heard]]:
        """Return each label with the clause that speaks for it most, the likeliest first.

        The last one is "ingen_beslutning". An item without a clause has none.
        """
        asked = [asked_clauses(one) for one in items]
        spoken = [(one, clauses) for one, clauses in zip(items, asked, strict=True) if clauses]
        told = iter(self._hear(spoken) if spoken else ())
        return [next(told) if clauses else [] for clauses in asked]

    def _hear(self, spoken: Sequence[tuple[ItemText, Sequence[Asked]]]) -> Iterator[list[Heard]]:
        logits = self.logits([asked for _, clauses in spoken for asked in clauses])
        ends = list(accumulate(len(clauses) for _, clauses in spoken))
        rows = [logits[start:end] for start, end in pairwise([0, *ends])]
        marked = (Decision.GODKENDT, Decision.ANDET, Decision.UDPEGET)
        approved, other, elected = map(self.labels.index, marked)
        acts = [at for at, label in enumerate(self.labels) if label in _ACTS]
        for (one, clauses), own in zip(spoken, rows, strict=True):
            own[barred(clauses, one.body), approved] = NEVER
            own[only_told(clauses), other] = NEVER
            own[np.ix_(undone(clauses), acts)] = NEVER
            if chooses_thing(one):
                own[:, elected] = NEVER
        headed = np.array([clauses[0].headed for _, clauses in spoken])
        lines = np.where(headed[:, None], self.calibration["headed"], self.calibration["running"])
        best = np.maximum.reduceat(logits, [0, *ends[:-1]], axis=0)
        chances = likely(label_marks(best, approved), lines[:, None])
        marks = np.column_stack([chances.max(axis=1), headed])
        nothing = likely(marks, self.calibration["silent"]).tolist()
        for at, (_, clauses) in enumerate(spoken):
            by = [clauses[index] for index in rows[at].argmax(axis=0)]
            heard = map(Heard, self.labels, chances[at].tolist(), by)
            ranked = sorted(heard, key=lambda one: -one.score)
            yield [*ranked, Heard(Decision.INGEN_BESLUTNING, nothing[at], clauses[-1])]

    def contributions(self, asked: Asked, decision: Decision) -> Iterator[Contribution]:
        """Yield what made a clause's score for a decision type; their sum is the score.

        What no word of the clause gave (its place, what stands before it) has no span.
        """
        label = self.labels.index(decision)
        yield Contribution(None, float(self.bias[label]))
        words = list(re.finditer(r"\S+", asked.clause.text))
        rows = self.letters.rows([word.group() for word in words])
        for word, share in zip(words, shares(rows, label), strict=True):
            yield Contribution(asked.span(*word.span()), share)
        terms = terms_of(asked, "words")
        rows = self.words.rows(term.text for term in terms)
        for term, share in zip(terms, shares(rows, label), strict=True):
            span = asked.span(term.start, term.end) if term.start < term.end else None
            yield Contribution(span, share)


def load_classifier(folder: Path, card: Card, *, explain: bool = True) -> DecisionClassifier:
    """Return the classifier in a folder whose files have been checked.

    Raises:
        ModelError: ``model.skops`` doesn't hold what a linear decision model is made of.
    """
    where = str(folder / FILE)
    values = read_skops((folder / FILE).read_bytes(), where)
    try:
        model = _model(values, card)
        return DecisionClassifier(model, Thresholds(**card.thresholds), explain=explain)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        what = "is no linear decision model of this version"
        raise ModelError(what, where=where, now="train the model again") from error


def _model(values: Mapping[str, Any], card: Card) -> DecisionModel:
    labels = tuple(map(Decision, card.labels))
    weights = np.ascontiguousarray(np.asarray(values["weights"]).T, dtype=np.float32)
    bias = np.asarray(values["bias"], dtype=np.float32)
    blocks: dict[str, tuple[list[str], Floats, Floats]] = {}
    start = 0
    for name in BLOCKS:
        terms = values["terms"][name].split("\n")
        idf = np.asarray(values["idf"][name], dtype=np.float32)
        share = weights[start : start + len(terms)]
        if len(idf) != len(terms) or share.shape != (len(terms), len(labels)):
            raise ValueError(name)
        blocks[name] = terms, idf, share
        start += len(terms)
    if bias.shape != (len(labels),) or start != len(weights):
        raise ValueError(FILE)
    calibration = {
        name: np.asarray(values["calibration"][name], dtype=np.float32)
        for name in ("headed", "running", "silent")
    }
    if [len(line) for line in calibration.values()] != [5, 5, 3]:
        raise ValueError("calibration")
    letters, words = Words(*blocks["letters"], with_limits), Terms(*blocks["words"])
    return DecisionModel(labels, letters, words, bias, calibration)
