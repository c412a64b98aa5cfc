"""``referat archive report|diff``: a skin over what tells of whole archives."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.labels import Decision, Topic
from pipeline.messages import printable, tell

if TYPE_CHECKING:
    from pipeline.archive.difference import Change, Difference

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(epilog="Example: referat archive report --out arkiv.html")
def report(
    archive: Annotated[
        Path,
        typer.Option(
            "--archive", metavar="ARCHIVE", envvar="REFERAT_ARCHIVE", help="Folder of the archive."
        ),
    ] = Path(),
    out: Annotated[Path, typer.Option(metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
) -> None:
    """Write one HTML page with figures of the archive, each with its table."""
    from pipeline.archive.database import Archive
    from pipeline.archive.forms import write_text
    from pipeline.archive.report import page_of

    write_text(page_of(Archive(archive)), out)
    tell(f"{out}: written")


@app.command(epilog="Example: referat archive diff arkiv-2025 arkiv-2026")
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="An archive.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="One of the same minutes, newer.")],
    limit: Annotated[int, typer.Option(min=0, help="Show at most so many items; 0: all.")] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each changed label.")
    ] = False,
) -> None:
    """Say which decisions and topics a new model changed."""
    from dataclasses import asdict

    from pipeline.archive.database import Archive
    from pipeline.archive.difference import compare_archives
    from pipeline.archive.forms import as_json_lines

    found = compare_archives(Archive(before), Archive(after))
    if not as_json:
        print(_as_text(found, limit))
    elif found.changes:
        print(as_json_lines(asdict(change) for change in found.changes))


def _as_text(found: Difference, limit: int) -> str:
    from pipeline.archive.difference import TASKS
    from pipeline.table import lines_of

    lines = [f"{found.items} punkter i begge, {found.gone} kun i A, {found.new} kun i B"]
    for task in TASKS:
        counts = found.counts(task)
        changed = sum(counts.values())
        share = 100 * changed / max(1, found.items)
        name = "beslutning" if task == "decision" else "emne"
        lines += ["", f"{changed} punkter ({share:.1f} %) har fået anden {name}".replace(".", ",")]
        for (before, after), count in counts.items():
            lines.append(f"{count:>7}  {_danish(task, before)} → {_danish(task, after)}")
    shown = found.changes[: limit or None]
    if shown:
        rows = [("Dato", "Organ", "Titel", "Før", "Nu"), *map(_row, shown)]
        lines += ["", *lines_of(rows, get_terminal_size((110, 24)).columns)]
    if len(found.changes) > len(shown):
        tell(f"referat: the first {len(shown)} of {len(found.changes)}; --limit 0 prints all")
    return "\n".join(lines)


def _row(change: Change) -> tuple[str, ...]:
    return (
        str(change.date or ""),
        printable(change.body or ""),
        change.title,
        f"{_danish(change.task, change.before)} {change.before_score:.2f}",
        f"{_danish(change.task, change.after)} {change.after_score:.2f}",
    )


def _danish(task: str, label: str) -> str:
    return (Decision if task == "decision" else Topic)(label).danish
