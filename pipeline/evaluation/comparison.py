"""Two runs on the same items: how far apart they are, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation.answers import CLASSES, Answer, Task
from pipeline.evaluation.classes import label_figures
from pipeline.evaluation.figures import Estimate, Figure, Formula, estimate

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Array

_COMPARED = ("exact", "macro_f1", "micro_f1")


class Comparison(NamedTuple):
    """The second run against the first, on one task.

    ``differences`` are second minus first, with 95 % intervals by bootstrap over meetings.
    ``gains`` are the keys of items that only the second run gets right, ``losses`` of those that
    only the first does, ``p`` the probability of a split as uneven as that by chance. ``unshared``
    counts items that only one run has, or that were labelled otherwise in between: they are left
    out.
    """

    task: Task
    items: int
    unshared: int
    first: Mapping[str, Estimate]
    second: Mapping[str, Estimate]
    differences: Mapping[str, Estimate]
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    p: float


Answers = Mapping[tuple[str, Task], Sequence[Answer]]


def compare_shared(first: Answers, second: Answers) -> dict[str, tuple[Comparison, ...]]:
    """Return by part how a second run differs from a first, for the parts that both have."""
    found: dict[str, list[Comparison]] = {}
    for (part, task), answers in second.items():
        if (part, task) in first:
            found.setdefault(part, []).append(compare_answers(task, first[part, task], answers))
    return {part: tuple(comparisons) for part, comparisons in found.items()}


def compare_answers(task: Task, first: Sequence[Answer], second: Sequence[Answer]) -> Comparison:
    """Return how a second run differs from a first one on the same task."""
    before = {one.key: one for one in first if one.gold}
    after = {one.key: one for one in second if one.gold}
    shared = {
        key for key in before.keys() & after.keys() if set(before[key].gold) == set(after[key].gold)
    }
    unshared = len(before.keys() | after.keys()) - len(shared)
    sides = [[one for one in run if not one.gold or one.key in shared] for run in (first, second)]
    groups = sorted({before[key].group for key in shared})
    figures = [_figures(task, side) for side in sides]
    gains = tuple(key for key in after if key in shared and _only(after[key], before[key]))
    losses = tuple(key for key in before if key in shared and _only(before[key], after[key]))
    return Comparison(
        task,
        len(shared),
        unshared,
        estimate(figures[0], groups),
        estimate(figures[1], groups),
        estimate([_difference(*pair) for pair in zip(*figures, strict=True)], groups),
        gains,
        losses,
        mcnemar(len(gains), len(losses)),
    )


def mcnemar(gains: int, losses: int) -> float:
    """Return the p-value of McNemar's exact test: could a fair coin split the changes so?

    Source: Q. McNemar, "Note on the sampling error of the difference between correlated
    proportions or percentages", Psychometrika 12 (1947); the exact form is a binomial test.

    >>> mcnemar(0, 0), mcnemar(6, 0), mcnemar(5, 5)
    (1.0, 0.03125, 1.0)
    """
    from scipy.stats import binomtest

    if gains + losses == 0:
        return 1.0
    return float(binomtest(gains, gains + losses, 0.5).pvalue)


def _only(one: Answer, other: Answer) -> bool:
    return one.right and not other.right


def _figures(task: Task, answers: Iterable[Answer]) -> list[Figure]:
    wanted = {f"{task}.{name}" for name in _COMPARED}
    figures = label_figures(task, list(answers), CLASSES[task])
    return [figure for figure in figures if figure.name in wanted]


def _difference(first: Figure, second: Figure) -> Figure:
    """Return the difference of two figures as a figure: the same meetings are drawn for both."""
    width = len(next(iter((first.rows or second.rows).values()), ()))
    none = (0.0,) * width
    rows = {
        group: (*first.rows.get(group, none), *second.rows.get(group, none))
        for group in first.rows.keys() | second.rows.keys()
    }
    return Figure(first.name, rows, _minus(first.formula, width))


def _minus(formula: Formula, width: int) -> Formula:
    def difference(sums: Array) -> Array:
        found: Array = formula(sums[..., width:]) - formula(sums[..., :width])
        return found

    return difference
