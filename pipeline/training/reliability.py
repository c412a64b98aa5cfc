"""Whether scores are what they say: of those of 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable

BINS = 10


def bin_of(score: float) -> int:
    """Return which tenth a score lies in; 1 is in the last.

    >>> bin_of(0.0), bin_of(0.1), bin_of(0.99), bin_of(1.0)
    (0, 1, 9, 9)
    """
    return min(BINS - 1, max(0, int(score * BINS)))


def calibration_error(answers: Iterable[tuple[float, bool]]) -> float:
    """Return the expected calibration error of scores and whether they are right; 0 of none.

    Σ_b n_b / n · |accuracy_b - score_b| over ten bins of equal width.

    Source: C. Guo, G. Pleiss, Y. Sun and K. Weinberger, "On Calibration of Modern Neural
    Networks", ICML 2017.

    >>> round(calibration_error([(0.9, True), (0.9, False), (0.2, False)]), 4)
    0.3333
    """
    gaps, count = [0.0] * BINS, 0
    for score, right in answers:
        gaps[bin_of(score)] += right - score
        count += 1
    return sum(map(abs, gaps)) / max(count, 1)
