"""A point that its own yes says again with another day: the new one takes its place."""

from __future__ import annotations

import re

from pipeline.danish.dates import MONTHS
from pipeline.danish.verbs import WORD
from pipeline.drafting.decision.proposals import Proposal, parse_clause

_SO_THAT = re.compile(r",? ?(?:dog|men)? ?(?:således|sådan),? at (?P<what>[^;]*\d[^;]*)$")


def said_again(points: tuple[Proposal, ...], rest: str) -> tuple[Proposal, ...] | None:
    """Return the only point as a proviso says it again; None where it says something else.

    >>> from pipeline.records import Span
    >>> point = parse_clause("reglerne gælder fra den 1. april", Span(0, 0), None)
    >>> (new,) = said_again((point,), ", dog således at reglerne gælder fra den 1. maj")
    >>> new.clause
    'reglerne gælder fra den 1. maj'
    >>> said_again((point,), ", dog således at salen lukkes den 1. maj")
    """
    again = _SO_THAT.match(rest)
    if len(points) != 1 or again is None:
        return None
    (point,) = points
    said = again["what"].strip(" .")
    known = {*WORD.findall(point.clause.lower()), *MONTHS, "først"}
    if not set(WORD.findall(said.lower())) <= known:
        return None
    return (parse_clause(said, point.span, point.to),)
