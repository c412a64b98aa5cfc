"""Each row of ``lexicon/lists.toml``, and what is told of the lists of a case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline import label_items, split_items
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.background.candidates import candidates
from pipeline.drafting.background.lists import told_lists
from pipeline.lexicon import load_lexicon
from pipeline.records import Document

TABLE = load_lexicon("lists")
ROWS = [(kind, row) for kind, rows in TABLE.items() for row in rows]
WHOLE = ("label", "days")


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=lambda one: one if isinstance(one, str) else "")
def test_the_line_above_a_list(kind: str, row: dict[str, Any]) -> None:
    finds = re.fullmatch if kind in WHOLE else re.search
    assert finds(row["pattern"], row["example"], re.IGNORECASE)
    assert not finds(row["pattern"], row["negative"], re.IGNORECASE)


def told(text: str) -> list[str]:
    found = told_lists(text, split_sentences(text))
    return [one.text for place in sorted(found) for one in found[place]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Tal for maj:\n- Bussen har 40 pladser.\n- To ruter er lukket.",
            ["Bussen har 40 pladser.", "To ruter er lukket."],
        ),
        (
            "Ventet i forhold til det vedtagne budget:\n- Veje: merforbrug på 2 kr.\n"
            "- Samlet: mindreforbrug på 3 kr.",
            [
                "For veje ventes et merforbrug på 2 kr. i forhold til det vedtagne budget.",
                "I alt ventes et mindreforbrug på 3 kr. i forhold til det vedtagne budget.",
            ],
        ),
        (
            "Havnen har haft 38 syn i 2019:\n- 33 uden fejl.\n- 4 påbud.",
            ["Havnen har haft 38 syn i 2019: 33 uden fejl og 4 påbud."],
        ),
        (
            "Tidsplan:\n- 1. maj: Staben sender planen ud.\n- 9. maj: Fest",
            ["Staben sender planen ud den 1. maj."],
        ),
        (
            "Samlet ventes et merforbrug på 3 kr. i forhold til det korrigerede budget. Det "
            "fordeler sig sådan:\n- Veje: merforbrug på 4 kr., især på salt\n"
            "- Haller: mindreforbrug på 1 kr.",
            [
                "For veje ventes et merforbrug på 4 kr. i forhold til det korrigerede budget, "
                "især på salt.",
            ],
        ),
        (
            "Vagten har målt ventetiden i uge 12.\n- Pas: 14 minutter mod 9 minutter i 2024\n"
            "- Mål: 10 minutter",
            ["For pas er ventetiden 14 minutter mod 9 minutter i 2024."],
        ),
        # The parts that a line counts, and no others: "Ledere, der …" are not all of them.
        (
            "Arbejdet er delt i to spor:\n- Lønsporet, som skal sikre, at løn udbetales, og at den "
            "er rigtig.\n- Bilspor, som skal sikre, at ruter deles.",
            ["Arbejdet er delt i to spor: lønsporet og bilspor."],
        ),
        (
            "Planen har ramt to grupper:\n- Ledere, som har fået afslag.\n- Elever, som er syge.",
            [],
        ),
        # What somebody proposes, weighs or chooses between is no fact, nor is what goes on from it.
        ("HR foreslår:\n- Mødet er frivilligt. Bordet betaler man selv.\n- Døren lukkes.", []),
        ("Klagerne siger\n- Skolen er farlig nu.", []),
        ("Fordele ved havnen:\n- Kommunen ejer huset.\n- Driften koster 9 kr.", []),
        ("Planen er ny:\n- Bussen kører hver time.\n- To ruter er lukket.", []),
        ("HR har 3 forslag fra 2019:\n- Mødet er frivilligt nu.", ["HR har 3 forslag fra 2019."]),
        # A line that dangles, and what is said of those that it tells of.
        ("Et skema i maj viste:\n- 17 læser kun titlen.\n- 20 læser alt.", []),
        ("Planen omfatter:\n- Skoven er lukket.\n- Engen er åben.", []),
        # Which of the two is denied, the day or the act? A goal is no part, and "I maj" no subject.
        ("Status:\n- 1. april: Høringen slutter ikke.", []),
        ("Tallene er klar:\n- Mål: 5,0 pct.", ["Tallene er klar.", "Målet er 5,0 pct."]),
        ("Foreløbige tal:\n- I maj er fraværet 7 pct.", []),
        ("Tidsplan:\n- Høringen er slut i maj.", []),
        ("Tidsplan:\n- 1. maj: Staben sender planen ud, og chefen læser den.", []),
        # Too short to be told, and below a line that is no sentence.
        ("Tal for maj:\n- Bussen er fuld.", []),
        ("HR har målt på følgende:\n- Fraværet er 7 pct. nu.", []),
        ("Når HR måler:\n- Fraværet er 7 pct. nu.", []),
        # The next line ran into the last entry.
        (
            "Tal for maj:\n- Bussen har 40 pladser.\n- Tælling før og efter\nFærgen er solgt.",
            ["Bussen har 40 pladser."],
        ),
    ],
)
def test_what_is_told_of_a_list(text: str, says: list[str]) -> None:
    assert told(text) == says


PRICES = "Der er indhentet to priser:\n- Skydedør: 215.000 kr.\n- Svingdør: 90.000 kr."


@pytest.mark.parametrize(
    ("asked", "decided", "told"),
    [
        ("Chefen indstiller, at skydedøren vælges.", "Godkendt.", {"215.000"}),
        ("Chefen indstiller, at skydedøren vælges.", "Svingdøren godkendt.", set()),
        # What comes behind the choice is still to be looked into.
        (
            "Chefen indstiller, at skydedøren vælges.",
            "Godkendt. Prisen på svingdøren undersøges.",
            {"215.000"},
        ),
        ("Chefen indstiller, at døren skiftes.", "Godkendt.", set()),
        ("Chefen indstiller, at skydedøren vælges.", "Udsat.", set()),
        ("Chefen indstiller, at skydedøren vælges.", "Godkendt, dog kun til 9.000 kr.", set()),
    ],
)
def test_only_what_was_chosen_is_told_with_its_price(
    asked: str, decided: str, told: set[str]
) -> None:
    lines = ["REFERAT Direktionen d. 12-05-2025", "Punkt 1: Ny dør", "Sagsfremstilling", PRICES]
    lines += ["Indstilling", asked, "Beslutning", decided]
    minutes = split_items(Document("\n\n".join(lines), "sag.txt", "0"))
    (labelled,) = label_items(minutes)
    said = " ".join(one.text for one in candidates(minutes, labelled))
    assert {one for one in ("215.000", "90.000") if one in said} == told


@pytest.mark.parametrize(
    "text",
    [
        "420 har svaret:\n- 71 pct. vil gerne cykle.\n- 9 pct. vil ikke cykle.",
        "Tallene er klar:\n- Velfærd: 6,9 pct.\n- Teknik: 4,3 pct.",
        "Bilerne er fra 2010:\n- Bilerne har kørt længe.\n- De to varevogne er værst.",
    ],
)
def test_an_entry_leans_on_the_line_above(text: str) -> None:
    found = told_lists(text, split_sentences(text))
    assert [one.back for place in sorted(found) for one in found[place]] == [0, 1, 2]
