"""A pattern with cues finds what it finds without them."""

from __future__ import annotations

import importlib
import importlib.resources
import pkgutil

import pytest

import pipeline
from pipeline.danish.cues import Cued
from pipeline.danish.sentences import split_sentences
from pipeline.lexicon import load_lexicon


def cued_patterns() -> dict[str, Cued]:
    """Return every pattern of drafting and checking that is run by its cues, by its name."""
    found = {}
    for part in ("drafting", "checking"):
        home = importlib.import_module(f"pipeline.{part}")
        for module in pkgutil.walk_packages(home.__path__, f"{home.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, Cued):
                    found[f"{module.name}.{name}"] = value
    return found


PATTERNS = cued_patterns()
EXAMPLE = (importlib.resources.files(pipeline) / "examples" / "direktionen.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Sentences of minutes and of the tables, as they stand and in capitals."""
    rows = [
        str(row["example"])
        for table in ("decisions", "titles", "headings")
        for many in load_lexicon(table).values()
        if isinstance(many, list)
        for row in many
        if isinstance(row, dict) and "example" in row
    ]
    told = [EXAMPLE[one.start : one.end] for one in split_sentences(EXAMPLE)]
    return [form for one in (*told, *rows) for form in (one, one.upper())]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_finds_the_same_without_its_cues(name: str, sentences: list[str]) -> None:
    cued = PATTERNS[name]
    missed = [one for one in sentences if not cued.may_match(one) and cued.plain.search(one)]
    assert missed == []


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_that_is_run_by_its_cues_has_some(name: str) -> None:
    assert not PATTERNS[name].may_match("")
