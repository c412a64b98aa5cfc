"""Whether a score is what it says, and what it costs to keep silent below one.

A score of .8 should be right eight times in ten. And where the unsure are left to a person, the
rest should be right more often: risk against coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation.answers import Answer
from pipeline.evaluation.figures import FEWEST, Estimate, Figure, draws, interval, share, summed
from pipeline.training.reliability import BINS, bin_of

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Array


class Bin(NamedTuple):
    """The scores of one tenth: how many, their mean, and the share that is right."""

    low: float
    items: int
    score: float
    right: float


class Point(NamedTuple):
    """What is answered at scores of *threshold* and above: the share of items, and how well."""

    threshold: float
    coverage: float
    accuracy: float


def scored(answers: Iterable[Answer]) -> list[tuple[str, float, bool]]:
    """Return each label that was given with its meeting, its score and whether it is right.

    >>> from pipeline.labels import Decision
    >>> from pipeline.records import Label
    >>> labels = (Label(Decision.UDSAT, 0.9, "rule"), Label(Decision.ANDET, 0.4, "rule"))
    >>> scored([Answer("a#0", "a", ("udsat",), ("udsat", "andet"), (), labels)])
    [('a', 0.9, True), ('a', 0.4, False)]
    """
    return [
        (one.group, label.score, said in one.gold)
        for one in answers
        for said, label in zip(one.said, one.labels, strict=False)
    ]


def ece_figure(name: str, answers: Iterable[Answer]) -> Figure:
    """Return the expected calibration error as a figure: the mean gap of score and accuracy.

    Σ_b n_b / n · |accuracy_b - score_b| over ten bins of equal width.

    Source: C. Guo, G. Pleiss, Y. Sun and K. Weinberger, "On Calibration of Modern Neural
    Networks", ICML 2017.
    """
    rows = ((group, _bin_row(score, right)) for group, score, right in scored(answers))
    return Figure(f"{name}.ece", summed(rows), _ece)


def reliability(answers: Iterable[Answer]) -> tuple[Bin, ...]:
    """Return the bins that hold any scores, from the lowest."""
    sums = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for _, score, right in scored(answers):
        counts = sums[bin_of(score)]
        counts[0] += 1
        counts[1] += score
        counts[2] += right
    return tuple(
        Bin(index / BINS, int(count), score / count, right / count)
        for index, (count, score, right) in enumerate(sums)
        if count
    )


def risk_coverage(answers: Iterable[Answer]) -> tuple[Point, ...]:
    """Return how accuracy grows as the unsure are left out, from the surest item to all.

    Items that were not found can't be answered: they count in the coverage only. Items with the
    same score stand or fall together.

    Source: R. El-Yaniv and Y. Wiener, "On the Foundations of Noise-free Selective
    Classification", Journal of Machine Learning Research 11 (2010).
    """
    there = [one for one in answers if one.gold]
    surest = sorted((one for one in there if one.said), key=lambda one: -one.confidence)
    points: list[Point] = []
    right = 0
    for number, one in enumerate(surest, 1):
        right += one.right
        last = number == len(surest) or surest[number].confidence != one.confidence
        if last:
            points.append(Point(one.confidence, number / len(there), right / number))
    return tuple(points)


def accuracy_at(points: Sequence[Point], coverage: float) -> float | None:
    """Return the accuracy of the surest *coverage* of the items.

    Between two points the items of one score are taken in equal parts. None where so many were
    never answered.

    >>> points = [Point(0.9, 0.5, 1.0), Point(0.4, 1.0, 0.75)]
    >>> accuracy_at(points, 0.5), round(accuracy_at(points, 0.75), 4), accuracy_at(points, 1.0)
    (1.0, 0.8333, 0.75)
    """
    before = Point(1.0, 0.0, 1.0)
    for point in points:
        if point.coverage >= coverage:
            right_before = before.coverage * before.accuracy
            right = point.coverage * point.accuracy - right_before
            part = (coverage - before.coverage) / (point.coverage - before.coverage)
            return (right_before + part * right) / coverage
        before = point
    return None


def estimate_at(answers: Iterable[Answer], coverage: float) -> Estimate | None:
    """Return ``accuracy_at`` with its 95 % interval by bootstrap over meetings."""
    import numpy as np

    there = [one for one in answers if one.gold]
    value = accuracy_at(risk_coverage(there), coverage)
    if value is None:
        return None
    surest = sorted(there, key=lambda one: (not one.said, -one.confidence))
    groups = {name: index for index, name in enumerate(dict.fromkeys(a.group for a in there))}
    if len(groups) < FEWEST:
        return Estimate(value, None, None)
    weights = draws(len(groups))[:, [groups[one.group] for one in surest]]
    right = weights * np.array([one.right for one in surest])
    scores = np.array([one.confidence if one.said else -1.0 for one in surest])
    ends = np.append(scores[1:] != scores[:-1], True)  # items of one score stand together
    seen = np.pad(weights.cumsum(axis=1)[:, ends], ((0, 0), (1, 0)))
    hits = np.pad(right.cumsum(axis=1)[:, ends], ((0, 0), (1, 0)))
    wanted = coverage * seen[:, -1]
    drawn = [np.interp(*one) for one in zip(wanted, seen, hits, strict=True)] / wanted
    return Estimate(value, *interval(drawn))


def threshold_for(points: Sequence[Point], accuracy: float) -> Point | None:
    """Return the point that answers most while at least *accuracy* of the answers are right."""
    enough = [point for point in points if point.accuracy >= accuracy]
    return max(enough, key=lambda point: point.coverage, default=None)


def at_threshold(answers: Iterable[Answer], threshold: float) -> Point | None:
    """Return what is answered at a threshold chosen elsewhere; None where nothing is."""
    kept = [point for point in risk_coverage(answers) if point.threshold >= threshold]
    return kept[-1]._replace(threshold=threshold) if kept else None


def _bin_row(score: float, right: bool) -> list[float]:
    row = [0.0] * (3 * BINS)
    at = 3 * bin_of(score)
    row[at : at + 3] = 1.0, score, float(right)
    return row


def _ece(sums: Array) -> Array:
    import numpy as np

    bins = sums.reshape(*sums.shape[:-1], BINS, 3)
    gaps = np.abs(bins[..., 2] - bins[..., 1]).sum(axis=-1)
    return share(np.stack([gaps, bins[..., 0].sum(axis=-1)], axis=-1))
