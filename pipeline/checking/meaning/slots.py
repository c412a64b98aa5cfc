"""Who does what: does the draft say of the one what the item says of the other?

A clause of the draft that is almost a clause of the source, but with another subject or another
object, tells of something else. Only a word that the item has somewhere else counts as another: an
editor's own word for the same thing is not in the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.meaning.negations import NOT
from pipeline.checking.numbers.listed import is_of_named
from pipeline.checking.roots import (
    are_kin,
    frame_roots,
    root_of,
    rooted_words,
    roots_of,
    times,
)
from pipeline.danish.verbs import is_finite
from pipeline.labels import SectionKind
from pipeline.records import Flag

_WORD = re.compile(r"[^\W\d_][\w-]*")
_START = re.compile(r"\W*(?:(?:og|men|mens|at|hvorimod|dog)\s)*", re.IGNORECASE)
# A clause that opens with one of these has its subject elsewhere.
_OPENS = re.compile(
    r"(?:i|på|fra|til|ved|for|efter|før|under|med|om|af|hos|inden|når|hvis|da|fordi|som|der|den|det|"
    r"de|man|du|han|hun|først|desuden|også|derfor|så|heraf|nu|dermed)\b",
    re.IGNORECASE,
)
# "Model 2 er en tilbygning": two names of one thing.
_NAMES = re.compile(r"\b(?:er|bliver|hedder|kaldes|udgør|består|dvs|altså|som|udpeges)\b|\(")
# A part of the other clause that has to be the same, by weight, and the least number of words.
_SAME = 0.8
_LEAST = 2
_DECIDED = (SectionKind.BESLUTNING, SectionKind.INDSTILLING)
_DAY = re.compile(r"#\d\d\.\d\d$|#20\d\d")
# A shorter root may be any small word.
_THING = 3


class Slots(NamedTuple):
    """A clause as root words: what stands before its finite verb, the verb, and what follows."""

    subject: frozenset[str]
    verb: str
    rest: frozenset[str]


@lru_cache(maxsize=2048)
def slots_of(clause: str, meeting: date | None = None) -> Slots | None:
    """Cut a clause at its finite verb; None where it has none or does not open with its subject.

    >>> slots = slots_of("Lokalrådet har tilbudt at holde skoven")
    >>> sorted(slots.subject), slots.verb == root_of("har"), "skov" in slots.rest
    (['lokalråd'], True, True)
    >>> slots_of("I maj åbner skoven") is None
    True
    """
    opening = _START.match(clause)
    start = opening.end() if opening else 0
    if _OPENS.match(clause, start):
        return None
    for match in _WORD.finditer(clause, start):
        word = match.group()
        if match.start() > start and not word[0].isupper() and is_finite(word):
            subject = keys_of(clause[start : match.start()], meeting)
            rest = keys_of(clause[match.end() :], meeting)
            return Slots(subject, root_of(word), rest) if subject else None
    return None


def check_slots(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag where the sentence gives somebody else's deed or thing to its subject."""
    if not claim.is_reworded or is_of_named(claim.evidence, claim.text, claim.unit.facts):
        return
    meeting = claim.evidence.minutes.date
    own = roots_of(claim.evidence.minutes.body or "") | roots_of("flertal udvalget rådet")
    for part in parts:
        told = slots_of(part.text, meeting)
        acts = [act for act in find_acts(part.text) if act.stage.kind != "foreslaaet"]
        if told is None or acts:
            continue
        for match in part.matches[:4]:
            source = slots_of(match.text, meeting)
            denied = bool(NOT.search(match.text)) != bool(NOT.search(part.text))
            if source is None or match.unit.section is None or denied:
                continue
            if match.unit.section in _DECIDED and told.subject <= own | roots_of("kommunen"):
                continue  # what is decided, and what was agreed to, is the body's own deed
            other = _other_subject(claim, told, source)
            if other is None and not told.rest & match.unit.roots:
                other = _other_object(told, source)
            if other and _is_title_of(claim, *other):
                continue
            if other and _is_swap(claim, part, match, *other):
                yield claim.flag(
                    "red",
                    "byttet-om",
                    "Kilden siger det om en anden eller om noget andet. Ret, hvem der gør hvad.",
                    match.unit.span,
                )
                return


def _other_subject(
    claim: Claim, told: Slots, source: Slots
) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the subjects that differ, where the rest is the same."""
    rest = told.rest - times()
    same = rest & source.rest
    if told.verb not in {source.verb, *source.rest} or same <= frame_roots():
        return None
    if len(rest) < _LEAST or len(same) < _SAME * len(rest):
        return None
    known = source.subject | source.rest
    here, there = told.subject - known, source.subject - told.subject - told.rest
    if told.subject & known - frame_roots() and not here & _names(claim.text):
        return None  # "hver fjerde af de 418", "hver fjerde"
    if here and there and not there & roots_of(claim.text) and not told.subject & _matters():
        return here, there
    return None


def _names(text: str) -> frozenset[str]:
    """Return the roots of the words with a capital inside the sentence."""
    found = ((span.start, root) for span, root in rooted_words(text))
    return frozenset(root for start, root in found if start and text[start].isupper())


def _other_object(told: Slots, source: Slots) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the objects that differ, where subject and verb are the same."""
    same = told.subject <= source.subject and told.verb == source.verb
    here, there = told.rest - source.rest, source.rest - told.rest
    if same and here == told.rest and there == source.rest and 0 < len(here) <= _LEAST:
        return here, there
    return None


def _is_title_of(claim: Claim, here: frozenset[str], there: frozenset[str]) -> bool:
    """Tell whether "the applicant" of the item is told by the name that its title has."""
    titled = roots_of(" ".join(one.item.title for one in claim.evidence.items))
    return there <= _applicants() and are_kin(here, titled)


@cache
def _applicants() -> frozenset[str]:
    return roots_of("ansøgeren foreningen selskabet institutionen ejeren parten")


def _is_swap(
    claim: Claim, part: Aligned, match: Match, here: frozenset[str], there: frozenset[str]
) -> bool:
    """Tell whether the item has the other words elsewhere, as something else."""
    meeting = claim.evidence.minutes.date
    if are_kin(here, there):
        return False
    if here <= own_actors() and there & own_actors():
        return False
    days = frozenset(key for key in here if _DAY.match(key))
    here = frozenset(key for key in here if len(key) >= _THING or key[0] == "#") - days - times()
    known = claim.evidence.roots.union(*(keys_of(other.text, meeting) for other in part.matches))
    if not here or not here <= known:
        return False
    said = keys_of(part.text, meeting) - times()
    for other in part.matches:
        keys = keys_of(other.text, meeting)
        if here <= keys and (there & keys) and _NAMES.search(other.text):
            return False
        if other.text != match.text and len(said & keys) >= _SAME * len(said):
            return False
    return True


@cache
def own_actors() -> frozenset[str]:
    """Return the words by which a body may be called: "kommunen kan dispensere"."""
    return roots_of("kommunen udvalget direktionen byrådet kommunalbestyrelsen rådet")


@cache
def _matters() -> frozenset[str]:
    """Return the words that stand for any matter."""
    return roots_of("sag sagen punkt forslag oplæg beslutning indstilling plan udkast valg")
