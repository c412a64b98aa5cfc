"""What a model is worth on the dev split, and from which score on it is believed.

These are the figures of the card. ``referat evaluate`` measures far more, on any split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.labelling.combined import Combined
from pipeline.labelling.item_text import Classifier
from pipeline.labelling.saved import Task
from pipeline.labelling.topics import LexiconClassifier
from pipeline.training.decision_scores import choose_decision_thresholds, score_decisions
from pipeline.training.prepare import Example, Prepared, as_title
from pipeline.training.reliability import calibration_error

# Tried from the least sure on; above 1 the rules are never taken at their word.
_RULE_FROM = (0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01)


class _Answer(NamedTuple):
    score: float
    right: bool


def choose_thresholds(
    prepared: Prepared, task: Task, classifier: Classifier[Any], abstain: Mapping[str, Any]
) -> dict[str, float]:
    """Return from which scores on rules and model are believed, chosen on the dev split.

    Args:
        prepared: The examples.
        task: What the model labels.
        classifier: The model.
        abstain: ``right_below``: the model is silent where it is right less often than this.

    Returns:
        ``rule_from``, the score from which on the rules are taken at their word, and
        ``abstain_below``, the score below which the model says nothing.
    """
    if task == "decision":
        return choose_decision_thresholds(prepared, classifier, abstain)
    dev = dev_views(prepared)
    everything = [one for view in dev.values() for one in view]
    if not everything:  # nothing to choose on: the model always speaks, and the rules when certain
        return {"rule_from": 1.01, "abstain_below": 0.0}

    learned = _answers(everything, classifier)
    ruled = _answers(everything, LexiconClassifier(explain=False))

    def right(rule_from: float) -> int:
        pairs = zip(ruled, learned, strict=True)
        return sum((rule if rule.score >= rule_from else model).right for rule, model in pairs)

    best = max(_RULE_FROM, key=lambda rule_from: (right(rule_from), -rule_from))
    # Only of an item is silence an answer: who asks for the topic of a bare title gets a guess.
    of_items = _answers(dev["items"] or everything, classifier)
    return {"rule_from": best, "abstain_below": _silence(of_items, float(abstain["right_below"]))}


def score_model(
    prepared: Prepared, task: Task, classifier: Classifier[Any], thresholds: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """Return a model's figures on the dev split: as items, as their bare titles, and on titles.

    With the model alone: accuracy, macro-F1, accuracy among the surest 70 %, and expected
    calibration error (ten bins); then the accuracy beside the rules (``combined``), an item
    without an answer counted as wrong.
    """
    if task == "decision":
        return score_decisions(prepared, classifier, thresholds)
    both = Combined(LexiconClassifier(explain=False), classifier, **thresholds)
    return {
        name: {
            **_figures(examples, classifier),
            "combined": _share(_answers(examples, both)),
            "lexicon": _share(_answers(examples, LexiconClassifier(explain=False))),
        }
        for name, examples in dev_views(prepared).items()
        if examples
    }


def dev_views(prepared: Prepared) -> dict[str, list[Example]]:
    """Return the dev split as items, as the bare titles of the same, and as titles."""
    items = [one for one in prepared.found if one.split == "dev"]
    return {
        "items": items,
        "bare": [as_title(one) for one in items],
        "titles": [one for one in prepared.titles if one.split == "dev"],
    }


def _answers(examples: Sequence[Example], classifier: Classifier[Any]) -> list[_Answer]:
    labels = classifier([one.item for one in examples])
    return [
        _Answer(found[0].score, found[0].value == one.topic) if found else _Answer(0.0, False)
        for found, one in zip(labels, examples, strict=True)
    ]


def _figures(examples: Sequence[Example], classifier: Classifier[Any]) -> dict[str, float]:
    from sklearn.metrics import f1_score

    labels = classifier([one.item for one in examples])
    found = [given[0].value.value if given else "" for given in labels]
    wanted = [one.topic.value for one in examples]
    answers = _answers(examples, classifier)
    surest = sorted(answers, key=lambda answer: -answer.score)[: round(0.7 * len(answers))]
    f1 = f1_score(wanted, found, average="macro", labels=sorted(set(wanted)), zero_division=0)
    return {
        "count": len(examples),
        "accuracy": _share(answers),
        "macro_f1": round(float(f1), 4),
        "accuracy_at_70": _share(surest),
        "ece": round(calibration_error(answers), 4),
    }


def _silence(answers: Sequence[_Answer], right_below: float) -> float:
    """Return the highest score below which too few answers are right."""
    ordered = sorted(answers)
    right, cut = 0, 0.0
    for number, answer in enumerate(ordered, 1):
        right += answer.right
        if right / number < right_below:
            cut = answer.score
    return round(cut, 3)


def _share(answers: Sequence[_Answer]) -> float:
    return round(sum(answer.right for answer in answers) / len(answers), 4)
