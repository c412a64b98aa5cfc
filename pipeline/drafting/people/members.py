"""Say "et medlem" for a person who acts in a decision: a post names nobody.

The verbs stand in ``lexicon/verbs.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.cues import Cued
from pipeline.danish.nouns import calm, upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.offices import ROLE
from pipeline.drafting.case import Case
from pipeline.drafting.people.names import (
    HIDDEN,
    acts_next,
    hide_names,
    opens_with_actor,
    with_full_names,
)
from pipeline.drafting.people.offices import say_offices
from pipeline.lexicon import load_lexicon


def without_names(case: Case, text: str) -> str | None:
    """Say "Et medlem" for a person who opens the sentence, "[navn]" for one further on.

    None where all there is to say is who was elected or how a member stood. A body may be named,
    and a place.
    """
    member = load_lexicon("frames")["sentence"]["member"]
    people = case.minutes.participants
    text = _MAJORITY.sub(r"\g<who>", with_full_names(text, people))
    text = say_offices(_NAMED_ASIDE.sub(" (…)", text), case.minutes)
    told = _several(calm(text), people)
    told = _speaker().sub(member, _THEN_SPOKE.sub(r"\g<who> \g<verb>", told))
    if opens_with_actor(told, people):
        told = f"{member} {told.partition(' ')[2]}"
    told = _opens_apart().sub(f"{member} ", told) if _by_member(told, people) else told
    told = _member_inside(told, people)
    if any(name in told for name in people if " " in name):
        return None
    if told.startswith(f"{member} ") and _is_chosen().match(told, len(member)):
        return None
    if _chosen().search(told) or _PARTY.search(told):
        return None
    return _without_named_clause(hide_names(told, people))


# "Et flertal bestående af Bo Holm, Ea Lund og Ib Dal godkendte forslag 1": who it was goes.
_NAME = r"[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*)+"
_MAJORITY = Cued(
    rf"(?P<who>\b[Ff]lertal(?:let)?)(?:,? bestående af|,| af) {_NAME}(?:, {_NAME})* og {_NAME},?"
    r"(?= [a-zæøå])"
)


def _without_named_clause(text: str) -> str:
    """Leave out what one member did meanwhile: "…, hvorunder Bo Holm undlod at udtale sig, …"."""
    clause = _MEANWHILE.search(text)
    if clause is None or HIDDEN not in clause.group():
        return text
    return f"{text[: clause.start()]} {text[clause.end() :]}"


_MEANWHILE = re.compile(r", (?:hvorunder|hvorved|hvor|efter at|idet) [^,.;]+, ")


def _by_member(text: str, people: tuple[str, ...]) -> bool:
    """Tell whether a participant's full name and an act open the text, a stand apart."""
    name = next((one for one in people if " " in one and text.startswith(f"{one} ")), None)
    return (
        name is not None and bool(_opens_apart().match(text)) and acts_next(text[len(name) + 1 :])
    )


def _several(text: str, people: tuple[str, ...]) -> str:
    """Count the participants whose names open the text; beside a role, hide the name.

    "Bo Holm og Ida Lund skriver et svar", "Jytte Holm og ejendomschefen laver en plan".
    """
    full = tuple(one for one in people if " " in one)
    if not text.startswith(full):
        return text
    names = "|".join(sorted(map(re.escape, full), reverse=True))
    found = re.match(rf"(?:{names})(?:(?:, | og )(?:{names}))* (?=\w)", text)
    if found is None:
        return text
    count, rest = len(re.findall(names, found.group())), text[found.end() :]
    if count == 1 and _OF_ROLE.match(rest):
        return f"{HIDDEN} {rest}"
    counts = count > 1 and acts_next(rest) and not _stand().match(rest)
    return f"{upper_first(number_word(count))} medlemmer {rest}" if counts else text


_OF_ROLE = re.compile(rf"og {ROLE}(?:e?n)?\b")


def _member_inside(text: str, people: tuple[str, ...]) -> str:
    """Say "et medlem" for a participant who acts in the second half of a sentence."""
    for name in people:
        stands = " " in name and f"og {name} " in text
        match = re.search(rf"(?<=\bog ){re.escape(name)} (?=\w)", text) if stands else None
        if match and acts_next(text[match.end() :]) and not _stand().match(text[match.end() :]):
            text = f"{text[: match.start()]}et medlem {text[match.end() :]}"
    return text


# "Derefter foreslog Bo Holm (A), at …": who did it opens the sentence.
_THEN_SPOKE = Cued(
    r"^(?:Derefter|Herefter|Dernæst|Endelig|Endvidere|Desuden|Samtidig|Efterfølgende) "
    r"(?P<verb>[a-zæøå]+) (?P<who>(?:[A-ZÆØÅ][a-zæøå]+[ -]){1,3}[A-ZÆØÅ][a-zæøå-]+)"
    r"(?: \([^()]+\))?(?=,? (?:at|om|en|et|den|det|de)\b)"
)
# Who voted how, in brackets: "(A, C og Jens Holm)".
_NAMED_ASIDE = re.compile(r" \((?=[^()]*\b[A-ZÆØÅ])[^()]*\)")
_PARTY = re.compile(r"[A-ZÆØÅ][a-zæøå]+ \([A-ZÆØÅ]{1,2}\)")


def _verbs(name: str) -> str:
    return "|".join(load_lexicon("verbs")["people"][name])


@cache
def _stand() -> re.Pattern[str]:
    """Return the pattern of verbs that tell where a member stands, and of nothing done."""
    return re.compile(rf"(?:{_verbs('stands')})\b")


@cache
def _opens_apart() -> re.Pattern[str]:
    return re.compile(rf"^(?:[A-ZÆØÅ][\w.-]+ )+(?!{_stand().pattern})(?=[a-zæøå])")


@cache
def _speaker() -> re.Pattern[str]:
    """Return the pattern of a full name before one of the verbs that people speak or act with."""
    return re.compile(
        r"^(?:[A-ZÆØÅ][a-zæøå]+[ -]){1,3}[A-ZÆØÅ][a-zæøå-]+(?: \([A-ZÆØÅ]{1,2}\))?"
        rf"(?= (?:{_verbs('speaks')})\b)"
    )


@cache
def _chosen() -> re.Pattern[str]:
    """Return the pattern of who was chosen: all there is to say is a name."""
    return re.compile(
        rf"\b(?i:{_verbs('chosen')})\b.{{0,40}}?"
        r"(?:[A-ZÆØÅ][a-zæøå]+[ -]|(?:[A-ZÆØÅ]\. ?)+)[A-ZÆØÅ][a-zæøå]+|"
        r"[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå-]+ (?:blev|er) "
        r"(?:valgt|udpeget)|: [A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+\W*$",
        re.DOTALL,
    )


@cache
def _is_chosen() -> re.Pattern[str]:
    return re.compile(r" (?:(?:blev |er )?(?:udpeget|valgt)|udpeges|vælges)\b")
