"""A draft as headings, paragraphs and lists: what every format writes in its own marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.drafting.fronting import time_of
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


def lay_out(draft: Draft, style: Style | None = None) -> tuple[Block, ...]:
    """Return the draft's blocks in printed order: one heading of level 1, then level 2.

    >>> from pipeline.records import Minutes, Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> lay_out(Draft(minutes, Sentence("Nyt", "derived"), (), (), (), (), ()))
    (Heading(text='Nyt', level=1),)
    """
    words = (style or default_style()).headings
    blocks: list[Block] = [Heading(draft.headline.text, 1), *_prose(draft.lead)]
    for paragraph in draft.paragraphs:
        if not paragraph.brief:
            blocks.append(Heading(paragraph.headline.text, 2))
            blocks += [part for block in paragraph.blocks for part in _prose(block)]
    brief = [paragraph for paragraph in draft.paragraphs if paragraph.brief]
    if brief:
        blocks += [Heading(words["brief"], 2), Listing(tuple(_line(one) for one in brief))]
    if draft.next_steps:
        entries = tuple(_step(one) for one in draft.next_steps)
        blocks += [Heading(words["next"], 2), Listing(entries)]
    return (*blocks, *_closing(draft))


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
    start = step.who if step.who and text.startswith(step.who) else time_of(text)
    if not start and (keyword := re.match(r"[^:.»]{3,60}:(?= )", text)):
        start = keyword.group()
    return (Run(start, strong=True), Run(text[len(start) :])) if start else (Run(text),)


def _closing(draft: Draft) -> list[Prose]:
    """Split the closing lines into what the text covers and where to read on."""
    lines = draft.closing
    at = next((place for place, line in enumerate(lines) if "[" in line.text), len(lines))
    return [*_prose(lines[:at]), *_prose(lines[at:])]
