"""Numbers held against each other: "faldt fra 5 til 6", "64, flere end de 85", "6 af de 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Unit
from pipeline.checking.roots import frame_roots, root_of, roots_of
from pipeline.danish.dates import MONTHS
from pipeline.labels import SectionKind
from pipeline.records import Flag

_CHANGE = re.compile(
    r"\b(?P<verb>fald\w*|steg\w*|stig\w*|øge\w*|vokse\w*|hæve\w*|sænke\w*|reducere\w*)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"^ (?:ud )?af de(?: i alt)? $")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
_NOWHERE = re.compile(r"\bfra (?:den )?(\d[\d.,]*\d) til (?:den )?\1(?![\d,.]\d)\b")
# "64 udkald, færre end de 85 i budgettet"
_THAN = re.compile(
    r"^[^.;\d]{0,40},? (?:(?P<more>flere|mere|højere)|(?P<less>færre|mindre|lavere)) "
    r"end (?:de |det |den |de budgetterede |budgettets )?$",
    re.IGNORECASE,
)
# "færre henvendelser end året før", and the numbers that tell which it was.
_EARLIER = re.compile(
    r"\b(?:(?P<more>flere)|færre) (?P<noun>[a-zæøå]{4,}) end "
    r"(?:året før|sidste år|forrige år|i \d{4})"
)
_MONTHS = re.compile(
    rf"\bfra (?P<first>{'|'.join(MONTHS)}) til (?P<last>{'|'.join(MONTHS)})\b", re.IGNORECASE
)
_HEREOF = re.compile(r"\b(?:heraf|hvoraf) (?:ca\. |cirka |kun |blot )?$")
_BEHIND = re.compile(r"[^,.;()]+")
_AGAINST = re.compile(r" [a-zæøå]{4,}(?: [a-zæøå]+){0,2} mod (?:de )?")
# "nedsættes til", "sat op til", right before the number.
_UP_OR_DOWN = re.compile(
    r"(?:\b(?P<up>forhøj\w*|hæve\w*|hævet|opjuster\w*|(?:sat|satte|sættes?|sætter) [^.;,]{0,60}op)|"
    r"\b(?:nedsæt\w*|nedsat\w*|sænk\w*|nedjuster\w*|(?:sat|satte|sættes?|sætter) [^.;,]{0,60}ned))"
    r"[^.;,]{0,40} til $",
    re.IGNORECASE,
)
_LISTED = re.compile(r",? (?:og )?(?:den )?")
_DONE_WITH = re.compile(r"\b(?P<verb>brugt|anvendt|givet|udbetalt|forbrugt|solgt|ansat|besat)\s$")
_WHOLE = re.compile(r"\b(?:ud )?af (?:de|det|den)\b|\b(?:ramme|budget|pulje|afsat|i alt)\w*", re.I)


def check_changes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where two numbers of the sentence contradict the words between them."""
    yield from _changes(claim)
    yield from _compared(claim)
    yield from _turned(claim)
    yield from _twice(claim)
    yield from _set_to(claim)
    yield from _more_or_less(claim)
    yield from _part_of_all(claim)
    yield from _of_which(claim)


def _more_or_less(claim: Claim) -> Iterator[Flag]:
    """Flag "færre henvendelser end året før" of "412 henvendelser mod 377"."""
    match = _EARLIER.search(claim.text)
    if match is None:
        return
    noun = root_of(match["noun"])
    for unit in claim.evidence.units:
        for first, second in pairwise(unit.facts):
            between = unit.text[first.span.end : second.span.start]
            pair = [fact.value for fact in (first, second) if isinstance(fact.value, Decimal)]
            if not _AGAINST.fullmatch(between) or noun not in roots_of(between) or len(pair) < 2:
                continue
            if pair[0] != pair[1] and (pair[0] > pair[1]) != (match["more"] is not None):
                yield claim.flag(
                    "red",
                    "retning",
                    f"Tallene i kilden passer ikke til »{match.group()}«. Ret ordet.",
                    unit.span,
                )
                return


def _part_of_all(claim: Claim) -> Iterator[Flag]:
    """Flag "der er brugt 1,5 mio. kr." of "brugt 1,1 af de 1,5 mio. kr."."""
    told = {fact.value for fact in claim.unit.facts}
    if not told or _WHOLE.search(claim.text):
        return
    for unit in claim.evidence.units:
        for first, second in pairwise(unit.facts):
            if second.value not in told:
                continue
            between = unit.text[first.span.end : second.span.start]
            verb = _DONE_WITH.search(unit.text[: first.span.start])
            if verb is None or not _PART_OF.search(between):
                continue
            if first.value not in told and root_of(verb["verb"]) in claim.unit.roots:
                yield claim.flag(
                    "red",
                    "tal-flyttet",
                    "Tallet er i kilden det hele; kun en del af det er brugt eller givet. Ret det.",
                    unit.span,
                )
                return


def _of_which(claim: Claim) -> Iterator[Flag]:
    """Flag "21 uheld med personskade" of "21 uheld, heraf 6 med personskade"."""
    told = {fact.value for fact in claim.unit.facts}
    for unit in claim.evidence.units if told else ():
        for first, second in pairwise(unit.facts):
            if first.value not in told or second.value in told:
                continue
            between = unit.text[first.span.end : second.span.start]
            if not _HEREOF.search(between):
                continue
            behind = _BEHIND.match(unit.text, second.span.end)
            part = roots_of(behind.group() if behind else "") - roots_of(between) - frame_roots()
            if part and part <= claim.unit.roots:
                yield claim.flag(
                    "red",
                    "tal-flyttet",
                    "Det gælder i kilden kun en del af tallet (»heraf«). Skriv det tal.",
                    unit.span,
                )
                return


def _twice(claim: Claim) -> Iterator[Flag]:
    """Flag a list, or a range, that has the same number twice: "mellem 19,8 og 19,8 mio. kr."."""
    for first, second in pairwise(claim.unit.facts):
        between = claim.text[first.span.end : second.span.start]
        before = claim.text[: first.span.start]
        ranged = before.endswith("mellem ") and between == " og "
        listed = first.kind == "date" and _LISTED.fullmatch(between)
        if (listed or ranged) and first.value == second.value:
            yield claim.flag(
                "red", "tal-gentaget", "Det samme tal står to gange i rækken. Ret det ene."
            )
            return


def _set_to(claim: Claim) -> Iterator[Flag]:
    """Flag "satte beløbet op til 1,5 mio. kr." where the item lowers it to just that."""
    for fact in claim.unit.facts:
        said = _UP_OR_DOWN.search(claim.text[: fact.span.start])
        homes = [
            (unit, there)
            for unit in (claim.evidence.units if said else ())
            for one in unit.facts
            if one.kind == fact.kind and one.value == fact.value
            if (there := _UP_OR_DOWN.search(unit.text[: one.span.start]))
        ]
        if said and homes and all((one["up"] is None) != (said["up"] is None) for _, one in homes):
            yield claim.flag(
                "red",
                "retning",
                f"»{said.group().strip()}« går den modsatte vej i kilden. Ret retningen.",
                homes[0][0].span,
            )
            return


def _turned(claim: Claim) -> Iterator[Flag]:
    """Flag "fra 50 til 60 km" where the item has it the other way round, or from 40 to 60."""
    told = set(_pairs(claim.unit))
    if not told:
        return
    known = {pair: unit for unit in claim.evidence.units for pair in _pairs(unit)}
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    set_to = {_end(fact) for unit in decided for fact in unit.facts}
    for old, new in told:
        if (new, old) in known and (old, new) not in known:
            yield claim.flag(
                "red",
                "retning",
                "Kilden går den modsatte vej mellem de to tal. Byt dem om.",
                known[new, old].span,
            )
            continue
        others = [one for one in known if (one[0] == old) != (one[1] == new)]
        if others and (old, new) not in known and new not in set_to:
            yield claim.flag(
                "red",
                "tal-flyttet",
                "Kilden har den ene ende af »fra … til …«, men en anden i den anden. Ret tallene.",
                known[others[0]].span,
            )


def _pairs(unit: Unit) -> Iterator[tuple[object, object]]:
    """Yield each pair of "fra 50 til 60", and of "fra juni til marts"."""
    for match in _MONTHS.finditer(unit.text):
        yield match["first"].lower(), match["last"].lower()
    for first, second in pairwise(unit.facts):
        before = unit.text[: first.span.start].lower()
        between = unit.text[first.span.end : second.span.start]
        if before.endswith("fra ") and between.endswith(" til "):
            yield _end(first), _end(second)


def _end(fact: Fact) -> object:
    """Return an end of a range: of two days without a year, each may be read in another one."""
    return (fact.value.day, fact.value.month) if isinstance(fact.value, date) else fact.value


def _compared(claim: Claim) -> Iterator[Flag]:
    """Flag "64, flere end de 85": the numbers contradict the comparison."""
    numbers = [fact for fact in claim.unit.facts if isinstance(fact.value, Decimal)]
    for first, second in pairwise(numbers):
        between = claim.text[first.span.end : second.span.start]
        shares = [fact.kind == "procent" for fact in (first, second)]
        if (
            _PART_OF.search(between)
            and shares != [True, False]
            and not _is_less(claim.text, first, second)
        ):
            yield claim.flag(
                "red",
                "retning",
                "En del kan ikke være lige så stor som det hele eller større. Ret tallene.",
            )
        match = _THAN.search(between)
        if match is None or first.kind != second.kind:
            continue
        fewer = match["less"] is not None
        pair = [fact.value for fact in (first, second) if isinstance(fact.value, Decimal)]
        if pair[0] != pair[1] and (pair[0] < pair[1]) != fewer:
            yield claim.flag(
                "red",
                "retning",
                f"Tallene passer ikke til »{match.group().strip()}«. Ret ordet eller tallene.",
            )


def _is_less(text: str, first: Fact, second: Fact) -> bool:
    """Compare two numbers as printed: "6,2 af de 8,7 mio. kr." leaves out the first one's unit."""
    printed = [_NUMBER.search(fact.span.of(text)) for fact in (first, second)]
    if first.kind == second.kind or None in printed:
        pair = [fact.value for fact in (first, second) if isinstance(fact.value, Decimal)]
        return pair[0] < pair[1]
    one, other = (
        Decimal(match.group().replace(".", "").replace(",", ".")) for match in printed if match
    )
    return one < other


def _changes(claim: Claim) -> Iterator[Flag]:
    """Flag "faldt fra 5 til 6", which the verb contradicts, and "fra 2017 til 2017"."""
    if match := _NOWHERE.search(claim.text):
        yield claim.flag(
            "red", "retning", f"»{match.group()}« går ingen steder hen. Ret det ene af tallene."
        )
    numbers = [fact for fact in claim.unit.facts if isinstance(fact.value, Decimal)]
    for first, second in pairwise(numbers):
        before, between = (
            claim.text[: first.span.start],
            claim.text[first.span.end : second.span.start],
        )
        verbs = list(_CHANGE.finditer(before))
        if not verbs or not before.endswith("fra ") or not between.endswith(" til "):
            continue
        match = verbs[-1]
        down = match["verb"].lower().startswith(("fald", "sænk", "reduc"))
        if first.kind == "count" and second.kind not in ("count", "procent"):
            continue  # "fra 2,2 til 1,8 mio. kr.": the first is printed without its unit
        pair = [fact.value for fact in (first, second) if isinstance(fact.value, Decimal)]
        if pair[0] == pair[1] or (pair[0] > pair[1]) != down:
            yield claim.flag(
                "red",
                "retning",
                f"Tallene passer ikke til »{match['verb']}«: det første tal skal være "
                f"{'størst' if down else 'mindst'}. Ret efter kilden.",
            )
