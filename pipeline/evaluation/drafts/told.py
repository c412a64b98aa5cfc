"""What a draft says of one item, wherever in the post it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import Draft, Flag, LabelledItem, Sentence, Span


@dataclass(frozen=True, slots=True)
class Told:
    """One item in a draft.

    ``places`` are the numbers of the paragraphs that tell it (none: left out, with ``reason`` in
    Danish, or "" where the draft doesn't mention it at all). ``sentences`` are the printed ones,
    ``steps`` the lines under "Det videre forløb".
    """

    headline: str
    sentences: tuple[Sentence, ...]
    steps: tuple[Sentence, ...]
    places: tuple[int, ...]
    brief: bool
    reason: str

    @property
    def text(self) -> str:
        """The sentences as they are printed, without headline and next steps."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def whole(self) -> str:
        """Headline, sentences and next steps, a line each."""
        return "\n".join([self.headline, self.text, *(step.text for step in self.steps)])


class Place(NamedTuple):
    """Where an item lies in the minutes: what tells a sentence of it from its neighbours'."""

    span: Span

    def holds(self, sentence: Sentence) -> bool:
        """Whether a source of the sentence lies in the item."""
        return any(self.span.start <= one.start < self.span.end for one in sentence.sources)


def told_of(draft: Draft, labelled: LabelledItem) -> Told:
    """Gather what *draft* says of an item.

    In a paragraph of several items a sentence belongs to those that its sources lie in.
    """
    place = Place(labelled.item.span)
    places, sentences, headlines, brief = [], [], [], False
    for number, paragraph in enumerate(draft.paragraphs):
        if all(one.item is not labelled.item for one in paragraph.items):
            continue
        single = len(paragraph.items) == 1
        every = [one for block in paragraph.blocks for one in block]
        own = [one for one in every if single or place.holds(one)]
        if not own:
            continue
        places.append(number)
        sentences += own
        headlines.append(paragraph.headline.text)
        brief |= paragraph.brief
    reasons = [one.reason for one in draft.omitted if one.item.item is labelled.item]
    return Told(
        " · ".join(headlines),
        tuple(sentences),
        tuple(step.sentence for step in draft.next_steps if step.item.item is labelled.item),
        tuple(places),
        brief,
        reasons[0] if reasons else "",
    )


def flags_of(told: Told, labelled: LabelledItem, flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    """Return the flags about an item: of its sentences, or of none but with a source in it."""
    said = {one.text for one in (*told.sentences, *told.steps)} | {told.headline}
    span = labelled.item.span
    return tuple(
        flag
        for flag in flags
        if flag.sentence in said
        or (
            flag.sentence is None
            and any(span.start <= one.start < span.end for one in flag.sources)
        )
    )
