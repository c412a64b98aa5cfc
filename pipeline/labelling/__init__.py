"""What a body did with an item, and what the item is about."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.labelling.decisions import read_item
from pipeline.labelling.follow_ups import find_follow_ups
from pipeline.labelling.item_text import Classifier, ItemText
from pipeline.labelling.shipped import decision_classifier, title_classifier, topic_classifier
from pipeline.labels import Decision, Topic
from pipeline.records import Label, LabelledItem, Minutes

__all__ = ["Classifier", "ItemText", "label_items", "label_titles"]

# Said of an item in which no classifier finds a topic; a guess would be worse.
_NO_TOPIC = (Label(Topic.GOVERNANCE_MEETINGS, 0.0, "none"),)


def label_items(
    minutes: Minutes,
    *,
    topics: Classifier[Topic] | None = None,
    decisions: Classifier[Decision] | None = None,
    explain: bool = True,
) -> tuple[LabelledItem, ...]:
    """Label every open item of a meeting, in order.

    An item in which nothing is found gets a label that says so (``by="none"``), never a guess.

    Args:
        minutes: The meeting.
        topics: Takes the place of Referat's own topic model and lexicon.
        decisions: Takes the place of Referat's own decision model. Where it abstains the rules
            are asked.
        explain: Whether Referat's own labels show the words that made them, and items the clauses
            that say what happens next. Without, there are labels and passages, more quickly.

    Raises:
        ModelError: Referat's own models are missing or damaged.

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
    found = (topics or topic_classifier(explain=explain))(texts)
    decide = decisions or decision_classifier(explain=explain)
    decided = decide(texts) if decide else [None] * len(texts)
    return tuple(
        _labelled(*one, explain=explain) for one in zip(texts, found, decided, strict=True)
    )


def label_titles(titles: Sequence[str]) -> list[tuple[Label[Topic], ...]]:
    """Return the topics of bare agenda titles, the likeliest first, all in one batch.

    Each title gets at least one topic, if with a low score, and mostly three. Only the first is
    what the case is about by all that is known; the others are what it might be instead.

    Raises:
        ModelError: The models are missing or damaged.

    >>> first, *others = label_titles(["3. Udskiftning af tjenestebiler ........ 12"])[0]
    >>> first.value.danish, first.score > 0.5
    ('Biler og kørsel', True)
    """
    found = title_classifier()([ItemText.of_title(title) for title in titles])
    return [labels or _NO_TOPIC for labels in found]


def _labelled(
    one: ItemText,
    topics: tuple[Label[Topic], ...] | None,
    decided: tuple[Label[Decision], ...] | None,
    *,
    explain: bool,
) -> LabelledItem:
    ruled, passages = read_item(one)
    ahead = find_follow_ups(one) if explain else ()
    return LabelledItem(one.item, decided or ruled, topics or _NO_TOPIC, passages, ahead)
