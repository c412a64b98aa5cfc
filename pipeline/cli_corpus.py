"""``referat corpus``: check, count and exchange labelled minutes. A skin, like ``pipeline.cli``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.messages import tell

app = typer.Typer(
    help="Check, count and exchange labelled minutes.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Folder = Annotated[
    Path | None,
    typer.Option(help="The corpus; without it, the one of the checkout.", metavar="FOLDER"),
]


@app.command(epilog="Example: referat corpus check")
def check(folder: Folder = None) -> None:
    """Prove a corpus: enough of everything, written anew, rightly labelled, nothing let out.

    Every fault is told with file, line and what to do; exit 1 if there is one.
    """
    from pipeline.corpus import read_corpus
    from pipeline.corpus.check import check_corpus

    report = check_corpus(read_corpus(folder))
    wide = max(len(count.name) for count in report.counts)
    print(f"{'':<{wide}}   there  wanted")
    for count in report.counts:
        state = "met" if count.met else "missed"
        print(f"{count.name:<{wide}}  {count.found:>6g}  {count.wanted:>6g}  {state}")
    for finding in report.findings:
        tell(f"referat: {finding}")
    missed = sum(not count.met for count in report.counts)
    print(f"\n{missed} of {len(report.counts)} counts missed, {len(report.findings)} faults found")
    if not report.passed:
        raise typer.Exit(1)


@app.command(epilog="Example: referat corpus stats --picture counts.svg")
def stats(
    folder: Folder = None,
    picture: Annotated[
        Path | None, typer.Option(help="Write the counts as a picture (SVG).")
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(help="Minutes to compare the texts with; may be given several times."),
    ] = None,
) -> None:
    """Print how many items there are by label, split and layout, and how well people agree."""
    from pipeline.corpus import read_corpus
    from pipeline.corpus.agreement import agreements
    from pipeline.corpus.folder import write_aside
    from pipeline.corpus.picture import draw_counts
    from pipeline.corpus.stats import beside as side_by_side
    from pipeline.corpus.stats import describe, samples_of, tables

    corpus = read_corpus(folder)
    print(tables(corpus))
    columns = {"corpus": describe(list(samples_of(corpus)))}
    for path in beside or ():
        columns[path.stem[:12]] = _described(path)
    print(f"\n{side_by_side(columns)}")
    for number, one in enumerate(agreements(corpus)):
        if number == 0:
            print(f"\nAgreement of two people on {one.items} items{'':<11}κ   equal")
        print(f"{one.name:<37}{one.kappa:>8.2f}{one.equal:>8.2f}")
    if picture:
        write_aside({picture: draw_counts(corpus)})


@app.command(epilog="Example: referat corpus export --to parquet --out corpus.parquet")
def export(
    to: Annotated[
        Literal["jsonl", "parquet", "csv", "spacy", "label-studio"],
        typer.Option(help="The form to write."),
    ],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    folder: Folder = None,
    new: Annotated[
        str | None,
        typer.Option(
            metavar="MUNICIPALITY",
            help="Export the minutes in FOLDER/minutes that have no labels yet, as the rules "
            "label them; they are this municipality's.",
        ),
    ] = None,
) -> None:
    """Write a corpus in another form, for other programs or for labelling.

    Of closed items only the numbers leave.
    """
    from pipeline.corpus import read_corpus
    from pipeline.corpus.export import export_corpus

    if new is None:
        corpus = read_corpus(folder)
    else:
        from pipeline.corpus.own import propose_labels

        if folder is None:
            raise typer.BadParameter("--new needs --folder: your own minutes stay in your folder")
        corpus = propose_labels(folder, new, time=_now())
    for path in export_corpus(corpus, to, out):
        tell(f"{path}: {len(corpus.open_rows)} items of {len(corpus.documents)} documents")


@app.command("import", epilog="Example: referat corpus import labelled.jsonl --folder my-corpus")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What has been labelled.")],
    folder: Annotated[Path, typer.Option(metavar="FOLDER", help="The corpus that it joins.")],
    source: Annotated[
        Literal["jsonl", "label-studio"], typer.Option("--from", help="The form of the file.")
    ] = "jsonl",
    annotator: Annotated[
        str | None, typer.Option(help="Who labelled, where the file says somebody else.")
    ] = None,
) -> None:
    """Add labels to a corpus: all of a file, or nothing where a line doesn't fit."""
    from pipeline.corpus.incoming import import_labels

    done = import_labels(folder, file, source, annotator=annotator)
    tell(
        f"{folder}: {done.documents} new documents, {done.new} new items, "
        f"{done.changed} changed, {done.second} labelled a second time"
    )


def _described(path: Path) -> dict[str, float]:
    from pipeline.corpus.stats import describe, samples_read
    from pipeline.labelling import label_items
    from pipeline.reading import read_document
    from pipeline.splitting import split_items

    minutes = split_items(read_document(str(path)))
    return describe(list(samples_read(minutes, label_items(minutes))))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
