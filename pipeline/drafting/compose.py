"""Put the whole post together: headline, lead, items, brief news, next steps, closing lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from pipeline.danish.dates import format_date
from pipeline.danish.nouns import thing_of
from pipeline.danish.numerals import number_word
from pipeline.drafting.ahead.steps import next_steps
from pipeline.drafting.ahead.times import has_passed
from pipeline.drafting.case import Wording, read_case
from pipeline.drafting.decision.echoes import without_echoes
from pipeline.drafting.decision.followers import without_followers
from pipeline.drafting.decision.realise import Decided, realise_decision
from pipeline.drafting.headings.post_headline import post_headline
from pipeline.drafting.house import in_house_style
from pipeline.drafting.lead import write_lead
from pipeline.drafting.one_name import with_one_name
from pipeline.drafting.paragraphs import Length, write_paragraphs
from pipeline.drafting.people.secret import is_secret, told_secret
from pipeline.drafting.people.unnamed import without_hidden
from pipeline.drafting.plain.glossary import explain_terms, terms_for
from pipeline.drafting.plain.past import in_retrospect, step_in_retrospect
from pipeline.drafting.ranking import Audience, Ranked, rank, routine_row
from pipeline.drafting.style import Style, Term, default_style
from pipeline.records import (
    Draft,
    LabelledItem,
    Minutes,
    Omission,
    Paragraph,
    Sentence,
)


def compose_draft(  # noqa: PLR0913 - one keyword for each choice of the editor
    minutes: Minutes,
    labelled: Sequence[LabelledItem],
    *,
    audience: Audience = "internal",
    length: Length = "normal",
    wording: Wording = "precise",
    today: date | None = None,
    style: Style | None = None,
    also: Collection[LabelledItem] = (),
) -> Draft:
    """Write a post from the labelled items of a meeting.

    Args:
        minutes: The meeting; closed items in it are counted and nothing more.
        labelled: Its open items with their labels.
        audience: Who reads it: "internal", "leaders" or "external" (citizens; hard words are
            explained, closed items not mentioned, fixed internal items left out).
        length: "short" (a line an item), "normal" or "long".
        wording: How decisions are put: "precise" or "plain".
        today: The day of publication. What lay ahead at the meeting and is past by then is told
            as a plan; without it everything is told as seen from the meeting.
        style: The house's wording (:func:`pipeline.load_style`); without it the default.
        also: Items that an editor wants told: where they would be left out they get a line.

    Returns:
        The draft; every sentence knows the places in the minutes that it was made from.

    >>> from pipeline.records import Span
    >>> empty = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> compose_draft(empty, ()).headline.text
    'Nyt fra Direktionen'
    """
    house = style or default_style()
    ranked = _with_wanted(rank(minutes, labelled, audience), also)
    told = [one for one in ranked if one.treatment != "omit"]
    in_order = [read_case(minutes, one.labelled, wording, house) for one in told]
    decided = [
        Decided(
            case,
            told_secret(case)
            or without_echoes(case, without_followers(case, realise_decision(case))),
        )
        for case in in_order
    ]
    paragraphs = write_paragraphs(minutes, told, decided, audience, length)
    paragraphs = _explained(paragraphs, terms_for(audience, house))
    main = _weightiest(told, decided)
    ahead = [case for case in in_order if not is_secret(case)]
    draft = Draft(
        minutes=minutes,
        headline=post_headline(minutes, main, house.headings["post"]),
        lead=write_lead(minutes, main, brief=length == "short"),
        paragraphs=paragraphs,
        next_steps=() if length == "short" else next_steps(ahead, paragraphs),
        closing=closing_lines(minutes, audience, house),
        omitted=tuple(
            Omission(one.labelled, one.reason) for one in ranked if one.treatment == "omit"
        ),
    )
    if minutes.date and today:
        draft = _seen_from(draft, minutes.date, today)
    return in_house_style(with_one_name(without_hidden(draft)), house)


def _with_wanted(ranked: Sequence[Ranked], also: Collection[LabelledItem]) -> list[Ranked]:
    """Return the items with a line for those that an editor wants told all the same."""
    return [
        one._replace(treatment="brief", reason="")
        if one.treatment == "omit" and one.labelled in also
        else one
        for one in ranked
    ]


def _weightiest(told: Sequence[Ranked], in_order: Sequence[Decided]) -> Sequence[Decided]:
    """Return the cases a post may open with, the weightiest first.

    Neighbours of one topic stand together in the post; its top goes by weight alone. "Eventuelt"
    names nothing: it opens a post only where there is nothing else.
    """
    pairs = [pair for pair in zip(told, in_order, strict=True) if pair[0].treatment == "full"]
    main = [one for _, one in sorted(pairs, key=lambda pair: -pair[0].score)]
    named = [one for one in main if routine_row(one.case.labelled.item.title) is None]
    return named or main or in_order


def closing_lines(
    minutes: Minutes, audience: Audience, style: Style | None = None
) -> tuple[Sentence, ...]:
    """Return the scope line, the line to the minutes and the line with the contact placeholder."""
    house = style or default_style()
    words = house.closing
    lines = []
    body = minutes.body or "Mødedeltagerne"
    count = minutes.closed_count
    if count and house.count[audience]:
        lines.append(Sentence(words["scope"], "derived"))
        told = words["one" if count == 1 else "more"]
        number = number_word(count, neuter=True)
        lines.append(Sentence(told.format(body=body, count=number), "derived"))
    title = f"Referat fra {thing_of(body, 'møde', 'mødet') if minutes.body else 'mødet'}"
    if minutes.date:
        title += f" den {format_date(minutes.date)}"
    source = (minutes.preamble,) if minutes.preamble.start < minutes.preamble.end else ()
    lines.append(Sentence(words["link"].format(title=title), "derived", source))
    lines += [Sentence(line, "derived") for line in (words["contact"], *house.extra)]
    return tuple(lines)


def _explained(paragraphs: tuple[Paragraph, ...], terms: tuple[Term, ...]) -> tuple[Paragraph, ...]:
    known: set[str] = set()
    return tuple(
        replace(
            paragraph,
            blocks=tuple(
                explain_terms(block, known=known, terms=terms) for block in paragraph.blocks
            ),
        )
        for paragraph in paragraphs
    )


def _seen_from(draft: Draft, meeting: date, today: date) -> Draft:
    """Word what has passed by *today* as plans, and leave out next steps that are behind."""

    def past(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        return tuple(in_retrospect(one, meeting, today) for one in sentences)

    paragraphs = tuple(
        replace(paragraph, blocks=tuple(past(block) for block in paragraph.blocks))
        for paragraph in draft.paragraphs
    )
    steps = tuple(
        replace(step, sentence=step_in_retrospect(step.sentence, meeting, today))
        for step in draft.next_steps
        if not has_passed(step.sentence.text, meeting, today)
        and (step.when is None or step.when > today)
    )
    return replace(draft, lead=past(draft.lead), paragraphs=paragraphs, next_steps=steps)
