"""A decision with its proviso, "Anbefales, dog med en kortere frist", said in one breath.

The bare outcome takes its words from the recommendation; what follows the comma stands as printed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.danish.nouns import calm, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.certain import is_changed
from pipeline.drafting.compress import count_words
from pipeline.drafting.halves import stand_alone
from pipeline.drafting.names import HIDDEN, hide_names
from pipeline.drafting.wording import plain_words
from pipeline.records import Span

_BARE = (
    r"(?:(?:indstillingen|forslaget|sagen) )?(?:blev |er |bliver )?(?:enstemmigt )?"
    r"(?:følges|fulgt|godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|vedtages|anbefalet|anbefales|"
    r"imødekommet)(?: enstemmigt)?(?: som indstillet)?"
    r"(?: (?:til|over ?for) (?:[A-ZÆØÅ][\w-]+(?: og |, )?)+)?"
)
_PROVISO = re.compile(
    rf"{_BARE}(?P<rest>, (?P<word>idet|dog|men|da|hvis|så) (?!at\b).+|"
    r" med (?:den |de |følgende )?(?:tilføjelse|bemærkning|ændring)(?:en|er)?(?: om)?, at .+)$",
    re.IGNORECASE,
)


class Proviso(NamedTuple):
    """What follows the outcome: in the same sentence, and in one of its own ("" for none)."""

    span: Span
    joined: str
    apart: str


def read_proviso(case: Case) -> Proviso | None:
    """Return what the decision sentence adds to a bare outcome; None where it is not just that."""
    spans = [span for span in case.decision if case.has_evidence(span)]
    if len(spans) != 1:
        return None
    printed = calm(re.sub(r"\s+", " ", spans[0].of(case.minutes.text)).strip()).rstrip(".")
    match = _PROVISO.match(printed)
    rest = plain_words(match["rest"], case.meeting) if match else None
    if match is None or not rest or HIDDEN in hide_names(rest, case.minutes.participants):
        return None
    rest = f", {rest.lstrip(' ,')}" if match["word"] else f" {rest.strip()}"
    if match["word"] and match["word"].lower() == "idet" and not is_changed(rest):
        alone = stand_alone(rest.removeprefix(", idet "))
        if alone and count_words(rest) > 6:
            return Proviso(spans[0], "", f"{upper_first(alone.rstrip('.'))}.")
    return Proviso(spans[0], rest, "")
