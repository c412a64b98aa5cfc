"""Who "vi" and "man" are: the body, the municipality, or those who read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import compose_draft, label_items, render, split_items
from pipeline.danish.bodies import body_named
from pipeline.drafting.decision.ourselves import by_name
from pipeline.lexicon import load_lexicon
from pipeline.records import Document

CASES = json.loads((Path(__file__).parent / "cases" / "ourselves.json").read_text("utf-8"))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_named(row: dict[str, str]) -> None:
    body = row["body"]
    assert by_name(row["printed"], body, body_named(body).pronoun) == row["told"]


def test_table_example() -> None:
    printed, told = load_lexicon("ourselves")["example"]
    assert by_name(printed, "Direktionen", "den") == told


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (
            "Ja til ordningen. Prisen gemmer vi til efteråret, når tallene er klar.",
            "- **Til efteråret** gemmer Chefgruppen prisen, når tallene er klar",
        ),
        (
            "Udsat. Vi holder et ekstra møde den 18. juni.",
            "- **Den 18. juni** holder Chefgruppen et ekstra møde",
        ),
        ("Godkendt. Vi ser på lugten igen i maj.", "- **I maj** ser Chefgruppen på lugten igen"),
    ],
)
def test_next_step(decision: str, told: str) -> None:
    text = (
        "Referat Chefgruppen d. 04-04-2022\n\nPunkt 1: Frokost i alle huse\n\n"
        f"Beslutning\n\n{decision}\n\nPunkt 2: Lukket: Personalesag\n"
    )
    minutes = split_items(Document(text, "frokost.txt", "0"))
    assert told in render(compose_draft(minutes, label_items(minutes)))
