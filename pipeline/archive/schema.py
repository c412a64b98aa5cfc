"""The tables of an archive: their columns, types and meaning, defined once.

An archive is a folder of Parquet files::

    ARCHIVE/
    ├── items/year=2024/*.parquet       an open agenda item a row
    ├── meetings/year=2024/*.parquet    a document (one meeting) a row
    ├── sections/year=2024/*.parquet    a headed part of an item a row
    ├── next_steps/year=2024/*.parquet  what an item says will happen next
    ├── amounts/year=2024/*.parquet     an amount in an item a row
    ├── errors.parquet                  a file that could not be taken in a row
    ├── manifest.json                   what made the tables, and how many rows they have
    └── work/                           what a later run needs; nobody else should read it

``year`` is the year of the meeting, 0 where its date is not known; it is in the names of the
folders and in the files too. ``document`` (the SHA-256 of the file) joins the tables;
``document`` and ``position`` tell an item. A closed item is counted in ``meetings.closed_items``
and is nowhere else.

All starts and ends are characters of the document's blanked text. To find evidence in
``items.text``, take ``items.start`` off.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    import pyarrow as pa

# Goes up whenever a column is added, dropped or means something else.
VERSION = 1
Table = Literal["items", "meetings", "sections", "next_steps", "amounts"]
TABLES: tuple[Table, ...] = get_args(Table)


class Column(NamedTuple):
    """A column: its name, its type as ``_TYPES`` spells it, and what it holds."""

    name: str
    type: str
    meaning: str


# What every row says of its meeting, so that most questions need one table.
_MEETING = (
    Column("document", "text", "SHA-256 of the file; joins the tables."),
    Column("collection", "text", "Name of the folder that was given to the build."),
    Column("body", "text", "The body that met; null where the minutes don't say."),
    Column("date", "date", "The day of the meeting; null where the minutes don't say."),
    Column("year", "int", "Its year, 0 where the date is unknown; also the folder's name."),
)
_ITEM = (*_MEETING, Column("position", "int", "Place in the agenda from 0, closed items counted."))
_PLACE = (
    Column("start", "int", "Where it starts, in characters of the document's blanked text."),
    Column("end", "int", "Where it ends."),
)

COLUMNS: dict[Table | Literal["errors"], tuple[Column, ...]] = {
    "items": (
        *_ITEM,
        Column("number", "text", "The printed number; empty where none is printed."),
        Column("title", "text", "The clean title."),
        Column("case_number", "text", "The case number; null where none is printed."),
        Column("text", "text", "The whole text of the item, as it is printed."),
        Column("decision_text", "text", "What this body decided, as printed; empty without."),
        Column("decision", "text", "The first decision type (an id of docs/labels.md)."),
        Column("decision_score", "real", "How sure, 0 to 1."),
        Column("decision_by", "text", "rule, model, or none where no decision was found."),
        Column("topic", "text", "The primary topic (an id of docs/labels.md)."),
        Column("topic_score", "real", "How sure, 0 to 1."),
        Column("topic_by", "text", "rule, model, or none where no topic was found."),
        Column("decisions", "labels", "All decision types, in the order of the text."),
        Column("topics", "labels", "All topics, the primary first."),
        Column("passages", "passages", "Votes, minorities, reservations, follow-ups."),
        Column("route", "texts", "The bodies that treat the case, in order."),
        *_PLACE,
    ),
    "meetings": (
        *_MEETING,
        Column("source", "text", "The file the rows were made of."),
        Column("sources", "texts", "All files with these minutes, sorted: copies and exports."),
        Column("documents", "texts", "The SHA-256 of each different file among the sources."),
        Column("kind", "text", "pdf, docx, html, xml or text: of the file the rows were made of."),
        Column("time", "text", "When the meeting began, as HH:MM; null where not told."),
        Column("place", "text", "Where it was held; null where not told."),
        Column("open_items", "int", "How many open items there are."),
        Column("closed_items", "int", "How many closed items there are: all that is told of them."),
        Column("characters", "int", "Length of the document's text."),
        Column("pages", "int", "Pages; 1 where the format has none."),
        Column("flags", "flags", "What did not add up while reading, in Danish."),
    ),
    "sections": (
        *_ITEM,
        Column("section", "int", "Place among the item's sections, from 0."),
        Column("kind", "text", "What it holds: beslutning, indstilling, … (docs/layouts.md)."),
        Column("heading", "text", "The printed heading; empty where none is printed."),
        Column("text", "text", "The text below the heading."),
        *_PLACE,
    ),
    "next_steps": (
        *_ITEM,
        Column("kind", "text", "follow_up: the decision says so; onward: another body is next."),
        Column("when", "date", "The last day that the sentence names; null where it names none."),
        Column("who", "text", "The body that has it next; null where none is named."),
        Column("text", "text", "The minutes' own words; empty for onward."),
        *_PLACE,
    ),
    "amounts": (
        *_ITEM,
        Column("section_kind", "text", "The kind of section it stands in."),
        Column("value", "real", "Multiplied out and positive: 56,4 mio. kr. is 56400000."),
        Column("unit", "text", "kr., procent, årsværk, …; null for a bare number."),
        Column("direction", "text", "more or less than a plan, up or down over time; or null."),
        Column("base", "text", "What it is measured against; null where not told."),
        Column("printed", "text", "The number and its scale as printed: 56,4 mio."),
        Column("sign_clash", "bool", "A minus stands before a word that already says less."),
        *_PLACE,
    ),
    "errors": (
        Column("source", "text", "The file; of a zip file, its path, ! and the member."),
        Column("collection", "text", "Name of the folder that was given to the build."),
        Column("document", "text", "SHA-256 of the file; null where it could not be read at all."),
        Column("step", "text", "Where it stopped: find, open, read, split or label."),
        Column("error", "text", "The kind of error (pipeline.errors)."),
        Column("reason", "text", "What is wrong, in plain English; never text of the file."),
        Column("now", "text", "What to do."),
    ),
}


@cache
def arrow_schema(table: Table | Literal["errors"]) -> pa.Schema:
    """Return the Arrow schema of a table; each field tells its meaning as metadata.

    >>> arrow_schema("amounts").field("value").type
    DataType(double)
    >>> arrow_schema("items").field("number").metadata[b"meaning"].decode()
    'The printed number; empty where none is printed.'
    """
    import pyarrow as pa

    types = _arrow_types()
    fields = [
        pa.field(column.name, types[column.type], metadata={"meaning": column.meaning})
        for column in COLUMNS[table]
    ]
    return pa.schema(fields, metadata={"referat_table": table, "referat_schema": str(VERSION)})


@cache
def _arrow_types() -> dict[str, pa.DataType]:
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int32(), pa.float64()
    span = pa.struct([("start", whole), ("end", whole)])
    label = [("label", text), ("score", real), ("by", text), ("evidence", pa.list_(span))]
    second = [("runner_up", text), ("runner_up_score", real)]
    return {
        "text": text,
        "texts": pa.list_(text),
        "int": whole,
        "real": real,
        "bool": pa.bool_(),
        "date": pa.date32(),
        "labels": pa.list_(pa.struct([*label, *second])),
        "passages": pa.list_(pa.struct([("kind", text), ("start", whole), ("end", whole)])),
        "flags": pa.list_(pa.struct([("level", text), ("rule", text), ("message", text)])),
    }
