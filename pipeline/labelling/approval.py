"""Where a model that says "godkendt" is not believed: the worst a label can be is too good.

What is silently upgraded to "approved" nobody looks at again. So a model has to be surer of it than
of the rest, and in some clauses no score is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.bodies import find_bodies
from pipeline.labelling.decision_terms import Asked
from pipeline.labelling.decisions import match_rules
from pipeline.labelling.meetings import may_be_body
from pipeline.labelling.rules import unheaded_rule
from pipeline.labelling.weighing import WHOLE
from pipeline.labels import Decision

# What there is or was is no act; that there was nothing may be all there is to say.
_TELLS = re.compile("Der (?:er|var) (?!ikke|ingen)")
_NOT = re.compile(r"\b(?:ikke|hverken|intet)\b", re.IGNORECASE)
_TOLD = 0.5  # of a clause; what is left of more is no decision by itself
_SUBJECT = 4  # characters that may stand before the body that acts ("- ", "2. ")


def barred(clauses: Sequence[Asked], body: str | None) -> list[bool]:
    """Tell of each clause whether a model's "godkendt" is not believed there.

    A rule has read another decision in it, or it only tells what somebody said. Or it stands in
    running text, where most is history, and tells of another body or another day, or a later
    clause holds another decision.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Vi sagde ja. Sagen udsættes. Kulturudvalget sagde ja. Vi sagde ja."
    >>> clauses = [Asked(clause, False, 0, 4, "", "committee")
    ...            for clause in split_clauses(text, Span(0, len(text)))]
    >>> barred(clauses, "Teknisk Udvalg")
    [True, True, True, False]
    """
    found = []
    later = False
    for asked in reversed(clauses):
        otherwise = _reads_otherwise(asked)
        found.append(
            otherwise
            or unheaded_rule().report.search(asked.clause.text) is not None
            or (not asked.headed and (later or _of_others(asked, body)))
        )
        later = later or otherwise
    return found[::-1]


def only_told(clauses: Sequence[Asked]) -> list[bool]:
    """Tell of each clause of running text whether it only tells, so that it is no act of its own.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Der var kage. Bo fortalte om taget. Bo ringer til smeden."
    >>> clauses = [Asked(clause, False, 0, 3, "", "committee")
    ...            for clause in split_clauses(text, Span(0, len(text)))]
    >>> only_told(clauses)
    [True, True, False]
    """
    told = unheaded_rule().report
    return [
        not asked.headed and any(one.search(asked.clause.text) for one in (_TELLS, told))
        for asked in clauses
    ]


def undone(clauses: Sequence[Asked]) -> list[bool]:
    """Tell of each clause whether rules read just what was not done, or a condition as all of it.

    No model hears an act there.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Planen sendes ikke i høring. Planen sendes i høring."
    >>> undone([Asked(clause, True, 0, 2, "", "committee")
    ...         for clause in split_clauses(text, Span(0, len(text)))])
    [True, False]
    """
    found = ((asked.clause.text.rstrip("."), match_rules(asked.clause.text)) for asked in clauses)
    return [
        bool(rules)
        and all(
            rule.label is None and (_NOT.search(text[start:end]) or text == text[start:end])
            for rule, start, end in rules
        )
        for text, rules in found
    ]


def has_yielded(asked: Asked, label: Decision) -> bool:
    """Tell whether a rule reads a label in what is told of the whole matter.

    Where it isn't given, it yields to what else is decided, whatever a model hears.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Sagen går videre til Byrådet."
    >>> (clause,) = split_clauses(text, Span(0, len(text)))
    >>> has_yielded(Asked(clause, True, 1, 2, "", "committee"), Decision.OVERSENDT)
    True
    """
    text = asked.clause.text
    return text.startswith(WHOLE) and any(rule.label is label for rule, _, _ in match_rules(text))


def _reads_otherwise(asked: Asked) -> bool:
    """Tell whether a rule has read another decision in a clause, or that most of it only tells."""
    found = match_rules(asked.clause.text)
    read = {rule.label for rule, _, _ in found} - {None, Decision.ANDET}
    told = sum(end - start for rule, start, end in found if rule.label is None)
    silent = not read and told <= len(asked.clause.text) * _TOLD
    return not silent and Decision.GODKENDT not in read


def _of_others(asked: Asked, body: str | None) -> bool:
    """Tell whether a clause says what was done on another day, or what another body did."""
    text = asked.clause.text
    if unheaded_rule().history.search(text):
        return True
    named = find_bodies(text)[:1]
    return any(one.span.start <= _SUBJECT and not may_be_body(one.body.name, body) for one in named)
