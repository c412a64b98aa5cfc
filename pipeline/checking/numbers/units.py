"""Units: is a number counted in what the source counts it in, and over the same time?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, things_of
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.points import keys_answered
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import are_kin, frame_roots, root_of, roots_of
from pipeline.danish.cues import AnyOf
from pipeline.danish.dates import MONTHS
from pipeline.labels import SectionKind
from pipeline.records import Flag

_UNIT = re.compile(
    r"\s?(?P<unit>km|kilometer|meter|m2|m²|m|timer|dage|uger|måneder|ha|hektar|kg|tons?|minutter|"
    r"liter|mio\.? kr|mia\.? kr|kr|procent|pct)\b",
    re.IGNORECASE,
)
# An amount that is paid once, and how far after an amount its period may stand.
_ONCE = re.compile(
    r"\bengangs\w*|\b(?:én|en) gang\b|\banskaffelse\w*|\betablering\w*", re.IGNORECASE
)
_EACH = re.compile(r" pr\.? [a-zæøå]+ (.+)")
_NEAR = 40
# So many words besides what is counted tell which number a clause is about.
_LEAST = 2
# How close behind the word for paying once its sum may stand: "engangsudgift på 3,4 mio. kr."
_BESIDE = 12
_OF_THEM = re.compile(r" af (?:dem|disse|de)\b", re.IGNORECASE)
_PERCENT = re.compile(r"p(?:ro)?c(?:en)?t|%", re.IGNORECASE)
_POINTS = re.compile(r"point")
_SAME = {"kilometer": "km", "m": "meter", "hektar": "ha", "pct": "procent", "m²": "m2"}
# Over what time a number is: the words for each length.
_PERIODS = {
    "år": r"(?:om|pr\.?|hvert|per) året?\b|\bårlig\w*|\bårsbasis\b|\bhelårs\w*|\bsidste år\b|/år\b",
    "måned": r"(?:om|pr\.?|hver(?: anden| tredje)?|per) måned(?:en)?\b|\bmånedlig\w*",
    "uge": r"(?:om|pr\.?|hver(?: anden| tredje)?|per) uge(?:n)?\b|\bugentlig\w*",
    "dag": r"(?:om|pr\.?|hver|per) dag(?:en)?\b|\bdaglig\w*",
}
_PERIOD = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PERIODS.items()}
_ANY_PERIOD = AnyOf(_PERIODS.values())
_AS_OF = re.compile(r"(?P<noun>[^\W\d_]+) pr\.? (?:den |d\. )?$", re.IGNORECASE)
_OPENS = re.compile(r"Pr\.? (?:den )?")
_DATES = re.compile(
    rf"(?P<first>\d{{1,2}})\.?[-–](?P<last>\d{{1,2}})\. (?P<month>{'|'.join(MONTHS)})",
    re.IGNORECASE,
)


def check_units(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for another unit, another period and another range of days."""
    for fact in claim.unit.facts:
        yield from _unit(claim, fact)
        yield from _counted(claim, fact)
        yield from _dated(claim, fact)
        yield from _shared(claim, fact)
        yield from _per(claim, fact)
    yield from _periods(claim)
    yield from _ranges(claim)


def _unit(claim: Claim, fact: Fact) -> Iterator[Flag]:
    said = _unit_of(claim.text, fact)
    if said is None:
        return
    holders = [(unit, one) for unit, one in facts_of(claim) if is_same(fact, one)]
    given = {_unit_of(unit.text, one) for unit, one in holders}
    given.discard(None)
    if given and said not in given:
        right = " eller ".join(sorted(one for one in given if one))
        yield claim.flag(
            "red",
            "enhed",
            f"»{fact.span.of(claim.text)}« er i kilden {right}, ikke {said}. Ret enheden.",
            *(unit.span for unit, _ in holders),
        )


def _shared(claim: Claim, fact: Fact) -> Iterator[Flag]:
    """Flag "29 procent af stillingerne" for 29 of them, and percent for percentage points."""
    written = fact.span.of(claim.text)
    holders = [(unit, one) for unit, one in facts_of(claim) if is_same(fact, one)]
    spans = [unit.span for unit, _ in holders]
    if fact.kind == "procent" and holders and not any(_is_share(*one) for one in holders):
        message = f"»{written}« er i kilden et antal, ikke procent. Ret efter kilden."
    elif (
        fact.kind == "count"
        and claim.text[fact.span.start].isdigit()
        and things_of(claim.text, fact)
        and holders
        and all(one.kind == "procent" for _, one in holders)
    ):
        message = f"»{written}« er i kilden procent, ikke et antal. Ret efter kilden."
    elif (
        _is_points(claim.text, fact)
        and holders
        and not any(_POINTS.search(unit.text) for unit, _ in holders)
    ):
        message = f"»{written}point« er i kilden procent. Ret efter kilden."
    else:
        return
    yield claim.flag("red", "enhed", message, *spans)


def _per(claim: Claim, fact: Fact) -> Iterator[Flag]:
    """Flag an amount "om året" that the item has "om måneden", or once."""
    if fact.kind != "kr.":
        return
    after = claim.text[fact.span.end : fact.span.end + _NEAR]
    said = {name for name, one in _PERIOD.items() if one.match(after.lstrip(" .,"))}
    said |= {name for name, one in _PERIOD.items() if (m := _EACH.match(after)) and one.match(m[1])}
    if not said:
        return
    holders = [(unit, one) for unit, one in facts_of(claim) if is_same(fact, one)]
    if not holders:
        return
    for unit, one in holders:
        clause = clause_span(unit.text, one).of(unit.text)
        here, around = _periods_in(clause), _periods_in(unit.text)
        once = _is_once(unit, one)
        if said & here or (said & around and not once) or not (around or once):
            return
    yield claim.flag(
        "red",
        "periode",
        f"»{fact.span.of(claim.text)}« gælder ikke den periode i kilden. Ret perioden.",
        *(unit.span for unit, _ in holders),
    )


def _is_once(unit: Unit, fact: Fact) -> bool:
    """Tell whether the sum is paid once: "19,8 mio. kr. samt en engangsudgift på 3,4" is not."""
    start, end = clause_span(unit.text, fact)
    for match in _ONCE.finditer(unit.text, start, end):
        sums = [one for one in unit.facts if one.kind == "kr." and start <= one.span.start < end]
        behind = [one for one in sums if 0 <= one.span.start - match.end() <= _BESIDE]
        if (behind or sums)[0] == fact:
            return True
    return False


def _periods_in(text: str) -> set[str]:
    return {name for name, pattern in _PERIOD.items() if pattern.search(text)}


def _is_share(unit: Unit, fact: Fact) -> bool:
    """Tell whether a number of the source is a share, or stands in a table or a row of such."""
    return fact.kind == "procent" or bool(_PERCENT.search(unit.text)) or "\t" in unit.text


def _is_points(text: str, fact: Fact) -> bool:
    return text[fact.span.start : fact.span.end + 6].lower().endswith("point")


def _unit_of(text: str, fact: Fact) -> str | None:
    if fact.kind not in ("count", "km", "meter", "timer"):
        return None
    match = _UNIT.match(text, fact.span.end)
    unit = match["unit"].lower() if match else fact.kind if fact.kind != "count" else None
    return _SAME.get(unit, unit) if unit else None


def _counted(claim: Claim, fact: Fact) -> Iterator[Flag]:
    """Flag "21 pladser" where the item has 24 of them, and 21 of something else."""
    things = things_of(claim.text, fact) if claim.text[fact.span.start].isdigit() else frozenset()
    if not things:
        return
    same = [(unit, one) for unit, one in facts_of(claim) if is_same(fact, one)]
    rivals = [
        (unit, one)
        for unit, one in facts_of(claim)
        if not is_same(fact, one) and things & things_of(unit.text, one)
    ]
    others = [unit for unit, _ in rivals]
    told = _told(claim.unit, fact) - things
    turned = len(told) >= _LEAST and not any(told & _told(*one) for one in same)
    if same and turned and any(told <= _told(*one) for one in rivals):
        named = True  # "De 47 medarbejdere får nyt tjenestested", as eight of them do
    else:
        named = bool(others) and not any(
            _counts(*one, things) or things & keys_answered(claim.evidence, one[0].text)
            for one in same
        )
    if same and named:
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{fact.span.of(claim.text)}« er i kilden tallet på noget andet. Ret efter kilden.",
            *(unit.span for unit in others),
        )


def _told(unit: Unit, fact: Fact) -> frozenset[str]:
    """Return what the clause of a number says besides numbers."""
    return roots_of(clause_span(unit.text, fact).of(unit.text)) - frame_roots()


def _counts(unit: Unit, fact: Fact, things: frozenset[str]) -> bool:
    """Tell whether a number of the source may count one of *things*: "10 af dem" may."""
    if _OF_THEM.match(unit.text, fact.span.end):
        return True
    known = things_of(unit.text, fact)
    if not known:  # "antallet sættes til 34", but not "24 pladser, og 21 er i brug"
        taken = (things_of(unit.text, one) for one in unit.facts)
        known = unit.roots.difference(*taken)
    return are_kin(known, things)


def _dated(claim: Claim, fact: Fact) -> Iterator[Flag]:
    """Flag "opfølgningen pr. 31. maj" where the item has one pr. another day only."""
    before = claim.text[: fact.span.start]
    noun = _AS_OF.search(before) if fact.kind == "date" else None
    if noun is None and not (fact.kind == "date" and _OPENS.fullmatch(before)):
        return
    days = [
        (unit, is_same(fact, one))
        for unit, one in facts_of(claim)
        if one.kind == "date"
        and (other := _AS_OF.search(unit.text[: one.span.start]))
        and (noun is None or root_of(other["noun"]) == root_of(noun["noun"]))
    ]
    set_so = any(
        is_same(fact, one) and unit.section is SectionKind.BESLUTNING
        for unit, one in facts_of(claim)
    )
    if days and not set_so and not any(same for _, same in days):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{fact.span.of(claim.text)}« er ikke den dag, som kilden gør tallene op. Ret datoen.",
            *(unit.span for unit, _ in days),
        )


def _periods(claim: Claim) -> Iterator[Flag]:
    if not _ANY_PERIOD.found_in(claim.text):
        return
    said = [(name, one, one.search(claim.text)) for name, one in _PERIOD.items()]
    source = " ".join(unit.text for unit in claim.evidence.units)
    for name, pattern, match in said:
        if match is None or pattern.search(source) or re.search(rf"\b{name}", source, re.I):
            continue
        others = [other for other, one in _PERIOD.items() if one.search(source)]
        if others and claim.unit.facts:
            yield claim.flag(
                "red",
                "periode",
                f"»{match.group()}« står ikke i punktet, som taler om {' og '.join(others)}. "
                "Ret perioden.",
            )


def _ranges(claim: Claim) -> Iterator[Flag]:
    """Flag "den 3.-5. maj" where the item has neither the range nor both its days."""
    for match in _DATES.finditer(claim.text):
        source = " ".join(unit.text for unit in claim.evidence.units).lower()
        month = MONTHS.index(match["month"].lower()) + 1
        numeric = rf"|{match['last']}[./-]0?{month}\b"
        first = rf"\b{match['first']}\.?(?:\s?[-–]\s?|(?: til| og)(?: den)? )"
        last = rf"{match['last']}(?:\. {match['month'].lower()}{numeric})"
        if not re.search(rf"{first}{last}", source):
            yield claim.flag(
                "red",
                "tal-uden-kilde",
                f"»{match.group()}« står ikke i punktet. Ret dagene efter kilden.",
            )
