"""One sentence of a draft, with what it may build on and where it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.checking.grounding import Evidence, Grounds, Unit, bare_words, read_unit
from pipeline.drafting.house import with_words
from pipeline.drafting.plain.glossary import without_explanations
from pipeline.drafting.style import Style
from pipeline.records import Draft, Flag, LabelledItem, Sentence, Span

# How a draft opens a decision that it quotes.
_DECISION = re.compile(r"^Beslutning: (?=»)")

Role = Literal["headline", "lead", "keyword", "body", "next", "closing"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A draft sentence: its words and facts (``unit``), its evidence and its place.

    ``counted`` is how many items the place covers: "to sager" in a lead is counted, not read.
    """

    sentence: Sentence
    role: Role
    unit: Unit
    evidence: Evidence
    counted: int

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.unit.text

    @property
    def is_statement(self) -> bool:
        """Whether it says something; a headline, a keyword and a closing line only name it."""
        return self.role in ("lead", "body", "next")

    @property
    def is_reworded(self) -> bool:
        """Whether it says something in other words than the item, which may turn or lose it."""
        return self.is_statement and not self.is_carried

    @property
    def is_carried(self) -> bool:
        """Whether the item prints the sentence word for word: nothing in it has been moved."""
        return _is_printed(self.text, self.evidence.printed)

    def flag(self, level: Literal["red", "yellow"], rule: str, message: str, *more: Span) -> Flag:
        """Make a flag about this sentence; its sources are the sentence's own if none are given."""
        return Flag(level, rule, message, self.sentence.text, more or self.sentence.sources)


# Each check asks for it anew.
@lru_cache(maxsize=256)
def _is_printed(text: str, printed: str) -> bool:
    return f" {bare_words(_DECISION.sub('', text))} " in printed


def read_claims(
    draft: Draft, style: Style | None = None, grounds: Grounds | None = None
) -> tuple[Claim, ...]:
    """Return every sentence of *draft*, written in the house's *style*, as a claim.

    They come in printed order. A word that the house puts for another is read as that other.
    *grounds* are what the draft's minutes say, if that is laid out already.
    """
    said = grounds or Grounds(draft.minutes)
    every = tuple(labelled for paragraph in draft.paragraphs for labelled in paragraph.items)
    every += tuple(step.item for step in draft.next_steps if step.item not in every)

    def claim(sentence: Sentence, role: Role, items: tuple[LabelledItem, ...]) -> Claim:
        own = tuple(_covered(sentence, items)) or tuple(_covered(sentence, every)) or items
        return _claim(draft, sentence, role, said.of(own))

    found = [claim(draft.headline, "headline", every)]
    found += [claim(sentence, "lead", every) for sentence in draft.lead]
    for paragraph in draft.paragraphs:
        role: Role = "keyword" if paragraph.brief else "headline"
        found.append(claim(paragraph.headline, role, paragraph.items))
        found += [
            claim(sentence, "body", paragraph.items)
            for block in paragraph.blocks
            for sentence in block
        ]
    found += [claim(step.sentence, "next", (step.item,)) for step in draft.next_steps]
    found += [claim(sentence, "closing", every) for sentence in draft.closing]
    return tuple(found) if style is None else tuple(_in_words(one, draft, style) for one in found)


def _claim(draft: Draft, sentence: Sentence, role: Role, evidence: Evidence) -> Claim:
    text = without_explanations(sentence.text).replace("**", "").replace("\u00a0", " ").strip()
    unit = read_unit(text, Span(0, len(text)), None, draft.minutes.date)
    return Claim(sentence, role, unit, evidence, len(evidence.items))


def _in_words(claim: Claim, draft: Draft, style: Style) -> Claim:
    """Read a claim without the house's explanations, and its words as those they stand for."""
    printed = " ".join(unit.text for unit in claim.evidence.units).lower()
    back = {to: word for word, to in style.words.items() if to.lower() not in printed}
    text = with_words(without_explanations(claim.text, style), back)
    if text == claim.text:
        return claim
    return replace(claim, unit=read_unit(text, Span(0, len(text)), None, draft.minutes.date))


def _covered(sentence: Sentence, items: tuple[LabelledItem, ...]) -> Iterator[LabelledItem]:
    """Yield the items that the sentence's sources lie in."""
    for labelled in items:
        span = labelled.item.span
        if any(span.start <= one.start and one.end <= span.end for one in sentence.sources):
            yield labelled
