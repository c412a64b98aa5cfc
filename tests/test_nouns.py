"""Noun phrases: the table runs its examples, and the phrases follow the cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.nouns import (
    calm,
    definite,
    find_noun,
    genitive,
    join_list,
    lower_first,
)
from pipeline.danish.numerals import number_word
from pipeline.drafting.background.introduced import untold_in
from pipeline.lexicon import load_lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "nouns.json").read_text("utf-8"))
TABLE = load_lexicon("nouns")


@pytest.mark.parametrize("row", TABLE["noun"], ids=lambda row: row["head"])
def test_head(row: dict[str, Any]) -> None:
    indefinite, expected = row["example"]
    noun = find_noun(indefinite)
    assert noun is not None
    assert (noun.definite, noun.gender) == (expected, row["gender"])


@pytest.mark.parametrize("row", TABLE["adjective"], ids=lambda row: row["definite"])
def test_adjective(row: dict[str, Any]) -> None:
    assert definite(row["example"][0]) == row["example"][1]


@pytest.mark.parametrize(("phrase", "expected"), CASES["definite"])
def test_definite(phrase: str, expected: str | None) -> None:
    assert definite(phrase) == expected


@pytest.mark.parametrize(("phrase", "expected"), CASES["lower_first"])
def test_lower_first(phrase: str, expected: str) -> None:
    assert lower_first(phrase) == expected


@pytest.mark.parametrize(("name", "expected"), CASES["genitive"])
def test_genitive(name: str, expected: str) -> None:
    assert genitive(name) == expected


@given(st.lists(st.text("abc", min_size=1), min_size=2))
def test_a_list_has_one_og_and_a_comma_between_the_others(parts: list[str]) -> None:
    joined = join_list(parts)
    assert joined.count(" og ") == 1
    assert joined.count(", ") == len(parts) - 2


@given(st.integers(0, 1000))
def test_small_numbers_are_words(number: int) -> None:
    assert number_word(number).isdigit() == (number > 10)


def test_only_loud_text_is_calmed() -> None:
    assert calm("SAGEN UDSÆTTES TIL MAJ.") == "Sagen udsættes til maj."
    assert calm("KL og MED i GPS-sagen") == "KL og MED i GPS-sagen"


def test_what_every_case_has_brings_nothing_in() -> None:
    named, of_any = TABLE["any_case"]["example"]
    case = "Der er en bro i Vesterhavn. Der er en plan for den."
    assert untold_in(named, "", case)
    assert not untold_in(of_any, "", case)
