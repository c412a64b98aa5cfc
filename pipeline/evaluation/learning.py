"""What more labels would bring: training anew with less, or without one municipality.

Both train the model again and again, each time by the very stage that trains the shipped one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

from pipeline.evaluation.answers import CLASSES, Answer, Task, topic_answer
from pipeline.evaluation.classes import label_figures
from pipeline.evaluation.figures import Estimate, estimate
from pipeline.labelling import Classifier
from pipeline.training.prepare import Example, Prepared

# Trains a model on the examples and returns it.
Trainer = Callable[[Prepared], Classifier[Any]]
STEPS = (0.1, 0.25, 0.5, 0.75, 1.0)
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
    from all the others.
    """

    task: Task
    curve: tuple[CurvePoint, ...]
    left_out: dict[str, Estimate]
    municipalities: int


def retrain(
    prepared: Prepared,
    task: Task,
    train: Trainer,
    *,
    steps: Sequence[float] = STEPS,
    tell: Callable[[str], object] = lambda _: None,
) -> Retrained:
    """Train on ever more municipalities, then on all but one, for each.

    Args:
        prepared: The examples of the train and dev splits.
        task: What the model labels.
        train: Trains a model.
        steps: The shares of the municipalities to learn from for the curve.
        tell: Called with a word on each training before it begins.
    """
    places = sorted({one.group for one in prepared.found if one.split == "train"})
    Random(_SEED).shuffle(places)  # noqa: S311  # an order, no secret
    dev = [one for one in prepared.found if one.split == "dev"]
    curve = []
    for step in steps:
        chosen = places[: max(2, round(step * len(places)))]
        tell(f"learning curve, {task}: {len(chosen)} municipalities")
        figures = _measured(task, dev, train(only(prepared, chosen)))
        items = sum(one.group in chosen for one in prepared.found)
        curve.append(
            CurvePoint(len(chosen), items, figures[f"{task}.macro_f1"], figures[f"{task}.exact"])
        )
    answers: list[Answer] = []
    for number, place in enumerate(sorted(places), 1):
        tell(f"leaving one municipality out, {task}: {number} of {len(places)}")
        left = [one for one in prepared.found if one.group == place]
        model = train(only(prepared, [other for other in places if other != place]))
        answers += example_answers(task, left, model)
    return Retrained(task, tuple(curve), _figures(task, answers), len(places))


def only(prepared: Prepared, places: Iterable[str]) -> Prepared:
    """Return the examples with no municipality to learn from but *places*; dev and titles stay."""
    kept = set(places)

    def chosen(examples: Iterable[Example]) -> tuple[Example, ...]:
        return tuple(one for one in examples if one.split != "train" or one.group in kept)

    return prepared._replace(gold=chosen(prepared.gold), found=chosen(prepared.found))


def example_answers(
    task: Task, examples: Sequence[Example], classify: Classifier[Any]
) -> list[Answer]:
    """Return what a classifier by itself says of examples; nothing where it abstains."""
    answers = []
    labelled = classify([one.item for one in examples])
    for number, (one, found) in enumerate(zip(examples, labelled, strict=True)):
        key = f"{one.document}#{number}"
        if task == "topics":
            answers.append(topic_answer(key, one.document, (one.topic.value,), found or ()))
        else:
            said = tuple(label.value.value for label in found or ())
            gold = tuple(kind.value for kind in one.decisions)
            answers.append(Answer(key, one.document, gold, said, said, found or ()))
    return answers


def _measured(
    task: Task, examples: Sequence[Example], classify: Classifier[Any]
) -> dict[str, Estimate]:
    return _figures(task, example_answers(task, examples, classify))


def _figures(task: Task, answers: Sequence[Answer]) -> dict[str, Estimate]:
    groups = list(dict.fromkeys(one.group for one in answers))
    return estimate(label_figures(task, answers, CLASSES[task]), groups)
