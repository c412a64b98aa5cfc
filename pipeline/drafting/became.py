"""What became of a case, in a frame, where the decision's own words are too long for a lead.

A frame claims no more than the types of the decision and its words do: "en del af forslagene" where
a numbered point got a no, "med en ændring" where something was changed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.danish.nouns import find_noun
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import sets_another_day
from pipeline.drafting.decision.certain import (
    agreed_with,
    is_changed,
    says_yes_to_motion,
    sure_types,
)
from pipeline.drafting.decision.doubted import is_unsure
from pipeline.drafting.decision.other_numbers import has_other_sum
from pipeline.drafting.decision.parts import in_parts
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.headings.headlines import is_taken_off, refused, telling_topic
from pipeline.labels import SAID_NO, SAID_YES, Decision


class Became(NamedTuple):
    """The verb, what follows the body's place behind it, and the case where that is not told."""

    verb: str
    rest: str
    about: str = ""


def what_became(case: Case, about: str) -> Became | None:
    """Return what became of a case, None where no frame is sure to be true.

    Args:
        case: An item with a decision.
        about: "sagen om …", the case by a short name.
    """
    kinds = sure_types(case)
    if kinds == [Decision.UDSAT] and is_taken_off(case):
        return Became("tog", f"{about} af dagsordenen")
    no = refused(case, telling_topic(case.matter.topic))
    if no:
        return Became("sagde", _PAPER.sub(_known, f"n{no[1:]}"))
    if is_unsure(case) or agreed_with(case) or says_yes_to_motion(case):
        return None
    if kinds == [Decision.OVERSENDT]:
        return _sent(case, about)
    if any(point.refuses for point in case.proposals) or "afslag" in case.decision_text:
        return None
    return _by_points(case, kinds, about) or _changed(case, kinds, about)


_PAPER = re.compile(r"(?<=nej til )\w+(?= om )")


def _known(paper: re.Match[str]) -> str:
    noun = find_noun(paper.group())
    return noun.definite if noun else paper.group()


_HEARD = re.compile(
    r"(?:^|\. |, men )(?P<what>sagen|udkastet|forslaget|planen)? ?(?:send|fremsend|udsend)es "
    r"i (?P<how>(?:fornyet |ny |offentlig )?)høring\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\bsend(?:es|t) tilbage til (?P<who>[A-ZÆØÅ][^,.;()\d]{2,40}?)(?=[,.;])")
_ON = re.compile(
    r"\b[Ss]agen (?:blev |er )?(?:over|videre|frem)?send(?:es|t) til [\w-]+"
    r"(?P<bare> uden (?:indstilling|anbefaling|bemærkninger))?(?=[.,]|$)"
)


def _sent(case: Case, about: str) -> Became | None:
    """Return whom a case was sent to, or that it is heard."""
    text = case.decision_text
    heard = _HEARD.search(text)
    if heard:
        what, how = (heard["what"] or "sagen").lower(), heard["how"].lower()
        if what == "sagen":
            return Became("sendte", f"{about} i {how}høring")
        return Became("sendte", f"{what} i {how}høring", about)
    back = _BACK.search(text)
    if back:
        return Became("sendte", f"{about} tilbage til {back['who']}")
    on = _ON.search(text)
    if on and case.next_body:
        return Became("sendte", f"{about} videre til {case.next_body}{on['bare'] or ''}")
    return None


_BESIDES = frozenset({Decision.OVERSENDT, Decision.TAGET_TIL_EFTERRETNING})
_POINT = re.compile(r"\b(?:ad|pkt\.?|punkt) ?(?:\d|[a-e]\b)|(?:^|\. )(?:\d\.|[\da-e]\)) ?", re.I)
_NO = re.compile(
    r"\b(?:ikke|bortfald\w*|udgår|udgik|uds[aæ]t\w*|udsk[uy]d\w*|afvi[st]\w*|nedstem\w*|"
    r"forkast\w*|faldt|bortset|delvis\w*|undtag\w*|nej|afvent\w*|alene|kun)\b",
    re.IGNORECASE,
)
_IF = re.compile(r",? (?:hvis|forudsat|under forudsætning|på (?:betingelse|vilkår))\b")
_ADDS = re.compile(
    r"\b(?:dog|idet|ændring\w*|tilføj\w+|forbehold|forudsat|betinge\w*|først|men|således at|"
    r"sådan at)\b",
    re.IGNORECASE,
)


def _by_points(case: Case, kinds: list[Decision], about: str) -> Became | None:
    """Return that all the points got a yes, or only some of them did."""
    text = case.decision_text
    first = _POINT.search(text)
    yes = SAID_YES & set(kinds)
    several = in_parts(text) or len(_POINT.findall(text)) > 1 or SAID_NO & set(kinds)
    if first is None or not several:
        return None
    if not yes or not set(kinds) <= SAID_YES | _BESIDES | SAID_NO:
        return None
    verb = "sagde" if len(yes) > 1 else _VERB[next(iter(yes))]
    to = "ja til " if len(yes) > 1 else ""
    if SAID_NO & set(kinds) or _NO.search(text[first.start() :]):
        return Became(verb, f"{to}en del af forslagene", about)
    change = with_change(text[first.start() :], case.proposals)
    return Became(verb, f"{to}forslagene{change}", about)


_VERB = {Decision.GODKENDT: "godkendte", Decision.ANBEFALES: "anbefalede"}
_WHOLE = re.compile(
    r"(?:(?:Indstillingen|Forslaget) (?:er |blev |bliver )?(?:enstemmigt )?)?"
    r"(?:godkend(?:t|es)|tilsluttet|tiltr(?:ådt|ædes)|vedtag(?:et|es)|følges|fulgt|anbefales|anbefalet)"
    r"(?:,? (?:idet|dog|således at|sådan at|hvis|forudsat) |"
    r",? (?:under forudsætning|på (?:betingelse|vilkår)) | med (?:(?:den|en|et) )?"
    r"(?:tilføj\w+|ændr\w+|forbehold))",
    re.IGNORECASE,
)


def _changed(case: Case, kinds: list[Decision], about: str) -> Became | None:
    """Return that a case got a yes with a change or an addition, which the lead has no room for."""
    text = case.decision_text
    if len(kinds) != 1 or kinds[0] not in SAID_YES or not _WHOLE.match(text):
        return None
    return Became(_VERB[kinds[0]], f"forslaget{with_change(text, case.proposals)}", about)


def with_change(text: str, points: tuple[Proposal, ...] = ()) -> str:
    """Say that something was changed or added to the *points* of the recommendation.

    >>> with_change("Godkendt, dog kun i maj."), with_change("Godkendt, idet HR deltager.")
    (' med en ændring', ' med en tilføjelse')
    """
    asked = " ".join(point.clause for point in points)
    if sets_another_day(points, text) or has_other_sum(asked, text):
        return " med en ændring"
    if _IF.search(text):
        return " med en betingelse"
    if not _ADDS.search(text):
        return ""
    changed = is_changed(text) or re.search(r"\b(?:dog|ændr\w+|i stedet|men)\b", text)
    return " med en ændring" if changed else " med en tilføjelse"
