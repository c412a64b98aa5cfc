"""What ``referat suggest`` is worth: labelling what it picks beside labelling at random.

Some municipalities of the train split count as labelled and the rest as an archive. In each round
documents of the archive are picked and labelled, a model is trained on all that is labelled, and
it is measured on the dev split. Picked at random, documents are taken until there are as many
items. The mean of several beginnings is printed; the test split is not looked at.

    python benchmarks/suggest.py [topic|decision] [BEGINNINGS [ROUNDS [PICKED]]]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sklearn.metrics import f1_score
from sklearn.preprocessing import MultiLabelBinarizer

from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes
from pipeline.labelling import Classifier, ItemText, label_items
from pipeline.labelling.saved import Task, load_model
from pipeline.labelling.shipped import topic_classifier
from pipeline.records import Minutes
from pipeline.splitting import split_items
from pipeline.training.params import read_params
from pipeline.training.prepare import Example, Prepared, prepare
from pipeline.training.stage import train_model
from pipeline.training.suggest import Pending, rank_minutes

LABELLED = 4  # municipalities that are labelled when it begins

# Chooses documents of the archive by what is labelled, and the model trained on it.
Pick = Callable[[Prepared, Classifier[Any], set[str]], list[str]]


class Point(NamedTuple):
    """What is labelled, and what has been reached on the dev split."""

    documents: int
    items: int
    macro_f1: float


class World(NamedTuple):
    """All examples, the train split's documents, and what is trained."""

    prepared: Prepared
    minutes: Mapping[str, Minutes]
    task: Task
    params: Mapping[str, Any]
    folder: Path


def main(task: Task = "topic", beginnings: int = 3, rounds: int = 4, picked: int = 4) -> None:
    """Print the curve of both ways to pick."""
    with TemporaryDirectory() as folder:
        world = read_world(task, Path(folder))
        curves: dict[str, list[list[Point]]] = {"suggest": [], "random": []}
        for seed in range(beginnings):
            start = first_documents(world, Random(seed))
            by_gain = follow(world, start, rounds, partial(suggested, world, picked))
            curves["suggest"].append(by_gain)
            sizes = iter([point.items for point in by_gain[1:]])
            chosen = partial(at_random, world, sizes, Random(seed))
            curves["random"].append(follow(world, start, rounds, chosen))
            print(f"beginning {seed + 1} of {beginnings}", file=sys.stderr)
    print(f"{task} macro-F1 on dev, mean of {beginnings} beginnings")
    print(f"{'round':<7}{'items':>7}{'suggest':>9}{'random':>9}")
    for step in range(rounds + 1):
        items = mean(curve[step].items for curve in curves["suggest"])
        found = [mean(curve[step].macro_f1 for curve in curves[how]) for how in curves]
        print(f"{step:<7}{items:>7.0f}{found[0]:>9.3f}{found[1]:>9.3f}")


def read_world(task: Task, folder: Path) -> World:
    """Return the corpus without its invented titles: who labels minutes writes none."""
    corpus, params = read_corpus(), {**read_params()}
    prepared = prepare(corpus, params["titles"])
    prepared = prepared._replace(titles=tuple(o for o in prepared.titles if o.split != "train"))
    names = sorted({one.document for one in prepared.found if one.split == "train"})
    minutes = {name: split_items(read_minutes(corpus.folder, name)) for name in names}
    linear = params[task]["linear"]
    params[task] = {**params[task], "linear": {**linear, "folds": 2}}
    return World(prepared, minutes, task, params, folder)


def first_documents(world: World, chance: Random) -> set[str]:
    """Return the documents of the municipalities that are labelled at first."""
    train = [one for one in world.prepared.found if one.split == "train"]
    places = chance.sample(sorted({one.group for one in train}), LABELLED)
    return {one.document for one in train if one.group in places}


def follow(world: World, start: set[str], rounds: int, pick: Pick) -> list[Point]:
    """Return what is reached at first and after each round."""
    labelled, points = set(start), []
    for step in range(rounds + 1):
        known = only(world.prepared, labelled)
        train_model(known, world.params, world.task, world.folder / world.task)
        model = load_model(world.folder / world.task, world.task, explain=False)
        items = sum(one.split == "train" for one in known.found)
        points.append(Point(len(labelled), items, macro_f1(world, model)))
        if step < rounds:
            labelled |= set(pick(known, model, labelled))
    return points


def only(prepared: Prepared, labelled: set[str]) -> Prepared:
    """Return the examples of the dev split and of labelled documents."""

    def chosen(examples: Iterable[Example]) -> tuple[Example, ...]:
        return tuple(one for one in examples if one.split != "train" or one.document in labelled)

    return prepared._replace(gold=chosen(prepared.gold), found=chosen(prepared.found))


def suggested(
    world: World, count: int, known: Prepared, model: Classifier[Any], labelled: set[str]
) -> list[str]:
    """Pick as ``referat suggest --count`` does."""
    pending = [
        pending_of(world, name, model) for name in sorted(world.minutes) if name not in labelled
    ]
    learned = [one.item for one in known.gold if one.split == "train"]
    found = rank_minutes(pending, learned, world.params["topic"]["linear"], count=count)
    return [one.source for one in found]


def pending_of(world: World, name: str, model: Classifier[Any]) -> Pending:
    """Return a document as the model of this round labels it, and what else is shipped."""
    minutes = world.minutes[name]
    topics = model if world.task == "topic" else topic_classifier(explain=False)
    decisions = model if world.task == "decision" else None
    return Pending(
        name,
        tuple(ItemText(item, minutes.text, minutes.body) for item in minutes.open_items),
        label_items(minutes, topics=topics, decisions=decisions, explain=False),
    )


def at_random(
    world: World,
    sizes: Iterator[int],
    chance: Random,
    known: Prepared,
    _: Classifier[Any],
    labelled: set[str],
) -> list[str]:
    """Pick at random until there are as many items as the other way has."""
    left, items = sorted(set(world.minutes) - labelled), next(sizes)
    chance.shuffle(left)
    sizes = {name: sum(one.document == name for one in world.prepared.found) for name in left}
    have, chosen = sum(one.split == "train" for one in known.found), []
    while left and have < items:
        chosen.append(left.pop())
        have += sizes[chosen[-1]]
    return chosen


def macro_f1(world: World, model: Classifier[Any]) -> float:
    """Return the mean F1 of the labels of the dev split."""
    examples = [one for one in world.prepared.found if one.split == "dev"]
    given = model([one.item for one in examples])
    if world.task == "topic":
        wanted = [(one.topic,) for one in examples]
        found = [tuple(label.value for label in (labels or ())[:1]) for labels in given]
    else:
        wanted = [one.types for one in examples]
        found = [tuple(label.value for label in labels or ()) for labels in given]
    binarizer = MultiLabelBinarizer().fit([*wanted, *found])
    rows = [binarizer.transform(labels) for labels in (wanted, found)]
    there = rows[0].any(axis=0)
    return float(f1_score(rows[0][:, there], rows[1][:, there], average="macro", zero_division=0))


def mean(values: Iterable[float]) -> float:
    """Return the mean of numbers."""
    numbers = list(values)
    return sum(numbers) / len(numbers)


def arguments(given: Sequence[str]) -> dict[str, Any]:
    """Return the arguments of ``main`` that the command line gives."""
    names = ("task", "beginnings", "rounds", "picked")
    return {
        name: value if name == "task" else int(value)
        for name, value in zip(names, given, strict=False)
    }


if __name__ == "__main__":
    main(**arguments(sys.argv[1:]))
