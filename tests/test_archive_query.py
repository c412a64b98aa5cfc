"""Items found by body, date, decision, topic and words, against the same done by hand."""

from __future__ import annotations

import csv
import json
import os
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_archive import File, write_archive
from pyarrow import parquet
from typer.testing import CliRunner

from pipeline.archive.database import Archive
from pipeline.archive.query import Filters, find_items
from pipeline.archive.schema import COLUMNS, arrow_schema
from pipeline.archive.search import search_items
from pipeline.cli_archive import app
from pipeline.errors import ArchiveError
from pipeline.labels import Decision, Topic

COUNCIL = """Referat Byrådet d. 04-05-2024

Punkt 1: Udskiftning af tjenestebiler

Sagsnr. 24-001522

Beslutning

Godkendt. Bilerne skiftes inden jul.

Punkt 2: Lukket: Køb af Kragegården

Beslutning

Godkendt for 7.654.321 kr.

Punkt 3: Nye cykelstier ved Åsvinget

Beslutning

Godkendt. Byrådet drøftede også sagen om skolestier.
"""
BOARD = """Referat Direktionen d. 03-02-2023

Punkt 1: +HYPERLINK og andre titler

Beslutning

Drøftet.

Punkt 2: Cykelstien ved Ravnholt Skole

Beslutning

Anbefales over for byrådet.
"""
FILES = (File("a.txt", "Nordby", COUNCIL), File("b.txt", "Sydby", BOARD))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(write_archive(tmp_path_factory.mktemp("archive"), FILES))


CASES: list[tuple[Filters, list[str]]] = [
    (Filters(), ["1", "3", "1", "2"]),
    (Filters(bodies=["byrådet"]), ["1", "3"]),
    (Filters(bodies=["BYRÅDET", "direktionen"], first=date(2024, 1, 1)), ["1", "3"]),
    (Filters(last=date(2023, 2, 3)), ["1", "2"]),
    (Filters(first=date(2024, 5, 5)), []),
    (Filters(decisions=[Decision.ANBEFALES, Decision.DROEFTET]), ["3", "1", "2"]),
    (Filters(topics=[Topic.FLEET]), ["1"]),
    (Filters(collections=["Sydby"], decisions=[Decision.ANBEFALES]), ["2"]),
    (Filters(text="cykelsti"), ["3", "2"]),
    (Filters(text="cykelstierne åsvinget"), ["3"]),
    (Filters(text='"ved Ravnholt"'), ["2"]),
    (Filters(text="cykelsti -skole"), ["3"]),
    (Filters(text="cykelsti", bodies=["Direktionen"]), ["2"]),
    (Filters(text="Kragegården"), []),
]


@pytest.mark.parametrize(("filters", "numbers"), CASES, ids=str)
def test_filters(archive: Archive, filters: Filters, numbers: list[str]) -> None:
    found = find_items(archive, filters)
    if filters.text:
        assert sorted(found["number"].to_pylist()) == sorted(numbers)
    else:
        assert found["number"].to_pylist() == numbers
    assert found.schema.names == arrow_schema("items").names


@given(
    text=st.text(max_size=12) | st.sampled_from(["'; DROP VIEW items; --", 'a"', "title:(", "*"])
)
def test_any_words_are_only_looked_for(archive: Archive, text: str) -> None:
    assert find_items(archive, Filters(text=text)).num_rows <= 4
    assert archive.rows("SELECT count(*) AS n FROM items") == [{"n": 4}]


def test_only_columns_of_the_table_are_asked(archive: Archive) -> None:
    assert find_items(archive, Filters(), 1, ["title"]).schema.names == ["title"]
    with pytest.raises(KeyError):
        find_items(archive, Filters(), columns=['title", 1 AS "x'])


def test_names_that_are_not_there_are_told(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no body is called"):
        find_items(archive, Filters(bodies=["Museet'; --"]))
    with pytest.raises(ArchiveError, match="no collection is called"):
        find_items(archive, Filters(collections=["Vestby"]))


def test_a_changed_archive_is_indexed_anew(tmp_path: Path) -> None:
    folder = write_archive(tmp_path, FILES[:1])
    assert search_items(folder, "direktionen").num_rows == 0
    write_archive(folder, FILES)
    assert search_items(folder, "ravnholt").num_rows == 1
    assert not list(folder.glob("*.aside"))


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = write_archive(tmp_path, FILES)
    (folder / f"search.{os.getpid()}.aside").write_text("in the way")
    with pytest.raises(ArchiveError, match="can't write the search index"):
        search_items(folder, "cykelsti")
    assert not (folder / "search").exists()


def test_without_the_extra_it_says_what_to_install(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ArchiveError, match=r"referat\[archive\]"):
        Archive(archive.folder)


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        Archive(tmp_path)
    folder = write_archive(tmp_path / "a", FILES)
    path = next(folder.glob("items/*/*.parquet"))
    table = parquet.read_table(path)
    parquet.write_table(table.replace_schema_metadata({"referat_schema": "0"}), path)
    with pytest.raises(ArchiveError, match="schema version 0"):
        Archive(folder)
    path.write_bytes(b"PAR1")
    with pytest.raises(ArchiveError, match="not a Parquet file"):
        Archive(folder)


def ask(archive: Archive, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["query", "--archive", str(archive.folder), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_form_tells_the_same(archive: Archive, tmp_path: Path) -> None:
    table = ask(archive, "--since", "2024-05-04")
    assert "Udskiftning af" in table
    assert "Biler og kørsel" in table
    lines = [json.loads(line) for line in ask(archive, "--format", "json").splitlines()]
    rows: list[dict[str, Any]] = list(csv.DictReader(StringIO(ask(archive, "--format", "csv"))))
    out = tmp_path / "found.parquet"
    ask(archive, "--format", "parquet", "--out", str(out))
    whole = parquet.read_table(out)
    assert list(lines[0]) == list(rows[0]) == whole.schema.names
    assert [column.name for column in COLUMNS["items"]] == whole.schema.names
    assert [line["title"] for line in lines] == whole["title"].to_pylist()
    assert rows[2]["title"] == "'+HYPERLINK og andre titler"
    assert json.loads(rows[0]["decisions"]) == lines[0]["decisions"]


def test_a_limit_says_that_there_is_more(archive: Archive) -> None:
    done = CliRunner().invoke(app, ["query", "--archive", str(archive.folder), "--limit", "1"])
    assert "there are more" in done.stderr
    assert len(ask(archive, "--limit", "0", "--format", "json").splitlines()) == 4


def test_nothing_of_a_closed_item_is_in_the_index(archive: Archive) -> None:
    for words in ("Kragegården", "7654321", "7.654.321"):
        assert search_items(archive.folder, words).num_rows == 0
