"""Negation, hedges and conditions: does the draft keep the ones its source has?

Each part of a draft sentence is lined up with the part of the source that shares most root words
with it. If all the best parts carry a hedge and the draft sentence has nothing like it, the hedge
was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import clauses_of, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.drafting.wording import opening_cut
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_UNDER = re.compile(
    r"\W*(?:og\s)?(?:at|om|som|der|så|fordi|hvis|når|idet|hvor|for at|mens|da)\s", re.IGNORECASE
)
# Hedges that may stand anywhere in the sentence.
_WHOLE = frozenset({"proposal", "condition", "duty"})
# The remark of a decision follows after a colon.
_BEFORE_REMARK = re.compile(r"\bmed en (?:bemærkning|tilføjelse|ændring)\s*$")
_IF = re.compile(r"\b(?:hvis|såfremt)\b[^,.;]*", re.IGNORECASE)
_NOT = re.compile(r"\b(?:ikke|ingen|uden)\b", re.IGNORECASE)
# Decisions that are a no by themselves: "Forkastet" makes "godkendte ikke".
_NEGATIVE = frozenset({Decision.AFVIST})
# A part of the source counts as used when the draft has this share of its root words.
_USED = 0.5


class Hedge(NamedTuple):
    """A row of ``lexicon/hedges.toml``."""

    name: str
    level: Literal["red", "yellow"]
    danish: str
    source: re.Pattern[str]
    keeps: re.Pattern[str]


def check_hedges(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for every hedge that the sentence drops, and for a negation it adds."""
    if claim.role in ("headline", "keyword", "closing"):
        return
    dropped: dict[str, Flag] = {}
    for part in clauses_of(claim.text):
        best = _best(part, claim)
        scope = _scope(part, claim.text)
        if not best:
            continue
        for hedge in hedges():
            if all(
                _dropped(hedge, claim.text if hedge.name in _WHOLE else scope, unit, one)
                for unit, one in best
            ):
                dropped.setdefault(
                    hedge.name,
                    claim.flag(
                        hedge.level,
                        "forbehold-tabt",
                        f"Kilden har {hedge.danish}, men sætningen har det ikke. Sæt det ind igen.",
                        *(unit.span for unit, _ in best),
                    ),
                )
        yield from _added_negation(claim, part, best)
    yield from dropped.values()
    yield from _conditions(claim)


def _dropped(hedge: Hedge, draft: str, unit: Unit, part: str) -> bool:
    """Tell whether a source part has the hedge and the draft lacks it.

    A condition belongs to its whole sentence. Negations are counted: "kan ikke … uden" has two.
    """
    source = unit.text if hedge.name == "condition" else part
    if not hedge.source.search(source):
        return False
    if hedge.name == "negation":
        return len(hedge.keeps.findall(draft)) < len(hedge.keeps.findall(source))
    return not hedge.keeps.search(draft)


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


def _added_negation(claim: Claim, part: str, best: list[tuple[Unit, str]]) -> Iterator[Flag]:
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if values & _NEGATIVE and find_acts(part):
        return
    if Decision.INGEN_BEMAERKNINGER in values and "bemærkning" in part:
        return
    negation = next(hedge for hedge in hedges() if hedge.name == "negation")
    if not re.search(r"\bikke\b|\bingen\b", part) or any(
        negation.keeps.search(unit.text) for unit, _ in best
    ):
        return
    roots = roots_of(part)
    source = [unit for unit in claim.evidence.units if negation.keeps.search(unit.text)]
    if not any(roots & unit.roots for unit in source):
        yield claim.flag(
            "red",
            "naegtelse-tilfoejet",
            "Sætningen har »ikke« eller »ingen«, men det har kilden ikke. Ret sætningen.",
            *(unit.span for unit, _ in best),
        )


def _best(part: str, claim: Claim) -> list[tuple[Unit, str]]:
    """Return the source parts that the draft part is made of: those that fit it best."""
    meeting = claim.evidence.minutes.date
    keys = keys_of(part, meeting)
    if len(keys) < 2:
        return []
    scored: list[tuple[int, Unit, str]] = []
    for unit in claim.evidence.units:
        if len(keys & keys_of(unit.text, meeting)) < 2:
            continue
        # "Det skal bemærkes, at": the "skal" of an announcement is no duty.
        for text in clauses_of(opening_cut(unit.text) or unit.text):
            own = keys_of(text, meeting)
            shared = len(keys & own)
            if shared >= 2 and shared / min(len(own), len(keys)) >= _USED:
                scored.append((shared, unit, text))
    top = max((score for score, _, _ in scored), default=0)
    return [(unit, text) for score, unit, text in scored if score == top]


def _scope(part: str, whole: str) -> str:
    """Return the text that a part's hedges may stand in.

    A part with its own finite verb stands for itself; a part without one, or under another
    ("…, at huset står klar"), may have them from the rest of the sentence.
    """
    if _BEFORE_REMARK.search(part):
        return whole
    return part if has_finite(part) and not _UNDER.match(part) else whole


@cache
def hedges() -> tuple[Hedge, ...]:
    """Return the rows of the table; ``keeps`` holds the source's own words too."""
    return tuple(
        Hedge(
            row["name"],
            row["level"],
            row["danish"],
            re.compile(row["pattern"], re.IGNORECASE),
            re.compile(f"{row['pattern']}|{row['keeps']}", re.IGNORECASE),
        )
        for row in load_lexicon("hedges")["hedge"]
    )
