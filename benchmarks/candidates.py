"""Each candidate on the dev split, by itself: how often it is right, and items a second.

    referat train --candidate spacy --model build/candidates/spacy     (and the others)
    python benchmarks/candidates.py build/candidates/*

A decision candidate is asked for what it hears in the items' clauses, without the rules that
stand beside it in use; a topic candidate for its first topic. One thread, the same items for all,
so the ratios are what to look at. ``referat evaluate --model FOLDER`` measures candidates as they
are used, beside the rules.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score
from sklearn.preprocessing import MultiLabelBinarizer
from threadpoolctl import threadpool_limits

from pipeline.corpus import read_corpus
from pipeline.labelling import ItemText
from pipeline.labelling.combined import Combined
from pipeline.labelling.decision_model import DecisionClassifier, Heard
from pipeline.labelling.saved import CARD, TASKS, Task, load_model, read_card
from pipeline.labelling.topics import LexiconClassifier
from pipeline.labels import Decision
from pipeline.training.params import read_params
from pipeline.training.prepare import Example, found_examples, title_examples

WARM = 150  # items of the train split that are labelled before the clock starts
HALF = 0.5  # a label that is likelier than not is given

# Items in, the ids of each one's labels out.
Labeller = Callable[[Sequence[ItemText]], list[tuple[str, ...]]]


def main(folders: Sequence[str]) -> None:
    """Print a row for each model in *folders*, and for topics one with the rules beside it."""
    corpus = read_corpus()
    found = found_examples(corpus)
    items = [one for one in found if one.split == "dev"]
    before = [one.item for one in found if one.split == "train"][:WARM]
    titles = title_examples(corpus.folder, read_params()["titles"])
    views = {"items": items, "titles": [one for one in titles if one.split == "dev"]}
    print(f"{'candidate':<22}{'task':<10}{'on':<8}{'exact':>7}{'macro-F1':>10}{'items/s':>9}")
    for folder in map(Path, folders):
        for task in TASKS:
            if (folder / task / CARD).exists():
                for name, labeller in labellers(folder / task, task):
                    for view, examples in views.items():
                        if task == "topic" or view == "items":
                            row = measure(labeller, before, examples, task)
                            print(f"{name:<22}{task:<10}{view:<8}" + row, flush=True)


def labellers(folder: Path, task: Task) -> list[tuple[str, Labeller]]:
    """Return the model in a folder alone, and with the rules where they are sure."""
    name = folder.parent.name
    model: Any = load_model(folder, task, explain=False)
    if isinstance(model, DecisionClassifier):
        return [
            (name, lambda items: [heard(one) for one in model.model.hear(items)]),
            (f"rules + {name}", ids(model)),
        ]
    if task == "decision" or read_card(folder).kind == "rules":
        return [(name, ids(model))]
    both = Combined(LexiconClassifier(explain=False), model, **read_card(folder).thresholds)
    return [(name, ids(model, first=True)), (f"rules + {name}", ids(both, first=True))]


def heard(told: Sequence[Heard]) -> tuple[str, ...]:
    """Return what a decision model gives without rules: what it finds likelier than not."""
    found = tuple(one.value.value for one in told if one.score >= HALF)
    return found or (Decision.INGEN_BESLUTNING.value,)


def ids(classifier: Any, *, first: bool = False) -> Labeller:
    """Return a classifier as one that gives ids; an item without an answer gets none."""

    def label(items: Sequence[ItemText]) -> list[tuple[str, ...]]:
        found = [tuple(one.value.value for one in labels or ()) for labels in classifier(items)]
        return [labels[:1] for labels in found] if first else found

    return label


def measure(
    labeller: Labeller, before: Sequence[ItemText], examples: Sequence[Example], task: Task
) -> str:
    """Return the share of items with exactly the right labels, macro-F1 and items a second."""
    items = [one.item for one in examples]
    labeller(before)  # to warm up: words of the lexicon are looked up once, for whoever asks first
    start = time.process_time()
    found = labeller(items)
    speed = len(items) / (time.process_time() - start)
    if task == "topic":
        wanted = [(one.topic.value,) for one in examples]
        found = [labels[:1] for labels in found]
    else:
        wanted = [tuple(label.value for label in one.types) for one in examples]
    exact = sum(map(lambda one, two: set(one) == set(two), wanted, found)) / len(items)
    binarizer = MultiLabelBinarizer().fit([*wanted, *found])
    rows = [binarizer.transform(one) for one in (wanted, found)]
    there = [at for at, _ in enumerate(binarizer.classes_) if rows[0][:, at].any()]
    f1 = f1_score(rows[0][:, there], rows[1][:, there], average="macro", zero_division=0)
    return f"{exact:>7.3f}{f1:>10.3f}{speed:>9.0f}"


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
