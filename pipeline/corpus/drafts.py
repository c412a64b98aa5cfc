"""Reference drafts: what a good text says of an item, and what it must not say."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.corpus.fields import Fields, read_lines
from pipeline.corpus.finding import Finding
from pipeline.corpus.rows import ClosedRow, Corpus
from pipeline.errors import CorpusError

DRAFTS = "drafts/items.jsonl"
_TEXTS = ("references", "must", "optional", "traps")
_REFERENCES = 2


def check_drafts(corpus: Corpus) -> Iterator[Finding]:
    """Yield the lines of ``drafts/items.jsonl`` that don't fit their form or their item.

    A line names the document and position of an open item and holds two references or more, and
    the lists must (nuggets a text must have), optional and traps (what must not be said).
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


def _check_form(fields: Fields) -> None:
    for name in _TEXTS:
        fields.texts(name)
    if len(fields.listed("references")) < _REFERENCES:
        raise fields.wrong("references", "holds fewer than two", "write another reference")
    if not fields.listed("must"):
        raise fields.wrong("must", "is empty", "say what a text must hold")
