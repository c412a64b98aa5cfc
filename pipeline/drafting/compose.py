"""Put the whole post together: headline, lead, items, brief news, next steps, closing lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.danish.dates import format_date
from pipeline.danish.nouns import genitive, number_word
from pipeline.drafting.case import Case, Wording, read_case
from pipeline.drafting.compress import count_words
from pipeline.drafting.glossary import explain_terms
from pipeline.drafting.headlines import item_headline, keyword, post_headline
from pipeline.drafting.lead import write_lead
from pipeline.drafting.realise import realise_decision
from pipeline.drafting.select import Audience, Chosen, Ranked, choose_background, rank, routine_row
from pipeline.drafting.steps import next_steps
from pipeline.records import (
    Draft,
    LabelledItem,
    Minutes,
    Omission,
    Paragraph,
    Sentence,
)

Length = Literal["short", "normal", "long"]


@dataclass(frozen=True, slots=True)
class Budget:
    """Words to spend: on all items, the first, one that matters, any other, a brief line."""

    total: int
    first: int
    matters: int
    other: int
    brief: int


# From this score on an item gets more room: a recommendation or decision, or staff concerned.
MATTERS = 3
_BUDGETS: dict[Length, Budget] = {
    "short": Budget(total=90, first=0, matters=0, other=0, brief=0),
    "normal": Budget(total=215, first=90, matters=62, other=36, brief=24),
    "long": Budget(total=370, first=130, matters=95, other=70, brief=45),
}


def compose_draft(
    minutes: Minutes,
    labelled: Sequence[LabelledItem],
    *,
    audience: Audience = "internal",
    length: Length = "normal",
    wording: Wording = "precise",
) -> Draft:
    """Write a post from the labelled items of a meeting.

    Args:
        minutes: The meeting; closed items in it are counted and nothing more.
        labelled: Its open items with their labels.
        audience: Who reads it: "internal", "leaders" or "external" (citizens; hard words are
            explained, closed items not mentioned, fixed internal items left out).
        length: "short" (a line an item), "normal" or "long".
        wording: How decisions are put: "precise" or "plain".

    Returns:
        The draft; every sentence knows the places in the minutes that it was made from.

    >>> from pipeline.records import Span
    >>> empty = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> compose_draft(empty, ()).headline.text
    'Nyt fra Direktionen'
    """
    ranked = rank(minutes, labelled, audience)
    told = [one for one in ranked if one.treatment != "omit"]
    cases = {id(one.labelled): read_case(minutes, one.labelled, wording) for one in told}
    paragraphs = _paragraphs(minutes, told, cases, audience, length)
    if audience == "external":
        paragraphs = _explained(paragraphs)
    main = [cases[id(one.labelled)] for one in told if one.treatment == "full"]
    in_order = [cases[id(one.labelled)] for one in told]
    # "Eventuelt" names nothing: it opens a post only where there is nothing else.
    main = [one for one in main if routine_row(one.labelled.item.title) is None] or main
    return Draft(
        minutes=minutes,
        headline=post_headline(minutes, main or in_order),
        lead=write_lead(minutes, main or in_order, brief=length == "short"),
        paragraphs=paragraphs,
        next_steps=() if length == "short" else next_steps(in_order, paragraphs),
        closing=closing_lines(minutes, audience),
        omitted=tuple(
            Omission(one.labelled, one.reason) for one in ranked if one.treatment == "omit"
        ),
    )


def closing_lines(minutes: Minutes, audience: Audience) -> tuple[Sentence, ...]:
    """Return the scope line, the line to the minutes and the line with the contact placeholder."""
    lines = []
    body = minutes.body or "Mødet"
    count = minutes.closed_count
    if count and audience != "external":
        noun = "lukket punkt" if count == 1 else "lukkede punkter"
        lines.append(Sentence("Teksten dækker de åbne punkter.", "derived"))
        told = f"{body} behandlede også {number_word(count, neuter=True)} {noun}."
        lines.append(Sentence(told, "derived"))
    title = f"Referat fra {genitive(body)} møde"
    if minutes.date:
        title += f" den {format_date(minutes.date)}"
    source = (minutes.preamble,) if minutes.preamble.start < minutes.preamble.end else ()
    lines.append(Sentence(f"Læs hele referatet: {title} [link indsættes].", "derived", source))
    lines.append(Sentence("Har du spørgsmål, så kontakt [afdeling indsættes].", "derived"))
    return tuple(lines)


def _paragraphs(
    minutes: Minutes,
    told: Sequence[Ranked],
    cases: dict[int, Case],
    audience: Audience,
    length: Length,
) -> tuple[Paragraph, ...]:
    budget = _BUDGETS[length]
    left = budget.total
    full: list[Paragraph] = []
    brief: list[Paragraph] = []
    for one in told:
        case = cases[id(one.labelled)]
        decision = realise_decision(case)
        is_brief = one.treatment == "brief" or length == "short" or left < 30
        words = _words_for(one, budget, first=not full, brief=is_brief)
        words = max(0, min(words, left if full else words) - _words(decision))
        background: tuple[Chosen, ...] = ()
        if words >= 6:
            said = [sentence.text for sentence in decision]
            background = choose_background(
                minutes, one.labelled, words=words, audience=audience, said=said
            )
        if is_brief:
            brief.append(_brief(case, decision, background, length))
        else:
            full.append(_full(case, decision, background))
        left -= _words(decision) + sum(chosen.words for chosen in background)
    return (*full, *brief)


def _words_for(one: Ranked, budget: Budget, *, first: bool, brief: bool) -> int:
    if brief:
        return budget.brief
    if first:
        return budget.first
    return budget.matters if one.score >= MATTERS else budget.other


def _full(case: Case, decision: tuple[Sentence, ...], background: tuple[Chosen, ...]) -> Paragraph:
    why = _told(background)
    one_block = _words((*decision, *why)) <= 45
    blocks = ((*decision, *why),) if one_block or not why else (decision, why)
    return Paragraph(
        headline=item_headline(case),
        blocks=tuple(block for block in blocks if block),
        items=(case.labelled,),
    )


def _brief(
    case: Case, decision: tuple[Sentence, ...], background: tuple[Chosen, ...], length: Length
) -> Paragraph:
    # One line an item is the first sentence and whatever must not be lost with it.
    line = decision if length == "short" else (*decision, *_told(background)[:1])
    return Paragraph(headline=keyword(case), blocks=(line,), items=(case.labelled,), brief=True)


def _told(background: Sequence[Chosen]) -> tuple[Sentence, ...]:
    sentences = []
    for chosen in background:
        printed = " ".join(chosen.source.text.split())
        same = " ".join(chosen.said).replace("\u00a0", " ") == printed
        sentences += [
            Sentence(text, "extracted" if same else "realised", (chosen.source.span,))
            for text in chosen.said
        ]
    return tuple(sentences)


def _explained(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    known: set[str] = set()
    return tuple(
        replace(
            paragraph,
            blocks=tuple(explain_terms(block, known=known) for block in paragraph.blocks),
        )
        for paragraph in paragraphs
    )


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(count_words(sentence.text) for sentence in sentences)
