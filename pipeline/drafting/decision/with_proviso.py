"""A bare outcome and what the decision adds to it: "Anbefales, dog med en kortere frist".

What changes the recommendation is told against what was proposed; what does not, goes with the
outcome or beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.danish.clauses import stop, without_stop
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import with_new_day
from pipeline.drafting.decision.attributed import advised_points, attributed
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.changes import alters, moves_later, with_new_option, with_new_sum
from pipeline.drafting.decision.framed import sentences_of
from pipeline.drafting.decision.halves import split_long
from pipeline.drafting.decision.mixed import told_in_turn
from pipeline.drafting.decision.named import excepts
from pipeline.drafting.decision.onward import passes_on
from pipeline.drafting.decision.predicates import predicates_of
from pipeline.drafting.decision.provisos import (
    Proviso,
    as_change,
    changed_later,
    of_all,
    read_proviso,
)
from pipeline.drafting.decision.tails import tail_sentences
from pipeline.labels import SAID_YES, Decision
from pipeline.records import Sentence, Span


def with_proviso(
    case: Case, decisions: list[Decision], sources: tuple[Span, ...]
) -> tuple[Sentence, ...]:
    """Say a bare outcome by the recommendation, and what the decision adds to it."""
    proviso = None if excepts(case) else read_proviso(case) or changed_later(case)
    if proviso is None or decisions[0] not in SAID_YES:
        return ()
    said = _changed(case, decisions[0], proviso, sources)
    rest = tuple(one for one in case.decision if one.start >= proviso.span.end)
    if any(case.has_evidence(one) for one in rest):
        after = told_in_turn(replace(case, decision=rest), opens=False)
        return (*said, *after) if said else ()
    if decisions not in ([Decision.GODKENDT], [Decision.ANBEFALES]):
        return ()
    if not said:
        joins = bool(proviso.apart) and proviso.words.lower().startswith("idet ")
        if decisions == [Decision.ANBEFALES] and joins:
            # What is only recommended may not stand as a fact.
            proviso = proviso._replace(joined=f", {proviso.words}", apart="")
        said = sentences_of(case, predicates_of(case, decisions[0]), sources)
        last = said[-1]
        if len(case.proposals) > 1 and proviso.joined.startswith(_OF_THEM_ALL):
            # Of all that was said, not of the last point alone.
            comma = "," if proviso.joined.startswith(", idet ") else ""
            approved = "Det sker" if comma else "Det er"
            does = approved if decisions == [Decision.GODKENDT] else "Anbefalingen gives"
            alone = stop(f"{does}{comma} {re.sub('^, (?:men )?', '', proviso.joined)}")
            said.append(Sentence(alone, "realised", (proviso.span,)))
        elif len(said) > 1 and (each := of_all(proviso.joined)):
            said.append(Sentence(each, "realised", (proviso.span,)))
        else:
            said[-1] = replace(last, text=stop(f"{without_stop(last.text)}{proviso.joined}"))
        if proviso.apart:
            said.append(Sentence(proviso.apart, "realised", (proviso.span,)))
    main = " ".join(sentence.text for sentence in said)
    tail = tail_sentences(case, used=(proviso.span,))
    return (*split_long(said, case), *passes_on(case, main, sources, tail), *tail)


_OF_THEM_ALL = (", men med ", ", idet ", ", dog med ", ", dog uden ", ", dog kun ")


def _changed(
    case: Case, decision: Decision, proviso: Proviso, sources: tuple[Span, ...]
) -> list[Sentence]:
    """Tell an outcome that changes what was proposed; [] where it changes nothing."""
    changed = alters(case, proviso.words) or moves_later(case, proviso.span)
    if not case.proposals or not changed:
        return []
    points = with_new_sum(case.proposals, proviso.words)
    points = points or with_new_day(case.proposals, proviso.words)
    points = points or with_new_option(case.proposals, proviso.words)
    if points:
        return sentences_of(case, predicates_of(replace(case, proposals=points), decision), sources)
    asked = attributed(replace(case, proposals=advised_points(case)))
    before = [Sentence(text, "realised", sources) for text in asked]
    what = "det" if before else f"forslaget i {case.matter.case}"
    verb = "godkendte" if decision is Decision.GODKENDT else "anbefaler"
    joined = proviso.joined
    # "idet den nye tid gælder fra maj" has a subject of its own.
    anew = stop(upper_first(re.sub("^idet ", "", proviso.words)))
    if proviso.apart.startswith(("Dog ", "Men ")) or proviso.apart == upper_first(proviso.words):
        said = Sentence(stop(f"{case.body} {verb} {what}"), "realised", sources)
        added = [Sentence(proviso.apart, "realised", (proviso.span,))] if proviso.apart else []
        return [*before, said, *added]
    if proviso.apart.startswith(f"{case.pronoun.capitalize()} ") and proviso.apart != anew:
        joined = f", men {proviso.apart.partition(' ')[2]}"
    elif not is_changed(proviso.words) and (proviso := as_change(proviso)).joined:
        joined = proviso.joined
    elif proviso.apart and not is_changed(proviso.words):
        said = Sentence(stop(f"{case.body} {verb} {what}"), "realised", sources)
        return [*before, said, Sentence(proviso.apart, "realised", (proviso.span,))]
    elif proviso.apart:
        # "Lejemålet forlænges …" is a sentence of its own, and opens with no "idet".
        joined = f", men med den ændring, at {lower_first(_LINK.sub('', proviso.words))}"
    text = stop(f"{case.body} {verb} {what}{joined}")
    return [*before, Sentence(text, "realised", sources)]


_LINK = re.compile(r"^(?:idet|dog|men|således|sådan|så|at) ", re.IGNORECASE)
