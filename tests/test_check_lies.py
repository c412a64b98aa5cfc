"""Lies that a person planted over items of the corpus, of kinds that no table makes.

``cases/lies.json``: for each item (the day of its meeting and its title) true sentences as an
editor would write them, and lies: another actor, an invented reason, a share for a number, a
minority's view told as the body's, a proposal told as fact. The gate saw 44 % of them when they
were written, before any rule was made for them.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.checking import check_draft
from pipeline.checking.self_test import Subject, draft_of
from pipeline.corpus.references import read_references

CASES = Path(__file__).parent / "cases" / "lies.json"
LEAST_CAUGHT = 0.5
MOST_ALARMS = 0.08


@cache
def load() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(CASES.read_text("utf-8"))
    return cases


@cache
def subjects() -> dict[tuple[str, str], Subject]:
    """Return the corpus's items by the day of the meeting and the title."""
    return {
        (str(one.minutes.date), one.item.item.title): Subject(one.minutes, one.item, "", ())
        for one in read_references()
        if one.split != "test"
    }


def is_flagged(subject: Subject, text: str) -> bool:
    flags = check_draft(draft_of(subject, (text,)))
    return any(flag.level == "red" and flag.sentence == text for flag in flags)


def test_most_lies_are_caught_and_true_rewordings_pass() -> None:
    missed, alarms, lies, truths = Counter[str](), [], 0, 0
    for case in load():
        subject = subjects()[case["date"], case["title"]]
        lies += len(case["false"])
        truths += len(case["true"])
        missed.update(lie["kind"] for lie in case["false"] if not is_flagged(subject, lie["text"]))
        alarms += [text for text in case["true"] if is_flagged(subject, text)]
    assert missed.total() <= (1 - LEAST_CAUGHT) * lies, missed
    assert len(alarms) <= MOST_ALARMS * truths, alarms


def test_there_are_enough_lies() -> None:
    assert sum(len(case["false"]) for case in load()) >= 100
    assert sum(len(case["true"]) for case in load()) >= 40
