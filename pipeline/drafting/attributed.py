"""What was proposed, told as a proposal: true whatever the decision made of it.

Where a decision changes what the recommendation asks for, or says no to it, its points may not be
told as done. "Forvaltningen foreslog, at …" may always be.
"""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.drafting.case import Case
from pipeline.drafting.compress import count_words
from pipeline.drafting.points import clause_for, is_bare, is_readable
from pipeline.drafting.proposals import Proposal
from pipeline.labels import SectionKind

LONGEST = 26
MOST = 3
_INTRO = re.compile(r"(?P<who>[^.:\n]{0,120}?)\b(?:indstiller|foreslår|anbefaler)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:chef|direktør|leder|center|afdeling|forvaltning|sekretariat|stab|ingeniør|inspektør|"
    r"mester|kontor|konsulent)\w*",
    re.IGNORECASE,
)


def attributed(case: Case) -> tuple[str, ...]:
    """Return the sentences that tell what was proposed; () where a point can't be read."""
    clauses = attributed_clauses(case)
    if not clauses:
        return ()
    who = proposer(case)
    opening = f"{who} foreslog, at " if who else "Det var foreslået, at "
    also = f"{who} foreslog også, at " if who else "Det var også foreslået, at "
    one = opening + ", og at ".join(clauses)
    if count_words(one) <= LONGEST or len(clauses) == 1:
        return (f"{one}.",)
    first, *others = clauses
    return (f"{opening}{first}.", *(f"{also}{clause}." for clause in others))


def attributed_clauses(case: Case) -> tuple[str, ...]:
    """Return what each point asks for as an at-clause, in plain words."""
    points = case.proposals
    if not points or len(points) > MOST or not all(_tellable(case, one) for one in points):
        return ()
    return tuple(clause_for(case, one, None).rstrip(".") for one in points)


def _tellable(case: Case, point: Proposal) -> bool:
    lone = len(case.proposals) == 1 and is_bare(case, point)
    return is_readable(point) and not lone and not point.noted


def proposer(case: Case) -> str | None:
    """Return who made the recommendation: a body by its name, an office as "Forvaltningen"."""
    for section in case.labelled.item.parts(SectionKind.INDSTILLING):
        intro = _INTRO.match(section.body.of(case.minutes.text))
        if intro is None:
            continue
        bodies = find_bodies(intro["who"])
        if bodies:
            name = bodies[0].body.name
            return name if name != case.body else None
        if "dministration" in intro["who"]:
            return "Administrationen"
        return "Forvaltningen" if _OFFICE.search(intro["who"]) else None
    return None
