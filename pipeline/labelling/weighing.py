"""Which of the things that the rules have read in a decision stand beside each other.

A row may yield to others: "Planen sendes til naboerne" is an errand beside "Godkendt", and the
decision itself where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.labelling.passages import Clause
from pipeline.labelling.rules import DecisionRule
from pipeline.labels import Decision
from pipeline.records import Passage, Span

# Several points of a proposal, named in the midst of a clause.
_POINTS = re.compile(r"\b(?:punkt|pkt\.?) \d+(?:(?:, | og |-)\d+)+", re.IGNORECASE)
# "Udvalget drøftede planen og besluttede at …": what was heard before is no part of the act, and
# neither is what was turned down.
_BEFORE = (Decision.DROEFTET, Decision.TAGET_TIL_EFTERRETNING, Decision.AFVIST)
# What is told of the whole matter, even under the number of a point.
WHOLE = ("Sagen ", "Indstillingen ")


class Finding(NamedTuple):
    """What a row of the rules has read in a clause, and at which of its words."""

    rule: DecisionRule
    label: Decision
    span: Span
    clause: Clause


def weigh(findings: Sequence[Finding]) -> tuple[list[Finding], tuple[Passage, ...]]:
    """Silence the rules that yield to others, and return what remains with their passages.

    >>> weigh([])
    ([], ())
    """
    findings = [_as_point(found, findings) for found in findings]
    findings = [found for found in findings if not _is_outdone(found, findings)]
    firm = [found for found in findings if not found.rule.yields_to]
    kept = firm + [found for found in findings if _stands(found, firm)]
    kept += _of_other_parts(findings, kept)
    if not kept:
        kept = [found for found in findings if found.label is not Decision.ANDET] or list(findings)
    passages = tuple(
        Passage(found.rule.otherwise, found.span)
        for found in findings
        if found not in kept and found.rule.otherwise is not None
    )
    return sorted(_told_over(kept), key=lambda found: found.span), passages


def _told_over(kept: Sequence[Finding]) -> list[Finding]:
    """Return findings with the label of what tells theirs in other words.

    What stands behind the outcome of a point may tell all points in other words: of "Ad 1.
    Godkendt. Ad 2. Godkendt. Indstilles til Byrådet." none is approved.
    """
    first: dict[str, Clause] = {}
    for found in sorted(kept, key=lambda found: found.span):
        first.setdefault(found.clause.part, found.clause)
    over = {
        (found.rule.over, part): found.label
        for found in kept
        if found.rule.over is not None
        for part in ([found.clause.part] if found.clause is first[found.clause.part] else first)
    }
    return [one._replace(label=over.get((one.label, one.clause.part), one.label)) for one in kept]


def _as_point(found: Finding, findings: Sequence[Finding]) -> Finding:
    """Return a finding as what it is among the points of a proposal, if it stands there."""
    label = found.rule.among_points
    if label is None:
        return found
    others = (one.clause for one in findings if one.label is not Decision.ANDET)
    told = any(
        clause.part != found.clause.part
        and (_POINTS.search(clause.text) or (clause.part and clause.text.startswith(clause.part)))
        for clause in others
    )
    return found._replace(label=label) if told else found


def _is_outdone(found: Finding, findings: Sequence[Finding]) -> bool:
    """Tell whether a finding yields to what else is told in its clause."""
    if found.rule.yields_to != "clause":
        return False
    others = (
        other
        for other in findings
        if other.clause is found.clause
        and (other.span.start > found.span.start or other.label not in _BEFORE)
    )
    return any(
        other.rule.yields_to != "clause" and other.label is not Decision.ANDET for other in others
    )


def _of_other_parts(findings: Sequence[Finding], kept: Sequence[Finding]) -> list[Finding]:
    """Return the findings of numbered parts in which nothing was kept, where it was in others."""
    parts = {found.clause.part for found in kept}
    return [
        found
        for found in findings
        if kept
        and found.label is not Decision.ANDET
        and found.clause.part
        and found.clause.part not in parts
    ]


def _stands(found: Finding, firm: Sequence[Finding]) -> bool:
    """Tell whether a finding that yields to others stands beside the firm ones."""
    yields_to = found.rule.yields_to
    rivals = [other for other in firm if not other.rule.of_part]
    if yields_to != "any":
        rivals = [other for other in rivals if other.label in yields_to.split()]
    elif found.label is not Decision.GODKENDT:  # a yes to the rest stands beside a part's outcome
        rivals = list(firm)
    if not rivals:  # alone it stands, if in the last resort
        return bool(yields_to) and (yields_to != "any" or bool(firm))
    # Under "Ad 3:" a word that would yield to an outcome of "Ad 1:" is an outcome of its own.
    parts = {other.clause.part for other in rivals}
    of_point = found.clause.part not in parts and not found.clause.text.startswith(WHOLE)
    return found.label is not Decision.ANDET and of_point
