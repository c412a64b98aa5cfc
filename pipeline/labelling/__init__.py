"""What a body did with an item, and what the item is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.labelling.decisions import read_decision
from pipeline.labelling.topics import ItemText, LexiconClassifier, explain
from pipeline.labels import SectionKind, Topic
from pipeline.records import Item, Label, LabelledItem, Minutes

__all__ = ["Classifier", "ItemText", "label_items"]

# A classifier gives the topics of each item, the primary one first, or None where it abstains.
Classifier = Callable[[Sequence[ItemText]], Sequence[tuple[Label[Topic], ...] | None]]

_CASE_TEXT = (SectionKind.SAGSFREMSTILLING, SectionKind.OEKONOMI, SectionKind.TEKST)
# Said of an item in which no classifier finds a topic; a guess would be worse.
_NO_TOPIC = (Label(Topic.GOVERNANCE_MEETINGS, 0.0, "none"),)


def label_items(minutes: Minutes, *, topics: Classifier | None = None) -> tuple[LabelledItem, ...]:
    """Label every open item of a meeting, in order.

    *topics* takes the place of the lexicon. An item in which nothing is found gets a label
    that says so (``by="none"``), never a guess.

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
    items = minutes.open_items
    found = (topics or LexiconClassifier())([item_text(item, minutes.text) for item in items])
    return tuple(
        _labelled(item, minutes, labels) for item, labels in zip(items, found, strict=True)
    )


def item_text(item: Item, text: str) -> ItemText:
    """Return the parts of an item that say what it is about, cut from *text*."""

    def joined(*kinds: SectionKind) -> str:
        return "\n".join(section.body.of(text) for section in item.parts(*kinds))

    return ItemText(
        title=item.title,
        case_number=item.case_number,
        indstilling=joined(SectionKind.INDSTILLING),
        resume=joined(SectionKind.RESUME),
        body=joined(*_CASE_TEXT),
        beslutning=joined(SectionKind.BESLUTNING),
    )


def _labelled(
    item: Item, minutes: Minutes, labels: tuple[Label[Topic], ...] | None
) -> LabelledItem:
    decisions, passages = read_decision(item, minutes.text, body=minutes.body)
    topics = tuple(_with_evidence(label, item, minutes.text) for label in labels or _NO_TOPIC)
    return LabelledItem(item, decisions, topics, passages)


def _with_evidence(label: Label[Topic], item: Item, text: str) -> Label[Topic]:
    """Show which words of the printed title speak for the topic."""
    if label.evidence or label.by == "none":
        return label
    heading = item.heading.of(text)
    at = max(heading.find(item.title), 0)  # behind "Punkt 3:", where the title is printed as it is
    words = explain(heading[at:], label.value, item.heading.start + at)
    return Label(label.value, label.score, label.by, words)
