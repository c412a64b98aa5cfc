"""What a new model changed, item by item."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from invented_archive import File, write_archive
from pyarrow import parquet
from typer.testing import CliRunner

from pipeline.archive.database import Archive
from pipeline.archive.difference import compare_archives
from pipeline.cli_archive import app

TEXT = """Referat Direktionen d. 08-01-2024

Punkt 1: Elcykler til hjemmeplejen

Beslutning

Anbefales over for byrådet.

Punkt 2: Sygefravær på rådhuset

Beslutning

Drøftet.
"""
OTHER = TEXT.replace("08-01-2024", "09-01-2024")


def relabel(folder: Path, label: str, new: str, position: int) -> None:
    """Write the items of an archive anew with another label for one of them."""
    (path,) = folder.glob("items/*/*.parquet")
    with parquet.ParquetFile(path) as file:
        table = file.read()
    column = [
        new if at.as_py() == position else old.as_py()
        for at, old in zip(table["position"], table[label], strict=True)
    ]
    place = table.schema.names.index(label)
    parquet.write_table(table.set_column(place, table.schema.field(place), pa.array(column)), path)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    before = write_archive(tmp_path / "a", [File("a.txt", "Nordby", TEXT)])
    return before, write_archive(tmp_path / "b", [File("a.txt", "Nordby", TEXT)])


def test_the_same_labels_differ_in_nothing(two: tuple[Path, Path]) -> None:
    found = compare_archives(*map(Archive, two))
    assert (found.items, found.gone, found.new, found.changes) == (2, 0, 0, ())


def test_changed_labels_are_told(two: tuple[Path, Path]) -> None:
    relabel(two[1], "decision", "godkendt", 0)
    relabel(two[1], "topic", "social", 1)
    found = compare_archives(*map(Archive, two))
    assert found.counts("decision") == {("anbefales", "godkendt"): 1}
    assert [(one.task, one.position, one.after) for one in found.changes] == [
        ("decision", 0, "godkendt"),
        ("topic", 1, "social"),
    ]
    done = CliRunner().invoke(app, ["diff", *map(str, two)])
    assert done.exit_code == 0, done.output
    assert "1 punkter (50,0 %) har fået anden beslutning" in done.stdout
    assert "Anbefales → Godkendt" in done.stdout
    lines = CliRunner().invoke(app, ["diff", *map(str, two), "--json"]).stdout.splitlines()
    assert json.loads(lines[0])["before"] == "anbefales"
    limited = CliRunner().invoke(app, ["diff", *map(str, two), "--limit", "1"])
    assert "the first 1 of 2" in limited.stderr


def test_items_of_one_archive_only_are_counted(tmp_path: Path) -> None:
    files = [File("a.txt", "Nordby", TEXT), File("b.txt", "Nordby", OTHER)]
    before = Archive(write_archive(tmp_path / "a", files[:1]))
    after = Archive(write_archive(tmp_path / "b", files[1:]))
    found = compare_archives(before, after)
    assert (found.items, found.gone, found.new) == (0, 2, 2)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "manifest.json").write_text("{}", "utf-8")
    assert compare_archives(Archive(empty), after).new == 2
