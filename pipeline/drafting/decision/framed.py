"""Sentences of what a body did: its name once, and several acts in one breath where they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import join_list, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.plain.compress import count_words
from pipeline.records import Sentence, Span

LONGEST = 28


def sentences_of(case: Case, predicates: list[str], sources: tuple[Span, ...]) -> list[Sentence]:
    """Return what the body did as one sentence, or as one for each act where that is too long."""
    if not predicates:
        return []
    if any(one.startswith(("valgte ", "udpegede ")) for one in predicates):
        predicates = [
            one for one in predicates if not re.match("foretog (?:valget|udpegningen) i ", one)
        ] or predicates
    predicates = join_clauses([predicates[0], *[_short(case, one) for one in predicates[1:]]])
    one = stop(f"{case.body} {join_list(predicates)}")
    instead = len(predicates) == _BOTH and ", at der i stedet " in predicates[1]
    apart = re.search(r", at|: ", predicates[0] if instead else one)
    joined = count_words(one) <= LONGEST and not apart
    if len(predicates) == 1 or joined:
        return [Sentence(upper_first(one), "realised", sources)]
    subjects = [case.body, *[case.pronoun.capitalize()] * (len(predicates) - 1)]
    return [
        Sentence(upper_first(stop(f"{subject} {predicate}")), "realised", sources)
        for subject, predicate in zip(subjects, predicates, strict=True)
    ]


_BOTH = 2


def join_clauses(predicates: Sequence[str]) -> list[str]:
    """Put two at-clauses after one verb: the body need not approve twice.

    >>> join_clauses(["tiltrådte, at aftalen forlænges", "tiltrådte, at lejen stiger"])
    ['tiltrådte, at aftalen forlænges, og at lejen stiger']
    """
    joined: list[str] = []
    for one in predicates:
        last = joined[-1] if joined else ""
        before, after = _AT_CLAUSE.match(last), _AT_CLAUSE.match(one)
        same = before and after and before["verb"] == after["verb"] and ", og at " not in last
        if same and after and count_words(f"{last} {after['rest']}") < LONGEST - 3:
            joined[-1] = f"{last}, og at {after['rest']}"
        else:
            joined.append(one)
    return joined


_AT_CLAUSE = re.compile(r"(?P<verb>[a-zæøå]+)(?: forslaget om)?, at (?P<rest>.+)")


def _short(case: Case, predicate: str) -> str:
    """Say "sagen" for a case that the sentence has named already."""
    if case.matter.thing in predicate and case.matter.thing.startswith("orienteringen "):
        return "tog den til efterretning"
    predicate = predicate.replace(f"orienteret om {case.matter.about}", "orienteret om sagen")
    predicate = predicate.replace(f"orienteringen om {case.matter.about}", "orienteringen")
    predicate = predicate.replace(f" i {case.matter.case}", "")
    return predicate.replace(case.matter.case, "sagen")
