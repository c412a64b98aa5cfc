"""What "det" of a decision stands for: the case, or what somebody is to bring first.

"Socialchefen laver et forslag. Det tages op den 9. april" has the proposal on the table then.
"""

from __future__ import annotations

import re

from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.records import Span


def is_of_another(case: Case, source: Span) -> bool:
    """Tell whether the sentence before *source* has somebody make what "det" in *source* is."""
    before = [span for span in case.decision if span.end <= source.start]
    if not before:
        return False
    printed = case.printed(before[-1])
    own = printed.startswith(case.body) or _OF_THE_CASE.match(printed)
    makes = _MAKES.search(printed) and has_finite(printed)
    return bool(makes) and not own


_OF_THE_CASE = re.compile(r"(?:Sagen|Punktet|Emnet|Spørgsmålet|Det|Den|Forslaget|Udkastet|Vi)\b")
_MAKES = re.compile(
    r"\b(?:laver|skriver|kommer (?:med|tilbage med)|udarbejder|beskriver|samler|regner på|tegner|"
    r"fremlægger|forbereder|undersøger|opgør)\b"
)
