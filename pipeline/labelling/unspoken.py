"""Decisions that no word names: by a count of votes, by names alone, or as another body's.

"Pladstallet ændres til tolv, 4 for, 2 imod" is an approval; "Som Økonomiudvalget." is what stands
at Økonomiudvalget's own line; "Vi tager det over to dage" takes one of the ways named. They
are asked only where the rules have read nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, reduce
from typing import NamedTuple

from pipeline.danish.bodies import body_named, find_bodies, same_body
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import content_words
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.passages import Clause, split_clauses, whole_rule
from pipeline.labelling.word_order import plain_order
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon

_PARTS = ("who", "given", "one", "agree", "asks_what")
_SCORE = 0.8  # of votes: a claim may be built on it
_RECOMMENDS = re.compile("anbefal|indstil", re.IGNORECASE)
_TOLD = (
    SectionKind.TEKST,
    SectionKind.RESUME,
    SectionKind.SAGSFREMSTILLING,
    SectionKind.INDSTILLING,
)


class Unspoken(NamedTuple):
    """What was decided without a word for it, how sure that is, and the clauses that tell so."""

    label: Decision
    score: float
    clauses: tuple[Clause, ...]


class _Table(NamedTuple):
    """The patterns of ``[unspoken]`` in ``lexicon/decisions.toml``, compiled."""

    same: re.Pattern[str]
    side: re.Pattern[str]
    stand: re.Pattern[str]
    margin: re.Pattern[str]
    other_motion: re.Pattern[str]
    denied: re.Pattern[str]
    asks_who: re.Pattern[str]
    asks_what: re.Pattern[str]
    choice: re.Pattern[str]
    names_only: re.Pattern[str]
    seat: re.Pattern[str]
    no_seat: re.Pattern[str]
    picks: re.Pattern[str]
    no_pick: re.Pattern[str]
    ways: re.Pattern[str]


def by_votes(clauses: Sequence[Clause]) -> Unspoken | None:
    """Return what a count of votes decided; None without one, or with more than one.

    >>> from pipeline.records import Span
    >>> text = "Pladstallet ændres til tolv, 4 for, 2 imod."
    >>> found = by_votes(split_clauses(text, Span(0, len(text))))
    >>> found and found.label.danish
    'Godkendt'
    """
    table = _table()
    clauses = [one for one in clauses if not _is_counter_motion(one)]
    if any(table.other_motion.search(one.text) for one in clauses):
        return None
    margins = [(one, match) for one in clauses for match in table.margin.finditer(one.text)]
    if len(margins) == 1:
        ((clause, match),) = margins
        return _voted((clause,), _count(match["won"]), _count(match["lost"]))
    counted = tuple(one for one in clauses if table.side.search(one.text))
    votes: dict[str, list[int]] = {"for": [], "imod": []}
    for match in (match for one in counted for match in table.side.finditer(one.text)):
        told = match["side"] or match["voted"] or match["after"]
        side = "for" if told.lower() == "for" else "imod"
        votes[side].append(_count(match["number"] or match["count"] or match["sum"]))
    if len(votes["for"]) != 1 or len(votes["imod"]) > 1:
        return None
    return _voted(counted, votes["for"][0], sum(votes["imod"]))


def by_stands(clauses: Sequence[Clause]) -> Unspoken | None:
    """Return what is decided where nothing is told but how many agree and how many don't.

    >>> from pipeline.records import Span
    >>> text = "Tre kan tiltræde. Fire kan ikke."
    >>> found = by_stands(split_clauses(text, Span(0, len(text))))
    >>> found and found.label.danish
    'Afvist'
    """
    table = _table()
    sides = [
        (clause, match)
        for clause in clauses
        for match in table.stand.finditer(plain_order(clause.text).text)
    ]
    if sorted(match.lastgroup or "" for _, match in sides) != ["against", "with"]:
        return None
    told = [clause for clause, _ in sides]
    if any(one not in told and whole_rule(one.text) is None for one in clauses):
        return None
    if any(table.other_motion.search(one.text) for one in clauses):
        return None
    agreed, against = sorted(sides, key=lambda side: side[1].lastgroup == "against")
    if _heads(agreed[1]) <= _heads(against[1]):
        return Unspoken(Decision.AFVIST, _SCORE, against[:1])
    recommends = _RECOMMENDS.search(agreed[1]["with"])
    return Unspoken(Decision.ANBEFALES if recommends else Decision.GODKENDT, _SCORE, agreed[:1])


def names_elected(one: ItemText, clauses: Sequence[Clause]) -> bool:
    """Tell whether the decision is nothing but names, where the item asks for somebody.

    "Socialdirektøren." under "Valg af formand" elects; under "Valg af leverandør" they don't.
    So it is where somebody takes the seat that is asked for: "Vera stiller op."
    """
    table = _table()
    if not clauses or _asks(one, table.asks_what):
        return False
    seat = table.seat.search(clauses[0].text)
    if seat and not table.no_seat.search(clauses[0].text):
        return _asks(one, table.asks_who)
    if not all(table.names_only.fullmatch(clause.text) for clause in clauses):
        return False
    told = one.words(SectionKind.SAGSFREMSTILLING, SectionKind.TEKST)
    return _asks(one, table.asks_who) or table.asks_who.search(told) is not None


def chooses_thing(one: ItemText) -> bool:
    """Tell whether the item asks for a thing and for nobody, so that who is chosen is a firm.

    >>> chooses_thing(ItemText.of_title("Valg af leverandør"))
    True
    """
    table = _table()
    return _asks(one, table.choice) and not _asks(one, table.asks_who)


def _asks(one: ItemText, pattern: re.Pattern[str]) -> bool:
    """Tell whether the title or the proposal asks for somebody, or for something."""
    asked = f"{one.title}\n{one.words(SectionKind.INDSTILLING)}"
    return pattern.search(asked) is not None


def picks_one(one: ItemText, clauses: Sequence[Clause]) -> bool:
    """Tell whether the decision takes one of the ways that the item names.

    "Vi tager det over to dage." does, where the case says "på én lang dag eller over to dage".
    """
    table = _table()
    text = plain_order(clauses[0].text).text if clauses else ""
    match = table.picks.match(text)
    if match is None or table.no_pick.search(text):
        return False
    words = content_words(text[match.end() :])
    said = (part.body.of(one.text) for part in one.parts(*_TOLD))
    sentences = (span.of(case) for case in said for span in split_sentences(case))
    ways = (table.ways.split(sentence.rpartition(":")[2]) for sentence in sentences)
    return bool(words) and any(
        len(named) > 1 and sum(words <= content_words(way) for way in named) == 1 for named in ways
    )


def joins_proposer(one: ItemText, clauses: Sequence[Clause]) -> bool:
    """Tell whether the decision joins a body whose proposal is printed, and nothing else of it.

    "Som Økonomiudvalget." under "Økonomiudvalget indstiller, at …" approves that.
    """
    same = _table().same.fullmatch(clauses[0].text) if len(clauses) == 1 else None
    named = find_bodies(same["other"]) if same and same["other"] else ()
    return bool(named) and any(
        same_body(found.body.name, named[0].body.name)
        for part in one.parts(SectionKind.INDSTILLING)
        for found in find_bodies(part.body.of(one.text))
    )


def referred_clauses(one: ItemText, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the other body's decision that this one refers to; () if it refers to none.

    It is the last of the earlier decisions that are printed in the item, of the body that is named
    if one is; else the last words before the decision.
    """
    same = _table().same.fullmatch(clauses[0].text) if len(clauses) == 1 else None
    named = find_bodies(same["other"] or "") if same else ()
    if same is None or (same["other"] and not named):
        return ()
    earlier = [
        part
        for part in one.parts(SectionKind.TIDLIGERE_BESLUTNING)
        if not named
        or any(
            same_body(found.body.name, named[0].body.name)
            for found in find_bodies(one.text[part.heading.start : part.body.end])
        )
    ]
    before = () if named else one.parts(SectionKind.TEKST)
    parts = earlier[-1:] or before[-1:]
    read = [clause for part in parts for clause in split_clauses(one.text, part.body)]
    return tuple(read if earlier else read[-1:])


def taken_over(label: Decision, body: str | None) -> Decision:
    """Return what a body decides by joining another: a recommendation, a council follows.

    >>> taken_over(Decision.ANBEFALES, "Byrådet").value
    'godkendt'
    """
    final = body is not None and body_named(body).kind == "council"
    return Decision.GODKENDT if final and label is Decision.ANBEFALES else label


def _is_counter_motion(clause: Clause) -> bool:
    """Tell whether a clause only says that another motion than the proposal fell."""
    rule = whole_rule(clause.text)
    return rule is not None and rule.id == "counter-motion that fell"


def _voted(clauses: tuple[Clause, ...], won: int, lost: int) -> Unspoken | None:
    if won <= lost:
        return Unspoken(Decision.AFVIST, _SCORE, clauses)
    if any(_table().denied.search(one.text) for one in clauses):
        return None
    return Unspoken(Decision.GODKENDT, _SCORE, clauses)


def _heads(stand: re.Match[str]) -> int:
    """Return how many take a stand: a number, a sum behind parties, or names."""
    if stand["named"]:
        return len(re.split(r",? og |, | samt ", stand["named"]))
    return _count(stand["number"] or stand["sum"])


def _count(number: str) -> int:
    return int(number) if number.isdigit() else NUMERALS.get(number.lower(), 1)


@cache
def _table() -> _Table:
    row = load_lexicon("decisions")["unspoken"]
    number = rf"(?:\d{{1,3}}|{'|'.join(NUMERALS)}|en|én)"
    named = {"{number}": number, **{f"{{{key}}}": str(row[key]) for key in _PARTS}}
    patterns = (
        reduce(lambda said, at: said.replace(*at), named.items(), str(row[key]))
        for key in _Table._fields
    )
    return _Table(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
