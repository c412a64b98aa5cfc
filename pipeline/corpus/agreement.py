"""How far two people agree on the labels, chance taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.corpus.rows import Corpus, LabelledRow, SecondLabel
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
    it or has it not), then the primary topic, then each topic by itself, primary or secondary.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20 (1960): κ = (p_o - p_e) / (1 - p_e), where p_o is the share of
    equal answers and p_e the share expected from how often each gives each answer.
    """
    rows = {(row.document, row.position): row for row in corpus.open_rows}
    pairs = [(rows[one.document, one.position], one) for one in corpus.second]
    if not pairs:
        return
    yield _agreement("decisions, exact set", [_sets(first, second) for first, second in pairs])
    for kind in Decision:
        answers = [(kind in a.types, kind in b.decisions) for a, b in pairs]
        yield _agreement(f"decision {kind.value}", [(str(a), str(b)) for a, b in answers])
    yield _agreement("topic, primary", [(a.topic.value, b.topic.value) for a, b in pairs])
    for topic in Topic:
        answers = [(topic == a.topic, topic == b.topic) for a, b in pairs]
        yield _agreement(f"topic {topic.value}", [(str(a), str(b)) for a, b in answers])


def disagreements(corpus: Corpus) -> Iterator[tuple[LabelledRow, SecondLabel]]:
    """Yield the items of which the two say different things: each should be settled."""
    rows = {(row.document, row.position): row for row in corpus.open_rows}
    for second in corpus.second:
        first = rows[second.document, second.position]
        if set(first.types) != set(second.decisions) or first.topic != second.topic:
            yield first, second


def _sets(first: LabelledRow, second: SecondLabel) -> tuple[str, str]:
    return "+".join(sorted(first.types)), "+".join(sorted(set(second.decisions)))


def _agreement(name: str, answers: Sequence[tuple[str, str]]) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    ours, theirs = zip(*answers, strict=True)
    if len({*ours, *theirs}) == 1:  # one answer only: nothing but chance could differ
        return Agreement(name, 1.0, 1.0, len(answers))
    equal = sum(a == b for a, b in answers) / len(answers)
    return Agreement(name, float(cohen_kappa_score(ours, theirs)), equal, len(answers))
