"""A run as text, ``metrics.json`` and CSV. None of them holds any text of a document."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from pipeline.evaluation.drafts.measures import BY_NAME, Measure, met
from pipeline.evaluation.drafts.run import DraftRun
from pipeline.evaluation.figures import Estimate

FLOORS = Path(__file__).with_name("floors.toml")
_DIGITS = 4
_WIDE = 9


def metrics_of(run: DraftRun) -> dict[str, Any]:
    """Return the figures as plain values: part, writer, measure; intervals apart, by the same.

    An interval of too few meetings is null.
    """
    values: dict[str, Any] = {}
    intervals: dict[str, Any] = {}
    for (part, writer), figures in run.figures.items():
        values.setdefault(part, {})[writer] = {
            name: round(one.value, _DIGITS) for name, one in figures.items()
        }
        intervals.setdefault(part, {})[writer] = {
            name: [None if side is None else round(side, _DIGITS) for side in one[1:]]
            for name, one in figures.items()
        }
    counts = {part: _counts(run, part) for part in run.parts}
    return {**{part: counts[part] | values[part] for part in values}, "intervals": intervals}


def values_of(run: DraftRun) -> dict[str, dict[str, float]]:
    """Return the plain figures by part, named writer and measure: "referat.must"."""
    values: dict[str, dict[str, float]] = {}
    for (part, writer), figures in run.figures.items():
        place = values.setdefault(part, {})
        place |= {f"{writer}.{name}": one.value for name, one in figures.items()}
    return values


def summary_of(run: DraftRun) -> str:
    """Return the figures as a table for a terminal; ``*`` where a target is missed."""
    return "\n\n".join("\n".join(_lines(run, part)) for part in run.parts)


def missed(run: DraftRun, writer: str = "referat") -> Iterator[tuple[str, Measure, Estimate]]:
    """Yield the targets that a writer misses: part, measure, figure."""
    for (part, name), figures in run.figures.items():
        if name == writer:
            for measure, one in figures.items():
                if met(BY_NAME[measure], one.value) is False:
                    yield part, BY_NAME[measure], one


def figures_csv(run: DraftRun) -> str:
    """Return every figure with its interval and target."""
    fields = (
        "part",
        "writer",
        "criterion",
        "measure",
        "value",
        "low",
        "high",
        "side",
        "target",
        "met",
    )
    return _csv(fields, _figure_rows(run))


def items_csv(run: DraftRun) -> str:
    """Return what every item and post added to every measure: the sums that its formula takes."""
    fields = ("part", "writer", "document", "item", "measure", "first", "second", "third")
    return _csv(fields, _count_rows(run))


def target_of(measure: Measure) -> str:
    """Return the target in words.

    >>> target_of(BY_NAME["must"]), target_of(BY_NAME["words"])
    ('at least 0.85', '')
    """
    if measure.target is None:
        return ""
    return f"{measure.side.replace('_', ' ')} {measure.target:g}"


def _counts(run: DraftRun, part: str) -> dict[str, int]:
    posts = [one for one in run.posts if one.case.part == part]
    names = {one.case.name for one in posts}
    items = {item.known.key for one in posts for item in one.items if one.writer == posts[0].writer}
    return {"documents": len(names), "items": len(items)}


def _lines(run: DraftRun, part: str) -> Iterator[str]:
    writers = [writer for one, writer in run.figures if one == part]
    counts = _counts(run, part)
    yield f"{part}: {counts['documents']} documents, {counts['items']} items"
    yield f"{'':<18}" + "".join(f"{name:>{_WIDE}}" for name in writers) + "   target"
    for name, measure in BY_NAME.items():
        found = [run.figures[part, writer].get(name) for writer in writers]
        if any(found):
            cells = "".join(_cell(measure, one) for one in found)
            number = f"{measure.criterion:>2} " if measure.criterion else "   "
            yield f"{number}{name:<15}{cells}   {target_of(measure)}".rstrip()


def _cell(measure: Measure, one: Estimate | None) -> str:
    if one is None:
        return " " * _WIDE
    mark = "*" if met(measure, one.value) is False else " "
    return f"{one.value:>{_WIDE - 1}.{measure.digits}f}{mark}"


def _figure_rows(run: DraftRun) -> Iterator[Sequence[object]]:
    for (part, writer), figures in run.figures.items():
        for name, one in figures.items():
            measure = BY_NAME[name]
            reached = met(measure, one.value)
            rounded = ("" if side is None else round(side, _DIGITS) for side in one)
            target = "" if measure.target is None else measure.target
            state = "" if reached is None else int(reached)
            yield part, writer, measure.criterion, name, *rounded, measure.side, target, state


def _count_rows(run: DraftRun) -> Iterator[Sequence[object]]:
    for post in run.posts:
        place = (post.case.part, post.writer, post.case.name)
        groups = [("", post.counts), *((one.known.key, one.counts) for one in post.items)]
        for item, counts in groups:
            for one in counts:
                numbers = [round(number, _DIGITS) for number in one.numbers]
                yield *place, item, one.measure, *numbers, *[""] * (3 - len(numbers))


def _csv(fields: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return text.getvalue()
