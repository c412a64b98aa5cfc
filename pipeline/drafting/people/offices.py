"""The office of somebody who met, as the head of the minutes prints it: "Maja (HR-chef)".

A post names nobody and says the role instead (editorial standard, "Names"). The head of the
minutes says which role it is; who sits without an office stays "et medlem".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from pipeline.danish.nouns import join_list, upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.offices import OFFICE, find_office
from pipeline.drafting.people.names import is_given
from pipeline.lexicon import load_lexicon
from pipeline.records import Minutes, Span

_LEADING = re.compile(rf"^{OFFICE} ")


def offices_of(minutes: Minutes) -> Mapping[str, str]:
    """Return the office of each participant that the head of the minutes gives one, by full name.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ... Deltagere: Kommunaldirektør Bo Holm Krag, Eva Toft Lund (HR-chef, punkt 1), Ida Dahl Mose
    ...
    ... Punkt 1: Plan for hjemmearbejde
    ...
    ... Beslutning
    ...
    ... Godkendt.
    ... '''
    >>> dict(offices_of(split_items(Document(text, "plan.txt", "0"))))
    {'Bo Holm Krag': 'kommunaldirektør', 'Eva Toft Lund': 'HR-chef'}
    """
    return _offices(minutes.preamble.of(minutes.text), minutes.participants)


@lru_cache(maxsize=64)
def _offices(head: str, participants: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for person in participants:
        name = _LEADING.sub("", person)
        if " " not in name:
            continue
        for place in re.finditer(rf"{re.escape(name)}(?![\w-])", head):
            if said := find_office(head, Span(*place.span())):
                found.setdefault(name, _calm(said.of(head)))
    return MappingProxyType(found)


def _calm(office: str) -> str:
    """Write "Kommunaldirektør" small and leave "HR-chef" and "IT-chef" as they are."""
    return office if office[1:2].isupper() else f"{office[:1].lower()}{office[1:]}"


def say_offices(text: str, minutes: Minutes) -> str:
    """Return *text* with the office in the place of each participant who has one.

    A given name stands for its participant where no other has it. An office that two hold is "en
    direktør", and two of them in a row are "to direktører". Who takes a stand keeps the name, which
    is hidden further on: how somebody voted is not told by office either.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ... Deltagere: Direktør Jens Holm Krag, direktør Eva Toft Lund, Ida Dahl Mose (HR-chef)
    ...
    ... Punkt 1: Plan for hjemmearbejde
    ...
    ... Beslutning
    ...
    ... Godkendt.
    ... '''
    >>> minutes = split_items(Document(text, "plan.txt", "0"))
    >>> say_offices("Ida Dahl Mose og Jens taler med huslejenævnet.", minutes)
    'HR-chefen og en direktør taler med huslejenævnet.'
    >>> say_offices("Planen skrives af Jens Holm Krag og Eva.", minutes)
    'Planen skrives af to direktører.'
    """
    offices = offices_of(minutes)
    if not offices:
        return text
    names = _names(tuple(offices), minutes.participants)
    if not any(one in text for one in names):
        return text
    return _people(tuple(names)).sub(lambda match: _told(match, names, offices), text)


@lru_cache(maxsize=64)
def _names(known: tuple[str, ...], participants: tuple[str, ...]) -> Mapping[str, str]:
    """Return who is meant by each way to name one: the full name, and a given name of one only."""
    givens = Counter(_LEADING.sub("", one).split()[0] for one in participants)
    alone = {one.split()[0]: one for one in known}
    alone = {given: one for given, one in alone.items() if givens[given] == 1 and is_given(given)}
    return {**alone, **{one: one for one in known}}


@lru_cache(maxsize=64)
def _people(names: tuple[str, ...]) -> re.Pattern[str]:
    one = rf"(?:{OFFICE} )?{_one(names).pattern}"
    return re.compile(rf"(?<![\w-]){one}(?:(?:, | og ){one})*")


@lru_cache(maxsize=64)
def _one(names: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"\b(?:{either})(?![\w'’-]| [A-ZÆØÅ])")


def _told(match: re.Match[str], names: Mapping[str, str], offices: Mapping[str, str]) -> str:
    """Return the offices of the people named in a row, the shared ones counted."""
    if _stand().match(match.string, match.end()):
        return match.group()
    people = _one(tuple(names)).findall(match.group())
    held = Counter(offices[names[one]] for one in people)
    holders = Counter(offices.values())
    told = [
        f"{office}en" if holders[office] == 1 else _counted(office, count)
        for office, count in held.items()
    ]
    text = join_list(told)
    return upper_first(text) if _OPENS.search(match.string[: match.start()]) else text


_OPENS = re.compile(r"(?:^|[.:?!])\s*$")


@cache
def _stand() -> re.Pattern[str]:
    stands = "|".join(load_lexicon("verbs")["people"]["stands"])
    return re.compile(rf" (?:{stands})\b")


def _counted(office: str, count: int) -> str:
    if count == 1:
        return f"en {office}"
    ending = "e" if office.endswith("er") else "er"
    return f"{number_word(count)} {office}{ending}"
