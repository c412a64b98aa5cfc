"""The verbs: every row runs its example, and the forms follow the grammar."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.danish.verbs import (
    WORD,
    has_finite,
    is_finite,
    main_clause,
    verb_of_passive,
)
from pipeline.lexicon import load_lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "verbs.json").read_text("utf-8"))
ROWS = load_lexicon("verbs")["verb"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["passive"])
def test_forms(case: dict[str, Any]) -> None:
    verb = verb_of_passive(case["passive"])
    tail = f" … {verb.particle}" if verb and verb.particle else ""
    found = (verb.present + tail, verb.past + tail) if verb else (None, None)
    assert found == (case["present"], case["past"])


def test_there_are_enough_verbs() -> None:
    names = [row["infinitive"] for row in ROWS]
    assert len(names) >= 400
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["infinitive"])
def test_example_holds_the_passive(row: dict[str, Any]) -> None:
    found = [verb_of_passive(match.group()) for match in WORD.finditer(row["example"])]
    assert row["infinitive"] in [verb.infinitive for verb in found if verb]
    assert has_finite(row["example"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["infinitive"])
def test_no_past_passive_is_ever_made(row: dict[str, Any]) -> None:
    verb = verb_of_passive(row.get("passive", row["infinitive"] + "s"))
    assert verb is not None
    assert not re.search(r"(?:ede|te)s$", f"{verb.past} {verb.present}")


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        ("planen ikke er endelig", "planen er ikke endelig"),
        ("udvalget også kan svare", "udvalget kan også svare"),
        ("planen er endelig", "planen er endelig"),
        ("der i maj plantes træer", "i maj plantes der træer"),
        ("der ikke er penge", "der er ikke penge"),
        ("børnene, som ikke er små, leger", "børnene, som ikke er små, leger"),
    ],
)
def test_main_clause(clause: str, main: str) -> None:
    assert main_clause(clause) == main


def test_a_participle_before_its_noun_is_no_verb() -> None:
    assert not has_finite("Mindreforbrug på 9 mio. kr. i forhold til det nye korrigerede budget.")
    assert not has_finite("Julefrokost for ansatte samme aften.")
    assert has_finite("De besluttede at vente.")


def test_nouns_are_not_finite() -> None:
    assert not any(map(is_finite, ("budgettet", "godkendelse", "kommunens", "møder")))
