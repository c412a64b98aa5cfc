"""Decisions by points in words that no rule knows: nobody is to look a number up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, render, split_items
from pipeline.records import Document

CASES = json.loads((Path(__file__).parent / "cases" / "unruled.json").read_text("utf-8"))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_told_by_what_they_ask(row: dict[str, Any]) -> None:
    text = (
        f"Referat {row['body']} d. 04-05-2022\n\nPunkt 1: {row['title']}\n\n"
        f"Indstilling\n\n{row['proposal']}\n\nBeslutning\n\n{row['decision']}\n\n"
        "Punkt 2: Lukket: Personalesag\n"
    )
    minutes = split_items(Document(text, "punkter.txt", "0"))
    draft = compose_draft(minutes, label_items(minutes))
    post = render(draft).replace("\u00a0", " ")
    assert [words for words in row["told"] if words not in post] == []
    assert [words for words in row["never"] if words in post] == []
    assert [flag for flag in check_draft(draft) if flag.level == "red"] == []
