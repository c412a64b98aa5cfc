"""What happens next is found in the clauses of a decision, and learned from the corpus alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.rows import rows_of
from pipeline.jsonl import items_as_json
from pipeline.labelling import label_items
from pipeline.labelling.follow_ups import clause_features, find_follow_ups
from pipeline.labelling.item_text import ItemText
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Minutes
from pipeline.splitting import split_items
from pipeline.training.wording import learn_weights

CASES = json.loads((Path(__file__).parent / "cases" / "follow_ups.json").read_text("utf-8"))
ROWS = load_lexicon("ahead")["ahead"]


def meeting(decision: str) -> Minutes:
    text = f"Referat Direktionen d. 04-05-2020\n\nPunkt 1: Ny sti\n\nBeslutning\n\n{decision}\n"
    return split_items(Document(text, "sti.txt", "0"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["decision"][:50])
def test_what_happens_next_is_found(case: dict[str, Any]) -> None:
    minutes = meeting(case["decision"])
    found = find_follow_ups(ItemText(minutes.open_items[0], minutes.text, minutes.body))
    assert [span.of(minutes.text) for span in found] == case["told"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_words_that_look_ahead(row: dict[str, str]) -> None:
    assert "ahead" in clause_features(row["example"], "later")
    assert "ahead" not in clause_features(row["negative"], "later")


def test_another_bodys_decision_promises_nothing_for_this_one() -> None:
    decision = "Økonomiudvalget: Forvaltningen kommer med en status i maj.\nDirektionen: Godkendt."
    minutes = meeting(decision)
    (item,) = label_items(minutes)
    assert item.follow_ups == ()


def test_labels_alone_are_the_same_without_what_happens_next() -> None:
    minutes = meeting("Godkendt. Skolechefen kommer med en status i maj.")
    (whole,), (alone,) = label_items(minutes), label_items(minutes, explain=False)
    assert whole.follow_ups
    assert alone.follow_ups == ()
    assert [label.score for label in alone.decisions] == [one.score for one in whole.decisions]
    assert alone.passages == whole.passages


def test_they_are_told_to_other_programs_and_kept_in_the_archive() -> None:
    minutes = meeting("Godkendt. Skolechefen kommer med en status på mødet den 5. juni.")
    labelled = label_items(minutes)
    (line,) = items_as_json(minutes, labelled)
    (told,) = json.loads(line)["follow_ups"]
    assert minutes.text[told["start"] : told["end"]] == told["text"]
    (row,) = rows_of(minutes, labelled)["next_steps"]
    assert (row["kind"], row["when"]) == ("follow_up", date(2020, 6, 5))


def test_weights_are_learned_from_what_is_told() -> None:
    known = [*[{"a", "b"}, {"b"}, {"a"}, {"c"}] * 5, {"rare"}]
    weights = learn_weights(known, [*[True, False, True, False] * 5, True], 1.0)
    assert weights["a"] > 0 > weights["c"]
    assert "rare" not in weights
