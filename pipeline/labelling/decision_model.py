"""The linear decision model beside the rules: it is asked where they are silent or unsure.

The rules read most decisions and say why. What they have no row for the model reads, clause by
clause: a logistic regression for each decision type over the terms of ``decision_terms``, weighed
as scikit-learn's ``TfidfVectorizer(sublinear_tf=True)`` does. Its score for an item is that of the
item's best clause, calibrated so that 0.8 is right eight times in ten.

A false "godkendt" is the worst that can be said. So the model never says it where a rule has read
something else in the clause, nor adds it to what the rules have read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from pipeline.errors import ModelError
from pipeline.labelling.decision_terms import BLOCKS, Asked, asked_clauses, terms_of
from pipeline.labelling.decisions import match_rules, read_decision
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.linear import Block, Contribution, Floats, evidence, weigh
from pipeline.labelling.saved import Card
from pipeline.labelling.skops_file import read_skops
from pipeline.labels import Decision
from pipeline.records import Label, RunnerUp, Span

FILE = "model.skops"
_NEVER = -30.0  # a logit
_GUESS = 0.7  # below it the rules' "andet" is what is left when no row knows a sentence better


class Thresholds(NamedTuple):
    """From which scores on rules and model are believed; chosen on the dev split."""

    rule_from: float = 0.9  # the rules are taken at their word
    speak_from: float = 0.5  # the model's first label counts
    also_from: float = 0.5  # and a further one
    add_from: float = 0.9  # the model adds to what unsure rules have read


class Heard(NamedTuple):
    """How likely an item holds a decision type, and the clause that tells so most."""

    value: Decision
    score: float
    asked: Asked


class Hearer(Protocol):
    """A model beside the rules: the linear one of this module, or one that reads text."""

    def hear(self, one: ItemText) -> list[Heard]:
        """Return each label with the clause that speaks for it most, the likeliest first."""

    def contributions(self, asked: Asked, decision: Decision) -> Iterator[Contribution]:
        """Yield what each word of a clause adds to the score of a decision type."""


class DecisionModel(NamedTuple):
    """The numbers of a trained model.

    ``calibration`` maps "headed" and "running" to the slope and the offset by which a clause's
    logit becomes that of the item (Platt 1999).
    """

    labels: tuple[Decision, ...]
    blocks: tuple[Block, ...]
    bias: Floats  # (labels,)
    calibration: Mapping[str, tuple[float, float]]

    def logits(self, asked: Asked) -> Floats:
        """Return a clause's score for each of ``labels``, before calibration."""
        scores: Floats = self.bias.copy()
        for block in self.blocks:
            columns, values = weigh(block, [term.text for term in terms_of(asked, block.name)])
            if columns:
                scores += values @ block.weights[columns]
        return scores

    def hear(self, one: ItemText) -> list[Heard]:
        """Return each label with the clause that speaks for it most, the likeliest first."""
        clauses = asked_clauses(one)
        if not clauses:
            return []
        slope, offset = self.calibration["headed" if clauses[0].headed else "running"]
        logits = np.array([self.logits(asked) for asked in clauses])
        for row, asked in zip(logits, clauses, strict=True):
            if reads_otherwise(asked):
                row[self.labels.index(Decision.GODKENDT)] = _NEVER
        best = logits.argmax(axis=0)
        scores = 1 / (1 + np.exp(-(slope * logits.max(axis=0) + offset)))
        heard = map(Heard, self.labels, scores.tolist(), [clauses[at] for at in best])
        return sorted(heard, key=lambda one: -one.score)

    def contributions(self, asked: Asked, decision: Decision) -> Iterator[Contribution]:
        """Yield what made a clause's score for a decision type; their sum is the score.

        What no word of the clause gave (its place, what stands before it) has no span.
        """
        label = self.labels.index(decision)
        yield Contribution(None, float(self.bias[label]))
        for block in self.blocks:
            terms = terms_of(asked, block.name)
            columns, values = weigh(block, [term.text for term in terms])
            made = dict(zip(columns, values * block.weights[columns, label], strict=True))
            times = Counter(term.text for term in terms)
            for term in terms:
                column = block.columns.get(term.text)
                if column is not None:
                    span = asked.span(term.start, term.end) if term.start < term.end else None
                    yield Contribution(span, float(made[column]) / times[term.text])


class DecisionClassifier:
    """Rules and model as one classifier: it always answers, if with "ingen_beslutning"."""

    def __init__(self, model: Hearer, thresholds: Thresholds, *, explain: bool = True) -> None:
        self.model = model
        self.thresholds = thresholds
        self._explain = explain

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Decision], ...]]:
        """Return each item's decisions in the order of the text."""
        return [self._decide(one) for one in items]

    def _decide(self, one: ItemText) -> tuple[Label[Decision], ...]:
        ruled, _ = read_decision(one.item, one.text, body=one.body)
        if is_silent(ruled):
            heard = self.model.hear(one)
            return self._speak(heard) or _with_runner_up(ruled, heard)
        if min(label.score for label in ruled) >= self.thresholds.rule_from:
            return ruled
        return self._weigh(ruled, self.model.hear(one))

    def _speak(self, heard: Sequence[Heard]) -> tuple[Label[Decision], ...]:
        """Return the model's labels, none if it isn't sure of the first."""
        if not heard or heard[0].score < self.thresholds.speak_from:
            return ()
        also = [one for one in heard[1:] if one.score >= self.thresholds.also_from]
        chosen = sorted([heard[0], *also], key=lambda one: one.asked.place)
        rest = [one for one in heard if one not in chosen]
        second = RunnerUp(rest[0].value, rest[0].score) if rest else None
        return tuple(self._label(one, second) for one in chosen)

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
    blocks = []
    start = 0
    for name in BLOCKS:
        terms = values["terms"][name].split("\n")
        idf = np.asarray(values["idf"][name], dtype=np.float32)
        share = weights[start : start + len(terms)]
        if len(idf) != len(terms) or share.shape != (len(terms), len(labels)):
            raise ValueError(name)
        columns = {term: column for column, term in enumerate(terms)}
        blocks.append(Block(name, columns, idf, 1.0, share))
        start += len(terms)
    if bias.shape != (len(labels),) or start != len(weights):
        raise ValueError(FILE)
    calibration = {
        how: (float(values["calibration"][how][0]), float(values["calibration"][how][1]))
        for how in ("headed", "running")
    }
    return DecisionModel(labels, tuple(blocks), bias, calibration)


def reads_otherwise(asked: Asked) -> bool:
    """Tell whether a rule has read another decision than "godkendt" in a clause.

    A model's "godkendt" is not believed there.
    """
    read = {rule.label for rule, _, _ in match_rules(asked.clause.text)} - {None, Decision.ANDET}
    return bool(read) and Decision.GODKENDT not in read


def _with_runner_up(
    ruled: tuple[Label[Decision], ...], heard: Sequence[Heard]
) -> tuple[Label[Decision], ...]:
    if not heard:
        return ruled
    second = RunnerUp(heard[0].value, heard[0].score)
    return tuple(
        label if label.value is second.value else replace(label, runner_up=second)
        for label in ruled
    )


def _shared(
    label: Label[Decision], score: float, other: RunnerUp[Decision] | None
) -> Label[Decision]:
    """Return a rule's label with what the model makes of it."""
    if score >= label.score:
        return replace(label, score=score)
    return replace(label, score=(label.score + score) / 2, runner_up=other)
