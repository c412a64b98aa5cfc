"""What an item says, laid out so that a draft sentence can be held against it.

An item's text becomes :class:`Evidence`: its sentences, each with its root words, its facts
(amounts, dates, years, counts) and the section it stands in. Attachment lists are never evidence.
Facts carry the part of the sentence they stand in, so that a number can be told from its
neighbour in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.bodies import Mention, find_bodies
from pipeline.danish.dates import find_dates
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import STOP_WORDS, stem, tokenize
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Item, LabelledItem, Minutes, Span

# No evidence for a text: lists of files and of people.
SILENT = (SectionKind.BILAG, SectionKind.DELTAGELSE)

_PART = re.compile(r"[^\W_]+(?:['’]s?)?")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?:/(?:19|20)?\d\d)?(?![\d/-]|,\d)")
_CLOCK = re.compile(r"\bkl(?:okken|\.)?\s*(\d{1,2})(?:[.:](\d\d))?", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w.,/§-])\d+(?:[.,]\d+)*(?![\w/]|[.,]\d)")
_MARK = re.compile(
    r"[,;:–](?=\s)|\s(?:og|men|mens|mod|til|fra|eller|samt|hvoraf|heraf)\s|[.!?]\s", re.IGNORECASE
)
_CUT = re.compile(r"(?<!\d)[,;:–](?=\s(?!at\s))|[.!?](?=\s)|(?<![,;])\s(?=(?:men|mens|hvorimod)\s)")
_YEAR_AFTER = re.compile(r"[^\d,;.]{0,24}?(?:\.\s)?\b(?:i|for|fra)\s((?:19|20)\d\d)\b")
_LIMIT = re.compile(
    r"\b(?:(?P<more>flere end|mere end|mindst|over)|(?P<less>færre end|mindre end|højst|under|"
    r"op til))\s$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:](?=\s)")
NUMERALS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12,
}  # fmt: skip
# "en mindre renovering" and "en fuld renovering" are two things.
_KEPT = frozenset({"mindre", "hele", "anden", "andet"})
_NUMERAL = re.compile(rf"\b(?:{'|'.join(NUMERALS)})\b", re.IGNORECASE)


class Fact(NamedTuple):
    """A number of some kind, and the words around it.

    ``kind`` is "date", "year", "clock", a unit ("kr.") or "count"; ``value`` compares equal for
    equal facts. ``roots`` are the root words of its own part of the sentence, ``year`` the year
    that follows it ("5,6 pct. i 2024").
    """

    kind: str
    value: date | Decimal | str
    span: Span
    roots: frozenset[str]
    direction: str | None = None
    base: str | None = None
    negative: bool = False
    sign_clash: bool = False
    derived: bool = False
    year: str | None = None


class Unit(NamedTuple):
    """One sentence of the source."""

    text: str
    span: Span
    section: SectionKind | None
    roots: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a draft sentence may build on: its items' sentences and the meeting's header.

    ``units`` are sentences of the items, titles first; ``roots`` the root words of them all and
    of the header; ``bodies`` the bodies they and the routes name.
    """

    minutes: Minutes
    items: tuple[LabelledItem, ...]
    units: tuple[Unit, ...]
    roots: frozenset[str]
    bodies: frozenset[str]

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
    units = tuple(
        unit for labelled in items for unit in _units(minutes.text, labelled.item, minutes.date)
    )
    header = " ".join(filter(None, (minutes.body, minutes.place)))
    roots = roots_of(header).union(*(unit.roots for unit in units))
    named = {mention.body.name for unit in units for mention in mentions_in(unit.text)}
    route = {name for labelled in items for name in labelled.item.route}
    own = {mention.body.name for mention in mentions_in(header)}
    routed = {mention.body.name for name in route for mention in mentions_in(name)}
    bodies = named | route | routed | own | ({minutes.body} if minutes.body else set())
    return Evidence(minutes, items, units, roots, frozenset(bodies))


@lru_cache(maxsize=16384)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return the bodies that *text* names (see :func:`pipeline.danish.bodies.find_bodies`).

    >>> [mention.body.name for mention in mentions_in("Byrådet drøftede sagen")]
    ['Byrådet']
    """
    return find_bodies(text)


@lru_cache(maxsize=4096)
def _units(text: str, item: Item, meeting: date | None) -> tuple[Unit, ...]:
    parts: list[tuple[SectionKind | None, Span]] = [(None, _title_span(text, item))]
    parts += [(one.kind, one.body) for one in item.sections if one.kind not in SILENT]
    spans = [
        (kind, span) for kind, part in parts for span in split_sentences(part.of(text), part.start)
    ]
    return tuple(read_unit(span.of(text), span, kind, meeting) for kind, span in spans)


def _title_span(text: str, item: Item) -> Span:
    """Return where the title stands: the heading without its number, where that can be told."""
    at = text.find(item.title, *item.heading)
    return item.heading if at < 0 else Span(at, item.heading.end)


def read_unit(text: str, span: Span, section: SectionKind | None, meeting: date | None) -> Unit:
    """Read the root words and facts of one sentence."""
    roots = roots_of(text)
    if section is SectionKind.INDSTILLING:
        roots |= roots_of("forslag indstilling")
    return Unit(text, span, section, roots, find_facts(text, meeting))


@lru_cache(maxsize=16384)
def roots_of(text: str) -> frozenset[str]:
    """Return the root words of *text*: stems, with verb forms and synonyms brought together.

    >>> roots_of("Konferencen afholdtes") & roots_of("holdt en konference") == {"konference"}
    False
    >>> sorted(roots_of("tog sagen") & roots_of("sagen tages"))
    ['sag', 'tag']
    """
    return frozenset(root for _, root in rooted_words(text))


def rooted_words(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the words of *text* that carry meaning, parts of hyphened words apart, as roots."""
    for token in tokenize(text):
        for match in _PART.finditer(token.of(text)):
            word = match.group().lower()
            if (
                (word not in STOP_WORDS or word in _KEPT)
                and len(word) > 1
                and not word[0].isdigit()
            ):
                span = Span(token.start + match.start(), token.start + match.end())
                yield span, root_of(word)


@lru_cache(maxsize=65536)
def root_of(word: str) -> str:
    """Return the root of one word.

    >>> root_of("tages") == root_of("tog"), root_of("benyttes") == root_of("bruges")
    (True, True)
    """
    word = re.sub(r"['’]s?$", "", word.lower())
    form = _verb_forms().get(word)
    if form is None and word.endswith("s"):
        form = _verb_forms().get(word[:-1])
    root = stem(form or word)
    return _groups().get(root, root)


@cache
def _verb_forms() -> dict[str, str]:
    """Map every form of the verbs in the table to its infinitive."""
    forms: dict[str, str] = {}
    for row in load_lexicon("verbs")["verb"]:
        infinitive = row["infinitive"]
        own = [infinitive, row.get("passive", f"{infinitive}s")]
        if "particle" not in row:
            own += [row["past"], row["participle"], row.get("present", f"{infinitive}r")]
        for form in own:
            forms.setdefault(form, infinitive)
    for row in load_lexicon("grounding")["strong"]:
        infinitive, *others = row.split()
        for form in (infinitive, *others):
            forms.setdefault(form, infinitive)
    return forms


@cache
def _groups() -> dict[str, str]:
    groups: dict[str, str] = {}
    for row in load_lexicon("grounding")["same"]:
        roots = [stem(_verb_forms().get(word, word)) for word in row["words"]]
        name = groups.get(roots[0], roots[0])
        for root in roots:
            groups.setdefault(root, name)
    return groups


@lru_cache(maxsize=16384)
def clauses_of(text: str) -> tuple[str, ...]:
    """Cut a sentence into parts at its commas; a short part stays with the one before it.

    >>> clauses_of("Byggeriet begynder i maj, men taget skal skiftes inden 2032")
    ('Byggeriet begynder i maj', ', men taget skal skiftes inden 2032')
    """
    parts: list[str] = []
    start = 0
    for cut in [*(match.start() for match in _CUT.finditer(text)), len(text)]:
        piece = text[start:cut]
        if parts and (len(roots_of(piece)) < 2 or len(roots_of(parts[-1])) < 2):
            parts[-1] += piece
        else:
            parts.append(piece)
        start = cut
    return tuple(parts)


@lru_cache(maxsize=16384)
def keys_of(text: str, meeting: date | None) -> frozenset[str]:
    """Return what a part of a sentence can be recognised by: its root words and its numbers.

    >>> sorted(keys_of("ca. 150 deltagere", None))
    ['#150', 'ca', 'deltag']
    """
    numbers = (
        f"#{fact.value:%d.%m}" if isinstance(fact.value, date) else f"#{fact.value}"
        for fact in find_facts(text, meeting)
    )
    return roots_of(text) | frozenset(numbers)


@lru_cache(maxsize=16384)
def find_facts(text: str, meeting: date | None) -> tuple[Fact, ...]:
    """Return the numbers of *text* as facts, in order.

    >>> [(fact.kind, str(fact.value)) for fact in find_facts("I 2024 fik fem 9 kr.", None)]
    [('year', '2024'), ('count', '5'), ('kr.', '9')]
    """
    found = [
        _fact("date", one.date, one.span, derived=one.derived)
        for one in find_dates(text, meeting=meeting)
    ]
    _add_free(found, (_clock(match) for match in _CLOCK.finditer(text)))
    _add_free(found, _amounts(text))
    _add_free(found, (_year(match) for match in _YEAR.finditer(text)))
    _add_free(found, (_numeral(match) for match in _NUMERAL.finditer(text)))
    _add_free(found, (_bare(match) for match in _BARE.finditer(text)))
    found.sort(key=lambda fact: fact.span)
    return tuple(_with_roots(text, found))


def _add_free(found: list[Fact], new: Iterator[Fact]) -> None:
    for fact in new:
        if not any(
            fact.span.start < old.span.end and old.span.start < fact.span.end for old in found
        ):
            found.append(fact)


def _amounts(text: str) -> Iterator[Fact]:
    for one in find_amounts(text):
        yield Fact(
            one.unit or ("count" if not one.scale else "kr."),
            one.value,
            one.span,
            frozenset(),
            one.direction,
            one.base,
            one.negative,
            one.sign_clash,
        )


def _fact(kind: str, value: date | Decimal | str, span: Span, *, derived: bool = False) -> Fact:
    return Fact(kind, value, span, frozenset(), derived=derived)


def _clock(match: re.Match[str]) -> Fact:
    return _fact("clock", f"{int(match[1])}.{match[2] or '00'}", Span(*match.span()))


def _year(match: re.Match[str]) -> Fact:
    return _fact("year", match.group(), Span(*match.span()))


def _numeral(match: re.Match[str]) -> Fact:
    return _limited(match, Decimal(NUMERALS[match.group().lower()]))


def _bare(match: re.Match[str]) -> Fact:
    return _limited(match, Decimal(match.group().replace(".", "").replace(",", ".").rstrip(".")))


def _limited(match: re.Match[str], value: Decimal) -> Fact:
    """Make a count, with the direction that "mindst" or "færre end" before it gives."""
    limit = _LIMIT.search(match.string[max(0, match.start() - 12) : match.start()])
    direction = limit.lastgroup if limit else None
    return Fact("count", value, Span(*match.span()), frozenset(), direction)


def _with_roots(text: str, facts: list[Fact]) -> Iterator[Fact]:
    """Give each fact the root words of its part of the sentence, and the years beside it."""
    edges = [0]
    for left, right in pairwise(facts):
        mark = _MARK.search(text, left.span.end, right.span.start)
        edges.append(mark.start() if mark else right.span.start)
    edges.append(len(text))
    for index, fact in enumerate(facts):
        start, end = edges[index], edges[index + 1]
        if fact.kind == "count":
            # A count belongs to the noun beside it; what stands past a comma is another matter.
            start = max([start, *(m.end() for m in _STOP.finditer(text, start, fact.span.start))])
            stop = _STOP.search(text, fact.span.end, end)
            end = stop.start() if stop else end
        year = _YEAR_AFTER.match(text, fact.span.end)
        around = text[start : fact.span.start] + " " + text[fact.span.end : end]
        yield fact._replace(roots=roots_of(around), year=year[1] if year else None)
