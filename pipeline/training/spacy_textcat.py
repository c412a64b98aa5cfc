"""Train the spaCy text classifier that ``pipeline.labelling.spacy_textcat`` loads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from pipeline.errors import ModelError
from pipeline.labelling.saved import Task
from pipeline.labelling.spacy_textcat import FOLDER, NAMES, blank_pipeline, folded
from pipeline.training.prepare import Prepared
from pipeline.training.text_examples import LABELS, text_examples


def train_topics(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Train a topic model, write it to *folder*, and return the ids of its labels in order.

    Args:
        prepared: The examples; those of the train split are learned from.
        params: Those of ``blank_pipeline``, ``epochs``, ``batch``, ``dropout``, ``learning_rate``,
            ``lexicon`` (whether the lexicon's words are learned from) and ``seed``.
        folder: Where the files of the model go.

    Raises:
        CorpusError: There is nothing to tell apart.
        ModelError: There is no such architecture.
    """
    return _train(prepared, "topic", params, folder)


def train_decisions(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Train a model of decision types; see ``train_topics``."""
    return _train(prepared, "decision", params, folder)


def _train(
    prepared: Prepared, task: Task, params: Mapping[str, Any], folder: Path
) -> tuple[str, ...]:
    from spacy import util
    from spacy.training import Example

    labels = LABELS[task]
    texts = text_examples(prepared, task, lexicon=bool(params.get("lexicon", False)))
    spacy_util: Any = util  # has no types
    spacy_util.fix_random_seed(int(params["seed"]))
    try:
        nlp = blank_pipeline(task, labels, params)
    except ValueError as error:
        what = f"has an architecture that is not known ({error})"
        raise ModelError(what, where=f"{task}.spacy", now="take bow or ensemble") from None
    examples = [
        Example.from_dict(
            nlp.make_doc(folded(one.text)),
            {"cats": {label: float(label in one.labels) for label in labels}},
        )
        for one in texts
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = float(params["learning_rate"])
    order = Random(int(params["seed"]))  # noqa: S311 - shuffles, keeps no secret
    for _ in range(int(params["epochs"])):
        order.shuffle(examples)
        for batch in spacy_util.minibatch(examples, int(params["batch"])):
            nlp.update(batch, sgd=optimizer, drop=float(params["dropout"]))
    component: Any = nlp.get_pipe(NAMES[task])
    component.to_disk(folder / FOLDER, exclude=["vocab"])
    return labels
