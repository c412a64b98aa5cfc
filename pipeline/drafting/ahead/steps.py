"""Det videre forløb: who has a case next, and the times still to come.

Every line opens with what it is filed under: a time, a body, or the item's keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product, takewhile
from typing import NamedTuple

from pipeline.danish.bodies import body_named, find_bodies, same_body
from pipeline.danish.dates import find_dates, format_date
from pipeline.danish.nouns import join_list, upper_first
from pipeline.drafting.ahead.also_heard import also_heard
from pipeline.drafting.ahead.foreseen import foreseen
from pipeline.drafting.ahead.informed import informed
from pipeline.drafting.ahead.named import filed_under, topical
from pipeline.drafting.ahead.promised import Promise, promised
from pipeline.drafting.ahead.shares import share_sent
from pipeline.drafting.ahead.times import opening_time
from pipeline.drafting.background.repetition import overlap
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import is_sent_on, only_heard
from pipeline.drafting.decision.realise import decision_sources
from pipeline.drafting.ranking import routine_row
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import NextStep, Paragraph, Sentence, Span

MOST = 10
# What the lines are worth where there are more than a list holds: dated ones of the decision first.
_DECIDED, _ONWARD, _UNDATED, _FORESEEN, _VAGUE = range(5)


# A case that looks ahead to a meeting tells of its own agenda, one that names a year of money.
_ROUTINE = re.compile(r"(?:På|Til|Ved|Inden) (?:\w+ )?(?:næste|\w*møde)|\w+ (?:budget )?20\d\d")


class _Line(NamedTuple):
    """A next step, how much it is worth (the least the most), and about when it is."""

    worth: int
    about: date
    step: NextStep


def next_steps(cases: Sequence[Case], paragraphs: Sequence[Paragraph]) -> tuple[NextStep, ...]:
    """Return what happens next, by time; what has no time comes last."""
    lines: list[_Line] = []
    for case in cases:
        told = " ".join(_told(one) for one in paragraphs if case.labelled in one.items)
        own = [*_promised(case, told), *_foreseen(case, told)]
        for line in (*_onward(case), *own):
            if not any(_same(line, other) or _is_moved(line, other) for other in lines):
                lines.append(line)
    lines = [line for line in lines if not any(_tells_day_of(other, line) for other in lines)]
    kept = sorted(lines, key=lambda line: line.worth)[:MOST]
    return tuple(line.step for line in sorted(kept, key=lambda line: line.about))


def _told(paragraph: Paragraph) -> str:
    said = (one.text for block in paragraph.blocks for one in block)
    return " ".join([paragraph.headline.text, *said])


def _same(one: _Line, other: _Line) -> bool:
    """Tell whether two lines tell of the same: the decision and the case may both name it."""
    of_day = one.step.when is not None and one.step.when == other.step.when
    if of_day and one.step.item is other.step.item and one.worth == _FORESEEN:
        # "Frem til den 31. marts fortsætter Solhøj", "Til den 31. marts holdes Solhøj åbent"
        return True
    alike = overlap(one.step.sentence.text, other.step.sentence.text)
    together = one.about == other.about
    if one.step.item is not other.step.item:
        return together and one.step.when is not None and alike >= 0.8
    pairs = product(_bodies(one.step), _bodies(other.step))
    if together and one.step.when is not None and any(same_body(*pair) for pair in pairs):
        return True
    # "Efter et år" and "i september 2025" may be one time, of which the decision's is the surer.
    vague = one.step.when is None or other.step.when is None
    if vague and abs((one.about - other.about).days) <= _ABOUT_NOW:
        alike = max(alike, overlap(_untimed(one), _untimed(other)))
    return alike >= (0.5 if together else 0.8)


def _is_moved(line: _Line, other: _Line) -> bool:
    """Tell whether the case has an old day of what the decision gives another: "åbner i maj"."""
    if line.step.item is not other.step.item or (line.worth, other.worth) != (_FORESEEN, _DECIDED):
        return False
    return overlap(_untimed(line), _untimed(other)) >= 0.9


_ABOUT_NOW = 16


def _untimed(line: _Line) -> str:
    text = line.step.sentence.text
    return text[len(opening_time(text)) :]


def _tells_day_of(one: _Line, other: _Line) -> bool:
    """Tell whether *one* has the day on which the body of *other* treats the case."""
    undated = other.step.who != "" and other.step.when is None
    same = one.step.item is other.step.item and one.step.when is not None
    if not undated or not same:
        return False
    answers = _HEARING.search(one.step.sentence.text) and _ANSWERS in other.step.sentence.text
    return bool(answers) or any(same_body(other.step.who, who) for who in _bodies(one.step))


_HEARING = re.compile(r"\bhøring(?:en)?\b")
_ANSWERS = " udtaler sig om "


def _bodies(step: NextStep) -> set[str]:
    return {one.body.name for one in find_bodies(step.sentence.text)}


def _promised(case: Case, told: str) -> Iterator[_Line]:
    for one in (*promised(case, told), *informed(case, told)):
        if _is_placeless(case, one):
            continue
        yield _Line(_DECIDED if one.day else _UNDATED, one.about, _step(case, one))


def _is_placeless(case: Case, one: Promise) -> bool:
    """Tell whether a line of a standing item tells only when: "I december holdes samtalerne."."""
    return routine_row(case.labelled.item.title) is not None and bool(_BARE.fullmatch(one.text))


# "Den 1. oktober åbner tilmeldingen." under "Eventuelt" tells not to what.
_BARE = re.compile(r"[A-ZÆØÅ][^,:]* [a-zæøå]+ (?!igen\b)[a-zæøå]+(?:en|et|ne)(?: klar| færdig)?\.")


def _foreseen(case: Case, told: str) -> Iterator[_Line]:
    for one in foreseen(case, told):
        if _is_placeless(case, one):
            continue
        if one.day is not None or not (_ROUTINE.match(one.text) or "kr." in one.text):
            yield _Line(_FORESEEN if one.day else _VAGUE, one.about, _step(case, one))


def _step(case: Case, one: Promise) -> NextStep:
    text = f"{filed_under(case)}: {one.text}" if one.filed else topical(case, one.text)
    return NextStep(
        one.day,
        "",
        Sentence(text, "realised", (one.source, case.labelled.item.heading)),
        case.labelled,
    )


def _onward(case: Case) -> Iterator[_Line]:
    stopped = {Decision.UDSAT, Decision.INGEN_BESLUTNING, Decision.INGEN_BEMAERKNINGER}
    sent = {Decision.ANBEFALES, Decision.OVERSENDT}
    values = case.labelled.outcomes
    routine = routine_row(case.labelled.item.title) is not None
    # Where only a part waits, the rest goes on.
    waits = values & stopped and not values & sent
    if case.next_body is None or waits or routine:
        return
    heard = only_heard(case, case.next_body)
    if Decision.AFVIST in values and not heard and not is_sent_on(case):
        return
    sources = decision_sources(case)
    days = [_day_at(case, name) for name in case.next_bodies]
    for body, found in zip(case.next_bodies, days, strict=True):
        if found is not None:
            day, span = found
            when = f"Den {format_date(day, year=day.year != getattr(case.meeting, 'year', None))}"
            share = share_sent(case, body)
            does = _heard_on(case, body) if heard and body == case.next_body else ""
            text = f"{when} {does or f'behandler {body} {share or case.matter.approved}.'}"
            text = topical(case, text) if share else text
            sentence = Sentence(text, "realised", (*sources, span))
            yield _Line(_DECIDED, day, NextStep(day, "", sentence, case.labelled))
    left = [body for body, found in zip(case.next_bodies, days, strict=True) if found is None]
    if left and days[0] is None:
        sentence = Sentence(_treated_by(case, left), "realised", sources)
        yield _Line(_ONWARD, date.max, NextStep(None, left[0], sentence, case.labelled))


def _heard_on(case: Case, body: str) -> str:
    """Say that a body which is asked for its answer gives it, without the day."""
    quoted = case.matter.about.startswith("»")
    about = case.matter.thing if quoted else case.matter.about
    return f"udtaler {body} sig om {about}."


def _treated_by(case: Case, bodies: Sequence[str]) -> str:
    """Say who has the case before them; what is out for comments comes back before it goes on."""
    heard = list(takewhile(lambda body: only_heard(case, body), bodies))
    if heard:
        frame: str = load_lexicon("frames")["sentence"]["udtaler_om"]
        others = also_heard(case.decision_text)
        heard = [one for one in heard if not any(one in other for other in others)] + others
        quoted = case.matter.about.startswith("»")
        about = case.matter.thing if quoted else case.matter.about
        return upper_first(frame.format(next=join_list(heard), thing=about))
    # Those who only advise have it at the same time.
    first = list(takewhile(lambda body: body_named(body).kind == "advisory", bodies)) or bodies[:1]
    share = share_sent(case, bodies[-1])
    text = case.style.sentences["step"].format(
        next=join_list(first), thing=share or case.matter.approved
    )
    after = bodies[len(first) :]
    text = f"{text.removesuffix('.')}, derefter {join_list(after)}." if after else text
    return topical(case, text) if share else text


# Between a body and the day on which it meets: "Byrådet den 3. maj", "Byrådet, der mødes den 3.".
_MEETS = re.compile(
    r"s?(?:,? (?:der|som) (?:(?:holder|har) møde|mødes)|"
    r",? (?:så|hvor) (?:[a-zæøå]*(?:udvalget|rådet|styrelsen)|det)(?: kan)? "
    r"(?:behandle|drøfte|få)r? (?:sagen|den|det|forslaget|punktet)|"
    r",?(?: der| som)? (?:får|behandler) (?:sagen|den|det|forslaget|punktet)|"
    r",? (?:på|til|ved) (?:sit|deres|det))?(?: (?:ordinære |ekstraordinære |næste )?mødet?)?,?"
    r" \(? ?(?:[a-zæøå]+dag )?(?:den |d\. ?)?"
)


_PERIOD = re.compile(r"\.? ?(?:[-–]|til (?:og med )?(?:den )?(?=\d)) ?\d?")


def _day_at(case: Case, name: str) -> tuple[date, Span] | None:
    """Return the day on which the item says that a body will have the case."""
    text, meeting = case.minutes.text, case.meeting
    if meeting is None:
        return None
    span = case.labelled.item.span
    words = span.of(text).replace("\n", " ")
    ends = [one.span.end for one in find_bodies(words) if one.body.name == name]
    for found in find_dates(words, meeting=meeting) if ends else ():
        if _PERIOD.match(words, found.span.end):
            # "Høring i MED-udvalget 20. november-4. december": no meeting.
            continue
        gaps = (f"{words[end : found.span.start]} " for end in ends if end <= found.span.start)
        if found.date > meeting and any(_MEETS.fullmatch(re.sub(r" +", " ", gap)) for gap in gaps):
            return found.date, Span(span.start + found.span.start, span.start + found.span.end)
    return None
