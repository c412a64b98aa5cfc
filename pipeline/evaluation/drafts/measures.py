"""What is measured: one row for each measure, with its criterion, its formula and its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.evaluation.figures import Formula, share

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Array

Side = Literal["at_least", "at_most"]


class Measure(NamedTuple):
    """A measure of the rubric.

    ``criterion`` is its number in the rubric, 0 where it only serves to compare runs. ``target``
    is what issue or rubric ask for, None where they ask for nothing.
    """

    name: str
    criterion: int
    says: str
    side: Side
    target: float | None
    digits: int = 3
    formula: Formula = share


class Count(NamedTuple):
    """What one text adds to one measure: the numbers that its formula takes sums of."""

    measure: str
    numbers: tuple[float, ...]


def counted(measure: str, hits: float, cases: float = 1) -> Count:
    """Return a count of hits among cases."""
    return Count(measure, (float(hits), float(cases)))


def lix_of(sums: Array) -> Array:
    """Return LIX of sums (words, sentences, long words); see ``pipeline.danish.readability``.

    >>> import numpy
    >>> float(lix_of(numpy.array([20.0, 2.0, 5.0])))
    35.0
    """
    found: Array = share(sums[..., 0:2]) + 100 * share(sums[..., [2, 0]])
    return found


def per_500(sums: Array) -> Array:
    """Return how many there are in 500 words, of sums (found, words)."""
    found: Array = 500 * share(sums)
    return found


GATES = ("facts", "names", "stage", "hedges", "closed", "personal", "coverage")

MEASURES = (
    Measure("facts", 1, "numbers, dates and amounts as in the item", "at_least", 1.0),
    Measure("names", 2, "bodies, organisations, places as in the item", "at_least", 1.0),
    Measure("stage", 3, "stage, body and next body as the labels have them", "at_least", 1.0),
    Measure("types", 3, "decision types exactly as labelled", "at_least", 0.98),
    Measure("hedges", 4, "hedges, negation, conditions kept", "at_least", 1.0),
    Measure("closed", 5, "nothing of a closed item", "at_least", 1.0),
    Measure("personal", 6, "no personal data", "at_least", 1.0),
    Measure("coverage", 7, "each open item that is no routine told once", "at_least", 1.0),
    Measure("logged", 7, "each item left out has a reason", "at_least", 1.0),
    Measure("must", 8, "nuggets a text must have", "at_least", 0.85),
    Measure("may", 8, "nuggets a text may have", "at_least", 0.30),
    Measure("traps", 8, "traps fallen into, as far as a program can tell", "at_most", 0.0),
    Measure("next_step", 9, "who and when comes next", "at_least", 0.95),
    Measure("lix", 10, "LIX", "at_most", 48, 1, lix_of),
    Measure("lix_adjusted", 10, "LIX without names", "at_most", 42, 1, lix_of),
    Measure("easier", 10, "items with LIX below their own prose", "at_least", 0.80),
    Measure("sentence_mean", 11, "words a sentence (10 to 17)", "at_most", 17, 1),
    Measure("sentence_over", 11, "sentences of more than 25 words", "at_most", 0.0),
    Measure("active", 12, "active main clauses", "at_least", 0.80),
    Measure(
        "officialese", 12, "officialese and abbreviations in 500 words", "at_most", 0.0, 2, per_500
    ),
    Measure("unexplained", 12, "hard words not explained, external version", "at_most", 0.0),
    Measure(
        "faults", 13, "faults of language in 500 words, found by rule", "at_most", 1.0, 2, per_500
    ),
    Measure("length", 14, "texts within their budget of words", "at_least", 1.0),
    Measure("tau", 14, "Kendall's tau against the order of a person", "at_least", 0.7),
    Measure("top", 14, "the right item on top", "at_least", 1.0),
    Measure("repeats", 14, "sentences that repeat another", "at_most", 0.0),
    Measure("openings", 14, "third sentence in a row that begins alike", "at_most", 0.0),
    Measure("copied", 14, "8-word runs copied from the case", "at_most", 0.20),
    Measure("access", 14, "posts with one heading and real lists", "at_least", 1.0),
    Measure("routine", 14, "routine items left out", "at_least", 1.0),
    Measure("red", 0, "items with a red flag of any kind", "at_most", 0.0),
    Measure("chrf", 0, "chrF++ against the nearest reference", "at_least", None, 1),
    Measure("edit", 0, "share of words to edit to the nearest reference", "at_most", None),
    Measure("post_chrf", 0, "chrF++ of the whole post", "at_least", None, 1),
    Measure("post_edit", 0, "share of words to edit in the whole post", "at_most", None),
    Measure("words", 0, "words an item", "at_most", None, 1),
    Measure("post_words", 0, "words a post", "at_most", None, 0),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def met(measure: Measure, value: float) -> bool | None:
    """Tell whether a value reaches the target; None where there is none.

    >>> met(BY_NAME["must"], 0.9), met(BY_NAME["lix"], 50.0), met(BY_NAME["chrf"], 3.0)
    (True, False, None)
    >>> met(BY_NAME["sentence_mean"], 8.0)
    False
    """
    if measure.target is None:
        return None
    if measure.name == "sentence_mean" and value < 10:
        return False
    if measure.side == "at_least":
        return value >= measure.target - 1e-9
    return value <= measure.target + 1e-9


def total(counts: Iterable[Count]) -> dict[str, Sequence[float]]:
    """Add up counts by measure.

    >>> total([counted("must", 2, 3), counted("must", 1, 1)])
    {'must': [3.0, 4.0]}
    """
    sums: dict[str, list[float]] = {}
    for one in counts:
        so_far = sums.setdefault(one.measure, [0.0] * len(one.numbers))
        for index, number in enumerate(one.numbers):
            so_far[index] += number
    return dict(sums)
