"""The gate: is the draft true to the minutes, and may it be published?

Every sentence is held against the items its sources lie in. What one rule looks at stands in its
own module: numbers, acts of bodies, words and names, hedges, personal data, form. Flags about the
items themselves and about what is missing come on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pipeline.checking.alignment import align
from pipeline.checking.claims import Claim, read_claims
from pipeline.checking.form import check_form
from pipeline.checking.grounding import Grounds
from pipeline.checking.meaning.acting import check_acting
from pipeline.checking.meaning.agents import check_agents
from pipeline.checking.meaning.causes import check_causes
from pipeline.checking.meaning.hedges import check_hedges
from pipeline.checking.meaning.nearly import check_nearly
from pipeline.checking.meaning.opposites import check_opposites
from pipeline.checking.meaning.polarity import check_polarity
from pipeline.checking.meaning.reach import check_beyond
from pipeline.checking.meaning.scope import check_scope
from pipeline.checking.meaning.signs import check_signs
from pipeline.checking.meaning.slots import check_slots
from pipeline.checking.meaning.speakers import check_speakers
from pipeline.checking.meaning.stage import check_stage
from pipeline.checking.meaning.sure import check_hanging, check_sure
from pipeline.checking.meaning.unsettled import check_unsettled
from pipeline.checking.numbers.denied import check_denied
from pipeline.checking.numbers.figures import check_facts
from pipeline.checking.numbers.given_up import check_given_up
from pipeline.checking.numbers.replaced import check_replaced
from pipeline.checking.numbers.units import check_units
from pipeline.checking.numbers.variants import check_variants
from pipeline.checking.quotes import check_quotes
from pipeline.checking.source import check_dates, check_items
from pipeline.checking.votes import check_votes
from pipeline.checking.whole import check_whole
from pipeline.checking.words import check_words
from pipeline.danish.cues import Cued
from pipeline.drafting.fixed_lines import is_fixed_line
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.people.personal import find_personal
from pipeline.drafting.style import Style, default_style
from pipeline.labels import Decision, SectionKind
from pipeline.records import ClosedItem, Draft, Flag, Span

_CLOSED = Cued(
    r"\b(?:lukket|lukkede|fortrolige?t?)\s(?:\w+\s)?(?:punkt\w*|sag\w*|dagsorden\w*|døre|møde\w*|del)\b|"
    r"\bfor lukkede døre\b|\bpersonsag\w*|\bpersonalesag\w*",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"(?:Der var også|[\wæøåÆØÅ -]+? behandlede (?:også )?|Mødet havde (?:også )?)"
    r"\s?[\wæøå]+ (?:lukket punkt|lukkede punkter)\.?",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:et|ét|1) lukket punkt\b", re.IGNORECASE)
_POINT = Cued(r"(?<!indstillingens )\b[Pp]unkt(?:et)?\s(\d+[\w/-]*)")
_ELECTS = re.compile(
    r"\b(?:udpeg\w*|valgt\w*|vælge\w*|medlem\w*|stedfortræder\w*|indtræde\w*|indtrådt\w*)\b",
    re.IGNORECASE,
)
# "Hun afløser Mads Engsig": who leaves is named by the item, and by no decision.
_LEAVES = re.compile(r"\b(?:afløs\w*|efterfølg\w*|i stedet for|træde\w* ud|udtræde\w*)\b")
# "Direktøren for Børn og Unge foreslog": the last word of an office is no person who speaks.
_NOUN = r"[A-ZÆØÅ][a-zæøå]+"
_OFFICE = Cued(
    rf"\b(?P<who>(?:\w*[Dd]irektør|\w*[Cc]hef)en) for {_NOUN}(?:, {_NOUN})? og {_NOUN}\b"
)
_ORDER = {"red": 0, "yellow": 1}


def check_draft(
    draft: Draft, *, today: date | None = None, style: Style | None = None
) -> tuple[Flag, ...]:
    """Check *draft* against the minutes it was made from.

    Args:
        draft: The draft, as composed or as edited by a person.
        today: The day of publication. Without it no date counts as passed.
        style: The house style that the draft was written in.

    Returns:
        The flags, worst first, and within a level in the order of the draft. The flags that the
        reading of the minutes gave are among them. No flag quotes text of a closed item: there is
        none in the minutes.

    >>> from pipeline.records import Item, LabelledItem, Minutes, Sentence, Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> headline = Sentence("Nyt fra Direktionen", "derived")
    >>> check_draft(Draft(minutes, headline, (), (), (), (), ()))
    ()
    >>> closing = Sentence("Direktionen behandlede også to lukkede punkter.", "derived")
    >>> [flag.rule for flag in check_draft(Draft(minutes, headline, (), (), (), (closing,), ()))]
    ['lukket-antal']
    """
    return _check(draft, today) if style is None else _check_in(draft, today, style)


# Whoever lets the tool answer its own flags asks for those of the draft once more.
@lru_cache(maxsize=4)
def _check(draft: Draft, today: date | None) -> tuple[Flag, ...]:
    return _check_in(draft, today, None)


def _check_in(draft: Draft, today: date | None, style: Style | None) -> tuple[Flag, ...]:
    own_lines = (style or default_style()).own_lines
    grounds = Grounds(draft.minutes)
    found = [*draft.minutes.flags, *_coverage(draft), *check_items(draft, grounds)]
    for paragraph in draft.paragraphs:
        found += check_hanging(paragraph)
    for claim in read_claims(draft, style, grounds):
        if claim.role != "closing" or claim.sentence.text not in own_lines:
            found += check_claim(claim, today)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda flag: _ORDER[flag.level]))


def check_claim(claim: Claim, today: date | None) -> Iterator[Flag]:
    """Yield the flags of one sentence; *today* as in :func:`check_draft`."""
    yield from _personal(claim)
    yield from _closed(claim)
    yield from _unsourced(claim)
    yield from check_facts(claim)
    if not claim.is_carried:
        yield from check_units(claim)
    if claim.role != "closing" or claim.sentence.sources:
        yield from check_stage(claim)
        yield from check_beyond(claim)
        yield from check_acting(claim)
        if not is_fixed_line(claim.text):
            yield from check_words(claim)
            parts = align(claim) if claim.is_statement else ()
            yield from check_hedges(claim, parts)
            yield from check_polarity(claim, parts)
            yield from check_signs(claim, parts)
            yield from check_denied(claim)
            yield from check_causes(claim)
            yield from check_agents(claim)
            yield from check_scope(claim)
            yield from check_variants(claim)
            yield from check_replaced(claim)
            yield from check_given_up(claim)
            yield from check_unsettled(claim)
            yield from check_opposites(claim, parts)
            yield from check_slots(claim, parts)
            yield from check_speakers(claim)
            yield from check_votes(claim)
            yield from check_quotes(claim)
            yield from check_nearly(claim)
    yield from check_sure(claim)
    if claim.role == "body":
        yield from check_whole(claim)
    if not is_fixed_line(claim.text):
        yield from check_form(claim)
    yield from check_dates(claim, today)


# "… et lægehus på den gamle politistation på Torvegade 3".
_BUILDING = re.compile(
    r"\b[\wæøå]*(?:station|skole|hal|bygning|lejemål|lokale|kontor|center|institution|have|bibliotek"
    r"|rådhus|hus|depot|værk|kirke|museum)(?:en?|et|t|ne|rne|er|s)? (?:på|i|ved|til) (?:\w+ )?$",
    re.IGNORECASE,
)


_STREET = re.compile(r"(?P<name>\S+) \d+ ?[A-Za-z]?$")


def _of_building(text: str, address: Span, titles: str) -> bool:
    """Tell whether an address is a building's; "Bygningen på Søvej 12" may be found whole.

    So is that of "Søvej 12" where the title is "Salg af administrationsbygningen på Søvej".
    """
    street = _STREET.search(text, address.start, address.end)
    if street is None:
        return False
    before, named, _ = titles.partition(street["name"])
    found = _BUILDING.search(text[: street.start()]) or (named and _BUILDING.search(before))
    return bool(found)


def _personal(claim: Claim) -> Iterator[Flag]:
    people = claim.evidence.minutes.participants
    if HIDDEN in claim.text:
        yield claim.flag(
            "red",
            "navn-skjult",
            f"Et navn er erstattet af {HIDDEN}. Skriv personens rolle, eller skriv sætningen om.",
        )
    found = find_personal(claim.text, participants=people)
    people_found = any(one.kind in ("person", "deltager") for one in found)
    # "Udvalget for Fritid og Ældre sagde nej": the last word is no person who speaks.
    body = claim.evidence.minutes.body
    said = claim.text.replace(body, "Udvalget") if body else claim.text
    said = _OFFICE.sub(r"\g<who>", said)
    if not people_found and hide_names(said, people) != said:
        yield claim.flag(
            "red",
            "person-fornavn",
            "Sætningen har et fornavn, der kan være en persons. Skriv personens rolle i stedet.",
        )
    titles = " ".join(labelled.item.title for labelled in claim.evidence.items)
    for one in found:
        # A title may name the property that the matter is about, and a building stands somewhere;
        # elsewhere it is someone's home.
        named = one.span.of(claim.text) in titles or _of_building(claim.text, one.span, titles)
        if one.kind == "adresse" and named:
            yield claim.flag(
                "yellow",
                "person-adresse",
                "Sætningen har en adresse på en ejendom. Tjek, at den ikke peger på en borger.",
            )
            continue
        if one.kind == "deltager" and _is_elected(one.span.of(claim.text), claim):
            yield claim.flag(
                "yellow",
                "person-deltager",
                "Sætningen har navnet på en mødedeltager, som beslutningen udpeger. Tjek, om "
                "navnet skal med.",
            )
            continue
        yield claim.flag(
            "red",
            f"person-{one.kind}",
            f"Sætningen har {one.danish}. Fjern oplysningen, eller skriv personens rolle i stedet.",
        )


def _is_elected(name: str, claim: Claim) -> bool:
    """Tell whether the decision elects somebody, and names just that person."""
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    if Decision.UDPEGET not in values:
        return False
    leaves = _LEAVES.search(claim.text) is not None
    if not (leaves or claim.role == "headline" or _ELECTS.search(claim.text)):
        return False
    known = claim.evidence.units if leaves else decided
    return any(name in unit.text for unit in known)


def _closed(claim: Claim) -> Iterator[Flag]:
    told = _SCOPE.sub("", claim.text) if claim.role == "closing" else claim.text
    if any(not _is_open_word(match.group(), claim) for match in _CLOSED.finditer(told)):
        yield claim.flag(
            "red",
            "lukket-indhold",
            "Sætningen omtaler et lukket punkt. Kun antallet må nævnes, og kun til sidst i "
            "teksten.",
        )
    if _ONE.search(claim.text) and claim.evidence.minutes.closed_count != 1:
        yield claim.flag(
            "red", "lukket-antal", "Teksten nævner ét lukket punkt, men det er ikke antallet."
        )
    closed = {item.number for item in claim.evidence.minutes.items if isinstance(item, ClosedItem)}
    closed -= {item.number for item in claim.evidence.minutes.open_items}
    for match in _POINT.finditer(claim.text):
        if match[1] in closed and not _is_own_point(match[1], claim):
            yield claim.flag(
                "red", "lukket-indhold", f"Punkt {match[1]} er lukket. Slet omtalen af det."
            )


def _is_own_point(number: str, claim: Claim) -> bool:
    """Tell whether the item's decision speaks of a point of its own recommendation."""
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    return any(re.search(rf"\b[Pp](?:kt\.?|unkt) {number}\b", one.text) for one in decided)


def _is_open_word(words: str, claim: Claim) -> bool:
    """Tell whether the open item itself speaks of "personalesager" in general."""
    plural = re.fullmatch(r"person(?:ale)?sager\w*", words, re.IGNORECASE)
    return bool(plural) and any(words.lower() in one.text.lower() for one in claim.evidence.units)


def _unsourced(claim: Claim) -> Iterator[Flag]:
    """Flag a sentence without sources that is neither a fixed line nor a placeholder."""
    if claim.sentence.sources or not claim.is_statement:
        return
    if claim.unit.roots:
        yield claim.flag(
            "red",
            "uden-kilde",
            "Sætningen har ingen kilde i referatet. Knyt den til et punkt, eller slet den.",
        )


def _coverage(draft: Draft) -> Iterator[Flag]:
    told = {labelled.item for paragraph in draft.paragraphs for labelled in paragraph.items}
    told |= {omission.item.item for omission in draft.omitted}
    for item in draft.minutes.open_items:
        if item not in told:
            name = f"Punkt {item.number} ({item.title})" if item.number else f"»{item.title}«"
            yield Flag(
                "red",
                "punkt-mangler",
                f"{name} er hverken med i teksten eller udeladt med en grund. "
                "Tag stilling til det.",
                None,
                (item.heading,),
            )
