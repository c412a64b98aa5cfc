"""The barest form that is true: what a draft ends in where the gate refuses all that can be said.

A sentence is left out. Where it told the decision, its item becomes a line that sends the reader to
the minutes. A heading that can't be printed becomes one without its words, a next body is named by
a frame, and a condition stands in the minutes' own words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.checking.meaning.stage import bodies_after
from pipeline.checking.source import check_items
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.decision.quotes import quote
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Draft, LabelledItem, Paragraph, Sentence


def made_bare(draft: Draft, refused: Collection[str]) -> Draft:
    """Return *draft* without the sentences *refused*, each item with what it must tell.

    >>> from pipeline.records import Item, Minutes, Section, Span
    >>> text = "Valg Beslutning Valgt blev Ib."
    >>> parts = (Section(SectionKind.BESLUTNING, Span(5, 15), Span(16, 30)),)
    >>> item = Item("4", "Valg", Span(0, 4), None, Span(0, 30), parts)
    >>> minutes = Minutes(text, "x", "", "Byrådet", None, None, None, (), Span(0, 0), (item,))
    >>> told = Sentence("Byrådet valgte Ib.", "realised", (Span(16, 30),))
    >>> headline = Sentence("Valg", "extracted", (Span(0, 4),))
    >>> made = Paragraph(headline, ((told,),), (LabelledItem(item, (), ()),))
    >>> draft = Draft(minutes, Sentence("Nyt fra Byrådet", "derived"), (), (made,), (), (), ())
    >>> made_bare(draft, {told.text}).paragraphs[0].blocks[0][0].text
    'Se beslutningen i referatet.'
    """
    bare = tuple(_bare(one, refused) for one in draft.paragraphs)
    draft = replace(around_without(draft, refused), paragraphs=bare)
    told = tuple(_with_musts(one, draft) for one in draft.paragraphs)
    return replace(draft, paragraphs=told)


def around_without(draft: Draft, refused: Collection[str]) -> Draft:
    """Return *draft* without what is refused before its paragraphs and behind them."""
    return replace(
        draft,
        lead=tuple(one for one in draft.lead if one.text not in refused),
        next_steps=tuple(one for one in draft.next_steps if one.sentence.text not in refused),
        closing=tuple(one for one in draft.closing if one.text not in refused),
    )


def _bare(paragraph: Paragraph, refused: Collection[str]) -> Paragraph:
    headline = paragraph.headline
    if headline.text in refused:
        headline = replace(headline, text=_fixed("uden_navn"), kind="derived")
    every = [one for block in paragraph.blocks for one in block]
    gone = [one for one in every if one.text in refused]
    sources = {one.sources for one in gone}
    kept = (
        tuple(one for one in block if one.text not in refused and one.sources not in sources)
        for block in paragraph.blocks
    )
    blocks = tuple(filter(None, kept))
    decides = any(is_of_decision(one, item) for one in gone for item in paragraph.items)
    if decides or (gone and not blocks):
        blocks = sent_to_minutes(paragraph)
    return replace(paragraph, headline=headline, blocks=blocks)


def is_of_decision(sentence: Sentence, labelled: LabelledItem) -> bool:
    """Tell whether a sentence was made of what a decision section says."""
    decided = [section.body for section in labelled.item.parts(SectionKind.BESLUTNING)]
    return any(
        part.start <= one.start and one.end <= part.end
        for part in decided
        for one in sentence.sources
    )


def sent_to_minutes(paragraph: Paragraph) -> tuple[tuple[Sentence, ...], ...]:
    """Return all that is told where nothing else may be: that the minutes have the decision."""
    headings = tuple(one.item.heading for one in paragraph.items)
    return ((Sentence(_fixed("se_referatet"), "derived", headings),),)


def _with_musts(paragraph: Paragraph, draft: Draft) -> Paragraph:
    """Return the paragraph with the body that comes next, and the condition, if it lacks them."""
    alone = replace(draft, paragraphs=(paragraph,))
    missing = {one.rule for one in check_items(alone) if one.level == "red"}
    said: list[Sentence] = []
    for labelled in paragraph.items:
        if "vilkaar-tabt" in missing:
            said += _condition(labelled, draft)
        later = bodies_after(labelled.item, draft.minutes)
        if "naeste-led-mangler" in missing and later:
            text = _fixed("passes_on").format(next=later[0])
            said.append(Sentence(text, "realised", (labelled.item.heading,)))
    return replace(paragraph, blocks=(*paragraph.blocks, tuple(said))) if said else paragraph


def _condition(labelled: LabelledItem, draft: Draft) -> Iterator[Sentence]:
    """Yield the first sentence of the decision, which has the condition, as a quotation."""
    for section in labelled.item.parts(SectionKind.BESLUTNING):
        body = section.body
        for span in split_sentences(body.of(draft.minutes.text), body.start)[:1]:
            yield Sentence(quote(span.of(draft.minutes.text)), "realised", (span,))


def _fixed(name: str) -> str:
    line: str = load_lexicon("frames")["sentence"][name]
    return line
