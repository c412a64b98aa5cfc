"""The classifiers that a run measures: those that come with Referat, the rules, or a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.evaluation.outcomes import Classifiers
from pipeline.labelling import ItemText
from pipeline.labelling.saved import CARD, Card, load_model, read_card
from pipeline.labelling.shipped import (
    decision_classifier,
    models_folder,
    title_classifier,
    topic_classifier,
)
from pipeline.labelling.topics import LexiconClassifier, guess_titles
from pipeline.labels import Topic
from pipeline.records import Label

SHIPPED = "shipped"
RULES = "rules"


class Contestant(NamedTuple):
    """Classifiers, and the cards of the models in them."""

    classifiers: Classifiers
    cards: tuple[Card, ...] = ()


def find_contestant(model: str | None = None) -> Contestant:
    """Return the classifiers that *model* names.

    Args:
        model: "rules"; a folder with the folders decision and topic, whose models are used as
            Referat uses its own; a folder with one model, which is used by itself, the rules for
            the other task; None for what Referat labels with.

    Raises:
        ModelError: There is no such model, or it can't be loaded.

    >>> find_contestant("rules").classifiers.name
    'rules'
    """
    if model == RULES:
        return Contestant(_rules())
    folder = Path(model) if model else models_folder()
    name = folder.resolve().name if model else SHIPPED
    if (folder / CARD).exists():
        return _alone(folder, name)
    cards = [
        read_card(folder / task)
        for task in ("decision", "topic")
        if task == "topic" or (folder / task / CARD).exists()
    ]
    chosen = folder if model else None
    classifiers = Classifiers(
        name,
        decision_classifier(chosen) or _silent,
        topic_classifier(chosen),
        title_classifier(chosen),
    )
    return Contestant(classifiers, tuple(cards))


def _rules() -> Classifiers:
    return Classifiers(RULES, _silent, LexiconClassifier(), _lexicon_of_titles)


def _alone(folder: Path, name: str) -> Contestant:
    card, rules = read_card(folder), _rules()
    if card.task == "decision":
        decisions = load_model(folder, "decision")
        return Contestant(Classifiers(name, decisions, rules.topics, rules.titles), (card,))
    topics = load_model(folder, "topic")
    return Contestant(Classifiers(name, rules.decisions, topics, topics), (card,))


def _silent(items: Sequence[ItemText]) -> list[None]:
    """Leave every decision to the rules."""
    return [None] * len(items)


def _lexicon_of_titles(items: Sequence[ItemText]) -> list[tuple[Label[Topic], ...]]:
    """Return what the lexicon says of bare titles: a guess at worst, where of items it abstains."""
    return guess_titles([item.title for item in items])
