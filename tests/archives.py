"""What tests of archives share: an engine in this process, and an archive's content to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pyarrow.parquet import read_table

from pipeline.archive.schema import TABLES, Table
from pipeline.archive.work import Settings
from pipeline.archive.worker import Job, run_job


def HERE(  # noqa: N802 - an engine, given to a build as a constant
    jobs: Iterable[Job], settings: Settings, on_file: Callable[[], None]
) -> Iterator[Job]:
    """Do jobs in this process, one after the other."""
    for job in jobs:
        run_job(job, settings, lambda _: on_file())
        yield job


def nothing_to_do(jobs: Iterable[Job], *_: object) -> Iterator[Job]:
    """Be an engine that must not be given anything."""
    assert list(jobs) == []
    yield from ()


def rows_of_table(archive: Path, table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table in the order of its files."""
    paths = sorted(archive.glob(f"{table}/year=*/*.parquet"))
    return [row for path in paths for row in read_table(path, partitioning=None).to_pylist()]


def errors_of(archive: Path) -> dict[str, tuple[str, str]]:
    """Return step and kind of error by file."""
    rows = read_table(archive / "errors.parquet").to_pylist()
    return {row["source"]: (row["step"], row["error"]) for row in rows}


def content(archive: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the rows of every table, and the bytes of every file of them."""
    rows: dict[str, Any] = {table: rows_of_table(archive, table) for table in TABLES}
    rows["errors"] = read_table(archive / "errors.parquet").to_pylist()
    paths = [*archive.glob("*/year=*/*.parquet"), archive / "errors.parquet"]
    return rows, {str(path.relative_to(archive)): path.read_bytes() for path in paths}
