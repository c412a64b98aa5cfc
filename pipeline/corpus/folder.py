"""Read a corpus from its folder, checking every line once, and write one back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any

from pipeline.corpus.fields import Fields, parse_record, read_lines, read_text
from pipeline.corpus.forms import document_of, row_of, second_of, sides_of
from pipeline.corpus.rows import ClosedRow, Corpus, CorpusDocument, LabelledRow, Sides
from pipeline.errors import CorpusError
from pipeline.labels import SectionKind
from pipeline.records import Document, Span

DOCUMENTS = "documents.jsonl"
ITEMS = "labels/items.jsonl"
SECOND = "labels/second.jsonl"
SPLIT = "split.json"

_HERE = Path(__file__).parents[2] / "corpus"


def corpus_folder(folder: str | Path | None = None) -> Path:
    """Return *folder*, or without one the corpus of the checkout.

    Raises:
        CorpusError: There is no corpus in it.
    """
    path = _HERE if folder is None else Path(folder)
    if not (path / DOCUMENTS).is_file():
        now = f"name a folder with a {DOCUMENTS} (--folder): the package brings no corpus"
        raise CorpusError("no corpus here", where=str(path), now=now)
    return path


def read_corpus(folder: str | Path | None = None) -> Corpus:
    """Return the corpus in *folder*; None is the project's own.

    Raises:
        CorpusError: A line doesn't fit its form, a span doesn't fit its text, a document is
            missing or has changed since it was labelled. It names file, line and field.

    >>> corpus = read_corpus()
    >>> corpus.open_rows[0].decisions[0].label in corpus.open_rows[0].types
    True
    """
    path = corpus_folder(folder)
    sides = sides_of(_split(path / SPLIT))
    documents = tuple(_documents(path / DOCUMENTS, sides))
    known = {document.id for document in documents}
    texts = {one.id: read_minutes(path, one.id, sha256=one.sha256).text for one in documents}
    rows = tuple(_rows(path / ITEMS, texts))
    labelled = {(row.document, row.position) for row in rows if isinstance(row, LabelledRow)}
    second = []
    for fields in _lines(path / SECOND):
        label = second_of(fields)
        if (label.document, label.position) not in labelled:
            raise fields.wrong("position", "is no open item's", f"look in {ITEMS}")
        second.append(label)
    seen = {row.document for row in rows}
    for name in sorted(known - seen):
        raise CorpusError(f"no items of {name}", where=str(path / ITEMS), now="label it")
    return Corpus(path, documents, rows, tuple(second), sides, dict(_blanked(texts, rows)))


def read_minutes(folder: Path, name: str, *, sha256: str | None = None) -> Document:
    """Return a document of a corpus, closed items and all: for checking only.

    Raises:
        CorpusError: There is no such file, or its bytes don't have the given *sha256*.
        ReadError: The file can't be read.
    """
    from pipeline.reading import read_document

    file = next(iter(sorted(folder.glob(f"minutes/{escape(name)}.*"))), None)
    if file is None:
        where = str(folder / "minutes" / f"{name}.*")
        raise CorpusError("is not there", where=where, now=f"add it, or take it off {DOCUMENTS}")
    document = read_document(str(file))
    if sha256 not in (None, document.sha256):
        now = f"bring the file back, or its offsets in {ITEMS} and sha256 up to date"
        raise CorpusError("has changed since it was labelled", where=str(file), now=now)
    return document


def lines_of(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_aside(texts: Mapping[Path, str | bytes]) -> None:
    """Write files aside and rename them when all are written: all or nothing.

    Raises:
        CorpusError: One of them can't be written.
    """
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in texts}
    try:
        for path, content in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            asides[path].write_bytes(data)
        for path, aside in asides.items():
            aside.replace(path)
    except OSError as error:
        for aside in asides.values():
            with suppress(OSError):
                aside.unlink(missing_ok=True)
        why = f"can't be written ({error.strerror})"
        raise CorpusError(why, where=str(error.filename), now="make room for it") from error


def _split(path: Path) -> Fields:
    return parse_record(read_text(path).replace("\n", " "), str(path), 0)


def _documents(path: Path, sides: Sides) -> Iterator[CorpusDocument]:
    seen: set[str] = set()
    for fields in read_lines(path):
        document = document_of(fields)
        if document.id in seen:
            raise fields.wrong("id", "stands on two lines", "leave one out")
        if sides.of(document.municipality) != document.split:
            now = f"give it the split its municipality has in {SPLIT}"
            raise fields.wrong("split", f"is not what {SPLIT} says", now)
        seen.add(document.id)
        yield document


def _lines(path: Path) -> Iterator[Fields]:
    if path.exists():  # a corpus may have no second labels yet
        yield from read_lines(path)


def _rows(path: Path, texts: Mapping[str, str]) -> Iterator[LabelledRow | ClosedRow]:
    place: dict[str, int] = {}
    ends: dict[str, int] = {}
    for fields in read_lines(path):
        row = row_of(fields)
        if row.document not in texts:
            raise fields.wrong("document", "is not known", f"add it to {DOCUMENTS}")
        if row.position != place.get(row.document, 0):
            now = "number a document's items 0, 1, 2 … in the order of the agenda"
            raise fields.wrong("position", "is out of order", now)
        place[row.document] = row.position + 1
        if isinstance(row, LabelledRow):
            check_spans(row, fields, texts[row.document], after=ends.get(row.document, 0))
            ends[row.document] = row.span.end
        yield row


def check_spans(row: LabelledRow, fields: Fields, text: str, *, after: int = 0) -> None:
    """Raise CorpusError unless every span lies in its item and the item after *after*.

    A decision's words must be those that its span covers. A section that holds the decision may
    stand below the item, where decisions are listed apart.
    """
    now = "mend the offsets: they are characters of the document as Referat reads it"
    if not after <= row.span.start < row.span.end <= len(text):
        raise fields.wrong("span", "overlaps the item before it or leaves the text", now)
    apart = {
        one.span
        for one in row.sections
        if one.kind is SectionKind.BESLUTNING and one.span and one.span.start >= row.span.end
    }
    for field, spans in _inner_spans(row):
        for number, span in enumerate(spans):
            last = len(text) if span in apart else row.span.end
            if span and not row.span.start <= span.start < span.end <= last:
                raise fields.wrong(f"{field}[{number}]", "leaves the item", now)
    for number, marked in enumerate(row.decisions):
        if marked.span and marked.span.of(text) != marked.text:
            what = "is not what stands at start and end"
            raise fields.wrong(f"decisions[{number}].text", what, now)


def _inner_spans(row: LabelledRow) -> Iterator[tuple[str, Sequence[Span | None]]]:
    yield "decisions", [one.span for one in row.decisions]
    yield "sections", [one.span for one in row.sections]
    yield "next_steps", [one.span for one in row.next_steps]
    yield "amounts", [one.span for one in row.amounts]


def _blanked(
    texts: Mapping[str, str], rows: Sequence[LabelledRow | ClosedRow]
) -> Iterator[tuple[str, str]]:
    """Yield the texts with all but the open items overwritten, as the firewall does."""
    from pipeline.splitting.firewall import blank

    keep: dict[str, list[Span]] = {name: [] for name in texts}
    for row in rows:
        if isinstance(row, LabelledRow):
            apart = (part.span for part in row.sections if part.span)
            keep[row.document] += (row.span, *apart)  # some minutes list their decisions apart
    for name, text in texts.items():
        yield name, blank(text, keep[name])
