"""Say the decision: the body, what it did, with what, and who has the case next.

The frames stand in ``lexicon/frames.toml``. A sentence never says more than the decision does:
the recommendation only lends its words, and only where the decision says yes to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import join_list, lower_first, upper_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case, expand
from pipeline.drafting.compress import compress, count_words
from pipeline.drafting.halves import split_long
from pipeline.drafting.points import (
    acted,
    clause_for,
    enacted,
    frame,
    in_its_words,
    is_bare,
    recommends_itself,
    words_of,
)
from pipeline.drafting.proposals import Proposal
from pipeline.drafting.prose import listed_topics, source_sentences
from pipeline.drafting.provisos import read_proviso
from pipeline.drafting.tails import tail_sentences
from pipeline.drafting.titles import clean_title
from pipeline.drafting.turned import TURNED, is_put_off, turn_around
from pipeline.drafting.verbatim import (
    full_stop,
    is_mixed,
    mixed_decision,
    own_words,
    without_subject,
)
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

LONGEST = 28


def realise_decision(case: Case) -> tuple[Sentence, ...]:
    """Return the sentences that say what the body decided, and everything said with it."""
    decisions = [label.value for label in case.labelled.decisions]
    sources = decision_sources(case)
    fixed = load_lexicon("frames")["sentence"]
    if is_undecided(case):
        name = "uafklaret" if case.in_prose else "ingen_beslutning"
        return (Sentence(fixed[name], "derived", (case.labelled.item.heading,)),)
    if set(decisions) <= {Decision.ANDET, Decision.INGEN_BESLUTNING}:
        return tail_sentences(case, whole=True)
    if told := _with_proviso(case, decisions, sources):
        return told
    own = () if _all_turned(case, decisions) else own_words(case) or without_subject(case)
    if own:
        used = own[0].sources[:1]
        return (
            *split_long(own, case),
            *_passes_on(case, own[0].text, sources),
            *tail_sentences(case, used=used),
        )
    if is_mixed(case) and not _all_turned(case, decisions):
        return mixed_decision(case)
    return _framed_decision(case, decisions, sources)


def _with_proviso(
    case: Case, decisions: list[Decision], sources: tuple[Span, ...]
) -> tuple[Sentence, ...]:
    """Say a bare outcome by the recommendation, and what the decision adds to it."""
    proviso = read_proviso(case)
    if proviso is None or decisions not in ([Decision.GODKENDT], [Decision.ANBEFALES]):
        return ()
    said = _sentences(case, _PREDICATES[decisions[0]](case), sources)
    last = said[-1]
    said[-1] = replace(last, text=full_stop(f"{last.text.rstrip('.')}{proviso.joined}"))
    if proviso.apart:
        said.append(Sentence(proviso.apart, "realised", (proviso.span,)))
    main = " ".join(sentence.text for sentence in said)
    tail = tail_sentences(case, used=(proviso.span,))
    return (*split_long(said, case), *_passes_on(case, main, sources), *tail)


def _all_turned(case: Case, decisions: list[Decision]) -> bool:
    """Tell whether each outcome is a sentence of its own that can be turned around."""
    return all(value in TURNED and turn_around(case, value) for value in decisions)


def _framed_decision(
    case: Case, decisions: list[Decision], sources: tuple[Span, ...]
) -> tuple[Sentence, ...]:
    if decisions[0] is Decision.UDSAT and re.search(r"udg[åi]|taget af", case.decision_text, re.I):
        text = case.style.sentences["udgaaet"].format(about=case.matter.about)
        text = text.replace("Punktet om »", "Punktet »")
        return (Sentence(text, "realised", sources), *tail_sentences(case))
    acts = [Decision.UDSAT] if is_put_off(case) else decisions
    predicates = [one for value in acts for one in _PREDICATES.get(value, _none)(case)]
    said = split_long(_sentences(case, list(dict.fromkeys(predicates)), sources), case)
    if is_put_off(case) and len(decisions) > 1:
        return said
    main = " ".join(sentence.text for sentence in said)
    turned = [turn_around(case, value) for value in acts if value in TURNED]
    used = tuple(one.span for one in turned if one)
    return (*said, *_passes_on(case, main, sources), *tail_sentences(case, used=used))


def is_undecided(case: Case) -> bool:
    """Tell whether the minutes show no decision in the item: no label, and no decision text."""
    none = [label.value for label in case.labelled.decisions] == [Decision.INGEN_BESLUTNING]
    return none and not tail_sentences(case, whole=True)


def decision_sources(case: Case) -> tuple[Span, ...]:
    """Return every span that the decision sentence is built of: decision, title, points, route."""
    item = case.labelled.item
    spans = [*case.evidence, item.heading]
    spans += [point.span for point in case.proposals]
    spans += [section.body for section in item.parts(SectionKind.BEHANDLING)]
    return tuple(dict.fromkeys(span for span in spans if span.start < span.end))


def _sentences(case: Case, predicates: list[str], sources: tuple[Span, ...]) -> list[Sentence]:
    if not predicates:
        return []
    if any(one.startswith(("valgte ", "udpegede ")) for one in predicates):
        predicates = [one for one in predicates if "traf sit valg" not in one]
    predicates = [predicates[0], *[_short(case, one) for one in predicates[1:]]]
    one = full_stop(f"{case.body} {join_list(predicates)}")
    joined = count_words(one) <= LONGEST and not re.search(r", at|: ", one)
    if len(predicates) == 1 or joined:
        return [Sentence(upper_first(one), "realised", sources)]
    subjects = [case.body, *[case.pronoun.capitalize()] * (len(predicates) - 1)]
    return [
        Sentence(upper_first(full_stop(f"{subject} {predicate}")), "realised", sources)
        for subject, predicate in zip(subjects, predicates, strict=True)
    ]


def _short(case: Case, predicate: str) -> str:
    """Say "sagen" for a case that the sentence has named already."""
    if case.matter.thing in predicate and case.matter.thing.startswith("orienteringen "):
        return "tog den til efterretning"
    predicate = predicate.replace(f"orienteret om {case.matter.about}", "orienteret om sagen")
    predicate = predicate.replace(f"orienteringen om {case.matter.about}", "orienteringen")
    predicate = predicate.replace(f" i {case.matter.case}", "")
    return predicate.replace(case.matter.case, "sagen")


def _passes_on(case: Case, main: str, sources: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Say who has the case next, unless the sentence has named that body already."""
    name = case.next_body
    if name is None or name.lower() in main.lower():
        return ()
    fixed = load_lexicon("frames")["sentence"]
    refused = any(label.value is Decision.AFVIST for label in case.labelled.decisions)
    if any(label.value is Decision.UDSAT for label in case.labelled.decisions):
        return ()
    if re.search(r"\btilbage til\b", main):
        # It comes again, and only then goes on.
        return ()
    template = fixed["decides"] if refused else case.style.sentences["passes_on"]
    if not refused and re.search(r"\bi høring\b", main):
        template = fixed["derefter"]
    text = template.format(next=name)
    return (Sentence(text, "realised", sources),)


def _none(case: Case) -> list[str]:  # noqa: ARG001 - one signature for every decision type
    return []


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
        return [f"{verb} {announced}"]
    objects = [_discussed_object(case, point) for point in case.proposals[:3]]
    named = list(dict.fromkeys(one for one in objects if one))
    comma = "," if named and re.match(r"hv\w+ |om ", named[0]) else ""
    return [f"{verb}{comma} {join_list(named)}"] if named else [frame(case, "droeftet")]


def _announced(case: Case) -> str | None:
    """Return X of a background sentence "Direktionen drøfter X."."""
    for source in source_sentences(case.minutes.text, case.labelled.item):
        match = re.match(rf"{re.escape(case.body)} drøfter (?P<x>[^,.]+)\.$", source.text)
        if match:
            said = compress(source.text, case.meeting)
            named = said[0].split(" drøfter ", 1)[-1].rstrip(".") if len(said) == 1 else ""
            return named if " " in named else None
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
    point = next((one for one in case.proposals if one.noted and not one.empty), None)
    if point and case.wording == "precise":
        return [f"tog {words_of(case, point.object)} til efterretning"]
    return [frame(case, "taget_til_efterretning")]


def _approved(case: Case) -> list[str]:
    turned = turn_around(case, Decision.GODKENDT)
    return [turned.predicate] if turned else [in_its_words(case, one) for one in _yes(case)]


def _yes(case: Case) -> list[str]:
    points = [point for point in case.proposals if has_finite(point.clause) or point.verb]
    if len(points) < len(case.proposals) and points:
        # A point that can't be read is approved with the others.
        return [frame(case, "godkendt_indstilling")]
    if not points:
        refusal = re.search(r"\bafslag\b", case.decision_text, re.IGNORECASE)
        return [frame(case, "godkendt_afslag" if refusal else "godkendt")]
    if any(point.actor not in (None, case.body) for point in points):
        return [frame(case, "godkendt_indstilling")]
    predicates = [enacted(case, point) for point in points]
    if len(predicates) > 3 or sum(count_words(one) for one in predicates) > 60:
        # Too much to say in one breath: the case, and the point that comes first.
        return [frame(case, "godkendt_indstilling"), *predicates[:1]]
    return predicates


def _recommended(case: Case) -> list[str]:
    turned = turn_around(case, Decision.ANBEFALES)
    if turned:
        return [turned.predicate]
    name = case.next_body or next(
        (p.to for p in case.proposals if p.to not in (None, case.body)), None
    )
    points = [point for point in case.proposals if point.verb or has_finite(point.clause)]
    own = next((one for one in points if recommends_itself(case, one)), None)
    if own is not None:
        return [acted(case, own, "anbefaler")]
    clauses = [clause_for(case, point, name) for point in points[:3]]
    unread = len(points) < len(case.proposals)
    if not points or unread or len(points) > 3 or sum(count_words(one) for one in clauses) > 55:
        proposed = any(case.labelled.item.parts(SectionKind.INDSTILLING))
        alone = "anbefales_uden" if proposed else "anbefales_alene"
        return [frame(case, "anbefales" if case.next_body else alone)]
    if case.wording == "plain" and case.next_body:
        return [frame(case, "anbefales")]
    *first, last = clauses
    joined = f"{', at '.join(first)}, og at {last}" if first else last
    return [f"anbefaler, at {joined}"]


def _refused(case: Case) -> list[str]:
    text = case.decision_text
    if re.search(r"\bkan ikke anbefale", text, re.IGNORECASE):
        return [frame(case, "afvist_kan_ikke")]
    if re.search(r"\banbefal\w*", text, re.IGNORECASE):
        return [frame(case, "afvist_anbefaling")]
    if re.search(r"\bafslag\b|imødekom", text, re.IGNORECASE):
        return [frame(case, "afvist_afslag")]
    clause = _lone_clause(case)
    if clause:
        verb = (
            "kunne ikke godkende" if re.search(r"\bkunne ikke\b", text, re.I) else "godkendte ikke"
        )
        return [f"{verb} forslaget om, at {clause}"]
    proposed = list(case.labelled.item.parts(SectionKind.INDSTILLING))
    return [frame(case, "afvist" if proposed else "afvist_uden")]


def _lone_clause(case: Case) -> str | None:
    """Return what the only point of the recommendation asks for, where it is short and no no."""
    points = [one for one in case.proposals if one.verb or has_finite(one.clause)]
    if len(points) != 1 or len(case.proposals) != 1 or points[0].refuses:
        return None
    if points[0].actor or is_bare(case, points[0]) or re.search(r"\bikke\b", points[0].clause):
        return None
    clause = clause_for(case, points[0], None)
    return clause if has_finite(clause) and count_words(clause) <= 20 else None


def _sent(case: Case) -> list[str]:
    text = case.decision_text
    turned = turn_around(case, Decision.OVERSENDT)
    if turned:
        return [turned.predicate]
    if re.search(r"\bhøring\b", text, re.IGNORECASE):
        return [frame(case, "hoering")]
    if _SENT_BACK.search(text):
        to = re.search(r"\b(forvaltningen|administrationen)\b", text, re.IGNORECASE)
        bodies = [m.body.name for m in find_bodies(text) if m.body.name != case.body]
        if to is None and not bodies:
            return [frame(case, "tilbage_uden")]
        name = to.group(1).lower() if to else bodies[0]
        row = case.style.frames["tilbage"][case.wording]
        matter = case.matter
        return [row.format(case=matter.case, thing=matter.thing, about=matter.about, next=name)]
    return [frame(case, "oversendt" if case.next_body else "oversendt_uden")]


# "… og vende tilbage i maj" sends nothing back.
_SENT_BACK = re.compile(
    r"(?<!vende )(?<!vender )(?<!melde )(?<!melder )(?<!vendt )(?<!kommer )(?<!komme )(?<!holde )"
    r"\btilbage(?:send\w*|vis\w*)?\b|hjemvis",
    re.IGNORECASE,
)


def _elected(case: Case) -> list[str]:
    title = clean_title(case.labelled.item.title, case.meeting)
    match = re.match(r"(?P<act>valg|udpegning) af (?P<x>.+)", title, re.IGNORECASE)
    if match:
        verb = "valgte" if match["act"].lower() == "valg" else "udpegede"
        return [f"{verb} {words_of(case, lower_first(match['x']))}"]
    if re.match(r"(?:(?:nye )?medlemmer|repræsentant(?:er)?|medlem) ", title, re.IGNORECASE):
        return [f"udpegede {words_of(case, lower_first(title))}"]
    seats = re.search(r"\bmedlem|\bsuppleant|\bstedfortræder", case.decision_text, re.IGNORECASE)
    return [frame(case, "udpeget" if seats else "valgt")]


def _put_off(case: Case) -> list[str]:
    turned = turn_around(case, Decision.UDSAT)
    return [turned.predicate] if turned else [frame(case, "udsat")]


def _framed(name: str) -> Callable[[Case], list[str]]:
    return lambda case: [frame(case, name)]


_PREDICATES: dict[Decision, Callable[[Case], list[str]]] = {
    Decision.DROEFTET: _discussed,
    Decision.TAGET_TIL_EFTERRETNING: _noted,
    Decision.GODKENDT: _approved,
    Decision.ANBEFALES: _recommended,
    Decision.AFVIST: _refused,
    Decision.UDSAT: _put_off,
    Decision.OVERSENDT: _sent,
    Decision.UDPEGET: _elected,
    Decision.INGEN_BEMAERKNINGER: _framed("ingen_bemaerkninger"),
}
