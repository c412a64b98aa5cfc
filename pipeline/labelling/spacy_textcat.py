"""spaCy text classifiers: a blank Danish pipeline with one trained component.

Decisions are a ``textcat_multilabel``, since an item may hold several; topics a ``textcat``, whose
scores of one text make 1. The component is built here, by a fixed recipe, and only its numbers are
read from the folder: ``model`` is msgpack (thinc's form: numbers, texts and arrays), ``cfg`` is
JSON. The folder's own ``config.cfg`` and vocabulary are neither written nor read, so nothing in it
names a function to call, and nothing is unpickled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError
from pipeline.labelling.rules_and_model import DecisionClassifier, Thresholds
from pipeline.labelling.saved import Card, Task
from pipeline.labelling.text_model import DecisionsByText, TopicsByText, plain
from pipeline.labelling.word_sums import Floats
from pipeline.labels import Decision, Topic

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = "textcat"
NAMES: dict[Task, str] = {"decision": "textcat_multilabel", "topic": "textcat"}
_DIGITS = re.compile(r"\d")


def load_classifier(
    folder: Path, card: Card, *, explain: bool = True
) -> TopicsByText | DecisionClassifier:
    """Return the classifier in a folder whose files have been checked.

    Raises:
        ModelError: The files don't hold a text classifier with the card's labels.
    """
    where = str(folder / FOLDER)
    try:
        nlp = blank_pipeline(card.task, card.labels, card.about["params"])
        component: Any = nlp.get_pipe(NAMES[card.task])
        component.from_disk(folder / FOLDER, exclude=["vocab"])
        if tuple(component.labels) != card.labels:
            raise ValueError(where)
        scores = Textcat(nlp, card.labels)
        scores(["prøve"])
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError) as error:
        what = "is no spaCy text classifier of this version"
        raise ModelError(what, where=where, now="train the model again") from error
    if card.task == "topic":
        return TopicsByText(tuple(map(Topic, card.labels)), scores, explain=explain)
    model = DecisionsByText(tuple(map(Decision, card.labels)), scores)
    return DecisionClassifier(model, Thresholds(**card.thresholds), explain=explain)


class Textcat:
    """A pipeline as a function from texts to scores."""

    def __init__(self, nlp: Language, labels: Sequence[str]) -> None:
        self._nlp = nlp
        self._labels = tuple(labels)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a row of scores for each text, in the order of the labels."""
        documents = self._nlp.pipe(map(folded, texts))
        return plain([[one.cats[label] for label in self._labels] for one in documents])


def blank_pipeline(task: Task, labels: Sequence[str], params: Mapping[str, Any]) -> Language:
    """Return a pipeline that has learned nothing yet.

    Args:
        task: What it labels.
        labels: The ids of its labels, in order.
        params: ``architecture``: "bow", sparse words and their neighbours up to ``ngrams``, or
            "ensemble", the same beside a small convolutional network; ``buckets``: into how many
            places words are hashed.

    Raises:
        ValueError: There is no such architecture.
    """
    import spacy

    linear = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": task == "topic",
        "length": int(params["buckets"]),
        "ngram_size": int(params["ngrams"]),
        "no_output_layer": False,
    }
    if params["architecture"] not in ("bow", "ensemble"):
        raise ValueError(params["architecture"])
    model = linear if params["architecture"] == "bow" else _ensemble(linear)
    nlp = spacy.blank("da")
    component: Any = nlp.add_pipe(NAMES[task], config={"model": model})
    for label in labels:
        component.add_label(label)
    return nlp


def folded(text: str) -> str:
    """Return a text in small letters, with every digit a 0; of nothing a dash, to have a token.

    >>> folded("Godkendt den 12."), folded("")
    ('godkendt den 00.', '-')
    """
    return _DIGITS.sub("0", text.lower()).strip() or "-"


def _ensemble(linear: Mapping[str, Any]) -> dict[str, Any]:
    """Return spaCy's own default ensemble around a linear model."""
    return {
        "@architectures": "spacy.TextCatEnsemble.v2",
        "linear_model": dict(linear),
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 64,
                "rows": [2000, 2000, 500, 1000, 500],
                "attrs": ["NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 64,
                "window_size": 1,
                "maxout_pieces": 3,
                "depth": 2,
            },
        },
    }
