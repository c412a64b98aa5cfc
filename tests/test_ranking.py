"""What stands first in a post: learned from posts that people wrote."""

from __future__ import annotations

import pytest
from drafting_cases import build

from pipeline.drafting.ranking import known_of, rank, score
from pipeline.labels import Decision, Topic
from pipeline.lexicon import load_lexicon
from pipeline.training.ranking import Told, learn_order, points

LONG = "Medarbejderne får nye vagtplaner og et merforbrug på 3 mio. kr. " * 12


def test_what_came_first_gets_more_points() -> None:
    posts = [
        Told(f"møde {n}", f"by {n}", ({"late": 1.0}, {"med": 1.0}, {"late": 0.5}), (2, 0, 1))
        for n in range(6)
    ]
    weights = learn_order(posts)
    assert weights["med"] > 0 > weights["late"]
    found = [points(known, weights) for known in posts[0].known]
    assert sorted(range(3), key=lambda at: -found[at]) == [1, 2, 0]


def test_every_weight_is_of_something_known() -> None:
    minutes, labelled = build("Ny hal", [("beslutning", "Godkendt.")], ["godkendt"])
    names = {*known_of(minutes, labelled)}
    names |= {f"decision {one.value}" for one in Decision} | {f"topic {one.value}" for one in Topic}
    assert set(load_lexicon("ranking")["weights"]) <= names


@pytest.mark.parametrize("audience", ["internal", "leaders", "external"])
def test_a_large_case_stands_before_a_small_one(audience: str) -> None:
    large = build(
        "Budgetopfølgning", [("sagsfremstilling", LONG), ("beslutning", "Godkendt.")], ["godkendt"]
    )
    small = build("Julefrokost", [("beslutning", "Udsat.")], ["udsat"])
    assert score(*large, audience) > score(*small, audience)  # type: ignore[arg-type]


def test_a_case_that_was_settled_is_no_routine_for_a_word_in_it() -> None:
    told = ("sagsfremstilling", "Lægen holder op, og et månedligt tilsyn er ikke nok.")
    settled = build("Lægehus på øen", [told, ("beslutning", "Godkendt.")], ["godkendt"])
    noted = build(
        "Lægehus på øen", [told, ("beslutning", "Til efterretning.")], ["taget_til_efterretning"]
    )
    assert [known_of(*one)["routine"] for one in (settled, noted)] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("title", "decision", "treatment"),
    [
        ("Eventuelt", "Udvalget drøftede et forsøg med sommergade og spurgte om prisen.", "brief"),
        ("Eventuelt", "Udvalget spurgte om forlængelse af sommergaden.", "brief"),
        ("Eventuelt", "Intet at bemærke.", "omit"),
        ("Eventuelt", "Udvalget drøftede punktet og stillede spørgsmål om sagen.", "omit"),
        ("Meddelelser", "Formanden orienterede om aktuelle sager.", "omit"),
    ],
)
def test_a_standing_item_is_told_where_it_says_what_it_was_about(
    title: str, decision: str, treatment: str
) -> None:
    minutes, labelled = build(title, [("beslutning", decision)], ["droeftet"])
    assert rank(minutes, [labelled], "internal")[0].treatment == treatment
