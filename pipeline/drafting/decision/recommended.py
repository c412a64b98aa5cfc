"""What a body recommends, and to whom: what follows its name."""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.danish.verbs import verb_of_participle
from pipeline.drafting.case import Case
from pipeline.drafting.decision.points import (
    acted,
    clause_for,
    frame,
    is_readable,
    recommends_itself,
    what_to_advise,
    words_of,
)
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.drafting.decision.turned import turn_around
from pipeline.drafting.plain.compress import count_words
from pipeline.labels import Decision, SectionKind

# Points of a recommendation that are told one by one.
MANY = 5


def recommended(case: Case) -> list[str]:
    """Return what follows the body's name: "anbefaler, at Byrådet godkender planen"."""
    turned = turn_around(case, Decision.ANBEFALES)
    if turned:
        return [turned.predicate]
    name = case.next_body or next(
        (p.to for p in case.proposals if p.to not in (None, case.body)), None
    )
    asked = [what_to_advise(point) for point in case.proposals]
    points = [point for point in asked if is_readable(point)]
    own = next((one for one in points if recommends_itself(case, one)), None)
    if own is not None:
        return [_recommends(case, own)]
    unread = len(points) < len(case.proposals)
    points = [_to_adopt(one) for one in points]
    points = [point for point in points if not _is_done_here(point)]
    clauses = [clause_for(case, point, name) for point in points]
    if points and not unread and len(points) <= MANY and sum(map(count_words, clauses)) > 55:
        # Too much for one breath: a sentence for each.
        return [f"anbefaler{' også' if n else ''}, at {one}" for n, one in enumerate(clauses)]
    if not points or unread or len(points) > MANY:
        proposed = any(case.labelled.item.parts(SectionKind.INDSTILLING))
        alone = "anbefales_uden" if proposed else "anbefales_alene"
        return [frame(case, "anbefales" if case.next_body else alone)]
    if case.wording == "plain" and case.next_body:
        return [frame(case, "anbefales")]
    *first, last = clauses
    joined = f"{', at '.join(first)}, og at {last}" if first else last
    return [f"anbefaler, at {joined}"]


def _to_adopt(point: Proposal) -> Proposal:
    """Say what a case that is sent to a body for its approval is sent for."""
    sends = point.verb is not None and point.verb.infinitive in _SEND and not point.empty
    match = _FOR_APPROVAL.fullmatch(point.rest) if sends and point.object else None
    if match is None:
        return point
    clause = f"{match['who']} godkender {point.object}{match['more']}"
    return parse_clause(clause, point.span, point.to)


_SEND = ("sende", "fremsende", "oversende", "videresende")
_FOR_APPROVAL = re.compile(
    r"(?:videre )?til (?P<who>[A-ZÆØÅa-zæøå][\w-]+e[nt])s (?:godkendelse|vedtagelse)(?P<more>.*)"
)


def _is_done_here(point: Proposal) -> bool:
    """Tell whether a point asks for what the body itself does: it discusses, and sends on."""
    if point.verb is None or point.noted:
        return False
    sends = point.verb.infinitive in _SEND
    return point.verb.infinitive == "drøfte" or (sends and bool(find_bodies(point.rest)))


def _recommends(case: Case, point: Proposal) -> str:
    """Say whom a point is recommended to before what: "anbefaler over for Byrådet, at …"."""
    if point.object.lower() == "det" and re.match(r"[A-ZÆØÅ][\w-]+ at ", point.rest):
        # "at det anbefales Byrådet at nedlægge ruten"
        return f"anbefaler {words_of(case, point.rest)}"
    match = _TO_WHOM.match(point.object)
    adopted = _AS_DONE.match(point.object) if match is None and not point.rest else None
    verb = verb_of_participle(adopted["done"]) if adopted else None
    if adopted and verb:
        clause = f"{adopted['what']} {verb.passive}{adopted['finally'] or ''}{adopted['rest']}"
        return f"anbefaler, at {words_of(case, clause)}"
    if match is None:
        return acted(case, point, "anbefaler")
    what, rest = match["what"], words_of(case, point.rest)
    done = verb_of_participle(rest.partition(" ")[0])
    if done is None or done.particle:
        return acted(case, point, "anbefaler")
    clause = f"{words_of(case, what)} {done.passive} {rest.partition(' ')[2]}".rstrip()
    return f"anbefaler over for {match['who']}, at {clause}"


# "anbefaler planen endeligt vedtaget med …" is "anbefaler, at planen vedtages endeligt med …".
_AS_DONE = re.compile(
    r"(?P<what>[^,]+?)(?P<finally> endeligt)? (?P<done>vedtaget|godkendt|tiltrådt)"
    r"(?P<rest>(?: .*)?)$"
)
_TO_WHOM = re.compile(r"(?P<what>.+?) over for (?P<who>[A-ZÆØÅa-zæøå-]+(?:et|en))$")
