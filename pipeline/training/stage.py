"""One way to train every candidate for every task: examples and params in, a model folder out.

A candidate is a function that writes its files into a folder. Everything else is here: the
thresholds and scores on the dev split, the card, and that a folder is whole or not there at all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.labelling.saved import CARD, Card, Task, card_as_json, load_model
from pipeline.training.prepare import Prepared
from pipeline.training.scores import choose_thresholds, score_model

# Writes a model's files to a folder and returns the ids of its labels in order.
Trainer = Callable[[Prepared, Mapping[str, Any], Path], tuple[str, ...]]

# Where the trainer of each task and candidate stands; the candidate is the card's kind.
TRAINERS: dict[tuple[Task, str], str] = {
    ("topic", "linear"): "pipeline.training.linear:train_topics",
    ("decision", "linear"): "pipeline.training.decision_linear:train_decisions",
    ("topic", "rules"): "pipeline.training.rules:train_topics",
    ("decision", "rules"): "pipeline.training.rules:train_decisions",
    ("topic", "spacy"): "pipeline.training.spacy_textcat:train_topics",
    ("decision", "spacy"): "pipeline.training.spacy_textcat:train_decisions",
    ("topic", "encoder"): "pipeline.training.encoder:train_topics",
    ("decision", "encoder"): "pipeline.training.encoder:train_decisions",
    ("topic", "instruct"): "pipeline.training.instruct:train_topics",
    ("decision", "instruct"): "pipeline.training.instruct:train_decisions",
}
# What a model's numbers may depend on.
_LIBRARIES = {
    "linear": ("numpy", "scipy", "scikit-learn", "skops"),
    "spacy": ("numpy", "spacy", "thinc"),
    "encoder": ("torch", "transformers", "tokenizers"),
    "instruct": ("torch", "transformers", "tokenizers"),
}


def train_model(
    prepared: Prepared,
    params: Mapping[str, Any],
    task: Task,
    folder: Path,
) -> Card:
    """Train one candidate for one task and put it, with its card, in *folder*.

    Args:
        prepared: The examples; the train split is learned from and the dev split chosen on.
        params: All knobs, as ``params.yaml`` holds them: the candidate, its own, and the date that
            the card tells, since a clock would make each run another model.
        task: What the model labels.
        folder: The model's folder. What is there is replaced when the new model is whole.

    Raises:
        CorpusError: The examples are too few, or of one kind.
        ModelError: There is no such candidate, params lack a knob, or the folder can't be written.
    """
    kind = str(params[task]["candidate"])
    knobs = {"seed": params["seed"], **params[task].get(kind, {})}
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        with _cores(kind):
            labels = _trainer(task, kind)(prepared, knobs, aside)
        about = _about(prepared, kind, knobs, str(params["date"]))
        _write(aside, Card(kind, task, labels, _checksums(aside), {}, about))
        classifier = load_model(aside, task, explain=False)
        thresholds = choose_thresholds(prepared, task, classifier, params[task].get("abstain", {}))
        scores = score_model(prepared, task, classifier, thresholds)
        card = Card(kind, task, labels, _checksums(aside), thresholds, {**about, "scores": scores})
        _write(aside, card)
        _swap(aside, folder)
    except KeyError as error:
        what = f"lacks the knob {error} for {task}"
        raise ModelError(what, where="params.yaml", now="add it: docs/choices.md") from error
    except OSError as error:
        what = f"can't be written ({error.strerror})"
        raise ModelError(what, where=str(folder), now="make room for it") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return card


def _trainer(task: Task, kind: str) -> Trainer:
    if (task, kind) not in TRAINERS:
        known = ", ".join(sorted({kind for _, kind in TRAINERS}))
        what = "is no candidate that Referat can train"
        raise ModelError(what, where=f"candidate {kind!r}", now=f"take one of {known}")
    module, _, name = TRAINERS[task, kind].partition(":")
    trainer: Trainer = getattr(import_module(module), name)
    return trainer


def _cores(kind: str) -> AbstractContextManager[Any]:
    """Keep a linear model to one core.

    Then its sums are the same however many there are; and its vectors are so short that several
    cores only wait for each other: they take three to seven times as long.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

    one: AbstractContextManager[Any] = threadpool_limits(1 if kind == "linear" else None)
    return one


def _about(prepared: Prepared, kind: str, knobs: Mapping[str, Any], date: str) -> dict[str, Any]:
    counts = {
        split: {
            "items": sum(one.split == split for one in prepared.found),
            "titles": sum(one.split == split for one in prepared.titles),
            "groups": len({one.group for one in prepared.found if one.split == split}),
        }
        for split in ("train", "dev")
    }
    return {
        "date": date,
        "version": version("referat"),
        "corpus": prepared.checksum,
        "examples": counts,
        "params": dict(knobs),
        "libraries": {name: version(name) for name in _LIBRARIES.get(kind, ())},
    }


def _checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != CARD
    }


def _write(folder: Path, card: Card) -> None:
    (folder / CARD).write_text(card_as_json(card), "utf-8")


def _swap(aside: Path, folder: Path) -> None:
    """Put the new folder in the old one's place, or leave the old one as it was."""
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
