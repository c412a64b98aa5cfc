"""The records that flow through Referat: ``read → split → label → draft → check``.

Every record is frozen. A later record wraps an earlier one and nothing points back. There
is one :class:`Span`, and it always is a slice of the text it was read from: of
``Document.text``, which ``Minutes.text`` equals character for character except that the text
of closed items and the contents list are blanked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from pipeline.labels import Decision, SectionKind, Topic

V = TypeVar("V", bound=Decision | Topic)
PassageKind = Literal[
    "reservation", "amendment", "vote", "minority", "attendance", "follow_up", "heading"
]


class Span(NamedTuple):
    """A slice of the document's text: ``text[start:end]``, in characters.

    >>> Span(3, 11).of("At godkende sagen")
    'godkende'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of *text* that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        """
        return self.start < other.end and other.start < self.end


class Line(NamedTuple):
    """One line of a document: where it stands and what its layout says.

    ``size`` is the font size in points and ``bold`` the font weight, where the format knows
    them (PDF). ``level`` is a heading level where the format marks headings (DOCX, HTML, XML):
    1 the document's title, 2 an agenda item, 3 and deeper a section; None is running text or
    unknown.
    """

    span: Span
    size: float | None = None
    bold: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    r"""A file as text.

    ``text`` uses ``\n`` line ends. ``pages`` holds the offset at which each page starts (one
    0 where the format has no pages). ``lines`` covers the text in order, blank lines left out.
    The text may hold closed items, so it is kept out of ``repr`` and so out of error messages.
    """

    text: str = field(repr=False)
    source: str
    sha256: str
    pages: tuple[int, ...] = (0,)
    lines: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of an item. ``heading`` is empty (start == end) where none is printed."""

    kind: SectionKind
    heading: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Item:
    """An open agenda item.

    ``number`` is the printed number ("3", "139", "KFU-71/06-B"), "" where none is printed; it
    is no key, since some minutes print "1." everywhere. ``title`` is cleaned of number, noise
    and line breaks; ``heading`` is where it stands. ``route`` holds the bodies that treat the
    item, in order, as far as the item tells ("Direktionen", "Økonomiudvalget").
    """

    number: str
    title: str
    heading: Span
    case_number: str | None
    span: Span
    sections: tuple[Section, ...]
    route: tuple[str, ...] = ()

    def parts(self, *kinds: SectionKind) -> Iterator[Section]:
        """Yield the sections of the given kinds, in the order of the text."""
        return (section for section in self.sections if section.kind in kinds)


@dataclass(frozen=True, slots=True)
class ClosedItem:
    """A closed item (*lukket punkt*): its number and nothing else, by design."""

    number: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at, in plain Danish.

    ``level`` is "red" (must be settled before publishing) or "yellow" (worth a look). ``rule``
    is a stable id. ``sentence`` is the draft sentence concerned, if any; ``sources`` the places
    in the minutes.
    """

    level: Literal["red", "yellow"]
    rule: str
    message: str
    sentence: str | None = None
    sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """One meeting: header and items, in the order of the agenda.

    ``text`` is the document's text with closed items and the contents list overwritten by
    spaces. ``preamble`` is the part before the first item. ``flags`` tells what did not add up
    while reading (contents list and body that differ, a missing date).
    """

    text: str = field(repr=False)
    source: str
    sha256: str
    body: str | None
    date: dt.date | None
    time: dt.time | None
    place: str | None
    participants: tuple[str, ...]
    preamble: Span
    items: tuple[Item | ClosedItem, ...]
    flags: tuple[Flag, ...] = ()

    @property
    def open_items(self) -> tuple[Item, ...]:
        """The items that may be read, in order."""
        return tuple(item for item in self.items if isinstance(item, Item))

    @property
    def closed_count(self) -> int:
        """How many closed items the meeting had."""
        return len(self.items) - len(self.open_items)


class RunnerUp(NamedTuple, Generic[V]):
    """What a label nearly was, and its score."""

    value: V
    score: float


@dataclass(frozen=True, slots=True)
class Label(Generic[V]):
    """One label of an item: what, how sure, who says so, and where it stands.

    ``score`` is between 0 and 1. ``by`` is "rule" or "model", "person" where someone has put it
    right, or "none" where nothing was found and the value says just that. ``evidence`` are the
    spans that made the label. ``runner_up`` is the value that came second, where a classifier
    weighs several against each other.
    """

    value: V
    score: float
    by: Literal["rule", "model", "person", "none"]
    evidence: tuple[Span, ...] = ()
    runner_up: RunnerUp[V] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the decision text that is not itself the outcome, but must not get lost.

    Kinds: ``reservation`` (a condition or remark that belongs to the outcome: "dog således
    at …"), ``amendment`` (a change adopted with it), ``vote`` (how the votes fell),
    ``minority`` (a dissenting view: never the decision), ``attendance`` (who was absent or took
    no part), ``follow_up`` (what happens next: "Direktionen behandler status igen …"),
    ``heading`` (a repeated body and date line).
    """

    kind: PassageKind
    span: Span


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """An open item with its labels.

    ``decisions`` stand in the order of the text; ``topics`` with the primary first. Neither is
    ever empty: where nothing was found, the label says so with ``by="none"``. ``follow_ups`` are
    the clauses that say what happens next, be they the outcome itself ("Sendes i høring …") or not.
    """

    item: Item
    decisions: tuple[Label[Decision], ...]
    topics: tuple[Label[Topic], ...]
    passages: tuple[Passage, ...] = ()
    follow_ups: tuple[Span, ...] = ()

    @property
    def outcomes(self) -> frozenset[Decision]:
        """The types of decision, whoever read them and wherever."""
        return frozenset(label.value for label in self.decisions)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft and where it comes from.

    ``extracted`` is the source's own words, ``realised`` made from the source's facts by the
    frames, ``derived`` computed (a count, a completed year), ``model`` written by a language
    model. ``sources`` are spans of ``Minutes.text``; only a placeholder or a fixed line has none.
    """

    text: str
    kind: Literal["extracted", "realised", "derived", "model"]
    sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the draft says of one or more neighbouring items under one headline.

    ``brief`` paragraphs stand together under "Kort nyt" with the headline as a bold keyword.
    ``blocks`` holds one tuple of sentences per printed paragraph.
    """

    headline: Sentence
    blocks: tuple[tuple[Sentence, ...], ...]
    items: tuple[LabelledItem, ...]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """A line of "Det videre forløb": when (None: undated), who, and the sentence that says it."""

    when: dt.date | None
    who: str
    sentence: Sentence
    item: LabelledItem


@dataclass(frozen=True, slots=True)
class Omission:
    """An open item that the draft leaves out, and why (in Danish, for the editor)."""

    item: LabelledItem
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole post: "Nyt fra Direktionen".

    ``closing`` holds the scope line and the lines with placeholders for link and contact.
    """

    minutes: Minutes
    headline: Sentence
    lead: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    next_steps: tuple[NextStep, ...]
    closing: tuple[Sentence, ...]
    omitted: tuple[Omission, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the draft in printed order, headlines included."""
        body = (
            sentence
            for paragraph in self.paragraphs
            for sentence in (
                paragraph.headline,
                *(sentence for block in paragraph.blocks for sentence in block),
            )
        )
        steps = (step.sentence for step in self.next_steps)
        return (self.headline, *self.lead, *body, *steps, *self.closing)
