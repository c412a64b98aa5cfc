"""Hand a corpus on: JSON Lines, Parquet, CSV, spaCy and Label Studio.

Only open items and the numbers of closed ones leave. Every form holds every field, so what is
brought back is what was sent.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.corpus.dataset import features, flat_row
from pipeline.corpus.folder import lines_of, write_aside
from pipeline.corpus.forms import document_as_json, row_as_json
from pipeline.corpus.label_studio import label_config, task_of
from pipeline.corpus.rows import ClosedRow, Corpus

Form = Literal["jsonl", "parquet", "csv", "spacy", "label-studio"]
FORMS: tuple[Form, ...] = get_args(Form)


def records_of(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield every item as it is exported: its labels, its text and what its document is.

    >>> from pipeline.corpus import read_corpus
    >>> record = next(records_of(read_corpus()))
    >>> record["about"]["id"] == record["document"]
    True
    """
    about = {one.id: document_as_json(one) for one in corpus.documents}
    for row in corpus.rows:
        record = row_as_json(row) | {"about": about[row.document]}
        yield record if isinstance(row, ClosedRow) else record | {"text": corpus.text_of(row)}


def export_corpus(corpus: Corpus, form: Form, out: Path) -> tuple[Path, ...]:
    """Write a corpus to *out* in another form, and return the files that were written.

    Label Studio gets its labelling interface beside the tasks, as ``<out>.config.xml``.

    Raises:
        CorpusError: A file can't be written; then none is.
    """
    files: dict[Path, str | bytes]
    if form == "jsonl":
        files = {out: lines_of(records_of(corpus))}
    elif form == "label-studio":
        files = {
            out: json.dumps(_tasks(corpus), ensure_ascii=False, indent=1) + "\n",
            out.with_suffix(".config.xml"): label_config(),
        }
    elif form == "csv":
        files = {out: _csv(corpus)}
    elif form == "parquet":
        files = {out: _parquet(corpus)}
    else:
        files = {out: _doc_bin(corpus)}
    write_aside(files)
    return tuple(files)


def _tasks(corpus: Corpus) -> list[dict[str, Any]]:
    """Return a task an open item; each holds the numbers of its document's closed items."""
    closed: dict[str, list[dict[str, Any]]] = {}
    for row in corpus.closed_rows:
        place = {"position": row.position, "number": row.number}
        closed.setdefault(row.document, []).append(place)
    return [
        task_of(record | {"closed_items": closed.get(record["document"], [])})
        for record in records_of(corpus)
        if not record["closed"]
    ]


def _flat(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield the open items as the data set has them, and the split."""
    for document, row in corpus.pairs():
        yield {"split": document.split, **flat_row(corpus, document, row)}


def _csv(corpus: Corpus) -> str:
    """Return one row an item; lists and numbers are written as JSON, and null as nothing."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["split", *features()], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in _flat(corpus))
    return stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _parquet(corpus: Corpus) -> bytes:
    from datasets import Dataset, Features, Value
    from pyarrow.parquet import write_table  # comes with datasets, and prints no progress

    stream = io.BytesIO()
    columns = Features({**features(), "split": Value("string")})
    rows = list(_flat(corpus))
    values = {name: [row[name] for row in rows] for name in columns}
    write_table(Dataset.from_dict(values, features=columns).data.table, stream)
    return stream.getvalue()


def _doc_bin(corpus: Corpus) -> bytes:
    """Return spaCy docs: decisions as ``doc.spans``, topics as ``doc.cats``, all in user_data."""
    import spacy
    from spacy.tokens import DocBin

    blank = spacy.blank("da")
    docs = DocBin(store_user_data=True)
    for row in _flat(corpus):
        doc = blank.make_doc(row["text"])
        doc.cats = {row["topic"]: 1.0, **dict.fromkeys(row["secondary"], 0.5)}
        spans = (
            doc.char_span(
                mark["start"] - row["start"],
                mark["end"] - row["start"],
                label=mark["label"],
                alignment_mode="expand",
            )
            for mark in row["decisions"]
            if mark["start"] is not None
        )
        doc.spans["decisions"] = [span for span in spans if span is not None]
        doc.user_data["row"] = {name: value for name, value in row.items() if name != "text"}
        docs.add(doc)
    return docs.to_bytes()
