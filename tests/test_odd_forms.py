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
