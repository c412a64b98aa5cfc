"""Each item of a meeting beside what Referat made of it.

The alignment is strict: a labelled item is found if exactly one item that Referat reads begins
inside it. An item cut in two is not found, and its halves are items that aren't there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.corpus import Corpus, CorpusDocument, LabelledRow
from pipeline.corpus.folder import read_minutes
from pipeline.errors import NotMinutes
from pipeline.labelling import Classifier, ItemText, label_items
from pipeline.labels import Decision, Topic
from pipeline.records import Document, LabelledItem, Minutes, Span
from pipeline.splitting import split_items
from pipeline.training.alignment import found_in
from pipeline.training.prepare import gold_examples


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled item (*row*) and what was *found*: one of them may be missing, never both.

    ``key`` names the item from run to run: the document and the item's position in it.
    """

    key: str
    document: CorpusDocument
    row: LabelledRow | None
    found: LabelledItem | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One document: its items, and the lines on which the borders between them are counted.

    ``minutes`` is None where Referat finds no minutes in the document at all.
    """

    document: CorpusDocument
    outcomes: tuple[Outcome, ...]
    closed: int
    minutes: Minutes | None = field(repr=False)
    lines: tuple[Span, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The text that every span is a slice of, with closed items blanked; or ""."""
        return self.minutes.text if self.minutes else ""


@dataclass(frozen=True, slots=True)
class Classifiers:
    """What labels items and bare titles; ``name`` tells runs apart.

    The rules of decisions are asked wherever *decisions* abstains.
    """

    name: str
    decisions: Classifier[Decision]
    topics: Classifier[Topic]
    titles: Classifier[Topic]

    def label(self, minutes: Minutes) -> tuple[LabelledItem, ...]:
        """Return the open items of a meeting with their labels."""
        return label_items(minutes, topics=self.topics, decisions=self.decisions)


def align(
    document: CorpusDocument, rows: Sequence[LabelledRow], labelled: Sequence[LabelledItem]
) -> tuple[Outcome, ...]:
    """Pair the labelled items of a document with those found, in order, then those left over."""
    left = list(labelled)
    outcomes = []
    for row in rows:
        found = found_in(row, left, lambda one: one.item.heading.start)
        if found:
            left.remove(found)
        outcomes.append(Outcome(f"{row.document}#{row.position}", document, row, found))
    spare = (
        Outcome(f"{document.id}@{one.item.heading.start}", document, None, one) for one in left
    )
    return (*outcomes, *spare)


def read_meetings(
    corpus: Corpus,
    documents: Iterable[CorpusDocument],
    classifiers: Classifiers | None = None,
    *,
    tell: Callable[[CorpusDocument], object] = lambda _: None,
) -> Iterator[Meeting]:
    """Yield documents read from their raw files, split and labelled: end to end.

    Without *classifiers* they are labelled as Referat labels.

    Raises:
        CorpusError: A document is not there, or not what it was.
        ReadError: A document can't be read.
    """
    rows = {name: list(group) for name, group in groupby(corpus.rows, key=lambda row: row.document)}
    for document in documents:
        tell(document)
        raw = read_minutes(corpus.folder, document.id, sha256=document.sha256)
        opened = [row for row in rows[document.id] if isinstance(row, LabelledRow)]
        closed = len(rows[document.id]) - len(opened)
        try:
            minutes = split_items(raw)
        except NotMinutes:  # every item of it counts as not found
            yield Meeting(document, align(document, opened, ()), closed, None, lines_of(raw))
            continue
        outcomes = align(
            document, opened, classifiers.label(minutes) if classifiers else label_items(minutes)
        )
        yield Meeting(document, outcomes, closed, minutes, lines_of(raw))


def given_meetings(
    corpus: Corpus, documents: Iterable[CorpusDocument], classifiers: Classifiers
) -> Iterator[Meeting]:
    """Yield documents whose items and sections are those of the labels: labelling by itself.

    Items of which no section is labelled are left out: nothing is known of how they are cut.
    """
    examples = zip(corpus.open_rows, gold_examples(corpus), strict=True)
    of_document: dict[str, list[tuple[LabelledRow, ItemText]]] = {}
    for row, example in examples:
        if row.sections:
            of_document.setdefault(row.document, []).append((row, example.item))
    for document in documents:
        outcomes = []
        for row, one in of_document.get(document.id, ()):
            (found,) = classifiers.label(_as_minutes(document, one))
            outcomes.append(Outcome(f"{row.document}#{row.position}", document, row, found))
        yield Meeting(document, tuple(outcomes), 0, None, ())


def lines_of(document: Document) -> tuple[Span, ...]:
    """Return where the lines stand that hold more than blanks."""
    spans, at = [], 0
    for line in document.text.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line)
    return tuple(spans)


def _as_minutes(document: CorpusDocument, one: ItemText) -> Minutes:
    """Return an item as minutes that hold nothing else."""
    return Minutes(
        text=one.text,
        source=document.id,
        sha256=document.sha256,
        body=document.body,
        date=document.date,
        time=None,
        place=None,
        participants=(),
        preamble=Span(0, 0),
        items=(one.item,),
    )
