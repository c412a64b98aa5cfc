"""The office printed beside a name: "direktør Bo Krag", "Eva Lund (HR-chef)"."""

from __future__ import annotations

import re

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_ENDS = "|".join(load_lexicon("nouns")["offices"]["ends"])
_SEATS = "|".join(load_lexicon("nouns")["offices"]["seats"])
# Offices of staff, and the mayor's. Who chairs a meeting holds that seat, no office.
OFFICE = rf"(?i:(?:[a-zæøå]{{1,20}}-(?: og )?)?[a-zæøå-]{{0,40}}?(?:{_ENDS}))"
# What a person may be told by: an office, or a seat.
ROLE = rf"(?i:[a-zæøå-]{{0,40}}?(?:{_ENDS}|{_SEATS}))"
_BEFORE = re.compile(rf"(?<![\w-]){OFFICE} $")
_BEHIND = re.compile(rf"(?: ?[(,]| [-–]|\t) ?(?P<office>{OFFICE})(?![\w-])")
_LONGEST = 60


def find_office(text: str, name: Span) -> Span | None:
    """Return where in *text* the office of the person named at *name* stands, or None.

    >>> text = "Til stede: direktør Bo Krag, Eva Lund (HR-chef, punkt 1), Ida Dahl"
    >>> def office_of(who):
    ...     found = find_office(text, Span(text.index(who), text.index(who) + len(who)))
    ...     return found and found.of(text)
    >>> office_of("Bo Krag"), office_of("Eva Lund"), office_of("Ida Dahl")
    ('direktør', 'HR-chef', None)
    """
    start = max(name.start - _LONGEST, 0)
    if before := _BEFORE.search(text[start : name.start]):
        return Span(start + before.start(), start + before.end() - 1)
    behind = _BEHIND.match(text, name.end)
    return Span(*behind.span("office")) if behind else None
