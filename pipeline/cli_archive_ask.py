"""``referat archive query|case|open|report|diff``: a skin over what asks an archive."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pipeline.labels import Decision, Topic
from pipeline.messages import printable, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from pipeline.archive.cases import Case
    from pipeline.archive.promises import Promise

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
_SHORT = 50
# So many characters of what was decided stand in a table.
_SAID = 160
_IN_TABLE = ("date", "body", "title", "decisions", "topic", "case_number")
_BY = {"number": "", "mention": " (nævner sagen)", "title": " (titlen ligner)"}

Place = Annotated[
    Path,
    typer.Option(
        "--archive", metavar="ARCHIVE", envvar="REFERAT_ARCHIVE", help="Folder of the archive."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Collections = Annotated[
    list[str] | None,
    typer.Option("--collection", metavar="NAME", help="Folder given to the build; repeatable."),
]
Words = Annotated[
    str, typer.Option(metavar="WORDS", help='Words in any form, "phrases", -without, OR.')
]
Bodies = Annotated[
    list[str] | None, typer.Option(help="The body that met, in any spelling; repeatable.")
]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of meeting.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of meeting.")]
Decisions = Annotated[
    list[Decision] | None, typer.Option(help="One of the item's decisions; repeatable.")
]
Topics = Annotated[list[Topic] | None, typer.Option(help="The item's primary topic; repeatable.")]
Form = Annotated[
    Literal["table", "csv", "json", "parquet"],
    typer.Option("--format", help="json is one object a line; parquet needs --out."),
]
Out = Annotated[Path | None, typer.Option(help="Write to a file instead of stdout.")]
Limit = Annotated[
    int | None, typer.Option(min=0, help="At most so many; 0 for all. A table stops at 50.")
]


@app.command(epilog='Example: referat archive query --text "cykelsti" --decision godkendt')
def query(
    archive: Place = Path(),
    text: Words = "",
    body: Bodies = None,
    since: Since = None,
    until: Until = None,
    decision: Decisions = None,
    topic: Topics = None,
    collection: Collections = None,
    form: Form = "table",
    out: Out = None,
    limit: Limit = None,
) -> None:
    """Find items by body, date, decision, topic and words: the newest first, or the best fit."""
    from pipeline.archive.database import Archive
    from pipeline.archive.query import Filters, find_items

    if form == "parquet" and out is None:
        raise typer.BadParameter("--format parquet needs --out FILE")
    filters = Filters(
        collections=collection or (),
        bodies=body or (),
        first=since and since.date(),
        last=until and until.date(),
        decisions=decision or (),
        topics=topic or (),
        text=text,
    )
    most = (_SHORT if form == "table" else 0) if limit is None else limit
    # One more than wanted tells whether there are more.
    more = most + 1 if most else None
    if form == "table":
        found = find_items(Archive(archive), filters, more, _IN_TABLE)
    else:
        found = find_items(Archive(archive), filters, more)
    if most and found.num_rows > most:
        found = found.slice(0, most)
        tell(f"referat: the first {most}; there are more: --limit 0 prints all")
    if form == "parquet" and out is not None:
        from pipeline.archive.forms import write_parquet

        write_parquet(found, out)
    else:
        _give(_as_text(found, form), out)


def _as_text(found: pa.Table, form: str) -> str:
    from pipeline.archive.forms import as_csv, as_json_lines

    rows = found.to_pylist()
    if form == "csv":
        return as_csv(rows, found.column_names).removesuffix("\n")
    if form == "json":
        return as_json_lines(rows)
    heading = ("Dato", "Organ", "Titel", "Beslutning", "Emne", "Sag")
    return _table([heading, *map(_item_row, rows)])


def _item_row(row: dict[str, Any]) -> tuple[str, ...]:
    decisions = ", ".join(Decision(one["label"]).danish for one in row["decisions"])
    return (
        str(row["date"] or ""),
        row["body"] or "",
        row["title"],
        decisions,
        Topic(row["topic"]).danish,
        row["case_number"] or "",
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    from pipeline.table import lines_of

    return "\n".join(lines_of(rows, get_terminal_size((110, 24)).columns))


def _give(text: str, out: Path | None) -> None:
    from pipeline.archive.forms import write_text

    if out is not None:
        write_text(f"{text}\n" if text else "", out)
    elif text:
        print(text)


@app.command(epilog="Example: referat archive case 24-001522 --picture sag.svg")
def case(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The case number, in any form.")],
    archive: Place = Path(),
    collection: Collections = None,
    picture: Annotated[
        Path | None, typer.Option(help="Write the way of the case as a picture (SVG).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow one case through bodies and time, with what each of them decided.

    Several cases under one number are told apart by their titles. Items under another number
    are found when they mention this one or have a title like it, and are marked so.
    """
    from pipeline.archive.cases import find_cases
    from pipeline.archive.database import Archive
    from pipeline.archive.forms import as_json_lines, write_text
    from pipeline.archive.picture import draw_cases
    from pipeline.errors import ArchiveError

    cases = find_cases(Archive(archive), number, collection or ())
    if not cases:
        what = f"no item has the case number {number!r:.60}"
        raise ArchiveError(what, where=str(archive), now="check the number")
    if picture:
        write_text(draw_cases(cases), picture)
    if as_json:
        print(as_json_lines(_case_as_json(one) for one in cases))
    else:
        if len(cases) > 1:
            tell(f"referat: {len(cases)} cases under this number")
        print("\n\n".join(map(_case_as_text, cases)))


def _case_as_json(one: Case) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(one) | {"stages": one.stages}


def _case_as_text(one: Case) -> str:
    last = one.steps[-1]
    lines = [f"{last.title} ({one.collection})", " → ".join(one.stages)]
    if one.waits_for:
        lines.append(f"Sendt videre til: {one.waits_for}")
    rows = [("Dato", "Organ", "Titel", "Beslutning", "Besluttet", "Sag")]
    rows += [
        (
            str(step.date or ""),
            step.body or "",
            step.title,
            ", ".join(decision.danish for decision in step.decisions),
            _shortened(step.decision_text),
            f"{step.case_number or ''}{_BY[step.by]}",
        )
        for step in one.steps
    ]
    return "\n".join([*map(printable, lines), "", _table(rows)])


def _shortened(text: str) -> str:
    return textwrap.shorten(text, _SAID, placeholder=" …")


@app.command("open", epilog="Example: referat archive open --on 2025-06-30")
def list_open(
    archive: Place = Path(),
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As seen from this day; else the last meeting."),
    ] = None,
    collection: Collections = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also what the archive lacks later minutes to have shown."),
    ] = False,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
) -> None:
    """List what was promised and is not seen again.

    Follow-ups whose day has passed, recommendations that nobody decided on within 90 days, and
    items postponed that never came again.
    """
    from dataclasses import asdict, fields

    from pipeline.archive.database import Archive
    from pipeline.archive.forms import as_csv, as_json_lines
    from pipeline.archive.promises import Promise, open_promises

    found = open_promises(
        Archive(archive), on and on.date(), collection or (), everything=everything
    )
    if form == "table":
        print(_promises_as_text(found) if found else "Intet løfte står åbent.")
        return
    rows = [asdict(one) for one in found]
    names = [field.name for field in fields(Promise)]
    _give(as_csv(rows, names).removesuffix("\n") if form == "csv" else as_json_lines(rows), None)


def _promises_as_text(found: Sequence[Promise]) -> str:
    rows = [("Dato", "Organ", "Titel", "Hvad mangler", "Sag")]
    for one in found:
        if one.due:
            missing = f"Frist {one.due}: {_shortened(one.text)}"
        elif one.kind == "postponed":
            missing = "Udsat og ikke set igen"
        else:
            missing = f"Anbefalet, ikke afgjort{f' i {one.who}' if one.who else ''}"
        rows.append((str(one.date), one.body or "", one.title, missing, one.case_number or ""))
    return _table(rows)
