"""What a body did with an item, and what the item is about."""

from __future__ import annotations

from pipeline.labelling.decisions import read_decision
from pipeline.labelling.item_text import Classifier, ItemText
from pipeline.labelling.topics import LexiconClassifier
from pipeline.labels import Decision, Topic
from pipeline.records import Label, LabelledItem, Minutes

__all__ = ["Classifier", "ItemText", "label_items"]

# Said of an item in which no classifier finds a topic; a guess would be worse.
_NO_TOPIC = (Label(Topic.GOVERNANCE_MEETINGS, 0.0, "none"),)


def label_items(
    minutes: Minutes,
    *,
    topics: Classifier[Topic] | None = None,
    decisions: Classifier[Decision] | None = None,
) -> tuple[LabelledItem, ...]:
    """Label every open item of a meeting, in order.

    *topics* takes the place of the lexicon, and *decisions* that of the rules, which are asked
    again where it abstains. An item in which nothing is found gets a label that says so
    (``by="none"``), never a guess.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ...
    ... Punkt 1: Leasing af elbiler
    ...
    ... Beslutning
    ...
    ... Anbefales.
    ... '''
    >>> item, = label_items(split_items(Document(text, "elbiler.txt", "0")))
    >>> item.decisions[0].value.danish, item.topics[0].value.danish
    ('Anbefales', 'Biler og kørsel')
    """
    texts = [ItemText(item, minutes.text, minutes.body) for item in minutes.open_items]
    found = (topics or LexiconClassifier())(texts)
    decided = decisions(texts) if decisions else [None] * len(texts)
    return tuple(_labelled(*one) for one in zip(texts, found, decided, strict=True))


def _labelled(
    one: ItemText,
    topics: tuple[Label[Topic], ...] | None,
    decided: tuple[Label[Decision], ...] | None,
) -> LabelledItem:
    ruled, passages = read_decision(one.item, one.text, body=one.body)
    return LabelledItem(one.item, decided or ruled, topics or _NO_TOPIC, passages)
