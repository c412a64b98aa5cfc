"""What is searched: a text's Danish stems as one string, "sagen om bilerne" as " bil sag "."""

from __future__ import annotations

from pipeline.danish.words import STOP_WORDS, stem, tokenize
from pipeline.records import LabelledItem


def stems_of(*texts: str | None) -> str:
    """Return the stems of texts, each once and in order, with a space on both sides of each.

    >>> stems_of("Budgettet for bilerne", None, "Bilers budget")
    ' bil budg '
    >>> stems_of("og")
    ' '
    """
    words = {span.of(text).lower() for text in texts if text for span in tokenize(text)}
    found = sorted({stem(word) for word in words if word not in STOP_WORDS})
    return f" {' '.join(found)} " if found else " "


def labels_of(item: LabelledItem) -> str:
    """Return an item's labels as words that a filter finds, with a space on both sides of each.

    >>> from pipeline.labels import Decision, Topic
    >>> from pipeline.records import Item, Label, Span
    >>> item = Item("1", "Leasing", Span(0, 7), None, Span(0, 7), ())
    >>> labels = (Label(Decision.ANBEFALES, 1.0, "rule"),)
    >>> labels_of(LabelledItem(item, labels, (Label(Topic.FLEET, 1.0, "rule"),)))
    ' decision:anbefales topic:fleet '
    """
    words = (
        *(f"decision:{label.value}" for label in item.decisions),
        *(f"topic:{label.value}" for label in item.topics),
    )
    return f" {' '.join(words)} "
