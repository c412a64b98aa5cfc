"""The reference drafts of a corpus, each with the minutes and the item that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.corpus.drafts import DRAFTS
from pipeline.corpus.fields import read_lines
from pipeline.corpus.folder import corpus_folder, read_corpus, read_minutes
from pipeline.corpus.rows import LabelledRow, SplitName
from pipeline.records import LabelledItem, Minutes


@dataclass(frozen=True, slots=True)
class Reference:
    """What a person wrote of one item: a headline and one text, there are two for most items.

    ``minutes`` and ``item`` are as Referat reads and labels them: what a checker has to go by.
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

    @cache
    def labelled(document: str) -> tuple[Minutes, tuple[LabelledItem, ...]]:
        from pipeline.labelling import label_items
        from pipeline.splitting import split_items

        minutes = split_items(read_minutes(corpus.folder, document))
        return minutes, label_items(minutes)

    for fields in read_lines(path):
        values = fields.values
        row = rows.get((values["document"], values["position"]))
        if row is None:
            continue
        minutes, items = labelled(row.document)
        item = _item_of(row, items)
        if item is None:
            continue
        for text in (values["ref"], values["alt"]):
            if text:
                yield Reference(splits[row.document], minutes, item, values["heading"], text)


def read_posts(folder: str | Path | None = None) -> Iterator[tuple[SplitName, Path, str]]:
    """Yield the whole posts of ``drafts/posts``: split, the minutes' file, and the text."""
    root = corpus_folder(folder)
    splits = {document.id: document.split for document in read_corpus(folder).documents}
    for path in sorted((root / "drafts" / "posts").glob("*.md")):
        minutes = next(iter(sorted(root.glob(f"minutes/{path.stem}.*"))), None)
        if path.stem in splits and minutes is not None:
            yield splits[path.stem], minutes, path.read_text("utf-8")


def _item_of(row: LabelledRow, items: tuple[LabelledItem, ...]) -> LabelledItem | None:
    """Return the item that covers most of the row's text."""

    def shared(one: LabelledItem) -> int:
        span = one.item.span
        return min(span.end, row.span.end) - max(span.start, row.span.start)

    best = max(items, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
