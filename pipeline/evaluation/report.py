"""A run as one HTML file that needs nothing else: tables, pictures, the worst errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.corpus import Corpus
from pipeline.corpus.folder import write_aside
from pipeline.evaluation import pictures
from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task
from pipeline.evaluation.classes import confusion
from pipeline.evaluation.comparison import Answers, Comparison, compare_shared
from pipeline.evaluation.content import section_scores
from pipeline.evaluation.evaluate import WANTED, SplitResult
from pipeline.evaluation.figures import Estimate
from pipeline.evaluation.floors import Check
from pipeline.evaluation.learning import Retrained
from pipeline.evaluation.mistakes import Mistake, worst_of_split, worst_of_titles
from pipeline.evaluation.pictures import Picture, pictures_of_split
from pipeline.evaluation.run import Run, TitlesResult, is_hidden
from pipeline.evaluation.slices import DIMENSIONS
from pipeline.evaluation.summary import MAIN
from pipeline.evaluation.tables import ANSWERS, parts_of, read_answers, tables_of
from pipeline.labels import Decision, SectionKind, Topic

_SLICE_FIGURES = {
    "decisions.macro_f1": "decisions, macro-F1",
    "decisions.exact": "decisions, exact set",
    "topics.exact": "topics, accuracy",
    "topics.macro_f1": "topics, macro-F1",
}
_COLOURS = {"PAPER": "paper", "INK": "ink", "FAINT": "faint", "FIRST": "first", "SECOND": "second"}


class Part(NamedTuple):
    """A chapter of the report: a split or a file of titles, and what there is to show of it."""

    name: str
    result: SplitResult | None
    titles: TitlesResult | None
    figures: Mapping[str, Estimate]
    pictures: Sequence[Picture]
    mistakes: Sequence[tuple[Task, str, tuple[Mistake, ...]]]
    hidden: bool
    changes: Sequence[Comparison]


class Report(NamedTuple):
    """What goes into a report.

    ``corpus`` is what the run was measured on, for the texts of errors; ``checks`` are the floors
    held against it, ``retrained`` what training anew showed. ``last`` is the ``metrics.json`` of
    the run to compare with; without it the one that stands where the report goes, if any.
    ``show_errors`` shows errors of the test split and of titles too.
    """

    run: Run
    corpus: Corpus
    checks: Sequence[Check] = ()
    retrained: Sequence[Retrained] = ()
    last: Path | None = None
    show_errors: bool = False


def write_report(report: Report, out: Path) -> tuple[Path, ...]:
    """Write a run's report, tables and pictures to the folder *out*: all of them, or none.

    Returns:
        The files.

    Raises:
        CorpusError: The answers of the last run can't be read, or *out* can't be written.
    """
    parts = tuple(_parts(report, _earlier(out, report.last)))
    drawn = [*(picture for part in parts for picture in part.pictures), *_curves(report.retrained)]
    tables = tables_of(report.run)
    texts: dict[Path, str | bytes] = {out / name: text for name, text in tables.items()}
    texts |= {out / "pictures" / f"{one.name}.svg": one.svg for one in drawn}
    texts[out / "report.html"] = render_report(report.run, parts, report.checks, report.retrained)
    write_aside(texts)
    return tuple(texts)


def render_report(
    run: Run,
    parts: Sequence[Part],
    checks: Sequence[Check] = (),
    retrained: Sequence[Retrained] = (),
) -> str:
    """Return the report as HTML, with everything it shows inside it."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "danish": _danish,
        "number": _number,
        "measure": _measure,
        "share": lambda value: "–" if value is None else f"{value:.2f}",
        "picture": lambda one: Markup(inlined(one)),  # noqa: S704  # drawn here, and escaped
    }
    environment.globals |= {
        "confusion_of": _confusion_of,
        "section_rows": lambda result: [
            row for row in section_scores(result.meetings) if any(row[1:])
        ],
        "slice_rows": _slice_rows,
    }
    source = (files("pipeline.evaluation") / "report.html.j2").read_text("utf-8")
    return environment.from_string(source).render(
        run=run,
        parts=parts,
        checks=checks,
        retrained=retrained,
        curves=tuple(_curves(retrained)),
        main=MAIN,
        dimensions=DIMENSIONS,
        slice_figures=_SLICE_FIGURES,
        tasks=TASKS,
        classes=CLASSES,
        wanted=WANTED,
    )


def inlined(picture: Picture) -> str:
    """Return a picture as it stands in the report.

    It takes the page's colours, bears its description, and shares no id with another picture.
    """
    svg = picture.svg[picture.svg.index("<svg") :]
    svg = re.sub(r'\b(id="|url\(#|href="#)', rf"\g<1>{picture.name}-", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for name, variable in _COLOURS.items():
        svg = svg.replace(getattr(pictures, name), f"var(--{variable})")
    svg = re.sub(r'(<svg [^>]*?) ?width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg [^>]*?) ?height="[^"]*"', r"\1", svg, count=1)
    alt = picture.alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{alt}" ', 1)


def _parts(report: Report, earlier: Answers) -> Iterator[Part]:
    run = report.run
    now = {(part, task): answers for part, task, answers in parts_of(run)}
    changes = compare_shared(earlier, now)
    for result in run.splits:
        name: str = result.split
        hidden = is_hidden(name) and not report.show_errors
        worst = () if hidden else tuple(worst_of_split(report.corpus, result))
        drawn = tuple(pictures_of_split(result))
        changed = changes.get(name, ())
        yield Part(name, result, None, result.figures, drawn, worst, hidden, changed)
    for one in run.titles:
        hidden = is_hidden(one.part) and not report.show_errors
        worst = () if hidden else tuple(worst_of_titles(one.titles, one.answers))
        changed = changes.get(one.part, ())
        yield Part(one.part, None, one, one.figures, _title_pictures(one), worst, hidden, changed)


def _title_pictures(one: TitlesResult) -> tuple[Picture, ...]:
    answers: dict[Task, tuple[Answer, ...]] = {"topics": one.answers}
    part = f"titles_{re.sub(r'[^a-z0-9]+', '-', one.name.lower())}"
    return (
        pictures.draw_classes(part, "topics", one.figures),
        pictures.draw_reliability(part, answers),
        pictures.draw_coverage(part, answers),
    )


def _curves(retrained: Sequence[Retrained]) -> Iterator[Picture]:
    for one in retrained:
        points = [(point.municipalities, point.macro_f1) for point in one.curve]
        yield pictures.draw_curve("dev", one.task, points)


def _earlier(out: Path, last: Path | None) -> Answers:
    """Return the answers of the last run; none where nobody asked and none are there."""
    answers = (last.parent if last else out) / ANSWERS
    return {} if last is None and not answers.exists() else read_answers(answers)


def _confusion_of(answers: Sequence[Answer]) -> list[tuple[str, list[tuple[int, float, bool]]]]:
    """Return each topic with its cells: how many, which share of the row, on the diagonal."""
    classes = CLASSES["topics"]
    rows = []
    for number, (name, row) in enumerate(zip(classes, confusion(answers, classes), strict=True)):
        total = max(1, sum(row))
        cells = [(count, count / total, number == column) for column, count in enumerate(row)]
        if sum(row):
            rows.append((name, cells))
    return rows


def _slice_rows(result: SplitResult, dimension: str) -> list[Any]:
    return [one for one in result.slices if one.dimension == dimension and one.items]


def _danish(value: str) -> str:
    """Return the name that people see of a label or kind of section."""
    for vocabulary in (Decision, Topic, SectionKind):
        if value in list(vocabulary):
            return vocabulary(value).danish
    return value


def _measure(name: str) -> str:
    """Return the name of a figure as people write it.

    >>> _measure("kinds_macro_f1"), _measure("windowdiff")
    ('Kinds, macro-F1', 'WindowDiff')
    """
    known = {"pk": "Pk", "windowdiff": "WindowDiff", "ece": "ECE", "top3": "Among the first three"}
    words = name.replace("macro_f1", "macro-F1").replace("micro_f1", "micro-F1")
    *first, last = words.replace("f1", "F1").split("_")
    return known.get(name) or ", ".join(filter(None, (" ".join(first).capitalize(), last)))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
