"""The reference drafts of a corpus, each with the minutes and the item that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline.corpus.drafts import DRAFTS
from pipeline.corpus.fields import read_lines
from pipeline.corpus.folder import corpus_folder, read_corpus, read_minutes
from pipeline.corpus.given import given_item, with_given_labels
from pipeline.corpus.rows import CorpusDocument, LabelledRow, SplitName
from pipeline.records import ClosedItem, Document, LabelledItem, Minutes


@dataclass(frozen=True, slots=True)
class Reference:
    """What a person wrote of one item: a headline and one text, there are two for most items.

    ``minutes`` and ``item`` have the body, date, limits, sections, route and labels that a person
    gave them: a checker that is tried on them answers for no fault of splitting and labelling.
    """

    split: SplitName
    minutes: Minutes
    item: LabelledItem
    headline: str
    text: str


def read_references(folder: str | Path | None = None) -> Iterator[Reference]:
    """Yield the texts of ``drafts/items.jsonl`` in order; none if the corpus has no such file.

    Raises:
        CorpusError: See :func:`pipeline.corpus.read_corpus`.
    """
    path = corpus_folder(folder) / DRAFTS
    if not path.is_file():
        return
    corpus = read_corpus(folder)
    splits = {document.id: document.split for document in corpus.documents}
    rows = {(row.document, row.position): row for row in corpus.open_rows}

    documents = {document.id: document for document in corpus.documents}

    @cache
    def labelled(document: str) -> tuple[Minutes, dict[int, LabelledItem]]:
        own = [row for row in corpus.open_rows if row.document == document]
        return _as_given(read_minutes(corpus.folder, document), documents[document], own)

    for fields in read_lines(path):
        values = fields.values
        row = rows.get((values["document"], values["position"]))
        if row is None:
            continue
        minutes, items = labelled(row.document)
        for text in (values["ref"], values["alt"]):
            if text:
                yield Reference(
                    splits[row.document], minutes, items[row.position], values["heading"], text
                )


def read_posts(folder: str | Path | None = None) -> Iterator[tuple[SplitName, Path, str]]:
    """Yield the whole posts of ``drafts/posts``: split, the minutes' file, and the text."""
    root = corpus_folder(folder)
    splits = {document.id: document.split for document in read_corpus(folder).documents}
    for path in sorted((root / "drafts" / "posts").glob("*.md")):
        minutes = next(iter(sorted(root.glob(f"minutes/{path.stem}.*"))), None)
        if path.stem in splits and minutes is not None:
            yield splits[path.stem], minutes, path.read_text("utf-8")


def _as_given(
    document: Document, about: CorpusDocument, rows: list[LabelledRow]
) -> tuple[Minutes, dict[int, LabelledItem]]:
    """Return minutes with the items of *rows*, and each item by its position."""
    from pipeline.splitting import split_items

    read = split_items(document)
    items = {row.position: given_item(read.text, row) for row in rows}
    labelled = {
        row.position: with_given_labels(LabelledItem(items[row.position], (), ()), row)
        for row in rows
    }
    closed = (ClosedItem(""),) * read.closed_count
    given = replace(
        read, body=about.body, date=about.date, items=(*items.values(), *closed), flags=()
    )
    return given, labelled
