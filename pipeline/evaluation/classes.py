"""Precision, recall and F1 of labels, class by class and together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.evaluation.answers import Answer
from pipeline.evaluation.figures import (
    Figure,
    f1,
    macro_f1,
    micro_f1,
    precision,
    recall,
    share,
    summed,
)


class ClassScore(NamedTuple):
    """How one class fares. ``support`` is how many items have it, ``said`` how many were given it.

    A share of nothing is None.
    """

    label: str
    support: int
    said: int
    precision: float | None
    recall: float | None
    f1: float | None


def label_figures(name: str, answers: Sequence[Answer], classes: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures of one task, named ``name.macro_f1`` and so on.

    Items that were not found count as missed labels, and labels of items that aren't there as
    wrong ones. ``exact`` is the share of the items with exactly the right labels (for one label an
    item: accuracy), ``silent`` of those wrongly said to have none, ``missing`` of those not found.
    """
    rows = summed(
        (one.group, [count for label in classes for count in _hit(one, label)]) for one in answers
    )
    yield Figure(f"{name}.macro_f1", rows, macro_f1)
    yield Figure(f"{name}.micro_f1", rows, micro_f1)
    there = [one for one in answers if one.gold]

    def of_items(holds: Callable[[Answer], bool]) -> dict[str, list[float]]:
        return summed((one.group, (float(holds(one)), 1)) for one in there)

    yield Figure(f"{name}.exact", of_items(lambda one: one.right), share)
    yield Figure(f"{name}.silent", of_items(lambda one: one.silent and not one.right), share)
    yield Figure(f"{name}.missing", of_items(lambda one: not one.said), share)


def top3_figure(name: str, answers: Iterable[Answer]) -> Figure:
    """Return the share of the items whose one label is among the first three named."""
    rows = ((one.group, (float(one.gold[0] in one.ranking[:3]), 1)) for one in answers if one.gold)
    return Figure(f"{name}.top3", summed(rows), share)


def class_figures(name: str, answers: Iterable[Answer], classes: Sequence[str]) -> Iterator[Figure]:
    """Yield precision, recall and F1 of each class: ``name.f1.godkendt`` and so on."""
    answers = list(answers)
    for label in classes:
        rows = summed((one.group, _hit(one, label)) for one in answers)
        for measure in (precision, recall, f1):
            yield Figure(f"{name}.{measure.__name__}.{label}", rows, measure)


def class_scores(answers: Sequence[Answer], classes: Sequence[str]) -> tuple[ClassScore, ...]:
    """Return how each class fares.

    >>> one = Answer("a#0", "a", ("udsat",), ("udsat", "andet"), (), ())
    >>> [(*score[:3], score.f1) for score in class_scores([one], ["udsat", "andet", "afvist"])]
    [('udsat', 1, 1, 1.0), ('andet', 0, 1, 0.0), ('afvist', 0, 0, None)]
    """
    return tuple(_score(label, answers) for label in classes)


def confusion(answers: Iterable[Answer], classes: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return how often each class (rows) was called each (columns); the last one: not found.

    Only of tasks with one label an item.
    """
    counts = Counter((one.gold[0], one.said[0] if one.said else "") for one in answers if one.gold)
    return tuple(tuple(counts[gold, said] for said in (*classes, "")) for gold in classes)


def _hit(answer: Answer, label: str) -> tuple[int, int, int]:
    there, said = label in answer.gold, label in answer.said
    return (there and said, said and not there, there and not said)


def _score(label: str, answers: Iterable[Answer]) -> ClassScore:
    right, wrong, missed = (
        sum(col) for col in zip(*(_hit(a, label) for a in answers), strict=True)
    )
    said, support = right + wrong, right + missed
    return ClassScore(
        label,
        support,
        said,
        right / said if said else None,
        right / support if support else None,
        2 * right / (said + support) if said + support else None,
    )
