"""Transformers encoders with a head of labels (``AutoModelForSequenceClassification``).

The folder ``encoder`` holds what ``save_pretrained`` writes: JSON and safetensors, read as
``pipeline.labelling.pretrained`` says. Decisions are scored each by itself (sigmoid), topics
against each other (softmax).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.labelling.pretrained import SAFE, loading, need_torch
from pipeline.labelling.rules_and_model import DecisionClassifier, Thresholds
from pipeline.labelling.saved import Card
from pipeline.labelling.text_model import DecisionsByText, TopicsByText, plain
from pipeline.labelling.word_sums import Floats
from pipeline.labels import Decision, Topic

FOLDER = "encoder"
_BATCH = 32


def load_classifier(
    folder: Path, card: Card, *, explain: bool = True
) -> TopicsByText | DecisionClassifier:
    """Return the classifier in a folder whose files have been checked.

    Raises:
        ModelError: torch is missing, or the files hold no encoder with the card's labels.
    """
    where = str(folder / FOLDER)
    need_torch(where)
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    with loading(where):
        tokenizer = AutoTokenizer.from_pretrained(folder / FOLDER, **SAFE)
        model = AutoModelForSequenceClassification.from_pretrained(
            folder / FOLDER, use_safetensors=True, **SAFE
        )
    known = tuple(model.config.id2label[at] for at in range(len(model.config.id2label)))
    if known != card.labels:
        what = "has other labels than its card"
        raise ModelError(what, where=where, now="train the model again")
    longest = int(card.about["params"]["max_length"])
    scores = Encoder(model.eval(), tokenizer, longest, several=card.task == "decision")
    if card.task == "topic":
        return TopicsByText(tuple(map(Topic, card.labels)), scores, explain=explain)
    heard = DecisionsByText(tuple(map(Decision, card.labels)), scores)
    return DecisionClassifier(heard, Thresholds(**card.thresholds), explain=explain)


class Encoder:
    """A model and its tokenizer as a function from texts to scores.

    ``longest`` is in tokens; what a text has more is cut off. ``several`` tells whether a text may
    have more than one label.
    """

    def __init__(self, model: Any, tokenizer: Any, longest: int, *, several: bool) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._longest = longest
        self._several = several

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a row of scores for each text, in the order of the labels."""
        batches = [list(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return plain(np.concatenate([self._batch(batch) for batch in batches]))

    def _batch(self, texts: list[str]) -> Any:
        import torch

        tokens = self._tokenizer(
            texts, truncation=True, max_length=self._longest, padding=True, return_tensors="pt"
        ).to(self._model.device)
        with torch.inference_mode():
            logits = self._model(**tokens).logits.float()
        scores = logits.sigmoid() if self._several else logits.softmax(dim=-1)
        return scores.cpu().numpy()
