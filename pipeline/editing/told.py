"""From a post back to a draft: what is printed, and what the gate holds against the minutes.

Whatever stands in a line goes through the gate; there is no way around it. What a person wrote is
anchored to the minutes so that it is held at least as strictly as what the tool wrote in its
place: sentence by sentence, and closing lines against the items, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from pipeline.checking.acts import tells_decision
from pipeline.checking.edited import Anchors
from pipeline.danish.dates import find_dates
from pipeline.danish.sentences import split_sentences
from pipeline.editing.post import STORIES, Line, Part, Post
from pipeline.records import (
    Draft,
    LabelledItem,
    Minutes,
    NextStep,
    Omission,
    Paragraph,
    Sentence,
    Span,
)


def as_draft(post: Post, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Draft:
    """Return what *post* prints as a draft of *minutes*, whose open items are *labelled*.

    Parts and lines that a person took out are left out, and so are the next steps of an item that
    is out; their items are among ``omitted``. What a person wrote has the kind "model", so that
    no one takes it for the tool's.
    """
    teller = _Teller(minutes, labelled)
    parts = {role: [one for one in post.parts if one.role == role and one.told] for role in _ALONE}
    (head,) = (one.headline for one in parts["headline"] if one.headline)
    out = frozenset(item for item, _ in post.left_out)
    return Draft(
        minutes=minutes,
        headline=teller.loose(head),
        lead=tuple(teller.free_lines(parts["lead"])),
        paragraphs=tuple(
            teller.paragraph(part) for part in post.parts if part.role in STORIES and part.told
        ),
        next_steps=tuple(teller.steps(parts["steps"], out)),
        closing=tuple(teller.free_lines(parts["closing"])),
        omitted=tuple(Omission(labelled[item], reason) for item, reason in post.left_out),
    )


def split_line(line: Line) -> tuple[str, ...]:
    """Return the sentences of a line: the tool's is one, a person's may be several."""
    if not line.edited:
        return (line.text,)
    return tuple(span.of(line.text) for span in split_sentences(line.text)) or (line.text,)


_ALONE = ("headline", "lead", "steps", "closing")


@dataclass(frozen=True, slots=True)
class _Teller:
    """The minutes that the lines are told from."""

    minutes: Minutes
    labelled: tuple[LabelledItem, ...]

    def paragraph(self, part: Part) -> Paragraph:
        assert part.headline is not None  # noqa: S101 - only a damaged post has none
        blocks = tuple(
            tuple(one for line in block if line.included for one in self.sentences(line, part))
            for block in part.blocks
            if not block or any(line.included for line in block)
        )
        items = tuple(self.labelled[item] for item in part.items)
        (head,) = self.sentences(part.headline, part, whole=True)
        return Paragraph(head, blocks, items, brief=part.role == "brief")

    def sentences(self, line: Line, part: Part, *, whole: bool = False) -> Iterator[Sentence]:
        """Yield the sentences of a line about the part's items; all in one where *whole*."""
        if not line.edited:
            yield _as_made(line)
            return
        sources = line.sources or tuple(self.labelled[item].item.span for item in part.items)
        for text in (line.text,) if whole else split_line(line):
            yield Sentence(text, "model", sources)

    def free_lines(self, parts: list[Part]) -> Iterator[Sentence]:
        """Yield the sentences of lines that may be about any item."""
        for part in parts:
            for line in (one for one in part.lines if one.included):
                if not line.edited:
                    yield _as_made(line)
                    continue
                for text in split_line(line):
                    # A decision on something that no item speaks of has no source at all.
                    unfounded = part.role == "lead" and tells_decision(text)
                    sources = self._found(text) or (() if unfounded else self._fallback(line))
                    yield Sentence(text, "model", sources)

    def loose(self, line: Line) -> Sentence:
        """Return a line that may be about any item as one sentence."""
        if not line.edited:
            return _as_made(line)
        return Sentence(line.text, "model", self._found(line.text) or self._fallback(line))

    def steps(self, parts: list[Part], out: frozenset[int]) -> Iterator[NextStep]:
        """Yield the next steps of the items that aren't out."""
        for line in (one for part in parts for one in part.lines if one.included):
            if line.step is None or line.step.item in out:
                continue
            when, who, item = line.step
            sentence = _as_made(line)
            if line.edited:
                sources = line.sources or (self.labelled[item].item.span,)
                sentence = Sentence(line.text, "model", sources)
                # The calendar and the gate go by what the line says now.
                who = who if who in line.text else ""
                found = find_dates(line.text, meeting=self.minutes.date)
                when = found[0].date if found else None
            yield NextStep(when, who, sentence, self.labelled[item])

    def _found(self, text: str) -> tuple[Span, ...]:
        """Return the items that a sentence shares words with, as many as it may be about."""
        anchors = _anchors(self.minutes, self.labelled)
        return anchors.loose(text).sources if any(anchors.scores(text)) else ()

    def _fallback(self, line: Line) -> tuple[Span, ...]:
        return line.sources or (self.minutes.preamble,)


@lru_cache(maxsize=8)
def _anchors(minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Anchors:
    return Anchors(minutes, labelled)


def _as_made(line: Line) -> Sentence:
    # A line that is not edited is never a person's.
    kind = cast('Literal["extracted", "realised", "derived", "model"]', line.kind)
    return Sentence(line.text, kind, line.sources)
