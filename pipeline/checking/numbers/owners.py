"""Whose number is it: does the draft give the one what the item gives the other?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, keys_of, things_of
from pipeline.checking.grounding import Unit, mentions_in
from pipeline.checking.meaning.slots import own_actors, slots_of
from pipeline.checking.numbers.bound import bound_root, is_bound_so
from pipeline.checking.numbers.rivals import rivals_of
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import frame_roots, is_among, is_kin, roots_of
from pipeline.records import Flag

# ", ventes at falde med 95 kr.": a clause whose subject stands before a relative one.
_GOES_ON = re.compile(
    r",\s(?:er|var|har|ventes|forventes|bliver|blev|skal|kan|vil|udgør|svarende|"
    r"hvilket|heraf|hvoraf)\b"
)


# "Svarprocenten var 78, og trivslen er 5,4": a clause with a subject of its own.
_AND = re.compile(r",? (?:og|men|mens) ")


def check_owner(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Iterator[Flag]:
    """Yield a flag if the subject of the fact's clause has another such number in the item.

    Two numbers of one sentence can't be told apart for sure: a question.
    """
    if fact.kind == "date" and (heading := _other_day(claim, fact, holders)):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{fact.span.of(claim.text)}« er dagen, et andet organ behandlede sagen. Ret datoen.",
            heading.span,
        )
        return
    unit = _other_home(claim, fact, holders)
    if unit is None:
        return
    written, spans = fact.span.of(claim.text), [one.span for one, _ in holders]
    if unit.span in spans:
        yield claim.flag(
            "yellow",
            "tal-tjek",
            f"Er »{written}« tallet for netop det? Kildens sætning har flere tal. Tjek det.",
            *spans,
        )
        return
    yield claim.flag(
        "red",
        "tal-flyttet",
        f"»{written}« er i kilden tallet for noget andet. Ret efter kilden.",
        *spans,
    )


def _other_day(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Unit | None:
    """Return the heading that gives the body of the clause another day than *fact*'s."""
    if not all(claim.evidence.heads(unit) for unit, _ in holders):
        return None
    clause = clause_span(claim.text, fact).of(claim.text)
    bodies = {mention.body.name for mention in mentions_in(clause)}
    own = [
        unit
        for unit in claim.evidence.units
        if claim.evidence.heads(unit) and any(m.body.name in bodies for m in mentions_in(unit.text))
    ]
    told = any(_bodies_over(claim, unit) & bodies for unit, _ in holders)
    return own[0] if own and not told else None


def _bodies_over(claim: Claim, heading: Unit) -> set[str]:
    """Return the bodies of a heading; of "Dato: 4-9-2018" alone, those of the one right above."""
    units = claim.evidence.units
    above = [one for one in units if one.span.end <= heading.span.start]
    for unit in (heading, *above[-1:]):
        named = {mention.body.name for mention in mentions_in(unit.text)}
        if named and claim.evidence.heads(unit):
            return named
    return set()


def _other_home(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Unit | None:
    """Return the sentence with another such number of the subject, None where there is none."""
    clause = _main_clause(claim.text, fact)
    spelled = fact.kind == "count" and not claim.text[fact.span.start].isdigit()
    if fact.kind == "year" or spelled or find_acts(clause) or not _has_rivals(claim, fact):
        return None
    slots = slots_of(clause, claim.evidence.minutes.date)
    if slots is None or is_bound_so(claim, fact, holders):
        return None
    if f"#{fact.value}" in slots.subject and len(slots.subject) > 1:
        return None  # "29 af 40 sager havde en plan": the number is of the subject itself
    subject = frozenset(key for key in slots.subject if key[0] != "#" or len(slots.subject) > 1)
    subject -= own_actors() | {f"#{fact.value}"}
    things = things_of(claim.text, fact)
    meeting = claim.evidence.minutes.date
    homes = [_told_with(unit, one, meeting) for unit, one in holders]
    for unit, rival in rivals_of(claim, fact, holders, subject):
        there = things_of(unit.text, rival)
        other = (things or there) and not things & there
        if other or _is_other_word(claim, fact, holders, unit):
            continue
        keys = keys_of(clause_span(unit.text, rival).of(unit.text), meeting)
        apart = (
            _is_apart(subject, keys, home if source.span == unit.span else source.keys)
            for (source, _), home in zip(holders, homes, strict=True)
        )
        if all(apart):
            return unit
    return None


def _has_rivals(claim: Claim, fact: Fact) -> bool:
    """Tell whether the item has another number of the kind: the cheapest thing to ask."""
    return any(one.kind == fact.kind and not is_same(fact, one) for _, one in facts_of(claim))


def _main_clause(text: str, fact: Fact) -> str:
    """Return the clause of *fact*, from the last subject and verb before the number."""
    start, end = clause_span(text, fact)
    for cut in reversed(list(_AND.finditer(text, start, fact.span.start))):
        if slots_of(text[cut.end() : fact.span.start]) is not None:
            return text[cut.end() : end].strip()
    return text[start:end].strip()


def _is_other_word(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]], unit: Unit) -> bool:
    """Tell whether the word that the number belongs to has it in the item, and not in *unit*.

    "Driften viser et mindreforbrug på 2 mio. kr." is not what "driften udgjorde 90 mio. kr." has.
    A sentence with another subject tells it of that.
    """
    root = bound_root(claim.text, fact)
    if root is None or is_among(root, unit.roots):
        return False
    for home, one in holders:
        if is_among(root, one.roots):
            slots = slots_of(clause_span(home.text, one).of(home.text).strip())
            label = roots_of(home.text[: home.text.rfind(":", 0, one.span.start) + 1])
            subject = (slots.subject if slots else label) - frame_roots()
            if all(is_among(word, claim.unit.roots) for word in subject):
                return True
    return False


def _told_with(unit: Unit, fact: Fact, meeting: date | None) -> frozenset[str]:
    """Return what stands with a fact: its clause, its sentence where the clause has no subject."""
    clause = clause_span(unit.text, fact).of(unit.text)
    return unit.keys if _GOES_ON.match(clause) else keys_of(clause, meeting)


def _is_apart(subject: frozenset[str], there: frozenset[str], home: frozenset[str]) -> bool:
    """Tell whether words of *subject* stand *there* and not at *home*, nor the other way round."""
    strange = (subject & there) - home
    known = any(is_kin(one, root) for one in home for root in subject)
    return bool(strange) and not known and not (subject & home) - there
