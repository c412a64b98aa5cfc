"""Votes: does the draft give each side the number that the source gives it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.checking.claims import Claim
from pipeline.danish.cues import Cued
from pipeline.danish.numerals import NUMERALS
from pipeline.records import Flag

_NUMBER = r"(?P<{}>\d+|" + "|".join([*NUMERALS, "én", "en"]) + ")"
# "15 stemmer (A, V, C) mod 5", "med stemmerne 10-7"
_PAIR = re.compile(
    rf"\b{_NUMBER.format('one')} (?:stemmer )?(?:\([^()]*\) )?(?P<side>for|mod|imod)(?: og|,)? "
    rf"{_NUMBER.format('other')}\b",
    re.IGNORECASE,
)
_SIDE = Cued(
    rf"\b{_NUMBER.format('number')} (?:stemmer |medlemmer )?(?:stemte )?(?P<side>for|imod)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\bstemme(?:r|rne|tal|tallene)? (?P<one>\d+)\s?[-–:]\s?(?P<other>\d+)\b")
_ADOPTED = re.compile(r"\b(?:vedtog|vedtaget|godkend|besluttede|valgt)", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:ikke|nej|forslag)\b", re.IGNORECASE)
# "49 mod 58 året før" is no ballot.
_VOTED = re.compile(r"\bstem|\bvedt|\bgodkend|\bforkast|\bafvis|\bvalgt", re.IGNORECASE)
# More sides than those of one ballot can't be told apart.
_ONE_BALLOT = 2
_AMENDMENT = re.compile(
    r"\bændringsforslag\w*\b[^.;]*?\b(?:(?P<no>ikke) )?(?P<fate>vedtag\w*|vedtog\w*|godkend\w*|"
    r"tiltr\w+|forkast\w*|nedstem\w*|afvis\w*|faldt)\b",
    re.IGNORECASE,
)
_MOD = re.compile(r"\b(?:stemmer )?mod \d")
_LOST = re.compile(r"\b(?:forkast|nedstem|afvis|afslog|faldt|sagde nej)", re.IGNORECASE)
# "Imod stemte 14: Venstre", "For 7 (C, I), imod 30."
_AFTER = re.compile(
    r"\b(?P<side>for|imod)(?: \w+){0,2} stemte (?P<number>\d+)\b|"
    r"\b(?P<bare>for|imod):? (?P<votes>\d+)\b(?![.,]\d| \w*(?:kr|mio|pct|år|procent|dag|uge))",
    re.IGNORECASE,
)


def check_votes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where the sentence does not give each side the votes that the item gives it.

    The votes of one ballot stand in one sentence, or in two after each other.
    """
    yield from _motion(claim)
    told = set(votes_in(claim.text))
    if not told or len(told) > _ONE_BALLOT:
        return
    if _is_impossible(claim.text):
        yield claim.flag(
            "red",
            "stemmer-byttet",
            "Stemmetallene passer ikke til udfaldet: det vedtagne skal have flest stemmer for. "
            "Ret efter kilden.",
        )
        return
    found = [(unit.span, {*votes_in(unit.text), *_sides_first(unit.text)})
             for unit in claim.evidence.units]  # fmt: skip
    ballots = [one | other for (_, one), (_, other) in pairwise([*found, found[-1]])]
    known = set().union(*(sides for _, sides in found))
    if not known or any(told <= one or _turned(told) <= one for one in ballots if _is_lost(claim)):
        return
    if any(told <= one for one in ballots):
        return
    both = {side for _, side in known} == {"for", "imod"}
    if _turned(told) & known or (both and len(told) > 1):
        yield claim.flag(
            "red",
            "stemmer-byttet",
            "Stemmetallene er ikke kildens: hver side skal have sit eget tal. Ret efter kilden.",
            *(span for span, sides in found if sides),
        )


def _motion(claim: Claim) -> Iterator[Flag]:
    """Flag a motion told as carried of which the item says only that it fell, and the reverse."""
    told = fate_of(claim.text)
    if told is None:
        return
    fates = {
        unit: fate for unit in claim.evidence.units if (fate := fate_of(unit.text)) is not None
    }
    if fates and told not in fates.values():
        yield claim.flag(
            "red",
            "afstemning-forkert",
            f"I kilden blev ændringsforslaget {'ikke ' if told else ''}vedtaget. Ret udfaldet.",
            *(unit.span for unit in fates),
        )


def fate_of(text: str) -> bool | None:
    """Tell whether *text* says that an amendment was carried; None where it does not say."""
    match = _AMENDMENT.search(text)
    if match is None:
        return None
    return _LOST.match(match["fate"]) is None and match["no"] is None


def _is_impossible(text: str) -> bool:
    """Tell whether what was adopted has fewer votes for than against, or one side is told twice."""
    sides = list(votes_in(text))
    if len(sides) == 2 and sides[0][1] == sides[1][1]:
        return True
    count = {side: int(number) for number, side in sides if number.isdigit()}
    adopted = _ADOPTED.search(text) and not _LOST.search(text) and not _REFUSED.search(text)
    return bool(adopted) and len(sides) == len(count) == 2 and count["for"] < count["imod"]


def _is_lost(claim: Claim) -> bool:
    """Tell whether the sentence tells of a motion that fell: "forkastet med 30 stemmer mod 7"."""
    return bool(_LOST.search(claim.text) and _MOD.search(claim.text))


def _turned(sides: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(number, "for" if side == "imod" else "imod") for number, side in sides}


@lru_cache(maxsize=4096)
def votes_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return each number of votes with its side; "22 stemmer mod 3" is 22 for and 3 against."""
    return tuple(_votes_in(text))


def _votes_in(text: str) -> Iterator[tuple[str, str]]:
    voted = _VOTED.search(text) is not None
    for match in _SCORE.finditer(text):
        yield match["one"], "for"
        yield match["other"], "imod"
    for match in _PAIR.finditer(text) if "mod" in text.lower() else ():
        if match["side"].lower() == "mod" and voted:
            yield _digits(match["one"]), "for"
            yield _digits(match["other"]), "imod"
    for match in _SIDE.finditer(text):
        yield _digits(match["number"]), "for" if match["side"].lower() == "for" else "imod"


def _sides_first(text: str) -> Iterator[tuple[str, str]]:
    """Yield the votes that the minutes print behind their side."""
    for match in _AFTER.finditer(text):
        side = (match["side"] or match["bare"]).lower()
        yield match["number"] or match["votes"], side


def _digits(number: str) -> str:
    word = number.lower()
    return str(NUMERALS.get(word, 1 if word in ("én", "en") else word))
