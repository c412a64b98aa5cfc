"""What a check of the corpus says: a place, what is wrong there, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.corpus.folder import ITEMS
from pipeline.corpus.rows import Corpus, LabelledRow


class Finding(NamedTuple):
    """One fault: the rule it breaks, file and line, what is wrong and what to do.

    >>> str(Finding("overlap", "minutes/a.txt:3", "is like b.txt", "write it anew"))
    'minutes/a.txt:3: is like b.txt: write it anew [overlap]'
    """

    rule: str
    where: str
    what: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.now} [{self.rule}]"


class Count(NamedTuple):
    """How many of something there are, and how many there should be."""

    name: str
    found: float
    wanted: float

    @property
    def met(self) -> bool:
        """Whether there are enough."""
        return self.found >= self.wanted


def line_of(corpus: Corpus, row: LabelledRow) -> str:
    """Return file and line of an item's labels."""
    return f"{corpus.folder / ITEMS}:{corpus.rows.index(row) + 1}"


def minutes_at(corpus: Corpus, document: str, text: str, offset: int) -> str:
    """Return file and line of a place in a document's text."""
    return f"{corpus.folder / 'minutes' / document}.txt:{text.count(chr(10), 0, offset) + 1}"
