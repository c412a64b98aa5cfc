"""Whose decision a section holds: this meeting's, or another body's or day's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.danish.bodies import same_body
from pipeline.labels import SectionKind
from pipeline.records import Span

DECIDED = (SectionKind.BESLUTNING, SectionKind.TIDLIGERE_BESLUTNING)
# A meeting lasts a day or two; an older decision of the same body is history.
_SAME_MEETING_DAYS = 1


class Meeting(NamedTuple):
    """Which body met, and when, as far as the header tells."""

    body: str | None
    date: date | None


class Part(NamedTuple):
    """A section before it is known whose decision it holds.

    ``named`` and ``day`` are the body and date its heading names; ``history`` tells whether it
    stands below a heading such as "Sagsforløb".
    """

    kind: SectionKind
    heading: Span
    body: Span
    named: str | None
    day: date | None
    history: bool


def with_owner(parts: Sequence[Part], meeting: Meeting) -> list[SectionKind]:
    """Return the kind of each part, ``beslutning`` only for what *meeting* decided."""
    own = _own_decisions(parts, meeting)
    return [
        part.kind
        if part.kind not in DECIDED
        else SectionKind.BESLUTNING
        if index in own
        else SectionKind.TIDLIGERE_BESLUTNING
        for index, part in enumerate(parts)
    ]


def _own_decisions(parts: Sequence[Part], meeting: Meeting) -> frozenset[int]:
    scores = {
        index: _ownness(part, meeting)
        for index, part in enumerate(parts)
        if part.kind in DECIDED and part.body.start < part.body.end
    }
    own = {index for index, score in scores.items() if score >= 0}
    if own:
        return frozenset(own)
    # One decision, no date against it, but a body that is named otherwise than in the header.
    undated = [
        index
        for index in scores
        if parts[index].kind is SectionKind.BESLUTNING
        and not parts[index].history
        and _near(parts[index].day, meeting.date)
    ]
    return frozenset(undated) if len(undated) == 1 else frozenset()


def _ownness(part: Part, meeting: Meeting) -> int:
    """Weigh what speaks for and against; below 0 it is not this meeting's decision."""
    score = -1 if part.history or part.kind is SectionKind.TIDLIGERE_BESLUTNING else 0
    if part.day is not None and meeting.date is not None:
        score += 2 if _near(part.day, meeting.date) else -4
    if part.named is not None and meeting.body is not None:
        score += 1 if same_body(part.named, meeting.body) else -3
    return score


def _near(day: date | None, other: date | None) -> bool:
    return day is None or other is None or abs((day - other).days) <= _SAME_MEETING_DAYS
