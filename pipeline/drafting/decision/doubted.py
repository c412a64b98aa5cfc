"""Whether a frame may say what was decided, where no rule but a classifier read it.

What it read may stand in anybody's mouth; then the decision is told in its own words.
"""

from __future__ import annotations

import re

from pipeline.danish.numerals import NUMERALS, in_digits
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import DOUBTFUL
from pipeline.labels import Decision, SectionKind

# Below this score a classifier's yes or no is no ground for saying that a body said so.
SURE = 0.8


def is_unsure(case: Case) -> bool:
    """Tell whether no rule, but a classifier that doubts, read what was decided, or a weak one."""
    labels = [one for one in case.labelled.decisions if one.value is not Decision.INGEN_BESLUTNING]
    otherwise = _counts_otherwise(case)
    doubted = any(
        one.by == "model" and (otherwise or one.score < _sure_of(case, one.value)) for one in labels
    )
    weak = bool(labels) and all(one.score < DOUBTFUL for one in labels)
    return doubted or weak or _refuses_a_rest(case)


def _sure_of(case: Case, value: Decision) -> float:
    """Return the score from which a type that a classifier read may be told by a frame.

    A yes or no that no heading leads may stand in anybody's mouth: "medmindre den ansatte siger
    nej".
    """
    item, text = case.labelled.item, case.minutes.text
    parts = tuple(item.parts(SectionKind.BESLUTNING))
    headed = any(not _UNLED.match(part.heading.of(text)) for part in parts)
    if headed or value not in YES_OR_NO:
        return SURE
    return _SURE_UNLED if parts or case.in_prose else _NEVER


YES_OR_NO = frozenset({Decision.GODKENDT, Decision.AFVIST})
_SURE_UNLED, _NEVER = 0.97, 2.0
# "Svar: " is no heading: it tells nothing of what kind of answer that is.
_UNLED = re.compile(r"$|Sv")


def _refuses_a_rest(case: Case) -> bool:
    """Tell whether all that was read as a no is what a yes leaves out: "…, men ikke for Fjord"."""
    kinds = case.labelled.outcomes
    spans = [span for label in case.labelled.decisions for span in label.evidence]
    text = case.minutes.text
    return kinds == {Decision.AFVIST} and all(
        _REST.match(span.of(text)) and _BUT.search(text[: span.start]) for span in spans
    )


_REST = re.compile(r"ikke (?:for|til|ved|i|på|hos|hvad angår)\b", re.IGNORECASE)
_BUT = re.compile(r",? (?:men|dog|og)\s+$")


def _counts_otherwise(case: Case) -> bool:
    """Tell whether a decision has none of the numbers that were asked for, but others.

    "Der købes tre." is no yes to five robots.
    """
    asked = case.asked
    old, new = (
        {in_digits(one) for one in _NUMBER.findall(text)} for text in (asked, case.decision_text)
    )
    return bool(old and new) and not old & new


_NUMBER = re.compile(rf"\b(?:\d[\d.,]*(?<![.,])|{'|'.join(NUMERALS)})\b", re.IGNORECASE)
