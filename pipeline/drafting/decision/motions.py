"""Motions in a decision: lost on the way, carried, or a proposal of the case that fell."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.drafting.ahead.deadlines import is_log_line, told_deadline
from pipeline.drafting.case import AGREED, Case
from pipeline.drafting.decision.certain import is_of_part
from pipeline.drafting.decision.votes import is_lost, vote_sentence
from pipeline.drafting.people.members import without_names
from pipeline.labels import Decision
from pipeline.records import Sentence, Span


def after_motions(case: Case) -> list[Span]:
    """Return the sentences of the decision without a motion that was lost on the way.

    Its mover is named, so the motion itself can't be told, and its outcome alone misleads.
    """
    kept: list[Span] = []
    hidden = False
    part = is_of_part(case)
    for span in case.decision:
        text = span.of(case.minutes.text)
        carried = _MOVED.search(text) is not None and _carried(case, span)
        # What fell and was read as a no of its own is part of what was decided.
        own = is_lost(text) and case.has_evidence(span)
        moved = _MOVED.search(text) and not carried and not own
        counted = part and any(span.overlaps(one) for one in case.passages("vote"))
        if (case.is_aside(span) and not counted and not carried) or moved:
            hidden = hidden or bool(moved)
        elif (is_log_line(text) and not told_deadline(text)) or _BALLOT_OPENS.fullmatch(text):
            continue
        elif not (hidden and _OUTCOME.match(text)):
            hidden = False
            kept.append(span)
    return kept


def _carried(case: Case, motion: Span) -> bool:
    """Tell whether a motion, or the sentence after it, says that it was carried: it is decided."""
    if AGREED.search(motion.of(case.minutes.text)):
        return True
    after = next((one for one in case.decision if one.start >= motion.end), None)
    text = after.of(case.minutes.text) if after else ""
    return bool(_YES.match(text)) and not is_lost(text)


# "Afstemning efter vedtægtens § 8:" and then who voted for and against.
_BALLOT_OPENS = re.compile(r"Afstemning\b[^.]*(?:\. ?[^.]*)?:")
_MOVED = re.compile(r"\bforeslog\b|\bstill(?:ede|et) (?:\w+ )?(?:ændrings)?forslag\b")
_YES = re.compile(
    r"(?:Ændrings)?[Ff]orslaget(?: herom)? (?:er |blev )?(?:vedtog\w*|vedtaget|godkendt)\b"
)
_OUTCOME = re.compile(r"(?:For|Imod) (?:forslaget )?stemte|(?:Ændrings)?[Ff]orslaget\b|\d+ stemte")


def carried_motion(case: Case) -> tuple[Sentence, ...]:
    """Tell the one motion of several that was carried, with its votes; () where it is not so.

    "Godkendte sagen" would be a yes to those that fell.
    """
    spans = [*case.decision, None]
    put = [
        (span, after, motion)
        for span, after in pairwise(spans)
        if span and (motion := _PUT.match(case.printed(span)))
    ]
    won = [
        (span, after, motion)
        for span, after, motion in put
        if after and _CARRIED.fullmatch(after.of(case.minutes.text))
    ]
    if len(put) < 2 or len(won) != 1:
        return ()
    span, after, motion = won[0]
    told = without_names(case, f"{case.body} vedtog et forslag {motion['what']}.")
    votes = vote_sentence(motion["votes"])
    said = [Sentence(told, "realised", (span, after))] if told and after else []
    return (*said, *([Sentence(votes, "realised", (span,))] if said and votes else []))


# "Forslag fra Liste H om at vente: For stemte 4, imod stemte 9." and then "Forkastet."
_PUT = re.compile(
    r"(?:Ændringsf|F)orslag (?P<what>(?:fra|af) [^:.]{1,60}? om,? [^:]+): (?P<votes>For\b.+)"
)
_CARRIED = re.compile(r"(?:Vedtaget|Godkendt|Tiltrådt)\.?")


def of_motions(case: Case) -> tuple[Span, ...]:
    """Return the sentences of the decision that are motions put to the vote and their outcome."""
    spans = case.decision
    put = {one for one in spans if _PUT.match(case.printed(one))}
    return tuple(one for n, one in enumerate(spans) if one in put or (n and spans[n - 1] in put))


def fell_in_part(case: Case) -> bool:
    """Tell whether a proposal of the case itself, and no motion about it, was lost beside a yes."""
    if Decision.AFVIST in case.labelled.outcomes:
        return False
    kept = [span.of(case.minutes.text) for span in case.decision]
    lost = len(kept) > 1 and any(_FELL.match(one) for one in kept)
    return lost and not any(_MOTION.search(one) for one in kept)


_MOTION = re.compile(
    r"\bforeslog\b|\bstill(?:ede|et)\b|ændringsforslag|modforslag|udsættelse|[Ff]orslag fra\b"
)
_FELL = re.compile(
    r"(?:Forslaget|Punktet|Det) (?:er|var|blev)(?: (?:dermed|hermed|herefter|således))? "
    r"(?:bortfaldet|faldet|forkastet|nedstemt)|(?:Forslaget|Punktet) (?:bort)?faldt\b"
)
