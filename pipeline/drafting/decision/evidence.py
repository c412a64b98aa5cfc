"""The sentences that an outcome was read from, where no part of the item is headed as decision."""

from __future__ import annotations

import re

from pipeline.danish.sentences import split_sentences
from pipeline.drafting.case import Case
from pipeline.drafting.decision.doubted import YES_OR_NO
from pipeline.drafting.decision.quotes import join_quotes
from pipeline.drafting.decision.tails import told_freely
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span


def told_by_evidence(case: Case) -> tuple[Sentence, ...]:
    """Tell the sentences that an outcome was read from; a yes or no that can't be told is none."""
    told = sentences_of_evidence(case)
    if not case.labelled.outcomes & YES_OR_NO:
        return told
    text = case.minutes.text
    whole = [
        one
        for one in told
        if "»" not in one.text and not _TO_A_QUESTION.match(one.sources[0].of(text))
    ]
    unsaid = load_lexicon("frames")["sentence"]["uafklaret"]
    return tuple(whole) or (Sentence(unsaid, "derived", (case.labelled.item.heading,)),)


# "Nej, HK stemte imod." answers whether all agreed.
_TO_A_QUESTION = re.compile(r"(?:Ja|Nej|Jo)\b")


def sentences_of_evidence(case: Case) -> tuple[Sentence, ...]:
    """Return the sentences of an item without headings that its outcome was read from.

    In an item of several lines each is a statement: "Det bliver Alfa. Så skriver vi under."
    """
    text = case.minutes.text
    every = [
        span
        for section in case.labelled.item.sections
        for span in split_sentences(section.body.of(text), section.body.start)
    ]
    spans = [span for span in every if case.has_evidence(span)]
    lines = {_line_of(text, span) for span in spans[:1]}
    beside = [span for span in every if _line_of(text, span) in lines]
    if len(lines) == 1 and len(beside) <= _OF_A_LINE and len(beside) < len(every):
        spans = sorted({*spans[:2], *beside})
    else:
        spans = spans[:2]
    return join_quotes([one for span in spans for one in told_freely(case, span)])


# A line of so many sentences says one thing.
_OF_A_LINE = 3


def _line_of(text: str, span: Span) -> int:
    """Return where the line begins that a sentence stands in."""
    return text.rfind("\n", 0, span.start) + 1
