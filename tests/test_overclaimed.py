"""No draft tells more than was decided: ``cases/overclaimed.json`` holds what once was told.

``never`` may not stand in the post of an item, ``says`` must; both are regular expressions.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import compose_draft, label_items, render, settle_draft, split_items
from pipeline.records import Document

CASES = json.loads((Path(__file__).parent / "cases" / "overclaimed.json").read_text("utf-8"))


def post_of(row: dict[str, Any]) -> str:
    sections = "\n\n".join(f"{heading}\n{body}" for heading, body in row["sections"].items())
    people = f"Medlemmer: {row['people']}\n" if "people" in row else ""
    text = (
        f"Referat\n{row.get('body', 'Direktionen')}\nTirsdag den 3. september 2024\n{people}\n"
        f"1. {row['title']}\n\n{sections}\n\n2. Godkendelse af dagsorden\n\nBeslutning\nGodkendt.\n"
    )
    minutes = split_items(Document(text, "referat.txt", "0"))
    return render(settle_draft(compose_draft(minutes, label_items(minutes)))).replace("\u00a0", " ")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_tells_no_more(row: dict[str, Any]) -> None:
    post = post_of(row)
    assert [words for words in row.get("says", []) if not re.search(words, post)] == []
    assert [words for words in row.get("never", []) if re.search(words, post)] == []
