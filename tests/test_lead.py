"""The lead says what was decided, and stands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from drafting_cases import build

from pipeline.drafting.case import read_case
from pipeline.drafting.lead import write_lead

CASES = json.loads((Path(__file__).parent / "cases" / "lead.json").read_text("utf-8"))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_lead(row: dict[str, Any]) -> None:
    sections = [("indstilling", row["indstilling"]), ("beslutning", row["beslutning"])]
    given = [one for one in sections if one[1]]
    minutes, labelled = build(row["title"], given, row["decisions"], route=row["route"])
    lead = write_lead(minutes, [read_case(minutes, labelled)])
    assert " ".join(one.text for one in lead) == row["lead"]
