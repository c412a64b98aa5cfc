"""The invented minutes of the corpus and what a person says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.corpus import ClosedRow, Corpus, CorpusDocument, LabelledRow, read_corpus
from pipeline.corpus.closed import closed_words
from pipeline.corpus.folder import read_minutes
from pipeline.reading import read_document
from pipeline.reading.text import mend_letters
from pipeline.records import Item, Minutes
from pipeline.splitting import split_items

FOLDER = Path(__file__).parents[1] / "corpus" / "minutes"
# Written blind, by hands that never saw the splitter, and read without a fault since then.
NAMES = sorted(path.stem for path in FOLDER.glob("[ab][0-9][0-9]_*.txt"))


@dataclass(frozen=True)
class Read:
    """An invented document as Referat reads it, beside what a person wrote of it."""

    minutes: Minutes
    about: CorpusDocument
    gold: tuple[LabelledRow | ClosedRow, ...]

    @property
    def pairs(self) -> list[tuple[Item, LabelledRow]]:
        """Each open item that was found, with the gold item of the same title."""
        left = list(self.minutes.open_items)
        pairs = []
        for gold in (row for row in self.gold if isinstance(row, LabelledRow)):
            same = [item for item in left if key(item.title)[:15] == key(gold.title)[:15]]
            if same:
                left.remove(same[0])
                pairs.append((same[0], gold))
        return pairs


@cache
def corpus() -> Corpus:
    return read_corpus()


@cache
def secrets() -> dict[str, frozenset[str]]:
    """The words that only closed items hold, document by document."""
    texts = {one.id: read_minutes(corpus().folder, one.id).text for one in corpus().documents}
    return closed_words(corpus(), texts)


def read(name: str) -> Read:
    (about,) = (document for document in corpus().documents if document.id == name)
    gold = tuple(row for row in corpus().rows if row.document == name)
    return Read(split_items(read_document(FOLDER / f"{name}.txt")), about, gold)


def key(words: str | None) -> str:
    """Return *words* for comparison, broken letters put right as the reader does."""
    return " ".join(mend_letters(words or "").lower().split()).strip(" .:")
