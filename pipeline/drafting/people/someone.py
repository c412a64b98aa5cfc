"""Does a sentence of a case name a person? A post names nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from pipeline.drafting.people.names import hide_names, is_given, singles_out
from pipeline.drafting.plain.wording import cut_loose
from pipeline.records import Minutes


def names_someone(minutes: Minutes, text: str) -> bool:
    """Tell whether a sentence names a person: a post names nobody."""
    names, initials = _named(minutes.participants, minutes.preamble.of(minutes.text))
    if not names.isdisjoint(_LONG_WORD.findall(text)):
        return True
    if not initials.isdisjoint(_SHORT_NAME.findall(text)):
        return True
    return hide_names(text, minutes.participants) != text or singles_out(cut_loose(text))


# "direktør Bodil Stenhave (BS)"
_INITIALS = re.compile(
    r"[a-zæøå]+ [A-ZÆØÅ][a-zæøå]+(?:[ -][A-ZÆØÅ][a-zæøå.]+)+ \(([A-ZÆØÅ]{2,4})\)"
)
_SHORT_NAME = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,4}(?=s?\b(?!-))")


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=8)
def _named(participants: tuple[str, ...], preamble: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the full names of those who met, and the initials printed beside them."""
    names = (name.split() for name in participants if " " in name)
    return frozenset(chain.from_iterable(names)), frozenset(_INITIALS.findall(preamble))


def reported(minutes: Minutes, text: str) -> str:
    """Return "Det blev nævnt, at …" for what a named person told, any other text as it is.

    Of a round of the table, "Karen: Skolen er fuld.", only what was told; of what a citizen
    applies for, only that.
    """
    text = _OWNER.sub("Der er søgt om", text)
    turn = _TURN.match(text)
    if turn and is_given(turn["who"], minutes.participants):
        return turn["rest"]
    match = _TOLD.match(text)
    if match is None or not names_someone(minutes, text):
        return text
    return f"Det blev {_TELLING[match['verb']]}, at {match['rest']}"


# "Ejeren af en gård ved Egeby, Bo Holm, Møllevej 8, søger om …": what is asked for is the case.
_OWNER = re.compile(
    r"^(?:Ejer|Ansøger|Lodsejer|Beboer|Lejer|Forpagter)(?:en|ne)?\b[^,]*, "
    r"(?:[A-ZÆØÅ][\w.-]* ){1,3}[A-ZÆØÅ][a-zæøå-]+,(?: [A-ZÆØÅ][\w. ]* \d+[A-Z]?,)? "
    r"(?:har søgt|søger|ansøger) om(?= )"
)
_TURN = re.compile(r"(?P<who>[A-ZÆØÅ][a-zæøåé-]+): (?P<rest>[A-ZÆØÅ].+)$", re.DOTALL)
_TELLING = {
    "nævnte": "nævnt",
    "fortalte": "fortalt",
    "oplyste": "oplyst",
    "orienterede om": "oplyst",
}
_TOLD = re.compile(
    rf"(?:[A-ZÆØÅ][\w.-]+ ){{1,4}}(?P<verb>{'|'.join(_TELLING)}), at (?P<rest>.+)$", re.DOTALL
)
