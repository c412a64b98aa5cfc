"""Answers of an archive as CSV, JSON lines or Parquet, for other programs."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

# A spreadsheet would run what begins so; a quotation mark before it makes it text (OWASP, "CSV
# Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return one JSON object a line and row; days are written as 2024-05-04.

    >>> from datetime import date
    >>> print(as_json_lines([{"date": date(2024, 5, 4), "topics": [{"label": "hr"}]}]))
    {"date": "2024-05-04", "topics": [{"label": "hr"}]}
    """
    return "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Return rows as CSV with a heading; what is no plain value is written as JSON.

    >>> print(as_csv([{"title": "=1+1", "route": ["Byrådet"]}], ["title", "route"]), end="")
    title,route
    '=1+1,"[""Byrådet""]"
    """
    stream = StringIO()
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return stream.getvalue()


def write_parquet(table: pa.Table, place: Path) -> None:
    """Write a table, aside until it is whole."""
    from pyarrow.parquet import write_table

    _write_aside(place, lambda aside: write_table(table, aside, compression="zstd"))


def write_text(text: str, place: Path) -> None:
    """Write a text in UTF-8, aside until it is whole."""
    _write_aside(place, lambda aside: aside.write_text(text, "utf-8"))


def _write_aside(place: Path, write: Callable[[Path], object]) -> None:
    aside = place.with_name(f"{place.name}.{os.getpid()}.aside")
    try:
        write(aside)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
