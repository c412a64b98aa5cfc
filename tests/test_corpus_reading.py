"""A corpus is checked line by line as it is read; each fault names file, line, field, values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_corpus import build, change, write_minutes

from pipeline.corpus import ClosedRow, read_corpus
from pipeline.corpus.forms import row_as_json
from pipeline.errors import CorpusError, ReadError

ITEMS = "labels/items.jsonl"
Edit = Callable[[dict[str, Any]], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path)


def test_reads_what_is_there(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert [row.number for row in corpus.open_rows] == ["1", "3", "1", "2"]
    assert corpus.closed_rows == (ClosedRow("bregnholt_2024", 1, "2"),)
    assert corpus.text_of(corpus.open_rows[1]).endswith("taget til efterretning.")
    assert [one.annotator for one in corpus.second] == ["w2"]


def test_texts_hold_open_items_only(folder: Path) -> None:
    text = read_corpus(folder).texts["bregnholt_2024"]
    assert "Bortvisning" not in text
    assert "Gæstebud" in text


BROKEN: list[tuple[str, str, int, Edit, str]] = [
    ("unknown label", ITEMS, 1, lambda r: r["decisions"][0].update(label="vedtaget"),
     "decisions[0].label: has no such value: allowed are anbefales, droeftet"),
    ("unknown topic", ITEMS, 1, lambda r: r.update(topic="cars"), "topic: has no such value"),
    ("unknown field", ITEMS, 1, lambda r: r.update(note="x"), "note: is not known"),
    ("missing field", ITEMS, 1, lambda r: r.pop("route"), "route: is missing"),
    ("closed with a title", ITEMS, 2, lambda r: r.update(title="x"), "title: is not known"),
    ("closed is no flag", ITEMS, 2, lambda r: r.update(closed="ja"), "closed: is not true or"),
    ("other words", ITEMS, 1, lambda r: r["decisions"][0].update(text="Afvist"),
     "decisions[0].text: is not what stands at start and end"),
    ("span of nothing", ITEMS, 1, lambda r: r["decisions"][0].update(end=0), "end: is not after"),
    ("mark outside", ITEMS, 1,
     lambda r: r["amounts"].append(
         {"value": 1, "unit": "kr", "direction": None, "base": None, "start": 0, "end": 3}),
     "amounts[0]: leaves the item"),
    ("a wrong direction", ITEMS, 1,
     lambda r: r["amounts"].append(
         {"value": 1, "unit": "kr", "direction": "op", "base": None, "start": 60, "end": 70}),
     "amounts[0].direction: has no such value: allowed are mere, mindre"),
    ("item over item", ITEMS, 3, lambda r: r.update(span={"start": 40, "end": 90}),
     "span: overlaps the item before it"),
    ("positions", ITEMS, 3, lambda r: r.update(position=5), "position: is out of order"),
    ("no decision", ITEMS, 1, lambda r: r.update(decisions=[]), "decisions: is empty"),
    ("words for nothing", ITEMS, 1, lambda r: r["decisions"][0].update(label="ingen_beslutning"),
     "decisions[0].text: doesn't go with the label"),
    ("stranger", ITEMS, 5, lambda r: r.update(document="x"), "document: is not known"),
    ("bad date", "documents.jsonl", 2, lambda r: r.update(date="i maj"), "date: is not a date"),
    ("other split", "documents.jsonl", 2, lambda r: r.update(split="dev"),
     "split: is not what split.json says"),
    ("twice", "documents.jsonl", 2, lambda r: r.update(id="bregnholt_2024"), "id: stands on two"),
    ("second of closed", "labels/second.jsonl", 1,
     lambda r: r.update(document="bregnholt_2024"), "position: is no open item's"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "line", "edit", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_refuses(file: str, line: int, edit: Edit, said: str, folder: Path) -> None:
    change(folder / file, line, edit)
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    assert str(caught.value).startswith(f"{folder / file}:{line}: field ")
    assert said in str(caught.value)


def test_a_line_that_is_no_json(folder: Path) -> None:
    path = folder / ITEMS
    path.write_text(path.read_text("utf-8").replace('"position": 1,', '"position" 1,'), "utf-8")
    with pytest.raises(CorpusError, match=r"items\.jsonl:2: is not JSON"):
        read_corpus(folder)


def test_a_document_that_has_changed(folder: Path) -> None:
    write_minutes(folder, "ildnaes_2019", "Referat Økonomiudvalget\n\nPunkt 1: Et andet\n")
    with pytest.raises(CorpusError, match="has changed since it was labelled"):
        read_corpus(folder)


def test_a_document_that_is_gone(folder: Path) -> None:
    (folder / "minutes" / "ildnaes_2019.txt").unlink()
    with pytest.raises((CorpusError, ReadError), match="is not there"):
        read_corpus(folder)


def test_a_municipality_in_two_splits(folder: Path) -> None:
    path = folder / "split.json"
    sides = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(sides | {"dev": ["Ildnæs"]}), "utf-8")
    with pytest.raises(CorpusError, match="test: shares a municipality"):
        read_corpus(folder)


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus here"):
        read_corpus(tmp_path / "nothing")


def test_lines_are_written_as_they_were_read() -> None:
    corpus = read_corpus()
    lines = (corpus.folder / ITEMS).read_text("utf-8").splitlines()
    assert [row_as_json(row) for row in corpus.rows] == [json.loads(line) for line in lines]
