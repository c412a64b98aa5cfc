"""What a day is of: where something begins or ends, what has been, a meeting, a status.

"fra 1. april til 30. september", "udtalte den 28. august", "pr. 31. juli": a day that the item has
in one of these is none of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit, mentions_in
from pipeline.checking.numbers.same import facts_of
from pipeline.checking.roots import roots_of, times
from pipeline.danish.verbs import verb_of_past
from pipeline.labels import SectionKind
from pipeline.records import Flag

Holders = list[tuple[Unit, Fact]]

# Nothing begins with "et brev fra den 1. oktober".
_BEGINS = re.compile(
    r"(?<!brev )(?<!notat )(?<!rapporten )(?<!rapport )(?<!måling )(?<!opgørelse )"
    r"\b(?:fra(?: og med)?|virkning(?: først)?(?: fra)?|pr\.?|per|perioden|begynder|starter|"
    r"åbner) $",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?<!ikke )(?<!tidligst )(?:(?:frem |ind|op )?til(?: og med)?|senest|inden|slutter|udløber|"
    r"ophører) $",
    re.IGNORECASE,
)
# "skal være klar inden den 1. maj" is no lie about what begins on that day.
_UNTIL = re.compile(r"\btil(?: og med)? $", re.IGNORECASE)
# "rykkes fra 1. april til 1. juni": the second is where it begins now.
_MOVES = re.compile(
    r"\b(?:ryk|fremryk|flyt|udskyd|udskød|udskudt|udsæt|udsat|forlæng|ændr)\w*|"
    r"\bmøde\w*|\bforhandling\w*",
    re.IGNORECASE,
)
_DECIDED_ON = re.compile(
    r"\b(?:besluttede|godkendte|vedtog|tiltrådte|drøftede|behandlede)(?: sagen| det)? (?:den )?$"
)
_AS_OF = re.compile(r"\bpr\.? $", re.IGNORECASE)
# What is made up on a day: "regnskabet pr. 31. december"
_ACCOUNT = re.compile(
    r"\b\w*(?:opfølgning|regnskab|status|opgørelse|prognose|tal)\w* pr\.? $", re.IGNORECASE
)
_DATED = re.compile(r"\baf $", re.IGNORECASE)
_WORD = re.compile(r"[a-zæøå]+")
_DONE = re.compile(
    r"\b(?:har|er) (?:[\wæøå.-]+ ){0,7}?[a-zæøå]{2,}(?:et|[^e\W]t)\b(?! (?:skal|kan|vil)\b)|"
    r"\b(?:blev|var|havde|blevet|været)\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:skal|vil|bliver|kan|bør|ventes|forventes|igen|kommende|næste|senest|tidligst|frist\w*|"
    r"inden)\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\b(?:sidste|forrige) år\b", re.IGNORECASE)
# Where something was said or written: nothing begins or ends by that.
_TALKS = re.compile(
    r"\b(?:møde\w*|brev\w*|mails?|notat\w*|rapport\w*|udtal\w*|drøfte\w*|orientere\w*|beslutte\w*|"
    r"vedt[ao]g\w*|behandle\w*|meddel\w*|ansøg\w*|anmode\w*|bemærk\w*|indvending\w*)\b",
    re.IGNORECASE,
)
# What is told with the day that a body has the matter.
_ON_AGENDA = re.compile(
    r"\b(?:sag(?:en)?|punkt\w*|møde\w*|behandl\w*|drøft\w*|stilling|afgør\w*|afgjort|beslut\w*|"
    r"igen|videre|tage[rs]?|kommer|får|ser|udsat\w*|udsæt\w*|godkend\w*|anbefal\w*)\b",
    re.IGNORECASE,
)
# So many words besides the time are of the same happening, told as if it were now.
_ALIKE = 2


def check_day(claim: Claim, fact: Fact, holders: Holders) -> Iterator[Flag]:
    """Yield a flag for a day that the item has as the other end, as past, or as no status's."""
    wrong = None
    if fact.kind == "date":
        if _is_deed_to_come(claim, fact, holders):
            wrong = "ligger efter mødet, men sætningen siger, at det er sket"
        elif _is_other_end(claim, fact, holders):
            wrong = "er i kilden den anden ende af perioden"
        elif _has_passed(claim, fact, holders):
            wrong = "er i kilden dagen for noget, der allerede er sket"
        elif _is_of_agenda(claim, fact, holders):
            wrong = "er i kilden kun en mødedag"
        elif _is_no_status(claim, fact, holders):
            wrong = "er ikke den dag, som kilden gør tallene op"
    if wrong:
        yield claim.flag(
            "red",
            "tal-flyttet",
            f"»{fact.span.of(claim.text)}« {wrong}. Ret datoen.",
            *(unit.span for unit, _ in holders),
        )


def _is_deed_to_come(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether a body is told to have decided on a day after the meeting.

    Minutes that were printed later tell when the next body had the matter.
    """
    meeting = claim.evidence.minutes.date
    if any(unit.section in (None, SectionKind.BEHANDLING) for unit, _ in holders):
        return False
    late = meeting is not None and isinstance(fact.value, date) and fact.value > meeting
    return late and _DECIDED_ON.search(claim.text, 0, fact.span.start) is not None


def _is_other_end(claim: Claim, fact: Fact, holders: Holders) -> bool:
    said = None if _moves(claim.text, fact) else _end(claim.text, fact)
    if said is None or any(_moves(unit.text, one) for unit, one in holders):
        return False
    if said == "ends" and not _UNTIL.search(claim.text, 0, fact.span.start):
        return False
    ends = {_end(unit.text, one) for unit, one in holders}
    return None not in ends and said not in ends


def _moves(text: str, fact: Fact) -> bool:
    start, _ = clause_span(text, fact)
    return _MOVES.search(text, start, fact.span.start) is not None


def _end(text: str, fact: Fact) -> str | None:
    """Tell by the words before a day whether something begins or ends by it."""
    if _BEGINS.search(text, 0, fact.span.start):
        return "begins"
    return "ends" if _ENDS.search(text, 0, fact.span.start) else None


def _has_passed(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the item has the day of something that was, and the draft of what will be."""
    end = _end(claim.text, fact)
    if _DATED.search(claim.text, 0, fact.span.start):
        return False  # "en udtalelse af 1. oktober" is quoted in the present
    if not all(_is_behind(claim, unit, one, end) for unit, one in holders):
        return False
    clauses = [clause_span(unit.text, one).of(unit.text) for unit, one in holders]
    clause = clause_span(claim.text, fact).of(claim.text)
    told = roots_of(clause) - times()
    if any(len(told & roots_of(one)) >= _ALIKE for one in clauses):
        return False
    return not _is_past(clause) or (end is not None and all(map(_TALKS.search, clauses)))


def _is_behind(claim: Claim, unit: Unit, fact: Fact, end: str | None) -> bool:
    """Tell whether something was done just on the day: "udtalte den 28. august".

    What has begun on the day (*end*) may begin on it in the draft, too.
    """
    clause = clause_span(unit.text, fact).of(unit.text)
    meeting = claim.evidence.minutes.date
    early = meeting and isinstance(fact.value, date) and fact.value <= meeting
    if not early and not _LAST_YEAR.search(clause):
        return False
    if _AS_OF.search(unit.text, 0, fact.span.start) or (end and _end(unit.text, fact) == end):
        return False
    return _is_past(clause) and not _COMES.search(clause)


def _is_past(clause: str) -> bool:
    return bool(_DONE.search(clause)) or any(map(verb_of_past, _WORD.findall(clause)))


def _is_of_agenda(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the day is only that of a body's meeting, and the draft tells of no such."""
    clause = clause_span(claim.text, fact).of(claim.text)
    if _ON_AGENDA.search(clause) or mentions_in(clause) or claim.role != "body":
        return False
    return all(
        unit.section is SectionKind.BEHANDLING or claim.evidence.heads(unit) for unit, _ in holders
    )


def _is_no_status(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether a status is told of another day than the item's: "opfølgningen pr. 31. maj"."""
    meeting = claim.evidence.minutes.date
    if meeting is None or not _AS_OF.search(claim.text, 0, fact.span.start):
        return False
    if any(_AS_OF.search(unit.text, 0, one.span.start) for unit, one in holders):
        return False
    given = any(
        isinstance(one.value, date) and one.value <= meeting
        for unit, one in facts_of(claim)
        if _AS_OF.search(unit.text, 0, one.span.start)
    )
    early = all(isinstance(one.value, date) and one.value <= meeting for _, one in holders)
    return given and (early or _ACCOUNT.search(claim.text, 0, fact.span.start) is not None)
