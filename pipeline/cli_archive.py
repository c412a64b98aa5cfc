"""``referat archive``: a skin over ``pipeline.archive``, like ``pipeline.cli`` over the flow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pipeline.cli_archive_ask import app as questions
from pipeline.cli_archive_whole import app as whole
from pipeline.messages import tell

if TYPE_CHECKING:
    from pipeline.archive.build import Engine, Progress, Summary

app = typer.Typer(
    help="Label whole folders of minutes, and ask what stands in them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(questions)
app.add_typer(whole)
_MEGABYTE = 1024 * 1024
_STEPS = {"read": "reading", "label": "labelling again", "tables": "writing tables"}


@app.callback()
def _archive() -> None:
    """Keep ``build`` a command of its own."""


@app.command(epilog="Example: referat archive build referater --out arkiv --workers 4")
def build(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER", help="Folders of PDF, DOCX, HTML, XML and text, and of zip files."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="ARCHIVE", help="Folder of the archive.")],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; without it, one for each processor.")
    ] = None,
    engine: Annotated[
        Literal["local", "spark"], typer.Option(help="Where the work is done.")
    ] = "local",
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="Of the Spark cluster; else local[WORKERS].")
    ] = None,
    models: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Your own models in place of Referat's.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds that a file may take.")] = 120,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Refuse files of more megabytes.")] = 100,
    max_memory_mb: Annotated[
        int, typer.Option(min=16, help="Megabytes of memory that a file may take.")
    ] = 768,
    progress: Annotated[
        bool | None,
        typer.Option("--progress/--no-progress", help="A bar on stderr; default in a terminal."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read, split and label all minutes in folders, and write them as Parquet tables.

    Run it again to go on after a stop, or when files have come, changed or gone: only those are
    read. A new model labels everything again without reading it. Files that can't be taken in
    are in errors.parquet, each with what to do.
    """
    from pipeline.archive.build import build_archive
    from pipeline.archive.work import Settings

    settings = Settings(timeout, max_memory_mb * _MEGABYTE, int(max_mb * _MEGABYTE), models)
    where = _engine(engine, workers or os.cpu_count() or 1, master)
    with _progress_bar(progress) as show:
        summary = build_archive(folders, out, where, settings=settings, on_progress=show)
    if summary.reread:
        tell("referat: this version reads otherwise than the last: everything was read again")
    print(_as_json(summary) if as_json else _as_text(summary, out))


def _engine(name: Literal["local", "spark"], workers: int, master: str | None) -> Engine:
    if name == "spark":
        from pipeline.archive import spark

        return spark.engine(master or f"local[{workers}]")
    if master is not None:
        raise typer.BadParameter("--master is for --engine spark")
    from pipeline.archive import local

    return local.engine(workers)


@contextmanager
def _progress_bar(wanted: bool | None) -> Iterator[Callable[[Progress], None]]:
    """Give what shows a bar with rate, remaining time and failures; None: only in a terminal."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    bars: dict[str, Any] = {}

    def close() -> None:
        for bar in bars.values():
            bar.close()
        bars.clear()

    def show(now: Progress) -> None:
        if now.step not in bars:
            close()
            disable = None if wanted is None else not wanted
            total, step = now.total or None, _STEPS[now.step]
            bars[now.step] = tqdm(total=total, desc=step, unit=" files", disable=disable)
        bar = bars[now.step]
        if not bar.disable:
            bar.set_postfix(failed=now.failed, refresh=False)
            bar.update(now.done - bar.n)

    try:
        yield show
    finally:
        close()


def _as_json(summary: Summary) -> str:
    import json

    values = summary._asdict() | {
        "plan": summary.plan._asdict(),
        "seconds": round(summary.seconds, 2),
    }
    return json.dumps(values, ensure_ascii=False)


def _as_text(summary: Summary, out: Path) -> str:
    plan, counts = summary.plan, summary.counts
    failed = ", ".join(f"{count} at {step}" for step, count in summary.failures.items())
    where = f" ({failed}): see errors.parquet" if failed else ""
    return "\n".join(
        (
            f"{out}: {counts['meetings']} meetings, {counts['items']} items",
            f"  files       {plan.new} new, {plan.changed} changed, "
            f"{plan.unchanged} unchanged, {plan.removed} removed",
            f"  this run    {summary.read} read, {summary.recognised} known by content, "
            f"{summary.relabelled} labelled again, {summary.seconds:.1f} s",
            f"  duplicates  {counts.get('duplicates', 0)} documents kept once with another",
            f"  failed      {counts['errors']}{where}",
        )
    )
