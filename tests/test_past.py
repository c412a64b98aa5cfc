"""What lay ahead at the meeting, told when its day has passed: a plan stays a plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, read_document, split_items
from pipeline.drafting.plain.past import in_retrospect
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence

ROOT = Path(__file__).parents[1]

MEETING, TODAY = date(2025, 5, 12), date(2026, 11, 22)
TABLE = load_lexicon("past")
ROWS: list[dict[str, Any]] = [*TABLE["onward"], *TABLE["said"], *TABLE["plain"]]


def told(text: str, today: date = TODAY) -> str:
    return in_retrospect(Sentence(text, "extracted"), MEETING, today).text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["example"][0]))
def test_every_row_tells_its_example(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert told(before) == after
    assert told(before, MEETING) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Reglerne træder i kraft den 1. september 2025 og gælder for alle.",
            "Reglerne skulle efter planen træde i kraft den 1. september 2025 og gælde for alle.",
        ),
        (
            "Der holdes morgenmad på rådhuset den 5. juni kl. 8.30.",
            "Der skulle efter planen holdes morgenmad på rådhuset den 5. juni kl. 8.30.",
        ),
        (
            "Udvalget skal behandle sagen den 2. juni 2025.",
            "Udvalget skulle efter planen behandle sagen den 2. juni 2025.",
        ),
        ("Fristen er den 2. juni 2025.", "Fristen var den 2. juni 2025."),
        (
            "Næste møde er planlagt til den 2. juni 2025.",
            "Næste møde var planlagt til den 2. juni 2025.",
        ),
    ],
)
def test_a_passed_day_is_told_as_a_plan(before: str, after: str) -> None:
    assert told(before) == after


def test_what_is_told_so_is_no_longer_flagged() -> None:
    minutes = split_items(read_document(str(ROOT / "pipeline" / "examples" / "direktionen.txt")))
    draft = compose_draft(minutes, label_items(minutes), today=TODAY)
    flagged = {flag.sentence for flag in check_draft(draft, today=TODAY) if "passeret" in flag.rule}
    assert flagged == set()


@pytest.mark.parametrize(
    "text",
    [
        "Den 2. juni 2025 holder udvalget et møde.",  # where the subject ends is not known
        "Arbejdet er færdigt den 2. juni 2025.",
        "Planen, der sendes i høring den 2. juni 2025, er ny.",
        "Mødet holdes den 2. juni 2027.",
        "Udvalget kan behandle sagen den 2. juni 2025.",
    ],
)
def test_what_no_rule_can_turn_is_left_to_a_person(text: str) -> None:
    assert told(text) == text
