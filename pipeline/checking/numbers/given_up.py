"""What the decision gave up: does the draft tell the old day, sum or variant as what holds?

"Forslagene afleveres den 7. april i stedet for den 24. april.", "rykkes fra uge 16 til uge 18",
"dog fastholdes billetten på 45 kr.": the old value stands in the item, and holds no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span, things_of
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.points import keys_answered
from pipeline.checking.numbers.rivals import BEFORE, calls
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import frame_roots, is_among, roots_of, times
from pipeline.danish.cues import Cued
from pipeline.labels import SAID_NO, SAID_YES, SectionKind
from pipeline.records import Flag, Span

# What stands before the value that was given up.
_OLD = re.compile(
    r"(?:\bi stedet for|\bfrem for|\bog ikke)(?: de| den| som foreslået)?(?: [a-zæøå]{2,}){0,3} ?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?:frem)?(?:rykke|flytte|ændre|udskyde|forlænge)(?:[rst]|de|des)?|udskudt|udsættes)\b"
    r"[^.;]*\bfra (?:uge |den |kl\. )?$",
    re.IGNORECASE,
)
_TO = re.compile(r"\W*(?:[a-zæøå]+ (?:\d{4} )?)?til ")
_KEPT = re.compile(
    r"\b(?:fastholdes?|forbliver|bevares|nedsættes|forhøjes|hæves|sænkes|ændres|forlænges|forkortes|"
    r"fastsættes|sættes (?:op|ned) til)\b",
    re.IGNORECASE,
)
# Told as what was, or was asked for, the old stays true.
_HISTORY = re.compile(
    r"\b(?:foresl\w*|forslaget (?:var|lød|er)|(?:ifølge|efter) \w*forslaget|indstil\w*|ønske\w*|"
    r"oprindelig\w*|i stedet|ikke|nej til|først|før|tidligere|hidtil|frem for|mod|søgt|lød|var|"
    r"skulle|ville|udløb\w*|plan\w*|ændring\w*|end (?:forvaltning|administration|direktion)\w*s)\b",
    re.IGNORECASE,
)
_CHOSE = re.compile(
    r"\b(?:valgte|vælger|besluttede|anbefaler|anbefalede|godkendte|peger på|pegede på) "
    r"(?:at \w+ )?(?P<kind>model|alternativ|placering|variant|løsning|scenarie|forslag) "
    r"(?P<mark>[A-F]|\d{1,2})\b"
)
_ASKS = re.compile(r"\b(?:ansøg\w*|søge[rs]?|søgt\w*)\b", re.IGNORECASE)
# The option that was chosen, a line that tells of one, and where a draft tells of the chosen one.
_KINDS = "model|alternativ|placering|variant|løsning|scenarie|forslag"
_CHOSEN = Cued(
    rf"(?:anbefaler|anbefales|godkend\w+|tiltr\w+|valg\w+|vælger|peger på) (?:{_KINDS}) "
    rf"(?P<mark>[A-F]|\d)\b|(?:{_KINDS}) (?P<before>[A-F]|\d)\b (?:er |blev |bliver )?"
    r"(?:valg|godkend|anbefal|vedtag|tiltr)",
    re.IGNORECASE,
)
_OPTION = re.compile(
    rf"(?:(?:{_KINDS}) )?(?P<mark>[A-F]|\d)(?:[.):]| er| indebærer)\s",
    re.IGNORECASE,
)
_TOLD_CHOICE = re.compile(
    r"\b(?:anbefaler|anbefalede|valgte|vælger|godkendte|vedtog|besluttede)\b|"
    r"\b(?:den|det) (?:anbefalede|valgte|godkendte)\b",
    re.IGNORECASE,
)
# The whole case, where the decision has a yes besides.
_ALL_OF_IT = re.compile(
    r"\b(?:udsatte|udskød|afviste|forkastede|sagde nej til) "
    r"(?:hele |begge |alle )*(?:sagen|indstillingen|forslag(?:ene)?|punkter)\b"
    # "sagde nej til forslag 1" names one of several.
    r"(?! (?:[A-H]|\d{1,2})\b)"
)
# "Indstillingen blev forkastet. Et andet forslag blev vedtaget."
_IS_ALL = re.compile(
    r"(?:Indstillingen|Sagen|Forslaget) (?:er |blev |bliver )?(?:hermed |enstemmigt )?"
    r"(?:forkast|afvis|nedstem|udsat|udsæt|udskyd|udskudt)"
)
# What is told to come about.
_COMES = re.compile(r"\b(?:bliver|får|sættes)\b", re.IGNORECASE)
_STAYS = re.compile(r"\b(?:fasthold|uændre|bevar|fortsæt|forbliv|behold|som hidtil)", re.IGNORECASE)
_LEAST = 2


def check_given_up(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for what the decision has replaced, and for a part told as all of it."""
    if not claim.is_statement:
        return
    if claim.is_carried:
        yield from _gone(claim, (_is_old,))  # "Der leases 20 biler": as it was recommended
        return
    yield from _other_variant(claim)
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    single = len(claim.evidence.items) == 1
    mixed = values & SAID_YES or any("i stedet" in unit.text for unit in _units(claim))
    said_so = any(_IS_ALL.match(unit.text) for unit in _units(claim))
    if single and mixed and values & SAID_NO and _ALL_OF_IT.search(claim.text) and not said_so:
        yield claim.flag(
            "red",
            "beslutning-del",
            "Kun en del af sagen blev udsat eller afvist. Skriv, hvilken del det var.",
            *_decided(claim),
        )
    yield from _gone(claim, (_is_old, _is_limited, _is_of_another, _is_asked, _is_as_before))


def _gone(claim: Claim, ways: Iterable[Callable[[Claim, Fact], bool]]) -> Iterator[Flag]:
    """Flag the first number that in one of the *ways* holds no more."""
    if _HISTORY.search(claim.text):
        return
    for fact in claim.unit.facts:
        if fact.value == claim.evidence.minutes.date:
            continue  # "På mødet den 24. januar": the meeting was held then
        if any(is_gone(claim, fact) for is_gone in ways):
            yield claim.flag(
                "red",
                "forslag-aendret",
                f"»{fact.span.of(claim.text)}« gælder ikke mere; det er ændret. Skriv, hvad der "
                "gælder nu.",
                *_decided(claim),
            )
            return


def _units(claim: Claim) -> tuple[Unit, ...]:
    return claim.evidence.within(SectionKind.BESLUTNING)


def _decided(claim: Claim) -> tuple[Span, ...]:
    return tuple(unit.span for unit in _units(claim))


def _is_old(claim: Claim, fact: Fact) -> bool:
    """Tell whether a sentence about just that gives the number up for another."""
    if _MOVED.search(claim.text[: fact.span.start]) and _TO.match(claim.text[fact.span.end :]):
        # The sentence says so itself: "flyttet fra den 4. til den 11. maj".
        return False
    for unit, one in facts_of(claim):
        before = unit.text[: one.span.start]
        if not is_same(fact, one) or not (_OLD.search(before) or _MOVED.search(before)):
            continue
        new = {two.value for two in unit.facts if two.kind == fact.kind} - {fact.value}
        told = {two.value for two in claim.unit.facts}
        point = (
            keys_answered(claim.evidence, unit.text)
            if unit.section is SectionKind.BESLUTNING
            else frozenset()
        )
        # "14 biler i stedet for 20" and "20 biler" count the same
        like = fact.kind == "count" and any(
            things_of(claim.text, fact) & things_of(unit.text, two) for two in unit.facts
        )
        # the number itself is shared, too
        if not new & told and _shared(claim, unit, point) > _LEAST - like:
            return True
    return False


def _is_limited(claim: Claim, fact: Fact) -> bool:
    """Tell whether the decision keeps, or sets, another value for just that: "dog fastholdes"."""
    for unit in claim.evidence.within(SectionKind.BESLUTNING):
        kept = _KEPT.search(unit.text)
        start = kept.end() if kept else len(unit.text)
        sums = [
            one for one in unit.facts if one.span.start > start and _is_like(claim, fact, one, unit)
        ]
        held = any(is_same(fact, one) for one in unit.facts) or _is_told_so(claim, fact, unit)
        if sums and not held and _shared(claim, unit) >= _LEAST:
            return True
    return False


def _is_told_so(claim: Claim, fact: Fact, unit: Unit) -> bool:
    """Tell whether another sentence of the decision has the number, and more of its clause."""
    told = roots_of(clause_span(claim.text, fact).of(claim.text)) - frame_roots() - times()
    return any(
        other is not unit
        and any(is_same(fact, one) for one in other.facts)
        and told & other.roots
        and not told & unit.roots
        for other in _units(claim)
    )


def _is_like(claim: Claim, fact: Fact, other: Fact, unit: Unit) -> bool:
    """Tell whether two numbers are of a kind, and count the same: sums, shares, days, "dage"."""
    counted = fact.kind == "count"
    same = things_of(claim.text, fact) & things_of(unit.text, other)
    return fact.kind == other.kind and fact.kind != "year" and (bool(same) or not counted)


def _is_of_another(claim: Claim, fact: Fact) -> bool:
    """Tell whether only an option that was not chosen has the number of what was decided.

    "Chefgruppen anbefaler 31 biler" of "anbefaler model 2", where "3." in the list has 31.
    """
    told = _TOLD_CHOICE.search(claim.text)
    named = (one for unit in _units(claim) for one in _CHOSEN.finditer(unit.text))
    chosen = {one["mark"] or one["before"] for one in named}
    if told is None or len(chosen) != 1 or fact.kind == "date":
        return False
    units = claim.evidence.units
    homes = [units.index(unit) for unit, one in facts_of(claim) if is_same(fact, one)]
    marks = [_option(units, at) for at in homes]
    return bool(marks) and all(one is not None and one not in chosen for one in marks)


def _is_asked(claim: Claim, fact: Fact) -> bool:
    """Tell whether only applications have the sum, and each was given another.

    "b. Teatret ansøger om 110.000 kr." of "Ansøgning b blev imødekommet med 70.000 kr."
    """
    homes = [unit for unit, one in facts_of(claim) if is_same(fact, one)]
    if fact.kind != "kr." or not homes or _ASKS.search(claim.text):
        return False
    given = [unit for unit in _units(claim) if any(one.kind == "kr." for one in unit.facts)]
    return all(
        _ASKS.search(home.text) and any(calls(unit, home) for unit in given) for home in homes
    )


def _is_as_before(claim: Claim, fact: Fact) -> bool:
    """Tell whether a number is told to come about that is how it was, where a new one was set.

    "Klubben får 25.000 kr." of "Klubben får i dag 25.000 kr." and "Klubben får 35.000 kr.".
    """
    homes = [(unit, one) for unit, one in facts_of(claim) if is_same(fact, one)]
    if not homes or BEFORE.search(claim.text) or not _COMES.search(claim.text, 0, fact.span.start):
        return False
    if not all(BEFORE.search(clause_span(unit.text, one).of(unit.text)) for unit, one in homes):
        return False
    new = [
        one
        for unit in _units(claim)
        if _shared(claim, unit) >= _LEAST and not _STAYS.search(unit.text)
        for one in unit.facts
        if _is_like(claim, fact, one, unit)
    ]
    # "stiger fra 25.000 kr. til 35.000 kr." tells the new one
    return bool(new) and not any(is_same(two, one) for two in claim.unit.facts for one in new)


def _option(units: tuple[Unit, ...], at: int) -> str | None:
    """Return the mark of the option that a sentence belongs to: it opens it, or comes next."""
    for unit in (units[at], *units[max(0, at - 1) : at]):
        option = _OPTION.match(unit.text) if unit.section is units[at].section else None
        if option:
            return option["mark"]
    return None


def _shared(claim: Claim, unit: Unit, more: frozenset[str] = frozenset()) -> int:
    """Count what the sentence and the unit have in common, as words, parts of words or numbers."""
    about = claim.unit.keys - frame_roots() - times()
    there = unit.keys | more
    return sum(one in there or is_among(one, unit.roots) for one in about)


# "Rikke Dam stemte imod, da hun ønskede model 2": what a few would rather have had.
_FEW = re.compile(r"\bstem(?:te|mer) i?mod\b|\b(?:undlod|forbehold|mindretal\w*)\b", re.IGNORECASE)


def _other_variant(claim: Claim) -> Iterator[Flag]:
    """Flag "valgte model 1" where the decision names model 2 alone."""
    match = _CHOSE.search(claim.text)
    if match is None:
        return
    pattern = re.compile(rf"\b{match['kind']}\w{{0,2}} (?P<mark>[A-F]|\d{{1,2}})\b", re.IGNORECASE)
    few = _FEW.search(claim.text) is not None
    decided = [one for one in _units(claim) if (_FEW.search(one.text) is not None) is few]
    named = {one["mark"] for unit in decided for one in pattern.finditer(unit.text)}
    if named and match["mark"] not in named:
        yield claim.flag(
            "red",
            "byttet-om",
            f"Beslutningen nævner ikke {match['kind']} {match['mark']}, men "
            f"{match['kind']} {' og '.join(sorted(named))}. Ret efter beslutningen.",
            *_decided(claim),
        )
