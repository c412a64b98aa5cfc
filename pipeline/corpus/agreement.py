"""How far two people agree on the labels, chance taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.corpus.rows import Corpus, SecondLabel
from pipeline.labels import Decision, Topic


class Agreement(NamedTuple):
    """Cohen's κ of one set of labels, the plain share of equal answers, and how many items."""

    name: str
    kappa: float
    equal: float
    items: int


def agreements(corpus: Corpus) -> Iterator[Agreement]:
    """Yield the agreement of first and second labels, set by set.

    First the whole set of an item's decision types as one answer, then each type by itself (has
    it or has it not), then the primary topic, then each topic by itself. The first labels are
    those of then, before any difference was settled.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20 (1960): κ = (p_o - p_e) / (1 - p_e), where p_o is the share of
    equal answers and p_e the share expected from how often each gives each answer.
    """
    pairs = corpus.second
    if not pairs:
        return
    yield _agreement("decisions, exact set", [_sets(one) for one in pairs])
    for kind in Decision:
        answers = [(kind in one.first_decisions, kind in one.decisions) for one in pairs]
        yield _agreement(f"decision {kind.value}", [(str(a), str(b)) for a, b in answers])
    topics = [(one.first_topic.value, one.topic.value) for one in pairs]
    yield _agreement("topic, primary", topics)
    for topic in Topic:
        answers = [(topic == a, topic == b) for a, b in topics]
        yield _agreement(f"topic {topic.value}", [(str(a), str(b)) for a, b in answers])


def disagreements(corpus: Corpus) -> Iterator[SecondLabel]:
    """Yield the items of which the two said different things: each should be settled."""
    for one in corpus.second:
        first, second = _sets(one)
        if first != second or one.first_topic != one.topic:
            yield one


def _sets(one: SecondLabel) -> tuple[str, str]:
    return "+".join(sorted(set(one.first_decisions))), "+".join(sorted(set(one.decisions)))


def _agreement(name: str, answers: Sequence[tuple[str, str]]) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    ours, theirs = zip(*answers, strict=True)
    if len({*ours, *theirs}) == 1:  # one answer only: nothing but chance could differ
        return Agreement(name, 1.0, 1.0, len(answers))
    equal = sum(a == b for a, b in answers) / len(answers)
    return Agreement(name, float(cohen_kappa_score(ours, theirs)), equal, len(answers))
