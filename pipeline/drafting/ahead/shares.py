"""What part of a case a sentence of its decision is about, where other parts were settled.

"Ad 4. Udsættes til næste møde" puts off the fourth point and not the case, "Salget af boligen
anbefales over for Byrådet" sends on the sale. Told of the whole case, either would be false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.blocks import counted_noun
from pipeline.danish.bodies import find_bodies, same_body
from pipeline.danish.nouns import is_definite, lower_first
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.numbers import ONE, ROW, points_at, points_by_label
from pipeline.drafting.decision.proposals import Proposal
from pipeline.labels import SAID_YES, Decision, SectionKind
from pipeline.records import Span

_SETTLED = SAID_YES | {Decision.AFVIST}
# "Ad 4: ", "Punkt 1-3 ", "2) " where a sentence begins, "idet punkt 4 " within one.
_MARK = re.compile(
    rf"(?:(?:^|(?<=[.;:]\s)|(?<=\n)|(?<=idet )|(?<=dog )|(?<=men ))"
    rf"(?P<word>(?:ad|punkt|pkt\.?|punkterne)\.? ?)(?P<named>{ROW})(?!\w)[.):]{{0,2}}|"
    rf"(?:^|(?<=[.;]\s)|(?<=\n))(?P<bare>{ONE})[.):]{{1,2}}(?=\s))\s*",
    re.IGNORECASE,
)
_BARE_STOP = re.compile(r"(?:[Uu]dsæt|[Uu]dsat|[Uu]dsky?d|[Uu]dskudt|[Ss]tilles i bero)")
_LONGEST = 6
_TWO = 2
_SHORT = 10


def share_of(case: Case, source: Span, statement: str = "") -> str | None:
    """Return what part of a case a sentence of its decision tells of, None for all of it.

    *statement* is what stands at *source*, or the part of it that is told.
    """
    text = case.minutes.text
    parts = case.labelled.item.parts(SectionKind.BESLUTNING)
    section = next((one.body for one in parts if one.body.overlaps(source)), None)
    if section is None:
        return None
    printed = section.of(text)
    inside = next((one for one in _marks(statement) if not one.start()), None)
    marks = list(_marks(printed))
    before = [one for one in marks if section.start + one.start() <= source.start]
    mark = inside or (before[-1] if before else None)
    only = inside is None and len(marks) == 1 and len(case.proposals) < _TWO
    if mark is not None and not only:
        return _share_of_points(case, mark["named"] or mark["bare"])
    others = (case.labelled.outcomes - case.outcomes_in(source)) & _SETTLED
    return _some(case) if others and _BARE_STOP.match(statement) else None


def without_mark(statement: str) -> str:
    """Return a statement without the number of the point that it is about.

    >>> without_mark("Punkt 4 udsættes til næste møde."), without_mark("Udsættes til maj.")
    ('udsættes til næste møde.', 'Udsættes til maj.')
    >>> without_mark("1. sal males i maj."), without_mark("1. Salen males i maj.")
    ('1. sal males i maj.', 'Salen males i maj.')
    """
    mark = next(_marks(statement), None)
    return statement if mark is None or mark.start() else statement[mark.end() :]


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks of points in a text; "1. sal" and "2. etape" count what follows."""
    for mark in _MARK.finditer(text):
        if not mark["bare"] or not re.match(counted_noun(), text[mark.end() :]):
            yield mark


def share_sent(case: Case, name: str) -> str | None:
    """Return what part of a case the decision sends to a body, None for all of it."""
    text = case.minutes.text
    spans = [span for span in case.decision if not case.is_aside(span)]
    naming = [
        span
        for span in spans
        if any(same_body(one.body.name, name) for one in find_bodies(span.of(text)))
    ]
    advised = [span for span in spans if Decision.ANBEFALES in case.outcomes_in(span)]
    sent = naming or advised
    shares = [_share_sent(case, span) for span in sent]
    if not shares or None in shares:
        return None
    if len(set(shares)) == 1:
        return shares[0]
    here = [span for span in spans if span not in sent and case.has_evidence(span)]
    return _some(case) if here else None


def _share_sent(case: Case, span: Span) -> str | None:
    printed = case.printed(span)
    # What was noted, discussed or not recommended here leaves the case to whom it is sent.
    settled = Decision.GODKENDT in case.labelled.outcomes - case.outcomes_in(span)
    share = share_of(case, span, printed) if settled else None
    match = _SENT.match(printed)
    if share or not settled or match is None:
        return share
    words = content_words(match["what"])
    whole = words & content_words(f"{case.labelled.item.title} {case.matter.thing} {_WHOLE}")
    return lower_first(match["what"]) if words and not whole else None


_SENT = re.compile(
    r"(?P<what>[A-ZÆØÅ][a-zæøå]+(?:en|et|ne)(?: (?:af|om|for|til|på|i) [^,;.]{3,50}?)?) "
    r"(?:anbefales|indstilles|sendes|oversendes|videresendes|fremsendes|forelægges|går)\b"
)
_WHOLE = (
    "sagen punktet forslaget planen udkastet indstillingen ansøgningen henvendelsen materialet "
    "anbefalingen resultatet beslutningen udtalelsen redegørelsen notatet helheden emnet"
)


def _share_of_points(case: Case, numbers: str) -> str | None:
    some = _some(case)
    points = points_at(numbers, points_by_label(case))
    if not points:
        return some
    if len(points) >= len(case.proposals):
        return None
    return _named(case, points[0]) or some if len(points) == 1 else some


def _named(case: Case, point: Proposal) -> str:
    """Return the question that a point is about, "" where it can't be said in few words."""
    new = _NEW.match(point.clause)
    what = new["what"] if new else "" if point.empty else point.object
    if not what or len(what.split()) > _LONGEST or re.search(r"[,;:()]|\b(?:at|der)\b", what):
        return ""
    # "reglen" alone is a riddle, and "opfølgningen" may be all of a budgetopfølgning.
    first = what.split()[0].lower()
    stem = re.sub(r"(?:erne|ene|en|et)$", "", first)
    if (first == what and len(what) < _SHORT) or stem in case.labelled.item.title.lower():
        return ""
    return f"spørgsmålet om {what}" if new or is_definite(what) else ""


# "der nedsættes en styregruppe med tre medlemmer"
_NEW = re.compile(r"der [a-zæøå]+s (?P<what>(?:en|et) [a-zæøå]+(?: [a-zæøå]{5,})?)(?= |$)")


def _some(case: Case) -> str:
    return f"en del af {case.matter.case}"
