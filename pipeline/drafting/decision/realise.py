"""Say the decision: the body, what it did, with what, and who has the case next.

The frames stand in ``lexicon/frames.toml``. A sentence never says more than the decision does:
the recommendation only lends its words, and only where the decision says yes to it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.danish.nouns import upper_first
from pipeline.drafting.afterwards import treated_since
from pipeline.drafting.case import Case
from pipeline.drafting.decision.amended import carried_amendment
from pipeline.drafting.decision.asking import refers
from pipeline.drafting.decision.attributed import asked_in_full
from pipeline.drafting.decision.by_place import points_by_place
from pipeline.drafting.decision.certain import sure_types
from pipeline.drafting.decision.chosen import chosen_by_group, chosen_by_role
from pipeline.drafting.decision.described import told_options
from pipeline.drafting.decision.dissent import beside_majority, dissenters, without_repeating
from pipeline.drafting.decision.doubted import is_unsure
from pipeline.drafting.decision.evidence import told_by_evidence
from pipeline.drafting.decision.framed import sentences_of
from pipeline.drafting.decision.halves import split_long
from pipeline.drafting.decision.listed import listed_acts, listed_spans
from pipeline.drafting.decision.majority import against, by_majority
from pipeline.drafting.decision.mixed import is_mixed, mixed_decision, told_apart
from pipeline.drafting.decision.motions import after_motions, carried_motion, of_motions
from pipeline.drafting.decision.named import excepts
from pipeline.drafting.decision.numbered import say_points
from pipeline.drafting.decision.onward import passes_on
from pipeline.drafting.decision.predicates import predicates_of
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.row_outcomes import row_sentences, row_spans
from pipeline.drafting.decision.sent import sent_somewhere
from pipeline.drafting.decision.sequence import anchored, apart_from_all, by_pronoun, varied
from pipeline.drafting.decision.smaller import with_smaller_yes
from pipeline.drafting.decision.spoken import decided, spoken, without_doubling
from pipeline.drafting.decision.tails import tail_sentences, tells_outcomes
from pipeline.drafting.decision.turned import TURNED, counts_inside, is_put_off, turn_around
from pipeline.drafting.decision.verbatim import own_words, said_before, without_subject
from pipeline.drafting.decision.votes import without_half_counts
from pipeline.drafting.decision.with_proviso import with_proviso
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span


class Decided(NamedTuple):
    """A case with the sentences that say its decision, which several parts of a post look at."""

    case: Case
    said: tuple[Sentence, ...]


def realise_decision(case: Case) -> tuple[Sentence, ...]:
    """Return the sentences that say what the body decided, and everything said with it."""
    decisions = sure_types(case)
    sources = decision_sources(case)
    fixed = load_lexicon("frames")["sentence"]
    if is_undecided(case):
        name = "uafklaret" if case.in_prose else "ingen_beslutning"
        return (Sentence(fixed[name], "derived", (case.labelled.item.heading,)),)
    if in_rows := row_sentences(case):
        return (*in_rows, *tail_sentences(case, whole=True, used=row_spans(case)))
    unsaid = Sentence(fixed["se_referatet"], "derived", (case.labelled.item.heading,))
    if set(decisions) <= {Decision.ANDET, Decision.INGEN_BESLUTNING}:
        if not _is_printed(case):
            unsaid = replace(unsaid, text=fixed["uafklaret"])
        tail = by_pronoun(case, asked_in_full(case, tail_sentences(case, whole=True)))
        told = tuple(_spoken(case, one) for one in tail)
        main = " ".join(one.text for one in told)
        apart = (dissenters(case, main) or against(case)) if told else ()
        return (*told, *apart, *told_options(case, told)) or (unsaid,)
    told = _of_the_list(case, sources) if points_by_place(case) else ()
    told = told or _in_its_own_words(case) or _of_the_list(case, sources)
    told = told or with_proviso(case, decisions, sources)
    said = asked_in_full(case, anchored(told or _said_or_framed(case, decisions, sources)))
    said = with_smaller_yes(case, said)
    said = apart_from_all(case, by_majority(case, by_pronoun(case, said)))
    told = without_half_counts(case, tuple(_spoken(case, one) for one in said))
    apart = dissenters(case, " ".join(one.text for one in told))
    said = without_repeating(varied(case, beside_majority(told, apart))) or (unsaid,)
    return (*said, *told_options(case, said), *treated_since(case))


def _of_the_list(case: Case, sources: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Say what was decided on points that only a list, or who counts them, can tell."""
    if not refers(case.minutes.text, case.labelled.item) and not points_by_place(case):
        return ()
    said = say_points(case, after_motions(case))
    main = " ".join(one.text for one in said)
    return (*said, *passes_on(case, main, sources)) if said else ()


def _spoken(case: Case, one: Sentence) -> Sentence:
    text = decided(one.text if "»" in one.text else spoken(one.text), case.body)
    text = without_doubling(text)
    return one if text == one.text else replace(one, text=text, kind="realised")


def _said_or_framed(
    case: Case, decisions: list[Decision], sources: tuple[Span, ...]
) -> tuple[Sentence, ...]:
    if decisions == [Decision.UDSAT] and not is_put_off(case):
        # "Planen udskydes, og i stedet …": the case is not what waits.
        return tail_sentences(case, whole=True)
    listed = listed_acts(case)
    if listed:
        return (*listed, *tail_sentences(case, used=listed_spans(case)))
    amended, of_it = carried_amendment(case)
    motion = amended or carried_motion(case)
    if motion:
        tail = tail_sentences(case, whole=bool(amended), used=of_it or of_motions(case))
        main = " ".join(one.text for one in motion)
        return (*motion, *(passes_on(case, main, sources, tail) if amended else ()), *tail)
    turned = _all_turned(case, decisions) or excepts(case)
    own = () if turned else own_words(case) or without_subject(case)
    if own:
        noted = _told_before(case, own[0], Decision.TAGET_TIL_EFTERRETNING)
        before = noted or said_before(case, own[0])
        used = (own[0].sources[0], *(one.sources[0] for one in before))
        tail = tail_sentences(case, used=used, own=used[0])
        own = (*_told_before(case, own[0], Decision.AFVIST), *before, *own)
        main = " ".join(one.text for one in own)
        return (*split_long(own, case), *passes_on(case, main, sources, tail), *tail)
    if is_mixed(case) and not _all_turned(case, decisions):
        said = mixed_decision(case)
        main = " ".join(one.text for one in said)
        return said if "»" in main else (*said, *passes_on(case, main, sources))
    return _framed_decision(case, decisions, sources)


def _told_before(case: Case, own: Sentence, value: Decision) -> tuple[Sentence, ...]:
    """Say the outcome that comes before what the decision's own words tell.

    "Til efterretning. Det sendes …", "Kan ikke anbefales. Det sendes …"
    """
    spans = [
        span for label in case.labelled.decisions if label.value is value for span in label.evidence
    ]
    told_later = any(one.end > own.sources[0].start for one in spans)
    if not spans or told_later or value not in sure_types(case):
        return ()
    told = predicates_of(case, value)
    return tuple(sentences_of(case, told, (*spans, case.labelled.item.heading)))


def _in_its_own_words(case: Case) -> tuple[Sentence, ...]:
    """Tell a decision that no rule knows as the minutes do; () where a frame may say it."""
    if not is_unsure(case):
        return ()
    told = tail_sentences(case, whole=True) if case.decision else told_by_evidence(case)
    claims = any(label.value in _CLAIMS for label in case.labelled.decisions)
    if told or not claims or not case.decision_text:
        return told
    opening = load_lexicon("frames")["sentence"]["treated"]
    opening = opening.format(body=case.body, case=case.matter.case)
    sources = decision_sources(case)
    return (
        Sentence(upper_first(opening), "realised", sources),
        Sentence(quote(without_names(case, case.decision_text) or ""), "realised", case.evidence),
    )


# What nobody may read out of a text by likeness alone.
_CLAIMS = frozenset(
    {Decision.GODKENDT, Decision.AFVIST, Decision.ANBEFALES, Decision.OVERSENDT, Decision.UDSAT}
)


def _all_turned(case: Case, decisions: list[Decision]) -> bool:
    """Tell whether each outcome is a sentence of its own that can be turned around."""
    return all(value in TURNED and turn_around(case, value) for value in decisions)


def _framed_decision(
    case: Case, decisions: list[Decision], sources: tuple[Span, ...]
) -> tuple[Sentence, ...]:
    if decisions[0] is Decision.UDSAT and re.search(r"udg[åi]|taget af", case.decision_text, re.I):
        text = case.style.sentences["udgaaet"].format(about=case.matter.about)
        text = text.replace("Punktet om »", "Punktet »")
        tail = tail_sentences(case)
        told = () if tells_outcomes(case, tail) else (Sentence(text, "realised", sources),)
        return (*told, *tail)
    grouped = chosen_by_group(case) if decisions == [Decision.UDPEGET] else None
    if grouped:
        return (Sentence(grouped.predicate, "realised", (grouped.span,)),)
    acts = [Decision.UDSAT] if is_put_off(case) else decisions
    if acts == [Decision.OVERSENDT] and (to_whom := sent_somewhere(case)):
        return to_whom
    apart = told_apart(case, acts)
    acts = [value for value in acts if value not in apart]
    predicates = [one for value in acts for one in predicates_of(case, value)]
    said = split_long(sentences_of(case, list(dict.fromkeys(predicates)), sources), case)
    if is_put_off(case) and len(decisions) > 1:
        return said
    main = " ".join(sentence.text for sentence in said)
    turned = [turn_around(case, value) for value in acts if value in TURNED]
    if Decision.UDPEGET in acts:
        turned.append(chosen_by_role(case))
    used = tuple(one.span for one in turned if one)
    own = tuple(one for some in apart.values() for one in some)
    used = (*used, *(one.sources[0] for one in own))
    tail = (*counts_inside(case, turned), *own, *tail_sentences(case, used=used))
    if acts == [Decision.INGEN_BEMAERKNINGER]:
        # What is no sentence beside "Intet" is the foot of the page.
        tail = tuple(one for one in tail if "»" not in one.text)
    if Decision.UDPEGET in acts and said:
        # Who it was, the post does not tell.
        tail = tuple(one for one in tail if HIDDEN not in one.text)
    if not used and tells_outcomes(case, tail):
        said, main = (), " ".join(one.text for one in tail)
    onward = passes_on(case, main, sources, tail)
    return (*said, *onward, *tail) if said else (*tail, *onward)


def is_undecided(case: Case) -> bool:
    """Tell whether the minutes show no decision in the item: no label, and no decision text."""
    none = case.labelled.outcomes == {Decision.INGEN_BESLUTNING}
    return none and not _is_printed(case) and not tail_sentences(case, whole=True)


def _is_printed(case: Case) -> bool:
    """Tell whether the minutes print a decision, though nothing of it can be told."""
    return any(
        len(span.of(case.minutes.text).split()) > 2
        for span in case.decision
        if not case.is_aside(span)
    )


def decision_sources(case: Case) -> tuple[Span, ...]:
    """Return every span that the decision sentence is built of: decision, title, points, route."""
    item = case.labelled.item
    spans = [*case.evidence, item.heading]
    spans += [point.span for point in case.proposals]
    spans += [section.body for section in item.parts(SectionKind.BEHANDLING)]
    return tuple(dict.fromkeys(span for span in spans if span.start < span.end))
