"""Choose what an instruct model is asked: nothing of the model itself is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from pipeline.errors import ModelError
from pipeline.labelling.instruct import FILE, Shot, checksums_of, instruction_of, item_prompt
from pipeline.labelling.pretrained import find_pretrained, need_torch
from pipeline.labelling.saved import Task
from pipeline.training.prepare import Prepared
from pipeline.training.text_examples import LABELS

_BRIEF = 400  # characters of an example


def train_topics(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Write prompt, examples and the model's name, and return the ids of its labels in order.

    Args:
        prepared: The examples; some of the train split are shown to the model.
        params: ``model``, a folder or an id of the Hugging Face hub; ``shots``, how many examples
            are shown, 0 for none; ``max_tokens`` of an answer; ``seed``.
        folder: Where the file goes.

    Raises:
        ModelError: torch is missing, or there is no such model.
    """
    return _train(prepared, "topic", params, folder)


def train_decisions(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Do the same for decision types; see ``train_topics``."""
    return _train(prepared, "decision", params, folder)


def choose_shots(prepared: Prepared, task: Task, count: int, seed: int) -> list[Shot]:
    """Return brief items of the train split, no two with the same labels."""
    shots: dict[tuple[str, ...], Shot] = {}
    examples = [one for one in prepared.found if one.split == "train"]
    Random(seed).shuffle(examples)  # noqa: S311 - chooses examples, keeps no secret
    for one in examples:
        named = [one.topic] if task == "topic" else list(one.types)
        labels = tuple(label.value for label in named if label.value in LABELS[task])
        text = item_prompt(one.item, task)
        if labels and text and len(text) <= _BRIEF:
            shots.setdefault(labels, Shot(text, labels))
    return list(shots.values())[:count]


def _train(
    prepared: Prepared, task: Task, params: Mapping[str, Any], folder: Path
) -> tuple[str, ...]:
    where = f"{task}.instruct"
    need_torch(where)
    name = str(params["model"])
    if name == "none":
        now = "set model to a folder, or an id of the Hugging Face hub"
        raise ModelError("names no model", where=f"params.yaml, {where}", now=now)
    values = {
        "model": name,
        "checksums": checksums_of(find_pretrained(name)),
        "max_tokens": int(params["max_tokens"]),
        "instruction": instruction_of(task),
        "shots": choose_shots(prepared, task, int(params["shots"]), int(params["seed"])),
    }
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE).write_text(text, "utf-8")
    return LABELS[task]
