"""Rules and a model as one classifier of decisions: which of them is believed, and from where.

Rules say why; the model is asked where they are silent or unsure, and told of what it must not add.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from pipeline.labelling.approval import has_yielded
from pipeline.labelling.contributions import Contribution, evidence
from pipeline.labelling.decision_terms import Asked
from pipeline.labelling.decisions import read_item
from pipeline.labelling.item_text import ItemText
from pipeline.labels import Decision
from pipeline.records import Label, RunnerUp, Span

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
