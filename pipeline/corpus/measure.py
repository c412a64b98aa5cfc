"""How often Referat says of an item what a person has said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.corpus.folder import read_minutes
from pipeline.corpus.rows import SPLITS, Corpus, CorpusDocument, LabelledRow
from pipeline.errors import NotMinutes
from pipeline.labels import Decision
from pipeline.records import LabelledItem


class Score(NamedTuple):
    """Of a split: its open items, how many were found, and of all how many are labelled right.

    ``decisions`` counts items with exactly the person's set of types, ``topics`` those with the
    same primary topic. An item that is not found is wrong in both, and so is a ``silent`` one, in
    which Referat finds no decision though there is one. ``upgraded`` counts the worst fault: items
    that Referat calls approved and the person doesn't.
    """

    split: str
    items: int
    found: int
    decisions: int
    topics: int
    silent: int
    upgraded: int


def measure_tool(corpus: Corpus) -> Iterator[Score]:
    """Yield how Referat, as it is now, reads the documents of each split that has any."""
    counts: Counter[tuple[str, str]] = Counter()
    rows: dict[str, list[LabelledRow]] = {}
    for row in corpus.open_rows:
        rows.setdefault(row.document, []).append(row)
    for document in corpus.documents:
        labelled = _read(corpus, document)
        for row in rows.get(document.id, ()):
            counts[document.split, "items"] += 1
            if (one := _at(labelled, row)) is not None:
                for name, holds in _compare(one, row).items():
                    counts[document.split, name] += holds
    for split in SPLITS:
        if counts[split, "items"]:
            yield Score(split, *(counts[split, name] for name in Score._fields[1:]))


def _compare(one: LabelledItem, row: LabelledRow) -> dict[str, bool]:
    kinds, wanted = {label.value for label in one.decisions}, set(row.types)
    return {
        "found": True,
        "decisions": kinds == wanted,
        "topics": one.topics[0].value == row.topic,
        "silent": kinds == {Decision.INGEN_BESLUTNING} != wanted,
        "upgraded": Decision.GODKENDT in kinds - wanted,
    }


def _read(corpus: Corpus, document: CorpusDocument) -> Mapping[int, LabelledItem]:
    """Return the open items as Referat finds them, by where their heading starts."""
    from pipeline.labelling import label_items
    from pipeline.splitting import split_items

    try:
        minutes = split_items(read_minutes(corpus.folder, document.id))
    except NotMinutes:  # every item of it counts as not found
        return {}
    return {one.item.heading.start: one for one in label_items(minutes)}


def _at(labelled: Mapping[int, LabelledItem], row: LabelledRow) -> LabelledItem | None:
    """Return the item that begins in the row's span; two would mean that it was cut in two."""
    inside = [one for at, one in labelled.items() if row.span.start <= at < row.span.end]
    return inside[0] if len(inside) == 1 else None
