"""Dates and times: the forms minutes use, and what only looks like one."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.dates import find_dates, find_time, format_date

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text("utf-8"))
DAYS = st.dates(date(1990, 1, 1), date(2069, 12, 31))


def test_there_are_enough_cases() -> None:
    assert len(CASES["dates"]) >= 60


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["text"][:40])
def test_dates(case: dict[str, Any]) -> None:
    meeting = date.fromisoformat(case["meeting"]) if "meeting" in case else None
    found = find_dates(case["text"], meeting=meeting)
    assert [str(one.date) for one in found] == case["dates"]


@pytest.mark.parametrize(("text", "expected"), CASES["times"])
def test_times(text: str, expected: str | None) -> None:
    assert find_time(text) == (time.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(("day", "year", "weekday", "expected"), CASES["formatted"])
def test_formatted(day: str, year: bool, weekday: bool, expected: str) -> None:
    assert format_date(date.fromisoformat(day), year=year, weekday=weekday) == expected


@given(DAYS, st.booleans())
def test_what_is_written_is_found_again(day: date, weekday: bool) -> None:
    text = f"Mødet er {format_date(day, weekday=weekday)}."
    (found,) = find_dates(text, 100)
    assert found.date == day
    assert not found.derived
    assert text[found.span.start - 100 : found.span.end - 100] in text
    assert str(day.year) in text[found.span.start - 100 : found.span.end - 100]


@given(DAYS, st.integers(-100, 100))
def test_a_year_left_out_is_worked_out_near_the_meeting(meeting: date, days: int) -> None:
    day = meeting + timedelta(days=days)
    found = find_dates(f"den {format_date(day, year=False)}", meeting=meeting)
    assert [(one.date, one.derived) for one in found] == [(day, True)]


@given(st.text(alphabet="0123456789./- §den", max_size=40))
def test_no_digits_break_it(text: str) -> None:
    for found in find_dates(text, meeting=date(2024, 10, 7)):
        assert found.span.of(text).strip() == found.span.of(text)


@pytest.mark.parametrize(
    ("unit", "dates"), [("12.12. ", 0), ("den 3. maj ", 1), ("1/1 2020 ", 1), ("3-3-", 0)]
)
def test_a_long_run_of_one_thing_is_read_whole(unit: str, dates: int) -> None:
    """A quadratic step would hang here: benchmarks/growth.py tells how the time grows."""
    assert len(find_dates(unit * 5_000, meeting=date(2024, 10, 7))) == 5_000 * dates
