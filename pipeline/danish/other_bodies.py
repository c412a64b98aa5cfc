"""What other bodies, or other days, decided of a case: told by the headings it is printed under."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.records import Section, Span


class Elsewhere(NamedTuple):
    """A body, as the table of bodies writes it, the day it met if printed, and what it decided."""

    body: str
    day: date | None
    section: Section


def decided_elsewhere(text: str, sections: Iterable[Section]) -> tuple[Elsewhere, ...]:
    """Return whose decisions but the meeting's own are printed, by day; those without one first.

    >>> text = "Beslutning i Økonomiudvalget den 03-06-2024 Anbefales."
    >>> kind = SectionKind.TIDLIGERE_BESLUTNING
    >>> (one,) = decided_elsewhere(text, [Section(kind, Span(0, 43), Span(44, 54))])
    >>> one.body, str(one.day)
    ('Økonomiudvalget', '2024-06-03')
    """
    found: list[Elsewhere] = []
    for section in sections:
        if section.kind is SectionKind.TIDLIGERE_BESLUTNING:
            # Body and day may stand on a line between the heading and what was decided.
            start, end = section.heading
            head = Span(start, max(end, section.body.start)).of(text)
            day = next((one.date for one in find_dates(head)), None)
            found += [Elsewhere(one.body.name, day, section) for one in find_bodies(head)]
    return tuple(sorted(found, key=lambda one: one.day or date.min))
