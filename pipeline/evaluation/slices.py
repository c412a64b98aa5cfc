"""The same figures over parts of a split: by layout, body, year, difficulty and municipality."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.evaluation.answers import CLASSES, TASKS, answers_of
from pipeline.evaluation.classes import label_figures
from pipeline.evaluation.figures import Estimate, estimate
from pipeline.evaluation.outcomes import Meeting, Outcome

DIMENSIONS = {
    "difficulty": "Hard items",
    "novelty": "Layouts that training never saw",
    "layout": "Layout",
    "body_kind": "Kind of body",
    "year": "Year",
    "municipality": "Municipality",
}


class Slice(NamedTuple):
    """One part of a split: its meetings, its labelled items, and its figures."""

    dimension: str
    name: str
    meetings: int
    items: int
    figures: Mapping[str, Estimate]


def slice_figures(
    meetings: Sequence[Meeting], new_layouts: Collection[str] = ()
) -> Iterator[Slice]:
    """Yield each part of the meetings, dimension by dimension.

    Items that aren't there have no difficulty, so they count in every dimension but that.
    """
    for dimension in DIMENSIONS:
        parts: dict[str, list[Meeting]] = {}
        for meeting in meetings:
            names: dict[str, list[Outcome]] = {}
            for one in meeting.outcomes:
                if name := _place(dimension, one, new_layouts):
                    names.setdefault(name, []).append(one)
            for name, outcomes in names.items():
                part = Meeting(meeting.document, tuple(outcomes), 0, None, ())
                parts.setdefault(name, []).append(part)
        for name, part_meetings in sorted(parts.items()):
            yield _slice(dimension, name, part_meetings)


def _place(dimension: str, one: Outcome, new_layouts: Collection[str]) -> str | None:
    document = one.document
    if dimension == "difficulty":
        hard = one.row and one.row.hard is not None
        return None if one.row is None else "hard" if hard else "not hard"
    if dimension == "novelty":
        return "new layout" if document.layout in new_layouts else "known layout"
    if dimension == "year":
        return str(document.date.year)
    return str(getattr(document, dimension))


def _slice(dimension: str, name: str, meetings: Sequence[Meeting]) -> Slice:
    groups = [meeting.document.id for meeting in meetings]
    figures = [
        figure
        for task in TASKS
        for figure in label_figures(task, answers_of(meetings, task), CLASSES[task])
    ]
    items = sum(one.row is not None for one in _outcomes(meetings))
    return Slice(dimension, name, len(groups), items, estimate(figures, groups))


def _outcomes(meetings: Iterable[Meeting]) -> Iterator[Outcome]:
    for meeting in meetings:
        yield from meeting.outcomes
