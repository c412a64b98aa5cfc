"""The same words with another sign: a no of the minutes told as a yes.

"Vi kan ikke bruge en halv million" is not "kommunen kan bruge en halv million", and what the
decision says no to in so many words comes about in no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checking.alignment import Aligned
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Unit, mentions_in
from pipeline.checking.meaning.denials import MEMBER
from pipeline.checking.meaning.negations import NO, NOT, reach_of
from pipeline.checking.numbers.listed import variants_in
from pipeline.checking.roots import clauses_of, frame_roots, is_among, root_of, roots_of
from pipeline.labels import Decision, SectionKind
from pipeline.records import Flag

_MODALS = {
    form: forms[0]
    for forms in (("kan", "kunne"), ("vil", "ville", "ønsker", "ønskede"), ("må", "måtte"))
    for form in forms
}
_MODAL = "|".join(_MODALS)
_INFINITIVE = r"(?P<what>[a-zæøå]{3,}[eå]s?)\b"
_YES = re.compile(rf"\b(?P<modal>{_MODAL}) (?:(?!ikke\b)[\wæøå]+ ){{0,1}}?{_INFINITIVE}")
_CAN_NOT = re.compile(
    rf"\b(?:(?P<modal>{_MODAL}) (?:[\wæøå]+ ){{0,3}}?(?:ikke|heller ikke)|ikke (?P<after>{_MODAL}))"
    rf" (?:(?:at|[\wæøå]+) ){{0,2}}?{_INFINITIVE}",
    re.IGNORECASE,
)
# What a body says, and somebody else does not: whose "kan" it is has to be told.
_AGREES = re.compile(r"anbefal|tiltræd|støt|tilslut|godkend|imødekom|stem", re.IGNORECASE)
_KAN_IKKE = re.compile(
    rf"\b(?:kan|kunne|kan derfor|vil|ville) ikke (?:\w+ )?(?:{_AGREES.pattern})", re.IGNORECASE
)
_AGREES_TO = re.compile(r"\b(?:godkend|tiltr|anbefal|vedt|tilslut|støtte)", re.IGNORECASE)
_AGREED = frozenset({Decision.GODKENDT, Decision.ANBEFALES, Decision.UDPEGET})
_IF = re.compile(r"\W*(?:og )?(?:når|hvis|før|inden|indtil|om|hvorvidt|medmindre|såfremt)\b", re.I)
_ASKED = re.compile(r"\b(?:om|hvorvidt|hvis|foresl\w*|forslag\w*|ønske\w*|indstil\w*)\b", re.I)
_GRANTED = re.compile(r"\b(?:blev|er|bliver) (?:imødekommet|godkendt|fulgt|vedtaget)\b")
# "Nedlæggelse ikke vedtaget": the no is to what stands before.
_OF_ALL = re.compile(
    r"\bikke (?:\w+ ){0,2}(?:vedtage|godkende|imødekomme|tiltræde|anbefale|tilladt|muligt?)[ts]?\b",
    re.I,
)
# "ikke mere end otte år" is "højst otte år".
_AT_MOST = re.compile(r"\b(?:højst|højest|maksimalt|op til|under|inden for)\b", re.IGNORECASE)
_LEAST = 2
# So much of what the decision says no to is told.
_MOST = 0.65


def check_signs(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a clause that says yes with the words that the item says no with."""
    if not claim.is_reworded or claim.text.endswith("?") or not NOT.search(claim.evidence.printed):
        return
    for part in parts:
        if NO.search(part.text) or _AT_MOST.search(part.text) or _IF.match(part.text):
            continue
        if unit := _can_not(claim, part.text) or _decided_not(claim, part.text):
            yield claim.flag(
                "red",
                "naegtelse-tabt",
                "Kilden siger nej med de samme ord (»ikke«, »ingen«). Sæt nægtelsen ind igen.",
                unit.span,
            )
            return


def _can_not(claim: Claim, text: str) -> Unit | None:
    """Return the sentence that says "kan ikke" of the very verb, where none says "kan"."""
    for said in _YES.finditer(text):
        root, modal = root_of(said["what"]), _MODALS[said["modal"]]
        agrees = _AGREES.match(said["what"]) is not None
        if agrees and (mentions_in(text) or "flertal" in text.lower()):
            if unit := _disagreed(claim, text):
                return unit
            continue
        found: Unit | None = None
        for unit in claim.evidence.units:
            if root not in unit.roots:
                continue
            noes = [
                no
                for no in _CAN_NOT.finditer(unit.text)
                if root_of(no["what"]) == root
                and _MODALS[(no["modal"] or no["after"]).lower()] == modal
            ]
            rest = _CAN_NOT.sub(" ", unit.text)
            if any(root_of(one["what"]) == root for one in _YES.finditer(rest)):
                return None
            alike = agrees or len(roots_of(text) & unit.roots - {root}) >= _LEAST
            if noes and alike:
                found = unit
        if found:
            return found
    return None


def _disagreed(claim: Claim, text: str) -> Unit | None:
    """Return the sentence where the body "kunne ikke tiltræde" what it is told to have agreed to.

    Whoever agrees to one thing and not to another says which: two words tell them apart.
    """
    told = roots_of(text) - _bodies(claim)
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    noes = [unit for unit in decided if _KAN_IKKE.search(unit.text)]
    if noes and Decision.AFVIST in values and not values & _AGREED:
        return noes[0]
    for unit in noes:
        others = [one for one in decided if one is not unit and _AGREES_TO.search(one.text)]
        most = max((len(told & one.roots) for one in others), default=0)
        if len(told & unit.roots) > max(1, most):
            return unit
    return None


@cache
def _asked_for() -> frozenset[str]:
    """Return the words that stand for whatever is asked: "Ansøgningen ikke imødekommet"."""
    return roots_of("ansøgning ansøger forslag indstilling anmodning ønske projekt")


def _bodies(claim: Claim) -> frozenset[str]:
    return roots_of(" ".join(claim.evidence.bodies))


def _decided_not(claim: Claim, text: str) -> Unit | None:
    """Return the sentence of the decision whose "not" is of all that it says no to here."""
    if _ASKED.search(text) and not _GRANTED.search(text):
        return None
    told = roots_of(text) - _bodies(claim)
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    decided = tuple(unit for unit in decided if not MEMBER.match(unit.text))
    for unit in decided:
        for clause in clauses_of(unit.text):
            no, named = NOT.search(clause), variants_in(clause)
            if no is None or (named and not named & variants_in(text)):
                continue
            whole = _OF_ALL.search(clause)
            denied = reach_of(clause[no.start() :])
            if whole:
                denied = (
                    roots_of(clause[: whole.start()])
                    - frame_roots()
                    - _bodies(claim)
                    - _asked_for()
                )
            if len(denied) < (1 if whole else _LEAST):
                continue
            same = {one for one in denied if is_among(one, told)}
            if len(same) >= _MOST * len(denied) and not any(
                same <= other.roots and not NOT.search(other.text) for other in decided
            ):
                return unit
    return None
