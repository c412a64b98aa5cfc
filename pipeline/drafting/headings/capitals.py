"""Names in a title keep the capitals that the same minutes give them.

A title printed in capitals tells nothing of names, and the first word of a title, or what follows a
dash, may be one. Inside the sentences of the minutes it shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.danish.cues import Cued
from pipeline.danish.nouns import calm, find_noun, lower_first

_WORD = re.compile(r"(?<![\w-])[a-zæøåé][\wæøåé-]{2,}")
# After a preposition stands a name, and no sentence begins there.
_INSIDE = re.compile(
    r"\b(?:på|ved|i|fra|til|af|for|hos|om|med|omkring|langs|mellem|og|under|mod|gennem|nær|høre) "
    r"(?P<name>[A-ZÆØÅ][a-zæøåé]{2,}+(?:-[A-ZÆØÅ]?[a-zæøåé]++)*+)(?P<more> [A-ZÆØÅ][a-zæøå])?"
    r"(?! \d)"
)
# The first word of a longer name may be any word: "Digital Post", "Det Grønne Hus".
_DESCRIBES = re.compile(r"(?:al|el|isk|lig|ig|sk|nne|de|ste|ere|lle|mle)$")
# What stands before a capital is looked at from behind it: small letters are passed by at once.
# "Hjortevad Vandværk" is called by its place wherever it stands.
_PLACE = re.compile(r"(?P<name>[A-ZÆØÅ](?<!\w.)[a-zæøåé]{3,}) (?=[A-ZÆØÅ][a-zæøåé]{3,})")
_MUNICIPALITY = re.compile(r"([A-ZÆØÅ](?<!\w.)[A-ZÆØÅa-zæøåé]+?)(?:s|S)? (?:Kommune|KOMMUNE)\b")
# "Kløvermarkshallen" is that hall, wherever it stands; "svømmehallen" may be any.
_BUILDING = re.compile(
    r"[A-ZÆØÅ](?<!\w.)[a-zæøå]{3,}(?:hallen|skolen|huset|gården|parken|museet|haven|bakken|broen)\b"
)
_KIND_OF_BUILDING = re.compile(
    r"(?:svømme|folke|musik|kultur|ungdoms|råd|sports?|idræts|syge|børne|sundheds|forsamlings|"
    r"medborger|efter|høj|fri|natur|erhvervs|gang|special|sprog|tennis|ride|parkerings|forenings|"
    r"aktivitets|familie|kraft|kunst|leje|institutions|privat|dag|heldags|produktions|"
    r"dagtilbuds|materiel|pleje|køb|vare|lager)[a-zæøå]*",
    re.IGNORECASE,
)
# "Bylisten (B)": a party is a name, and its letter tells that it is one.
_PARTY = Cued(r"\b[A-ZÆØÅ][a-zæøå]{2,}(?:listen?|partiet|alliancen)(?= \([A-ZÆØÅ]\)| \d)")
# "Hjortevad Skole": a house of a place has that name.
_HOUSE = re.compile(
    r"\b(?P<place>[A-ZÆØÅ][a-zæøåé]{3,}) (?P<kind>(?:skole|museum|kirke|bibliotek|rådhus|vandværk|"
    r"fjernvarme|gymnasium|sygehus|svømmehal|idrætscenter|kulturhus|børnehus|ungdomsskole)s?)\b"
)
# "rute 78E"
_NUMBERED = re.compile(r"\b\d+[A-ZÆØÅ]\b")
# "ved Skadehøjvej": a road with so long a name is that road, but for the kinds of road.
_ROAD = re.compile(r"(?<=\w )[a-zæøåé]{4,}(?:vej|gade|stræde|allé|vænget|toften)\b")
_KIND_OF_ROAD = re.compile(
    r"(?:motor|cykel|land|lande|om(?:farts|kørsels)|adgangs|stik|skole|hoved|fælles|lokal|stam|ring|"
    r"privat|grus|tilkørsels|bivej|grund|sommer|system|grøft|gå|bolig|side|vandre|kommune|amts|"
    r"stats)(?:vej|gade)$"
)


def with_capitals(title: str, text: str) -> str:
    """Return a title printed in capitals as a sentence is written, its names with their capitals.

    >>> with_capitals("NYT TAG PÅ LINDELY VED MØLLEVEJ", "Taget på Lindely er nyt.")
    'Nyt tag på Lindely ved Møllevej'
    >>> with_capitals("SALG AF HUS VED SKOVSKOLEN", "Huset hører til Skovskolens grund.")
    'Salg af hus ved Skovskolen'
    >>> with_capitals("RUTE 78E TIL TRELDE SKOLE", "Bussen kører fra Trelde i dag.")
    'Rute 78E til Trelde Skole'
    """
    told = with_names(calm(title), text)
    for number in set(_NUMBERED.findall(title)):
        told = re.sub(rf"\b{number.lower()}\b", number, told)
    told = _HOUSE.sub(
        lambda house: (
            house.group()
            if house.group() in text or house["place"] not in told[1:]
            else f"{house['place']} {house['kind'].capitalize()}"
        ),
        told,
    )
    return _ROAD.sub(
        lambda road: road.group() if _KIND_OF_ROAD.fullmatch(road.group()) else _name(road), told
    )


def with_names(phrase: str, text: str) -> str:
    """Give the words of a phrase that are names in the text the capitals that they have there.

    >>> with_names("sagen om blidhallen", "Taget på Blidhallen er utæt. Hallen lukker.")
    'sagen om Blidhallen'
    """
    names = _names(text)
    return _WORD.sub(lambda word: names.get(word.group(), word.group()), phrase)


def small(phrase: str, text: str) -> str:
    """Return a phrase as it stands inside a sentence: its first letter small, unless it is a name.

    >>> small("Blidhallen og parken", "Taget på Blidhallen er utæt."), small("Ny hal", "")
    ('Blidhallen og parken', 'ny hal')
    """
    return with_names(lower_first(phrase), text)


def _name(word: re.Match[str]) -> str:
    return word.group().capitalize()


@lru_cache(maxsize=8)
def _names(text: str) -> Mapping[str, str]:
    """Return the words that stand with a capital inside sentences, and nowhere with a small one."""
    common = set(_WORD.findall(text))
    inside = {
        found["name"]
        for found in _INSIDE.finditer(text)
        if not (found["more"] and _DESCRIBES.search(found["name"]))
    }
    inside |= {
        found["name"]
        for found in _PLACE.finditer(text)
        if not _DESCRIBES.search(found["name"]) and find_noun(found["name"]) is None
    }
    inside |= {
        found.group()
        for found in _BUILDING.finditer(text)
        if not _KIND_OF_BUILDING.match(found.group())
    }
    inside |= {found.group() for found in _PARTY.finditer(text)}
    inside |= {found.group(1).capitalize() for found in _MUNICIPALITY.finditer(text)}
    names = {name.lower(): name for name in inside}
    for name in inside:
        if name.endswith("s"):
            names.setdefault(name[:-1].lower(), name[:-1])
        else:
            names.setdefault(f"{name.lower()}s", f"{name}s")
    return {low: name for low, name in names.items() if low not in common}
