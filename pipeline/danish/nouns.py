"""Noun phrases: definite forms, genitives, small first letters, lists and small numbers.

The heads stand in ``lexicon/nouns.toml``. A noun that is not there gives None, and the caller
falls back to "sagen om …", which needs no inflection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.lexicon import load_lexicon

_ACRONYM = re.compile(r"[A-ZÆØÅ]{2,}|[A-ZÆØÅ][\w-]*[A-ZÆØÅ0-9]|[A-ZÆØÅ]\b|[A-ZÆØÅ]{2,}-")
_DEFINITE_END = re.compile(r"(?:en|et|erne|ene|ne)$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\b|$)")


class Noun(NamedTuple):
    """A head noun: its definite form and the article before an adjective (den, det, de)."""

    definite: str
    gender: str


def find_noun(word: str) -> Noun | None:
    """Return the definite form of *word*, a noun or a compound of one in the table.

    >>> find_noun("budgetopfølgning")
    Noun(definite='budgetopfølgningen', gender='den')
    >>> find_noun("zebra") is None
    True
    """
    head = _longest_head(word.lower())
    if head is None:
        return None
    noun = _heads()[head]
    return Noun(word[: len(word) - len(head)] + noun.definite, noun.gender)


def is_definite(phrase: str) -> bool:
    """Tell whether *phrase* is definite already: an article, a genitive, a body or a definite form.

    >>> is_definite("kulturkonferencen 2024"), is_definite("KL's plan"), is_definite("ny plan")
    (True, True, False)
    """
    words = phrase.split()
    first = words[0]
    if first.lower() in {"den", "det", "de", "denne", "dette", "disse", "kommunens", "årets"}:
        return True
    if is_genitive(words) or any(mention.span.start == 0 for mention in find_bodies(phrase)):
        return True
    return first.lower() in _definites() or bool(_known_definite(first.lower()))


def is_genitive(words: Sequence[str]) -> bool:
    """Tell whether a phrase starts with a genitive: "KL's plan", "Nordby Havns drift".

    >>> is_genitive("Nordby Havns nye drift".split()), is_genitive(["Ny", "plan"])
    (True, False)
    """
    for word in words[:3]:
        if word.endswith(("'s", "’s")) or (word[0].isupper() and _owner(word)):
            return len(words) > 1
        if word[0].isupper() and _common_genitive(word) and not word.lower().endswith("proces"):
            return len(words) > 1
        if not word[0].isupper():
            return bool(re.fullmatch(r"\w{4,}(?:ets|ens|ernes)", word)) and len(words) > 1
    return False


def definite(phrase: str) -> str | None:
    """Return the noun phrase in definite form, None where the head is unknown.

    With an adjective the article goes before and the noun stays as it is.

    >>> definite("budgetopfølgning pr. 1. maj"), definite("samlet budgetopfølgning")
    ('budgetopfølgningen pr. 1. maj', 'den samlede budgetopfølgning')
    >>> definite("budget 2026"), definite("sygefravær 2026")
    ('budgettet for 2026', 'sygefraværet i 2026')
    >>> definite("brugernes zebra")
    'brugernes zebra'
    >>> definite("lokalplan 14"), definite("zebra"), definite("plan og budget")
    ('lokalplan 14', None, None)
    >>> definite("budgetrevision II"), definite("skema B for 8 boliger")
    ('budgetrevision II', 'skema B for 8 boliger')
    >>> definite("Svenshave Bibliotek") is None
    True
    """
    if is_definite(phrase):
        return phrase
    first, _, rest = phrase.partition(" ")
    if re.match(r"(?:og|samt|eller|&|-)(?: |$)", rest) or first.endswith((",", "-")):
        return None
    if re.match(r"(?!(?:19|20)\d\d\b)\d|(?:[IVX]+|[A-H])\b", rest) and find_noun(first):
        # A number names the thing: "lokalplan 14", "budgetrevision II" are definite as they stand.
        return phrase
    adjective = _adjectives().get(first.lower())
    second = re.split(r"[ ,]", rest, maxsplit=1)[0] if rest else ""
    head = find_noun(second) if second else None
    if adjective is not None and head is not None:
        return f"{head.gender} {adjective} {rest}"
    noun = find_noun(first)
    if noun is None or adjective is not None or _NAME.match(phrase):
        return None
    link = _link_to_year(noun.definite) if _YEAR.match(rest) else ""
    return f"{noun.definite} {link}{rest}".rstrip()


# "Svenshave Bibliotek" is no "have".
_NAME = re.compile(
    r"[A-ZÆØÅ][a-zæøå]+ (?:Bibliotek|Skole|Hal|Børnehave|Plejehjem|Kirke|Museum|Havn)\b"
)


def _link_to_year(noun: str) -> str:
    """Return the preposition that a definite noun takes before a year, with its blank."""
    if re.search(r"(?:budgettet|regnskabet|taksterne?|taksten|måltallene)$", noun):
        return "for "
    return "i " if noun.endswith("fraværet") else ""


def lower_first(phrase: str) -> str:
    """Lower the first letter, but not of an acronym, a body or a name.

    >>> lower_first("Ny skole"), lower_first("GPS i biler"), lower_first("Nordby Havns drift")
    ('ny skole', 'GPS i biler', 'Nordby Havns drift')
    >>> lower_first("Skov Skole lukker"), lower_first("Skov ved Nordby")
    ('Skov Skole lukker', 'skov ved Nordby')
    >>> lower_first("Alkolås i bilerne")
    'alkolås i bilerne'
    """
    first, _, rest = phrase.partition(" ")
    if not phrase or _ACRONYM.match(phrase) or first in _names() or opens_with_place(phrase):
        return phrase
    if any(mention.span.start == 0 for mention in find_bodies(phrase)):
        return phrase
    if _owner(first) and not _longest_head(first[:-1].lower()):
        return phrase
    if re.match(r"[A-ZÆØÅ][a-zæøå]+(?:lig|lige|iske|elle) [A-ZÆØÅ]{2}", phrase):
        return phrase[0].lower() + phrase[1:]
    if rest[:1].isupper() and not _longest_head(first.lower()):
        return phrase
    return phrase[0].lower() + phrase[1:]


def opens_with_place(phrase: str) -> bool:
    """Tell whether a phrase opens with the name of a place, even one called by a common noun.

    >>> opens_with_place("Skov Skole lukker"), opens_with_place("Skoven lukker")
    (True, False)
    """
    return _PLACE.match(phrase) is not None


_PLACE = re.compile(
    r"[A-ZÆØÅ][a-zæøå]* (?=[A-ZÆØÅ])(?i:[a-zæøå]*(?:skole|børnehus|børnehave|vuggestue|bibliotek|"
    r"hal|plejehjem|plejecenter|museum|havn|station|kirke)|allé|torv|plads|hus|by|park|strand|bro|"
    r"bakke|eng|vænge)s?(?![a-zæøå])"
)


def stands_within(word: str, text: str) -> bool:
    """Tell whether *text* has *word*, spelled just so, inside a sentence: then it is a name.

    >>> stands_within("Humlevang", "Vejen i Humlevang"), stands_within("Vejen", "Vejen i Humlevang")
    (True, False)
    """
    at = text.find(f" {word}", 1)
    while at >= 0:
        end = at + 1 + len(word)
        ends = _is_letter(text[end - 1]) != _is_letter(text[end : end + 1])
        if ends and text[at - 1] in _WITHIN:
            return True
        at = text.find(f" {word}", at + 1)
    return False


_WITHIN = frozenset("abcdefghijklmnopqrstuvwxyzæøå,")


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def upper_first(phrase: str) -> str:
    """Raise the first letter and leave the rest.

    >>> upper_first("den nye GPS")
    'Den nye GPS'
    """
    return phrase[:1].upper() + phrase[1:]


def calm(text: str) -> str:
    """Return text that is printed in capitals as a sentence is written; names lose theirs.

    >>> calm("SAGEN UDSÆTTES."), calm("GPS i biler")
    ('Sagen udsættes.', 'GPS i biler')
    """
    letters = sum(map(str.isalpha, text))
    loud = letters > 6 and sum(map(str.isupper, text)) > 0.7 * letters
    return text.capitalize() if loud else text


def genitive(name: str) -> str:
    """Return the genitive of a name.

    >>> [genitive(name) for name in ("Direktionen", "KL", "Aarhus", "MED-udvalget")]
    ['Direktionens', "KL's", "Aarhus'", 'MED-udvalgets']
    """
    if name[-1] in "sxzSXZ":
        return f"{name}'"
    if name[-1].isupper() or name[-1].isdigit():
        return f"{name}'s"
    return f"{name}s"


def thing_of(name: str, thing: str, definite: str, joined: str = "i") -> str:
    """Say whose a thing is; the genitive of a name that ends in a phrase would hang on the phrase.

    >>> thing_of("Direktionen", "møde", "mødet")
    'Direktionens møde'
    >>> thing_of("Udvalget for nære tilbud", "møde", "mødet")
    'mødet i Udvalget for nære tilbud'
    """
    phrase = re.search(r" (?:for|om|af|i|på|vedrørende) ", name)
    return f"{definite} {joined} {name}" if phrase else f"{genitive(name)} {thing}"


def join_list(parts: Sequence[str]) -> str:
    """Join phrases the Danish way: commas, and "og" before the last.

    >>> join_list(["a"]), join_list(["a", "b"]), join_list(["a", "b", "c"])
    ('a', 'a og b', 'a, b og c')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} og {parts[-1]}"


def _owner(word: str) -> bool:
    """Tell whether a capitalised word reads as the genitive of a name ("Havns")."""
    if word.lower() in _adjectives() or word[-2:] in {"us", "is"} or _common_genitive(word):
        return False
    if _longest_head(word.lower()):
        # "Proces for budget 2027", "Alkolås i bilerne": a noun that ends so.
        return False
    return bool(re.fullmatch(r"[A-ZÆØÅ]\w{2,}[^s\W]s", word))


def _common_genitive(word: str) -> bool:
    """Tell whether a word ends as the genitive of a definite noun, "Vinterens", or in -proces."""
    if word.endswith(("sens", "proces")):
        return word.endswith("proces")
    return bool(re.fullmatch(r"\w{3,}(?:ernes|enes|ets)|\w{5,}ens", word))


def is_approved(phrase: str) -> bool:
    """Tell whether a body can say yes to what *phrase* names: to a plan, but not to absences.

    >>> is_approved("lokalplan for havnen"), is_approved("nye biler"), is_approved("sygefravær")
    (True, False, False)
    """
    words = phrase.lower().split()[:2]
    heads = [head for word in words if (head := _longest_head(word.strip(",.")))]
    first = heads[0] if heads and (len(words) == 1 or _longest_head(words[0])) else None
    head = first or (heads[0] if heads and words[0] in _adjectives() else None)
    return head is None or head not in _unapproved()


def _longest_head(word: str) -> str | None:
    for start in range(len(word)):
        if word[start:] in _heads():
            return word[start:]
    return None


def _known_definite(word: str) -> str | None:
    if not _DEFINITE_END.search(word):
        return None
    return next((word[i:] for i in range(len(word)) if word[i:] in _definites()), None)


@cache
def _heads() -> dict[str, Noun]:
    rows = load_lexicon("nouns")["noun"]
    return {row["head"]: Noun(row["definite"], row["gender"]) for row in rows}


@cache
def _definites() -> frozenset[str]:
    return frozenset(noun.definite for noun in _heads().values())


@cache
def _unapproved() -> frozenset[str]:
    words = load_lexicon("nouns")["unapproved"]["words"]
    return frozenset(
        head for head in _heads() if any(head == word or head.endswith(word) for word in words)
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(load_lexicon("nouns")["names"])


@cache
def _adjectives() -> dict[str, str]:
    rows = load_lexicon("nouns")["adjective"]
    return {form: row["definite"] for row in rows for form in row["forms"]}
