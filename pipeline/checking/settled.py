"""The tool answers its own red flags: no draft goes out with a sentence that the gate refuses.

What the gate can't back is left out, or said by less: a decision is quoted, a headline is the
item's title. Each time a yellow flag tells the editor so. What is red even then (a name, the
minutes' own words, a next body that nobody told) ends in the barest form that is true: ``bare``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pipeline.checking.bare import around_without, is_of_decision, made_bare, sent_to_minutes
from pipeline.checking.gate import check_draft
from pipeline.drafting.case import read_case
from pipeline.drafting.decision.echoes import without_echoes
from pipeline.drafting.decision.followers import without_followers
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.votes import is_ballot
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.style import Style, default_style
from pipeline.records import Draft, Flag, Minutes, Paragraph, Sentence, Span

# What no quotation mends: the minutes name the person, too.
_PERSONAL = ("person-", "navn-skjult")
# A longer decision is not quoted whole.
_QUOTED = 70
# A refused sentence may stand for another; its answer is held to the gate as well. So often it is
# said by less, and so often barely.
_ROUNDS = 3


def settle_draft(draft: Draft, *, today: date | None = None, style: Style | None = None) -> Draft:
    """Answer the red flags on the sentences of a draft that the tool has written.

    Args:
        draft: The draft as :func:`pipeline.compose_draft` returns it.
        today: As for :func:`pipeline.check_draft`.
        style: The house style that the draft was written in.

    Returns:
        The draft without the refused sentences, its minutes with a yellow flag for each; the draft
        itself where there was none.

    >>> from pipeline.labels import SectionKind
    >>> from pipeline.records import Item, LabelledItem, Section
    >>> text = "Salg af havnen Resume Havnen koster 2 mio. kr. Beslutning Drøftet."
    >>> parts = (Section(SectionKind.RESUME, Span(15, 21), Span(22, 46)),)
    >>> sale = Item("1", "Salg af havnen", Span(0, 14), None, Span(0, 66), parts)
    >>> item = LabelledItem(sale, (), ())
    >>> minutes = Minutes(text, "x", "", "Byrådet", None, None, None, (), Span(0, 0), (sale,))
    >>> headline = Sentence("Salg af havnen", "extracted", (Span(0, 14),))
    >>> right, wrong = "Havnen koster 2 mio. kr.", "Havnen koster 3 mio. kr."
    >>> said = tuple(Sentence(text, "realised", (Span(22, 46),)) for text in (right, wrong))
    >>> made = Paragraph(headline, (said,), (item,))
    >>> draft = Draft(minutes, Sentence("Nyt fra Byrådet", "derived"), (), (made,), (), (), ())
    >>> [one.text for block in settle_draft(draft).paragraphs[0].blocks for one in block]
    ['Havnen koster 2 mio. kr.']
    """
    barely = False  # once begun with, it is gone on with
    for turn in range(2 * _ROUNDS):
        red = [flag for flag in check_draft(draft, today=today, style=style) if flag.level == "red"]
        if not red:
            break
        own = [flag for flag in red if flag.sentence and not flag.rule.startswith(_PERSONAL)]
        barely = barely or turn >= _ROUNDS or not own
        refused = {flag.sentence: flag for flag in (red if barely else own) if flag.sentence}
        minutes = _with_notes(draft, refused)
        draft = made_bare(draft, refused) if barely else _said_by_less(draft, refused, style)
        draft = replace(draft, minutes=minutes)
    return draft


def _said_by_less(draft: Draft, refused: Collection[str], style: Style | None) -> Draft:
    headline = draft.headline
    if headline.text in refused:
        heading = (style or default_style()).headings["post"]
        headline = Sentence(heading.format(body=draft.minutes.body or "mødet"), "derived")
    told = tuple(_answered(one, draft.minutes, refused) for one in draft.paragraphs)
    return replace(around_without(draft, refused), headline=headline, paragraphs=told)


def _with_notes(draft: Draft, refused: Mapping[str, Flag]) -> Minutes:
    """Return the draft's minutes with a yellow flag for each sentence that is refused."""
    told = {one.text: one.sources for one in draft.sentences if one.text in refused}
    notes = [_note(refused[text], sources) for text, sources in told.items()]
    return replace(draft.minutes, flags=tuple(dict.fromkeys((*draft.minutes.flags, *notes))))


def _note(flag: Flag, sources: tuple[Span, ...]) -> Flag:
    return Flag(
        "yellow",
        "saetning-udeladt",
        f"Kontrollen kunne ikke stå inde for en sætning om det her ({flag.rule}). Den er taget ud "
        "eller erstattet. Læs kilden, og se, om noget mangler.",
        None,
        sources or flag.sources,
    )


def _answered(paragraph: Paragraph, minutes: Minutes, refused: Collection[str]) -> Paragraph:
    """Return the paragraph without what was refused, with its decision quoted in its place."""
    headline = paragraph.headline
    if headline.text in refused and len(paragraph.items) == 1:
        item = paragraph.items[0].item
        headline = replace(headline, text=item.title, kind="extracted", sources=(item.heading,))
    blocks = []
    for block in paragraph.blocks:
        kept = tuple(_kept(block, paragraph, minutes, refused))
        if len(kept) != len(block) or kept != block:
            for labelled in paragraph.items:
                case = read_case(minutes, labelled)
                kept = without_echoes(case, without_followers(case, kept))
        blocks += [kept] if kept else []
    told = tuple(blocks) or sent_to_minutes(paragraph)
    return replace(paragraph, headline=headline, blocks=told)


def _kept(
    block: tuple[Sentence, ...], paragraph: Paragraph, minutes: Minutes, refused: Collection[str]
) -> Iterator[Sentence]:
    """Yield what stands; with a sentence goes whatever was made of the same source behind it."""
    gone: set[tuple[Span, ...]] = set()
    said: tuple[Span, ...] = ()
    before = ""
    for sentence in block:
        before, last = sentence.text, before
        if last in refused and _OF_IT.match(sentence.text):
            # What it is a part of, nobody is told.
            before = last
            continue
        if sentence.text in refused:
            alone = all(one.text in refused for one in block)
            quoted = None if gone else _quoted(sentence, paragraph, minutes, whole=alone)
            gone.add(sentence.sources)
            if quoted is not None and quoted.text not in refused:
                said = quoted.sources
                yield quoted
        elif sentence.sources not in gone and not _is_within(sentence, said):
            yield sentence


# "Heraf er 2 mio. kr. til veje."
_OF_IT = re.compile(r"(?:Heraf|Af dem|Af de|Hertil|Heroverfor|Dertil) ")


def _is_within(sentence: Sentence, quoted: tuple[Span, ...]) -> bool:
    """Tell whether a quotation of the whole decision has said all that a sentence is made of."""
    return bool(quoted and sentence.sources) and all(
        any(part.start <= one.start and one.end <= part.end for part in quoted)
        for one in sentence.sources
    )


def _quoted(
    sentence: Sentence, paragraph: Paragraph, minutes: Minutes, *, whole: bool
) -> Sentence | None:
    """Return the decision that a sentence tells in the minutes' own words, if that can be said.

    All of it where nothing else tells of it, as *whole* says, else the sentences that it tells.
    """
    for labelled in paragraph.items:
        if not is_of_decision(sentence, labelled):
            continue
        again = sentence.text.startswith("Beslutning: »")
        case = read_case(minutes, labelled)
        own = tuple(one for one in case.decision if _tells(sentence, one))
        # A quotation of a part that was refused, too, gives way to the whole.
        for spans in (case.decision,) if whole or again else (own, case.decision):
            kept = replace(case, decision=spans).decision_text
            words = without_names(case, kept) if kept else None
            if words and spans is own and is_ballot(words):
                # Those for it without those against tell no outcome.
                continue
            if words and HIDDEN not in words and len(words.split()) <= _QUOTED:
                told = Sentence(quote(words), "realised", spans)
                return None if told.text == sentence.text else told
    return None


def _tells(sentence: Sentence, decided: Span) -> bool:
    return any(one.overlaps(decided) for one in sentence.sources)
