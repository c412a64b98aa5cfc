"""Trained models on disk: a folder with ``card.json`` and the files it names.

The card says what the model is (``kind``), what it labels (``task``, ``labels``), from which
numbers on it speaks (``thresholds``) and the checksum of every file. A file that isn't what the
card says is refused. What else a card tells (corpus, params, scores, date, version) is
for people and for ``referat evaluate``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import ModelError
from pipeline.labelling.item_text import Classifier
from pipeline.labels import Decision, Topic

CARD = "card.json"
FORMAT = 1
Task = Literal["decision", "topic"]
TASKS: tuple[Task, ...] = get_args(Task)
VALUES: dict[Task, type[Decision] | type[Topic]] = {"decision": Decision, "topic": Topic}

# The module that loads each kind of model: its ``load_classifier(folder, card, *, explain)``.
_HOMES = {
    ("topic", "rules"): "pipeline.labelling.topics",
    ("decision", "rules"): "pipeline.labelling.decisions",
    ("topic", "linear"): "pipeline.labelling.linear",
    ("decision", "linear"): "pipeline.labelling.decision_model",
    ("topic", "spacy"): "pipeline.labelling.spacy_textcat",
    ("decision", "spacy"): "pipeline.labelling.spacy_textcat",
    ("topic", "encoder"): "pipeline.labelling.encoder",
    ("decision", "encoder"): "pipeline.labelling.encoder",
    ("topic", "instruct"): "pipeline.labelling.instruct",
    ("decision", "instruct"): "pipeline.labelling.instruct",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a model says of itself.

    ``labels`` are the ids of its outputs, in order. ``files`` maps the name of each file in its
    folder, "/" between folders, to the SHA-256 of its bytes. ``thresholds`` are scores between 0
    and 1. ``about`` holds the rest.
    """

    kind: str
    task: Task
    labels: tuple[str, ...]
    files: Mapping[str, str]
    thresholds: Mapping[str, float]
    about: Mapping[str, Any]


def load_model(folder: str | Path, task: Task, *, explain: bool = True) -> Classifier[Any]:
    """Return the classifier in a model folder.

    Args:
        folder: A folder with ``card.json``.
        task: What the model must label.
        explain: Whether labels show the words that made them; without, labelling is quicker.

    Raises:
        ModelError: No model there, a file that isn't what the card says, another task's model, or
            one made by a version that this one doesn't understand.
    """
    path = Path(folder)
    card = read_card(path)
    if card.task != task:
        what = f"labels {card.task}, not {task}"
        raise ModelError(what, where=str(path), now=f"name a folder with a {task} model")
    for name, checksum in card.files.items():
        if hashlib.sha256(_bytes(path / name)).hexdigest() != checksum:
            what = f"is not the file that {CARD} was written with"
            raise ModelError(what, where=str(path / name), now="get the model again, or train it")
    home = _HOMES[task, card.kind]
    classifier: Classifier[Any] = import_module(home).load_classifier(path, card, explain=explain)
    return classifier


def read_card(folder: Path) -> Card:
    """Return the card of a model folder, checked but for its files.

    Raises:
        ModelError: There is none, or a field of it is missing or has a value it can't have.
    """
    where = folder / CARD
    try:
        values = json.loads(_bytes(where))
        form = values.pop("format")
        if form != FORMAT:
            what = f"has form {form!r}, and this version reads {FORMAT}"
            raise ModelError(what, where=str(where), now="train the model again")
        card = Card(
            str(values.pop("kind")),
            values.pop("task"),
            tuple(map(str, values.pop("labels"))),
            {str(name): str(one) for name, one in values.pop("files").items()},
            {str(name): float(one) for name, one in values.pop("thresholds").items()},
            values,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = "is not the card of a model"
        raise ModelError(what, where=str(where), now="get the model again, or train it") from error
    _check(card, where)
    return card


def card_as_json(card: Card) -> str:
    """Return a card as it stands in ``card.json``."""
    values = {
        "format": FORMAT,
        "kind": card.kind,
        "task": card.task,
        "labels": list(card.labels),
        "files": dict(card.files),
        "thresholds": dict(card.thresholds),
        **card.about,
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _check(card: Card, where: Path) -> None:
    if (card.task, card.kind) not in _HOMES:
        what = f"has a kind or task that is not known ({card.kind!r}, {card.task!r})"
        raise ModelError(what, where=str(where), now="update Referat, or train the model again")
    unknown = set(card.labels) - {one.value for one in VALUES[card.task]}
    if unknown or len(set(card.labels)) != len(card.labels):
        what = f"names labels that are not known or stand twice ({len(card.labels)} labels)"
        raise ModelError(what, where=str(where), now="train the model again")
    for name in card.files:
        if not name or name.startswith("/") or {"..", ""} & set(name.split("/")):
            what = "names a file outside the model's folder"
            raise ModelError(what, where=str(where), now="don't use this model")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        now = "name a folder with a model (card.json and its files), or train one: referat train"
        raise ModelError(what, where=str(path), now=now) from None
