"""What was asked for before the meeting is told in the past after it: each row of the table."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.drafting.background.asked import (
    as_asked,
    as_wished,
    tells_effect,
    tells_today,
    tells_whole,
)
from pipeline.drafting.background.theme import told_theme
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon

TABLE = load_lexicon("asked")
ANSWERED = {Decision.GODKENDT}


@pytest.mark.parametrize("row", TABLE["past"], ids=lambda row: row["pattern"])
def test_asking_is_past_once_there_is_an_answer(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert as_asked(before, ANSWERED) == after
    assert as_asked(before, {Decision.DROEFTET}) == before
    if "negative" in row:
        assert as_asked(row["negative"], ANSWERED) == row["negative"]


@pytest.mark.parametrize("row", [*TABLE["open"], *TABLE["ahead"]], ids=lambda row: row["example"])
def test_what_is_settled_is_not_told_as_open(row: dict[str, Any]) -> None:
    assert as_asked(row["example"], ANSWERED) == ""
    assert as_asked(row["example"], {Decision.UDSAT}) == row["example"]
    assert as_asked(row["negative"], ANSWERED) == row["negative"]


@pytest.mark.parametrize("row", TABLE["agenda"], ids=lambda row: row["example"])
def test_an_agenda_line_is_no_news_once_the_meeting_is_held(row: dict[str, Any]) -> None:
    for decided in (ANSWERED, {Decision.UDSAT}, {Decision.DROEFTET}):
        assert as_asked(row["example"], decided) == ""
        assert as_asked(row["negative"], decided) == row["negative"]
    assert as_asked(row["example"], {Decision.INGEN_BESLUTNING}) == row["example"]


def test_a_talk_leaves_the_question_open_but_has_been_held() -> None:
    question, plan = "Valget står mellem to veje.", "Rådet skal drøfte vejen."
    assert as_asked(question, {Decision.DROEFTET}) == question
    assert as_asked(plan, {Decision.DROEFTET}) == ""


@pytest.mark.parametrize("row", TABLE["would"], ids=lambda row: row["pattern"])
def test_what_was_turned_down_would_have_cost(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert as_asked(before, {Decision.AFVIST}) == after
    assert as_asked(before, ANSWERED) == before
    if "negative" in row:
        assert as_asked(row["negative"], {Decision.AFVIST}) == row["negative"]


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: row["example"])
def test_nobody_reckons_with_what_was_turned_down(row: dict[str, Any]) -> None:
    assert as_asked(row["example"], {Decision.AFVIST}) == ""
    assert as_asked(row["example"], ANSWERED) == row["example"]
    assert as_asked(row["negative"], {Decision.AFVIST}) == row["negative"]


@pytest.mark.parametrize("row", TABLE["question"], ids=lambda row: row["example"][0])
def test_what_was_to_be_answered_is_told_as_a_question(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert as_asked(before, ANSWERED) == after
    assert as_asked(before, {Decision.UDSAT}) == before


@pytest.mark.parametrize("row", TABLE["would_be"], ids=lambda row: row["pattern"])
def test_what_a_wish_would_bring(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert as_wished(before, "Rådet har bedt om flere bænke.") == after
    assert as_wished(before, "Rådet har købt flere bænke.") == before


def test_what_is_so_before_the_decision() -> None:
    assert tells_today(TABLE["today"]["example"])
    assert not tells_today(TABLE["today"]["negative"])


def test_what_a_figure_is_an_effect_of() -> None:
    told, kind = TABLE["effects"]["example"]
    pairs = [(of, words) for of, words in TABLE["effects"].items() if of != "example"]
    assert [of for of, words in pairs if re.search("|".join(words), told.lower())] == [kind]


@pytest.mark.parametrize("row", TABLE["effect"], ids=lambda row: row["example"])
def test_what_the_proposal_would_bring(row: dict[str, Any]) -> None:
    assert tells_effect(row["example"])
    assert not tells_effect(row["negative"])


@pytest.mark.parametrize("row", TABLE["whole"], ids=lambda row: row["example"])
def test_what_all_of_it_would_bring(row: dict[str, Any]) -> None:
    assert tells_whole(row["example"])
    assert not tells_whole(row["negative"])


@pytest.mark.parametrize("row", TABLE["named"], ids=lambda row: row["example"][0])
def test_what_was_to_be_chosen_is_past_once_it_is(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert as_asked(before, {Decision.UDPEGET}) == after
    assert as_asked(before, ANSWERED) == before
    assert as_asked(row["negative"], {Decision.UDPEGET}) == row["negative"]


@pytest.mark.parametrize("row", TABLE["theme"], ids=lambda row: row["to"])
def test_the_task_of_the_meeting_tells_what_a_case_is_about(row: dict[str, Any]) -> None:
    before, after = row["example"]
    assert told_theme(before) == after
    assert told_theme(row["negative"]) == ""


def test_a_task_is_one_of_the_meeting() -> None:
    assert told_theme(TABLE["task"]["example"])
    assert told_theme(TABLE["task"]["negative"]) == ""
