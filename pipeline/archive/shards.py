"""Shards: Parquet files in ``ARCHIVE/work`` with one document a row, all that is known of it.

A shard is written aside and then renamed, so whatever bears a shard's name is whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.rows import Row
from pipeline.archive.schema import TABLES, Table, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

# What the rows of each table leave to the meeting, the ledger or the document itself.
_OUTSIDE: dict[Table, frozenset[str]] = {
    table: frozenset({"document", "collection", "body", "date", "year"}) for table in TABLES
}
_OUTSIDE["meetings"] = frozenset(
    {"document", "collection", "source", "sources", "documents", "kind", "pages"}
)
# Of a row: what tells a run's ledger which file it was and how it went.
FACTS = (
    "name", "collection", "size", "changed", "length", "document",
    "step", "error", "reason", "now",
)  # fmt: skip
_ROWS_AT_ONCE = 32


def inner_fields(table: Table) -> list[str]:
    """Return the columns of a table that each document's own rows in a shard have.

    >>> inner_fields("amounts")[:3]
    ['position', 'section_kind', 'value']
    """
    return [name for name in arrow_schema(table).names if name not in _OUTSIDE[table]]


@cache
def shard_schema() -> pa.Schema:
    """Return the Arrow schema of a shard.

    >>> shard_schema().names[:3]
    ['name', 'collection', 'size']
    """
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    kinds = {"size": whole, "changed": whole, "length": whole}
    fields = [pa.field(name, kinds.get(name, text)) for name in FACTS]
    fields += [
        pa.field("kind", text),
        pa.field("pages", pa.int32()),
        pa.field("text", text),
        pa.field("minutes", text),
        pa.field("fingerprint", pa.list_(pa.int64())),
        pa.field("bands", pa.list_(pa.int64())),
    ]
    for table in TABLES:
        schema = arrow_schema(table)
        inner = pa.struct([(name, schema.field(name).type) for name in inner_fields(table)])
        fields.append(pa.field(table, inner if table == "meetings" else pa.list_(inner)))
    return pa.schema(fields)


def write_shard(rows: Iterable[Row], place: Path) -> None:
    """Write rows to *place*, a few at a time, under another name until all are written.

    A second row of the same document keeps its facts and drops the rest.
    """
    from pyarrow.parquet import ParquetWriter

    aside = place.with_suffix(f".{os.getpid()}.aside")
    told: set[str] = set()
    try:
        with ParquetWriter(aside, shard_schema(), compression="zstd") as writer:
            rows = iter(rows)
            while some := list(islice(rows, _ROWS_AT_ONCE)):
                writer.write_batch(batch_of(_once(row, told) for row in some))
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def batch_of(rows: Iterable[Row]) -> pa.RecordBatch:
    """Return rows as Arrow in the schema of a shard; what a row lacks is null."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(list(rows), schema=shard_schema())


def read_shard(place: Path, columns: Iterable[str] | None = None) -> Iterator[Row]:
    """Yield the rows of a shard, or some columns of them, a few at a time."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(place) as file:
        names = list(columns) if columns else None
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=names):
            yield from batch.to_pylist()


def _once(row: Row, told: set[str]) -> Row:
    document = row.get("document")
    if document in told:
        return {name: row[name] for name in FACTS if name in row}
    if document is not None and not row.get("step"):
        told.add(document)
    return row
