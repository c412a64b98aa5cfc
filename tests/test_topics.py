"""Topics from the lexicon: its own examples, invented titles and items, and the real titles."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LexiconError
from pipeline.labelling import ItemText, stems
from pipeline.labelling.standing import is_standing
from pipeline.labelling.topics import LexiconClassifier, explain, guess_titles, rows_in
from pipeline.labels import SectionKind, Topic
from pipeline.lexicon import load_lexicon
from pipeline.records import Item, Label, Section, Span

CASES = Path(__file__).parent / "cases"
TITLES: list[dict[str, Any]] = json.loads((CASES / "titles.json").read_text("utf-8"))
ITEMS: list[dict[str, Any]] = json.loads((CASES / "topics.json").read_text("utf-8"))
ROWS: list[dict[str, Any]] = load_lexicon("topics")["row"]
DANISH = st.text(st.sampled_from("abdefgiklmnoprstuvyæøå -.0123456789§"), max_size=80)


def row_cases(key: str) -> list[tuple[int, str]]:
    return [(number, text) for number, row in enumerate(ROWS) for text in row.get(key, ())]


def primary(title: str) -> Topic:
    return guess_titles([title])[0][0].value


def as_item(case: dict[str, Any]) -> ItemText:
    return item_of(
        case["title"],
        case["case_number"],
        {SectionKind.INDSTILLING: case["indstilling"], SectionKind.TEKST: case["body"]},
    )


def item_of(title: str, case_number: str | None, parts: Mapping[SectionKind, str]) -> ItemText:
    """Return an item whose text is its title and then its parts, a line each."""
    text, sections = title, []
    for kind, words in parts.items():
        start = len(text) + 1
        text = f"{text}\n{words}"
        sections.append(Section(kind, Span(start, start), Span(start, len(text))))
    heading = Span(0, len(title))
    item = Item("", title, heading, case_number, Span(0, len(text)), tuple(sections))
    return ItemText(item, text)


def accuracy(found: Sequence[str | None], wanted: Sequence[str]) -> float:
    return sum(map(str.__eq__, [label or "" for label in found], wanted)) / len(wanted)


def macro_f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    scores = []
    for topic in set(wanted):
        both = sum(pair == (topic, topic) for pair in zip(found, wanted, strict=True))
        scores.append(2 * both / (found.count(topic) + wanted.count(topic)))
    return sum(scores) / len(scores)


@pytest.mark.parametrize(("number", "title"), row_cases("example"))
def test_example_is_found_by_its_row_and_gets_its_topic(number: int, title: str) -> None:
    assert number in rows_in(title)
    assert primary(title) == ROWS[number]["topic"]


@pytest.mark.parametrize(("number", "title"), row_cases("negative"))
def test_false_friend_is_not_found_by_the_row(number: int, title: str) -> None:
    assert number not in rows_in(title)


@pytest.mark.parametrize(
    "title", [title for entry in load_lexicon("topics")["blocked"] for title in entry["example"]]
)
def test_blocked_words_say_nothing(title: str) -> None:
    assert rows_in(title) == frozenset()


@pytest.mark.parametrize(("key", "standing"), [("example", True), ("negative", False)])
def test_titles_that_say_nothing_are_told_from_others(key: str, *, standing: bool) -> None:
    for title in load_lexicon("topics")["standing"][key]:
        assert is_standing(stems.WORD.findall(stems.normalise(title))) == standing, title


def test_every_row_has_an_example_and_no_stem_stands_twice_in_a_topic() -> None:
    assert [number for number, row in enumerate(ROWS) if not row.get("example")] == []
    stems_of = [(row["topic"], part) for row in ROWS for part in row["parts"]]
    assert sorted({pair for pair in stems_of if stems_of.count(pair) > 1}) == []
    assert {row["topic"] for row in ROWS} == set(Topic)


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Budgetopfølgning på vejområdet", ["budget", "roads_traffic"]),
        ("Anlægsbevilling til cykelsti", ["roads_traffic", "budget"]),
        ("GPS i biler, retningslinjer for medarbejdere", ["fleet", "hr"]),
        ("Sygefravær blandt lærere", ["hr", "children_schools"]),
        ("12Vandloeb og Aafredning......4", ["environment_climate"]),
        ("Musikskolen", ["culture"]),
        ("Orientering", ["governance_meetings"]),
    ],
)
def test_guideline_rules(title: str, topics: list[str]) -> None:
    assert [label.value for label in guess_titles([title])[0]] == topics


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.94), ("held_out", 0.95)])
def test_invented_titles(split: str, floor: float) -> None:
    cases = [case for case in TITLES if case["split"] == split]
    found = [labels[0].value for labels in guess_titles([case["title"] for case in cases])]
    assert accuracy(found, [case["topic"] for case in cases]) >= floor


def test_invented_titles_cover_every_topic_and_hold_a_third_back() -> None:
    assert len(TITLES) >= 500
    assert min([case["topic"] for case in TITLES].count(topic) for topic in Topic) >= 20
    held_out = sum(case["split"] == "held_out" for case in TITLES)
    assert abs(held_out / len(TITLES) - 1 / 3) < 0.02


@pytest.mark.parametrize("with_case_number", [True, False])
def test_invented_items(with_case_number: bool) -> None:
    items = [as_item(case) for case in ITEMS]
    if not with_case_number:
        items = [one._replace(item=replace(one.item, case_number=None)) for one in items]
    found = [labels and labels[0].value for labels in LexiconClassifier()(items)]
    assert accuracy(found, [case["topic"] for case in ITEMS]) >= 0.93


def test_a_case_number_alone_settles_a_bare_title() -> None:
    [labels] = LexiconClassifier()([ItemText.of_title("Nordlyset", "05.01.00-P20-1-19")])
    assert labels is not None
    assert labels[0].value == Topic.ROADS_TRAFFIC


def test_little_said_is_no_label_but_a_title_always_gets_a_weak_guess() -> None:
    assert LexiconClassifier()([ItemText.of_title("Nordlyset")]) == [None]
    assert guess_titles(["Nordlyset"])[0][0].score < 0.1


def test_a_long_body_does_not_outvote_the_title() -> None:
    body = "Skolens elever og lærere i børnehaven, vuggestuen og SFO. " * 20
    [labels] = LexiconClassifier()(
        [item_of("Lokalplan for Skovvangen", None, {SectionKind.TEKST: body})]
    )
    assert labels is not None
    assert [label.value for label in labels] == ["planning_housing", "children_schools"]


@given(DANISH)
def test_labels_are_sound(title: str) -> None:
    [labels] = guess_titles([title])
    scores = [label.score for label in labels]
    assert 1 <= len(labels) <= 3
    assert len({label.value for label in labels}) == len(labels)
    assert all(0 < score <= scores[0] <= 1 for score in scores)
    assert guess_titles([title.upper()]) == [labels]


@given(DANISH, st.integers(0, 1000))
def test_evidence_is_in_the_text_in_order_and_moves_with_the_offset(text: str, by: int) -> None:
    for label in guess_titles([text])[0]:
        spans = explain(text, label.value)
        assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))
        assert explain(text, label.value, by) == tuple(
            Span(span.start + by, span.end + by) for span in spans
        )


@given(st.lists(DANISH, max_size=4))
def test_each_item_is_labelled_by_itself(titles: list[str]) -> None:
    items = [ItemText.of_title(title) for title in titles]
    alone: list[tuple[Label[Topic], ...] | None] = [LexiconClassifier()([i])[0] for i in items]
    assert LexiconClassifier()(items) == alone


@pytest.mark.parametrize("part", ["sko*le", "*to ord", "Skole", "skole-*", "aa*"])
def test_a_part_that_is_no_stem_is_refused(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"topic": "other", "weight": 1, "parts": ["kirke*", part]}
    monkeypatch.setattr(stems, "load_lexicon", lambda _: {"row": [row], "blocked": []})
    stems._stems.cache_clear()
    try:
        with pytest.raises(LexiconError, match="is no stem"):
            stems._stems()
    finally:
        monkeypatch.undo()
        stems._stems.cache_clear()


def test_real_titles(real: Path) -> None:
    lines = (real / "agenda_titles.jsonl").read_text("utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["topic"]]
    wanted = [case["topic"] for case in cases]
    best = [labels[0] for labels in guess_titles([case["title"] for case in cases])]
    found = [str(label.value) for label in best]
    assert accuracy(found, wanted) >= 0.735
    assert macro_f1(found, wanted) >= 0.69
    surest = sorted(zip((label.score for label in best), found, wanted, strict=True), reverse=True)[
        : round(0.7 * len(best))
    ]
    assert accuracy([row[1] for row in surest], [row[2] for row in surest]) >= 0.83
    assert abs(sum(label.score for label in best) / len(best) - accuracy(found, wanted)) < 0.06
