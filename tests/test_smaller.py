"""A no with a smaller yes is told with it: ``cases/smaller.json`` holds refusals that gave less.

No headline or lead tells such a no alone, and one that is a no (``no``) still leads as one.
All is invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from test_certain import printed, read

from pipeline import check_draft, compose_draft
from pipeline.records import Draft

CASES = json.loads((Path(__file__).parent / "cases" / "smaller.json").read_text("utf-8"))
_NO = re.compile(r"\b(?:nej|afslag|afviste|afslog|ikke)\b", re.IGNORECASE)


def draft_of(case: dict[str, Any], folder: Path) -> Draft:
    return compose_draft(*read(case, folder))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_smaller_yes_is_told(case: dict[str, Any], tmp_path: Path) -> None:
    text = printed(case, tmp_path)
    for told in case["says"]:
        assert re.search(told, text), text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_no_headline_and_no_lead_tells_the_no_alone(case: dict[str, Any], tmp_path: Path) -> None:
    draft = draft_of(case, tmp_path)
    heads = [draft.headline, *(one.headline for one in draft.paragraphs if one.headline)]
    lead = " ".join(one.text for one in draft.lead)
    if case.get("no"):
        assert _NO.search(draft.headline.text), draft.headline.text
        assert _NO.search(lead), lead
        return
    assert not [one.text for one in heads if _NO.search(one.text)]
    assert not _NO.search(lead) or ", men " in lead, lead
    assert case.get("lead", "") in lead, lead


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_gate_lets_it_pass(case: dict[str, Any], tmp_path: Path) -> None:
    flags = check_draft(draft_of(case, tmp_path))
    assert not [one.message for one in flags if one.level == "red"]
