"""What is exported comes back as it was, over the whole corpus; what doesn't fit is refused."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from pyarrow.parquet import read_table
from small_corpus import MEETINGS, build, write_lines, write_minutes
from spacy.tokens import DocBin

from pipeline.corpus import Corpus, read_corpus
from pipeline.corpus.dataset import features, flat_row
from pipeline.corpus.export import export_corpus
from pipeline.corpus.fields import Fields
from pipeline.corpus.incoming import Brought, Source, import_labels
from pipeline.corpus.label_studio import label_config, records_of_task, task_of
from pipeline.corpus.own import propose_labels
from pipeline.errors import CorpusError
from pipeline.labels import Decision, Topic

FORMS: tuple[Source, ...] = ("jsonl", "label-studio")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="module")
def flat(corpus: Corpus) -> list[dict[str, Any]]:
    pairs = corpus.pairs()
    return [{"split": about.split, **flat_row(corpus, about, row)} for about, row in pairs]


@pytest.mark.parametrize("form", FORMS)
def test_a_round_trip_loses_nothing(form: Source, corpus: Corpus, tmp_path: Path) -> None:
    export_corpus(corpus, form, tmp_path / "out.json")
    shutil.copytree(corpus.folder / "minutes", tmp_path / "new" / "minutes")
    done = import_labels(tmp_path / "new", tmp_path / "out.json", form)
    back = read_corpus(tmp_path / "new")
    assert done.new == len(corpus.rows)
    assert back.rows == corpus.rows
    assert set(back.documents) == set(corpus.documents)


def test_parquet_holds_every_field(
    corpus: Corpus, flat: list[dict[str, Any]], tmp_path: Path
) -> None:
    export_corpus(corpus, "parquet", tmp_path / "out.parquet")
    columns = features()
    rows = read_table(tmp_path / "out.parquet").to_pylist()
    for row in rows:
        row["topic"] = columns["topic"].int2str(row["topic"])
        row["secondary"] = [columns["topic"].int2str(one) for one in row["secondary"]]
        row["body_kind"] = columns["body_kind"].int2str(row["body_kind"])
        for mark in row["decisions"]:
            mark["label"] = columns["decisions"].feature["label"].int2str(mark["label"])
        for part in row["sections"]:
            part["kind"] = columns["sections"].feature["kind"].int2str(part["kind"])
    assert rows == flat


def test_csv_holds_every_field(corpus: Corpus, flat: list[dict[str, Any]], tmp_path: Path) -> None:
    export_corpus(corpus, "csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = {name for name, value in flat[0].items() if isinstance(value, str)}
    texts |= {"case_number", "hard", "chain"}
    for row, expected in zip(rows, flat, strict=True):
        back: dict[str, Any] = {
            name: value if name in texts else json.loads(value) for name, value in row.items()
        }
        assert back == {name: "" if value is None else value for name, value in expected.items()}


def test_spacy_holds_every_field(
    corpus: Corpus, flat: list[dict[str, Any]], tmp_path: Path
) -> None:
    export_corpus(corpus, "spacy", tmp_path / "out.spacy")
    docs = list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("da").vocab))
    for doc, row in zip(docs, flat, strict=True):
        assert doc.text == row["text"]
        kept = json.loads(json.dumps(doc.user_data["row"]))  # spaCy makes tuples of lists
        assert kept | {"text": doc.text} == row
        assert doc.cats[row["topic"]] == 1.0
        labels = [mark["label"] for mark in row["decisions"] if mark["start"] is not None]
        assert [span.label_ for span in doc.spans["decisions"]] == labels


@given(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip),
    st.data(),
)
def test_any_text_survives_label_studio(text: str, data: st.DataObject) -> None:
    """A browser counts some letters twice; the offsets must still fit."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mark = {"label": "godkendt", "start": start + 7, "end": end + 7, "text": text[start:end]}
    record = {
        "document": "d", "title": "t", "text": text, "span": {"start": 7, "end": 7 + len(text)},
        "decisions": [mark], "topic": "hr", "secondary": ["it_digital", "budget"], "hard": None,
        "negative": True, "annotator": "a@b", "time": "2026-11-22T08:00:00Z", "route": ["X"],
    }  # fmt: skip
    task = json.loads(json.dumps(task_of(record)))
    (back,) = records_of_task(Fields("f", 1, task))
    assert back == record | {"text": text}


def test_the_interface_offers_every_label() -> None:
    config = label_config()
    for label in (*Decision, *Topic):
        assert (f'value="{label.value}"' in config) == (label is not Decision.INGEN_BESLUTNING)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return build(tmp_path / "corpus")


def exported(folder: Path, form: Source) -> Path:
    out = folder.parent / "out.json"
    export_corpus(read_corpus(folder), form, out)
    return out


def edit_jsonl(path: Path, line: int, edit: Callable[[dict[str, Any]], Any]) -> None:
    records = [json.loads(text) for text in path.read_text("utf-8").splitlines()]
    edit(records[line - 1])
    write_lines(path, records)


BAD = {
    "label": (lambda r: r["decisions"][0].update(label="ja"),
              "field decisions[0].label: has no such value: allowed are anbefales, droeftet"),
    "topic": (lambda r: r.update(topic="biler"), "field topic: has no such value: allowed are"),
    "offset": (lambda r: r["decisions"][0].update(start=1), "field decisions[0]: leaves the item"),
    "words": (lambda r: r["decisions"][0].update(text="x"), "field decisions[0].text: is not what"),
    "split": (lambda r: r["about"].update(split="valid"), "field about.split: has no such value"),
    "nobody": (lambda r: r.update(annotator=""), "field annotator: is not text"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), BAD.values(), ids=BAD)
def test_a_bad_line_changes_nothing(
    edit: Callable[[dict[str, Any]], Any], said: str, small: Path
) -> None:
    out = exported(small, "jsonl")
    edit_jsonl(out, 1, lambda record: record.update(topic="hr"))  # good, but not alone
    edit_jsonl(out, 4, edit)
    before = contents(small)
    with pytest.raises(CorpusError) as caught:
        import_labels(small, out, "jsonl")
    assert str(caught.value).startswith(f"{out}:4: {said}")
    assert contents(small) == before


def test_a_bad_task_changes_nothing(small: Path) -> None:
    out = exported(small, "label-studio")
    tasks = json.loads(out.read_text("utf-8"))
    tasks[1]["annotations"][0]["result"][0]["value"]["labels"] = ["vedtaget"]
    out.write_text(json.dumps(tasks), "utf-8")
    before = contents(small)
    with pytest.raises(CorpusError, match=r"labels\[0\]: has no such value: allowed are anbefales"):
        import_labels(small, out, "label-studio")
    assert contents(small) == before


def test_items_left_out(tmp_path: Path, small: Path) -> None:
    out = exported(small, "jsonl")
    lines = out.read_text("utf-8").splitlines(keepends=True)
    out.write_text("".join(lines[1:]), "utf-8")
    shutil.copytree(small / "minutes", tmp_path / "new" / "minutes")
    with pytest.raises(CorpusError, match="item 0 of bregnholt_2024 is missing"):
        import_labels(tmp_path / "new", out, "jsonl")
    assert not (tmp_path / "new" / "documents.jsonl").exists()


def test_new_labels_replace_old_ones(small: Path) -> None:
    out = exported(small, "jsonl")
    edit_jsonl(out, 1, lambda record: record.update(topic="hr"))
    assert import_labels(small, out, "jsonl", annotator="bente") == Brought(0, 4, 0, 0)
    row = read_corpus(small).open_rows[0]
    assert (row.topic, row.annotator, row.time) == (Topic.HR, "bente", "2026-11-22T08:00:00Z")


def test_a_second_annotation_is_a_second_label(small: Path) -> None:
    out = exported(small, "label-studio")
    tasks = json.loads(out.read_text("utf-8"))
    again = json.loads(json.dumps(tasks[0]["annotations"][0]))
    again |= {"completed_by": 7, "created_at": "2026-11-23T10:00:00Z"}
    cancelled = again | {"was_cancelled": True}
    tasks[0]["annotations"] += [cancelled, again]
    out.write_text(json.dumps(tasks), "utf-8")
    assert import_labels(small, out, "label-studio") == Brought(0, 0, 1, 0)
    second = [one for one in read_corpus(small).second if one.annotator == "7"]
    assert [(one.position, one.time) for one in second] == [(0, "2026-11-23T10:00:00Z")]


@pytest.mark.parametrize("form", FORMS)
def test_own_minutes_become_a_corpus(form: Source, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    write_minutes(mine, "moede", MEETINGS["bregnholt_2024"])
    proposed = propose_labels(mine, "Bregnholt", time="2026-11-22T08:00:00Z")
    export_corpus(proposed, form, tmp_path / "out.json")
    assert "Bortvisning" not in (tmp_path / "out.json").read_text("utf-8")
    assert import_labels(mine, tmp_path / "out.json", form, annotator="ab") == Brought(3, 0, 0, 1)
    corpus = read_corpus(mine)
    assert [row.number for row in corpus.rows] == ["1", "2", "3"]
    assert corpus.open_rows[0].types == (Decision.GODKENDT,)
    assert corpus.sides.train == ("Bregnholt",)
    with pytest.raises(CorpusError, match="no new minutes"):
        propose_labels(mine, "Bregnholt", time="now")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
