"""Hedges and conditions: does the draft keep the ones its source has?

Each clause of a draft sentence is lined up with the clauses of the source (see ``alignment``). If
the best one carries a hedge and the draft has nothing like it, the hedge was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import find_facts, keys_of
from pipeline.checking.roots import clauses_of, is_kin, root_of, roots_of
from pipeline.danish.cues import AnyOf, ByCue, cues_of, folded
from pipeline.danish.verbs import has_finite
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_UNDER = re.compile(
    r"\W*(?:og\s)?(?:at|om|som|der|så|fordi|hvis|når|idet|hvor|for at|mens|da)\s", re.IGNORECASE
)
# Hedges that may stand anywhere in the sentence.
_WHOLE = frozenset({"proposal", "condition", "duty"})
# Small words that are lost in many a true rewording: only where nearly all of the clause is used.
_STRICT = frozenset({"ability", "proposal", "condition"})
_EXPECTED = re.compile(r"\b(?:for)?vente(?:t|de) (?P<noun>[a-zæøå-]{4,})", re.IGNORECASE)
_OVER = re.compile(r"\b(?:mer|mindre|overskrid|overskred)", re.IGNORECASE)
_CANNOT = re.compile(r"\bikke (?:kan|kunne)\b|\b(?:kan|kunne) ikke\b", re.IGNORECASE)
_CAN = re.compile(
    r"\b(?:kan|kunne)\s(?:[\wæøå]+\s){0,2}?(?:komme til at )?(?P<what>[\wæøå]+[eå]s?)\b",
    re.IGNORECASE,
)
# The remark of a decision follows after a colon.
_BEFORE_REMARK = re.compile(r"\bmed en (?:bemærkning|tilføjelse|ændring)\s*$")
_IF = re.compile(r"\b(?:hvis|såfremt)\b[^,.;]*", re.IGNORECASE)
_NOT = re.compile(r"\b(?:ikke|ingen|uden)\b", re.IGNORECASE)
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
# Decisions that make a proposal true.
_DONE = frozenset({Decision.GODKENDT, Decision.UDPEGET, Decision.OVERSENDT})
# A source clause counts as used when it has so many of the draft clause's words and this share of
# their weight, and fits so much better than any clause without the hedge.
_LEAST = 2
_USED = 0.6
_STRICTLY = 0.85
_LONG = 4
_MOST = 5
_BETTER = 1.15
# A clause that opens as a condition, and how much of its main clause a draft has to have.
_CONDITION = re.compile(
    r"\W*(?:men |og |dog )?(?:kun |blot |alene )?(?:hvis|såfremt|forudsat|under forudsætning|"
    r"på betingelse|medmindre|når|så længe)\b",
    re.IGNORECASE,
)
_LEAST_MAIN = 3
_WHOLLY = 0.75


class Hedge(NamedTuple):
    """A row of ``lexicon/hedges.toml``."""

    name: str
    level: Literal["red", "yellow"]
    message: str
    source: re.Pattern[str]
    keeps: AnyOf


def check_hedges(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for every hedge that the sentence drops."""
    if claim.role in ("headline", "keyword", "closing"):
        return
    dropped: dict[str, Flag] = {}
    for part in parts:
        scope = _scope(part.text, claim.text)
        for hedge in _printed(part):
            draft = claim.text if hedge.name in _WHOLE else scope
            match = (
                None
                if hedge.keeps.found_in(draft)
                else _hedged(hedge, part, claim.evidence.minutes.date)
            )
            if match is None or _kept_elsewhere(hedge, claim, match):
                continue
            if not _was_decided(hedge, claim):
                dropped.setdefault(
                    hedge.name,
                    claim.flag(
                        hedge.level,
                        "forbehold-tabt",
                        hedge.message,
                        match.unit.span,
                    ),
                )
    yield from dropped.values()
    yield from _conditions(claim)
    if "proposal" not in dropped and claim.role == "body":
        yield from _proposed(claim, parts)
    if not dropped:
        yield from _unconditional(claim)


def _printed(part: Aligned) -> list[Hedge]:
    """Return the hedges of what a clause may be made of: no other can be dropped."""
    texts = {text for match in part.matches for text in (match.text, match.unit.text)}
    names = frozenset[str]().union(*map(_hedges_in, texts))
    return [hedge for hedge in hedges() if hedge.name in names]


def _proposed(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Flag what is only recommended to the body, and told as if it were so."""
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if not values or not values <= _UNDECIDED or _ASKS.search(claim.text):
        return
    if claim.text.endswith("?"):
        return
    for part in parts:
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
            yield claim.flag(
                "red",
                "forbehold-tabt",
                "Det står kun i indstillingen, og den er ikke godkendt. Skriv, at det er et "
                "forslag.",
                asked[0].unit.span,
            )
            return


def _hedged(hedge: Hedge, part: Aligned, meeting: date | None) -> Match | None:
    """Return the source clause with the hedge, if the draft's clause is made of it.

    A condition belongs to its whole sentence.
    """
    strict = hedge.name in _STRICT
    whole = hedge.name == "condition"
    hedged = [m for m in part.matches if hedge.name in _hedges_in(m.unit.text if whole else m.text)]
    if not hedged:
        return None
    told = (m for m in part.matches if m.unit.section is not None)  # a title claims nothing
    held = {id(match) for match in hedged}
    free = max((m.score for m in told if id(m) not in held), default=0.0)
    best = hedged[0]
    least = (
        _MOST
        if hedge.name == "condition"
        else min(_LEAST + strict + (part.size > _LONG), part.size)
    )
    made = best.shared >= least and best.score >= (_STRICTLY if strict else _USED) * part.whole
    if hedge.name == "expectation" and not _reaches(hedge, best.text, part.text, meeting):
        return None
    if hedge.name == "ability" and _CANNOT.search(best.text):
        return None
    if hedge.name == "ability" and not _can_same(best.text, part.text):
        return None
    return best if made and best.score > _BETTER * free else None


def _reaches(hedge: Hedge, source: str, draft: str, meeting: date | None) -> bool:
    """Tell whether the hedge is of what is said: "mødes i maj og ventes at slutte i juni".

    What is expected before an "og" mostly is so behind it as well; "et forventet merforbrug" is
    of the merforbrug alone.
    """
    noun = _EXPECTED.search(source)
    if noun is not None and len(hedge.source.findall(source)) == 1:
        root = root_of(noun["noun"])
        if _OVER.match(noun["noun"]) and _OVER.search(draft):
            return True
        return any(root == one or is_kin(root, one) for one in roots_of(draft))
    before, _, after = source.partition(" og ")
    if hedge.source.search(before) or not hedge.source.search(after):
        return True
    said = keys_of(draft, meeting)
    return len(said & keys_of(after, meeting)) >= len(said & keys_of(before, meeting))


def _kept_elsewhere(hedge: Hedge, claim: Claim, match: Match) -> bool:
    """Tell whether the sentence has the source's only hedge, though in another of its clauses.

    "38 procent, mod forventet 45" hedges the one figure and not the other.
    """
    if hedge.name != "expectation":
        return False
    said = len(hedge.source.findall(claim.text))
    return 0 < len(hedge.source.findall(match.unit.text)) <= said


def _can_same(source: str, draft: str) -> bool:
    """Tell whether the draft says as done what the source says that somebody can do."""
    told = roots_of(draft)
    return any(roots_of(match["what"]) & told for match in _CAN.finditer(source))


def _was_decided(hedge: Hedge, claim: Claim) -> bool:
    """Tell whether what the source only proposes was approved, so that it may be told as done."""
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    refused = Decision.AFVIST in values and _NOT.search(claim.text) is not None
    return hedge.name == "proposal" and (bool(values & _DONE) or refused)


def _conditions(claim: Claim) -> Iterator[Flag]:
    """Flag a condition whose negation differs from the source's: "hvis der (ikke) er aftale"."""
    for match in _IF.finditer(claim.text):
        roots = roots_of(match.group())
        pairs = [
            (one.group(), unit)
            for unit in claim.evidence.units
            for one in _IF.finditer(unit.text)
            if roots & roots_of(one.group())
        ]
        has = _NOT.search(match.group()) is not None
        if pairs and all((_NOT.search(text) is not None) != has for text, _ in pairs):
            yield claim.flag(
                "red",
                "betingelse-vendt",
                "Betingelsen er vendt om: »ikke« står kun det ene sted. Ret efter kilden.",
                *(unit.span for _, unit in pairs),
            )


def _unconditional(claim: Claim) -> Iterator[Flag]:
    """Flag a sentence that has all of a source clause but the condition that stands with it."""
    condition = next(hedge for hedge in hedges() if hedge.name == "condition")
    if condition.keeps.found_in(claim.text) or find_acts(claim.text):
        return
    said = claim.unit.keys
    meeting = claim.evidence.minutes.date
    for unit in claim.evidence.units:
        parts = clauses_of(unit.text)
        for index, part in enumerate(parts):
            if unit.section is None or not _CONDITION.match(part):
                continue
            main = parts[index - 1] if index else "".join(parts[1:2])
            if part.lstrip(" ,").startswith("når ") and _dated(main, meeting):
                continue  # the day says when already
            core = main.rpartition(", at ")[2]
            keys = keys_of(core, meeting) - keys_of(part, meeting)
            denied = _NOT.search(claim.text) or "uenig" in claim.text
            if core != main and len(keys) == _LEAST and keys <= said and not denied:
                yield claim.flag(condition.level, "forbehold-tabt", condition.message, unit.span)
                return
            own = keys_of(part, meeting) - keys
            if not own & said and (_holds(keys, said) or _is_all_of(said, keys)):
                yield claim.flag(
                    condition.level,
                    "forbehold-tabt",
                    condition.message,
                    unit.span,
                )
                return


def _holds(main: frozenset[str], said: frozenset[str]) -> bool:
    """Tell whether a sentence has most of the clause that a condition belongs to."""
    return len(main) >= _LEAST_MAIN and len(main & said) >= _WHOLLY * len(main)


def _is_all_of(said: frozenset[str], main: frozenset[str]) -> bool:
    """Tell whether a short sentence has nothing but words of that clause: "FOA støtter aftalen"."""
    return len(said) >= _LEAST and said <= main


def _dated(text: str, meeting: date | None) -> bool:
    return any(fact.kind == "date" for fact in find_facts(text, meeting))


def _scope(part: str, whole: str) -> str:
    """Return the text that a part's hedges may stand in.

    A part with its own finite verb stands for itself; a part without one, or under another
    ("…, at huset står klar"), may have them from the rest of the sentence.
    """
    if _BEFORE_REMARK.search(part):
        return whole
    return part if has_finite(part) and not _UNDER.match(part) else whole


@lru_cache(maxsize=4096)
def _hedges_in(text: str) -> frozenset[str]:
    """Return the names of the hedges that *text* has."""
    return frozenset(one.name for one in _by_cue().asked(folded(text)) if one.source.search(text))


@cache
def _by_cue() -> ByCue[Hedge]:
    return ByCue((one, cues_of(one.source)) for one in hedges())


@cache
def hedges() -> tuple[Hedge, ...]:
    """Return the rows of the table; ``keeps`` holds the source's own words too."""
    return tuple(
        Hedge(
            row["name"],
            row["level"],
            row["message"],
            re.compile(row["pattern"], re.IGNORECASE),
            AnyOf([row["pattern"], row["keeps"]]),
        )
        for row in load_lexicon("hedges")["hedge"]
    )
