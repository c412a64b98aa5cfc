"""Has the draft turned a statement round? A "not" lost or added, and words for the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.roots import frame_roots, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_NOT = re.compile(load_lexicon("hedges")["negation"]["plain"], re.IGNORECASE)
# What says no without "not" is counted as well.
_NO = re.compile(
    rf"{_NOT.pattern}|{load_lexicon('hedges')['negation']['other']}",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"{_NOT.pattern}|\b(?:uden|undtag\w*|bortset)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:ikke|ingen|hverken|aldrig)\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:skyldes|fordi|på grund af|årsagen|grunden er|som følge af|derfor|dermed|"
    r"resultatet er)\b",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r"\b(?:dog|men) ikke\b", re.IGNORECASE)
_NO_DECISION = re.compile(
    r"\b(?:behandl|beslutning|bemærkning|indvending|stilling til)", re.IGNORECASE
)
_SHOWS = re.compile(
    r"\b(?:viser|gengiver|rummer|står|truffet|traf|tog)\b.*\b(?:beslutning|stilling)\b"
)
_REMARKS = re.compile(r"\b(?:indvending|bemærkning)er\b")
_NEEDS = re.compile(r"\bbehøver\b|\bnogen beslutning\b")
_REFUSED = frozenset({Decision.AFVIST, Decision.UDSAT})
_SILENT = frozenset({Decision.INGEN_BEMAERKNINGER, Decision.INGEN_BESLUTNING, Decision.UDSAT,
                     Decision.AFVIST})  # fmt: skip
# What a "not" is about: the few words after it.
_AFTER = re.compile(r"(?:\s[\w-]+){1,3}")
# How much better a clause has to fit than the best of the other kind, and how much of the draft's
# clause it has to hold, before the draft counts as its opposite.
_BETTER = 1.15
_HOLDS = 0.6
_ADDED = 0.7
# Clauses with so many words in common say the same thing, whatever the "not" is about.
_ALIKE = 3
_WHOLE = 0.75


class Opposite(NamedTuple):
    """Two words that exclude each other."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def check_polarity(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a lost or added negation, and for the opposite of the source's word."""
    if claim.role in ("headline", "keyword", "closing"):
        return
    yield from _unfounded(claim)
    for part in parts:
        yield from _lost(claim, part)
        yield from _cause(claim, part)
        yield from _added(claim, part)
        yield from _opposite(claim, part)


def _unfounded(claim: Claim) -> Iterator[Flag]:
    """Flag what can only be said with a "not": "behøver", a decision where there is none."""
    if _NOT.search(claim.text) or "uden" in claim.text:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    none = values <= {Decision.INGEN_BESLUTNING} and _SHOWS.search(claim.text)
    quiet = values <= {Decision.INGEN_BEMAERKNINGER} and _REMARKS.search(claim.text)
    if none or quiet or _NEEDS.search(claim.text):
        yield claim.flag(
            "red",
            "naegtelse-tabt",
            "Sætningen mangler et »ikke« eller »ingen«, som kilden har. Ret efter kilden.",
        )


def _cause(claim: Claim, part: Aligned) -> Iterator[Flag]:
    """Flag a reason that the item does not give."""
    match = _BECAUSE.search(part.text)
    if match is None or any(_BECAUSE.search(unit.text) for unit in claim.evidence.units):
        return
    reason = roots_of(part.text[match.end() :]) - frame_roots()
    if reason - claim.evidence.roots:
        yield claim.flag(
            "red",
            "aarsag-uden-kilde",
            f"Sætningen giver en grund (»{match.group()}«), som punktet ikke giver. Slet den.",
        )


def _lost(claim: Claim, part: Aligned) -> Iterator[Flag]:
    scope = part.text if has_finite(part.text) else claim.text
    said = len(_COUNTED.findall(claim.text))
    against = [
        match
        for match in part.matches
        if _NOT.search(match.text)
        and len(_NOT.findall(match.unit.text)) > said
        and not _says_no(scope, match)
    ]
    if not against:
        return
    told = (m for m in part.matches if m.unit.section is not None)  # a title claims nothing
    without = max((m.score for m in told if not _NO.search(m.text)), default=0.0)
    best = against[0]
    denied = _denied_words(best.text)
    if not denied & roots_of(claim.text):
        return  # what the source denies is not said
    whole = keys_of(best.text, claim.evidence.minutes.date) <= claim.unit.keys
    better = best.score > _BETTER * without and best.score >= _HOLDS * part.whole
    if best.shared >= 2 and (better or whole):
        yield claim.flag(
            "red",
            "naegtelse-tabt",
            "Kilden har nægtelsen (»ikke«, »ingen«), men sætningen har den ikke. Sæt den ind igen.",
            best.unit.span,
        )


def _says_no(text: str, match: Match) -> bool:
    """Tell whether *text* says no in words that the source does not have beside its "not"."""
    printed = match.text.lower()
    return any(word.lower() not in printed for word in _NO.findall(text))


def _added(claim: Claim, part: Aligned) -> Iterator[Flag]:
    if not _DENIES.search(part.text) or len(part.matches) == 0 or part.size < 2:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if values & _REFUSED or any(act.negated for act in find_acts(part.text)):
        return  # the ladder of decisions looks at those
    if values & _SILENT and _NO_DECISION.search(claim.text):
        return
    near = [m for m in part.matches if m.unit.section and m.score >= _ADDED * part.best]
    denied = any(_NO.search(match.text) for match in near)
    most = max((len(_NO.findall(match.unit.text)) for match in near), default=0)
    denied_words = _denied_words(part.text)
    said = any(
        denied_words & roots_of(one.text)
        or one.shared >= _ALIKE
        or (one.shared > 1 and one.score >= _WHOLE * part.whole)
        for one in near
    )
    if not said:
        return  # what is denied is not in the source: an editor's way to say its opposite
    if _BUT_NOT.search(part.text) and any(_NO.search(m.unit.text) for m in part.matches):
        return  # "men ikke for PPR": an exception that the item makes in other words
    if not denied or len(_COUNTED.findall(part.text)) > most:
        yield claim.flag(
            "red",
            "naegtelse-tilfoejet",
            "Sætningen har »ikke« eller »ingen«, men det har kilden ikke. Ret sætningen.",
            part.matches[0].unit.span,
        )


def _denied_words(text: str) -> frozenset[str]:
    """Return the first words after the "not", or all before it where nothing follows."""
    match = _NOT.search(text)
    if match is None:
        return frozenset()
    after = _AFTER.match(text, match.end())
    return (roots_of(after.group()) if after else frozenset()) or roots_of(text[: match.start()])


def _opposite(claim: Claim, part: Aligned) -> Iterator[Flag]:
    near = [m for m in part.matches if m.shared >= 2 and m.score >= _HOLDS * part.best]
    if not near or part.best < _HOLDS * part.whole:
        return
    for pair in opposites():
        for said, turned in ((pair.one, pair.other), (pair.other, pair.one)):
            word = said.search(part.text)
            if word is None or turned.search(part.text):
                continue
            clash = [m for m in near if turned.search(m.text)]
            agrees = any(said.search(m.unit.text) for m in near)
            if clash and not agrees:
                other = turned.search(clash[0].text)
                yield claim.flag(
                    "red",
                    "modsat",
                    f"Sætningen siger »{word.group()}«, men kilden siger "
                    f"»{other.group() if other else ''}«. Ret efter kilden.",
                    clash[0].unit.span,
                )


@cache
def opposites() -> tuple[Opposite, ...]:
    """Return the pairs of the table."""
    return tuple(
        Opposite(re.compile(row["one"], re.IGNORECASE), re.compile(row["other"], re.IGNORECASE))
        for row in load_lexicon("opposites")["opposite"]
    )
