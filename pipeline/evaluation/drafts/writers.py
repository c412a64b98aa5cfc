"""Who writes: Referat, the baselines, and the people who wrote the references; all as drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.checking import check_draft, settle_draft
from pipeline.corpus.posts import lead_of, parts_of
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import content_words
from pipeline.drafting import compose_draft
from pipeline.evaluation.drafts.baselines import bare_frame, lead_two, text_rank
from pipeline.evaluation.drafts.cases import DraftCase, Known, as_given, with_labels
from pipeline.records import (
    Draft,
    Flag,
    LabelledItem,
    Minutes,
    Omission,
    Paragraph,
    Sentence,
)

_ITEM_BY_ITEM: Mapping[str, Callable[[Minutes, LabelledItem], tuple[Sentence, ...]]] = {
    "lead-2": lead_two,
    "textrank": text_rank,
    "frame": bare_frame,
}
WRITERS: Mapping[str, str] = {
    "referat": "the drafts of Referat, from the raw file",
    "given": "the drafts of Referat, on items, sections and decisions as labelled",
    "lead-2": "baseline: the first two sentences of the resume",
    "textrank": "baseline: the two most central sentences of the item",
    "frame": "baseline: the decision in one sentence",
    "ref": "the first text by a person, held against the second",
    "alt": "the second text by a person, held against the first",
    "post": "the whole post as a person wrote or published it",
}
BY_PEOPLE = ("ref", "alt")


def write(writer: str, case: DraftCase) -> tuple[DraftCase, Draft]:
    """Return the draft of a meeting by one of the writers, and the meeting as the writer saw it."""
    if writer == "given":
        case = as_given(case)
    if writer in ("referat", "given"):
        return case, settle_draft(compose_draft(case.minutes, case.labelled))
    if writer == "post":
        return case, _published(case)
    if writer in BY_PEOPLE:
        case = as_given(case)
        return case, _by_person(case, writer)
    say = _ITEM_BY_ITEM[writer]
    told = [(one, one.item.title, say(case.minutes, one)) for one in case.labelled]
    return case, _plain_draft(case.minutes, told)


def flags_for(case: DraftCase, draft: Draft) -> tuple[Flag, ...]:
    """Return the flags of a draft, held against what a person labelled where one did."""
    return check_draft(with_labels(draft, case.items))


def can_write(writer: str, case: DraftCase) -> bool:
    """Tell whether there is anything for a writer to go by: labels, references, a post."""
    if writer == "post":
        return case.post is not None and bool(case.labelled)
    return writer not in ("given", *BY_PEOPLE) or any(one.row for one in case.items)


def _published(case: DraftCase) -> Draft:
    """Return a post as a draft: each part under the item that it shares most words with."""
    post = case.post or ""
    text = case.minutes.text
    own = [(one, content_words(one.item.span.of(text))) for one in case.labelled]
    paragraphs = []
    for name, part in parts_of(post):
        blocks, items = [], []
        for block in filter(None, part.split("\n\n")):
            words = content_words(f"{name} {block}")
            about = max(own, key=lambda one: len(words & one[1]))[0]
            items += [] if about in items else [about]
            blocks.append(_sentences(block, about))
        if items:
            title = Sentence(name or items[0].item.title, "realised", (items[0].item.heading,))
            paragraphs.append(Paragraph(title, tuple(blocks), tuple(items)))
    headline, lead = lead_of(post)
    every = tuple(one.item.span for one in case.labelled)
    told = {one.item for paragraph in paragraphs for one in paragraph.items}
    return Draft(
        minutes=case.minutes,
        headline=Sentence(headline, "realised", every),
        lead=tuple(Sentence(one.of(lead), "realised", every) for one in split_sentences(lead)),
        paragraphs=tuple(paragraphs),
        next_steps=(),
        closing=(),
        omitted=tuple(Omission(one, "") for one in case.labelled if one.item not in told),
    )


def _sentences(text: str, about: LabelledItem) -> tuple[Sentence, ...]:
    spans = (about.item.span,)
    return tuple(Sentence(one.of(text), "realised", spans) for one in split_sentences(text))


def _by_person(case: DraftCase, writer: str) -> Draft:
    told = []
    for known in sorted(case.items, key=_priority):
        reference, found = known.reference, known.found
        if reference is None or found is None:
            continue
        text = reference.ref if writer == "ref" else reference.alt
        if reference.routine and not reference.ref:
            text = ""
        told.append((found, reference.heading, _sentences(text, found)))
    return _plain_draft(case.minutes, told)


def _priority(known: Known) -> int:
    value = known.reference.priority if known.reference else ""
    return int(value) if value.isdigit() else 99


def _plain_draft(
    minutes: Minutes, told: Sequence[tuple[LabelledItem, str, tuple[Sentence, ...]]]
) -> Draft:
    """Return a draft with a paragraph for each item that anything is said of, and nothing else."""
    return Draft(
        minutes=minutes,
        headline=Sentence(f"Nyt fra {minutes.body or 'mødet'}", "derived"),
        lead=(),
        paragraphs=tuple(
            Paragraph(Sentence(title, "realised", (item.item.heading,)), (said,), (item,))
            for item, title, said in told
            if said
        ),
        next_steps=(),
        closing=(),
        omitted=tuple(Omission(item, "intet at sige") for item, _, said in told if not said),
    )
