"""Votes: does the draft give each side the number that the source gives it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.danish.numerals import NUMERALS
from pipeline.records import Flag

_NUMBER = r"(?P<{}>\d+|" + "|".join([*NUMERALS, "én", "en"]) + ")"
_PAIR = re.compile(
    rf"\b{_NUMBER.format('one')} (?:stemmer )?(?P<side>for|mod|imod)(?: og|,)? "
    rf"{_NUMBER.format('other')}\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    rf"\b{_NUMBER.format('number')} (?:stemmer |medlemmer )?(?:stemte )?(?P<side>for|imod)\b",
    re.IGNORECASE,
)
_AGAINST = ("mod", "imod")


def check_votes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where the sentence gives the one side's number of votes to the other."""
    told = set(_sides(claim.text))
    if not told:
        return
    source: set[tuple[str, str]] = set()
    spans = []
    for unit in claim.evidence.units:
        if found := set(_sides(unit.text)):
            source |= found
            spans.append(unit.span)
    turned = {(number, "for" if side == "imod" else "imod") for number, side in told - source}
    if turned & source:
        yield claim.flag(
            "red",
            "stemmer-byttet",
            "Stemmetallene er byttet om: kilden har dem på den anden side. Ret efter kilden.",
            *spans,
        )


def _sides(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number of votes with its side; "22 stemmer mod 3" is 22 for and 3 against."""
    for match in _PAIR.finditer(text):
        if match["side"].lower() == "mod":
            yield _digits(match["one"]), "for"
            yield _digits(match["other"]), "imod"
    for match in _SIDE.finditer(text):
        yield _digits(match["number"]), "for" if match["side"].lower() == "for" else "imod"


def _digits(number: str) -> str:
    word = number.lower()
    return str(NUMERALS.get(word, 1 if word in ("én", "en") else word))
