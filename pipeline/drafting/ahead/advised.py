"""On whose yes a step hangs that a body only recommends: "hvis Byrådet siger ja"."""

from __future__ import annotations

import re

from pipeline.drafting.case import Case
from pipeline.labels import Decision

_ADVISES = re.compile(r"\b(?:anbefale|indstille)\w*\b(?=.*\bat )")


def if_agreed(case: Case, said: str, line: str) -> str:
    """Return the line of a step that *said* tells under "at", with whose yes it hangs on."""
    advised = Decision.ANBEFALES in case.labelled.outcomes
    if not advised or case.next_body is None or not _ADVISES.search(said):
        return line
    return f"{line.rstrip('.')}, hvis {case.next_body} siger ja."
