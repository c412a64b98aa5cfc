"""What a body did, type of decision by type of decision: what follows its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.danish.bodies import body_named
from pipeline.danish.nouns import join_list, lower_first
from pipeline.danish.verbs import has_finite, verb_of_participle
from pipeline.drafting.background.prose import listed_topics, source_sentences
from pipeline.drafting.case import Case, expand
from pipeline.drafting.decision.attributed import is_of_motion
from pipeline.drafting.decision.certain import agreed_with, only_asks, says_yes_to_motion
from pipeline.drafting.decision.chosen import elected
from pipeline.drafting.decision.named import points_left
from pipeline.drafting.decision.own_points import own_points
from pipeline.drafting.decision.points import (
    acted,
    clause_for,
    enacted,
    frame,
    in_its_words,
    is_bare,
    is_readable,
    recommends_itself,
    what_to_advise,
    words_of,
)
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.recommended import recommended
from pipeline.drafting.decision.sent import put_off, sent, sent_with_support
from pipeline.drafting.decision.theirs import as_recommended
from pipeline.drafting.decision.turned import turn_around
from pipeline.drafting.plain.compress import compress, count_words
from pipeline.labels import SAID_YES, Decision, SectionKind

# Points of a recommendation that have room in one sentence.
FEW = 2
# The body took note: without such words it was but told, and made nothing of it.
_TAKES_NOTE = re.compile(
    r"\befterretning\b|\bad notam\b|\bt\. ?e\.|\bnoter|\btil (?:orientering|underretning|sig)\b|"
    r"\bbekendt\b|\bhør(?:t|te)\b|\bmodtag|\btak|\blæs[te]|\blyttede\b|\bset\b",
    re.IGNORECASE,
)
# "Direktøren orienterede om, at …": the sentence itself is the news.
_SAYS_WHAT = re.compile(
    r"\b(?:orientere(?:de|r)|blev orienteret|er orienteret) om\b|^orienteret om\b", re.IGNORECASE
)


def predicates_of(case: Case, decision: Decision) -> list[str]:
    """Return what the body did as this type of decision; [] where the type says nothing by itself.

    >>> sorted(value.value for value in Decision if value not in _WRITERS)
    ['andet', 'ingen_beslutning']
    """
    write = _WRITERS.get(decision)
    if decision in SAID_YES:
        case = replace(case, proposals=own_points(case, decision) or points_left(case))
    return write(case) if write else []


def _discussed(case: Case) -> list[str]:
    turned = turn_around(case, Decision.DROEFTET)
    if turned:
        return [turned.predicate]
    verb = "drøftede" if case.wording == "precise" else "talte om"
    listed = listed_topics(case.minutes.text, case.labelled.item)
    if listed:
        return [f"{verb} {join_list([lower_first(entry) for entry, _ in listed])}"]
    announced = _announced(case)
    if announced:
        return [f"{verb}{'' if announced.startswith(',') else ' '}{announced}"]
    objects = [_discussed_object(case, point) for point in case.proposals[:3]]
    named = list(dict.fromkeys(one for one in objects if one))
    comma = "," if named and re.match(r"hv\w+ |om ", named[0]) else ""
    return [f"{verb}{comma} {join_list(named)}"] if named else [frame(case, "droeftet")]


def _announced(case: Case) -> str | None:
    """Return X of a background sentence "Direktionen drøfter X."."""
    for source in source_sentences(case.minutes, case.labelled.item):
        whether = re.match(rf"{re.escape(case.body)} skal drøfte(?P<x>, om .+)\.$", source.text)
        if whether and len(told := compress(source.text, case.meeting)) == 1:
            return told[0].partition(" drøfte")[2].rstrip(".")
        match = re.match(rf"{re.escape(case.body)} drøfter (?P<x>[^,.]+)\.$", source.text)
        if match:
            said = compress(source.text, case.meeting)
            named = said[0].split(" drøfter ", 1)[-1].rstrip(".")
            return named if " " in named and len(said) == 1 else None
    return None


def _discussed_object(case: Case, point: Proposal) -> str | None:
    verb = point.verb
    if verb is None or point.noted:
        return None
    if verb.infinitive == "drøfte":
        short = point.empty or is_bare(case, point)
        return None if short else words_of(case, expand(case, point.object))
    if verb.infinitive == "følge" and point.rest.startswith("op på "):
        return words_of(case, f"opfølgningen på {expand(case, point.rest[6:])}")
    if verb.noun and not verb.enacts and point.object and not point.empty and not point.rest:
        return words_of(case, f"{verb.noun} {point.object}")
    return None


def _noted(case: Case) -> list[str]:
    decided = " ".join(one.of(case.minutes.text) for one in case.decision)
    if decided and not _TAKES_NOTE.search(decided):
        told = frame(case, "orienteret")
        told = re.sub(r"^\w+ orienteret om orienteringen", "fik en orientering", told)
        return [] if _SAYS_WHAT.search(decided) else [told]
    point = next((one for one in case.proposals if one.noted and not one.empty), None)
    if point and case.wording == "precise":
        return [f"tog {words_of(case, point.object)} til efterretning"]
    return [frame(case, "taget_til_efterretning")]


def _approved(case: Case) -> list[str]:
    turned = turn_around(case, Decision.GODKENDT)
    if turned:
        return [turned.predicate]
    if agreed_with(case):
        points = as_recommended(case)
        named = not case.proposals and case.matter.approved != case.matter.case
        told = bool(points) or (points is not None and named)
        if not told:
            return [frame(case, "godkendt_andres")]
        return _yes(replace(case, proposals=points or ()))
    if says_yes_to_motion(case):
        return [frame(case, "godkendt_forslag")]
    return [in_its_words(case, one) for one in _yes(case)]


def _yes(case: Case) -> list[str]:
    points = [point for point in case.proposals if is_readable(point)]
    if len(points) < len(case.proposals) and points:
        # A point that can't be read is approved with the others.
        return [frame(case, "godkendt_indstilling")]
    if not points:
        return [_yes_to_case(case)]
    points = _done(case, points)
    others = [point for point in points if point.actor not in (None, case.body)]
    if others and others == points and len(points) <= FEW and _council_adopts(case, points):
        # That body adopts it: this one is for it.
        told = [point for point in points if not _LOOK_UP.search(point.clause)] or points
        clauses = ", og at ".join(clause_for(case, point, None) for point in told)
        return [f"støtter, at {clauses}"]
    if others:
        return [frame(case, "godkendt_indstilling")]
    return [enacted(case, point) for point in points]


def _yes_to_case(case: Case) -> str:
    """Say yes where no point of a recommendation can be told."""
    if re.search(r"\bafslag(?:et)?\b", case.decision_text, re.IGNORECASE):
        return frame(case, "godkendt_afslag")
    # Nobody approves "sagen om …" where there is a recommendation to approve.
    unnamed = case.matter.approved == case.matter.case and case.wording == "precise"
    named = re.match(r"indstillingen\b", case.decision_text, re.IGNORECASE)
    proposed = unnamed and (named or any(case.labelled.item.parts(SectionKind.INDSTILLING)))
    return frame(case, "godkendt_indstilling" if proposed else "godkendt")


def _done(case: Case, points: list[Proposal]) -> list[Proposal]:
    """Return the points that the decision says are done: "Frigivet" signs no contract."""
    said = [span.of(case.minutes.text).strip() for span in case.decision if case.has_evidence(span)]
    one = _ONE_ACT.fullmatch(said[0]) if len(said) == 1 else None
    named = verb_of_participle(one["verb"].lower()) if one else None
    same = [point for point in points if named and point.verb == named]
    return same or points


_ONE_ACT = re.compile(r"(?P<verb>Frigivet|Bevilget|Frigives|Bevilges)\.?")


# What only who has the paper before him can read.
_LOOK_UP = re.compile(r"\b(?:afsnit|bilag) \d")


def _council_adopts(case: Case, points: list[Proposal]) -> bool:
    """Tell whether each point asks the council to adopt something, and it is not that which met."""
    return body_named(case.body).kind != "council" and all(
        point.verb is not None
        and point.verb.infinitive in ("godkende", "tiltræde", "vedtage")
        and body_named(point.actor or "").kind == "council"
        for point in points
    )


def _refused(case: Case) -> list[str]:
    turned = turn_around(case, Decision.AFVIST)
    return [turned.predicate if turned else _no(case)]


def _no(case: Case) -> str:
    text = case.decision_text
    named = next((name for pattern, name in _NOES if pattern.search(text)), None)
    advised = _lone_advice(case) if named == "afvist_kan_ikke" else None
    if advised:
        return f"kan ikke anbefale, at {advised}"
    met = _NOT_MET.search(text)
    said = f"sagde nej til {lower_first(met['what'] or met['of'])}" if met else None
    of_motion = said is None and _no_to_motion(case, named)
    said = of_motion or (frame(case, named) if named and not met else said) or _refused_act(case)
    if said:
        return said
    clause = _lone_clause(case)
    if clause:
        return f"{_verb_of_no(text)} forslaget om, at {clause}"
    if case.matter.thing.startswith("forslaget "):
        return f"sagde nej til {case.matter.thing}"
    proposed = list(case.labelled.item.parts(SectionKind.INDSTILLING))
    return frame(case, "afvist" if proposed else "afvist_uden")


def _no_to_motion(case: Case, named: str | None) -> str | None:
    """Return the no to the motion of the title, if that is what "forslaget" is."""
    motion = case.matter.thing if case.matter.thing.startswith("forslaget ") else ""
    if motion and named == "afvist_kan_ikke":
        return f"kan ikke anbefale {motion}"
    if named or not is_of_motion(case):
        return None
    return f"{_verb_of_no(case.decision_text)} {motion or f'forslaget i {case.matter.case}'}"


def _verb_of_no(text: str) -> str:
    could_not = re.search(r"\bkunne ikke\b", text, re.IGNORECASE)
    return "kunne ikke godkende" if could_not else "godkendte ikke"


def _lone_advice(case: Case) -> str | None:
    """Return what another body was to do by the only point, where that is short and no no."""
    point = what_to_advise(case.proposals[0]) if len(case.proposals) == 1 else None
    other = point is not None and point.actor not in (None, case.body)
    if point is None or not other or point.verb is None or " ikke " in point.clause:
        return None
    clause = clause_for(case, point, None)
    return clause if count_words(clause) <= _SHORT and not point.empty else None


_SHORT = 20


def _refused_act(case: Case) -> str | None:
    """Return the no to the only point of the recommendation by its own act, or None."""
    point = case.proposals[0] if len(case.proposals) == 1 else None
    # "at taksten anbefales godkendt i Byrådet" asks for no act of this body.
    onward = point and re.match(r"(?:godkendt|vedtaget|tiltrådt)\b", point.rest)
    if point and recommends_itself(case, point) and re.match(r"[A-ZÆØÅ]\w+ at ", point.object):
        # "at udvalget anbefaler Byrådet at vedtage planen"
        return f"anbefaler ikke {words_of(case, point.object)}"
    if point and point.verb and point.verb.infinitive in _YES and not point.empty and not onward:
        if point.rest.startswith("endelig"):
            told = words_of(case, f"{point.object} {point.rest}")
            return f"sagde nej til at {point.verb.infinitive} {told}"
        return acted(case, point, "godkendte ikke")
    return None


_NOES = (
    (re.compile(r"\b(?:kan ikke|ikke kan) anbefale", re.IGNORECASE), "afvist_kan_ikke"),
    (
        re.compile(
            r"\b(?:anbefal|fraråd)(?:er?|es|ede|edes|et)\b|\bingen anbefaling\b", re.IGNORECASE
        ),
        "afvist_anbefaling",
    ),
    (re.compile(r"\bafsl(?:ag|ås|ået|og)\b|imødekom", re.IGNORECASE), "afvist_afslag"),
)
# "Et flertal kan ikke imødekomme ansøgningen", "Ansøgningen blev ikke imødekommet"
_NOT_MET = re.compile(
    r"\bikke imødekomme (?P<what>[a-zæøå]+(?:en|et|erne))\b|"
    # Not "Udvalget imødekommer ikke ønsket": nobody said no to the committee.
    r"\b(?P<of>[A-ZÆØÅa-zæøå]+(?:en|et|erne)) (?:kan |kunne |blev |er )?"
    r"(?:ikke (?:kan |kunne |blev |er )?imødekom(?:mes|met)\b|imødekom(?:mes|met) ikke\b)"
)
_YES = frozenset({"godkende", "tiltræde", "vedtage", "anbefale"})


def _lone_clause(case: Case) -> str | None:
    """Return what the only point of the recommendation asks for, where it is short and no no."""
    points = [one for one in case.proposals if one.verb or has_finite(one.clause)]
    if len(points) != 1 or len(case.proposals) != 1 or points[0].refuses:
        return None
    if points[0].actor or is_bare(case, points[0]) or re.search(r"\bikke\b", points[0].clause):
        return None
    if only_asks(points[0].clause):
        return None
    if points[0].verb and points[0].verb.infinitive in _YES:
        return None
    if re.search(r"\b(?:godkendes|tiltrædes|vedtages)\b", points[0].clause):
        # "godkendte ikke forslaget om, at planen godkendes" says it twice.
        return None
    clause = clause_for(case, points[0], None)
    return clause if has_finite(clause) and count_words(clause) <= 20 else None


def _sent(case: Case) -> list[str]:
    """Say where a case went; with the body's support it did not only go there."""
    return recommended(case) if sent_with_support(case) else sent(case)


_WRITERS: dict[Decision, Callable[[Case], list[str]]] = {
    Decision.DROEFTET: _discussed,
    Decision.TAGET_TIL_EFTERRETNING: _noted,
    Decision.GODKENDT: _approved,
    Decision.ANBEFALES: recommended,
    Decision.AFVIST: _refused,
    Decision.UDSAT: put_off,
    Decision.OVERSENDT: _sent,
    Decision.UDPEGET: elected,
    Decision.INGEN_BEMAERKNINGER: lambda case: [frame(case, "ingen_bemaerkninger")],
}
