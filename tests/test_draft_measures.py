"""Each measure of the drafts on cases made by hand, where a person can say what is right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.posts import lead_of, order_in, parts_of
from pipeline.evaluation.drafts.baselines import rank_sentences
from pipeline.evaluation.drafts.gates import RULES, Home, closed_gates, strange_facts, strange_names
from pipeline.evaluation.drafts.language import (
    count_active,
    count_prose,
    faults,
    is_passive,
    main_clauses,
    officialese,
)
from pipeline.evaluation.drafts.likeness import chrf, copied, edit_distance, kendall
from pipeline.evaluation.drafts.measures import BY_NAME, GATES, MEASURES, Count, met, total
from pipeline.evaluation.drafts.nuggets import holds, normalize, recall
from pipeline.evaluation.drafts.traps import judge
from pipeline.evaluation.drafts.whole import openings, repeats
from pipeline.evaluation.figures import value_of
from pipeline.records import Flag

CASES = json.loads(Path(__file__).with_name("cases").joinpath("draft_measures.json").read_text())
KNOWN = "beslutning byrådet godkendte planen plan retur skole den nye ja og"
WORDS = frozenset(KNOWN.split())
POST = """# Nyt fra Direktionen: havn og sti

På mødet den 4. maj solgte Direktionen havnen.

## Havnen er solgt

Direktionen solgte havnen til en vognmand.

## Kort nyt

**Stien:** Stien ved åen åbner i juni.

## Det videre forløb

- **Juni** åbner stien.
"""


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=str(next(iter(case.values())))[:40]) for case in CASES[name]]


@pytest.mark.parametrize("case", cases("holds"))
def test_nuggets(case: dict[str, Any]) -> None:
    assert holds(case["text"], case["nugget"]) is case["holds"]


@pytest.mark.parametrize("case", cases("traps"))
def test_traps(case: dict[str, Any]) -> None:
    assert judge(case["trap"], case["text"]) == case["verdict"]


def test_a_trap_of_an_item_left_out() -> None:
    assert judge("Udelad punktet i posten.", "", told=False) == "clear"


@pytest.mark.parametrize("case", cases("passive"))
def test_passives(case: dict[str, Any]) -> None:
    assert is_passive(case["clause"]) is case["passive"]


@pytest.mark.parametrize("case", cases("main_clauses"))
def test_main_clauses(case: dict[str, Any]) -> None:
    assert list(main_clauses(case["sentence"])) == case["clauses"]


@pytest.mark.parametrize("case", cases("faults"))
def test_faults(case: dict[str, Any]) -> None:
    assert faults(case["sentence"], WORDS) == case["faults"]


@pytest.mark.parametrize("case", cases("officialese"))
def test_officialese(case: dict[str, Any]) -> None:
    assert officialese(case["text"]) == case["found"]


@pytest.mark.parametrize("case", cases("facts"))
def test_strange_facts(case: dict[str, Any]) -> None:
    home = Home(case["source"], (), date(2024, 5, 4))
    assert len(list(strange_facts(case["text"], home))) == case["strange"]


def test_strange_names() -> None:
    home = Home("Skovby Vandværk og ad hoc MED-udvalget fik besked.", ("Byrådet",), None)
    assert list(strange_names("Byrådet gav Skovby Vandværk besked.", home)) == []
    assert list(strange_names("Det gav Ad hoc-MED-udvalget besked.", home)) == []
    assert list(strange_names("Det gav Lundby Vandværk besked.", home)) == ["Lundby"]
    assert list(strange_names("Økonomiudvalget fik besked.", home)) == ["Økonomiudvalget"]


@pytest.mark.parametrize(("gate", "rule"), [(gate, rules[0]) for gate, rules in RULES.items()])
def test_a_red_flag_closes_its_gate_and_no_other(gate: str, rule: str) -> None:
    rule = f"{rule}cpr" if rule.endswith("-") else rule
    wrong = closed_gates("Byrådet.", Home("Byrådet", (), None), [Flag("red", rule, "")])
    assert [name for name in GATES if wrong[name]] == [gate]
    wrong = closed_gates("Byrådet.", Home("Byrådet", (), None), [Flag("yellow", rule, "")])
    assert not any(wrong.values())


def test_a_word_of_a_closed_item_closes_the_gate_and_is_not_told() -> None:
    wrong = closed_gates("En bortvisning.", Home("En bortvisning.", (), None), [], {"bortvisning"})
    assert wrong["closed"]
    assert "bortvisning" not in str(wrong)


def test_prose_counts() -> None:
    found = count_prose(["Byrådet mødes. Økonomiudvalget behandler forslaget i maj."])
    assert found._replace(longest=0) == (7, 2, 4, 2, 0, 0)
    assert count_prose([f"{'ord ' * 30}slut."]).over == 1


def test_active_counts_main_clauses_alone() -> None:
    assert count_active(["Byrådet vedtog, at planen sendes i høring."]) == (1, 1)


def test_likeness() -> None:
    assert chrf("Byrådet solgte havnen.", ["Byrådet solgte havnen."]) == 100
    assert chrf("Byrådet solgte havnen.", ["Byrådet solgte hallen."]) < 90
    assert edit_distance("en to tre fire", ["en to tre", "fem"]) == 0.25
    assert copied("a b c d e f g h i", "x a b c d e f g h y") == (1, 2)
    assert copied("a b", "a b") == (0, 0)


def test_kendall_of_two_orders() -> None:
    assert kendall({1: 0, 2: 1, 3: 2, 4: 3}, {1: 0, 2: 1, 3: 3, 4: 2}) == pytest.approx(2 / 3)
    assert kendall({1: 0, 2: 0}, {1: 0, 2: 1}) is None


def test_posts_are_read_in_parts() -> None:
    assert [name for name, _ in parts_of(POST)] == ["Havnen er solgt", "Stien"]
    assert lead_of(POST)[1] == "På mødet den 4. maj solgte Direktionen havnen."
    items = {
        5: "Ny sti Stien ved åen åbner.",
        9: "Salg af havnen Havnen er solgt.",
        2: "Lønpolitik",
    }
    assert order_in(POST, items) == {9: 0, 5: 1}


def test_brief_news_may_be_a_list() -> None:
    post = POST.replace(
        "**Stien:** Stien ved åen åbner i juni.", "- Stien åbner.\n- **Bus** kører."
    )
    assert parts_of(post)[1:] == (("", "Stien åbner."), ("Bus", "kører."))


def test_repeats_and_openings() -> None:
    one, other = frozenset({"a", "b", "c"}), frozenset({"x"})
    assert repeats([one, other, one, one]) == 2
    assert openings(["Den a.", "Den b.", "Han c.", "Den d."]) == 0


def test_text_rank_finds_the_middle() -> None:
    texts = ["Havnen får ny bro.", "Broen koster penge og havnen betaler broen.", "Solen skinner."]
    ranks = rank_sentences(texts)
    assert sum(ranks) == pytest.approx(1)
    assert min(ranks) == ranks[2]
    assert rank_sentences(["..", "!"]) == [0.5, 0.5]


def test_every_measure_has_a_criterion_and_says_what_it_is() -> None:
    assert len(BY_NAME) == len(MEASURES)
    assert {one.criterion for one in MEASURES} == set(range(15))
    assert all(one.says for one in MEASURES)


def test_lix_is_that_of_the_sums() -> None:
    from pipeline.evaluation.figures import Figure

    sums = total([Count("lix", (10, 1, 3)), Count("lix", (10, 1, 2))])
    assert value_of(Figure("lix", {"a": sums["lix"]}, BY_NAME["lix"].formula)) == 35


@pytest.mark.parametrize("measure", [one for one in MEASURES if one.target is not None])
def test_targets_can_be_met_and_missed(measure: Any) -> None:
    better = 1 if measure.side == "at_least" else -1
    assert met(measure, measure.target) is True
    assert met(measure, measure.target - better * 0.5) is False


NUGGET = st.text(st.sampled_from("abcæø 123.,%|"), max_size=20)


@given(NUGGET)
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(NUGGET, st.tuples(NUGGET, NUGGET))
def test_recall_never_falls_with_more_text(text: str, nuggets: tuple[str, str]) -> None:
    assert recall(text, nuggets) <= recall(f"{text}\nMere tekst.", nuggets) <= len(nuggets)
