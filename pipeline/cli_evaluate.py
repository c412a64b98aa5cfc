"""``referat evaluate`` and ``referat compare``: how well labels are given. A skin, no more."""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_drafts import Drafts, MinutesFiles, Published, Wanted, evaluate_drafts
from pipeline.messages import tell, tell_progress, wipe_progress

if TYPE_CHECKING:
    from pipeline.corpus import Corpus, CorpusDocument
    from pipeline.evaluation.answers import Answer, Task
    from pipeline.evaluation.floors import Check
    from pipeline.evaluation.learning import Retrained
    from pipeline.evaluation.run import Run

    Answers = dict[tuple[str, Task], tuple[Answer, ...]]


def _known_splits(names: list[str] | None) -> list[str] | None:
    unknown = set(names or ()) - {"train", "dev", "test"}
    if unknown:
        raise typer.BadParameter(f"there is no split called {min(unknown)!r}")
    return names


Model = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER|rules",
        help="A model, a folder with decision/ and topic/, or rules; else the shipped ones.",
    ),
]
CorpusFolder = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="FOLDER", help="Without it, the corpus of the checkout."),
]
Splits = Annotated[
    list[str] | None,
    typer.Option(
        "--split",
        metavar="train|dev|test",
        callback=_known_splits,
        help="May be given several times; without it, all there are.",
    ),
]
Titles = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="JSON Lines with title and topic, to measure on too."),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write report.html, metrics.json, CSV and pictures."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]
Last = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="metrics.json of the run to compare with; else OUT's."),
]
Floors = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Floors to hold; else the package's, on its own corpus."),
]
ShowErrors = Annotated[
    bool, typer.Option("--show-errors", help="Show errors of the test split and of titles too.")
]
Retrain = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Train anew too: a learning curve, and municipalities left out in N groups. Slow.",
    ),
]


def evaluate(
    model: Model = None,
    corpus: CorpusFolder = None,
    titles: Titles = None,
    split: Splits = None,
    out: Out = None,
    json: AsJson = False,
    last: Last = None,
    floors: Floors = None,
    show_errors: ShowErrors = False,
    retrain: Retrain = 0,
    drafts: Drafts = False,
    published: Published = None,
    minutes: MinutesFiles = None,
) -> None:
    """Measure splitting and labelling on labelled minutes, or drafts, end to end and step by step.

    Exit 1 where a figure is below its floor. Errors of the test split and of titles are not shown
    unless asked for, so that nobody tunes on them by accident.
    """
    if drafts or published or minutes:
        splits, own = tuple(split or ()), tuple(minutes or ())
        evaluate_drafts(Wanted(corpus, splits, published, own, out, json, floors, show_errors))
        return
    from pipeline.corpus import read_corpus
    from pipeline.evaluation.report import Report, write_report
    from pipeline.evaluation.run import evaluate_corpus
    from pipeline.evaluation.summary import summary_of
    from pipeline.evaluation.tables import metrics_of

    labelled = read_corpus(corpus)
    watch = _progress(labelled, split or ())
    run = evaluate_corpus(labelled, model, splits=split or (), titles=titles or (), tell=watch)
    wipe_progress()
    checks = _checks(run, floors) if corpus is None or floors else ()
    if out:
        anew = _retrained(labelled, retrain)
        write_report(Report(run, labelled, checks, anew, last, show_errors), out)
        tell(f"{out / 'report.html'}: written, with metrics.json, CSV and pictures beside it")
    print(json_format.dumps(metrics_of(run), ensure_ascii=False) if json else summary_of(run))
    missed = [check for check in checks if not check.held]
    for check in missed:
        tell(f"referat: floor not held: {check}")
    if missed:
        raise typer.Exit(1)


def compare(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A report folder, a model folder, shipped or rules.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="What to hold against it.")],
    corpus: CorpusFolder = None,
    split: Splits = None,
    json: AsJson = False,
    show_errors: ShowErrors = False,
) -> None:
    """Tell how B differs from A: differences with intervals, McNemar's test, gains and losses.

    A model is run on the corpus; of a report the answers are read.
    """
    from pipeline.errors import ReferatError
    from pipeline.evaluation.comparison import compare_shared
    from pipeline.evaluation.run import is_hidden
    from pipeline.evaluation.summary import comparison_lines
    from pipeline.evaluation.tables import comparison_json

    found = compare_shared(*(_answers(name, corpus, split or ()) for name in (first, second)))
    if not found:
        now = "name runs of the same corpus, or a split that both have"
        raise ReferatError("nothing to compare", where=f"{first} and {second}", now=now)
    if json:
        print(json_format.dumps(comparison_json(found), ensure_ascii=False))
        return
    hidden = [] if show_errors else [part for part in found if is_hidden(part)]
    print("\n".join(comparison_lines(found, hidden=hidden)))


def _progress(corpus: Corpus, splits: Sequence[str]) -> Callable[[CorpusDocument], None]:
    """Return what names the document at hand, in a terminal."""
    count = sum(not splits or one.split in splits for one in corpus.documents)
    numbers = iter(range(1, count + 1))

    def watch(document: CorpusDocument) -> None:
        if sys.stderr.isatty():
            tell_progress(next(numbers), count, document.id)

    return watch


def _retrained(corpus: Corpus, times: int) -> tuple[Retrained, ...]:
    if not times:
        return ()
    from pipeline.evaluation.learning import retrain_both
    from pipeline.training.params import read_params

    return retrain_both(corpus, read_params(), times, tell)


def _checks(run: Run, floors: Path | None) -> tuple[Check, ...]:
    from pipeline.evaluation.floors import check_floors, read_floors

    values = {
        part: {name: one.value for name, one in found.items()}
        for part, found in run.figures.items()
    }
    return check_floors(read_floors(run.model, floors), values)


def _answers(name: str, corpus: Path | None, splits: Sequence[str]) -> Answers:
    from pipeline.corpus import read_corpus
    from pipeline.evaluation.contestants import SHIPPED
    from pipeline.evaluation.run import evaluate_corpus
    from pipeline.evaluation.tables import ANSWERS, parts_of, read_answers

    if (Path(name) / ANSWERS).exists():
        found = read_answers(Path(name) / ANSWERS)
        return {key: rows for key, rows in found.items() if not splits or key[0] in splits}
    model = None if name == SHIPPED else name
    run = evaluate_corpus(read_corpus(corpus), model, splits=splits)
    return {(part, task): answers for part, task, answers in parts_of(run)}
