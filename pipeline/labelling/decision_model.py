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
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from pipeline.errors import ModelError
from pipeline.labelling.approval import barred, has_yielded, only_told
from pipeline.labelling.contributions import Contribution, evidence
from pipeline.labelling.decision_terms import (
    BLOCKS,
    Asked,
    asked_clauses,
    circumstances,
    terms_of,
    with_limits,
    word_texts,
)
from pipeline.labelling.decisions import read_item
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.marks import NEVER, label_marks, likely
from pipeline.labelling.saved import Card
from pipeline.labelling.skops_file import read_skops
from pipeline.labelling.word_sums import Floats, Terms, Words, scores, shares
from pipeline.labels import Decision
from pipeline.records import Label, RunnerUp, Span

FILE = "model.skops"
_DISSENT = (
    0.25  # what the model's doubt takes of a rule's score: rules are right nine times in ten then
)
_GUESS = 0.7  # below it the rules' "andet" is what is left when no row knows a sentence better


class Thresholds(NamedTuple):
    """From which scores on rules and model are believed; chosen on the dev split.

    Under a heading, and in running text, which need not hold a decision at all.
    """

    rule_from: float = 0.9  # the rules are taken at their word
    speak_headed: float = 0.5  # the model's first label counts
    speak_running: float = 0.5
    approve_headed: float = 0.9  # it does if it is "godkendt"
    approve_running: float = 0.9
    also_from: float = 0.5  # a further label counts
    add_from: float = 0.9  # the model adds to what unsure rules have read

    def least(self, decision: Decision, *, headed: bool) -> float:
        """Return the score that the model's first label must have.

        >>> Thresholds(approve_headed=0.8).least(Decision.GODKENDT, headed=True)
        0.8
        """
        if decision is Decision.GODKENDT:
            return self.approve_headed if headed else self.approve_running
        return self.speak_headed if headed else self.speak_running


class Heard(NamedTuple):
    """How likely an item holds a decision type, and the clause that tells so most.

    A model may tell of "ingen_beslutning", too: how likely an item has none if it says nothing.
    """

    value: Decision
    score: float
    asked: Asked


class Hearer(Protocol):
    """A model beside the rules: the linear one of this module, or one that reads text."""

    def hear(self, items: Sequence[ItemText]) -> list[list[Heard]]:
        """Return each item's labels with the clause that speaks for each most, likeliest first."""

    def contributions(self, asked: Asked, decision: Decision) -> Iterator[Contribution]:
        """Yield what each word of a clause adds to the score of a decision type."""


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
        approved, other = map(self.labels.index, (Decision.GODKENDT, Decision.ANDET))
        for (one, clauses), own in zip(spoken, rows, strict=True):
            own[barred(clauses, one.body), approved] = NEVER
            own[only_told(clauses), other] = NEVER
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


class DecisionClassifier:
    """Rules and model as one classifier: it always answers, if with "ingen_beslutning"."""

    def __init__(self, model: Hearer, thresholds: Thresholds, *, explain: bool = True) -> None:
        self.model = model
        self.thresholds = thresholds
        self._explain = explain

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Decision], ...]]:
        """Return each item's decisions in the order of the text."""
        found = [read_item(one)[0] for one in items]
        unsure = [at for at, ruled in enumerate(found) if not self._is_sure(ruled)]
        heard = self.model.hear([items[at] for at in unsure])
        for at, told in zip(unsure, heard, strict=True):
            found[at] = self._decide(found[at], told)
        return found

    def _is_sure(self, ruled: Sequence[Label[Decision]]) -> bool:
        least = self.thresholds.rule_from
        return not is_silent(ruled) and all(label.score >= least for label in ruled)

    def _decide(
        self, ruled: tuple[Label[Decision], ...], heard: Sequence[Heard]
    ) -> tuple[Label[Decision], ...]:
        if is_silent(ruled):
            return self._speak(heard) or _left(ruled, heard)
        return self._weigh(ruled, _decisions(heard))

    def _speak(self, told: Sequence[Heard]) -> tuple[Label[Decision], ...]:
        """Return the model's labels, none if it isn't sure of the first."""
        heard = _decisions(told)
        if not heard:
            return ()
        first, *others = heard
        least = self.thresholds.least(first.value, headed=first.asked.headed)
        if first.score < least:
            return ()
        also = [one for one in others if one.score >= self._also(one)]
        chosen = sorted([first, *also], key=lambda one: one.asked.place)
        rest = [one for one in heard if one not in chosen]
        second = RunnerUp(rest[0].value, rest[0].score) if rest else None
        return tuple(self._label(one, second) for one in chosen)

    def _also(self, one: Heard) -> float:
        if one.value is Decision.GODKENDT:
            return self.thresholds.least(one.value, headed=one.asked.headed)
        return self.thresholds.also_from

    def _weigh(
        self, ruled: Sequence[Label[Decision]], heard: Sequence[Heard]
    ) -> tuple[Label[Decision], ...]:
        """Return the rules' labels, surer where the model agrees, and what it is very sure of."""
        scores = {one.value: one.score for one in heard}
        known = {label.value for label in ruled}
        other = next(
            (RunnerUp(one.value, one.score) for one in heard if one.value not in known), None
        )
        labels = [_shared(label, scores.get(label.value, 0.0), other) for label in ruled]
        labels += [
            self._label(one, None)
            for one in heard
            if one.value not in known | {Decision.GODKENDT, Decision.ANDET}
            and one.score >= self.thresholds.add_from
            and not has_yielded(one.asked, one.value)
        ]
        return tuple(sorted(labels, key=lambda label: label.evidence[:1]))

    def _label(self, one: Heard, second: RunnerUp[Decision] | None) -> Label[Decision]:
        spans: tuple[Span, ...] = (one.asked.clause.span,)
        if self._explain:
            spans += evidence(self.model.contributions(one.asked, one.value))
        return Label(one.value, one.score, "model", tuple(dict.fromkeys(spans)), second)


def is_silent(ruled: Sequence[Label[Decision]]) -> bool:
    """Tell whether the rules have read nothing, or only that somebody does something.

    >>> is_silent([Label(Decision.INGEN_BESLUTNING, 0.5, "none")])
    True
    """
    return all(
        label.value is Decision.INGEN_BESLUTNING
        or (label.value is Decision.ANDET and label.score < _GUESS)
        for label in ruled
    )


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


def _decisions(heard: Sequence[Heard]) -> list[Heard]:
    return [one for one in heard if one.value is not Decision.INGEN_BESLUTNING]


def _left(
    ruled: tuple[Label[Decision], ...], heard: Sequence[Heard]
) -> tuple[Label[Decision], ...]:
    """Return what is left of the rules' labels where the model isn't sure either."""
    first = next(iter(_decisions(heard)), None)
    if first is None:
        return ruled
    none = Decision.INGEN_BESLUTNING
    scores: dict[Decision, float] = {one.value: one.score for one in heard if one.value is none}
    second = RunnerUp(first.value, first.score)
    return tuple(
        replace(
            label,
            score=scores.get(label.value, label.score),
            runner_up=None if label.value is second.value else second,
        )
        for label in ruled
    )


def _shared(
    label: Label[Decision], score: float, other: RunnerUp[Decision] | None
) -> Label[Decision]:
    """Return a rule's label with what the model makes of it."""
    if score >= label.score:
        return replace(label, score=score)
    return replace(label, score=label.score - _DISSENT * (label.score - score), runner_up=other)
