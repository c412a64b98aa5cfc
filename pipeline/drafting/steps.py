"""Det videre forløb: who has a case next, and the dates still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.drafting.case import Case, overlaps
from pipeline.drafting.compress import compress, count_words
from pipeline.drafting.headlines import keyword
from pipeline.drafting.prose import Source, source_sentences
from pipeline.drafting.realise import decision_sources
from pipeline.drafting.select import leans_back, overlap
from pipeline.drafting.tails import tail_sentences
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import NextStep, Paragraph, Sentence

MOST = 8
# A follow-up that the item has said already is repeated in the list only if it is short.
MOST_WORDS = 14


def next_steps(cases: Sequence[Case], paragraphs: Sequence[Paragraph]) -> tuple[NextStep, ...]:
    """Return what happens next, by date, what has no date last; nothing the items say already."""
    said = [s.text for p in paragraphs for block in p.blocks for s in block]
    steps = [
        step for case in cases for step in (*_dated(case, said), *_follow_ups(case), *_onward(case))
    ]
    steps.sort(key=lambda step: step.when or date.max)
    return tuple(steps[:MOST])


def _onward(case: Case) -> Iterator[NextStep]:
    stopped = {Decision.UDSAT, Decision.INGEN_BESLUTNING, Decision.INGEN_BEMAERKNINGER}
    if case.next_body is None or {label.value for label in case.labelled.decisions} & stopped:
        return
    template = load_lexicon("frames")["sentence"]["step"]
    text = template.format(next=case.next_body, thing=case.matter.thing)
    sentence = Sentence(text, "realised", decision_sources(case))
    yield NextStep(None, case.next_body, sentence, case.labelled)


def _follow_ups(case: Case) -> Iterator[NextStep]:
    """Yield what the decision itself says of dates and next meetings, with the topic before it."""
    spans = case.passages("follow_up")
    told = {s.sources: s.text for s in tail_sentences(case) if len(s.sources) == 1}
    topic = keyword(case).text
    for sources, text in told.items():
        when = next((one.date for one in find_dates(text, meeting=case.meeting)), None)
        near = when is not None and case.meeting is not None and when > case.meeting
        if (
            "»" in text
            or count_words(text) > MOST_WORDS
            or not any(overlaps(sources[0], span) for span in spans)
        ):
            continue
        if near or _SOON.search(text):
            mention = next(iter(find_bodies(text)), None)
            who = mention.body.name if mention else ""
            heading = case.labelled.item.heading
            sentence = Sentence(f"{topic}: {text}", "realised", (*sources, heading))
            yield NextStep(when if near else None, who, sentence, case.labelled)


_SOON = re.compile(r"\b(?:næste møde|inden|senest|til næste|efter sommeren|igen i)\b")


def _dated(case: Case, said: Sequence[str]) -> Iterator[NextStep]:
    """Yield the background sentences with one date still to come that no paragraph has used."""
    if case.meeting is None:
        return
    for source in source_sentences(case.minutes.text, case.labelled.item):
        when = _coming(source, case.meeting)
        told = compress(source.text, case.meeting) if when else ()
        if len(told) != 1 or leans_back(source.text):
            continue
        if any(overlap(told[0], other) >= 0.6 for other in said):
            continue
        mention = next(iter(find_bodies(told[0])), None)
        who = mention.body.name if mention and mention.span.start == 0 else ""
        text = told[0] if who else f"{keyword(case).text}: {told[0]}"
        sources = (source.span,) if who else (source.span, case.labelled.item.heading)
        yield NextStep(when, who, Sentence(text, "realised", sources), case.labelled)


def _coming(source: Source, meeting: date) -> date | None:
    found = find_dates(source.text, meeting=meeting)
    if not 1 <= len(found) <= 2 or re.search(r"\b(?:var|blev|havde)\b", source.text):
        return None
    return found[0].date if found[0].date > meeting else None
