"""Write the tables that people ask, from the shards: sorted, so that they depend on content alone.

DuckDB sorts them outside memory; rows pass through Arrow in pieces.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipeline.archive.duplicates import Candidate, keepers
from pipeline.archive.schema import SEARCH, TABLES, Table, arrow_schema, file_schema
from pipeline.archive.shards import inner_fields

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from pipeline.archive.ledger import Ledger

_MEMORY = "384MB"
_ROWS_A_GROUP = 5_000
_ROWS_A_FILE = 200_000
# What puts the rows of a document in order.
_ORDER: dict[Table, tuple[str, ...]] = {
    "meetings": (),
    "items": ("position",),
    "sections": ("position", "section"),
    "next_steps": ("position", "kind", '"start"', '"end"', "who"),
    "amounts": ("position", '"start"', '"end"'),
}


def write_tables(archive: Path, ledger: Ledger, work: Path) -> dict[str, int]:
    """Write all tables of an archive anew from what its ledger holds; return rows by table.

    Each is written aside as a whole and takes the place of the old one by a rename. The index of
    the old ones' words goes, since it may know what has been taken out.
    """
    aside = work / f"tables-{uuid4().hex}.aside"
    aside.mkdir()
    try:
        with _database(aside) as db:
            counts = {"sources": _live(db, ledger, aside)}
            if counts["sources"]:
                _shards(db, ledger, work)
                counts["duplicates"] = _keep_one_of_each(db)
            for table in TABLES:
                place = aside / table
                place.mkdir()
                counts[table] = _write(db, table, place) if counts["sources"] else 0
        counts["errors"] = _write_errors(ledger, aside / "errors.parquet")
        for name in (*TABLES, "errors.parquet"):
            _put(aside / name, archive / name, aside)
        shutil.rmtree(archive / SEARCH, ignore_errors=True)
    finally:
        shutil.rmtree(aside)
    return counts


def _put(new: Path, place: Path, aside: Path) -> None:
    if place.is_dir():
        place.rename(aside / f"old-{place.name}")
    new.rename(place)


@contextmanager
def _database(folder: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb

    with duckdb.connect() as db:
        db.execute(f"SET memory_limit = '{_MEMORY}'")
        # One thread, and no order but the one asked for, keep within that at a million items.
        db.execute("SET threads = 1")
        db.execute("SET preserve_insertion_order = false")
        db.execute("SET enable_progress_bar = false")
        db.execute("SET temp_directory = $1", [str(folder / "spill")])
        yield db


def _live(db: DuckDBPyConnection, ledger: Ledger, folder: Path) -> int:
    """Make ``live``: a row for each document, with its shard and all files that hold it."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    names = ("document", "shard", "collection", "source")
    schema = pa.schema([(name, pa.string()) for name in names])
    place = folder / "live.parquet"
    count = 0
    with ParquetWriter(place, schema) as writer:
        for some in _chunks(ledger.documents(), 5_000):
            columns = dict(zip(names, zip(*some, strict=True), strict=True))
            writer.write_table(pa.table({n: list(v) for n, v in columns.items()}, schema))
            count += len(some)
    db.execute(
        "CREATE TABLE live AS SELECT document, any_value(shard) AS shard, "
        "min(source) AS source, arg_min(collection, source) AS collection, "
        "list(source ORDER BY source) AS sources, [document] AS documents "
        "FROM read_parquet($1) GROUP BY document",
        [str(place)],
    )
    return count


def _shards(db: DuckDBPyConnection, ledger: Ledger, work: Path) -> None:
    """Make ``rows``: the rows of the shards that count, each document once."""
    places = [str(work / name) for name in ledger.shards()]
    quoted = ", ".join("'" + place.replace("'", "''") + "'" for place in places)
    db.execute(
        f"CREATE VIEW rows AS SELECT s.*, l.source, l.sources, l.documents, "  # noqa: S608
        f"l.collection AS folder FROM read_parquet([{quoted}], filename = true) s JOIN live l "
        "ON s.document = l.document AND parse_filename(s.filename) = l.shard "
        "WHERE s.meetings IS NOT NULL"
    )


def _keep_one_of_each(db: DuckDBPyConnection) -> int:
    """Take from ``live`` what are other copies of minutes, their files told with the one kept."""
    # Minutes without a day must agree in all bands: one number for all keeps them from being
    # compared with every other such.
    db.execute(
        "CREATE TABLE banded AS SELECT document, meetings.date AS date, unnest("
        "CASE WHEN meetings.date IS NULL THEN [list_sum(bands)::BIGINT] ELSE bands END) AS band "
        "FROM rows"
    )
    pairs = db.execute(
        "SELECT DISTINCT a.document, b.document FROM banded a JOIN banded b ON a.band = b.band "
        "AND a.date IS NOT DISTINCT FROM b.date AND a.document < b.document ORDER BY ALL"
    ).fetchall()
    db.execute("DROP TABLE banded")
    if not pairs:
        return 0
    db.execute("CREATE TABLE asked AS SELECT unnest($1) AS document", [_names(pairs)])
    found = db.execute(
        "SELECT r.document, meetings.date, meetings.body, meetings.closed_items, kind, "
        "list_transform(items, lambda x: x.decision), fingerprint "
        "FROM rows r JOIN asked a ON r.document = a.document"
    ).fetchall()
    candidates = {
        name: Candidate(name, day, body, closed, kind, tuple(decisions), tuple(numbers))
        for name, day, body, closed, kind, decisions, numbers in found
    }
    instead = keepers(pairs, candidates)
    if instead:
        _merge(db, instead)
    return len(instead)


def _merge(db: DuckDBPyConnection, instead: dict[str, str]) -> None:
    """Put the files of each document of *instead* with those of the one that is kept."""
    left, kept = list(instead), list(instead.values())
    db.execute(
        "CREATE TABLE copies AS SELECT unnest($1) AS document, unnest($2) AS kept", [left, kept]
    )
    db.execute(
        "CREATE TABLE merged AS SELECT k.document, "
        "list_sort(list_concat(any_value(k.sources), flatten(list(c.sources)))) AS sources, "
        "list_sort(list_append(list(c.document), k.document)) AS documents "
        "FROM copies JOIN live c ON c.document = copies.document "
        "JOIN live k ON k.document = copies.kept GROUP BY k.document"
    )
    db.execute(
        "UPDATE live SET sources = merged.sources, documents = merged.documents FROM merged "
        "WHERE live.document = merged.document"
    )
    db.execute("DELETE FROM live WHERE document IN (SELECT document FROM copies)")


def _write(db: DuckDBPyConnection, table: Table, place: Path) -> int:
    """Write one table, a folder for each year; return how many rows it has."""
    schema = arrow_schema(table)
    reader = db.sql(_query(table)).to_arrow_reader(_ROWS_A_GROUP)
    count = 0
    for year, groups in _by_year(reader, schema):
        folder = place / f"year={year}"
        folder.mkdir()
        count += _write_year(folder, groups, file_schema(table))
    return count


def _query(table: Table) -> str:
    own = ", ".join(f'x."{name}"' for name in inner_fields(table))
    if table == "meetings":
        outer = (
            "r.document, r.folder AS collection, r.source, r.sources, r.documents, r.kind, r.pages"
        )
        each = "SELECT *, meetings AS x FROM rows"
    else:
        meeting = "r.meetings.body AS body, r.meetings.date AS date, r.meetings.year AS year"
        outer = f"r.document, r.folder AS collection, {meeting}"
        each = f"SELECT document, folder, meetings, unnest({table}) AS x FROM rows"  # noqa: S608
    columns = ", ".join(f'"{name}"' for name in arrow_schema(table).names)
    order = ", ".join(("year", "date NULLS LAST", "body NULLS LAST", "document", *_ORDER[table]))
    inner = f"SELECT {outer}, {own} FROM ({each}) r"  # noqa: S608 - names of our own
    return f"SELECT {columns} FROM ({inner}) ORDER BY {order}"  # noqa: S608 - names of our own


def _by_year(
    reader: Iterable[pa.RecordBatch], schema: pa.Schema
) -> Iterator[tuple[int, Iterator[pa.Table]]]:
    """Yield each year with its rows, in tables of one size, as they come sorted by year."""
    import pyarrow as pa
    import pyarrow.compute as pc

    by_year = _one_year_each(reader, pc)
    piece = next(by_year, None)
    while piece is not None:
        year = piece[0]

        def rows() -> Iterator[pa.Table]:
            nonlocal piece
            kept = schema.empty_table()
            while piece is not None and piece[0] == year:  # noqa: B023 - used up at once
                kept = pa.concat_tables([kept, pa.Table.from_batches([piece[1]]).cast(schema)])
                while len(kept) >= _ROWS_A_GROUP:
                    yield kept.slice(0, _ROWS_A_GROUP)
                    kept = kept.slice(_ROWS_A_GROUP)
                piece = next(by_year, None)
            if len(kept):
                yield kept

        yield year, rows()


def _one_year_each(
    reader: Iterable[pa.RecordBatch], pc: Any
) -> Iterator[tuple[int, pa.RecordBatch]]:
    for batch in reader:
        years = batch.column(batch.schema.names.index("year"))
        at = 0
        for year, count in sorted(
            (one["values"], one["counts"]) for one in pc.value_counts(years).to_pylist()
        ):
            yield year, batch.slice(at, count)
            at += count


def _write_year(folder: Path, groups: Iterator[pa.Table], schema: pa.Schema) -> int:
    from pyarrow.parquet import ParquetWriter

    count = 0
    group = next(groups, None)
    while group is not None:
        place = folder / f"part-{count // _ROWS_A_FILE:04}.parquet"
        last = count + _ROWS_A_FILE
        with ParquetWriter(place, schema, compression="zstd") as writer:
            while group is not None and count < last:
                writer.write_table(group.select(schema.names), row_group_size=_ROWS_A_GROUP)
                count += len(group)
                group = next(groups, None)
    return count


def _write_errors(ledger: Ledger, place: Path) -> int:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = arrow_schema("errors")
    count = 0
    with ParquetWriter(place, schema, compression="zstd") as writer:
        for some in _chunks(ledger.errors(), _ROWS_A_GROUP):
            columns = zip(*some, strict=True)
            arrays = [pa.array(list(values), pa.string()) for values in columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(some)
    return count


def _names(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return sorted({name for pair in pairs for name in pair})


def _chunks(rows: Iterator[tuple[str, ...]], size: int) -> Iterator[list[tuple[str, ...]]]:
    from itertools import islice

    while some := list(islice(rows, size)):
        yield some
