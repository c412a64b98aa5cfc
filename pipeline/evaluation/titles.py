"""Topics of bare agenda titles, measured on a file of titles with their topics."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.fields import read_lines
from pipeline.errors import CorpusError
from pipeline.evaluation.answers import CLASSES, Answer, topic_answer
from pipeline.evaluation.calibration import ece_figure, estimate_at
from pipeline.evaluation.classes import label_figures, top3_figure
from pipeline.evaluation.figures import Estimate, estimate
from pipeline.labelling import Classifier, ItemText
from pipeline.labels import Topic

COVERAGE = 0.7


class Title(NamedTuple):
    """A title and the topic a person gave it; ``key`` is the file and line it stands on."""

    key: str
    title: str
    topic: Topic


def read_titles(path: Path) -> tuple[tuple[Title, ...], int]:
    """Return the titles of a JSON Lines file, and how many it has without a topic.

    Raises:
        CorpusError: The file is missing, a line doesn't fit its form, or no title has a topic.
    """
    titles, unmapped = [], 0
    for number, fields in enumerate(read_lines(path), 1):
        if not fields.values.get("topic"):
            unmapped += 1
            continue
        topic = fields.choice("topic", list(Topic))
        titles.append(Title(f"{path.name}:{number}", fields.text("title"), topic))
    if not titles:
        raise CorpusError("has no title with a topic", where=str(path), now="add topics to it")
    return tuple(titles), unmapped


def title_answers(titles: Sequence[Title], classify: Classifier[Topic]) -> tuple[Answer, ...]:
    """Return what a classifier says of bare titles; nothing where it abstains."""
    labelled = classify([ItemText.of_title(title.title) for title in titles])
    return tuple(
        topic_answer(title.key, title.key, (title.topic.value,), labels or ())
        for title, labels in zip(titles, labelled, strict=True)
    )


def title_figures(answers: Sequence[Answer]) -> dict[str, Estimate]:
    """Return the figures of titles; each title is drawn by itself for the intervals."""
    figures = [
        *label_figures("topics", answers, CLASSES["topics"]),
        top3_figure("topics", answers),
        ece_figure("topics", answers),
    ]
    found = estimate(figures, [one.group for one in answers])
    if surest := estimate_at(answers, COVERAGE):
        found["topics.exact_at_70"] = surest
    return found
