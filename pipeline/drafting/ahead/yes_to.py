"""A yes in the present that names a time: of what was agreed to, and never of the yes.

"Udvalget giver grønt lys til ti biler i 2026": the yes was given at the meeting.
"""

from __future__ import annotations

import re

from pipeline.danish.nouns import upper_first
from pipeline.drafting.case import Case


def agreed_to(case: Case, statement: str) -> str:
    """Return what a body agreed to, where that has the time: "reglerne, som gælder fra maj"."""
    yes = says_yes(case, statement)
    what = statement[yes.end() :] if yes else ""
    return upper_first(what) if _STARTS.search(what) else statement


def says_yes(case: Case, statement: str) -> re.Match[str] | None:
    """Find who agreed to what; a yes to ten bikes in 2026 was given at once, and is no step."""
    who = rf"(?:{re.escape(case.body)}|Den|Det|Udvalget|Rådet)"
    return re.match(rf"{who} {_YES}", statement)


_YES = (
    r"(?:(?:er (?:helt )?(?:med på|enige? i)|støtter|godkender|tiltræder|følger|anerkender|"
    r"(?:bakker|slutter) op om|tilslutter sig|går ind for|stiller sig bag) |"
    r"(?:giver|siger) (?:grønt lys|lov|ja|god)(?: til| for) )"
)
_STARTS = re.compile(r", (?:som|der) (?:gælder|træder|begynder|starter|åbner|lukker|ophører) ")
