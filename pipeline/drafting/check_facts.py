"""Numbers: is each one in the same item, said of the same thing, and going the same way?

A number that occurs somewhere in the minutes proves nothing: swapping two amounts of one meeting
keeps every number in the text. So a fact has to stand in the sentence's own item, its part of the
draft sentence has to share at least as many root words with the source sentences that hold it as
with any that hold another fact of its kind, and an amount is compared as value, direction, base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.danish.dates import MONTHS, WEEKDAYS
from pipeline.drafting.check_stage import find_acts
from pipeline.drafting.claims import Claim
from pipeline.drafting.grounding import Fact, Unit, roots_of
from pipeline.labels import SectionKind
from pipeline.records import Flag, Span

_SIGNED = re.compile(
    r"(?<![\w\d])[-–−]\s?\d[\d.,]*\s*(?:mio|mia|kr|t\.?kr|pct|procent|%)", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?P<verb>fald\w*|steg\w*|stig\w*|øge\w*|vokse\w*|sænke\w*|reducere\w*)\b[^.;]{0,80}?"
    r"\bfra\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)}) den ", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\s\w+)?\s(?:sager|punkter|emner|beslutninger|konferencer|møder|orienteringer)",
    re.IGNORECASE,
)
# What may stand between "bevilgede" or "anbefaler, at …" and the amount that was decided.
_DECIDES = re.compile(r"(?:(?!,? (?:som|der|hvor|mens|men|fordi|idet) ).){0,120}")
_GRANT = re.compile(
    r"\bbevil|\bfrig[ai]v|\bafs[aæ]t|\bhæve|\blån|\btilskud|\bstøtte|bevilling", re.IGNORECASE
)
_CLOSED = re.compile(r"\s+lukkede?\s+punkt", re.IGNORECASE)
# Root words that say nothing of which budget an amount is held against.
_ANY_BASE = roots_of("budget budgetteret serviceudgifter udgifter ny det udmeldte forventet ventet")
# How much better another fact of the kind has to fit before a fact counts as moved.
# A year tells when, not what: the words around it say less.
_MARGIN = {"year": 1.5}
_NAMES = {
    "date": "Datoen",
    "year": "Årstallet",
    "clock": "Klokkeslættet",
    "kr.": "Beløbet",
    "count": "Tallet",
}


def check_facts(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for every number, date and amount that its item does not bear out."""
    if match := _SIGNED.search(claim.text):
        yield claim.flag(
            "red",
            "fortegn",
            f"»{match.group()}« har fortegn. Skriv retningen med ord, fx »højere end« "
            "eller »mindreforbrug på«, og fjern minus.",
        )
    yield from _weekdays(claim)
    yield from _changes(claim)
    for fact in claim.unit.facts:
        yield from _check(claim, fact)
    yield from _months(claim)


def _check(claim: Claim, fact: Fact) -> Iterator[Flag]:
    if fact.kind == "count" and (known := _counted(claim, fact)) is not None:
        yield from known
        return
    if _is_meeting(claim, fact):
        return
    holders = [(unit, one) for unit, one in _facts(claim) if _same(fact, one)]
    if not holders:
        yield from _missing(claim, fact)
        return
    sources = tuple(unit.span for unit, _ in holders)
    if fact.kind == "date" and not fact.derived and all(one.derived for _, one in holders):
        yield claim.flag(
            "yellow",
            "afledt-aarstal",
            f"Årstallet i »{_written(claim, fact)}« står ikke i punktet; det er regnet ud fra "
            "mødets dato. Tjek det.",
            *sources,
        )
    if not _was_decided(claim, fact, [unit for unit, _ in holders]):
        yield claim.flag(
            "red",
            "beloeb-ikke-besluttet",
            f"{_written(claim, fact)} står i punktet, men er ikke det, der blev besluttet. "
            "Skriv beløbet i beslutningen.",
            *sources,
        )
        return
    triple = _triple(claim, fact, holders)
    if triple is not None:
        yield triple
    elif _belongs_elsewhere(claim, fact, holders):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"{_name(fact)} »{_written(claim, fact)}« står i punktet, men om noget andet. "
            "Sammenhold med kilden.",
            *sources,
        )


def _facts(claim: Claim) -> Iterator[tuple[Unit, Fact]]:
    for unit in claim.evidence.units:
        for fact in unit.facts:
            yield unit, fact


def _same(draft: Fact, source: Fact) -> bool:
    if draft.kind == "year":
        return draft.value == source.value or (
            source.kind == "date"
            and isinstance(source.value, date)
            and not source.derived
            and str(source.value.year) == draft.value
        )
    if draft.kind != source.kind:
        # "1.200 gæster" and "1.200" are counted alike; "5 år" and "5" are not "5 kr."
        return "count" in (draft.kind, source.kind) and (
            draft.value == source.value and "kr." not in (draft.kind, source.kind)
        )
    if draft.value == source.value:
        return True
    if draft.kind == "date" and draft.derived:
        one, other = draft.value, source.value
        return (
            isinstance(one, date)
            and isinstance(other, date)
            and (one.day, one.month) == (other.day, other.month)
        )
    return False


def _counted(claim: Claim, fact: Fact) -> list[Flag] | None:
    """Settle a number that is counted by the tool: closed items, the items of a lead."""
    after = claim.text[fact.span.end :]
    if _CLOSED.match(after):
        if fact.value == claim.evidence.minutes.closed_count:
            return []
        return [
            claim.flag(
                "red",
                "lukket-antal",
                f"Antallet af lukkede punkter passer ikke: der var "
                f"{claim.evidence.minutes.closed_count} på mødet.",
            )
        ]
    if _COUNTED.match(after) and fact.value == claim.counted and claim.role != "body":
        return []
    return None


def _is_meeting(claim: Claim, fact: Fact) -> bool:
    day = claim.evidence.minutes.date
    if day is None or fact.kind != "date":
        return False
    return fact.value == day and claim.role in ("lead", "closing", "headline")


def _missing(claim: Claim, fact: Fact) -> Iterator[Flag]:
    day = claim.evidence.minutes.date
    named = any(one.kind == "year" for _, one in _facts(claim))
    if fact.kind == "year" and day is not None and fact.value == str(day.year) and not named:
        yield claim.flag(
            "yellow",
            "afledt-aarstal",
            f"Årstallet {fact.value} står ikke i punktet. Tjek, at det hører til her.",
        )
        return
    yield claim.flag(
        "red",
        "tal-uden-kilde",
        f"{_name(fact)} »{_written(claim, fact)}« står ikke i punktet. "
        "Ret det efter kilden, eller slet det.",
    )


def _triple(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Flag | None:
    """Compare direction and base with those of the same value in the source."""
    sources = tuple(unit.span for unit, _ in holders)
    sides = {one.direction for _, one in holders}
    if (
        fact.direction
        and None not in sides
        and not any(_side(fact.direction) == _side(side) for side in sides if side)
    ):
        return claim.flag(
            "red",
            "retning",
            f"»{_written(claim, fact)}« går den modsatte vej i kilden (mere/mindre). "
            "Ret retningen.",
            *sources,
        )
    if fact.base and not any(_base_fits(fact.base, unit, one) for unit, one in holders):
        return claim.flag(
            "red",
            "grundlag",
            f"»{_written(claim, fact)}« er i kilden ikke målt mod »{fact.base}«. "
            "Ret sammenligningen.",
            *sources,
        )
    return None


def _side(direction: str) -> bool:
    return direction in ("more", "up")


def _base_fits(base: str, unit: Unit, fact: Fact) -> bool:
    wanted = roots_of(base) - _ANY_BASE
    if not wanted:
        return True
    if fact.base is not None:
        return wanted <= roots_of(fact.base) | _ANY_BASE or bool(
            wanted & roots_of(fact.base) and not _rivals(wanted, roots_of(fact.base))
        )
    return wanted <= unit.roots


def _rivals(wanted: frozenset[str], given: frozenset[str]) -> bool:
    """Tell whether the two name different budgets: one says original, the other adjusted."""
    kinds = roots_of("oprindeligt korrigeret sigtepunkt vedtaget")
    return bool(wanted & kinds) and bool(given & kinds) and not wanted & given & kinds


def _was_decided(claim: Claim, fact: Fact, holders: list[Unit]) -> bool:
    """Tell whether an amount that the sentence says was decided stands in the decision.

    Where the decision has no amount, the recommendation's counts.
    """
    if fact.kind != "kr.":
        return True
    decided = any(
        act.governed is None
        and act.stage.rung >= 3
        and _DECIDES.fullmatch(claim.text, act.end, fact.span.start)
        and _GRANT.search(claim.text, act.start, fact.span.start)
        for act in find_acts(claim.text)
    )
    for kind in (SectionKind.BESLUTNING, SectionKind.INDSTILLING):
        units = claim.evidence.within(kind)
        if decided and any(one.kind == "kr." for unit in units for one in unit.facts):
            return any(unit in holders for unit in units)
    return True


def _belongs_elsewhere(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the words around the fact fit another fact of its kind better.

    A root word weighs the less, the more sentences of the item have it. Two facts of one source
    sentence are told apart by the words that only one of them has beside it.
    """
    around = fact.roots
    if len(around) < 2:
        if fact.kind in ("count", "year"):
            return False
        around = claim.unit.roots
    own = max(_fit(around, unit, claim) for unit, _ in holders)
    homes = {unit.span: one for unit, one in holders}
    for unit, rival in _facts(claim):
        if rival.kind != fact.kind or _same(fact, rival):
            continue
        if unit.span in homes:
            if _beside(around, rival, homes[unit.span]) and not _beside(
                around, homes[unit.span], rival
            ):
                return True
        elif _fit(around, unit, claim) > own + _MARGIN.get(fact.kind, 0.45):
            return True
    return False


def _fit(around: frozenset[str], unit: Unit, claim: Claim) -> float:
    shared = around & unit.roots
    return sum(1 / sum(root in one.roots for one in claim.evidence.units) for root in shared)


def _beside(around: frozenset[str], fact: Fact, other: Fact) -> frozenset[str]:
    return around & (fact.roots - other.roots)


def _weekdays(claim: Claim) -> Iterator[Flag]:
    for fact in claim.unit.facts:
        if isinstance(fact.value, date):
            match = _WEEKDAY.match(claim.text, fact.span.start) or _WEEKDAY.search(
                claim.text, max(0, fact.span.start - 12), fact.span.end
            )
            if match and match[1].lower() != WEEKDAYS[fact.value.weekday()]:
                yield claim.flag(
                    "red",
                    "ugedag",
                    f"Ugedagen passer ikke til datoen: det var en "
                    f"{WEEKDAYS[fact.value.weekday()]}.",
                )


def _changes(claim: Claim) -> Iterator[Flag]:
    """Flag "faldt fra 5 til 6": the numbers contradict the verb, so two have been swapped."""
    for match in _CHANGE.finditer(claim.text):
        pair = [
            fact.value
            for fact in claim.unit.facts
            if fact.span.start >= match.end() and isinstance(fact.value, Decimal)
        ][:2]
        if len(pair) < 2 or " til " not in claim.text[match.end() :]:
            continue
        down = match["verb"].lower().startswith(("fald", "sænk", "reduc"))
        if pair[0] != pair[1] and (pair[0] > pair[1]) != down:
            yield claim.flag(
                "red",
                "retning",
                f"Tallene passer ikke til »{match['verb']}«: det første tal skal være "
                f"{'størst' if down else 'mindst'}. Ret efter kilden.",
            )


def _months(claim: Claim) -> Iterator[Flag]:
    """Flag a month that stands alone and that the item does not name."""
    dated = [fact.span for fact in claim.unit.facts if fact.kind == "date"]
    known = {
        MONTHS[fact.value.month - 1] for _, fact in _facts(claim) if isinstance(fact.value, date)
    }
    source = " ".join(unit.text.lower() for unit in claim.evidence.units)
    day = claim.evidence.minutes.date
    for match in re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b", claim.text, re.IGNORECASE):
        inside = any(span.start <= match.start() < span.end for span in dated)
        word = match.group().lower()
        header = day is not None and claim.role != "body" and word == MONTHS[day.month - 1]
        if not inside and not header and word not in known and word not in source:
            yield claim.flag(
                "red",
                "tal-uden-kilde",
                f"Måneden »{match.group()}« står ikke i punktet. Ret efter kilden.",
            )


def _name(fact: Fact) -> str:
    return _NAMES.get(fact.kind, "Tallet")


def _written(claim: Claim, fact: Fact) -> str:
    return Span(*fact.span).of(claim.text)
