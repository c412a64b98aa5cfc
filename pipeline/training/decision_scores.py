"""What a decision model is worth on the dev split, and from which score on it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.labelling.decisions import read_decision
from pipeline.labelling.item_text import Classifier
from pipeline.labels import Decision, SectionKind
from pipeline.records import Label, Section, Span
from pipeline.training.prepare import Example, Prepared
from pipeline.training.reliability import calibration_error

Labels = tuple[Label[Decision], ...]


def choose_decision_thresholds(
    prepared: Prepared, classifier: Classifier[Any], knobs: Mapping[str, Any]
) -> dict[str, float]:
    """Return the model's thresholds: those of its first label chosen on the dev split.

    Args:
        prepared: The examples.
        classifier: The model, which has no thresholds yet.
        knobs: ``right_from``: where the rules are silent, the share of the model's first labels
            that must be right from a threshold on, and ``speak_from``, which it is at least.
            ``approve_right_from`` and ``approve_from`` are the same of "godkendt". The other knobs
            are thresholds.
    """
    from pipeline.labelling.rules_and_model import DecisionClassifier, is_silent

    if not isinstance(classifier, DecisionClassifier):
        return {}
    answers: dict[str, list[tuple[float, bool]]] = {}
    for one in (one for view in decision_views(prepared).values() for one in view):
        (heard,) = classifier.model.hear([one.item])
        if heard and is_silent(_ruled(one)):
            first = heard[0]
            said = "approve" if first.value is Decision.GODKENDT else "speak"
            name = f"{said}_{'headed' if first.asked.headed else 'running'}"
            answers.setdefault(name, []).append((first.score, first.value in one.types))
    chosen = {}
    for said, right in (("speak", "right_from"), ("approve", "approve_right_from")):
        for name in (f"{said}_headed", f"{said}_running"):
            lowest = _lowest(answers.get(name, ()), float(knobs[right]))
            chosen[name] = max(lowest, float(knobs[f"{said}_from"]))
    chosen_by = {"right_from", "approve_right_from", "speak_from", "approve_from"}
    fixed = {name: float(value) for name, value in knobs.items() if name not in chosen_by}
    return {**chosen, **fixed}


def score_decisions(
    prepared: Prepared, classifier: Classifier[Any], thresholds: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """Return figures on the dev split, as the items are found and with their headings hidden.

    ``rules`` and ``combined`` are the shares of items with exactly the right decision types, and
    ``macro_f1`` their mean F1 with the model. ``spoken`` is the share in which the model speaks
    instead of the rules, ``spoken_right`` how often its first label is right then, ``approved``
    the share of items wrongly called "godkendt", and ``ece`` the expected calibration error of all
    labels, "ingen_beslutning" among them.
    """
    from pipeline.labelling.rules_and_model import DecisionClassifier, Thresholds

    asked = classifier
    if isinstance(classifier, DecisionClassifier):
        asked = DecisionClassifier(classifier.model, Thresholds(**thresholds), explain=False)
    return {
        name: _figures(examples, asked)
        for name, examples in decision_views(prepared).items()
        if examples
    }


def decision_views(prepared: Prepared, split: str = "dev") -> dict[str, list[Example]]:
    """Return the items of a split as they are found, and with their headings hidden."""
    hidden = (hide_headings(one) for one in prepared.gold if one.split == split)
    return {
        "items": [one for one in prepared.found if one.split == split],
        "hidden": [one for one in hidden if one is not None],
    }


def hide_headings(example: Example) -> Example | None:
    """Return an item as one running text that ends with its decision; None if it has none.

    Headings are blanked. Odd minutes have none that the splitter knows, and this is what they
    look like.
    """
    item = example.item.item
    kept = [part for part in item.sections if part.kind is not SectionKind.BILAG]
    ends = [part.body.end for part in kept if part.kind is SectionKind.BESLUTNING]
    if not ends:
        return None
    start = min(part.body.start for part in kept)
    shown = [False] * len(example.item.text)
    for part in kept:
        shown[part.body.start : part.body.end] = [True] * len(part.body.of(example.item.text))
    text = "".join(
        letter if seen or letter == "\n" else " "
        for letter, seen in zip(example.item.text, shown, strict=True)
    )
    running = Section(SectionKind.TEKST, Span(start, start), Span(start, max(ends)))
    bare = replace(item, sections=(running,))
    return replace(example, item=example.item._replace(item=bare, text=text))


def _figures(examples: Sequence[Example], classifier: Classifier[Any]) -> dict[str, float]:
    given: Sequence[Labels] = [found or () for found in classifier([one.item for one in examples])]
    spoken = [
        (labels, one)
        for labels, one in zip(given, examples, strict=True)
        if labels and all(label.by == "model" for label in labels)
    ]
    right = [
        max(labels, key=lambda label: label.score).value in one.types for labels, one in spoken
    ]
    return {
        "count": len(examples),
        "rules": _exact([_ruled(one) for one in examples], examples),
        "combined": _exact(given, examples),
        "macro_f1": _macro_f1(given, examples),
        "spoken": round(len(spoken) / len(examples), 4),
        "spoken_right": round(sum(right) / max(len(right), 1), 4),
        "approved": _approved(given, examples),
        "ece": round(calibration_error(_scored(given, examples)), 4),
    }


def _scored(given: Sequence[Labels], examples: Sequence[Example]) -> Iterator[tuple[float, bool]]:
    """Yield each label's score and whether it is right."""
    for labels, one in zip(given, examples, strict=True):
        yield from ((label.score, label.value in one.types) for label in labels)


def _ruled(one: Example) -> Labels:
    return read_decision(one.item.item, one.item.text, body=one.item.body)[0]


def _exact(given: Sequence[Labels], examples: Sequence[Example]) -> float:
    pairs = zip(given, examples, strict=True)
    right = sum({label.value for label in labels} == set(one.types) for labels, one in pairs)
    return round(right / len(examples), 4)


def _approved(given: Sequence[Labels], examples: Sequence[Example]) -> float:
    pairs = zip(given, examples, strict=True)
    wrong = sum(
        any(label.value is Decision.GODKENDT for label in labels)
        and Decision.GODKENDT not in one.types
        for labels, one in pairs
    )
    return round(wrong / len(examples), 4)


def _macro_f1(given: Sequence[Labels], examples: Sequence[Example]) -> float:
    values = [
        _f1(decision, [{label.value for label in labels} for labels in given], examples)
        for decision in {decision for one in examples for decision in one.types}
    ]
    return round(sum(values) / len(values), 4)


def _f1(decision: Decision, given: Sequence[set[Decision]], examples: Sequence[Example]) -> float:
    told = sum(decision in values for values in given)
    wanted = sum(decision in one.types for one in examples)
    pairs = zip(given, examples, strict=True)
    both = sum(decision in values and decision in one.types for values, one in pairs)
    return 2 * both / (told + wanted)


def _lowest(answers: Sequence[tuple[float, bool]], share: float) -> float:
    """Return the lowest score from which on at least *share* of the answers are right.

    1 if there is none; 0 if there is nothing to tell by.
    """
    best, right = float(bool(answers)), 0
    for number, (score, is_right) in enumerate(sorted(answers, reverse=True), 1):
        right += is_right
        if right / number >= share:
            best = score
    return int(best * 1000) / 1000
