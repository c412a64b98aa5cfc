"""Criteria 1 to 7: is every statement true to its item, and may it be published?

Two things are held against a draft. First the flags of ``check_draft``, on the items with the
decisions and routes that a person labelled. Then checks of this module's own, which share no rule
with the gate: numbers, names and words of closed items looked up in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.danish.amounts import find_amounts
from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.danish.words import stem, tokenize
from pipeline.evaluation.drafts.measures import GATES
from pipeline.evaluation.drafts.nuggets import normalize
from pipeline.records import Flag

# Rules of the gate by the criterion that they are about. A rule that is not here is about
# the source (a clash of signs) or the form, and closes no gate.
RULES = {
    "facts": (
        "tal-uden-kilde", "tal-flyttet", "retning", "grundlag", "fortegn", "ugedag",
        "beloeb-ikke-besluttet", "afstemning-forkert",
    ),
    "names": ("navn-uden-kilde", "organ-uden-kilde", "uden-kilde"),
    "stage": (
        "beslutning-forkert", "beslutning-opgraderet", "beslutning-mangler",
        "beslutning-overset", "beslutning-ukendt", "forkert-organ", "naeste-led",
        "naeste-led-mangler",
    ),
    "hedges": ("forbehold-tabt", "naegtelse-tilfoejet", "betingelse-vendt", "vilkaar-tabt"),
    "closed": ("lukket-indhold", "lukket-antal", "sagsnummer"),
    "personal": ("navn-skjult", "person-"),
    "coverage": ("punkt-mangler",),
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w])\d[\d.,]*(?:\d)?(?:½)?")


@dataclass(frozen=True, slots=True)
class Home:
    """What a text of an item may build on: the item's words, the meeting's body and date."""

    source: str
    bodies: tuple[str, ...]
    meeting: date | None


def gate_of(flag: Flag) -> str | None:
    """Return the gate that a red flag closes, or None.

    >>> gate_of(Flag("red", "retning", "")), gate_of(Flag("yellow", "retning", ""))
    ('facts', None)
    >>> gate_of(Flag("red", "person-cpr", "")), gate_of(Flag("red", "two_meetings", ""))
    ('personal', None)
    """
    if flag.level != "red":
        return None
    for name, rules in RULES.items():
        if any(
            flag.rule == rule or (rule[-1] == "-" and flag.rule.startswith(rule)) for rule in rules
        ):
            return name
    return None


def closed_gates(
    text: str, home: Home, flags: Sequence[Flag], secret: Collection[str] = ()
) -> dict[str, list[str]]:
    """Return what is wrong with a text, by gate; a gate that holds has an empty list.

    Args:
        text: What the draft says of the item.
        home: What it may build on.
        flags: The flags about the item.
        secret: Words that only closed items hold; what is told of a hit is its gate alone.
    """
    wrong: dict[str, list[str]] = {name: [] for name in GATES}
    for flag in flags:
        if name := gate_of(flag):
            wrong[name].append(flag.rule)
    wrong["facts"] += ["own: number"] * bool(list(strange_facts(text, home)))
    wrong["names"] += ["own: name"] * bool(list(strange_names(text, home)))
    words = {span.of(text).lower() for span in tokenize(text)}
    wrong["closed"] += ["own: word"] * bool(words & set(secret))
    return wrong


def strange_facts(text: str, home: Home) -> Iterator[str]:
    """Yield the numbers and dates of a text that its item doesn't have.

    >>> home = Home("Prisen er 1.200 t.kr. pr. 31.08.2024.", (), date(2024, 9, 1))
    >>> list(strange_facts("Den 31. august var prisen 1,2 mio. kr.", home))
    []
    >>> list(strange_facts("Prisen er 1,3 mio. kr. den 3. august.", home))
    ['1,3 mio. kr.', 'den 3. august.']
    """
    source = normalize(home.source)
    printed = {_plain(match.group()) for match in _NUMBER.finditer(source)}
    values = {one.value for one in find_amounts(home.source)} | {
        one.value for one in find_amounts(source)
    }
    days = {(one.date.day, one.date.month) for one in find_dates(home.source, meeting=home.meeting)}
    days |= {(one.date.day, one.date.month) for one in find_dates(source)}
    if home.meeting:
        days.add((home.meeting.day, home.meeting.month))
    for amount in find_amounts(text):
        if amount.value not in values and _plain(amount.number) not in printed:
            yield amount.span.of(text).replace("\u00a0", " ")
    for day in find_dates(text, meeting=home.meeting):
        if (day.date.day, day.date.month) not in days:
            yield day.span.of(text)


def strange_names(text: str, home: Home) -> Iterator[str]:
    """Yield the bodies and capitalised words of a text that its item doesn't have.

    >>> home = Home("Byrådet solgte havnen til Nordhavn.", ("Direktionen",), None)
    >>> list(strange_names("Direktionen solgte den til Nordhavns by.", home))
    []
    >>> list(strange_names("Økonomiudvalget solgte den til Sydhavn.", home))
    ['Økonomiudvalget', 'Sydhavn']
    """
    known = f"{home.source} {' '.join(home.bodies)}"
    bodies = {mention.body.name for mention in find_bodies(known)} | set(home.bodies)
    stems = {stem(part) for span in tokenize(known) for part in _parts(span.of(known))}
    taken = []
    for mention in find_bodies(text):
        taken.append(mention.span)
        parts = _parts(mention.span.of(text))
        if mention.body.name not in bodies and not all(stem(part) in stems for part in parts):
            yield mention.body.name
    for match in re.finditer(r"(?<=[a-zæøå,] )[A-ZÆØÅ][\w'’-]+", text):
        inside = any(one.start <= match.start() < one.end for one in taken)
        if not inside and not all(stem(part) in stems for part in _parts(match.group())):
            yield match.group()


def _plain(number: str) -> str:
    number = re.sub(r"\.(?=\d{3}(?:\D|$))", "", number).rstrip(".,")
    return re.sub(r",0+$", "", number)


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-/ ]", word) if part]
