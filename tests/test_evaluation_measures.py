"""Each measure against a case counted by hand, a library, or a law that must hold."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.segmentation import pk, windowdiff
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score
from sklearn.preprocessing import MultiLabelBinarizer

from pipeline.evaluation.answers import CLASSES, Answer, topic_answer
from pipeline.evaluation.calibration import (
    accuracy_at,
    at_threshold,
    ece_figure,
    estimate_at,
    reliability,
    risk_coverage,
    threshold_for,
)
from pipeline.evaluation.classes import (
    class_scores,
    confusion,
    label_figures,
    top3_figure,
)
from pipeline.evaluation.comparison import compare_answers, mcnemar
from pipeline.evaluation.figures import (
    FEWEST,
    Figure,
    draws,
    estimate,
    macro_f1,
    micro_f1,
    share,
    value_of,
)
from pipeline.evaluation.segmentation import window_errors
from pipeline.labels import Decision, Topic
from pipeline.records import Label, RunnerUp

TOPICS = CLASSES["topics"]
labels = st.sampled_from(TOPICS[:4])
some_labels = st.sets(st.sampled_from(CLASSES["decisions"][:4]), min_size=1, max_size=3)


def topic(key: int, gold: str, said: str | None, score: float = 1.0, group: str = "a") -> Answer:
    given = [Label(Topic(said), score, "rule")] if said else []
    return topic_answer(f"{group}#{key}", group, (gold,) if gold else (), given)


def decisions(key: int, gold: set[str], said: set[str], group: str = "a") -> Answer:
    ordered = tuple(sorted(said))
    given = tuple(Label(Decision(one), 0.9, "rule") for one in ordered)
    return Answer(f"{group}#{key}", group, tuple(sorted(gold)), ordered, ordered, given)


def values(answers: list[Answer], task: str = "topics") -> dict[str, float]:
    classes = CLASSES[task]  # type: ignore[index]
    return {one.name: value_of(one) for one in label_figures(task, answers, classes)}


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=40))
def test_one_label_an_item_is_what_scikit_learn_says(pairs: list[tuple[str, str]]) -> None:
    answers = [topic(n, gold, said) for n, (gold, said) in enumerate(pairs)]
    gold, said = zip(*pairs, strict=True)
    found = values(answers)
    assert found["topics.macro_f1"] == pytest.approx(
        f1_score(gold, said, average="macro", zero_division=0)
    )
    assert found["topics.exact"] == pytest.approx(np.mean([g == s for g, s in pairs]))
    counts = np.array(confusion(answers, TOPICS))
    assert (counts[:, :-1] == confusion_matrix(gold, said, labels=list(TOPICS))).all()
    for score in class_scores(answers, TOPICS):
        there = {"labels": [score.label], "average": None, "zero_division": 0}
        if score.support:
            assert score.recall == pytest.approx(recall_score(gold, said, **there)[0])
        if score.said:
            assert score.precision == pytest.approx(precision_score(gold, said, **there)[0])


@given(st.lists(st.tuples(some_labels, some_labels), min_size=1, max_size=30))
def test_several_labels_an_item_are_what_scikit_learn_says(
    pairs: list[tuple[set[str], set[str]]],
) -> None:
    answers = [decisions(n, gold, said) for n, (gold, said) in enumerate(pairs)]
    seen = sorted(set().union(*(gold | said for gold, said in pairs)))
    binary = MultiLabelBinarizer(classes=seen)
    gold, said = (binary.fit_transform(side) for side in zip(*pairs, strict=True))
    found = values(answers, "decisions")
    for average in ("macro", "micro"):
        wanted = f1_score(gold, said, average=average, zero_division=0)
        assert found[f"decisions.{average}_f1"] == pytest.approx(wanted)


def test_what_is_not_found_or_not_there_counts_as_wrong() -> None:
    answers = [
        topic(0, "hr", "hr"),
        topic(1, "hr", None),  # not found
        topic(2, "", "hr"),  # not there
    ]
    found = values(answers)
    assert found["topics.macro_f1"] == pytest.approx(2 * 1 / (2 * 1 + 1 + 1))
    assert found["topics.exact"] == found["topics.missing"] == 0.5


def test_silent_is_only_what_is_wrongly_silent() -> None:
    nothing = (Label(Decision.INGEN_BESLUTNING, 0.5, "none"),)
    said = ("ingen_beslutning",)
    rightly = Answer("a#0", "a", said, said, said, nothing)
    wrongly = Answer("a#1", "a", ("udsat",), said, said, nothing)
    assert values([rightly, wrongly], "decisions")["decisions.silent"] == 0.5


def test_the_first_three_count_the_runner_up() -> None:
    first = Label(Topic.HR, 0.6, "model", (), RunnerUp(Topic.FLEET, 0.3))
    answers = [
        topic_answer("a#0", "a", ("fleet",), [first]),
        topic_answer("a#1", "a", ("budget",), [first]),
    ]
    assert value_of(top3_figure("topics", answers)) == 0.5


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=30))
def test_perfect_answers_give_one(pairs: list[tuple[str, str]]) -> None:
    answers = [topic(n, gold, gold) for n, (gold, _) in enumerate(pairs)]
    found = values(answers)
    assert found["topics.macro_f1"] == found["topics.exact"] == found["topics.micro_f1"] == 1.0
    assert value_of(ece_figure("topics", answers)) == 0.0


@given(st.lists(st.floats(0, 1), min_size=FEWEST, max_size=40))
def test_the_interval_of_a_mean_holds_the_mean(numbers: list[float]) -> None:
    rows = {str(n): (number, 1) for n, number in enumerate(numbers)}
    found = estimate([Figure("mean", rows, share)], list(rows))["mean"]
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert found.value == pytest.approx(np.mean(numbers))


def test_the_interval_is_that_of_resampled_meetings() -> None:
    """By the plain way: draw meetings, put their items together, count again."""
    random = np.random.default_rng(7)
    sizes = random.integers(1, 9, size=12)
    meetings = {str(n): random.random(size) < 0.7 for n, size in enumerate(sizes)}
    rows = {name: (int(items.sum()), len(items)) for name, items in meetings.items()}
    found = estimate([Figure("accuracy", rows, share)], list(rows))["accuracy"]
    drawn = [
        np.concatenate([meetings[name] for name in random.choice(list(meetings), 12)]).mean()
        for _ in range(4000)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.03)
    assert found.high == pytest.approx(high, abs=0.03)


def test_few_meetings_have_no_interval_and_none_no_figure() -> None:
    rows = {"a": (1, 2), "b": (2, 2)}
    assert estimate([Figure("x", rows, share)], ["a", "b"])["x"] == (0.75, None, None)
    assert estimate([Figure("x", rows, share)], []) == {}
    assert estimate([Figure("x", {"a": (0, 0)}, share)], ["a"]) == {}


def test_draws_are_whole_meetings_and_the_same_each_time() -> None:
    first, second = draws(9, 50), draws(9, 50)
    assert (first == second).all()
    assert (first.sum(axis=1) == 9).all()


def test_macro_leaves_out_classes_that_are_nowhere() -> None:
    sums = np.array([1, 0, 0, 0, 0, 0, 0, 1, 1])
    assert float(macro_f1(sums)) == 0.5
    assert float(micro_f1(sums)) == pytest.approx(2 / 4)
    assert math.isnan(float(macro_f1(np.zeros(9))))


@given(st.data())
def test_pk_and_windowdiff_are_those_of_nltk(data: st.DataObject) -> None:
    size = data.draw(st.integers(4, 60))
    rows = st.text("01", min_size=size, max_size=size)
    gold, found = data.draw(rows), data.draw(rows)
    window = max(1, min(round(size / (2 * max(1, gold.count("1")))), size))
    assert window_errors(gold, found) == (pk(gold, found, window), windowdiff(gold, found, window))
    assert window_errors(gold, gold) == (0.0, 0.0)


def test_pk_by_hand() -> None:
    """Windows of two lines over six: four of five hold a border on one side only."""
    assert window_errors("010010", "000000")[0] == pytest.approx(4 / 5)
    assert window_errors("010000", "000000")[0] == pytest.approx(2 / 4)  # window of three
    assert window_errors("", "") == (0.0, 0.0)


scored_answers = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=40)


def of_scores(pairs: list[tuple[bool, float]]) -> list[Answer]:
    return [
        topic(n, "hr", "hr" if right else "fleet", score, group=f"m{n % 7}")
        for n, (right, score) in enumerate(pairs)
    ]


@given(scored_answers)
def test_ece_lies_between_nothing_and_one(pairs: list[tuple[bool, float]]) -> None:
    assert 0.0 <= value_of(ece_figure("topics", of_scores(pairs))) <= 1.0
    assert sum(one.items for one in reliability(of_scores(pairs))) == len(pairs)


def test_ece_by_hand() -> None:
    """Two at .9 of which one is right (gap .4), two at .3 that are wrong (gap .3)."""
    answers = of_scores([(True, 0.9), (False, 0.9), (False, 0.3), (False, 0.3)])
    assert value_of(ece_figure("topics", answers)) == pytest.approx((2 * 0.4 + 2 * 0.3) / 4)


@given(scored_answers)
def test_all_answered_is_plain_accuracy(pairs: list[tuple[bool, float]]) -> None:
    answers = of_scores(pairs)
    points = risk_coverage(answers)
    accuracy = np.mean([right for right, _ in pairs])
    assert accuracy_at(points, 1.0) == pytest.approx(accuracy)
    assert points[-1].coverage == pytest.approx(1.0)
    assert all(one.coverage < two.coverage for one, two in pairwise(points))
    found = estimate_at(answers, 1.0)
    assert found is not None
    assert found.value == pytest.approx(accuracy)
    if found.low is not None and found.high is not None:
        assert found.low - 1e-9 <= accuracy <= found.high + 1e-9


def test_coverage_by_hand() -> None:
    answers = [*of_scores([(True, 0.9), (True, 0.8), (False, 0.5)]), topic(9, "hr", None)]
    points = risk_coverage(answers)
    assert [(p.coverage, p.accuracy) for p in points] == [
        (0.25, 1.0),
        (0.5, 1.0),
        (0.75, pytest.approx(2 / 3)),
    ]
    assert accuracy_at(points, 0.8) is None  # one item can't be answered
    chosen = threshold_for(points, 0.9)
    assert chosen is not None
    assert (chosen.threshold, chosen.coverage) == (0.8, 0.5)
    assert threshold_for(risk_coverage(of_scores([(False, 0.9)])), 0.5) is None
    assert at_threshold(answers, 0.85) == (0.85, 0.25, 1.0)
    assert at_threshold(answers, 0.95) is None


@pytest.mark.parametrize(
    ("gains", "losses", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (6, 0, 2 / 2**6), (8, 1, 2 * (1 + 9) / 2**9), (5, 5, 1.0)],
)
def test_mcnemar_by_hand(gains: int, losses: int, p: float) -> None:
    assert mcnemar(gains, losses) == pytest.approx(p)


def test_a_comparison_counts_only_what_both_have() -> None:
    groups = "abcdef"
    first = [topic(n, "hr", "fleet", group=group) for n, group in enumerate(groups)]
    second = [topic(n, "hr", "hr", group=group) for n, group in enumerate(groups)]
    other = topic(9, "fleet", "fleet")
    found = compare_answers("topics", first, [*second, other])
    assert (found.items, found.unshared) == (6, 1)
    assert found.gains == tuple(f"{group}#{n}" for n, group in enumerate(groups))
    assert found.losses == ()
    assert found.differences["topics.exact"] == (1.0, 1.0, 1.0)
    assert found.p == pytest.approx(2 / 2**6)


@given(scored_answers)
def test_a_run_does_not_differ_from_itself(pairs: list[tuple[bool, float]]) -> None:
    answers = of_scores(pairs)
    found = compare_answers("topics", answers, answers)
    assert (found.gains, found.losses, found.p) == ((), (), 1.0)
    assert all(one.value == 0.0 for one in found.differences.values())
