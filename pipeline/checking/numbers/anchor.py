"""Is a number that the item has said of the same thing, the same way, as in the item?

A fact's part of the draft sentence has to fit the source sentences that hold the fact at least as
well as any that hold another fact of its kind. Amounts are compared as value, direction, base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.slots import slots_of
from pipeline.checking.numbers.around import goes_on_from, kin_of, words_around
from pipeline.checking.numbers.bases import base_fits, takes_place
from pipeline.checking.numbers.bound import bound_elsewhere, is_bound_so
from pipeline.checking.numbers.copied import is_copied
from pipeline.checking.numbers.decided import was_decided
from pipeline.checking.numbers.listed import chosen, told_by, variants_in
from pipeline.checking.numbers.meetings import is_day_of_meeting
from pipeline.checking.numbers.rivals import rivals_of
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.numbers.years import is_of_other_year
from pipeline.checking.roots import frame_roots, times
from pipeline.danish.verbs import is_finite
from pipeline.labels import SectionKind
from pipeline.records import Flag

# "højst 6 procent", "hvor stigningen højst udgør 6 procent"
_AT_MOST = re.compile(r"\b(?:højst|højest|maksimalt|op til)(?: (?:udgør|er|bliver|må være))? $")
_FALLS = re.compile(r"\b(?:fald\w*|nedsæt\w*|sænk\w*|mindre\w*|lavere)\b", re.IGNORECASE)
# "fra 2.690 til 2.741 kr.": one thing before and after.
_TO = re.compile(r"\s?(?:kr\.?|mio\. kr\.|procent|pct\.)? til (?:ca\. )?")
# The two ends of "mellem kl. 24 og 5", and a second verb of one subject.
_END = re.compile(r" (?:og|til) |[-–]")
_AND_THEN = re.compile(r"\b(?:og|men) (?P<verb>[a-zæøå]+)")
_OF_WHICH = re.compile(r",? (?:hvoraf|heraf)\b")
_ROW = 2
# A sentence with so few words says what it is of in the one before.
_FEW = 4
# "de 1,9 mio. kr., som forvaltningen foreslog"
_WAS_ASKED = re.compile(
    r",? (?:som |der )?(?:[\wæøå-]+ ){1,3}"
    r"(?:foreslog|foreslår|havde foreslået|indstillede|lagde op til)\b"
)
_FOR_PROPOSED = re.compile(
    r" i stedet for (?:de foreslåede\b|(?:den )?[^.,;]*\d[^,;]* som foreslået\b)"
)
_INSTEAD_OF = re.compile(r" i stedet for (?:[a-zæøå]+dag )?(?:den )?$")
# How much better another fact of the kind has to fit before a fact counts as moved. A year tells
# when, not what: the words around it say less.
_MARGIN = {"year": 1.5}
_ANY_MARGIN = 0.45
# So many times its own fit, besides.
_TIMES = 1.5
# A line of a calendar with so many words or fewer tells only what, when and who.
_SHORT = 6


def check_anchor(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Iterator[Flag]:
    """Yield a flag if *fact*, which the item has in *holders*, is said of something else."""
    sources = tuple(unit.span for unit, _ in holders)
    written = fact.span.of(claim.text)
    decided = was_decided(claim, fact, [unit for unit, _ in holders])
    if decided is False:
        yield claim.flag(
            "red",
            "beloeb-ikke-besluttet",
            f"{written} står i punktet, men er ikke det, der blev besluttet. "
            f"Skriv {'den dag' if fact.kind == 'date' else 'det beløb'}, som beslutningen har.",
            *sources,
        )
        return
    if is_of_other_year(claim, fact, holders):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{written}« hører i kilden til et andet år. Ret efter kilden.",
            *sources,
        )
        return
    triple = _triple(claim, fact, holders)
    if triple is not None:
        yield triple
    elif (
        not _stands_for_proposed(claim, fact, holders)
        and not takes_place(claim, fact, holders)
        and not is_copied(claim, fact, holders)
        and (
            (decided is None and _belongs_elsewhere(claim, fact, holders))
            or bound_elsewhere(claim, fact, holders) is not None
        )
    ):
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{written}« står i punktet, men om noget andet. Sammenhold med kilden.",
            *sources,
        )


def _stands_for_proposed(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether a sum or day of the decision is told as the one that was changed to.

    "4,0 mio. kr. i stedet for de foreslåede 6,5 mio. kr." of "idet pkt. 2 nedsættes til 4,0".
    """
    sections = {unit.section for unit, _ in holders}
    if _FOR_PROPOSED.match(claim.text, fact.span.end):
        return SectionKind.BESLUTNING in sections
    day = _INSTEAD_OF.search(claim.text[: fact.span.start])
    proposed = day is not None and claim.text.startswith(" som foreslået", fact.span.end)
    proposed = proposed or claim.text[: fact.span.start].endswith(" i stedet for de foreslåede ")
    proposed = proposed or _WAS_ASKED.match(claim.text, fact.span.end) is not None
    return proposed and SectionKind.INDSTILLING in sections


def _triple(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> Flag | None:
    """Compare direction and base with those of the same value in the source."""
    sources = tuple(unit.span for unit, _ in holders)
    sides = {one.direction for _, one in holders}
    if (
        fact.direction
        and None not in sides
        and not _is_limited_so(claim, fact, holders)
        and not any(_side(fact.direction) == _side(side) for side in sides if side)
    ):
        return claim.flag(
            "red",
            "retning",
            f"»{fact.span.of(claim.text)}« går den modsatte vej i kilden (mere/mindre). "
            "Ret retningen.",
            *sources,
        )
    if fact.base and not base_fits(fact, holders, facts_of(claim), claim.evidence.units):
        return claim.flag(
            "red",
            "grundlag",
            f"»{fact.span.of(claim.text)}« er i kilden ikke målt mod »{fact.base}«. "
            "Ret sammenligningen.",
            *sources,
        )
    return None


def _is_limited_so(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the number is the most there may be of it, both here and there.

    "en stigning på højst 6 procent" of "hvor stigningen højst udgør 6 procent".
    """
    falls = _FALLS.search(claim.text) is not None
    return _AT_MOST.search(claim.text, 0, fact.span.start) is not None and any(
        _AT_MOST.search(unit.text, 0, one.span.start)
        and falls == (_FALLS.search(unit.text) is not None)
        for unit, one in holders
    )


def _side(direction: str) -> bool:
    return direction in ("more", "up")


def _belongs_elsewhere(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the words around the fact fit another fact of its kind better."""
    around = words_around(claim, fact)
    if not around or _is_at_home(claim, fact, holders):
        return False
    own = max(
        _fit(claim, around | kin_of(around, unit.roots), unit) + _company(claim, fact, unit)
        for unit, _ in holders
    )
    if fact.kind == "count" and (own > 0 or not claim.text[fact.span.start].isdigit()):
        return False  # a count is moved only where nothing beside it is said with it
    near = goes_on_from(claim, holders)
    if fact.kind in ("kr.", "procent"):
        own = max(own, _fit_below(claim, around, holders))
    homes = {unit.span: one for unit, one in holders}
    for unit, rival in rivals_of(claim, fact, holders, around):
        home = homes.get(unit.span)
        alone = not any(is_same(one, rival) for one in claim.unit.facts)
        if home is not None and _is_beside(around, unit, rival, home, bare=alone):
            return True
        fit = _rival_fit(claim, fact, around - times(), unit, rival)
        least = _TIMES * own + _MARGIN.get(fact.kind, _ANY_MARGIN)
        if home is None and unit not in near and fit > least:
            return True
    return False


def _is_at_home(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether something but the words around the number says what it is of."""
    if claim.role == "next" and len(claim.unit.roots) <= _SHORT:
        return True  # "6. november – Direktionen – havnen": too few words to tell
    return (
        _keep_order(claim, fact, holders)
        or is_bound_so(claim, fact, holders)
        or is_day_of_meeting(claim, fact)
        or (_is_of_variant(claim, holders) and not _is_set_apart(claim, fact))
    )


def _is_set_apart(claim: Claim, fact: Fact) -> bool:
    """Tell whether the decision has another such number with two words around the draft's."""
    around = words_around(claim, fact) - times() - frame_roots()
    return any(
        rival.kind == fact.kind and not is_same(fact, rival) and len(around & unit.roots) >= _ROW
        for unit, rival in facts_of(claim)
        if unit.section is SectionKind.BESLUTNING
    )


def _fit_below(claim: Claim, around: frozenset[str], holders: list[tuple[Unit, Fact]]) -> float:
    """Tell how well a short sentence fits that says what of by the one before it.

    "Ansøgningen gælder et køkken. Årlig udgift 1,2 mio. kr."
    """
    units = claim.evidence.units
    short = [at for unit, _ in holders if (at := units.index(unit)) and len(unit.roots) <= _FEW]
    return max(
        (
            _fit(claim, around, units[at - 1]) + _fit(claim, around, units[at])
            for at in short
            if units[at - 1].section is units[at].section
        ),
        default=0.0,
    )


def _is_of_variant(claim: Claim, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the number stands below the variant that the claim names, or that was chosen.

    "Det koster 620.000 kr." of "Løsning A: Cykelsti. Anlægsudgift 620.000 kr.".
    """
    named = variants_in(claim.text) or chosen(claim.evidence)
    return bool(named) and any(told_by(claim.evidence, *home) in named for home in holders)


def _is_beside(around: frozenset[str], unit: Unit, rival: Fact, home: Fact, *, bare: bool) -> bool:
    """Tell two facts of one sentence apart by the words that only one of them has beside it.

    *bare*: the draft's may have none, as the last of "72 procent ønsker én dag, 11 procent ingen".
    """
    if _TO.fullmatch(unit.text, rival.span.end, max(rival.span.end, home.span.start)):
        return False  # "stiger fra 2.690 til 2.741 kr."
    if _END.fullmatch(unit.text, *sorted((*rival.span, *home.span))[1:3]):
        return False  # "mellem kl. 24 og 5"
    told, theirs = home.roots - rival.roots, around & (rival.roots - home.roots)
    if rival.span < home.span:
        theirs -= _shared_subject(unit, rival, home)
    bare = bare and rival.kind != "date" and not _OF_WHICH.match(unit.text, home.span.end)
    return not around & told and (bool(theirs) if told else bare and len(theirs) >= _ROW)


def _shared_subject(unit: Unit, rival: Fact, home: Fact) -> frozenset[str]:
    """Return the subject of two verbs: "Husene er lukket fra den 1. og genåbner den 5. maj"."""
    for cut in _AND_THEN.finditer(unit.text, rival.span.end, home.span.start):
        if is_finite(cut["verb"]):
            slots = slots_of(unit.text[: rival.span.start])
            return slots.subject if slots else frozenset()
    return frozenset()


def _keep_order(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether a source sentence has all such numbers of the draft's, in the same order."""
    told = [one for one in claim.unit.facts if one.kind == fact.kind]
    if len(told) < _ROW:
        return False
    for unit, _ in holders:
        rest = iter(unit.facts)
        few = sum(one.kind == fact.kind for one in unit.facts) <= len(told)
        if few and all(any(is_same(one, other) for other in rest) for one in told):
            return True
    return False


def _rival_fit(claim: Claim, fact: Fact, around: frozenset[str], unit: Unit, rival: Fact) -> float:
    """Tell how well another fact's sentence fits; the draft's other facts in it count as well."""
    fit = _fit(claim, around, unit)
    told = any(is_same(one, rival) for one in claim.unit.facts)
    return fit + _company(claim, fact, unit) if fit and not told else fit


def _fit(claim: Claim, around: frozenset[str], unit: Unit) -> float:
    """Tell how well a source sentence fits; a word weighs less, the more sentences have it."""
    units = claim.evidence.units
    return sum(1 / sum(root in one.roots for one in units) for root in around & unit.roots)


def _company(claim: Claim, fact: Fact, unit: Unit) -> float:
    """Count the draft's other facts that the source sentence has too: half outside the clause."""
    start, end = clause_span(claim.text, fact)
    return sum(
        1.0 if start <= one.span.start < end else 0.5
        for one in claim.unit.facts
        if one.span != fact.span and any(is_same(one, two) for two in unit.facts)
    )
