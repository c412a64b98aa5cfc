"""An archive as a Hugging Face data set: the same rows, labels with the corpus's numbers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
from archives import HERE, rows_of_table
from datasets import ClassLabel
from invented_archive import File, write_archive
from small_corpus import MEETINGS

from pipeline.archive.build import build_archive
from pipeline.archive.dataset import features, load_archive, stream_archive
from pipeline.archive.schema import TABLES, Table, file_schema
from pipeline.corpus.dataset import features as corpus_features
from pipeline.errors import ArchiveError


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = [File(f"{name}.txt", "referater", text) for name, text in MEETINGS.items()]
    return write_archive(tmp_path_factory.mktemp("arkiv"), files)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_every_table_is_there(archive: Path, table: Table) -> None:
    found = load_archive(archive, table)
    assert found.column_names == file_schema(table).names
    rows = rows_of_table(archive, table)
    plain = [
        name
        for name, feature in found.features.items()
        if not isinstance(feature, ClassLabel) and name not in ("decisions", "topics")
    ]
    assert found.select_columns(plain).to_list() == [
        {name: row[name] for name in plain} for row in rows
    ]


def test_labels_have_the_numbers_of_the_corpus(archive: Path) -> None:
    ours, corpus = features("items"), corpus_features()
    assert ours["topic"].names == corpus["topic"].names
    assert ours["decision"].names == corpus["decisions"].feature["label"].names
    found = load_archive(archive)
    rows = rows_of_table(archive, "items")
    topics = found.features["topic"]
    assert [topics.int2str(row["topic"]) for row in found] == [row["topic"] for row in rows]
    label = found.features["decisions"].feature["label"]
    assert [[label.int2str(one["label"]) for one in row["decisions"]] for row in found] == [
        [one["label"] for one in row["decisions"]] for row in rows
    ]


def test_some_columns_of_some_years_streamed(archive: Path) -> None:
    rows = list(stream_archive(archive, columns=["title", "date"], years=[2019, 1901]))
    assert {row["date"].year for row in rows} == {2019}
    assert [list(row) for row in rows] == [["title", "date"]] * 2
    assert list(stream_archive(archive, years=[1901])) == []
    with pytest.raises(KeyError):
        load_archive(archive, columns=["titel"])


def test_the_copy_goes_with_the_next_build(tmp_path: Path) -> None:
    """What is taken out of an archive must not live on in a cache."""
    folder, archive = tmp_path / "referater", tmp_path / "arkiv"
    folder.mkdir()
    for name, text in MEETINGS.items():
        (folder / f"{name}.txt").write_text(text)
    build_archive([folder], archive, HERE)
    assert load_archive(archive).num_rows == 4
    assert list((archive / "work" / "datasets").rglob("*.arrow"))
    (folder / "ildnaes_2019.txt").unlink()
    build_archive([folder], archive, HERE)
    assert not (archive / "work" / "datasets").exists()
    assert set(load_archive(archive)["collection"]) == {"referater"}
    assert load_archive(archive).num_rows == 2


def test_another_cache_is_used_and_a_folder_without_archive_told(
    archive: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(archive, tmp_path / "arkiv", ignore=shutil.ignore_patterns("work"))
    load_archive(copied, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").rglob("*.arrow"))
    assert not (copied / "work").exists()
    with pytest.raises(ArchiveError, match="no archive here"):
        load_archive(tmp_path)
    (tmp_path / "optaget").write_text("")
    with pytest.raises(ArchiveError, match="can't write a copy"):
        load_archive(copied, cache=tmp_path / "optaget")


def test_each_table_has_its_features() -> None:
    for table in get_args(Table):
        assert list(features(table)) == file_schema(table).names
