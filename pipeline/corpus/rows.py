"""What the corpus holds, as frozen records. Every span is a slice of its document's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Span

SplitName = Literal["train", "dev", "test"]
SPLITS: tuple[SplitName, ...] = get_args(SplitName)
BodyKind = Literal["administration", "med", "advisory", "committee", "economy", "council", "board"]
BODY_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
Direction = Literal["mere", "mindre"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """One meeting's minutes: ``minutes/<id>.txt`` and what is known of it."""

    id: str
    municipality: str
    region: bool
    body: str
    body_kind: BodyKind
    date: date
    layout: str
    writer: str
    split: SplitName
    sha256: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One decision and the words that say it; no words where the item says nothing.

    Words without a span stand apart from the item, where decisions are listed by number.
    """

    label: Decision
    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a reader names it; no span where its limits are not clear in the text.

    A decision that is listed apart stands below its item.
    """

    kind: SectionKind
    span: Span | None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens next: who does what, and when as the text says or as YYYY-MM-DD."""

    who: str | None
    what: str
    when: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as a number in its smallest plain unit ("56,4 mio. kr." is 56400000 kr)."""

    value: float
    unit: str
    direction: Direction | None
    base: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A closed item: where it stood and its printed number. Nothing else, by design."""

    document: str
    position: int
    number: str


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """An open item with its labels, who set them and when.

    ``hard`` gives the reason why an item is hard to label; ``negative`` marks items in which a
    deciding word stands though nothing was decided with it. ``chain`` is shared by the items of
    one case that travels through several meetings.
    """

    document: str
    position: int
    number: str
    title: str
    case_number: str | None
    span: Span
    decisions: tuple[Marked, ...]
    topic: Topic
    secondary: tuple[Topic, ...]
    route: tuple[str, ...]
    sections: tuple[Part, ...]
    next_steps: tuple[Step, ...]
    amounts: tuple[Sum, ...]
    hard: str | None
    negative: bool
    chain: str | None
    annotator: str
    time: str

    @property
    def types(self) -> tuple[Decision, ...]:
        """The decision types in the order of the text, each once."""
        return tuple(dict.fromkeys(marked.label for marked in self.decisions))


@dataclass(frozen=True, slots=True)
class SecondLabel:
    """What a second person said of an item without having seen the first labels.

    ``first_decisions`` and ``first_topic`` are what the first one had said then: a difference
    that has been settled since must not raise the agreement.
    """

    document: str
    position: int
    decisions: tuple[Decision, ...]
    topic: Topic
    secondary: tuple[Topic, ...]
    first_decisions: tuple[Decision, ...]
    first_topic: Topic
    annotator: str
    time: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Which municipalities are in which split, and which layouts only the test split knows."""

    train: tuple[str, ...]
    dev: tuple[str, ...]
    test: tuple[str, ...]
    test_only_layouts: tuple[str, ...] = ()

    def of(self, municipality: str) -> SplitName | None:
        """Return the split that a municipality is in."""
        sides: dict[SplitName, tuple[str, ...]] = {
            "train": self.train,
            "dev": self.dev,
            "test": self.test,
        }
        return next((name for name, places in sides.items() if municipality in places), None)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A whole corpus. ``texts`` holds the documents with all but their open items blanked."""

    folder: Path
    documents: tuple[CorpusDocument, ...]
    rows: tuple[LabelledRow | ClosedRow, ...]
    second: tuple[SecondLabel, ...]
    sides: Sides
    texts: Mapping[str, str] = field(repr=False)

    @property
    def open_rows(self) -> tuple[LabelledRow, ...]:
        """The open items, in order."""
        return tuple(row for row in self.rows if isinstance(row, LabelledRow))

    @property
    def closed_rows(self) -> tuple[ClosedRow, ...]:
        """The closed items, in order."""
        return tuple(row for row in self.rows if isinstance(row, ClosedRow))

    def text_of(self, row: LabelledRow) -> str:
        """Return the text of an open item."""
        return row.span.of(self.texts[row.document])

    def pairs(self) -> Iterator[tuple[CorpusDocument, LabelledRow]]:
        """Yield each open item with its document."""
        known = {document.id: document for document in self.documents}
        for row in self.open_rows:
            yield known[row.document], row
