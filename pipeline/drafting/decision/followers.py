"""What joins something that the post has not told: "Liste B tilsluttede sig dette".

Told right behind the decision, it would join that instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.drafting.case import Case
from pipeline.records import Sentence, Span


def without_followers(case: Case, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Leave out what points to the sentence before it in the minutes, where that isn't told.

    Args:
        case: The case.
        said: What a post says of its decision.
    """
    told: list[Sentence] = []
    for one in said:
        span = next((span for span in case.decision if _is_of(one, span)), None)
        if span is None or not points_back(case.printed(span)) or _before(case, span, told):
            told.append(one)
    return tuple(told) or tuple(said)


def points_back(printed: str) -> bool:
    """Tell whether a sentence of a decision joins, or answers, the one before it.

    >>> points_back("Liste B tilsluttede sig dette."), points_back("Det samme gjorde liste C.")
    (True, True)
    >>> points_back("Det var der ikke flertal for."), points_back("Det indstilles, at alle hører.")
    (True, False)
    """
    return _POINTS.search(printed) is not None


_POINTS = re.compile(
    r"^(?:Det samme|Dette|Heri|Hertil|Denne|Disse) (?!møde|måned|år)|"
    r"^Det (?:kunne|kan|ville|vil|var|fik|støttede|tilsluttede|bakkede) (?!.*\bat\b)|"
    r"\b(?:tilslutte[rd]?e? sig|støtte[rd]?e?|enige?t? (?:i|med)|op om|deler|delte) "
    r"(?:dette|det|den|denne|heri|hertil)\W*$|"
    r"\b(?:enige?t? (?:heri|hermed)|tilslutte[rd]?e? sig hertil)\W*$"
)


def _is_of(one: Sentence, span: Span) -> bool:
    return any(span.start <= source.start and source.end <= span.end for source in one.sources)


def _before(case: Case, span: Span, told: Sequence[Sentence]) -> bool:
    """Tell whether the sentence before *span* is told, or there is none."""
    earlier = [other for other in case.decision if other.end <= span.start]
    return not earlier or any(
        earlier[-1].overlaps(source) for one in told for source in one.sources
    )
