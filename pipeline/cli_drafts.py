"""``referat evaluate --drafts``: how good the drafts are. A skin, no more."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from pipeline.messages import tell, tell_progress, wipe_progress

if TYPE_CHECKING:
    from pipeline.corpus import Corpus
    from pipeline.corpus.rows import SplitName
    from pipeline.evaluation.drafts.cases import DraftCase
    from pipeline.evaluation.drafts.run import DraftRun
    from pipeline.evaluation.floors import Check

Drafts = Annotated[
    bool, typer.Option("--drafts", help="Measure the drafts by the rubric, not the labels.")
]
Published = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="With --drafts: hold drafts of its minutes/ against its published/."
    ),
]
MinutesFiles = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="With --drafts: measure drafts of these minutes too."),
]


class Wanted(NamedTuple):
    """What to measure drafts on, and what to make of it.

    Without files and folders of one's own it is the corpus: its ``splits``, or all that have
    reference drafts.
    """

    corpus: Path | None = None
    splits: Sequence[str] = ()
    published: Path | None = None
    minutes: Sequence[Path] = ()
    out: Path | None = None
    as_json: bool = False
    floors: Path | None = None
    show_errors: bool = False

    @property
    def own(self) -> bool:
        """Whether only files and folders of one's own are wanted."""
        return bool(self.published or self.minutes) and not (self.corpus or self.splits)


def evaluate_drafts(wanted: Wanted) -> None:
    """Measure, print, write, and exit 1 where a figure is below its floor.

    Raises:
        CorpusError: There is no corpus, or no reference drafts in it.
        ReadError: A file can't be read.
    """
    from pipeline.corpus import read_corpus
    from pipeline.evaluation.drafts.run import evaluate_drafts
    from pipeline.evaluation.drafts.tables import metrics_of, summary_of
    from pipeline.evaluation.drafts.whole import vocabulary_of

    corpus = _known_corpus() if wanted.own else read_corpus(wanted.corpus)
    cases = list(_cases(wanted, None if wanted.own else corpus))
    done = iter(range(1, len(cases) + 1))
    run = evaluate_drafts(
        cases,
        vocabulary_of(corpus, cases),
        tell=lambda case: tell_progress(next(done), len(cases), case.name),
    )
    wipe_progress()
    if wanted.out:
        _write(run, wanted.out, show_errors=wanted.show_errors)
    print(json_format.dumps(metrics_of(run)) if wanted.as_json else summary_of(run))
    below = [check for check in _checks(run, wanted) if not check.held]
    for check in below:
        tell(f"referat: floor not held: {check}")
    if below:
        raise typer.Exit(1)


def _known_corpus() -> Corpus | None:
    """Return the corpus of the checkout for its words, or None: the package brings no corpus."""
    from pipeline.corpus import read_corpus
    from pipeline.corpus.folder import corpus_folder
    from pipeline.errors import CorpusError

    try:
        corpus_folder()
    except CorpusError:
        return None
    return read_corpus()


def _cases(wanted: Wanted, corpus: Corpus | None) -> Iterator[DraftCase]:
    from pipeline.evaluation.drafts.cases import corpus_cases, file_case
    from pipeline.evaluation.drafts.published import published_cases

    if corpus:
        yield from corpus_cases(corpus, cast("Sequence[SplitName]", wanted.splits))
    if wanted.published:
        yield from published_cases(wanted.published)
    for path in wanted.minutes:
        yield file_case(path, part="minutes")


def _write(run: DraftRun, out: Path, *, show_errors: bool) -> None:
    from pipeline.corpus.folder import write_aside
    from pipeline.evaluation.drafts.report import report_of
    from pipeline.evaluation.drafts.tables import figures_csv, items_csv, metrics_of

    metrics = json_format.dumps(metrics_of(run), ensure_ascii=False, indent=1) + "\n"
    write_aside(
        {
            out / "drafts.html": report_of(run, show_errors=show_errors),
            out / "drafts_metrics.json": metrics,
            out / "drafts_figures.csv": figures_csv(run),
            out / "drafts_counts.csv": items_csv(run),
        }
    )
    tell(f"{out / 'drafts.html'}: written, with drafts_metrics.json and CSV beside it")


def _checks(run: DraftRun, wanted: Wanted) -> tuple[Check, ...]:
    """Hold floors: a file's, or the package's on its own corpus."""
    from pipeline.evaluation.drafts.tables import FLOORS, values_of
    from pipeline.evaluation.floors import check_floors, read_floors

    if wanted.corpus and not wanted.floors:
        return ()
    return check_floors(read_floors("drafts", wanted.floors or FLOORS), values_of(run))
