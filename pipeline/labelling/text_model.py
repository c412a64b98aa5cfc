"""Models that read running text: what they are given of an item, and labels of what they score.

spaCy and transformers models take a text and give a score for each label. Everything else is
here, once for all of them: which words of an item they see, clause by clause for decisions as the
linear model does, and which of those words made a label. A text model is a black box, so evidence
is found by leaving out a word at a time and asking again (erasure; Li, Monroe and Jurafsky 2016,
Understanding Neural Networks through Representation Erasure).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from pipeline.labelling.approval import barred
from pipeline.labelling.contributions import Contribution, evidence
from pipeline.labelling.decision_terms import Asked, asked_clauses
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.linear import ranked
from pipeline.labelling.rules_and_model import Heard
from pipeline.labelling.topic_features import PROPOSAL
from pipeline.labelling.topics import beside, points_of
from pipeline.labelling.word_sums import Floats
from pipeline.labels import Decision, Topic
from pipeline.records import Label, Span

# Texts in, a row of scores for each out, all between 0 and 1: shape (texts, labels).
Scores = Callable[[Sequence[str]], Floats]

READ = 500  # characters of the proposal: what a case is about is said first
_MOST = 40  # words left out in turn; a title or a clause is hardly longer
_EDGE = 1e-6
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


class TopicsByText:
    """A text model as a classifier of topics: each item gets its most likely one.

    Secondary topics are the lexicon's, as beside the linear model.

    >>> model = TopicsByText((Topic.HR, Topic.FLEET), lambda texts: np.array(
    ...     [[0.1, 0.9] if "biler" in text else [0.6, 0.4] for text in texts]))
    >>> ((label, *_),) = model([ItemText.of_title("Tre biler til driften")])
    >>> label.value.danish, label.score, label.evidence
    ('Biler og kørsel', 0.9, (Span(start=4, end=9),))
    """

    def __init__(
        self, labels: Sequence[Topic], scores: Scores, *, explain: bool = True, likeliest: int = 0
    ) -> None:
        self._labels = tuple(labels)
        self._scores = scores
        self._explain = explain
        self._likeliest = likeliest

    def ranking(self, likeliest: int) -> TopicsByText:
        """Return a classifier that gives each item its likeliest topics instead."""
        return TopicsByText(self._labels, self._scores, explain=self._explain, likeliest=likeliest)

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Topic], ...]]:
        """Return for each item its primary topic and up to two more."""
        if not items:
            return []
        rows = self._scores([topic_text(one) for one in items])
        return [self._label(one, row) for one, row in zip(items, rows, strict=True)]

    def _label(self, one: ItemText, row: Floats) -> tuple[Label[Topic], ...]:
        order = ranked(self._labels, row, max(self._likeliest, 2))
        first, *others = order
        second = others[0] if others else None
        spans = evidence(self._contributions(one, first.value)) if self._explain else ()
        primary = Label(first.value, first.score, "model", spans, second)
        if self._likeliest:
            rest = order[1 : self._likeliest]
            return (primary, *(Label(other.value, other.score, "model") for other in rest))
        return (primary, *beside(points_of(one).all, primary))

    def _contributions(self, one: ItemText, topic: Topic) -> Iterator[Contribution]:
        title, rest = one.title_span.of(one.text), _rest(one)
        left = erased(title, self._labels.index(topic), self._scores, lambda cut: cut + rest)
        for start, end, value in left:
            at = one.title_span.start
            yield Contribution(Span(at + start, at + end), value)


class DecisionsByText(NamedTuple):
    """A text model in the place of the linear decision model, beside the rules.

    It reads the same clauses, and an item's score is that of its best clause.
    """

    labels: tuple[Decision, ...]
    scores: Scores

    def hear(self, items: Sequence[ItemText]) -> list[list[Heard]]:
        """Return each label with the clause that speaks for it most, the likeliest first."""
        return [self._hear(one) for one in items]

    def _hear(self, one: ItemText) -> list[Heard]:
        clauses = asked_clauses(one)
        if not clauses:
            return []
        rows = np.array(self.scores([clause_text(asked) for asked in clauses]))
        if Decision.GODKENDT in self.labels:
            rows[barred(clauses, one.body), self.labels.index(Decision.GODKENDT)] = 0.0
        best = [clauses[at] for at in rows.argmax(axis=0)]
        heard = map(Heard, self.labels, rows.max(axis=0).tolist(), best)
        return sorted(heard, key=lambda one: -one.score)

    def contributions(self, asked: Asked, decision: Decision) -> Iterator[Contribution]:
        """Yield by how many logits a clause's score falls without each of its words."""
        before = _circumstances(asked)
        left = erased(
            asked.clause.text, self.labels.index(decision), self.scores, lambda cut: before + cut
        )
        for start, end, value in left:
            yield Contribution(asked.span(start, end), value)


class Erased(NamedTuple):
    """A word of a text, and by how many logits the score falls without it."""

    start: int
    end: int
    value: float


def erased(text: str, label: int, scores: Scores, shown: Callable[[str], str]) -> Iterator[Erased]:
    """Yield each word of a text with what it is worth for a label.

    Args:
        text: What words are left out of.
        label: The column of the label.
        scores: The model.
        shown: Makes of a text what the model is given.

    >>> scores = lambda texts: np.array([[0.5 + 0.4 * ("ja" in text)] for text in texts])
    >>> [(word.start, round(word.value, 1)) for word in erased("vi ja", 0, scores, str)]
    [(0, 0.0), (3, 2.2)]
    """
    words = [word.span() for word in _WORD.finditer(text)][:_MOST]
    without = [shown(text[:start] + text[end:]) for start, end in words]
    column = np.clip(scores([shown(text), *without])[:, label], _EDGE, 1 - _EDGE)
    logits = np.log(column / (1 - column))
    for (start, end), logit in zip(words, logits[1:], strict=True):
        yield Erased(start, end, float(logits[0] - logit))


def topic_text(one: ItemText) -> str:
    """Return what a text model sees of an item to tell its topic: the title, then the case.

    >>> topic_text(ItemText.of_title("Ny sti"))
    'Ny sti'
    """
    return one.title_span.of(one.text) + _rest(one)


def clause_text(asked: Asked) -> str:
    """Return what a text model sees of a clause: where it stands, then the clause.

    A decision's heading is shown as "Beslutning:", running text as "Tekst:", with the last clause
    told apart, since there a decision stands.
    """
    return _circumstances(asked) + asked.clause.text


def plain(values: Any) -> Floats:
    """Return scores as an array of 32-bit numbers."""
    return np.asarray(values, dtype=np.float32)


def _rest(one: ItemText) -> str:
    proposal = _SPACE.sub(" ", one.words(*PROPOSAL)[:READ]).strip()
    return f"\n{proposal}" if proposal else ""


def _circumstances(asked: Asked) -> str:
    if asked.headed:
        return "Beslutning: "
    return "Tekst, sidst: " if asked.place == asked.among - 1 else "Tekst: "
