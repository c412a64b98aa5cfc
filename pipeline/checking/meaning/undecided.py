"""What was asked for and not agreed to: is it told as if it came about?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.meaning.negations import NO
from pipeline.checking.roots import are_kin, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.labels import SAID_NO, Decision, SectionKind
from pipeline.records import Flag

# Decisions that make no proposal true, and words that tell it as one.
_UNDECIDED = frozenset(
    {Decision.DROEFTET, Decision.UDSAT, Decision.AFVIST, Decision.TAGET_TIL_EFTERRETNING,
     Decision.OVERSENDT, Decision.INGEN_BESLUTNING}
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:foresl\w*|forslag\w*|ønsk\w*|indstil\w*|anbefal\w*|oplæg\w*|plan\w*|udkast\w*|drøft\w*|"
    r"høring\w*|skulle|ville|kunne|ja|nej|ikke|ingen|hvis|uds[aæ]t\w*|vente\w*|orienter\w*|tilbud\w*|"
    r"efterretning|stilling|behandl\w*|vurder\w*|spørgsmål\w*|undersøg\w*|afvist?e?|bede?s?|bad|om)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"\bat\b|\bindstill|\bforesl|\banbefal", re.IGNORECASE)
# What comes about, or somebody gets.
_COMES = re.compile(r"\b(?:får|fik|bliver|kommer|skal|ændrer)\b", re.IGNORECASE)
# What stays as it is, what is told as asked for, and what a no was to, comes about for all that.
_STAYS = re.compile(
    r"\b(?:foresl\w*|forslag\w*|ønsk\w*|indstil\w*|anbefal\w*|høring\w*|skulle|ville|ja|hvis|"
    r"i stedet|stadig|fortsat|uændret|behold\w*|forbliv\w*|fastholde?s?|igen|senere|endnu|tilbage|"
    r"nærmere|undersøg\w*|først|kan|vente\w*|efterretning|drøft\w*|uanset|alligevel|"
    r"omstændigheder|dagsorden\w*)\b"
    rf"|{NO.pattern}",
    re.IGNORECASE,
)
# "Huset bliver foreløbig på Torvet": where it is, unless just that was asked for.
_FOR_NOW = re.compile(r"\bbliver foreløbigt? (?:i|på|hos|ved) (?P<place>[^,.;]+)", re.IGNORECASE)
_TO = re.compile(r"\btil (?P<place>(?:(?!\bfra\b)[^,.;])+)")
_APPLIES = re.compile(
    r"\b(?:ansøg\w*|søge[rs]?|søgt|søgte|foreslå\w*|foreslog|forslag\w*|ønske[rs]?|tilbud\w*)\b",
    re.IGNORECASE,
)
# "kunne der ikke opnås enighed om", "… blev ikke vedtaget"; "Det ønskede ledelsen ikke."
_TURNED_DOWN = re.compile(
    r"\bikke (?:[\wæøå]+ ){0,3}(?:enighed|flertal|vedtaget|imødekom\w*|godkendt|tiltrådt|støtte)\b|"
    r"\b(?:enighed|flertal)\b[^.]{0,20}\bikke\b|\b(?:forkastet|nedstemt|bortfald\w*)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:ønske|gerne|foresl|forslag|bede|bedt|krav|kræve|ansøg|søge|anmod)", re.I
)
_ANSWERS = re.compile(
    r"(?:Det|Dette|Forslaget|Ønsket|Ansøgningen|Anmodningen|Kravet)\b[^.]{0,60}"
    r"\b(?:ikke|afvis\w*|nej|forkast\w*|afsl\w+)\b[^.]{0,40}"
)
_LEAST = 2
_MANY = 3
_USED = 0.6
_BETTER = 1.15


def check_undecided(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag where the sentence tells as so what was asked for and not agreed to."""
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    said = claim.source.section if claim.source else None
    if claim.text.endswith("?") or said is SectionKind.BESLUTNING:
        return  # "Sagen fremmes for 600 meter": the decision's own words
    yield from _turned_down(claim, parts)
    if not values or not values <= _UNDECIDED:
        return
    found = [*_recommended(claim, parts)]
    if not found and values <= SAID_NO:
        found = [*_refused(claim, parts)]
    yield from found


def _recommended(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Flag what is only recommended to the body, and told as if it were so."""
    if _ASKS.search(claim.text):
        return
    sent = any(
        label.value is Decision.OVERSENDT for one in claim.evidence.items for label in one.decisions
    )
    for part in parts:
        if sent and any(act.stage.kind == "oversendt" for act in find_acts(part.text)):
            continue  # that is what was decided
        asked = [
            m
            for m in part.matches
            if m.unit.section is SectionKind.INDSTILLING and _PROPOSES.search(m.unit.text)
        ]
        told = (m for m in part.matches if m.unit.section not in (None, SectionKind.INDSTILLING))
        other = max((m.score for m in told), default=0.0)
        if (
            asked
            and asked[0].shared > _LEAST
            and asked[0].score >= _USED * part.whole
            and asked[0].score > _BETTER * other
        ):
            yield _flag(claim, asked[0])
            return


def _refused(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Flag what was refused, or put off, and is told as coming about."""
    if not _COMES.search(claim.text) or _STAYS.search(claim.text) or stays_for_now(claim):
        return
    for part in parts:
        if not _COMES.search(part.text) or not has_finite(part.text):
            continue
        decided = (m for m in part.matches if m.unit.section is SectionKind.BESLUTNING)
        other = max((m.score for m in decided), default=0.0)
        for match in part.matches[:_LEAST]:
            asks = match.unit.section in (None, SectionKind.INDSTILLING)
            asks = asks or _APPLIES.search(match.unit.text) is not None
            made = match.shared >= _LEAST and match.score >= _USED * part.whole
            if asks and made and match.score > _BETTER * other:
                yield _flag(claim, match)
                return


def stays_for_now(claim: Claim) -> bool:
    """Tell whether a thing is told to stay for now, and not where it was asked to go."""
    stays = _FOR_NOW.search(claim.text)
    asked = claim.evidence.within(SectionKind.INDSTILLING) if stays else ()
    return stays is not None and not any(
        are_kin(roots_of(stays["place"]), roots_of(to["place"]))
        for unit in asked
        for to in _TO.finditer(unit.text)
    )


def _turned_down(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Flag what somebody asked for and did not get, wherever the item tells of it."""
    wished = [
        part.matches[0]
        for part in parts
        if part.matches
        and part.matches[0].shared >= _MANY
        and part.best >= _USED * part.whole
        and _WISHES.search(part.matches[0].unit.text)
        and has_finite(part.text)
    ]
    if not wished or _STAYS.search(claim.text) or _ASKS.search(claim.text):
        return
    units = claim.evidence.units
    for match in wished:
        at = units.index(match.unit)
        after = units[at + 1].text if at + 1 < len(units) else ""
        if _TURNED_DOWN.search(match.unit.text) or _ANSWERS.match(after):
            yield _flag(claim, match)
            return


def _flag(claim: Claim, match: Match) -> Flag:
    return claim.flag(
        "red",
        "forbehold-tabt",
        "Det blev der bedt om, men det er ikke godkendt. Skriv, at det er et forslag, eller hvad "
        "der blev besluttet.",
        match.unit.span,
    )
