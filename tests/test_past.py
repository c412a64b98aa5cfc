"""What lay ahead at the meeting, told when its day has passed: a plan stays a plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, read_document, split_items
from pipeline.drafting.plain.past import in_retrospect
from pipeline.drafting.plain.preterite import in_preterite
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(row["example"] for row in TABLE["done"]),
        ("Klubben har den 3. maj søgt om lys.", "Klubben søgte den 3. maj om lys."),
        (
            "I brev af 8. marts 2012 har ejeren bedt om en frist.",
            "I brev af 8. marts 2012 bad ejeren om en frist.",
        ),
        ("I 2014 har byen intet modtaget.", "I 2014 modtog byen intet."),
        (
            "Rådet har ved et besøg den 4. juni set skuret.",
            "Rådet så ved et besøg den 4. juni skuret.",
        ),
        (
            "Planen har været i høring fra den 1. til den 29. marts 2024.",
            "Planen var i høring fra den 1. til den 29. marts 2024.",
        ),
        # A year that still runs, two acts under one "har", what the skole has, a clause of its own.
        ("I 2025 har byen fået to klager.", None),
        ("HR har den 3. maj 2024 drøftet stolene og beder om svar.", None),
        ("HR har den 3. maj 2024 vist tvivl, fordi det haster, og beder om svar.", None),
        ("HR har den 3. maj 2024 talt stolene og sendt listen.", None),
        ("I 2014 har skolen åbent for elever valgt af rådet.", None),
        ("I 2014 har de haller, der er bygget, været fulde.", None),
        ("Byen har siden 2014 fået klager.", None),
    ],
)
def test_what_was_done_on_a_day_is_told_in_the_past(before: str, after: str | None) -> None:
    assert in_preterite(before, MEETING) == (after or before)
