"""Faithful drafts of invented minutes pass the gate: false alarms on clean sentences."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.checking import check_draft
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import (
    ClosedItem,
    Draft,
    Flag,
    Item,
    Label,
    LabelledItem,
    Minutes,
    Omission,
    Paragraph,
    Section,
    Sentence,
    Span,
)

CASES = Path(__file__).parent / "cases"
SETS = ("tune", "held")
MAX_FALSE_ALARMS = 0.02

Case = dict[str, Any]


@cache
def load_cases(name: str) -> list[Case]:
    """Return the meetings of ``cases/check_<name>.json``."""
    meetings: list[Case] = json.loads((CASES / f"check_{name}.json").read_text("utf-8"))
    return meetings


def build_minutes(meeting: Case) -> tuple[Minutes, tuple[LabelledItem, ...]]:
    """Build the minutes of a meeting and its labelled items by hand."""
    text = f"REFERAT {meeting['body']} {meeting['date']}\n\n"
    preamble = Span(0, len(text))
    labelled = []
    for case in meeting["items"]:
        text, one = _build_item(text, case)
        labelled.append(one)
    closed = tuple(ClosedItem(str(900 + n)) for n in range(meeting["closed"]))
    minutes = Minutes(
        text,
        "referat.txt",
        "",
        meeting["body"],
        date.fromisoformat(meeting["date"]),
        None,
        meeting["place"],
        tuple(meeting["participants"]),
        preamble,
        (*(one.item for one in labelled), *closed),
    )
    return minutes, tuple(labelled)


def _build_item(text: str, case: Case) -> tuple[str, LabelledItem]:
    start = len(text)
    text += f"Punkt {case['number']}: {case['title']}"
    heading = Span(start, len(text))
    sections = []
    for kind, body in case["sections"].items():
        text += "\n\n"
        at = len(text)
        text += f"{SectionKind(kind).danish}\n"
        name = Span(at, len(text) - 1)
        at = len(text)
        text += body
        sections.append(Section(SectionKind(kind), name, Span(at, len(text))))
    item = Item(
        case["number"],
        case["title"],
        heading,
        None,
        Span(start, len(text)),
        tuple(sections),
        tuple(case["route"]),
    )
    decisions = tuple(Label(Decision(value), 1.0, "rule") for value in case["decisions"])
    topics = (Label(Topic.OTHER, 0.0, "none"),)
    return text + "\n\n", LabelledItem(item, decisions, topics)


def build_draft(
    minutes: Minutes, labelled: tuple[LabelledItem, ...], number: str, texts: list[str]
) -> Draft:
    """Build a draft with one paragraph, on the item with *number*; the others are left out."""
    own = next(one for one in labelled if one.item.number == number)
    sentences = tuple(Sentence(text, "realised", (own.item.span,)) for text in texts)
    headline = Sentence(own.item.title, "realised", (own.item.heading,))
    return Draft(
        minutes,
        Sentence(f"Nyt fra {minutes.body}", "derived"),
        (),
        (Paragraph(headline, (sentences,), (own,)),),
        (),
        (),
        tuple(Omission(one, "prøve") for one in labelled if one is not own),
    )


_BUILT: dict[int, tuple[Minutes, tuple[LabelledItem, ...]]] = {}


def run(meeting: Case, number: str, texts: list[str]) -> tuple[Flag, ...]:
    """Check *texts* as the draft of one item of the meeting (built once; cases live on)."""
    if id(meeting) not in _BUILT:
        _BUILT[id(meeting)] = build_minutes(meeting)
    minutes, labelled = _BUILT[id(meeting)]
    return check_draft(build_draft(minutes, labelled, number, texts))


def false_alarms(name: str) -> tuple[list[str], int]:
    """Return the red flags on the clean drafts of a set, and how many sentences there are."""
    alarms, count = [], 0
    for meeting in load_cases(name):
        for item in meeting["items"]:
            for texts in item["drafts"]:
                count += len(texts)
                alarms += [
                    f"{item['title']}: {flag.rule}: {flag.message} | {flag.sentence}"
                    for flag in run(meeting, item["number"], texts)
                    if flag.level == "red"
                ]
    return alarms, count


def test_there_are_enough_cases() -> None:
    held = sum(len(meeting["items"]) for meeting in load_cases("held"))
    tuned = sum(len(meeting["items"]) for meeting in load_cases("tune"))
    assert held + tuned >= 25
    assert held >= (held + tuned) / 3


@pytest.mark.parametrize("name", SETS)
def test_faithful_drafts_give_no_red_flag(name: str) -> None:
    alarms, count = false_alarms(name)
    assert len(alarms) <= MAX_FALSE_ALARMS * count, "\n".join(alarms)
