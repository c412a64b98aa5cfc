"""How sure the lexicon is of bare titles: learned from titles, and from points alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.labelling import ItemText
from pipeline.labelling.sureness import Sureness, read_sureness, seen_of
from pipeline.labelling.topics import text_points
from pipeline.labels import Topic
from pipeline.training.prepare import Example
from pipeline.training.sureness import as_values, learn_sureness

LABELS = tuple(Topic)
DANISH = st.text(st.sampled_from("abdefgiklmnoprstuvyæøå -.0123456789§"), max_size=60)
# Of roads alone, and of a school's budget: there the people of this file mostly say schools.
ROADS = ["Ny cykelsti", "Vejbelysning", "Snerydning", "Rundkørsel", "Fortove", "Busruter"] * 5
SCHOOLS = ["Budgetopfølgning på skoler", "Budgetkontrol for folkeskolen"] * 15


def titles(topics: dict[Topic, Sequence[str]], source: str) -> list[Example]:
    return [
        Example(ItemText.of_title(title), (), (), topic, (), source, source, "train", hard=False)
        for topic, given in topics.items()
        for title in given
    ]


def score(model: Sureness, title: str, topic: Topic) -> float:
    return float(model.scores(text_points(title))[LABELS.index(topic)])


def test_what_was_often_wrong_is_less_sure() -> None:
    mixed = {Topic.ROADS_TRAFFIC: ROADS, Topic.CHILDREN_SCHOOLS: SCHOOLS, Topic.BUDGET: SCHOOLS[:6]}
    model = learn_sureness(titles(mixed, "t1"), LABELS)
    assert score(model, "Ny cykelsti i byen", Topic.ROADS_TRAFFIC) > 0.8
    assert score(model, "Budgetopfølgning på skolerne", Topic.BUDGET) < 0.5


def test_scores_are_those_of_the_hardest_source() -> None:
    easy = titles({Topic.ROADS_TRAFFIC: ROADS, Topic.CHILDREN_SCHOOLS: ["Skolens SFO"] * 30}, "t1")
    wrong = titles({Topic.BUDGET: ROADS[:10], Topic.CHILDREN_SCHOOLS: ["Skolens SFO"] * 10}, "t2")
    alone, both = learn_sureness(easy, LABELS), learn_sureness([*easy, *wrong], LABELS)
    assert alone.temperature == 1.0
    assert both.temperature > 1.0


@pytest.mark.parametrize("known", [[], ["Ny cykelsti"], ["Xyz", "Nordlyset"]])
def test_too_few_titles_find_all_topics_alike(known: list[str]) -> None:
    model = learn_sureness(titles({Topic.ROADS_TRAFFIC: known}, "t1"), LABELS)
    assert model.scores(text_points("Ny cykelsti")) == pytest.approx(1 / len(LABELS))


def test_numbers_come_back_from_a_file_and_misfits_are_refused() -> None:
    model = learn_sureness(
        titles({Topic.ROADS_TRAFFIC: ROADS, Topic.BUDGET: SCHOOLS}, "t1"), LABELS[:3]
    )
    values = as_values(model)
    again = read_sureness(values)
    assert np.allclose(again.weights, model.weights)
    assert again.temperature == model.temperature
    with pytest.raises(ValueError, match="64, 3"):
        read_sureness({**values, "bias": values["bias"][:2]})


@given(DANISH)
@settings(max_examples=30)
def test_scores_share_one(title: str) -> None:
    model = Sureness(np.ones((4 * len(LABELS), 2), np.float32), np.zeros(2, np.float32), 1.5)
    points = text_points(title)
    assert seen_of(points).shape == (4 * len(LABELS),)
    assert float(model.scores(points).sum()) == pytest.approx(1.0)
