"""What was proposed, told as a proposal: true whatever the decision made of it.

Where a decision changes what the recommendation asks for, or says no to it, its points may not be
told as done. "Forvaltningen foreslog, at …" may always be.
"""

from __future__ import annotations

from pipeline.drafting.case import Case
from pipeline.drafting.compress import count_words
from pipeline.drafting.points import clause_for, is_bare, is_readable
from pipeline.drafting.proposals import Proposal
from pipeline.drafting.proposed import opening_of, proposer

LONGEST = 26
MOST = 3


def attributed(case: Case) -> tuple[str, ...]:
    """Return the sentences that tell what was proposed; () where a point can't be read."""
    clauses = attributed_clauses(case)
    if not clauses:
        return ()
    who = proposer(case.minutes.text, case.labelled.item, case.body)
    opening, also = f"{opening_of(who)}, at ", f"{opening_of(who, also=True)}, at "
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
