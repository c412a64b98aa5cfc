"""How well the sections, the route and the next steps of the items that were found are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from pipeline.corpus import LabelledRow
from pipeline.evaluation.figures import (
    Figure,
    f1,
    macro_f1,
    micro_f1,
    precision,
    recall,
    share,
    summed,
)
from pipeline.evaluation.outcomes import Meeting
from pipeline.labels import SectionKind
from pipeline.records import LabelledItem, Span
from pipeline.training.alignment import same_passage

KINDS = tuple(SectionKind)
_Pair = tuple[str, LabelledRow, LabelledItem]


def section_figures(meetings: Iterable[Meeting]) -> Iterator[Figure]:
    """Yield the figures of the sections, counted in items and in characters.

    ``kinds_…`` asks whether an item has a section of the kind, ``characters_f1`` whether each
    character that isn't blank stands in a section of the right kind; characters that only one side
    puts in a section count half as an error, in a wrong kind fully.
    """
    meetings = list(meetings)
    kinds = summed(
        (group, [n for kind in KINDS for n in _has(kind, row, found)])
        for group, row, found in _pairs(meetings)
    )
    yield Figure("sections.kinds_macro_f1", kinds, macro_f1)
    yield Figure("sections.kinds_micro_f1", kinds, micro_f1)
    yield Figure("sections.characters_f1", summed(_characters(meetings, None)), f1)
    for kind in (SectionKind.BESLUTNING, SectionKind.INDSTILLING):
        rows = summed(_characters(meetings, kind))
        yield Figure(f"sections.{kind.value}_characters_f1", rows, f1)


def section_scores(meetings: Iterable[Meeting]) -> Iterator[tuple[SectionKind, int, int, int]]:
    """Yield each kind with how often it is rightly found, wrongly found, and missed."""
    pairs = list(_pairs(meetings))
    for kind in KINDS:
        counts = [_has(kind, row, found) for _, row, found in pairs]
        right, wrong, missed = (sum(count[index] for count in counts) for index in range(3))
        yield kind, right, wrong, missed


def route_figures(meetings: Iterable[Meeting]) -> Iterator[Figure]:
    """Yield how often the whole route is right, and F1 of its bodies."""
    pairs = list(_pairs(meetings))
    exact = ((group, (row.route == found.item.route, 1)) for group, row, found in pairs)
    yield Figure("route.exact", summed(exact), share)
    bodies = (
        (group, _overlap(set(row.route), set(found.item.route))) for group, row, found in pairs
    )
    yield Figure("route.bodies_f1", summed(bodies), f1)


def step_figures(meetings: Iterable[Meeting]) -> Iterator[Figure]:
    """Yield how well the clauses on what happens next are found.

    A clause and a labelled step are the same if they share more than half of the shorter one.
    """
    rows = summed((group, _steps(row, found)) for group, row, found in _pairs(meetings))
    for measure in (precision, recall, f1):
        yield Figure(f"next_steps.{measure.__name__}", rows, measure)


def _pairs(meetings: Iterable[Meeting]) -> Iterator[_Pair]:
    for meeting in meetings:
        for one in meeting.outcomes:
            if one.row and one.found:
                yield meeting.document.id, one.row, one.found


def _has(kind: SectionKind, row: LabelledRow, found: LabelledItem) -> tuple[int, int, int]:
    there = any(part.kind == kind for part in row.sections)
    said = any(section.kind == kind for section in found.item.sections)
    return (there and said, said and not there, there and not said)


def _characters(
    meetings: Iterable[Meeting], only: SectionKind | None
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for meeting in meetings:
        for one in meeting.outcomes:
            if one.row and one.found and all(part.span for part in one.row.sections):
                gold = [(part.kind, part.span) for part in one.row.sections if part.span]
                said = [(section.kind, section.body) for section in one.found.item.sections]
                sides = (_placed(side, meeting.text, only) for side in (gold, said))
                yield meeting.document.id, _overlap(*sides)


def _placed(
    sections: Iterable[tuple[SectionKind, Span]], text: str, only: SectionKind | None
) -> set[tuple[int, SectionKind]]:
    """Return each character that isn't blank with the kind of its section."""
    return {
        (at, kind)
        for kind, span in sections
        if only in (None, kind)
        for at in range(*span)
        if not text[at].isspace()
    }


def _steps(row: LabelledRow, found: LabelledItem) -> tuple[int, int, int]:
    gold = [step.span for step in row.next_steps]
    said = found.follow_ups
    right = sum(any(same_passage(one, other) for other in gold) for one in said)
    missed = sum(not any(same_passage(one, other) for other in said) for one in gold)
    return right, len(said) - right, missed


def _overlap(gold: AbstractSet[object], said: AbstractSet[object]) -> tuple[int, int, int]:
    return len(gold & said), len(said - gold), len(gold - said)
