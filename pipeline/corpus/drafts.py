"""Reference drafts: what a good text says of an item, and what it must not say."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.corpus.fields import Fields, read_lines
from pipeline.corpus.finding import Finding
from pipeline.corpus.rows import ClosedRow, Corpus
from pipeline.errors import CorpusError

DRAFTS = "drafts/items.jsonl"
LEFT_OUT = ("udelades", "rutine")
_FIELDS = (
    "document", "position", "heading", "ref", "alt", "must", "may", "traps", "priority",
    "audience",
)  # fmt: skip


def check_drafts(corpus: Corpus) -> Iterator[Finding]:
    """Yield the lines of ``drafts/items.jsonl`` that don't fit their form or their item.

    A line names the document and position of an open item and holds a heading, two references
    (``ref`` and ``alt``) and the lists ``must`` (nuggets a text must have, "a|b" where either
    will do), ``may`` (nuggets it may have) and ``traps`` (what must not be said). An item that a
    post may leave out has the priority "udelades" or "rutine", and its ``ref`` may be empty.
    """
    path = corpus.folder / DRAFTS
    rows = {(row.document, row.position): row for row in corpus.rows}
    seen: set[tuple[str, int]] = set()
    for fields in read_lines(path) if path.is_file() else ():
        try:
            key = fields.text("document"), fields.whole("position")
            _check_form(fields)
        except CorpusError as error:
            yield Finding("drafts", error.where, error.what, error.now)
            continue
        row = rows.get(key)
        if row is None or isinstance(row, ClosedRow):
            what, now = "is of no open item", "mend document and position, or leave it out"
            yield Finding("drafts", f"{path}:{fields.line}", what, now)
        if key in seen:
            what, now = "is of an item that has a draft already", "put both in one line"
            yield Finding("drafts", f"{path}:{fields.line}", what, now)
        seen.add(key)


def count_drafts(corpus: Corpus) -> int:
    """Return how many items have two references."""
    path = corpus.folder / DRAFTS
    lines = read_lines(path) if path.is_file() else ()
    return sum(bool(line.values.get("ref") and line.values.get("alt")) for line in lines)


def _check_form(fields: Fields) -> None:
    fields.only(*_FIELDS)
    for name in ("heading", "alt", "audience"):
        fields.text(name)
    fields.text("ref", empty=fields.any("priority") in LEFT_OUT)
    for name in ("must", "may", "traps"):
        fields.texts(name)
    if not fields.listed("must"):
        raise fields.wrong("must", "is empty", "say what a text must hold")
