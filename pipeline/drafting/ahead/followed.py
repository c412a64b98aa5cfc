"""Was all that was recommended agreed to, so that the times which it names are those that hold?"""

from __future__ import annotations

import re

from pipeline.danish.amounts import find_amounts
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import sets_another_day
from pipeline.drafting.decision.certain import is_changed, is_of_part
from pipeline.labels import Decision


def is_followed(case: Case) -> bool:
    """Tell whether all that was recommended was agreed to as it stood."""
    values = case.labelled.outcomes
    changed = case.passages("amendment", "reservation")
    # "Godkendt. Fristen forlænges dog til 12 måneder."
    text = case.decision_text
    if changed or is_changed(text) or _UNLIKE.search(text) or _has_other_sums(case):
        return False
    if sets_another_day(case.proposals, text):
        return False
    return values == {Decision.GODKENDT} and not is_of_part(case)


# "Ja til en udvidelse, men til 40 medarbejdere": what was recommended is no step as it stands.
_UNLIKE = re.compile(
    r"\b(?:men|dog|kun|i stedet|rykkes|skubbes|venter|afventer|undtagen|bortset|nej|først)\b|"
    r"(?:^|[.:] )ikke\b",
    re.IGNORECASE,
)


def _has_other_sums(case: Case) -> bool:
    """Tell whether the decision has a number that the recommendation has another for."""
    decided = {(one.unit, one.value) for one in find_amounts(case.decision_text)}
    asked = {
        (one.unit, one.value) for point in case.proposals for one in find_amounts(point.clause)
    }
    units = {unit for unit, _ in asked}
    return any(unit in units and (unit, value) not in asked for unit, value in decided)
