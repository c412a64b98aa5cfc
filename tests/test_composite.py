"""Composite decisions are told whole: ``cases/composite.json`` holds acts, choices and changes.

Each case is read, labelled and drafted as a whole. Each of ``says`` must stand in the draft, and
none of ``never`` may. All is invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from test_certain import read, wording

from pipeline import compose_draft, settle_draft
from pipeline.drafting.decision.options import chosen_options, named_options
from pipeline.drafting.decision.other_numbers import has_other_sum
from pipeline.lexicon import load_lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "composite.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_every_act_is_told_and_none_that_was_not_decided(
    case: dict[str, Any], tmp_path: Path
) -> None:
    minutes, labelled = read(case, tmp_path)
    draft = compose_draft(minutes, labelled)
    text = wording(draft)
    # What the gate takes out of a true draft is lost for the reader.
    settled = wording(settle_draft(draft))
    for told in case["says"]:
        assert re.search(told, text), text
        assert re.search(told, settled), settled
    for lie in case["never"]:
        assert not re.search(lie, text), text


@pytest.mark.parametrize("noun", load_lexicon("nouns")["options"]["nouns"])
def test_an_option_is_known_by_its_noun(noun: str) -> None:
    whole = "scenarie" if noun == "scenari" else noun
    assert [one.mark for one in named_options(f"Byrådet valgte {whole} 2 og 3.")] == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Byrådet godkendte forslag a, b og d og kan ikke godkende forslag c.", "abd"),
        ("Byrådet godkendte model 1. Model 2 sendes til budgetforhandlingerne.", "1"),
        ("Udvalget tager i maj stilling til, om model B skal bruges.", ""),
        ("Byrådet solgte grunden for 3,5 mio. kr. den 4. maj.", ""),
    ],
)
def test_only_what_is_chosen(text: str, marks: str) -> None:
    assert "".join(one.mark for one in chosen_options(text)) == marks


@pytest.mark.parametrize(
    ("asked", "decided", "other"),
    [
        ("der leases 40 elbiler", "dog kun for 20 biler", True),
        ("der leases 40 elbiler", "dog først når de 40 biler er leveret", False),
        ("taksten er 61 kr.", "med en takst på 58 kr.", True),
        ("taksten er 61 kr.", "med frist om 6 uger", False),
    ],
)
def test_another_figure_of_the_same_thing(asked: str, decided: str, other: bool) -> None:
    assert has_other_sum(asked, decided) is other
