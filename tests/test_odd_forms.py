"""Minutes in odd forms told as a post: each text of ``cases/odd_forms.json``, all invented.

``says`` must stand in the post, ``never`` may not: both are patterns.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, render, split_items
from pipeline.checking.settled import settle_draft
from pipeline.lexicon import load_lexicon
from pipeline.records import Document

CASES = json.loads((Path(__file__).parent / "cases" / "odd_forms.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_odd_form_is_told(case: dict[str, Any]) -> None:
    minutes = split_items(Document("\n".join(case["text"]), "møde.txt", "0"))
    draft = settle_draft(compose_draft(minutes, label_items(minutes)))
    post = render(draft).replace("\u00a0", " ")
    for said in case.get("says", ()):
        assert re.search(said, post), (said, post)
    for unsaid in case.get("never", ()):
        assert not re.search(unsaid, post), (unsaid, post)
    assert not [flag for flag in check_draft(draft) if flag.level == "red"]


@pytest.mark.parametrize("row", load_lexicon("outright")["cell"], ids=lambda row: row["example"][0])
def test_the_outcome_of_a_row_is_told(row: dict[str, Any]) -> None:
    cell, told = row["example"]
    text = (
        "Direktionen\nReferat af mødet den 12. maj 2025\n\n1. Dagsorden\nGodkendt.\n\n"
        f"2. Ønsker til byens plads\nEmne | Beslutning\nNyt skur | {cell}\nLyset | Ja\n"
        "Bænken | Nej\n\n3. Eventuelt\nIntet.\n"
    )
    minutes = split_items(Document(text, "plads.txt", "0"))
    post = render(compose_draft(minutes, label_items(minutes))).replace("\u00a0", " ")
    assert told in post
