"""Score one draft: every measure, item by item and for the post as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from pipeline.corpus.posts import Wanted
from pipeline.danish.bodies import same_body
from pipeline.danish.dates import find_dates, format_date
from pipeline.danish.readability import lix
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import content_words, tokenize
from pipeline.evaluation.drafts.cases import DraftCase, Known
from pipeline.evaluation.drafts.gates import Home, closed_gates
from pipeline.evaluation.drafts.likeness import chrf, copied, edit_distance
from pipeline.evaluation.drafts.measures import GATES, Count, counted
from pipeline.evaluation.drafts.nuggets import holds, recall
from pipeline.evaluation.drafts.told import Told, flags_of, told_of
from pipeline.evaluation.drafts.traps import Verdict, judge
from pipeline.labels import SectionKind
from pipeline.records import Draft, Flag, LabelledItem, Minutes

# What an item may have in words: the first one, any other, one line under "Kort nyt".
BUDGETS = (95, 60, 30)
HEADING = 60
_LEAST_PROSE = 15


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one draft says of one item, and how that fares.

    ``wrong`` tells by gate what is wrong; ``missing`` are the must-nuggets that aren't there, and
    ``traps`` the verdict on each trap.
    """

    known: Known
    told: Told | None
    flags: tuple[Flag, ...]
    wrong: Mapping[str, list[str]]
    missing: tuple[str, ...]
    traps: tuple[tuple[str, Verdict], ...]
    counts: tuple[Count, ...] = field(repr=False)


def score_item(
    case: DraftCase,
    draft: Draft,
    known: Known,
    flags: tuple[Flag, ...],
    *,
    references: tuple[str, ...],
) -> ItemScore:
    """Score what a draft says of one item.

    Args:
        case: The meeting.
        draft: A draft of it.
        known: The item.
        flags: The flags of the whole draft.
        references: The texts to compare the wording with.
    """
    told = told_of(draft, known.found) if known.found else None
    own = flags_of(told, known.found, flags) if told and known.found else ()
    said = told is not None and bool(told.sentences)
    wrong: Mapping[str, list[str]] = {}
    if told and known.found and said:
        home = home_of(case, known.found, known)
        wrong = closed_gates(told.whole, home, own, case.secret)
    whole = told.whole if told and said else ""
    reference = known.reference
    missing = tuple(one for one in (reference.must if reference else ()) if not holds(whole, one))
    traps = tuple(_judged(reference, whole, said=said)) if reference else ()
    counts = [
        *(counted(name, not wrong[name]) for name in GATES[:-1] if wrong),
        *_coverage(known, told, said=said),
        *_nuggets(known, whole, said=said),
        *([counted("red", any(flag.level == "red" for flag in own))] if said else ()),
        *(counted("traps", one == "hit") for _, one in traps if one != "person"),
        *_next_step(case, known, whole, said=said),
    ]
    if told and known.found and said:
        counts += _wording(case.minutes, known.found, told, references)
    return ItemScore(known, told, own, wrong, missing, traps, tuple(counts))


def _judged(reference: Wanted, whole: str, *, said: bool) -> Iterator[tuple[str, Verdict]]:
    """Yield the traps with verdicts; one that a reference falls into can't be told by rule."""
    for trap in reference.traps:
        verdict = judge(trap, whole, told=said)
        unsure = any(judge(trap, text, told=False) == "hit" for text in reference.texts)
        yield trap, "person" if unsure else verdict


def home_of(case: DraftCase, found: LabelledItem, known: Known) -> Home:
    """Return what a text of an item may build on."""
    span = known.row.span if known.row else found.item.span
    route = known.row.route if known.row else found.item.route
    body = case.minutes.body
    bodies = (*route, *found.item.route, *((body,) if body else ()))
    head = case.minutes.preamble.of(case.minutes.text)
    return Home(f"{span.of(case.minutes.text)}\n{head}", bodies, case.minutes.date)


def _coverage(known: Known, told: Told | None, *, said: bool) -> Iterator[Count]:
    reference = known.reference
    if known.row and known.found:
        kinds = {label.value for label in known.found.decisions}
        yield counted("types", kinds == set(known.row.types))
    elif known.row:
        yield counted("types", False)
    routine = reference.routine if reference else told is not None and bool(told.reason)
    if reference and reference.routine:
        yield counted("routine", not said)
    if not routine:
        yield counted("coverage", said and told is not None and len(told.places) == 1)
    if told and not said:
        yield counted("logged", bool(told.reason))


def _nuggets(known: Known, whole: str, *, said: bool) -> Iterator[Count]:
    reference = known.reference
    if reference and (said or not reference.routine):
        yield counted("must", recall(whole, reference.must), len(reference.must))
        yield counted("may", recall(whole, reference.may), len(reference.may))


def _next_step(case: DraftCase, known: Known, whole: str, *, said: bool) -> Iterator[Count]:
    """Count whether the next body is named, and one of the dated steps, where there are any."""
    row = known.row
    if row is None or (not said and known.reference and known.reference.routine):
        return
    own = case.minutes.body or ""
    at = max((i for i, name in enumerate(row.route) if same_body(name, own)), default=-1)
    later = [name for name in row.route[at + 1 :] if not same_body(name, own)]
    dated = [step.when for step in row.next_steps if step.when]
    if later or dated:
        named = not later or holds(whole, later[0])
        yield counted(
            "next_step", named and (not dated or any(_tells(whole, one) for one in dated))
        )


def _tells(text: str, when: str) -> bool:
    """Tell whether a text says when: the date itself, or half of the words in one sentence."""
    with suppress(ValueError):
        return holds(text, format_date(date.fromisoformat(when), year=False))
    if any(holds(text, format_date(found.date, year=False)) for found in find_dates(when)):
        return True
    words = content_words(when)
    sentences = (content_words(span.of(text)) for span in split_sentences(text))
    return any(2 * len(words & one) >= len(words) > 0 for one in sentences)


def _wording(
    minutes: Minutes, found: LabelledItem, told: Told, references: tuple[str, ...]
) -> Iterator[Count]:
    words = len(tokenize(told.text))
    yield counted("words", words)
    first = told.places[0] == 0 and not told.brief
    budget = BUDGETS[0] if first else BUDGETS[2] if told.brief else BUDGETS[1]
    yield counted("length", words <= budget)
    yield counted("length", len(told.headline) <= HEADING)
    prose = _prose_of(minutes, found)
    if len(tokenize(prose)) >= _LEAST_PROSE:
        yield counted("easier", lix(told.text) < lix(prose))
    yield counted("copied", *copied(told.text, _background_of(minutes, found)))
    if references:
        yield counted("chrf", chrf(told.text, references))
        yield counted("edit", edit_distance(told.text, references))


def _prose_of(minutes: Minutes, found: LabelledItem) -> str:
    """Return the item's own running prose: whole sentences, no lists and headings."""
    parts = [section.body.of(minutes.text) for section in found.item.sections
             if section.kind not in (SectionKind.BILAG, SectionKind.DELTAGELSE)]  # fmt: skip
    spans = (span.of(part) for part in parts for span in split_sentences(part))
    return " ".join(
        " ".join(one.split()) for one in spans if one[-1] in ".!?" and one.count(" ") > 2
    )


def _background_of(minutes: Minutes, found: LabelledItem) -> str:
    skipped = (SectionKind.BESLUTNING, SectionKind.INDSTILLING)
    parts = (one.body.of(minutes.text) for one in found.item.sections if one.kind not in skipped)
    return "\n".join(parts)
