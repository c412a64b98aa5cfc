"""Who was elected or appointed, told by role: a post names nobody."""

from __future__ import annotations

import re

from pipeline.danish.nouns import lower_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.drafting.names import hide_names
from pipeline.drafting.points import words_of
from pipeline.drafting.turned import Turned

_CHOSE = re.compile(
    r"(?P<who>[^.;:]+?) (?:blev |er |bliver )?(?P<verb>udpeg|v[aæ]lg)\w*(?P<rest>[^.;:]*)\.?$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b[a-zæøå-]*(?:chef|leder|direktør|koordinator|konsulent|formand|inspektør|repræsentant|"
    r"sekretær|mester|rektor|provst)(?:e?n)?\b"
)
# A name that was not found to be one, or a proposal.
_STRANGE = re.compile(r"(?<!^)\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+|\bforeslå|\bstemme")


def chosen_by_role(case: Case) -> Turned | None:
    """Say who was chosen by their roles, "[navn]" for a person; None where no role is named."""
    for span in case.decision:
        match = _CHOSE.match(re.sub(r"\s+", " ", span.of(case.minutes.text)).strip())
        if match is None or case.is_aside(span) or has_finite(match["who"]):
            continue
        verb = "udpegede" if match["verb"].lower() == "udpeg" else "valgte"
        told = hide_names(f"{match['who']}{match['rest']}", case.minutes.participants)
        if _ROLE.search(told) and not _STRANGE.search(told):
            opens = lower_first(told) if _ROLE.match(lower_first(told)) else told
            return Turned(f"{verb} {words_of(case, opens)}", span)
    return None
