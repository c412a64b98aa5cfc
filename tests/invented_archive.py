"""Archives for tests: rows of invented minutes in the tables' own schema, without a build."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from pipeline.archive.rows import rows_of
from pipeline.archive.schema import TABLES, file_schema
from pipeline.labelling import label_items
from pipeline.labelling.topics import LexiconClassifier
from pipeline.records import Document
from pipeline.splitting import split_items


class File(NamedTuple):
    """One file of an archive: its name, the folder that was built, and what stands in it."""

    name: str
    collection: str
    text: str


def write_archive(folder: Path, files: Iterable[File]) -> Path:
    """Split and label minutes, write them as an archive, and return its folder."""
    tables: dict[str, dict[int, list[dict[str, Any]]]] = {
        table: defaultdict(list) for table in TABLES
    }
    for file in files:
        sha256 = hashlib.sha256(file.text.encode()).hexdigest()
        minutes = split_items(Document(file.text, file.name, sha256))
        # By rules alone: what is asked of the tables holds whatever model has filled them.
        labelled = label_items(
            minutes,
            topics=LexiconClassifier(explain=False),
            decisions=lambda texts: [None] * len(texts),
        )
        rows = rows_of(minutes, labelled)
        meeting = rows["meetings"][0]
        every = {
            "document": sha256,
            "collection": file.collection,
            "body": minutes.body,
            "date": minutes.date,
            "year": meeting["year"],
        }
        about = {"source": file.name, "sources": [file.name], "documents": [sha256]}
        rows["meetings"] = [meeting | about | {"kind": "text", "pages": 1}]
        for table in TABLES:
            tables[table][meeting["year"]] += [every | row for row in rows[table]]
    for table in TABLES:
        for year, found in tables[table].items():
            place = folder / table / f"year={year}"
            place.mkdir(parents=True, exist_ok=True)
            whole = pa.Table.from_pylist(found, schema=file_schema(table))
            parquet.write_table(whole, place / "part-0.parquet")
    (folder / "manifest.json").write_text("{}", "utf-8")
    return folder
