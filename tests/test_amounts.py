"""Amounts: value, unit, direction and base on cases, and laws of reading and writing."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.amounts import Amount, find_amounts, format_amount
from pipeline.lexicon import load_lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "amounts.json").read_text("utf-8"))
TABLES = load_lexicon("amounts")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_amounts(case: dict[str, Any]) -> None:
    found = [
        (str(amount.value), amount.unit, amount.direction, amount.base)
        for amount in find_amounts(case["text"])
    ]
    assert found == [
        (one["value"], one["unit"], one["direction"], one["base"]) for one in case["amounts"]
    ]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if any("clash" in one for one in case["amounts"])],
    ids=lambda case: case["text"][:50],
)
def test_a_minus_before_a_less_is_a_clash(case: dict[str, Any]) -> None:
    clashes = [amount.sign_clash for amount in find_amounts(case["text"])]
    assert clashes == [one["clash"] for one in case["amounts"]]


@pytest.mark.parametrize("row", TABLES["unit"], ids=lambda row: row["unit"])
def test_unit_examples(row: dict[str, Any]) -> None:
    text, value, unit = row["example"]
    assert [(str(one.value), one.unit) for one in find_amounts(text)] == [(value, unit)]


@pytest.mark.parametrize("row", TABLES["direction"], ids=lambda row: row["example"][0])
def test_direction_examples(row: dict[str, Any]) -> None:
    text, direction = row["example"]
    assert [one.direction for one in find_amounts(text)] == [direction]


def test_base_example() -> None:
    text, base = TABLES["base"]["example"]
    assert [one.base for one in find_amounts(text)] == [base]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15,2 mio.kr.", "15,2 mio. kr."),
        ("-15,2 mio. kr.", "15,2 mio. kr."),
        ("kr. 2500000", "2.500.000 kr."),
        ("1 time", "1 time"),
        ("en time og 2 timer", "2 timer"),
        ("ſeks uger", "seks uger"),
        ("300 t.kr.", "300.000 kr."),
        ("2 500 000 kr", "2.500.000 kr."),
        ("7,5%", "7,5 procent"),
        ("seks uger", "seks uger"),
        ("170,0 mio. kr.", "170,0 mio. kr."),
        ("0,0", "0,0"),
    ],
)
def test_formatted(text: str, expected: str) -> None:
    (amount,) = find_amounts(text)
    assert format_amount(amount) == expected.replace(" ", "\u00a0")


SCALES = st.sampled_from(["mio. kr.", "mia. kr.", "kr.", "procent", "timer", "årsværk"])


@given(st.decimals(0, 9999, places=1), SCALES)
def test_what_is_written_is_read_back_the_same(number: Decimal, unit: str) -> None:
    text = f"Der er afsat {str(number).replace('.', ',')} {unit} til formålet."
    (amount,) = find_amounts(text)
    (again,) = find_amounts(format_amount(amount))
    assert (again.value, again.unit) == (amount.value, amount.unit)
    assert amount.value == number * {"mi": 10**6}.get(unit[:2], 1) * (1000 if "mia" in unit else 1)


@given(st.integers(1, 10**12), st.integers(0, 500))
def test_thousands_may_be_marked_or_not(number: int, offset: int) -> None:
    marked = f"{number:,}".replace(",", ".")
    for printed in (str(number), marked, marked.replace(".", " ")):
        text = f"Udgiften er {printed} kr. i alt."
        (amount,) = find_amounts(text, offset)
        assert amount.value == number
        assert text[amount.span.start - offset : amount.span.end - offset] == f"{printed} kr."


WORDS = st.sampled_from(
    [
        "merforbrug",
        "på",
        "2",
        "mio. kr.",
        "-3,5",
        "pct.",
        "ift.",
        "budget",
        ",",
        "men",
        ". Der",
        "%",
    ]
)


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
def test_values_are_never_negative_and_spans_never_overlap(text: str) -> None:
    found: tuple[Amount, ...] = find_amounts(text)
    assert all(amount.value >= 0 for amount in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("unit", "amounts"),
    [("1 kr. ift. nyt budget ", 1), ("1.111", 0), ("merforbrug ", 0), ("(1.000 kr.", 0)],
)
def test_a_long_run_of_one_thing_is_read_whole(unit: str, amounts: int) -> None:
    """A quadratic step would hang here: benchmarks/growth.py tells how the time grows."""
    assert len(find_amounts(unit * 5_000)) == 5_000 * amounts
