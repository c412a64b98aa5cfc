"""What "Økonomiudvalgets indstilling tiltrådt" says yes to: what that body recommended."""

from __future__ import annotations

import re

from pipeline.danish.bodies import same_body
from pipeline.danish.other_bodies import decided_elsewhere
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import agreed_with
from pipeline.drafting.decision.dissent import is_apart
from pipeline.drafting.decision.numbers import points_by_label, read_part, units, with_figures
from pipeline.drafting.decision.proposals import Proposal


def as_recommended(case: Case) -> tuple[Proposal, ...] | None:
    """Return the points that the body agreed with has recommended as they stood.

    None where its words are not printed, or say anything else.
    """
    text, whose = case.minutes.text, agreed_with(case)
    printed = decided_elsewhere(text, case.labelled.item.sections)
    theirs = [one.section.body for one in printed if whose and same_body(one.body, whose)]
    if not theirs:
        return None
    by_label = points_by_label(case)
    kept: list[Proposal] = []
    for span in units(case, split_sentences(theirs[-1].of(text), theirs[-1].start)):
        words = with_figures(case.printed(span))
        part = read_part(words, span, by_label)
        if _WHOLE.fullmatch(words):
            kept += case.proposals
        elif part and not part.rest and part.outcome in _TOLD:
            kept += part.points if part.outcome in _YES else ()
        elif not is_apart(words):
            return None
    return tuple(point for point in case.proposals if point in kept)


_YES = ("advise", "yes")
_TOLD = (*_YES, "out", "advise_not", "no")
_WHOLE = re.compile(
    r"(?:(?:\w+s )?(?:indstilling|forslag|plan|budget)\w* )?(?:blev |er )?"
    r"(?:(?:indstilles|anbefales|indstillet|anbefalet)(?: til [\wæøå]+s? ?(?:godkendelse)?)?"
    r"(?: (?:godkendt|vedtaget|tiltrådt|fulgt))?|tiltrådt|godkendt)\W*",
    re.IGNORECASE,
)
