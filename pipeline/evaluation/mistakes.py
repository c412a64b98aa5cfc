"""The worst errors of each class, with their text and what made the label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.corpus import Corpus
from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task
from pipeline.evaluation.evaluate import SplitResult
from pipeline.evaluation.outcomes import Meeting, Outcome
from pipeline.evaluation.titles import Title
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, Span

MOST = 10
_WIDEST = 420  # characters of an item's text


class Piece(NamedTuple):
    """A stretch of text, and whether it is one of the words that made the label."""

    text: str
    marked: bool


class Mistake(NamedTuple):
    """One wrong answer.

    ``wanted`` and ``said`` are label ids, ``why`` says of each label given how sure it is, who
    gave it and what came second. ``title`` and ``pieces`` are the title and the decisive text with
    the evidence marked, ``marked`` are the words that a person marked for a decision.
    """

    key: str
    wanted: tuple[str, ...]
    said: tuple[str, ...]
    why: tuple[str, ...]
    title: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    marked: tuple[str, ...] = ()


def worst_of_split(
    corpus: Corpus, result: SplitResult
) -> Iterator[tuple[Task, str, tuple[Mistake, ...]]]:
    """Yield each class that has any errors, with its worst: those said with most confidence."""
    places = {one.key: (m, one) for m in result.meetings for one in m.outcomes}
    for task in TASKS:
        for label in CLASSES[task]:
            worst = worst_answers(result.answers[task], label)
            if worst:
                shown = (_of_item(corpus, task, one, *places[one.key]) for one in worst)
                yield task, label, tuple(shown)


def worst_of_titles(
    titles: Sequence[Title], answers: Sequence[Answer]
) -> Iterator[tuple[Task, str, tuple[Mistake, ...]]]:
    """Yield the same of bare titles."""
    words = {title.key: title.title for title in titles}
    for label in CLASSES["topics"]:
        worst = worst_answers(answers, label)
        if worst:
            yield "topics", label, tuple(_of_title(one, words) for one in worst)


def worst_answers(answers: Sequence[Answer], label: str, most: int = MOST) -> list[Answer]:
    """Return the errors in which a label was missed or wrongly given, the surest first."""
    wrong = [one for one in answers if (label in one.gold) != (label in one.said)]
    return sorted(wrong, key=lambda one: -one.confidence)[:most]


def marked_pieces(text: str, span: Span, evidence: Sequence[Span]) -> tuple[Piece, ...]:
    """Return a stretch of text cut at the evidence in it, line breaks as spaces.

    >>> [*marked_pieces("Kan ikke anbefales nu", Span(0, 21), [Span(4, 18)])]
    [Piece(text='Kan ', marked=False), Piece(text='ikke anbefales', marked=True), \
Piece(text=' nu', marked=False)]
    """
    pieces, at = [], span.start
    for one in sorted(evidence, key=lambda span: (span.start, -span.end)):
        start, end = max(one.start, at), min(one.end, span.end)
        if start >= end:
            continue
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at : span.end], False))
    return tuple(Piece(" ".join(one.text.split("\n")), one.marked) for one in pieces if one.text)


def _of_item(
    corpus: Corpus, task: Task, answer: Answer, meeting: Meeting, outcome: Outcome
) -> Mistake:
    row, found = outcome.row, outcome.found
    marked = tuple(one.text for one in row.decisions if one.text) if row else ()
    marked = marked if task == "decisions" else ()
    if found is None:  # so there is a row
        text = corpus.texts[outcome.document.id]
        title = (Piece(row.title if row else "", False),)
        pieces = _clipped(text, row.span, []) if row else ()
        why = ("no item was found here",)
        return Mistake(answer.key, answer.gold, (), why, title, pieces, marked)
    evidence = [span for label in answer.labels for span in label.evidence]
    return Mistake(
        answer.key,
        answer.gold,
        answer.said,
        tuple(map(_reason, answer.labels)),
        marked_pieces(meeting.text, found.item.heading, evidence),
        _clipped(meeting.text, _decisive(found.item, task), evidence),
        marked,
    )


def _decisive(item: Item, task: Task) -> Span:
    """Return where the text stands that should tell: the decision, or all below the heading."""
    kinds = (SectionKind.BESLUTNING, SectionKind.TEKST) if task == "decisions" else ()
    part = next(item.parts(*kinds), None)
    return part.body if part else Span(item.heading.end, item.span.end)


def _of_title(answer: Answer, words: Mapping[str, str]) -> Mistake:
    title = words[answer.key]
    evidence = [span for label in answer.labels for span in label.evidence]
    return Mistake(
        answer.key,
        answer.gold,
        answer.said,
        tuple(map(_reason, answer.labels[:1])),
        marked_pieces(title, Span(0, len(title)), evidence),
        (),
    )


def _clipped(text: str, span: Span, evidence: Sequence[Span]) -> tuple[Piece, ...]:
    """Return as much of a long stretch as can be read, around its first evidence."""
    if span.end - span.start <= _WIDEST:
        return marked_pieces(text, span, evidence)
    inside = [one.start for one in evidence if span.start <= one.start < span.end]
    start = max(span.start, min(inside, default=span.start) - _WIDEST // 3)
    end = min(span.end, start + _WIDEST)
    before, after = (Piece("… ", False),) * (start > span.start), (Piece(" …", False),)
    return (*before, *marked_pieces(text, Span(start, end), evidence), *after * (end < span.end))


def _reason(label: Label[Decision] | Label[Topic]) -> str:
    runner = label.runner_up
    second = f", then {runner.value.danish} {runner.score:.2f}" if runner else ""
    by = {"rule": "by rule", "model": "by model", "none": "nothing found"}[label.by]
    return f"{label.value.danish} {label.score:.2f} ({by}{second})"
