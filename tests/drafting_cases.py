"""Build small minutes and labelled items for the tests of drafting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, LabelledItem, Minutes, Passage, Section, Span

MEETING = date(2024, 10, 7)


def build(
    title: str,
    sections: Sequence[tuple[str, str]],
    decisions: Sequence[str],
    *,
    route: Sequence[str] = (),
    passages: Sequence[Sequence[str]] = (),
) -> tuple[Minutes, LabelledItem]:
    """Return a meeting of Direktionen with one item of the given sections."""
    text = f"{title}\n"
    parts = []
    for kind, body in sections:
        heading = Span(len(text), len(text) + len(kind))
        text += f"{kind}\n"
        parts.append(Section(SectionKind(kind), heading, Span(len(text), len(text) + len(body))))
        text += f"{body}\n"
    heading = Span(0, len(title))
    item = Item("1", title, heading, None, Span(0, len(text)), tuple(parts), tuple(route))
    decided = next((part.body for part in parts if part.kind is SectionKind.BESLUTNING), None)
    labels = tuple(
        Label(Decision(value), 1.0, "rule", evidence(text, decided)) for value in decisions
    )
    found = tuple(Passage(kind, place(text, words)) for kind, words in passages)  # type: ignore[arg-type]
    topics = (Label(Topic.OTHER, 0.0, "none"),)
    return meeting(text, (item,)), LabelledItem(item, labels, topics, found)


def evidence(text: str, decided: Span | None) -> tuple[Span, ...]:
    """Return the first sentence of the decision, as a labeller gives it."""
    if decided is None or decided.start == decided.end:
        return ()
    end = text.find(". ", decided.start, decided.end)
    return (Span(decided.start, decided.end if end < 0 else end + 1),)


def place(text: str, words: str) -> Span:
    """Return where *words* stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def meeting(text: str, items: Sequence[Any]) -> Minutes:
    """Return minutes of a meeting of Direktionen."""
    return Minutes(
        text=text, source="prøve.txt", sha256="0", body="Direktionen", date=MEETING, time=None,
        place=None, participants=(), preamble=Span(0, 0), items=tuple(items),
    )  # fmt: skip
