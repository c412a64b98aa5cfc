"""Invented passages, each with true sentences and lies about it: a wider test than the suite.

``truth_tune.json`` and ``paraphrase_tune.json`` are what the rules were made with; ``truth_held``
and ``paraphrase_held`` were written with them and never looked at while they were made. In the
paraphrases true sentences are told freely, as an editor would tell them. ``lies_dense.json`` has
dense items of invented minutes with sentences of two editors, and lies as a careless editor or a
language model writes them: a cause invented, the payer changed, a part told as the whole.
``carry.json`` has one small case for each kind that unread texts showed: what an editor may say,
and the lie right beside it. ``unread_hands.json`` has what true sentences by hands nobody had read
were flagged for, the last of them what the tool itself had written, each with lies of that shape.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.checking import check_draft, gate
from pipeline.checking.self_test import Subject, draft_of
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, LabelledItem, Minutes, Section, Span

CASES = Path(__file__).parent / "cases"
# Share of lies caught at least, share of true sentences flagged at most.
FLOORS = {
    "truth_tune": (0.93, 0.02),
    "truth_held": (0.7, 0.05),
    "paraphrase_tune": (0.82, 0.2),
    "paraphrase_held": (0.67, 0.15),
    "lies_dense": (0.68, 0.04),
    "carry": (1.0, 0.0),
    "unread_hands": (1.0, 0.0),
}

SIDES = ("tune", "held")
LEAST = {("truth", "false"): 150, ("truth", "true"): 70,
         ("paraphrase", "false"): 120, ("paraphrase", "true"): 120}  # fmt: skip


class Told(NamedTuple):
    """One sentence about a passage; ``kind`` is the kind of lie, "" where it is true."""

    case: int
    kind: str
    text: str


@cache
def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return cases


def passage(case: dict[str, Any]) -> tuple[Minutes, LabelledItem]:
    title = f"Punkt 1: {case['title']}"
    kinds = (
        SectionKind.BESLUTNING,
        SectionKind.INDSTILLING,
        SectionKind.SAGSFREMSTILLING,
        SectionKind.BEHANDLING,
    )
    parts = [(kind, case[kind.value]) for kind in kinds if kind.value in case]
    text, sections = title, []
    for kind, body in parts:
        text += f"\n\n{kind.danish}\n"
        sections.append(
            Section(kind, Span(len(text), len(text)), Span(len(text), len(text) + len(body)))
        )
        text += body
    span = Span(0, len(text))
    route = tuple(case["route"])
    item = Item("1", case["title"], Span(0, len(title)), None, span, tuple(sections), route)
    day = date.fromisoformat(case.get("date", "2024-11-04"))
    minutes = Minutes(text, "x.txt", "", case["body"], day, None, None, (), Span(0, 0), (item,))
    decisions = tuple(Label(Decision(value), 1.0, "rule") for value in case["decisions"])
    return minutes, LabelledItem(item, decisions, (Label(Topic.OTHER, 0.0, "none"),))


def is_flagged(case: dict[str, Any], text: str) -> bool:
    minutes, item = passage(case)
    draft = draft_of(Subject(minutes, item, "", (text,)), (text,))
    return any(flag.level == "red" and flag.sentence == text for flag in check_draft(draft))


def measure(name: str) -> tuple[list[Told], list[Told], int, int]:
    """Return the lies missed, the true sentences flagged, and how many there are of each."""
    missed, alarms, lies, truths = [], [], 0, 0
    for number, case in enumerate(load(name)):
        for lie in case["false"]:
            lies += 1
            if not is_flagged(case, lie["text"]):
                missed.append(Told(number, lie["kind"], lie["text"]))
        for text in case["true"]:
            truths += 1
            if is_flagged(case, text):
                alarms.append(Told(number, "", text))
    return missed, alarms, lies, truths


@pytest.mark.parametrize("name", FLOORS)
def test_lies_are_caught_and_truths_pass(name: str) -> None:
    least, most = FLOORS[name]
    missed, alarms, lies, truths = measure(name)
    assert len(missed) <= (1 - least) * lies, "\n".join(map(str, missed))
    assert len(alarms) <= most * truths, "\n".join(map(str, alarms))


@pytest.mark.parametrize("style", ["truth", "paraphrase"])
def test_there_are_enough_pairs(style: str) -> None:
    for key in ("false", "true"):
        sizes = [sum(len(case[key]) for case in load(f"{style}_{name}")) for name in SIDES]
        assert sum(sizes) >= LEAST[style, key]
        assert sizes[1] >= sum(sizes) * 0.29


# A part of the gate, and a lie that it alone sees.
ALONE = {
    "_closed": (0, "Kontrakten hører til et lukket punkt."),
    "_personal": (0, "Karen kan stadig vaske tøjet hjemme, hvis lederen har givet tilladelse."),
    "check_units": (5, "I 2024 skete 66 procent af skaderne på specialskolerne."),
    "check_votes": (2, "17 stemte imod."),
    "check_slots": (9, "Café Lygten betaler huslejen på 14.000 kr. om måneden."),
}


# The same of the dense items, by their titles.
ALONE_DENSE = {
    "check_acting": (
        "Udbud af reng",
        "Kommunen vælger genudbud med daglig rengøring af toiletter.",
    ),
    "check_agents": ("Udbud af reng", "Timetallene er oplyst af forvaltningen."),
    "check_causes": ("Nyt vagtplan", "Modulet er udsat, fordi det er for dyrt."),
    "check_replaced": (
        "Skolestruktur",
        "Hallen bliver stillet til rådighed for foreningerne i to år.",
    ),
    "check_scope": ("Forslag til Lokal", "Et flertal ønsker højst to etager på hele grunden."),
    "check_variants": ("Solceller", "Alternativ B har en tilbagebetalingstid på 9 år."),
}


@pytest.mark.parametrize("part", ALONE_DENSE)
def test_a_part_sees_a_lie_of_dense_minutes(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    title, lie = ALONE_DENSE[part]
    case = next(one for one in load("lies_dense") if one["title"].startswith(title))
    assert is_flagged(case, lie)
    monkeypatch.setattr(f"{gate.__name__}.{part}", lambda *_: iter(()))
    monkeypatch.setattr(gate, "_check", gate._check.__wrapped__)  # known drafts are checked anew
    assert not is_flagged(case, lie)


@pytest.mark.parametrize("part", ALONE)
def test_a_part_sees_what_no_other_part_does(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    number, lie = ALONE[part]
    case = load("paraphrase_tune")[number]
    assert is_flagged(case, lie)
    monkeypatch.setattr(f"{gate.__name__}.{part}", lambda *_: iter(()))
    monkeypatch.setattr(gate, "_check", gate._check.__wrapped__)  # known drafts are checked anew
    assert not is_flagged(case, lie)
