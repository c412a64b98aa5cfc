"""Det videre forløb: each line opens with its time, and says who does what.

The tables of ``lexicon/times.toml`` are tried row by row; ``cases/next_steps.json`` holds whole
decisions under "Ny hal" at a meeting of Direktionen on 4 March 2025. All is invented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, split_items
from pipeline.drafting.ahead.times import times_ahead
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Draft

TABLE = load_lexicon("times")
CASES = json.loads((Path(__file__).parent / "cases" / "next_steps.json").read_text("utf-8"))


def draft_of(decision: str, case: str = "", title: str = "Ny hal") -> Draft:
    text = (
        "REFERAT Direktionen d. 04-03-2025\n\nPunkt 1: Godkendelse af dagsorden\n\nBeslutning\n\n"
        f"Godkendt.\n\nPunkt 2: {title}\n\nSagsfremstilling\n\n{case}\n\nBeslutning\n\n{decision}\n"
    )
    minutes = split_items(Document(text, "hal.txt", "0"))
    return compose_draft(minutes, label_items(minutes))


def lines(draft: Draft) -> list[str]:
    return [step.sentence.text.replace("\u00a0", " ") for step in draft.next_steps]


@pytest.mark.parametrize("row", TABLE["time"], ids=lambda row: row["example"][1])
def test_time(row: dict[str, Any]) -> None:
    sentence, words = row["example"]
    assert [found.words for found in times_ahead(sentence, date(2005, 3, 1))] == [words]


@pytest.mark.parametrize("row", [*TABLE["frame"], *TABLE["untimed"]], ids=lambda r: r["example"][0])
def test_frame(row: dict[str, Any]) -> None:
    printed, said = row["example"]
    assert said in lines(draft_of(f"Drøftet. {printed}"))


@pytest.mark.parametrize("row", TABLE["moved"], ids=lambda row: row["example"])
def test_moved(row: dict[str, Any]) -> None:
    case = "Målingen sendes ud den 5. maj 2025."
    assert lines(draft_of(row["negative"], case)) != []
    assert not any("5. maj" in one for one in lines(draft_of(row["example"], case)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["decision"][:60])
def test_a_decision_and_its_lines(case: dict[str, Any]) -> None:
    assert lines(draft_of(case["decision"], case.get("case", ""))) == case["lines"]


LOG = """DIREKTIONSMØDE – BESLUTNINGSREFERAT
Lyngby Sø Kommune, 27. april 2022, kl. 12-14
Deltagere: Karen Holst (kommunaldirektør), Ulrik Dam

| Nr. | Emne | Kort om sagen | Konklusion | Opfølgning |
|-----|------|---------------|------------|------------|
| 1 | Ny hal | Hallen er fra 1974, og taget er utæt. | Godkendt. | Teknisk Service, 26. oktober |
| 2 | Sti ved søen | Stien er smal. | Drøftet. | Udviklingsafdelingen, temamøde 8. juni |
| 3 | Plan for it | Planen er ikke afprøvet. | Drøftet. | HR afprøver den senest 30. juni |
| 4 | Løn til chefer | Lønnen er fra 2019. | Drøftet. | Karen, 5. maj |
| 5 | Kantine | Prisen er 40 kr. | Drøftet. | Ulrik |
"""


@pytest.mark.parametrize("title", ["Høring om ny busplan", "Høring over ny busplan"])
def test_nobody_is_heard_about_a_hearing(title: str) -> None:
    decision = "Godkendt. Planen er i høring med svarfrist den 1. maj."
    assert lines(draft_of(decision, title=title)) == [
        "Den 1. maj er der svarfrist i høringen om ny busplan."
    ]


def test_a_column_behind_the_decision_tells_who_follows_up_when() -> None:
    minutes = split_items(Document(LOG, "log.txt", "0"))
    assert lines(compose_draft(minutes, label_items(minutes))) == [
        "Den 5. maj er der opfølgning på sagen om løn til chefer.",
        "På temamødet den 8. juni følger Udviklingsafdelingen op på stien ved søen.",
        "Senest den 30. juni afprøver HR den (plan for it).",
        "Den 26. oktober følger Teknisk Service op på den nye hal.",
    ]


def test_whoever_has_had_the_case_since_is_not_told_to_have_it_next() -> None:
    later = "Økonomiudvalget, 18. marts 2025:\nAnbefales.\n\nByrådet, 25. marts 2025:\nForkastet."
    draft = draft_of(f"Direktionen, 4. marts 2025:\nAnbefales over for Byrådet.\n\n{later}")
    assert lines(draft) == []
    told = " ".join(one.text for one in draft.sentences)
    assert "Siden har Økonomiudvalget (den 18. marts) og Byrådet (den 25. marts) behandlet" in told
    assert "Beslutningen i Byrådet lyder: »Forkastet«." in told
    assert "går videre" not in told


def test_a_later_decision_that_names_somebody_is_for_a_person_to_read() -> None:
    later = "Byrådet, 25. marts 2025:\nForkastet. Karen Lyngholm stemte imod."
    draft = draft_of(f"Direktionen, 4. marts 2025:\nAnbefales over for Byrådet.\n\n{later}")
    told = " ".join(one.text for one in draft.sentences)
    assert "Siden har Byrådet (den 25. marts) behandlet" in told
    assert "lyder" not in told


def test_a_day_below_the_name_of_a_body_is_that_body_s() -> None:
    first = "Udvalg: Direktionen\nDato: 04-03-2025\nPunkt: 1\nAnbefales."
    later = "Udvalg: Byrådet\nDato: 25-03-2025\nPunkt: 3\nForkastet."
    draft = draft_of(f"{first}\n{later}")
    told = " ".join(one.text for one in draft.sentences)
    assert "Siden har Byrådet (den 25. marts) behandlet" in told
    assert not [flag for flag in check_draft(draft) if flag.rule == "tal-flyttet"]


def test_a_body_that_has_had_the_case_twice_since_is_named_once() -> None:
    later = "Byrådet, 18. marts 2025:\nUdsat.\n\nByrådet, 25. marts 2025:\nGodkendt."
    draft = draft_of(f"Direktionen, 4. marts 2025:\nAnbefales over for Byrådet.\n\n{later}")
    told = " ".join(one.text for one in draft.sentences)
    assert "Siden har Byrådet (den 18. marts og den 25. marts) behandlet" in told
