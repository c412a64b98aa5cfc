"""Notes and fields are told as sentences: each row of the table, and ``cases/noted.json``.

``told`` of a case is what its notes say, in order, as they may stand in a draft; ``says`` must
stand in the draft of an item, ``never`` may not. All is invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, split_items
from pipeline.checking.settled import settle_draft
from pipeline.drafting.background.prose import source_sentences
from pipeline.drafting.noted.quoted import says_its_matter, told_quote
from pipeline.drafting.noted.reading import is_neutral, is_offer, told_notes
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Draft

NOTES = load_lexicon("notes")
TELLING = [row for kind in ("noun", "frame", "there") for row in NOTES[kind]]
CASES = json.loads((Path(__file__).parent / "cases" / "noted.json").read_text("utf-8"))
WHOLE = [case for case in CASES if "says" in case or "never" in case]


def read(case: dict[str, Any]) -> tuple[str, Draft]:
    text = (
        "REFERAT Direktionen d. 12-05-2025\n\nPunkt 1: Godkendelse af dagsorden\n\nBeslutning\n\n"
        f"Godkendt.\n\nPunkt 2: {case['title']}\n\n{case['case']}\n\nBeslutning\n\n"
        f"{case.get('decision', 'Godkendt.')}"
    )
    minutes = split_items(Document(text, "sag.txt", "0"))
    labelled = label_items(minutes)
    settled = case.get("settled", True)
    told = source_sentences(minutes, labelled[-1].item, settled=settled)
    draft = settle_draft(compose_draft(minutes, labelled))
    return " ".join(one.text for one in told if one.text), draft


@pytest.mark.parametrize("row", TELLING, ids=lambda row: row["example"][0])
def test_a_note_is_told(row: dict[str, Any]) -> None:
    note, told = row["example"]
    assert [one.told for one in told_notes(note)] == [told]


def test_a_state_has_its_verb() -> None:
    note, told = NOTES["state"]["example"]
    assert [one.told for one in told_notes(note)] == [told]
    assert told_notes(NOTES["state"]["negative"]) == ()


def test_own_words() -> None:
    assert told_quote(NOTES["unquoted"]["example"]) is None
    assert told_quote(NOTES["unquoted"]["negative"]) == "I sagen står der: »Brugere: 44 borgere«."


def test_labels() -> None:
    assert is_neutral(NOTES["neutral"]["example"])
    assert not is_neutral(NOTES["neutral"]["negative"])
    assert says_its_matter(NOTES["plain_question"]["example"])
    assert not says_its_matter(NOTES["plain_question"]["negative"])
    assert is_offer(NOTES["offer"]["example"])
    assert not is_offer(NOTES["offer"]["negative"])
    assert re.search(NOTES["never"]["pattern"], NOTES["never"]["example"], re.IGNORECASE)
    assert not re.search(NOTES["never"]["pattern"], NOTES["never"]["negative"], re.IGNORECASE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_notes_of_a_case(case: dict[str, Any]) -> None:
    told, draft = read(case)
    if "told" in case:
        assert told == " ".join(case["told"])
    assert not [flag for flag in check_draft(draft) if flag.level == "red"]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["why"])
def test_the_draft_tells_the_notes(case: dict[str, Any]) -> None:
    _, draft = read(case)
    blocks = (one for paragraph in draft.paragraphs for block in paragraph.blocks for one in block)
    text = " ".join(one.text for one in blocks).replace("\u00a0", " ")
    assert "says" not in case or re.search(case["says"], text), text
    assert "never" not in case or not re.search(case["never"], text), text
