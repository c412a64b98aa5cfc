"""What a yes is said to, where the decision names its own points.

"Godkendt, at boligen sættes i stand." takes no words from a recommendation that asked for more.
"""

from __future__ import annotations

import re

from pipeline.drafting.case import Case
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.drafting.decision.recommendation import addressee
from pipeline.labels import Decision

_OUTCOMES = {
    Decision.GODKENDT: r"godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|vedtages|bifaldt",
    Decision.ANBEFALES: r"anbefalet|anbefales|indstilles|indstillet",
}
# A proviso is told by itself.
_CLAUSE = r"(?P<to>(?: over for| til)? (?-i:[A-ZÆØÅ])[^,.;]{2,60}?)?,? at (?P<clause>.+?)"
_END = r"(?=,? (?:dog|idet|men|hvorefter|såfremt|under forudsætning)\b|\.?$)"
_POINTS = {
    one: re.compile(
        rf"(?:det (?:er |blev |bliver )?)?(?:{words}){_CLAUSE}{_END}", re.IGNORECASE | re.DOTALL
    )
    for one, words in _OUTCOMES.items()
}


def own_points(case: Case, decision: Decision) -> tuple[Proposal, ...]:
    """Return the points that the outcome itself names, () where it is bare or told otherwise.

    >>> match = _POINTS[Decision.GODKENDT].match("Godkendt, at boligen sælges, dog ikke i år.")
    >>> match["clause"], _POINTS[Decision.GODKENDT].match("Godkendt, således at det sker.")
    ('boligen sælges', None)
    """
    pattern = _POINTS.get(decision)
    if pattern is None:
        return ()
    text = case.minutes.text
    told = ((span, pattern.match(span.of(text).strip())) for span in case.decision)
    return tuple(
        parse_clause(" ".join(match["clause"].split()), span, addressee(match["to"] or ""))
        for span, match in told
        if match and case.has_evidence(span)
    )
