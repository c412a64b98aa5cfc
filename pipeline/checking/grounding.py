"""What an item says, laid out so that a draft sentence can be held against it.

An item's text becomes :class:`Evidence`: its sentences, each with its root words, its facts
(amounts, dates, years, counts) and the section it stands in. Attachment lists are never evidence.
Facts carry the part of the sentence they stand in, so that a number can be told from its
neighbour in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.checking.facts import Fact, find_facts, keys_of
from pipeline.checking.roots import roots_of
from pipeline.danish.bodies import Mention, body_named, find_bodies, same_body
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.people.offices import say_offices
from pipeline.labels import SectionKind
from pipeline.records import Item, LabelledItem, Minutes, Span

_BARE = re.compile(r"[^\W_]+")
# No evidence for a text: lists of files and of people.
SILENT = (SectionKind.BILAG, SectionKind.DELTAGELSE)


class Unit(NamedTuple):
    """One sentence of the source."""

    text: str
    span: Span
    section: SectionKind | None
    roots: frozenset[str]
    facts: tuple[Fact, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a draft sentence may build on: its items' sentences and the meeting's header.

    ``units`` are sentences of the items, titles first, ``facts`` their facts, each with its unit,
    and ``having`` which of the units have a root word or number; ``roots`` are the root words of
    them all and of the header; ``bodies`` the bodies they and the routes name.
    """

    minutes: Minutes
    items: tuple[LabelledItem, ...]
    units: tuple[Unit, ...]
    facts: tuple[tuple[Unit, Fact], ...]
    having: Mapping[str, Sequence[int]]
    roots: frozenset[str]
    bodies: frozenset[str]
    printed: str

    def heads(self, unit: Unit) -> bool:
        """Tell whether *unit* is the heading of a section, which tells who met when."""
        titles = (one.item.heading for one in self.items)
        return unit.section is None and not any(
            one.start <= unit.span.start < one.end for one in titles
        )

    def within(self, *kinds: SectionKind) -> tuple[Unit, ...]:
        """Return the units of the sections of the given kinds."""
        return tuple(unit for unit in self.units if unit.section in kinds)


def gather_evidence(minutes: Minutes, items: tuple[LabelledItem, ...]) -> Evidence:
    """Lay out what *items* of *minutes* say.

    >>> text = "Salg af havnen Beslutning Godkendt. Prisen er 2 mio. kr."
    >>> item = Item("1", "Salg af havnen", Span(0, 14), None, Span(0, 56), ())
    >>> minutes = Minutes(text, "x.txt", "", "Byrådet", None, None, None, (), Span(0, 0), (item,))
    >>> evidence = gather_evidence(minutes, (LabelledItem(item, (), ()),))
    >>> sorted(evidence.roots), sorted(evidence.bodies)
    (['byråd', 'havn', 'sælg'], ['Byrådet'])
    """
    units = tuple(unit for labelled in items for unit in _units(minutes, labelled.item))
    header = " ".join(filter(None, (minutes.body, minutes.place)))
    roots = roots_of(header).union(*(unit.roots for unit in units))
    named = {mention.body.name for unit in units for mention in mentions_in(unit.text)}
    route = {name for labelled in items for name in labelled.item.route}
    own = {mention.body.name for mention in mentions_in(header)}
    routed = {mention.body.name for name in route for mention in mentions_in(name)}
    bodies = named | route | routed | own | ({minutes.body} if minutes.body else set())
    printed = " ".join(bare_words(unit.text) for unit in units)
    having: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        for key in unit.keys:
            having.setdefault(key, []).append(place)
    facts = tuple((unit, fact) for unit in units for fact in unit.facts)
    return Evidence(minutes, items, units, facts, having, roots, frozenset(bodies), f" {printed} ")


class Grounds:
    """What the items of a meeting say, each laid out once for all who ask."""

    def __init__(self, minutes: Minutes) -> None:
        self._minutes = minutes
        self._known: dict[tuple[int, ...], Evidence] = {}

    def of(self, items: tuple[LabelledItem, ...]) -> Evidence:
        """Return what *items* say; see :func:`gather_evidence`."""
        key = tuple(map(id, items))  # the evidence keeps them, so no other gets the number
        if key not in self._known:
            self._known[key] = gather_evidence(self._minutes, items)
        return self._known[key]


@lru_cache(maxsize=2048)
def bare_words(text: str) -> str:
    """Return the words of *text* in small letters with one space between, and nothing else.

    >>> bare_words("Beløbet (2,5 mio. kr.) frigives.")
    'beløbet 2 5 mio kr frigives'
    """
    return " ".join(_BARE.findall(text.lower()))


@lru_cache(maxsize=2048)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return the bodies that *text* names (see :func:`pipeline.danish.bodies.find_bodies`).

    >>> [mention.body.name for mention in mentions_in("Byrådet drøftede sagen")]
    ['Byrådet']
    """
    return find_bodies(text)


def is_named_so(name: str, other: str) -> bool:
    """Tell whether *name* is *other*, in full, shortened or in capitals.

    A council is called by its own name only.

    >>> is_named_so("Teknisk udvalg", "Teknisk Udvalg"), is_named_so("Hovedudvalget", "HovedMED")
    (True, True)
    >>> is_named_so("Byrådet", "Kommunalbestyrelsen")
    False
    """
    if name == other:
        return True
    kinds = {body_named(name).kind, body_named(other).kind}
    main = name.lower().startswith("hoved") and other.lower().startswith("hoved")
    return (kinds == {"med"} and main) or ("council" not in kinds and same_body(name, other))


@lru_cache(maxsize=256)
def _units(minutes: Minutes, item: Item) -> tuple[Unit, ...]:
    text = minutes.text
    parts: list[tuple[SectionKind | None, Span]] = [(None, _title_span(text, item))]
    parts += [(one.kind, one.body) for one in item.sections if one.kind not in SILENT]
    # "Byrådet, 30. marts 2021:" tells when a body has the matter, "HR-chefen indstiller:" who asks.
    parts += [(None, one.heading) for one in item.sections if " " in one.heading.of(text).strip()]
    spans = [
        (kind, span) for kind, part in parts for span in split_sentences(part.of(text), part.start)
    ]
    # A post says the office of who met, so what the item says by name is said by office.
    return tuple(
        read_unit(say_offices(span.of(text), minutes), span, kind, minutes.date)
        for kind, span in spans
    )


def _title_span(text: str, item: Item) -> Span:
    """Return where the title stands: the heading without its number, where that can be told."""
    at = text.find(item.title, *item.heading)
    return item.heading if at < 0 else Span(at, item.heading.end)


def read_unit(text: str, span: Span, section: SectionKind | None, meeting: date | None) -> Unit:
    """Read the root words and facts of one sentence."""
    roots = roots_of(text)
    if section is SectionKind.INDSTILLING:
        roots |= roots_of("forslag indstilling")
    facts = find_facts(text, meeting)
    return Unit(text, span, section, roots, facts, keys_of(text, meeting))
