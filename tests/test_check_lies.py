"""Lies that a person planted over items of the corpus, of kinds that no table makes.

For each item (the day of its meeting and its title) true sentences as an editor would write them,
and lies. ``cases/lies.json``: another actor, an invented reason, a share for a number, a minority's
view told as the body's, a proposal told as fact; the gate saw 44 % of them when they were written,
before any rule was made for them. ``cases/lies_hasty.json`` and ``cases/lies_later.json``: what
somebody in a hurry writes, the old day, a plan as fact, a part as the whole. Of the first 55 % were
seen blind, and of the second, written after all that the first had shown was mended, 52 %: mends
don't carry. ``cases/lies_fluent.json``: one word different, over items nobody had used; 52 % seen
blind, and 22 % of its true sentences flagged. ``cases/lies_unseen.json`` and ``lies_last.json``
came after that was mended: 67 and 37 % seen blind (the gate of before: 67 and 33 %), with 25 and
24 % of the true flagged (29 and 32 %). Then their kinds were mended, too.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.checking import check_draft
from pipeline.checking.self_test import Subject, draft_of
from pipeline.corpus import read_corpus
from pipeline.corpus.references import read_references
from pipeline.danish.sentences import split_sentences

CASES = Path(__file__).parent / "cases"
# What is caught of each file's lies at least, and what of its true sentences is flagged at most.
FLOORS = {
    "lies": (0.5, 0.08),
    "lies_hasty": (0.7, 0.0),
    "lies_later": (0.6, 0.0),
    "lies_fluent": (0.75, 0.09),
    "lies_unseen": (0.78, 0.12),
    "lies_last": (0.5, 0.17),
}
# Of the reference drafts, the gate flags so many sentences red at most. Texts by a hand whose
# alarms nobody had read say what that is worth: 29 of 355 when they came, 19 since. The latest,
# on decisions that are composite or told in spoken words: 63 of 497 when they came, 36 since.
MOST_ALARMS = {"read": 0.012, "unread": 0.04, "latest": 0.08}
APART = {"w20": "unread", "w23": "latest", "w24": "latest"}


@cache
def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
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


@pytest.mark.parametrize("name", FLOORS)
def test_most_lies_are_caught_and_true_rewordings_pass(name: str) -> None:
    least_caught, most_alarms = FLOORS[name]
    missed, alarms, lies, truths = Counter[str](), [], 0, 0
    for case in load(name):
        subject = subjects()[case["date"], case["title"]]
        lies += len(case["false"])
        truths += len(case["true"])
        missed.update(lie["kind"] for lie in case["false"] if not is_flagged(subject, lie["text"]))
        alarms += [text for text in case["true"] if is_flagged(subject, text)]
    assert missed.total() <= (1 - least_caught) * lies, missed
    assert len(alarms) <= most_alarms * truths, alarms


def test_there_are_enough_lies() -> None:
    cases = [case for name in FLOORS for case in load(name)]
    assert sum(len(case["false"]) for case in cases) >= 160
    assert sum(len(case["true"]) for case in cases) >= 55


@pytest.mark.slow
@pytest.mark.parametrize("part", MOST_ALARMS)
def test_what_people_wrote_is_not_flagged(part: str) -> None:
    parts = {one.id: APART.get(one.writer, "read") for one in read_corpus().documents}
    said = [
        (Subject(one.minutes, one.item, "", ()), span.of(one.text))
        for one in read_references()
        if one.split != "test" and parts[Path(one.minutes.source).stem] == part
        for span in split_sentences(one.text)
    ]
    alarms = [text for subject, text in said if is_flagged(subject, text)]
    assert said
    assert len(alarms) <= MOST_ALARMS[part] * len(said), alarms
