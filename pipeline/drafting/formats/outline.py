"""A draft as headings, paragraphs and lists: what every format writes in its own marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.drafting.ahead.times import opening_time
from pipeline.drafting.letter import Letter
from pipeline.drafting.style import Style, default_style
from pipeline.records import Draft, NextStep, Paragraph, Sentence


class Run(NamedTuple):
    """Characters of one weight."""

    text: str
    strong: bool = False


class Heading(NamedTuple):
    """A heading: 1 is the post's own, 2 an item's."""

    text: str
    level: int


class Prose(NamedTuple):
    """A paragraph."""

    runs: tuple[Run, ...]


class Listing(NamedTuple):
    """A list, each entry a row of runs."""

    entries: tuple[tuple[Run, ...], ...]


Block = Heading | Prose | Listing


def lay_out(post: Draft | Letter, style: Style | None = None) -> tuple[Block, ...]:
    """Return the blocks of a draft or letter in printed order: one heading of level 1, then 2.

    >>> from pipeline.records import Minutes, Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> lay_out(Draft(minutes, Sentence("Nyt", "derived"), (), (), (), (), ()))
    (Heading(text='Nyt', level=1),)
    """
    words = (style or default_style()).headings
    told = _draft_told(post) if isinstance(post, Draft) else _letter_told(post)
    blocks: list[Block] = [Heading(post.headline.text, 1), *_prose(told.lead)]
    for paragraph in told.paragraphs:
        if not paragraph.brief:
            blocks.append(Heading(paragraph.headline.text, 2))
            blocks += [part for block in paragraph.blocks for part in _prose(block)]
    brief = [paragraph for paragraph in told.paragraphs if paragraph.brief]
    if brief:
        blocks += [Heading(words["brief"], 2), Listing(tuple(_line(one) for one in brief))]
    if told.next_steps:
        entries = tuple(_step(one) for one in told.next_steps)
        blocks += [Heading(words["next"], 2), Listing(entries)]
    return (*blocks, *_closing(told.closing, told.links))


class _Told(NamedTuple):
    """What a draft and a letter have alike once it is to be printed."""

    lead: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    next_steps: tuple[NextStep, ...]
    closing: tuple[Sentence, ...]
    links: tuple[Sentence, ...] = ()


def _draft_told(draft: Draft) -> _Told:
    return _Told(draft.lead, draft.paragraphs, draft.next_steps, draft.closing)


def _letter_told(letter: Letter) -> _Told:
    """Tell each case under the headline of its last stage, and no line twice."""
    paragraphs = []
    for story in letter.stories:
        last = story.stages[-1].paragraph
        blocks = tuple(block for stage in story.stages for block in stage.paragraph.blocks)
        paragraphs.append(replace(last, blocks=blocks, brief=story.brief))
    lead = (letter.opening, *(line for draft in letter.drafts for line in draft.lead))
    steps = {step.sentence.text: step for _, step in letter.next_steps}
    links = tuple(line for _, line in letter.closing if line.sources)
    closing = {line.text: line for _, line in letter.closing if not line.sources}
    return _Told(lead, tuple(paragraphs), tuple(steps.values()), tuple(closing.values()), links)


def _prose(sentences: Sequence[Sentence]) -> list[Prose]:
    return [Prose((Run(_joined(sentences)),))] if sentences else []


def _joined(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _line(paragraph: Paragraph) -> tuple[Run, ...]:
    told = " ".join(_joined(block) for block in paragraph.blocks if block)
    return (Run(f"{paragraph.headline.text}:", strong=True), Run(f" {told}"))


def _step(step: NextStep) -> tuple[Run, ...]:
    """Put the body, the time or the keyword that opens the line in bold."""
    text = step.sentence.text
    start = step.who if step.who and text.startswith(step.who) else opening_time(text)
    if not start and (keyword := re.match(r"[^:.»]{3,60}:(?= )", text)):
        start = keyword.group()
    return (Run(start, strong=True), Run(text[len(start) :])) if start else (Run(text),)


def _closing(lines: Sequence[Sentence], links: Sequence[Sentence]) -> list[Block]:
    """Split the closing lines into what the text covers and where to read on."""
    at = next((place for place, line in enumerate(lines) if "[" in line.text), len(lines))
    listed = [Listing(tuple((Run(line.text),) for line in links))] if links else []
    return [*_prose(lines[:at]), *listed, *_prose(lines[at:])]
