"""What a classifier is given, and what it gives back: the contract of rules and models alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Self, TypeVar

from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, Section, Span

_UNHEADED = (SectionKind.TEKST, SectionKind.BILAG, SectionKind.DELTAGELSE)

V = TypeVar("V", Decision, Topic)


class ItemText(NamedTuple):
    """An open item and the text its spans are slices of.

    ``body`` is the body that met, where it is known: other bodies' decisions under the same
    heading are not this meeting's.
    """

    item: Item
    text: str
    body: str | None = None

    def __hash__(self) -> int:
        """Return a hash that doesn't look at every section: caches ask for it again and again."""
        return hash((self.item.span, self.item.title, self.text, self.body))

    @classmethod
    def of_title(cls, title: str, case_number: str | None = None) -> Self:
        """Return a bare title as an item that has nothing else; its heading is the title.

        >>> ItemText.of_title("Leasing af elbiler").heading
        'Leasing af elbiler'
        """
        span = Span(0, len(title))
        return cls(Item("", title, span, case_number, span, ()), title)

    @property
    def title(self) -> str:
        """The clean title."""
        return self.item.title

    @property
    def is_running(self) -> bool:
        """Whether no heading divides the text, so that the decision may stand anywhere in it."""
        return all(part.kind in _UNHEADED for part in self.item.sections)

    @property
    def heading(self) -> str:
        """The heading as it is printed."""
        return self.item.heading.of(self.text)

    @property
    def title_span(self) -> Span:
        """Where the title stands: behind "Punkt 3:", if the heading holds it as it is."""
        start, end = self.item.heading
        at = self.heading.find(self.title)
        return Span(start + at, start + at + len(self.title)) if at >= 0 else Span(start, end)

    def parts(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of the given kinds, in the order of the text."""
        return tuple(self.item.parts(*kinds))

    def words(self, *kinds: SectionKind) -> str:
        """Return the texts of the given kinds of section, a line break between them; or ""."""
        return "\n".join(section.body.of(self.text) for section in self.parts(*kinds))


# A classifier labels each item, the most likely topic or the first decision first, or gives None
# where it abstains. Evidence is made of spans of the item's own ``text``.
Classifier = Callable[[Sequence[ItemText]], Sequence[tuple[Label[V], ...] | None]]
