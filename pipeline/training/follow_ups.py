"""Learn the weights by which a clause is known to say what happens next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus import Corpus
from pipeline.corpus.folder import read_minutes
from pipeline.errors import NotMinutes
from pipeline.labelling.follow_ups import clause_features, clauses_of
from pipeline.labelling.item_text import ItemText
from pipeline.records import Span
from pipeline.splitting import split_items
from pipeline.training.alignment import found_in, same_passage
from pipeline.training.wording import learn_weights, write_table

_SPLIT = "train"
# Many small weights: parts of words tell little each.
STRENGTH, LEAST = 0.2, 0.05
_HEADER = """# What the words, place and time of a clause say for its telling what happens next.
# Learned from the train split, not written: pipeline/training/follow_ups.py; "" is the bias.

"""


class Sample(NamedTuple):
    """A clause of an item: what it is known by, and whether it tells what happens next."""

    known: frozenset[str]
    told: bool
    group: str


def read_clauses(corpus: Corpus, split: str = _SPLIT) -> Iterator[Sample]:
    """Yield the clauses of a split's open items as the splitter finds them; group: municipality."""
    for document in corpus.documents:
        if document.split != split:
            continue
        rows = [row for row in corpus.open_rows if row.document == document.id]
        text = read_minutes(corpus.folder, document.id, sha256=document.sha256)
        try:
            minutes = split_items(text)
        except NotMinutes:
            continue
        for row in rows:
            item = found_in(row, minutes.open_items, lambda item: item.heading.start)
            if item is not None:
                steps = [step.span for step in row.next_steps]
                one = ItemText(item, minutes.text, minutes.body)
                yield from _samples(one, steps, document.municipality)


def _samples(one: ItemText, steps: list[Span], group: str) -> Iterator[Sample]:
    for words, place, span in clauses_of(one):
        told = any(same_passage(span, step) for step in steps)
        yield Sample(clause_features(words, place), told, group)


def write_weights(corpus: Corpus, path: Path) -> None:
    """Write the lexicon ``follow_ups.toml`` anew."""
    known, told, _ = zip(*read_clauses(corpus), strict=True)
    write_table(learn_weights(known, told, STRENGTH, LEAST), path, _HEADER)
