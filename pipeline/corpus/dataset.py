"""The corpus as a Hugging Face ``DatasetDict``, kept as Arrow files between runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corpus.folder import DOCUMENTS, ITEMS, SPLIT, corpus_folder, read_corpus
from pipeline.corpus.forms import row_as_json
from pipeline.corpus.rows import BODY_KINDS, SPLITS, Corpus, CorpusDocument, LabelledRow
from pipeline.labels import Decision, SectionKind, Topic

if TYPE_CHECKING:
    from datasets import DatasetDict, Features

# Changes whenever the features do, so that an older cache is not taken for this one.
_FORM = b"1"


def load_corpus(
    folder: str | Path | None = None, *, cache: str | Path | None = None
) -> DatasetDict:
    """Return the open items of a corpus as the splits train, dev and test.

    Each row is an item: ``text`` is its text, ``start`` where it begins in its document. All
    other offsets are the document's, as in the labels: take ``start`` off to slice ``text``.

    Args:
        folder: The corpus; None is the project's own.
        cache: Where Arrow files are kept, by the corpus's checksum; None is
            ``$XDG_CACHE_HOME/referat`` (``~/.cache/referat``).

    Raises:
        CorpusError: See ``read_corpus``. A corpus is checked when its checksum is new.

    >>> train = load_corpus()["train"]
    >>> train.features["topic"].names[:3]
    ['budget', 'hr', 'fleet']
    >>> row = train[0]
    >>> mark = row["decisions"][0]
    >>> row["text"][mark["start"] - row["start"] : mark["end"] - row["start"]] == mark["text"]
    True
    """
    from datasets import Dataset, DatasetDict

    path = corpus_folder(folder)
    kept = Path(cache or _cache()) / f"corpus-{checksum(path)}"
    if not kept.is_dir():
        _keep(_build(read_corpus(path)), kept)
    return DatasetDict({name: Dataset.from_file(str(kept / f"{name}.arrow")) for name in SPLITS})


def checksum(folder: Path) -> str:
    """Return a checksum of every file that the data set is made of."""
    digest = hashlib.sha256(_FORM)
    names = (DOCUMENTS, ITEMS, SPLIT)
    for path in [folder / name for name in names] + sorted(folder.glob("minutes/*")):
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(data)} ".encode() + data)
    return digest.hexdigest()[:24]


def features() -> Features:
    """Return the columns of the data set; labels are ``ClassLabel``."""
    from datasets import ClassLabel, Features, List, Value

    text, whole = Value("string"), Value("int32")
    topic = ClassLabel(names=[one.value for one in Topic])
    decision = ClassLabel(names=[one.value for one in Decision])
    kind = ClassLabel(names=[one.value for one in SectionKind])
    ends = {"start": whole, "end": whole}
    step = {"who": text, "what": text, "when": text}
    amount = {"value": Value("float64"), "unit": text, "direction": text, "base": text}
    return Features(
        {
            "document": text,
            "municipality": text,
            "region": Value("bool"),
            "body": text,
            "body_kind": ClassLabel(names=list(BODY_KINDS)),
            "date": text,
            "layout": text,
            "writer": text,
            "position": whole,
            "number": text,
            "title": text,
            "case_number": text,
            "text": text,
            "start": whole,
            "end": whole,
            "decisions": List({"label": decision, **ends, "text": text}),
            "topic": topic,
            "secondary": List(topic),
            "route": List(text),
            "sections": List({"kind": kind, **ends}),
            "next_steps": List({**step, **ends}),
            "amounts": List({**amount, **ends}),
            "hard": text,
            "negative": Value("bool"),
            "chain": text,
            "annotator": text,
            "time": text,
        }
    )


def flat_row(corpus: Corpus, document: CorpusDocument, row: LabelledRow) -> dict[str, Any]:
    """Return an open item with its document and its text, as one row of the data set."""
    values = row_as_json(row)
    span = values.pop("span")
    values.pop("closed")
    return {
        **values,
        **span,
        "text": corpus.text_of(row),
        "municipality": document.municipality,
        "region": document.region,
        "body": document.body,
        "body_kind": document.body_kind,
        "date": document.date.isoformat(),
        "layout": document.layout,
        "writer": document.writer,
    }


def _build(corpus: Corpus) -> DatasetDict:
    from datasets import Dataset, DatasetDict

    columns = features()
    made = DatasetDict()
    for name in SPLITS:
        rows = [
            flat_row(corpus, about, row) for about, row in corpus.pairs() if about.split == name
        ]
        values = {column: [row[column] for row in rows] for column in columns}
        made[name] = Dataset.from_dict(values, features=columns)
    return made


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "referat"


def _keep(built: DatasetDict, kept: Path) -> None:
    """Write beside and rename, so that two runs at once never read half a data set."""
    from datasets.arrow_writer import ArrowWriter

    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=kept.parent))
    for name, rows in built.items():
        with ArrowWriter(path=str(aside / f"{name}.arrow"), features=rows.features) as writer:
            writer.write_table(rows.data.table)
            writer.finalize()
    with suppress(OSError):  # another run was first
        aside.rename(kept)
        return
    shutil.rmtree(aside, ignore_errors=True)
