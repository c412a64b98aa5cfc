"""What a number is in its sentence: the one proposed, the one before, the most, so much for each.

"7,4 procent mod 7,9 året før", "12.400 kr. pr. deltager", "Forvaltningen foreslår 19,4 mio. kr.",
"47,5 mio. kr. bliver ikke brugt": what the item has in one part only is told in no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.hedge_rows import expectation, hedges_in
from pipeline.checking.meaning.negations import IMPLIES
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import frame_roots, roots_of
from pipeline.drafting.background.corrected import puts_right
from pipeline.labels import SectionKind

Holders = list[tuple[Unit, Fact]]

_SUMS = ("kr.", "procent")
_PROPOSES = re.compile(
    r"\b(?:foreslog|foreslår|foreslået|indstillede|indstiller|ville give|"
    r"forslag\w* (?:lød|lyder|var|er) på)(?: i alt| kun| højst| ca\.)? $",
    re.IGNORECASE,
)
_AS_PROPOSED = re.compile(
    r",? som (?:[\wæøå-]+ ){0,4}?(?:foreslog|foreslår|foreslået|indstillede|lagde op til)\b"
)
_PROPOSAL = re.compile(r"\b(?:foresl|forslag|indstil|lægge[rs]? op|anbefal|\bat\b)", re.IGNORECASE)
_AND = re.compile(r" og (?:den )?$")
# "bliver den 15. maj i stedet for den 14. maj som foreslået"
_INSTEAD_OF = re.compile(r" i stedet for (?:de foreslåede |[a-zæøå]+dag |den |de )*")
_AGAINST = re.compile(r"\bmod (?:ca\. |cirka )?$", re.IGNORECASE)
# "7,4 procent mod 7,9", and the words of whoever tells what was.
_MOD = re.compile(r" (?:[a-zæøå]+ )?mod (?:ca\. )?")
_COMPARES = re.compile(
    r"\b(?:mod|fra|end|før|tidligere|hidtil|sidste|forrige|året|var|havde|lå|blev|oprindelig\w*)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:(?P<falls>fald\w*|sunket)|(?P<rises>steg\w*|stig\w*|vokse\w*)) "
    r"(?:(?!\b(?:fra|med)\b)[\wæøå]+ ){0,3}til (?:ca\. )?$"
)
_EACH = re.compile(r" pr\.? (?P<one>[a-zæøå]{4,})")
_LIMIT = re.compile(
    r"\b(?:(?P<least>mindst|minimum|tidligst)|"
    r"(?P<most>højst|højest|maksimalt|maks\.?|op til|indtil|senest|inden|\w*frist(?:en)?))"
    r"(?: (?:må|kan|skal|være|udgør|udgøre|er|bliver|blive|på|til|den|d\.|ca\.)){0,3} $",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?: [a-zæøå]{3,})? (?:(?P<more>mere|flere|længere|højere|dyrere|over)|"
    r"(?P<less>mindre|færre|kortere|lavere|billigere|under)) (?:end|de[nt]?|rammen|målet)\b"
)
_COSTS = re.compile(
    r"\b(?:koste\w*|sparer|giver|indbringer|bliver|er|udgør) (?:[\wæøå]+ ){0,2}$", re.IGNORECASE
)
# "må dog ikke overstige seks år" is "højst seks år".
_NO_MORE = re.compile(
    r"\bikke (?:\w+ ){0,3}(?:overstig|overskrid|mere|flere|færre|mindre|længere|højere|over|før)\w*"
)
# "38,9 mio. kr., og heraf 2,5", "42 mio. kr. til budget 2027, stigende til 55 mio. kr."
_PAIR = re.compile(r"heraf|hvoraf|deraf|ende til")
_PAIRED = re.compile(
    r"(?:(?P<part>[^.;\d]{0,40}\b(?:heraf|hvoraf|deraf)\b[^.;,\d]{0,20})|"
    r"(?P<rise>[^.;]{0,40}\b(?:stigende|faldende) til (?:ca\. )?)) ?"
)
# "47,5 mio. kr. vil ikke blive brugt", "ikke er bekræftet inden 15 minutter"
_NOT_BEHIND = re.compile(r"(?: [\wæøå]+){0,2} ikke\b")
_NOT_BEFORE = re.compile(r"\bikke(?: [\wæøå]+){0,3} $")


def role_taken(claim: Claim, fact: Fact, holders: Holders) -> str | None:
    """Return what the item has the number as, where the draft tells it as another thing."""
    return next((what for is_so, what in _WAYS if is_so(claim, fact, holders)), None)


def _is_no_proposal(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the recommendation has another sum than the one told as proposed."""
    told = _PROPOSES.search(claim.text, 0, fact.span.start)
    if fact.kind not in _SUMS or not (told or _AS_PROPOSED.match(claim.text, fact.span.end)):
        return False
    asked = claim.evidence.within(SectionKind.INDSTILLING)
    return any(one.kind == fact.kind for unit in asked for one in unit.facts) and not any(
        unit in asked
        or (_PROPOSAL.search(_clause(unit, one)) and unit.section is not SectionKind.BESLUTNING)
        for unit, one in holders
    )


def _is_only_proposed(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether what was proposed is told as so beside, or before, what was decided.

    "5,4 procent og 4,9 procent, som HR foreslog", "den 15. i stedet for den 14. som foreslået".
    """
    if any(unit.section is SectionKind.BESLUTNING for unit, _ in holders):
        return False
    decided = [one for unit in claim.evidence.within(SectionKind.BESLUTNING) for one in unit.facts]
    beside = _AND.search(claim.text, 0, fact.span.start) and _AS_PROPOSED.match(
        claim.text, fact.span.end
    )
    return any(
        (beside or _INSTEAD_OF.fullmatch(claim.text, fact.span.end, other.span.start))
        and any(is_same(other, one) for one in decided)
        for other in claim.unit.facts
        if other.kind == fact.kind
    )


def _is_what_was(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the item has the number only as what another is held against."""
    if fact.kind not in _SUMS or _COMPARES.search(claim.text):
        return False
    for unit, one in holders:
        first = [other for other in unit.facts if other.kind == one.kind and other.span < one.span]
        if not first or not _AGAINST.search(unit.text, 0, one.span.start):
            return False
        if any(is_same(two, first[-1]) for two in claim.unit.facts):
            return False
    return True


def _is_not_each(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether another sum of the item is so much "pr. deltager", and not this one."""
    each = _EACH.match(claim.text, fact.span.end)
    if fact.kind != "kr." or each is None:
        return False
    said = re.compile(rf"\bpr\.? {each['one']}\b", re.IGNORECASE)
    beside = [
        (unit, one)
        for unit, one in facts_of(claim)
        if one.kind == fact.kind and said.match(unit.text, one.span.end + 1)
    ]
    if not beside or any(is_same(fact, one) for _, one in beside):
        return False
    taken = [unit for unit, _ in beside]
    return all(len(said.findall(unit.text)) <= taken.count(unit) for unit, _ in holders)


def _is_other_limit(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the least is told as the most, or the first day as the last."""
    said = _LIMIT.search(claim.text, 0, fact.span.start)
    if said is None:
        return False
    there = [_LIMIT.search(unit.text, 0, one.span.start) for unit, one in holders]
    return all(one is not None and one.lastgroup != said.lastgroup for one in there)


def _is_other_way(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the number is so much more in the one, and so much less in the other."""
    said = _APART.match(claim.text, fact.span.end)
    if said is None:
        return False
    there = [_APART.match(unit.text, one.span.end) for unit, one in holders]
    return all(one is not None and one.lastgroup != said.lastgroup for one in there)


def _is_other_turn(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether a number "falls to" more than the one that the item holds it against."""
    said = _TURNS.search(claim.text, 0, fact.span.start)
    if said is None or not isinstance(fact.value, Decimal):
        return False
    falls, now = said.lastgroup == "falls", fact.value
    before = [_held_against(unit, one) for unit, one in holders]
    return all(was is not None and was != now and (now < was) != falls for was in before)


def _held_against(unit: Unit, fact: Fact) -> Decimal | None:
    against = (
        one.value
        for one in unit.facts
        if isinstance(one.value, Decimal)
        and _MOD.fullmatch(unit.text, fact.span.end, one.span.start)
    )
    return next(against, None)


def _is_expected(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether a cost is told as sure that the item only expects wherever it has it.

    Whoever tells what a forecast shows may leave that to its name: "merforbrug", "mindreforbrug".
    """
    if fact.kind not in _SUMS or fact.direction:
        return False
    if not _COSTS.search(claim.text, 0, fact.span.start) or expectation().keeps.found_in(
        claim.text
    ):
        return False
    return all("expectation" in hedges_in(_clause(unit, one)) for unit, one in holders)


def _is_denied(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the item says no to it wherever it has the number, and the draft yes."""
    if fact.kind in ("year", "count", "clock"):
        return False
    beside = all(
        (
            _NOT_BEFORE.search(unit.text, 0, one.span.start)
            or _NOT_BEHIND.match(unit.text, one.span.end)
        )
        and not _NO_MORE.search(_clause(unit, one))
        for unit, one in holders
    )
    return beside and not IMPLIES.search(claim.text)


def _is_other_pair(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the item has another number with the one that the draft has this with.

    "38,9 mio. kr., heraf 2,5 mio. kr.", "42 mio. kr. stigende til 55": no sentence has both.
    """
    if not _PAIR.search(claim.text):
        return False
    pairs = [pair for unit in claim.evidence.units if unit.facts for pair in _pairs(unit)]
    for how, one, other in _pairs(claim.unit):
        if fact.span not in (one.span, other.span):
            continue
        beside, first = (other, True) if fact.span == one.span else (one, False)
        mates = [
            (left if first else right)
            for said, left, right in pairs
            if said == how and is_same(beside, right if first else left)
        ]
        both = any(is_same(beside, two) for unit, _ in holders for two in unit.facts)
        if mates and not both and not any(is_same(fact, mate) for mate in mates):
            return True
    return False


def _pairs(unit: Unit) -> Iterator[tuple[str, Fact, Fact]]:
    """Yield two sums that stand in a row with a word between that says how they belong together."""
    sums = [one for one in unit.facts if one.kind in _SUMS]
    for one, other in pairwise(sums):
        if said := _PAIRED.fullmatch(unit.text, one.span.end, other.span.start):
            yield said.lastgroup or "", one, other


def _is_of_no_base(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether another number is the overspending against that budget, and this one is none.

    "et merforbrug på 11,2 mio. kr. i forhold til korrigeret budget", where 7,8 are.
    """
    if fact.kind not in _SUMS or not (fact.direction and fact.base):
        return False
    # "Merforbruget er rettet til 7,6 mio. kr.": the other number is the one put right.
    if any(one.direction or one.base or puts_right(unit.text) for unit, one in holders):
        return False
    around = fact.roots - roots_of(f"{fact.base} merforbrug mindreforbrug") - frame_roots()
    told = [unit for unit, _ in holders]
    return any(
        rival.kind == fact.kind
        and rival.direction == fact.direction
        and rival.base is not None
        and roots_of(rival.base) == roots_of(fact.base)
        and (unit in told or not any(around & home.roots for home in told))
        for unit, rival in facts_of(claim)
    )


def _clause(unit: Unit, fact: Fact) -> str:
    return clause_span(unit.text, fact).of(unit.text)


_WAYS: tuple[tuple[Callable[[Claim, Fact, Holders], bool], str], ...] = (
    (_is_no_proposal, "ikke det, der blev foreslået"),
    (_is_only_proposed, "kun det, der blev foreslået"),
    (_is_what_was, "kun det, der sammenlignes med"),
    (_is_not_each, "ikke for hver"),
    (_is_other_limit, "den modsatte grænse"),
    (_is_other_way, "en forskel den modsatte vej"),
    (_is_other_turn, "gået den modsatte vej"),
    (_is_other_pair, "ikke det tal, der hører til det andet"),
    (_is_of_no_base, "ikke det, der er målt mod budgettet"),
    (_is_expected, "kun ventet eller skønnet"),
    (_is_denied, "nævnt i et nej"),
)
