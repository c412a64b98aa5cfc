"""The tables of an archive; their columns, types and meaning stand in ``schema.toml``.

An archive is a folder of Parquet files::

    ARCHIVE/
    ├── items/year=2024/*.parquet       an open agenda item a row
    ├── meetings/year=2024/*.parquet    a document (one meeting) a row
    ├── sections/year=2024/*.parquet    a headed part of an item a row
    ├── next_steps/year=2024/*.parquet  what an item says will happen next
    ├── amounts/year=2024/*.parquet     an amount in an item a row
    ├── errors.parquet                  a file that could not be taken in a row
    ├── manifest.json                   what made the tables, and how many rows they have
    ├── search/                         an index of words, once somebody has searched
    └── work/                           what a later run needs; nobody else should read it

``year`` is the year of the meeting, 0 where its date is not known. It stands in the names of the
folders, where DuckDB, Spark, Polars and pandas find it, and not in the files. ``document`` (the
SHA-256 of the file) joins the tables; ``document`` and ``position`` tell an item. A closed item is
counted in ``meetings.closed_items`` and is nowhere else.

All starts and ends are characters of the document's blanked text. To find evidence in
``items.text``, take ``items.start`` off.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    import pyarrow as pa

# Goes up whenever a column is added, dropped or means something else.
VERSION = 1
MANIFEST = "manifest.json"
# The folder of the search index, which a question makes.
SEARCH = "search"
Table = Literal["items", "meetings", "sections", "next_steps", "amounts"]
TABLES: tuple[Table, ...] = get_args(Table)


class Column(NamedTuple):
    """A column: its name, its type as ``_TYPES`` spells it, and what it holds."""

    name: str
    type: str
    meaning: str


# What a table's columns are put together from: the parts of schema.toml, in order.
_PARTS: dict[Table | Literal["errors"], tuple[str, ...]] = {
    "items": ("meeting", "item", "items", "place"),
    "meetings": ("meeting", "meetings"),
    "sections": ("meeting", "item", "sections", "place"),
    "next_steps": ("meeting", "item", "next_steps", "place"),
    "amounts": ("meeting", "item", "amounts", "place"),
    "errors": ("errors",),
}


def _columns() -> dict[Table | Literal["errors"], tuple[Column, ...]]:
    parts = tomllib.loads(Path(__file__).with_name("schema.toml").read_text("utf-8"))
    return {
        table: tuple(Column(name, *told) for part in names for name, told in parts[part].items())
        for table, names in _PARTS.items()
    }


COLUMNS = _columns()


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
def file_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table's files, which leave the year to their folder's name.

    >>> set(arrow_schema("items").names) - set(file_schema("items").names)
    {'year'}
    """
    schema = arrow_schema(table)
    return schema.remove(schema.get_field_index("year"))


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
