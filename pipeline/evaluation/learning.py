"""What more labels would bring: training anew with less, or without some municipalities.

Both train the model again and again, each time by the very stage that trains the shipped one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pipeline.corpus import Corpus
from pipeline.errors import CorpusError
from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task, topic_answer
from pipeline.evaluation.classes import label_figures
from pipeline.evaluation.figures import Estimate, estimate
from pipeline.labelling import Classifier
from pipeline.labelling.decisions import read_decision
from pipeline.labelling.saved import Task as ModelTask
from pipeline.labelling.saved import load_model
from pipeline.training.prepare import Example, Prepared, prepare
from pipeline.training.stage import train_model

_MODEL_TASKS: dict[Task, ModelTask] = {"decisions": "decision", "topics": "topic"}

# Trains a model on the examples and returns it.
Trainer = Callable[[Prepared], Classifier[Any]]
_SEED = 20261122


class CurvePoint(NamedTuple):
    """What is reached on dev after learning from some municipalities."""

    municipalities: int
    items: int
    macro_f1: Estimate
    exact: Estimate


class Retrained(NamedTuple):
    """What training anew showed of one task.

    ``left_out`` are the figures over all municipalities, each labelled by a model that had learned
    from others only; ``models`` is how many models that took.
    """

    task: Task
    curve: tuple[CurvePoint, ...]
    left_out: dict[str, Estimate]
    municipalities: int
    models: int


def retrain(
    prepared: Prepared,
    task: Task,
    train: Trainer,
    *,
    times: int,
    tell: Callable[[str], object] = lambda _: None,
) -> Retrained:
    """Train on ever more municipalities, then with each of them left out.

    Args:
        prepared: The examples of the train and dev splits.
        task: What the model labels.
        train: Trains a model.
        times: How many points the curve has (at most five), and into how many groups the
            municipalities are put of which one at a time is left out; at as many as there are
            municipalities, each is left out by itself.
        tell: Called with a word on each training before it begins.

    Raises:
        CorpusError: There are fewer than two municipalities to learn from.
    """
    places = sorted({one.group for one in prepared.found if one.split == "train"})
    if len(places) < 2:
        now = "label minutes of two municipalities or more"
        raise CorpusError("too few to leave one out", where=prepared.folder, now=now)
    Random(_SEED).shuffle(places)  # noqa: S311  # an order, no secret
    groups = [places[start :: min(times, len(places))] for start in range(min(times, len(places)))]
    answers: list[Answer] = []
    for number, left in enumerate(groups, 1):
        tell(f"{task}, municipalities left out: {number} of {len(groups)}")
        model = train(only(prepared, [place for place in places if place not in left]))
        unseen = [one for one in prepared.found if one.group in left]
        answers += example_answers(task, unseen, model)
    curve = tuple(_curve(prepared, task, train, places[: _share(step, times, places)], tell)
                  for step in range(1, min(times, 5) + 1))  # fmt: skip
    return Retrained(task, curve, _figures(task, answers), len(places), len(groups))


def _share(step: int, times: int, places: Sequence[str]) -> int:
    """Return from how many municipalities a step of the curve learns; the last from all."""
    return max(1, round(step / min(times, 5) * len(places)))


def _curve(
    prepared: Prepared,
    task: Task,
    train: Trainer,
    chosen: Sequence[str],
    tell: Callable[[str], object],
) -> CurvePoint:
    tell(f"{task}, learning curve: {len(chosen)} municipalities")
    dev = [one for one in prepared.found if one.split == "dev"]
    figures = _figures(task, example_answers(task, dev, train(only(prepared, chosen))))
    items = sum(one.group in chosen for one in prepared.found)
    return CurvePoint(len(chosen), items, figures[f"{task}.macro_f1"], figures[f"{task}.exact"])


def stage_trainer(task: Task, params: Mapping[str, Any], folder: Path) -> Trainer:
    """Return what trains a task's model as ``referat train`` does, each time in the same folder."""

    def train(prepared: Prepared) -> Classifier[Any]:
        train_model(prepared, params, _MODEL_TASKS[task], folder)
        return load_model(folder, _MODEL_TASKS[task])

    return train


def only(prepared: Prepared, places: Iterable[str]) -> Prepared:
    """Return the examples with no municipality to learn from but *places*; dev and titles stay."""
    kept = set(places)

    def chosen(examples: Iterable[Example]) -> tuple[Example, ...]:
        return tuple(one for one in examples if one.split != "train" or one.group in kept)

    return prepared._replace(gold=chosen(prepared.gold), found=chosen(prepared.found))


def example_answers(
    task: Task, examples: Sequence[Example], classify: Classifier[Any]
) -> list[Answer]:
    """Return what a classifier says of examples.

    Where it abstains a decision is read by the rules, and a topic is not answered.
    """
    answers = []
    labelled = classify([one.item for one in examples])
    for number, (one, found) in enumerate(zip(examples, labelled, strict=True)):
        key = f"{one.document}#{number}"
        if task == "topics":
            answers.append(topic_answer(key, one.document, (one.topic.value,), found or ()))
        else:
            given = found or read_decision(one.item.item, one.item.text, body=one.item.body)[0]
            said = tuple(label.value.value for label in given)
            gold = tuple(kind.value for kind in one.decisions)
            answers.append(Answer(key, one.document, gold, said, said, given))
    return answers


def _figures(task: Task, answers: Sequence[Answer]) -> dict[str, Estimate]:
    groups = list(dict.fromkeys(one.group for one in answers))
    return estimate(label_figures(task, answers, CLASSES[task]), groups)


def retrain_both(
    corpus: Corpus,
    params: Mapping[str, Any],
    times: int,
    tell: Callable[[str], object] = lambda _: None,
) -> tuple[Retrained, ...]:
    """Return what training the models of both tasks anew shows; see ``retrain``."""
    prepared = prepare(corpus, params["titles"])
    found = []
    with TemporaryDirectory() as folder:
        for task in TASKS:
            train = stage_trainer(task, params, Path(folder) / task)
            found.append(retrain(prepared, task, train, times=times, tell=tell))
    return tuple(found)
