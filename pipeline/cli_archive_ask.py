"""``referat archive query|case|open|report|diff``: a skin over what asks an archive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pipeline.labels import Decision, Topic
from pipeline.messages import tell

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
_SHORT = 50

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
    found = find_items(Archive(archive), filters, most + 1 if most else None)
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


def _table(rows: list[tuple[str, ...]]) -> str:
    from pipeline.table import lines_of

    return "\n".join(lines_of(rows, get_terminal_size((110, 24)).columns))


def _give(text: str, out: Path | None) -> None:
    from pipeline.archive.forms import write_text

    if out is not None:
        write_text(f"{text}\n" if text else "", out)
    elif text:
        print(text)
