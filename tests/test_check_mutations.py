"""Faults put into faithful drafts are caught: the gate's recall, by kind of fault.

The faults themselves ship with the package (``pipeline.checking.mutations``), so that anyone can
run ``referat check --self-test``; here they are planted in invented meetings and in the example.
"""

from __future__ import annotations

from typing import Any

import pytest
from test_check_cases import SETS, build_minutes, load_cases

from pipeline import cli_check
from pipeline.checking import gate
from pipeline.checking.mutations import Ground, change, kinds, plant_faults, rows
from pipeline.checking.self_test import LEAST_CAUGHT, MOST_ALARMS, Score, Subject, try_gate
from pipeline.lexicon import load_lexicon

FLOOR = 0.95
# The parts of the gate, and a kind of fault that none but it sees in the invented meetings.
PARTS = (
    "check_facts", "check_stage", "check_words", "check_hedges", "check_polarity", "check_items",
    "check_units", "check_votes", "_personal",
)  # fmt: skip


def subjects(name: str) -> list[Subject]:
    found = []
    for meeting in load_cases(name):
        minutes, labelled = build_minutes(meeting)
        for case, item in zip(meeting["items"], labelled, strict=True):
            found += [Subject(minutes, item, "", tuple(texts)) for texts in case["drafts"]]
    return found


def report(score: Score) -> str:
    lines = [
        f"{kind:20} {score.caught[kind]:4} of {made:4}" for kind, made in score.planted.items()
    ]
    return "\n".join([*lines, *map(str, score.missed), *map(str, score.alarms)])


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_faults_are_caught(name: str) -> None:
    score = try_gate(subjects(name))
    assert score.recall >= FLOOR, report(score)
    assert score.alarm_rate <= MOST_ALARMS, report(score)


def test_the_shipped_example_passes() -> None:
    score = try_gate(cli_check._example())
    assert sum(score.planted.values()) >= 100
    assert score.recall >= LEAST_CAUGHT, report(score)
    assert score.alarms == (), report(score)
    assert score.passed


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_faults_go_through(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part is needed: the suite sees less when it is gone."""
    every = subjects("tune")
    whole = try_gate(every)
    home = "pipeline.checking.self_test" if part == "check_items" else gate.__name__
    monkeypatch.setattr(f"{home}.{part}", lambda *_: iter(()))
    broken = try_gate(every)
    assert sum(broken.caught.values()) < sum(whole.caught.values())


@pytest.mark.parametrize("row", load_lexicon("mutations")["row"], ids=lambda row: row["kind"])
def test_rows_make_their_example(row: dict[str, Any]) -> None:
    true, false = row["example"]
    made = next(one for one in rows() if one.kind == row["kind"])
    assert false in change(made, true)


@pytest.mark.parametrize(
    "row",
    [row for row in load_lexicon("mutations")["row"] if "never" in row],
    ids=lambda row: row["kind"],
)
def test_rows_make_nothing_but_lies(row: dict[str, Any]) -> None:
    true, no_lie = row["never"]
    made = next(one for one in rows() if one.kind == row["kind"])
    assert no_lie not in change(made, true)


def test_a_word_of_the_item_is_no_closed_word() -> None:
    ground = Ground("Sygefraværet og onboardingsystemet.", "", (), None, (), ())
    planted = [
        fault.lie
        for length in range(8)
        for fault in plant_faults(("Den drøftede det" + "." * length,), ground)
        if fault.kind == "closed-word"
    ]
    assert len(planted) == 8
    assert not [lie for lie in planted if "ygefravær" in lie or "onboarding" in lie]


def test_every_kind_has_a_name() -> None:
    planted = {
        fault.kind
        for subject in subjects("tune")
        for fault in plant_faults(subject.texts, cli_ground(subject))
    }
    assert planted <= set(kinds())


def cli_ground(subject: Subject) -> Any:
    from pipeline.checking.self_test import _ground

    return _ground(subject, (subject,))
