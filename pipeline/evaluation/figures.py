"""Figures as formulas of counts that add up over meetings.

Whatever is measured is counted meeting by meeting and computed from the sums. So any figure can be
computed of any set of meetings, and a bootstrap over meetings is one product of two matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

# Takes sums, shape (..., k), and gives one figure for each, shape (...); NaN where it has none.
Formula = Callable[["Array"], "Array"]
ROUNDS = 1000
FEWEST = 5  # meetings; draws from fewer say next to nothing of other meetings
_SEED = 20261122


class Figure(NamedTuple):
    """A figure: its counts, one row of k numbers a meeting, and the formula that takes their sums.

    Meetings without a row have nothing to count.
    """

    name: str
    rows: Mapping[str, Sequence[float]]
    formula: Formula


class Estimate(NamedTuple):
    """A figure with its 95 % interval; None where there are too few meetings for one."""

    value: float
    low: float | None
    high: float | None

    def rounded(self, digits: int) -> list[float | None]:
        """Return value, low and high as they are written."""
        return [None if one is None else round(one, digits) for one in self]


def share(sums: Array) -> Array:
    """Return hits / cases of sums (hits, cases).

    >>> import numpy
    >>> float(share(numpy.array([3.0, 4.0])))
    0.75
    """
    return _divide(sums[..., 0], sums[..., 1])


def precision(sums: Array) -> Array:
    """Return the share of what was said that is right, of sums (tp, fp, fn)."""
    return _divide(sums[..., 0], sums[..., 0] + sums[..., 1])


def recall(sums: Array) -> Array:
    """Return the share of what should be said that was, of sums (tp, fp, fn)."""
    return _divide(sums[..., 0], sums[..., 0] + sums[..., 2])


def f1(sums: Array) -> Array:
    """Return F1, the harmonic mean of precision and recall, of sums (tp, fp, fn).

    >>> import numpy
    >>> float(f1(numpy.array([2.0, 1.0, 1.0])))
    0.6666666666666666
    """
    return _divide(2 * sums[..., 0], 2 * sums[..., 0] + sums[..., 1] + sums[..., 2])


def macro_f1(sums: Array) -> Array:
    """Return the mean F1 of the classes, of sums (tp, fp, fn) of one class after another.

    A class that neither is there nor was said has no F1 and is left out, as scikit-learn does.
    """
    import numpy as np

    each = f1(sums.reshape(*sums.shape[:-1], -1, 3))
    there = ~np.isnan(each)
    return _divide(np.where(there, each, 0.0).sum(axis=-1), there.sum(axis=-1))


def micro_f1(sums: Array) -> Array:
    """Return the F1 of all classes taken together, of the same sums as ``macro_f1``."""
    return f1(sums.reshape(*sums.shape[:-1], -1, 3).sum(axis=-2))


def estimate(
    figures: Iterable[Figure], groups: Sequence[str], *, rounds: int = ROUNDS, seed: int = _SEED
) -> dict[str, Estimate]:
    """Return the figures with 95 % intervals by bootstrap over meetings.

    Each round draws as many meetings as there are, with replacement, the same ones for every
    figure. The interval is from the 2.5th to the 97.5th percentile of the rounds.

    Source: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13, the
    percentile interval; resampled by meeting, since items of one meeting resemble each other.

    Of fewer than ``FEWEST`` meetings there is no interval.

    Args:
        figures: What to compute. One that has no value (nothing to count) is left out.
        groups: The meetings, each once.
        rounds: How often to draw.
        seed: Of the draws, so that a second run gives the same.

    >>> rows = {"a": (1, 2), "b": (3, 3), "c": (0, 1), "d": (2, 2), "e": (1, 1)}
    >>> found = estimate([Figure("accuracy", rows, share)], list(rows))["accuracy"]
    >>> round(found.value, 3), found.low <= found.value <= found.high
    (0.778, True)
    """
    import numpy as np

    if not groups:
        return {}
    chosen = draws(len(groups), rounds, seed) if len(groups) >= FEWEST else None
    found = {}
    for figure in figures:
        if not figure.rows:
            continue
        counts = _matrix(figure, groups)
        value = float(figure.formula(counts.sum(axis=0)))
        if np.isnan(value):
            continue
        drawn = None if chosen is None else figure.formula(chosen @ counts)
        found[figure.name] = Estimate(value, *interval(drawn))
    return found


def draws(count: int, rounds: int = ROUNDS, seed: int = _SEED) -> Array:
    """Return how often each of *count* meetings is drawn in each round, shape (rounds, count)."""
    import numpy as np

    found: Array = np.random.default_rng(seed).multinomial(count, [1 / count] * count, size=rounds)
    return found


def interval(drawn: Array | None) -> tuple[float, float] | tuple[None, None]:
    """Return the 2.5th and the 97.5th percentile of what the rounds gave, NaN left out."""
    import numpy as np

    if drawn is None:
        return None, None
    low, high = np.percentile(drawn[~np.isnan(drawn)], [2.5, 97.5])
    return float(low), float(high)


def value_of(figure: Figure) -> float:
    """Return the plain value of a figure over all of its rows; NaN where it has none."""
    import numpy as np

    if not figure.rows:
        return float("nan")
    return float(figure.formula(np.array(list(figure.rows.values()), dtype=float).sum(axis=0)))


def summed(rows: Iterable[tuple[str, Sequence[float]]]) -> dict[str, list[float]]:
    """Return counts by meeting, added up.

    >>> summed([("a", (1, 2)), ("a", (0, 1)), ("b", (5, 5))])
    {'a': [1, 3], 'b': [5, 5]}
    """
    sums: dict[str, list[float]] = {}
    for group, row in rows:
        so_far = sums.setdefault(group, [0] * len(row))
        for index, count in enumerate(row):
            so_far[index] += count
    return sums


def _matrix(figure: Figure, groups: Sequence[str]) -> Array:
    import numpy as np

    width = len(next(iter(figure.rows.values())))
    none = (0.0,) * width
    return np.array([figure.rows.get(group, none) for group in groups], dtype=float)


def _divide(above: Array, below: Array) -> Array:
    """Divide, with NaN where there is nothing to divide by."""
    import numpy as np

    below = np.asarray(below, dtype=float)
    nothing = np.full(below.shape, np.nan)
    found: Array = np.divide(above, below, out=nothing, where=below > 0)
    return found
