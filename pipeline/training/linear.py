"""Train the linear topic model that ``pipeline.labelling.linear`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.errors import CorpusError
from pipeline.labelling.linear import FILE, lexicon_scores
from pipeline.labelling.standing import said_in
from pipeline.labelling.topics import points_of
from pipeline.labels import Topic
from pipeline.training.features import Array, Columns, Features, features_of
from pipeline.training.lexicon_titles import SOURCE, example_titles, word_titles
from pipeline.training.prepare import Example, Prepared, as_title
from pipeline.training.skops_writer import write_skops

TOPICS = tuple(Topic)
_DIGITS = 4  # of a weight: more only make the file larger, and differ between processors
_UNKNOWN = -20.0  # the logit of a topic that a fold has not seen
_TEMPERATURES = np.geomspace(0.5, 4.0, 31).round(3).tolist()
_SHARES = [number / 10 for number in range(10)]

Fold = tuple[Sequence[int], Sequence[int]]  # the places of what is learned from, and of the rest


class Learned(NamedTuple):
    """Examples to learn from, how much each counts, and what is seen of it."""

    examples: tuple[Example, ...]
    weights: Array
    features: Features

    @property
    def truth(self) -> Array:
        """The place in ``TOPICS`` of each example's topic."""
        return np.array([TOPICS.index(one.topic) for one in self.examples])


def train_topics(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Train a topic model, write it to *folder*, and return the ids of its labels in order.

    Args:
        prepared: The examples; those of the train split are learned from.
        params: ``c`` (how freely weights grow), ``min_df``, ``scale`` of each block, ``weights``
            of an ``item``, of its ``bare`` title, of a ``title`` and of the lexicon's, ``folds``,
            and ``not_blind``, the files of titles that calibration can't use.
        folder: Where the files of the model go.

    Raises:
        CorpusError: There is nothing to tell apart.
    """
    learned = learn_from(prepared, params)
    if len({one.topic for one in learned.examples if one.group != SOURCE}) < 2:
        what = "has fewer than two topics in its train split"
        raise CorpusError(what, where=prepared.folder, now="label more minutes of more kinds")
    columns, classifier = fit(learned, range(len(learned.examples)), params)
    classifier.coef_ = np.round(classifier.coef_, _DIGITS).astype(np.float32)
    classifier.intercept_ = np.round(classifier.intercept_, _DIGITS).astype(np.float32)
    content = {
        "classifier": classifier,
        "terms": "\n".join(columns.vectorizer.get_feature_names_out()),
        "idf": columns.vectorizer.idf_.astype(np.float32),
        "scale": columns.scale,
        **calibrate(learned, params),
    }
    (folder / FILE).write_bytes(write_skops(content))
    return tuple(TOPICS[at].value for at in classifier.classes_)


def learn_from(prepared: Prepared, params: Mapping[str, Any]) -> Learned:
    """Return what a model learns from: items, their bare titles, titles, and the lexicon's words.

    A model must know what a title alone tells, since in many minutes there is no more; a title
    that tells nothing ("Eventuelt") only with what was said under it.
    """
    items = [one for one in prepared.found if one.split == "train"]
    parts = {
        "item": items,
        "bare": [as_title(one) for one in items if _says(one)],
        "title": [one for one in prepared.titles if one.split == "train"],
        "lexicon_example": example_titles(),
        "lexicon_word": word_titles(),
    }
    counts = {name: float(params["weights"][name]) for name in parts}
    examples = tuple(one for name, part in parts.items() if counts[name] for one in part)
    weights = [counts[name] for name, part in parts.items() if counts[name] for _ in part]
    features = features_of([one.item for one in examples])
    features.dense[[one.group == SOURCE for one in examples]] = 0.0
    return Learned(examples, np.array(weights), features)


def _says(example: Example) -> bool:
    """Say whether an example's topic can be told by its title, or is that of titles that can't."""
    return example.topic == Topic.GOVERNANCE_MEETINGS or not said_in(example.item)


def fit(
    learned: Learned, places: Sequence[int], params: Mapping[str, Any]
) -> tuple[Columns, LogisticRegression]:
    """Return the columns and the classifier that the examples in *places* make."""
    seen = learned.features.pick(places)
    columns = Columns(seen, params)
    classifier = LogisticRegression(C=float(params["c"]), tol=1e-3, max_iter=500)
    classifier.fit(columns.matrix(seen), learned.truth[places], learned.weights[places])
    if len(classifier.classes_) == 2:  # scikit-learn keeps the weights of the second alone
        classifier.coef_ = np.vstack([np.zeros_like(classifier.coef_), classifier.coef_])
        classifier.intercept_ = np.append(0.0, classifier.intercept_)
    return columns, classifier


def unseen_logits(learned: Learned, params: Mapping[str, Any], folds: Sequence[Fold]) -> Array:
    """Return the logits of each example by a model that has not learned from its fold.

    Shape (examples, topics).
    """
    logits = np.full((len(learned.examples), len(TOPICS)), _UNKNOWN)
    for seen, unseen in folds:
        columns, classifier = fit(learned, seen, params)
        held = columns.matrix(learned.features.pick(unseen))
        scores = held @ classifier.coef_.T + classifier.intercept_
        logits[np.ix_(unseen, classifier.classes_)] = scores
    return logits


def by_municipality(learned: Learned, folds: int) -> list[Fold]:
    """Return folds of which none shares a municipality, or a file of titles, with another.

    None where there is but one municipality.
    """
    places, always = _places(learned)
    groups = [learned.examples[at].group for at in places]
    if len(set(groups)) < 2:
        return []
    split = GroupKFold(min(folds, len(set(groups)))).split(groups, groups=groups)
    return [
        ([*(places[at] for at in seen), *always], [places[at] for at in unseen])
        for seen, unseen in split
    ]


def by_source(learned: Learned) -> list[Fold]:
    """Return two folds, of minutes and of files of titles, or none where there is but one.

    Who invents titles and who writes minutes differ more than two municipalities do: this is the
    nearest a corpus comes to asking how a model holds on what is unlike all it has learned from.
    """
    places, always = _places(learned)
    sides: tuple[list[int], list[int]] = [], []
    for at in places:
        sides[learned.examples[at].document == learned.examples[at].group].append(at)
    minutes, titles = sides
    if not (minutes and titles):
        return []
    return [([*minutes, *always], titles), ([*titles, *always], minutes)]


def _places(learned: Learned) -> tuple[list[int], list[int]]:
    """Return the places of what people have labelled, and of the lexicon's, which all folds see."""
    sides: tuple[list[int], list[int]] = [], []
    for at, one in enumerate(learned.examples):
        sides[one.group == SOURCE].append(at)
    return sides


def calibrate(learned: Learned, params: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return by what logits are divided, and the lexicon's share in the score.

    Both are chosen by the likelihood of the topics of what a model has not seen: of bare titles
    those from another source, of items those of another municipality. So a score of 0.8 is right
    about eight times in ten (Guo et al. 2017, On Calibration of Modern Neural Networks).

    Titles whose writer had read the errors in cross-validation make what is unseen look easier
    than it is, so they are left out here.
    """
    learned = _without(learned, params["not_blind"])
    near = by_municipality(learned, int(params["folds"]))
    far = by_source(learned)
    labelled, _ = _places(learned)
    chosen: dict[str, dict[str, float]] = {"temperature": {}, "lexicon_share": {}}
    for form, folds in (("title", far or near), ("item", near)):
        places = [
            at
            for at in labelled
            if bool(learned.examples[at].item.item.sections) == (form == "item")
        ]
        temperature, share = 1.0, 0.0
        if places and folds:
            logits = unseen_logits(learned, params, folds)[places]
            temperature, share = _best(logits, _known(learned, places), learned.truth[places])
        chosen["temperature"][form], chosen["lexicon_share"][form] = temperature, share
    return chosen


def _without(learned: Learned, groups: Sequence[str]) -> Learned:
    places = [at for at, one in enumerate(learned.examples) if one.group not in groups]
    examples = tuple(learned.examples[at] for at in places)
    return Learned(examples, learned.weights[places], learned.features.pick(places))


def _known(learned: Learned, places: Sequence[int]) -> Array:
    points = [points_of(learned.examples[at].item) for at in places]
    return lexicon_scores(points, TOPICS)


def _best(logits: Array, known: Array, wanted: Array) -> tuple[float, float]:
    """Return the temperature and share under which *wanted* is the most likely."""
    rows = np.arange(len(wanted))

    def loss(temperature: float, share: float) -> float:
        raised = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
        chances = raised / raised.sum(axis=1, keepdims=True)
        mixed = chances[rows, wanted] * (1 - share) + known[rows, wanted] * share
        return -float(np.log(np.maximum(mixed, 1e-9)).mean())

    tried = [(loss(one, share), one, share) for one in _TEMPERATURES for share in _SHARES]
    _, temperature, share = min(tried)
    return temperature, share


def losses(learned: Learned, params: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield how unlikely a model with these *params* finds what it has not seen, by kind of fold.

    The mean of -log(probability) of the right topic, before any calibration.
    """
    kinds = {"municipality": by_municipality(learned, int(params["folds"]))}
    kinds["source"] = by_source(learned)
    for name, folds in kinds.items():
        if folds:
            places, _ = _places(learned)
            logits = unseen_logits(learned, params, folds)[places]
            raised = np.exp(logits - logits.max(axis=1, keepdims=True))
            chances = raised / raised.sum(axis=1, keepdims=True)
            right = chances[np.arange(len(logits)), learned.truth[places]]
            yield name, -float(np.log(np.maximum(right, 1e-9)).mean())
