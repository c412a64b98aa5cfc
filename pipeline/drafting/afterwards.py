"""Who has a case after this meeting, and who the minutes show has had it since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.danish.bodies import body_named, find_bodies
from pipeline.danish.dates import format_date
from pipeline.danish.nouns import join_list
from pipeline.danish.other_bodies import Elsewhere, decided_elsewhere
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

if TYPE_CHECKING:
    from pipeline.drafting.case import Case


def later_decisions(case: Case) -> tuple[Elsewhere, ...]:
    """Return what is printed of meetings after this one, by day: a transcript made since has it."""
    printed = decided_elsewhere(case.minutes.text, case.labelled.item.sections)
    return tuple(
        one
        for one in printed
        if one.day and case.meeting and one.day > case.meeting and one.body != case.body
    )


def bodies_ahead(case: Case) -> tuple[str, ...]:
    """Return the bodies that still have the case before them, in order."""
    after = _after_this(case)
    if body_named(case.body).kind in _OVER_THE_STAFF:
        # What politicians have settled, the administration carries out: it takes no stand.
        after = tuple(
            name
            for name in after
            if body_named(name).kind != "administration"
            or re.search(rf"\btil {re.escape(name)}", case.decision_text, re.IGNORECASE)
        )
    return _not_yet(after, [one.body for one in later_decisions(case)])


_OVER_THE_STAFF = frozenset({"committee", "economy", "council", "board"})


def treated_since(case: Case) -> tuple[Sentence, ...]:
    """Say who has had the case since; what they decided is for a person to read."""
    later = later_decisions(case)
    if not later:
        return ()
    year = case.meeting.year if case.meeting else None
    when = (
        f"{one.body} (den {format_date(one.day, year=one.day.year != year)})"
        for one in later
        if one.day
    )
    frame: str = load_lexicon("frames")["sentence"]["since"]
    text = frame.format(bodies=join_list(list(dict.fromkeys(when))))
    return (Sentence(text, "realised", tuple(dict.fromkeys(one.section.heading for one in later))),)


def _not_yet(bodies: tuple[str, ...], had: list[str]) -> tuple[str, ...]:
    """Leave out those who have had the case, and whoever had it before them."""
    last = max((at for at, name in enumerate(bodies) if name in had), default=-1)
    return bodies[last + 1 :]


def _after_this(case: Case) -> tuple[str, ...]:
    route = case.labelled.item.route
    if case.body in route:
        return tuple(name for name in route[route.index(case.body) + 1 :] if name != case.body)
    names = [
        mention.body.name
        for span in case.decision
        if not case.is_aside(span)
        for mention in find_bodies(span.of(case.minutes.text))
        if re.search(r"\b(?:til|over for|i) (?:den |det )?$", _before(case, span, mention.span))
    ]
    recommended = any(label.value is Decision.ANBEFALES for label in case.labelled.decisions)
    # A route without this body holds those that come after it.
    later = names or (list(route) if recommended else [])
    return tuple(dict.fromkeys(name for name in later if name != case.body))


def _before(case: Case, sentence: Span, mention: Span) -> str:
    start = sentence.start
    return case.minutes.text[start : start + mention.start]
