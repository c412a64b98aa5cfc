"""One document: from its bytes to its row in a shard, by functions that depend on nothing else.

The engines differ in where these run, never in what they give.
"""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.archive.fingerprint import bands, fingerprint
from pipeline.archive.rows import Row, rows_of
from pipeline.archive.sources import Source, fetch
from pipeline.archive.stored import minutes_as_json, minutes_from_json
from pipeline.danish.sentences import split_sentences
from pipeline.errors import LimitExceeded, ReferatError
from pipeline.labelling import label_items
from pipeline.labelling.shipped import decision_classifier, topic_classifier
from pipeline.reading import Limits, read_bytes
from pipeline.reading.kinds import kind_of_bytes, kind_of_text
from pipeline.records import Minutes
from pipeline.splitting import split_items

MEGABYTE = 1024 * 1024


class Settings(NamedTuple):
    """What one file may cost, and the folder of models (None: those that come with Referat).

    ``seconds`` and ``memory`` (bytes beyond what a worker has when it is idle) hold for one file
    through all its steps.
    """

    seconds: float = 120.0
    memory: int = 768 * MEGABYTE
    max_bytes: int = 100 * MEGABYTE
    models: Path | None = None


def take_in(source: Source, settings: Settings) -> Row:
    """Return the shard row of a file; where a step fails the row says which, why, and what to do.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "referat.txt")
    ...     size = path.write_bytes(b"not minutes")
    ...     source = Source("referat.txt", "a", str(path), None, size, 0, size)
    ...     row = take_in(source, Settings())
    >>> row["step"], row["error"], row["document"][:8]
    ('split', 'NotMinutes', '6f350180')
    """
    row = identity(source)
    step = "open"
    try:
        data = fetch(source, settings.max_bytes)
        row["document"] = hashlib.sha256(data).hexdigest()
        step = "read"
        # The clock of the reader stops a little before that of the worker, and says more.
        limits = Limits(max_bytes=settings.max_bytes, seconds=settings.seconds * 0.9)
        document = read_bytes(data, row["document"], limits=limits)
        row |= {"kind": _kind(data), "pages": len(document.pages)}
        step = "split"
        minutes = split_items(document)
        row["text"] = minutes.text
        row["minutes"] = minutes_as_json(minutes)
        row["fingerprint"] = fingerprint(minutes)
        row["bands"] = bands(row["fingerprint"])
        step = "label"
        row |= _labelled(minutes, settings.models)
    except Exception as error:
        if step == "label":
            return relabel_failed(row, error)
        return failed(source, step, error, row["document"])
    return row


def label_again(row: Row, settings: Settings) -> Row:
    """Return a shard row with the labels of other models; its file is not read again."""
    try:
        minutes = minutes_from_json(row["minutes"], row["text"], row["document"])
        return row | _OPEN | _labelled(minutes, settings.models)
    except Exception as error:
        return relabel_failed(row, error)


def relabel_failed(row: Row, error: Exception) -> Row:
    """Return a shard row without labels, but with its text: the next model may do better."""
    return row | _EMPTY | _told("label", error)


def load_models(settings: Settings) -> None:
    """Load what every file needs, so that no file's time is spent on it.

    Raises:
        ModelError: A model is missing or damaged.
    """
    topic_classifier(settings.models)
    decision_classifier(settings.models)
    split_sentences("Godkendt.")  # loads the Danish tokenizer


def identity(source: Source) -> Row:
    """Return the shard row of a file before anything is known of it."""
    return {
        "name": source.name,
        "collection": source.collection,
        "size": source.size,
        "changed": source.changed,
        "length": source.length,
        "document": None,
    }


def failed(source: Source, step: str, error: Exception, document: str | None = None) -> Row:
    """Return the shard row of a file that could not be taken in."""
    return identity(source) | {"document": document} | _told(step, error)


_OPEN = dict.fromkeys(("step", "error", "reason", "now"))
_EMPTY: dict[str, Any] = {"meetings": None, "items": [], "sections": []}
_EMPTY |= {"next_steps": [], "amounts": []}


def _labelled(minutes: Minutes, models: Path | None) -> Row:
    labelled = label_items(
        minutes, topics=topic_classifier(models), decisions=decision_classifier(models)
    )
    tables = rows_of(minutes, labelled)
    (meeting,) = tables.pop("meetings")
    return {"meetings": meeting} | {str(name): rows for name, rows in tables.items()}


def _told(step: str, error: Exception) -> Row:
    if isinstance(error, MemoryError):
        what = "took more memory than a file may"
        error = LimitExceeded(what, where="", now="split the file or raise --max-memory-mb")
    if isinstance(error, ReferatError):
        told = {"error": type(error).__name__, "reason": error.what, "now": error.now}
    else:
        # Never the message: it may hold the text of a closed item.
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        what = f"unforeseen {type(error).__name__} at {place}"
        told = {"error": "Unforeseen", "reason": what, "now": "please report it (README.md)"}
    return {"step": step} | told


def _kind(data: bytes) -> str:
    kind = kind_of_bytes(data) or kind_of_text(data.decode("utf-8", "replace"))
    return "docx" if kind == "zip" else kind
