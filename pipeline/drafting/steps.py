"""Det videre forløb: who has a case next, and the dates still to come.

Every line opens with what it is filed under: a body, a time, or the item's keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.danish.nouns import join_list, lower_first, upper_first
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case, overlaps
from pipeline.drafting.certain import goes_on
from pipeline.drafting.compress import compress, count_words
from pipeline.drafting.fronting import fronted
from pipeline.drafting.headlines import keyword
from pipeline.drafting.prose import source_sentences
from pipeline.drafting.ranking import routine_row
from pipeline.drafting.realise import decision_sources
from pipeline.drafting.select import leans_back, names_someone, overlap
from pipeline.drafting.tails import is_subjectless, tail_sentences
from pipeline.labels import Decision
from pipeline.records import NextStep, Paragraph, Sentence, Span

MOST = 8
# A line that no paragraph has told may be this long; one that repeats has to be shorter.
MOST_WORDS = 18
MOST_WORDS_AGAIN = 14
_YEAR_END = re.compile(r"\bårsskiftet\b|\bnytår\b")
_SOON = re.compile(
    r"\b(?:næste møde|inden(?! (?:der?|den?|det) )|senest|til næste|efter sommeren|igen i)\b"
)
# Told of the past, or of every year: nothing to wait for.
_BEHIND = re.compile(r"\b(?:var|blev|havde|har|hvert år|årligt)\b")
_NEXT_CASE = re.compile(
    r"På (?P<when>næste møde) får (?P<body>[A-ZÆØÅ][\w -]*?) (?P<what>en sag om .+)"
)


def next_steps(cases: Sequence[Case], paragraphs: Sequence[Paragraph]) -> tuple[NextStep, ...]:
    """Return what happens next, by date, what has no date last."""
    told = [s for p in paragraphs for block in p.blocks for s in block]
    steps: list[NextStep] = []
    for case in cases:
        for step in (
            *_again(case, told),
            *_dated(case, [one.text for one in told]),
            *_follow_ups(case),
            *_onward(case),
        ):
            if not any(_same(step, other) for other in steps):
                steps.append(step)
    steps.sort(key=lambda step: step.when or date.max)
    return tuple(steps[:MOST])


def _same(one: NextStep, other: NextStep) -> bool:
    if one.item is not other.item:
        return False
    shared = set(one.sentence.sources) & set(other.sentence.sources)
    body = {one.item.item.heading}
    return overlap(one.sentence.text, other.sentence.text) >= 0.5 or bool(
        shared - body and one.when == other.when is not None
    )


def _onward(case: Case) -> Iterator[NextStep]:
    stopped = {Decision.UDSAT, Decision.INGEN_BESLUTNING, Decision.INGEN_BEMAERKNINGER}
    values = {label.value for label in case.labelled.decisions}
    if case.next_body is None or values & stopped:
        return
    if values == {Decision.AFVIST} and not goes_on(case):
        return
    text = case.style.sentences["step"].format(next=case.next_body, thing=case.matter.thing)
    if case.next_bodies[1:]:
        text = f"{text.removesuffix('.')}, derefter {join_list(list(case.next_bodies[1:]))}."
    sentence = Sentence(text, "realised", decision_sources(case))
    yield NextStep(None, case.next_body, sentence, case.labelled)


def _again(case: Case, told: Sequence[Sentence]) -> Iterator[NextStep]:
    """Yield what the item's own sentences say of a time to come, with the time first."""
    own = case.labelled.item.span
    for one in told:
        inside = one.sources and all(own.start <= s.start and s.end <= own.end for s in one.sources)
        if not inside or "»" in one.text or leans_back(one.text):
            continue
        when = _coming(one.text, case.meeting)
        if when is None and not _YEAR_END.search(one.text):
            continue
        text = _topical(case, fronted(one.text))
        if text and count_words(text) <= MOST_WORDS + 3:
            yield NextStep(
                when,
                "",
                Sentence(text, "realised", (*one.sources, case.labelled.item.heading)),
                case.labelled,
            )


def _follow_ups(case: Case) -> Iterator[NextStep]:
    """Yield what the decision itself says of dates and next meetings, with the topic before it."""
    spans = case.passages("follow_up")
    told = {s.sources: s.text for s in tail_sentences(case) if len(s.sources) == 1}
    for sources, text in told.items():
        if "»" in text or not any(overlaps(sources[0], span) for span in spans):
            continue
        when = _coming(text, case.meeting)
        ahead = _NEXT_CASE.fullmatch(text)
        if ahead:
            line = f"{ahead['body']} får på {ahead['when']} {ahead['what']}"
            yield NextStep(None, ahead["body"], Sentence(line, "realised", sources), case.labelled)
        elif count_words(text) <= MOST_WORDS_AGAIN and (when or _SOON.search(text)):
            yield _filed(case, text, when, sources[0])


def _dated(case: Case, said: Sequence[str]) -> Iterator[NextStep]:
    """Yield the background sentences with one date still to come that no paragraph has used."""
    for source in source_sentences(case.minutes.text, case.labelled.item):
        when = _coming(source.text, case.meeting)
        told = compress(source.text, case.meeting) if when else ()
        if len(told) != 1 or leans_back(source.text) or is_subjectless(source.text):
            continue
        if names_someone(case.minutes, source.text) or count_words(told[0]) > MOST_WORDS:
            continue
        if any(overlap(told[0], other) >= 0.6 for other in said):
            continue
        yield _filed(case, told[0], when, source.span)


def _filed(case: Case, text: str, when: date | None, source: Span) -> NextStep:
    """Make a line: by its body where that opens it, else by its time, else by the keyword."""
    heading = case.labelled.item.heading
    mention = next(iter(find_bodies(text)), None)
    if mention and mention.span.start == 0:
        line = _topical(case, text) or text
        sentence = Sentence(line, "realised", (source, heading))
        return NextStep(when, text[: mention.span.end], sentence, case.labelled)
    ahead = _topical(case, fronted(text))
    if ahead:
        return NextStep(when, "", Sentence(ahead, "realised", (source, heading)), case.labelled)
    name = keyword(case).text
    name = upper_first(name.partition(": ")[2]) if ": " in name else name
    sentence = Sentence(f"{name}: {text}", "realised", (source, heading))
    return NextStep(when, "", sentence, case.labelled)


def _topical(case: Case, text: str | None) -> str | None:
    """Add the keyword in brackets to a line that does not name what it is about."""
    if text is None:
        return None
    topic = keyword(case).text
    if content_words(text) & content_words(topic):
        return text
    if routine_row(case.labelled.item.title) is not None:
        return text
    return f"{text.rstrip('.')} ({lower_first(topic)})."


def _coming(text: str, meeting: date | None) -> date | None:
    """Return the day that a sentence looks ahead to, the first of two at most."""
    found = find_dates(text, meeting=meeting) if meeting else ()
    if meeting is None or not 1 <= len(found) <= 2 or _BEHIND.search(text):
        return None
    return found[0].date if found[0].date > meeting else None
