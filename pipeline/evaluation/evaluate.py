"""Everything that is measured of one split, from raw files to labels and step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.corpus import Corpus, CorpusDocument
from pipeline.corpus.rows import SplitName
from pipeline.errors import CorpusError
from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task, answers_of
from pipeline.evaluation.calibration import (
    Point,
    at_threshold,
    ece_figure,
    estimate_at,
    risk_coverage,
    threshold_for,
)
from pipeline.evaluation.classes import class_figures, label_figures, top3_figure
from pipeline.evaluation.content import route_figures, section_figures, step_figures
from pipeline.evaluation.figures import Estimate, Figure, estimate, share, summed
from pipeline.evaluation.outcomes import Classifiers, Meeting, given_meetings, read_meetings
from pipeline.evaluation.segmentation import segmentation_figures
from pipeline.evaluation.slices import Slice, slice_figures
from pipeline.labels import Decision

# A threshold is chosen so that this share of what is still answered is right.
WANTED = {"decisions": 0.95, "topics": 0.88}
COVERAGE = 0.7


class Threshold(NamedTuple):
    """Below which score to keep silent, the split it was chosen on, and what it gives here.

    ``reached`` tells whether any score gives as many right answers as are wanted.
    """

    score: float
    reached: bool
    chosen_on: str
    here: Point | None


@dataclass(frozen=True, slots=True)
class SplitResult:
    """What was measured of one split.

    ``answers`` are those of the whole way from the raw file, ``given`` those on items and sections
    as labelled. ``figures`` holds both; names of the latter begin with "given.".
    """

    split: SplitName
    meetings: tuple[Meeting, ...]
    answers: Mapping[Task, tuple[Answer, ...]]
    given: Mapping[Task, tuple[Answer, ...]]
    figures: Mapping[str, Estimate]
    slices: tuple[Slice, ...]
    thresholds: Mapping[Task, Threshold]

    @property
    def items(self) -> int:
        """How many labelled items there are."""
        return sum(bool(one.gold) for one in self.answers["topics"])


def evaluate_split(
    corpus: Corpus,
    split: SplitName,
    classifiers: Classifiers,
    *,
    chosen: Mapping[Task, Threshold] | None = None,
    tell: Callable[[CorpusDocument], object] = lambda _: None,
) -> SplitResult:
    """Return all figures of the documents of one split.

    Args:
        corpus: Labelled minutes.
        split: Which of them.
        classifiers: What labels the items.
        chosen: Thresholds chosen on another split; without them, they are chosen on this one.
        tell: Called with each document before it is read.

    Raises:
        CorpusError: The split has no documents, or one of them is not there.
    """
    documents = [document for document in corpus.documents if document.split == split]
    if not documents:
        now = "name a split that has documents, or add some to split.json"
        raise CorpusError(f"has no {split} documents", where=str(corpus.folder), now=now)
    meetings = tuple(read_meetings(corpus, documents, classifiers, tell=tell))
    given = tuple(given_meetings(corpus, documents, classifiers))
    answers = {task: answers_of(meetings, task) for task in TASKS}
    on_given = {task: answers_of(given, task) for task in TASKS}
    figures = estimate(_figures(meetings, answers, on_given), [one.id for one in documents])
    for task in TASKS:
        if surest := estimate_at(answers[task], COVERAGE):
            figures[f"{task}.exact_at_70"] = surest
    return SplitResult(
        split,
        meetings,
        answers,
        on_given,
        figures,
        tuple(slice_figures(meetings, corpus.sides.test_only_layouts)),
        {task: _threshold(split, task, answers[task], chosen) for task in TASKS},
    )


def _figures(
    meetings: Sequence[Meeting],
    answers: Mapping[Task, Sequence[Answer]],
    given: Mapping[Task, Sequence[Answer]],
) -> Iterator[Figure]:
    yield from segmentation_figures(meetings)
    yield from section_figures(meetings)
    yield from route_figures(meetings)
    yield from step_figures(meetings)
    hard = {one.key for m in meetings for one in m.outcomes if one.row and one.row.hard is not None}
    for task in TASKS:
        yield from label_figures(task, answers[task], CLASSES[task])
        yield from class_figures(task, answers[task], CLASSES[task])
        yield ece_figure(task, answers[task])
        of_hard = [one for one in answers[task] if one.key in hard]
        yield from label_figures(f"hard.{task}", of_hard, CLASSES[task])
        yield from label_figures(f"given.{task}", given[task], CLASSES[task])
        yield ece_figure(f"given.{task}", given[task])
    yield top3_figure("topics", answers["topics"])
    yield top3_figure("given.topics", given["topics"])
    yield _upgraded(answers["decisions"])


def _upgraded(answers: Sequence[Answer]) -> Figure:
    """Return the share of items with the worst fault: called approved, and they are not."""
    approved = Decision.GODKENDT.value
    rows = (
        (one.group, (float(approved in one.said and approved not in one.gold), 1))
        for one in answers
        if one.gold
    )
    return Figure("decisions.upgraded", summed(rows), share)


def _threshold(
    split: SplitName,
    task: Task,
    answers: Sequence[Answer],
    chosen: Mapping[Task, Threshold] | None,
) -> Threshold:
    """Take the threshold of another split, or choose one that answers as much as it may."""
    if chosen is not None:
        elsewhere = chosen[task]
        here = at_threshold(answers, elsewhere.score) if elsewhere.reached else None
        return elsewhere._replace(here=here)
    point = threshold_for(risk_coverage(answers), WANTED[task])
    return Threshold(point.threshold if point else 1.0, point is not None, split, point)
