"""The corpus as a data set: named columns, splits by municipality, kept for the second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from datasets import ClassLabel
from small_corpus import build, change

from pipeline.corpus import load_corpus, read_corpus
from pipeline.labels import Decision, Topic

SMALL_ITEMS = 4


def test_columns_and_splits(tmp_path: Path) -> None:
    data = load_corpus(build(tmp_path / "corpus"), cache=tmp_path / "cache")
    assert {name: rows.num_rows for name, rows in data.items()} == {"train": 2, "dev": 0, "test": 2}
    features = data["train"].features
    assert isinstance(features["topic"], ClassLabel)
    assert features["topic"].names == [topic.value for topic in Topic]
    label = features["decisions"].feature["label"]
    assert label.names == [decision.value for decision in Decision]
    row = data["train"][0]
    assert features["topic"].int2str(row["topic"]) == "fleet"
    assert row["municipality"] == "Bregnholt"
    assert row["text"].startswith("Punkt 1: Fem nye cykler")


def test_a_changed_corpus_is_read_anew(tmp_path: Path) -> None:
    folder = build(tmp_path / "corpus")
    load_corpus(folder, cache=tmp_path / "cache")
    change(folder / "labels" / "items.jsonl", 1, lambda row: row.update(topic="hr"))
    data = load_corpus(folder, cache=tmp_path / "cache")
    assert data["train"].features["topic"].int2str(data["train"][0]["topic"]) == "hr"
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_the_whole_corpus_is_there(cache: Path) -> None:
    corpus, data = read_corpus(), load_corpus(cache=cache)
    kept = {(row["document"], row["position"]) for rows in data.values() for row in rows}
    assert kept == {(row.document, row.position) for row in corpus.open_rows}
    for rows in data.values():
        for row in rows:
            for mark in row["decisions"]:
                if mark["start"] is not None:
                    at = mark["start"] - row["start"], mark["end"] - row["start"]
                    assert row["text"][slice(*at)] == mark["text"]


def test_an_unchanged_corpus_is_not_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build(tmp_path / "corpus")
    load_corpus(folder, cache=tmp_path / "cache")
    monkeypatch.delattr("pipeline.corpus.dataset._build")
    assert load_corpus(folder, cache=tmp_path / "cache")["train"].num_rows == 2
