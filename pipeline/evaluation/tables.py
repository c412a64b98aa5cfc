"""A run as files for other programs: ``metrics.json`` and CSV.

``metrics.json`` holds nothing but figures, so that ``dvc metrics`` can read it. ``items.csv``
holds every answer, so that two runs can be held against each other later. No file holds any text
of a document.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from pipeline.errors import CorpusError
from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task
from pipeline.evaluation.calibration import reliability, risk_coverage
from pipeline.evaluation.classes import class_scores, confusion
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.run import Run
from pipeline.labels import Decision, Topic
from pipeline.records import Label

METRICS = "metrics.json"
ANSWERS = "items.csv"
_DIGITS = 4
_ANSWER_FIELDS = ("part", "task", "item", "group", "gold", "said", "scores", "by", "right")


def tables_of(run: Run) -> dict[str, str]:
    """Return the contents of every table by file name."""
    return {
        METRICS: json.dumps(metrics_of(run), ensure_ascii=False, indent=1) + "\n",
        ANSWERS: _csv(_ANSWER_FIELDS, _answer_rows(run)),
        "figures.csv": _csv(("part", "figure", "value", "low", "high"), _figure_rows(run)),
        "classes.csv": _csv(
            ("part", "task", "label", "support", "said", "precision", "recall", "f1"),
            _class_rows(run),
        ),
        "slices.csv": _csv(
            ("part", "dimension", "name", "meetings", "items", "figure", "value", "low", "high"),
            _slice_rows(run),
        ),
        "confusion.csv": _csv(("part", "gold", "said", "items"), _confusion_rows(run)),
        "calibration.csv": _csv(
            ("part", "task", "from", "labels", "mean_score", "share_right"), _bin_rows(run)
        ),
        "coverage.csv": _csv(
            ("part", "task", "threshold", "coverage", "accuracy"), _point_rows(run)
        ),
    }


def metrics_of(run: Run) -> dict[str, Any]:
    """Return the figures of a run as nested plain values: part, what is measured, measure.

    Intervals stand apart, below "intervals", by the same names.
    """
    parts = {
        part: _nested({name: one.value for name, one in figures.items()})
        for part, figures in run.figures.items()
    }
    counts: dict[str, dict[str, int]] = {
        result.split: {"documents": len(result.meetings), "items": result.items}
        for result in run.splits
    }
    counts |= {one.part: {"titles": len(one.titles)} for one in run.titles}
    return {
        "model": run.model,
        "corpus": run.corpus,
        **{part: counts[part] | figures for part, figures in parts.items()},
        "intervals": {
            part: {
                name: one.rounded(_DIGITS)[1:]
                for name, one in figures.items()
                if one.low is not None
            }
            for part, figures in run.figures.items()
        },
    }


def comparison_json(found: Mapping[str, Sequence[Comparison]]) -> dict[str, Any]:
    """Return a comparison by part and task as plain values; items by number only."""
    return {
        part: {
            one.task: {
                "items": one.items,
                "unshared": one.unshared,
                "gains": len(one.gains),
                "losses": len(one.losses),
                "p": round(one.p, _DIGITS),
                **{
                    name.removeprefix(f"{one.task}."): {
                        "first": round(one.first[name].value, _DIGITS),
                        "second": round(one.second[name].value, _DIGITS),
                        "difference": difference.rounded(_DIGITS),
                    }
                    for name, difference in one.differences.items()
                },
            }
            for one in comparisons
        }
        for part, comparisons in found.items()
    }


def read_answers(path: Path) -> dict[tuple[str, Task], tuple[Answer, ...]]:
    """Return the answers of an earlier run, by part and task.

    Raises:
        CorpusError: The file is missing, or is not what a run writes.
    """
    answers: dict[tuple[str, Task], list[Answer]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                part, task = row["part"], next(task for task in TASKS if task == row["task"])
                answers.setdefault((part, task), []).append(_answer(task, row))
    except OSError as error:
        now = "name the folder that `referat evaluate --out` wrote"
        raise CorpusError(f"can't be read ({error.strerror})", where=str(path), now=now) from None
    except (ValueError, KeyError, TypeError, StopIteration, csv.Error) as error:
        now = "write it anew: referat evaluate --out"
        raise CorpusError("is no table of answers", where=str(path), now=now) from error
    return {key: tuple(rows) for key, rows in answers.items()}


def _answer(task: Task, row: Mapping[str, str]) -> Answer:
    values: type[Decision] | type[Topic] = Decision if task == "decisions" else Topic
    said, gold = tuple(row["said"].split()), tuple(row["gold"].split())
    triples = zip(said, row["scores"].split(), row["by"].split(), strict=True)
    labels: Any = tuple(Label(values(name), float(score), by) for name, score, by in triples)  # type: ignore[arg-type]
    return Answer(row["item"], row["group"], gold, said, said, labels)


def parts_of(run: Run) -> Iterator[tuple[str, Task, tuple[Answer, ...]]]:
    """Yield the answers of a run by part and task."""
    for result in run.splits:
        for task in TASKS:
            yield result.split, task, result.answers[task]
    for one in run.titles:
        yield one.part, "topics", one.answers


def _answer_rows(run: Run) -> Iterator[Sequence[object]]:
    for part, task, answers in parts_of(run):
        for one in answers:
            labels = one.labels[: len(one.said)]
            yield (
                part,
                task,
                one.key,
                one.group,
                " ".join(one.gold),
                " ".join(one.said),
                " ".join(f"{label.score:.6f}" for label in labels),
                " ".join(label.by for label in labels),
                int(one.right),
            )


def _figure_rows(run: Run) -> Iterator[Sequence[object]]:
    for part, figures in run.figures.items():
        for name, one in figures.items():
            yield part, name, *one.rounded(_DIGITS)


def _class_rows(run: Run) -> Iterator[Sequence[object]]:
    for part, task, answers in parts_of(run):
        for label, support, said, *shares in class_scores(answers, CLASSES[task]):
            cells = ("" if one is None else round(one, _DIGITS) for one in shares)
            yield part, task, label, support, said, *cells


def _slice_rows(run: Run) -> Iterator[Sequence[object]]:
    for result in run.splits:
        for one in result.slices:
            for name, found in one.figures.items():
                yield result.split, *one[:4], name, *found.rounded(_DIGITS)


def _confusion_rows(run: Run) -> Iterator[Sequence[object]]:
    classes = CLASSES["topics"]
    for part, task, answers in parts_of(run):
        if task == "topics":
            for gold, row in zip(classes, confusion(answers, classes), strict=True):
                for said, count in zip((*classes, "not found"), row, strict=True):
                    yield part, gold, said, count


def _bin_rows(run: Run) -> Iterator[Sequence[object]]:
    for part, task, answers in parts_of(run):
        for low, count, score, right in reliability(answers):
            yield part, task, low, count, round(score, _DIGITS), round(right, _DIGITS)


def _point_rows(run: Run) -> Iterator[Sequence[object]]:
    for part, task, answers in parts_of(run):
        for point in risk_coverage(answers):
            yield part, task, *(round(value, _DIGITS) for value in point)


def _csv(fields: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return text.getvalue()


def _nested(figures: Mapping[str, float]) -> dict[str, Any]:
    """Return figures named "a.b.c" as records within records.

    >>> _nested({"topics.f1.hr": 0.5, "topics.exact": 0.75})
    {'topics': {'f1': {'hr': 0.5}, 'exact': 0.75}}
    """
    tree: dict[str, Any] = {}
    for name, value in figures.items():
        *above, last = name.split(".")
        place = tree
        for step in above:
            place = place.setdefault(step, {})
        place[last] = round(value, _DIGITS)
    return tree
