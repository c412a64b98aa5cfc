"""Personal data: what is found, and what only looks like it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafting.people.personal import find_personal, has_check_digit, is_cpr
from pipeline.lexicon import load_lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "check_personal.json").read_text("utf-8"))
ROWS = load_lexicon("personal")["pattern"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_finds_what_is_personal(case: dict[str, Any]) -> None:
    found = find_personal(case["text"], participants=tuple(case.get("people", ())))
    assert [one.kind for one in found] == case["found"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_rows_match_their_example_and_not_the_other(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["negative"])


def test_name_examples() -> None:
    table = load_lexicon("personal")["given"]
    assert [one.kind for one in find_personal(table["example"])] == ["person"]
    assert find_personal(table["negative"]) == ()


@given(st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.integers(0, 3999))
def test_every_real_date_can_be_a_cpr_number(day: date, serial: int) -> None:
    assert is_cpr(f"{day:%d%m%y}{serial:04}")


@given(st.dates(date(1950, 1, 1), date(1999, 12, 31)), st.integers(0, 3999))
def test_one_wrong_digit_breaks_the_check_digit(day: date, serial: int) -> None:
    digits = f"{day:%d%m%y}{serial:04}"
    if has_check_digit(digits):
        wrong = str((int(digits[-1]) + 1) % 10)
        assert not has_check_digit(digits[:-1] + wrong)


@given(st.integers(32, 99), st.integers(13, 99))
def test_no_cpr_without_a_date(day: int, month: int) -> None:
    assert not is_cpr(f"{day:02}{month:02}501234")


def test_spans_are_slices() -> None:
    text = "Ring til Karen Lyngholm på telefon 12 34 56 78."
    assert [one.span.of(text) for one in find_personal(text)] == [
        "Karen Lyngholm",
        "telefon 12 34 56 78",
    ]
