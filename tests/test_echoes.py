"""Quotations that tell nothing beside the sentences of a decision."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from drafting_cases import build

from pipeline.drafting.case import read_case
from pipeline.drafting.decision.echoes import without_echoes
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence

CASES = json.loads((Path(__file__).parent / "cases" / "echoes.json").read_text("utf-8"))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_left(row: dict[str, Any]) -> None:
    case = read_case(*build("Fest på havnen", [("beslutning", "Se sagen.")], [row["outcome"]]))
    said = tuple(Sentence(text, "realised") for text in row["said"])
    assert [one.text for one in without_echoes(case, said)] == row["left"]


@pytest.mark.parametrize("row", load_lexicon("echoes")["empty"], ids=lambda row: row["example"])
def test_row(row: dict[str, str]) -> None:
    assert re.fullmatch(row["from"], row["example"])
