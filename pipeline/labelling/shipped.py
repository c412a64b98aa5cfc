"""The models that come with Referat, and a user's own in their place.

They stand in ``models/`` of a checkout and in ``pipeline/models/`` of an installed package, a
folder for each task.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.labelling.combined import Combined
from pipeline.labelling.item_text import Classifier
from pipeline.labelling.saved import CARD, load_model, read_card
from pipeline.labelling.topics import LexiconClassifier
from pipeline.labels import Decision, Topic

_PACKAGE = Path(__file__).parents[1]


def models_folder() -> Path:
    """Return the folder of the models that come with Referat.

    >>> (models_folder() / "topic" / "card.json").is_file()
    True
    """
    packed = _PACKAGE / "models"
    return packed if packed.is_dir() else _PACKAGE.parent / "models"


@cache
def topic_classifier(folder: Path | None = None, *, explain: bool = True) -> Classifier[Topic]:
    """Return lexicon and topic model as one classifier.

    Args:
        folder: A folder of models; None takes those that come with Referat.
        explain: Whether labels show the words that made them; without, labelling is quicker.

    Raises:
        ModelError: See ``load_model``.
    """
    place = (folder or models_folder()) / "topic"
    thresholds = read_card(place).thresholds
    rule_from = thresholds["rule_from"]
    return Combined(
        LexiconClassifier(explain=explain, least=rule_from),
        load_model(place, "topic", explain=explain),
        rule_from=rule_from,
        abstain_below=thresholds["abstain_below"],
    )


@cache
def decision_classifier(
    folder: Path | None = None, *, explain: bool = True
) -> Classifier[Decision] | None:
    """Return the decision model, which asks the rules by itself; None where there is none.

    Args and errors are those of ``topic_classifier``.
    """
    place = (folder or models_folder()) / "decision"
    return load_model(place, "decision", explain=explain) if (place / CARD).exists() else None


@cache
def title_classifier(folder: Path | None = None) -> Classifier[Topic]:
    """Return a classifier that gives bare titles several topics, the likeliest first.

    There is always one, if with a low score.
    """
    from pipeline.labelling.linear import TopicClassifier
    from pipeline.labelling.text_model import TopicsByText

    model = load_model((folder or models_folder()) / "topic", "topic")
    return model.ranking(3) if isinstance(model, TopicClassifier | TopicsByText) else model
