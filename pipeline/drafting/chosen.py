"""Who was elected or appointed, told by role: a post names nobody."""

from __future__ import annotations

import re

from pipeline.danish.nouns import lower_first
from pipeline.danish.numerals import number_word
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.drafting.names import HIDDEN, hide_names
from pipeline.drafting.points import words_of
from pipeline.drafting.turned import Turned

_ACT = r"\b(?P<verb>udpeg|v[aæ]lg)\w*"
_CHOSE = (
    re.compile(
        rf"(?P<who>[^.;:]+?) (?:blev |er |bliver )?{_ACT}(?P<rest>[^.;:]*)\.?$", re.IGNORECASE
    ),
    re.compile(
        r"(?P<verb>Udpeg|Valg|Indstil)(?:et|t|let) (?:blev|er) (?P<who>[^;:]+?)(?P<rest>)\.?$"
    ),
    re.compile(
        rf"(?P<rest>(?:Til|I|Som) [^,.;:]+?) {_ACT}(?: hermed)? (?P<who>[^.;:]+)\.?$", re.IGNORECASE
    ),
)
_VERBS = {"udpeg": "udpegede", "indstil": "foreslog"}
_ROLE = re.compile(
    r"\b[a-zæøå-]*(?:chef|leder|direktør|koordinator|konsulent|formand|inspektør|repræsentant|"
    r"sekretær|mester|rektor|provst)(?:e?n)?\b"
)
# A name that was not found to be one, or a proposal.
_STRANGE = re.compile(r"(?<!^)\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+|\bforeslå|\bstemme")


def chosen_by_role(case: Case) -> Turned | None:
    """Say who was chosen by their roles, "[navn]" for a person; None where no role is named."""
    for span in case.decision:
        printed = re.sub(r"\s+", " ", span.of(case.minutes.text)).strip()
        match = next((found for one in reversed(_CHOSE) if (found := one.match(printed))), None)
        if match is None or case.is_aside(span) or has_finite(match["who"]):
            continue
        verb = _VERBS.get(match["verb"].lower(), "valgte")
        who = re.sub(r" \([^()]*\)", "", match["who"])
        rest = match["rest"].strip()
        rest = rest if rest.startswith(",") or not rest else f" {lower_first(rest)}"
        told = hide_names(f"{who}{rest}", case.minutes.participants)
        if verb == "foreslog" and told.count(HIDDEN) > 1:
            return Turned(f"foreslog {number_word(told.count(HIDDEN))} personer", span)
        if _ROLE.search(told) and not _STRANGE.search(told):
            opens = lower_first(told) if _ROLE.match(lower_first(told)) else told
            return Turned(f"{verb} {words_of(case, opens)}", span)
    return None
