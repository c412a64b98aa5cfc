"""Rules where they are sure, the model elsewhere, and silence where neither is.

From which score on each is believed stands in the model's card, and was chosen on the dev split.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from pipeline.labelling.item_text import Classifier, ItemText, V
from pipeline.records import Label


class Combined(Generic[V]):
    """Two classifiers as one.

    >>> from pipeline.labelling.topics import LexiconClassifier
    >>> rules = LexiconClassifier()
    >>> silent = lambda items: [None for _ in items]
    >>> both = Combined(rules, silent, rule_from=0.5, abstain_below=0.3)
    >>> [labels and labels[0].by for labels in both(
    ...     [ItemText.of_title("Ny cykelsti"), ItemText.of_title("Nordlyset")])]
    ['rule', None]
    """

    def __init__(
        self,
        rules: Classifier[V],
        model: Classifier[V],
        *,
        rule_from: float,
        abstain_below: float,
    ) -> None:
        self._rules: Classifier[V] = rules
        self._model: Classifier[V] = model
        self._rule_from = rule_from
        self._abstain_below = abstain_below

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[V], ...] | None]:
        """Return each item's labels by the rules, by the model, or None."""
        found: list[tuple[Label[V], ...] | None] = [
            labels if labels and labels[0].score >= self._rule_from else None
            for labels in self._rules(items)
        ]
        left = [at for at, labels in enumerate(found) if labels is None]
        for at, labels in zip(left, self._model([items[at] for at in left]), strict=True):
            if labels and labels[0].score >= self._abstain_below:
                found[at] = labels
        return found
