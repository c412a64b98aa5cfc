"""Bring labels in: from JSON Lines and Label Studio, all of a file or nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pipeline.corpus.fields import Fields, read_lines, read_text
from pipeline.corpus.folder import (
    DOCUMENTS,
    ITEMS,
    SECOND,
    SPLIT,
    check_spans,
    lines_of,
    read_corpus,
    read_minutes,
    write_aside,
)
from pipeline.corpus.forms import (
    document_as_json,
    document_of,
    row_as_json,
    row_of,
    second_as_json,
    sides_as_json,
)
from pipeline.corpus.label_studio import records_of_task
from pipeline.corpus.rows import (
    ClosedRow,
    Corpus,
    CorpusDocument,
    LabelledRow,
    SecondLabel,
    Sides,
)
from pipeline.errors import CorpusError

Source = Literal["jsonl", "label-studio"]
_Row = LabelledRow | ClosedRow
_Key = tuple[str, int]


class Brought(NamedTuple):
    """What an import did: items new and changed, second labels, and documents new."""

    new: int
    changed: int
    second: int
    documents: int


class _Incoming(NamedTuple):
    rows: dict[_Key, _Row]
    second: list[LabelledRow]
    documents: dict[str, CorpusDocument]


def import_labels(
    folder: Path, file: Path, source: Source, *, annotator: str | None = None
) -> Brought:
    """Add the labels in *file* to the corpus in *folder*, and begin one where there is none.

    An item that is there already gets the new labels. Where a task of Label Studio has been
    labelled by several people, the first one's labels are the item's and the others' go to
    ``labels/second.jsonl``. A document that is new must lie in ``minutes/`` as ``<id>.txt`` (or
    another kind that Referat reads); its municipality joins the split its line names.

    Args:
        folder: The corpus.
        file: What ``export_corpus`` has written, labelled anew.
        source: The form of the file.
        annotator: Who labelled, where the file doesn't say or says it otherwise.

    Raises:
        CorpusError: A line doesn't fit; it names file, line, field and the allowed values, and
            nothing has been written.
        ReadError: A new document can't be read.
    """
    records = _jsonl(file) if source == "jsonl" else _tasks(file)
    incoming = _read(folder, records, annotator)
    old = read_corpus(folder) if (folder / DOCUMENTS).is_file() else _nothing(folder)
    documents = {one.id: one for one in old.documents} | incoming.documents
    before: dict[_Key, _Row] = {(row.document, row.position): row for row in old.rows}
    rows = before | incoming.rows
    _check_whole(rows, file)
    second = {(one.document, one.position, one.annotator): one for one in old.second}
    for row in incoming.second:
        key = (row.document, row.position)
        second[*key, row.annotator] = _as_second(row, incoming.rows[key])
    sides = _joined(old.sides, documents.values(), file)
    _write(folder, documents, rows, second, sides)
    return Brought(
        new=len(rows.keys() - before.keys()),
        changed=sum(key in before and before[key] != row for key, row in incoming.rows.items()),
        second=len(incoming.second),
        documents=len(documents) - len(old.documents),
    )


def _write(
    folder: Path,
    documents: Mapping[str, CorpusDocument],
    rows: Mapping[_Key, _Row],
    second: Mapping[tuple[str, int, str], SecondLabel],
    sides: Sides,
) -> None:
    write_aside(
        {
            folder / DOCUMENTS: lines_of(document_as_json(documents[name]) for name in documents),
            folder / ITEMS: lines_of(row_as_json(rows[key]) for key in sorted(rows)),
            folder / SECOND: lines_of(second_as_json(second[key]) for key in sorted(second)),
            folder / SPLIT: json.dumps(sides_as_json(sides), ensure_ascii=False, indent=1) + "\n",
        }
    )


def _jsonl(file: Path) -> Iterator[Fields]:
    yield from read_lines(file)


def _tasks(file: Path) -> Iterator[Fields]:
    """Yield the items of Label Studio's JSON; a line here is the number of the task."""
    try:
        tasks = json.loads(read_text(file))
    except ValueError:
        now = "export it from Label Studio as JSON"
        raise CorpusError("is not JSON", where=str(file), now=now) from None
    whole = Fields(str(file), 0, {"tasks": tasks})
    shut: dict[_Key, dict[str, Any]] = {}
    for number, task in enumerate(whole.records("tasks"), 1):
        for record in records_of_task(task):
            for one in record.pop("closed_items", []):
                place = {"document": record["document"], **one, "closed": True}
                shut[record["document"], one["position"]] = place | {"about": record["about"]}
            yield Fields(str(file), number, record)
    for record in shut.values():
        yield Fields(str(file), 0, record)


def _read(folder: Path, records: Iterator[Fields], annotator: str | None) -> _Incoming:
    incoming = _Incoming({}, [], {})
    texts: dict[str, str] = {}
    for fields in records:
        about = document_of(fields.record("about"))
        values = {k: v for k, v in fields.values.items() if k not in ("about", "text")}
        inner = fields._replace(values=values)
        row = row_of(inner)
        if about.id != row.document:
            raise fields.wrong("document", "is not the one in about", "keep them as exported")
        if about.id not in texts:
            texts[about.id] = read_minutes(folder, about.id, sha256=about.sha256).text
            incoming.documents[about.id] = about
        if isinstance(row, LabelledRow):
            check_spans(row, inner, texts[about.id])
            row = replace(row, annotator=annotator) if annotator else row
            if (row.document, row.position) in incoming.rows:
                incoming.second.append(row)
                continue
        incoming.rows[row.document, row.position] = row
    if not incoming.rows:
        raise CorpusError("holds no items", where="import", now="export some first")
    return incoming


def _check_whole(rows: Mapping[_Key, _Row], file: Path) -> None:
    """Raise CorpusError unless each document's items are all there, one after the other."""
    ends: dict[str, tuple[int, int]] = {}
    for name, position in sorted(rows):
        due, end = ends.get(name, (0, 0))
        row = rows[name, position]
        if position != due:
            now = "import all of a document's items at once"
            raise CorpusError(f"item {due} of {name} is missing", where=str(file), now=now)
        if isinstance(row, LabelledRow):
            if row.span.start < end:
                what = f"items {position - 1} and {position} of {name} overlap"
                raise CorpusError(what, where=str(file), now="mend their spans")
            end = row.span.end
        ends[name] = (due + 1, end)


def _joined(sides: Sides, documents: Sequence[CorpusDocument] | Any, file: Path) -> Sides:
    """Add new municipalities to the split that their documents name."""
    places = {name: set(getattr(sides, name)) for name in ("train", "dev", "test")}
    for document in documents:
        known = next((name for name, held in places.items() if document.municipality in held), None)
        if known not in (None, document.split):
            what = f"{document.id} is in {document.split}, its municipality in {known}"
            raise CorpusError(what, where=str(file), now="give all of a municipality one split")
        places[document.split].add(document.municipality)
    train, dev, test = (tuple(sorted(held)) for held in places.values())
    return Sides(train, dev, test, sides.test_only_layouts)


def _as_second(row: LabelledRow, first: _Row) -> SecondLabel:
    assert isinstance(first, LabelledRow)  # noqa: S101  (only open items have a second label)
    return SecondLabel(
        document=row.document,
        position=row.position,
        decisions=row.types,
        topic=row.topic,
        secondary=row.secondary,
        first_decisions=first.types,
        first_topic=first.topic,
        annotator=row.annotator,
        time=row.time,
    )


def _nothing(folder: Path) -> Corpus:
    return Corpus(folder, (), (), (), Sides((), (), ()), {})
