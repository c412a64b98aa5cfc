"""Conditions: is one turned round, or left out of what hangs on it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import find_facts, keys_of
from pipeline.checking.meaning.hedge_rows import hedges
from pipeline.checking.meaning.negations import WITHOUT
from pipeline.checking.roots import clauses_of, roots_of
from pipeline.danish.cues import Cued
from pipeline.records import Flag

_IF = Cued(r"\b(?:hvis|såfremt)\b[^,.;]*", re.IGNORECASE)
# A clause that opens as a condition, and how much of its main clause a draft has to have.
_CONDITION = re.compile(
    r"\W*(?:men |og |dog )?(?:kun |blot |alene )?(?:hvis|såfremt|forudsat|under forudsætning|"
    r"på betingelse|medmindre|når|så længe)\b",
    re.IGNORECASE,
)
_LEAST_MAIN = 3
_WHOLLY = 0.75
_LEAST = 2


def check_turned(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a condition with a "not" that the source's has not, or without its."""
    for match in _IF.finditer(claim.text):
        roots = roots_of(match.group())
        pairs = [
            (one.group(), unit)
            for unit in claim.evidence.units
            for one in _IF.finditer(unit.text)
            if roots & roots_of(one.group())
        ]
        has = WITHOUT.search(match.group()) is not None
        if pairs and all((WITHOUT.search(text) is not None) != has for text, _ in pairs):
            yield claim.flag(
                "red",
                "betingelse-vendt",
                "Betingelsen er vendt om: »ikke« står kun det ene sted. Ret efter kilden.",
                *(unit.span for _, unit in pairs),
            )


def check_dropped(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a sentence with all of a source clause but the condition beside it."""
    condition = next(hedge for hedge in hedges() if hedge.name == "condition")
    if condition.keeps.found_in(claim.text) or find_acts(claim.text):
        return
    said = claim.unit.keys
    meeting = claim.evidence.minutes.date
    for unit in claim.evidence.units:
        for part, main in _conditions(unit.text) if unit.section else ():
            if part.lstrip(" ,").startswith("når ") and _dated(main, meeting):
                continue  # the day says when already
            core = main.rpartition(", at ")[2]
            keys = keys_of(core, meeting) - keys_of(part, meeting)
            denied = WITHOUT.search(claim.text) or "uenig" in claim.text
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


# Each sentence of the draft is held against all of the item.
@lru_cache(maxsize=4096)
def _conditions(text: str) -> tuple[tuple[str, str], ...]:
    """Return the clauses of *text* that are conditions, each with the one that it belongs to."""
    parts = clauses_of(text)
    return tuple(
        (part, parts[index - 1] if index else "".join(parts[1:2]))
        for index, part in enumerate(parts)
        if _CONDITION.match(part)
    )


def _holds(main: frozenset[str], said: frozenset[str]) -> bool:
    """Tell whether a sentence has most of the clause that a condition belongs to."""
    return len(main) >= _LEAST_MAIN and len(main & said) >= _WHOLLY * len(main)


def _is_all_of(said: frozenset[str], main: frozenset[str]) -> bool:
    """Tell whether a short sentence has nothing but words of that clause: "FOA støtter aftalen"."""
    return len(said) >= _LEAST and said <= main


def _dated(text: str, meeting: date | None) -> bool:
    return any(fact.kind == "date" for fact in find_facts(text, meeting))
