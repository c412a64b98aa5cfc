"""Words that exclude each other: does the draft say "dyrere" where the item says "billigere"?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.checking.alignment import Aligned
from pipeline.checking.claims import Claim
from pipeline.checking.facts import find_facts
from pipeline.checking.meaning.negations import NOT
from pipeline.checking.numbers.decided import CHANGES
from pipeline.checking.votes import votes_in
from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

# How much of the best fit a source clause has to have, and how much of the draft's clause the best.
_HOLDS = 0.6


class Opposite(NamedTuple):
    """Two words that exclude each other."""

    one: re.Pattern[str]
    other: re.Pattern[str]
    told: tuple[re.Pattern[str], ...] = ()


def check_opposites(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a word whose opposite the source has."""
    if not claim.is_reworded:
        return
    if len(set(votes_in(claim.text))) > 1:
        return  # the ballot is held to the source's
    yield from _strange(claim)
    for part in parts:
        yield from _opposite(claim, part)


def _strange(claim: Claim) -> Iterator[Flag]:
    """Flag "merforbrug" where the item has only mindreforbrug, and "enig" where some voted no."""
    printed = claim.evidence.printed
    for pair in _strict().asked(folded(claim.text)):
        for side, (said, turned) in enumerate(((pair.one, pair.other), (pair.other, pair.one))):
            word = said.search(claim.text)
            if word is None or (pair.told and pair.told[side].search(printed)):
                continue
            if turned.search(printed) and not said.search(printed):
                yield claim.flag(
                    "red",
                    "modsat",
                    f"Sætningen siger »{word.group()}«, men punktet siger det modsatte. "
                    "Ret efter kilden.",
                )


def _opposite(claim: Claim, part: Aligned) -> Iterator[Flag]:
    alike = [m for m in part.matches if m.shared >= 2 and m.score >= _HOLDS * part.best]
    if not alike or part.best < _HOLDS * part.whole:
        return
    for pair in _by_cue().asked(folded(part.text)):
        for said, turned in ((pair.one, pair.other), (pair.other, pair.one)):
            word = said.search(part.text)
            if word is None or turned.search(claim.text):
                continue
            # "ikke overholdt" is no opposite of "overskredet"
            clash = [m for m in alike if turned.search(m.text) and not NOT.search(m.text)]
            agrees = any(said.search(m.unit.text) for m in alike) or _has_number(part, word.end())
            agrees = agrees or _is_decided(said, claim)
            # "falder i nord og stiger i syd" is no "falder i nord og falder i syd".
            twice = clash and len(said.findall(part.text)) > len(said.findall(clash[0].text)) > 0
            if clash and (twice or not agrees):
                other = turned.search(clash[0].text)
                yield claim.flag(
                    "red",
                    "modsat",
                    f"Sætningen siger »{word.group()}«, men kilden siger "
                    f"»{other.group() if other else ''}«. Ret efter kilden.",
                    clash[0].unit.span,
                )


def _is_decided(said: re.Pattern[str], claim: Claim) -> bool:
    """Tell whether the decision has the word where it changes what was proposed: "dog mandag"."""
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    return any(said.search(unit.text) and CHANGES.search(unit.text) for unit in decided)


def _has_number(part: Aligned, end: int) -> bool:
    """Tell whether the source has the word with the same number: "højst arbejde hjemme to dage"."""
    said = part.text[:end].split()[-1].lower()
    number = next((f.value for f in find_facts(part.text, None) if f.span.start >= end), None)
    return number is not None and any(
        re.search(rf"\b{re.escape(said)}\b[^,.;]*$", m.text[: fact.span.start], re.IGNORECASE)
        for m in part.matches
        for fact in find_facts(m.text, None)
        if fact.value == number
    )


@cache
def opposites() -> tuple[Opposite, ...]:
    """Return the pairs of the table."""
    return _pairs("opposite")


@cache
def _strict() -> ByCue[Opposite]:
    return _asked_by_cue(_pairs("strict"))


def _pairs(name: str) -> tuple[Opposite, ...]:
    return tuple(
        Opposite(
            re.compile(row["one"], re.IGNORECASE),
            re.compile(row["other"], re.IGNORECASE),
            tuple(re.compile(one, re.IGNORECASE) for one in row.get("told", ())),
        )
        for row in load_lexicon("opposites")[name]
    )


@cache
def _by_cue() -> ByCue[Opposite]:
    return _asked_by_cue(opposites())


def _asked_by_cue(pairs: Iterable[Opposite]) -> ByCue[Opposite]:
    both = ((pair, cues_of(pair.one), cues_of(pair.other)) for pair in pairs)
    return ByCue((pair, (*one, *other) if one and other else ()) for pair, one, other in both)
