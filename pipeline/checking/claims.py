"""One sentence of a draft, with what it may build on and where it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.checking.carried import told_by
from pipeline.checking.grounding import Evidence, Grounds, Unit, bare_words, read_unit
from pipeline.drafting.house import with_words
from pipeline.drafting.plain.glossary import without_explanations
from pipeline.drafting.style import Style
from pipeline.records import Draft, Flag, LabelledItem, Sentence, Span

# How a draft opens a decision that it quotes.
_DECISION = re.compile(r"^Beslutning: (?=»)")

# The name of a case: "i sagen om hallen (ny hal) op igen".
NAMES_CASE = re.compile(
    r"\b(?:sagen|punktet) om ((?:[^,.;()]|\.(?! [A-ZÆØÅ]|$))+?)"
    r"(?= (?:op igen|nej|ja|til|ikke)\b|,|;|\.?$| \()|\(([^()]+)\)(?=\.$)"
)

Role = Literal["headline", "lead", "keyword", "body", "next", "closing"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A draft sentence: its words and facts (``unit``), its evidence and its place.

    ``counted`` is how many items the place covers: "to sager" in a lead is counted, not read.
    ``before`` is the sentence before it in its block.
    """

    sentence: Sentence
    role: Role
    unit: Unit
    evidence: Evidence
    counted: int
    before: str = ""

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
        """Whether the item says the sentence itself, if in other forms: nothing has been moved."""
        return _is_printed(self.text, self.evidence.printed) or self.source is not None

    @property
    def source(self) -> Unit | None:
        """The sentence of the item that says this one with nothing moved, if there is one."""
        units = self.evidence.units
        place = told_by(self.text, tuple(one.text for one in units), self.evidence.minutes.date)
        return None if place is None else units[place]

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
            replace(
                claim(sentence, "body", paragraph.items), before=block[at - 1].text if at else ""
            )
            for block in paragraph.blocks
            for at, sentence in enumerate(block)
        ]
    found += [claim(step.sentence, "next", (step.item,)) for step in draft.next_steps]
    found += [claim(sentence, "closing", every) for sentence in draft.closing]
    return tuple(found) if style is None else tuple(_in_words(one, draft, style) for one in found)


def _claim(draft: Draft, sentence: Sentence, role: Role, evidence: Evidence) -> Claim:
    text = without_explanations(sentence.text).replace("**", "").replace("\u00a0", " ").strip()
    unit = read_unit(text, Span(0, len(text)), None, draft.minutes.date)
    if role in ("lead", "body", "next"):
        unit = _without_names(unit, evidence)
    return Claim(sentence, role, unit, evidence, len(evidence.items))


def _without_names(unit: Unit, evidence: Evidence) -> Unit:
    """Leave out the numbers that stand in a name: "sagen om budgetopfølgning pr. 28. februar"."""
    titles = [bare_words(one.item.title) for one in evidence.items]
    named = [Span(*one.span(one.lastindex or 0)) for one in NAMES_CASE.finditer(unit.text)]
    named = [one for one in named if any(bare_words(one.of(unit.text)) in t for t in titles)]
    kept = (fact for fact in unit.facts if not any(one.overlaps(fact.span) for one in named))
    return unit._replace(facts=tuple(kept)) if named else unit


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
