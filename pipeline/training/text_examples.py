"""What text models learn from: the same examples as the linear models, as texts with labels."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.errors import CorpusError
from pipeline.labelling.saved import Task
from pipeline.labelling.text_model import clause_text, topic_text
from pipeline.labels import Topic
from pipeline.training.decision_linear import DECISIONS, as_samples, read_items
from pipeline.training.lexicon_titles import example_titles, word_titles
from pipeline.training.prepare import Prepared, as_title

LABELS: dict[Task, tuple[str, ...]] = {
    "topic": tuple(one.value for one in Topic),
    "decision": tuple(one.value for one in DECISIONS),
}
_ALIKE = {"weights": {"items": 1, "hidden": 1, "wording": 1}}  # a text model weighs all the same


class TextExample(NamedTuple):
    """A text as a model sees it, and the ids of its labels; a clause may have none."""

    text: str
    labels: frozenset[str]


def text_examples(prepared: Prepared, task: Task, *, lexicon: bool) -> list[TextExample]:
    """Return the texts of the train split.

    Args:
        prepared: The examples. For topics each item comes twice, whole and as its bare title.
            For decisions each clause is a text, and so are the wordings in the corpus's folder.
        task: Whose labels.
        lexicon: Whether the words of the topic lexicon count as titles, too.

    Raises:
        CorpusError: There is nothing to tell apart.
    """
    found = _topics(prepared, lexicon=lexicon) if task == "topic" else _decisions(prepared)
    if len({one.labels for one in found}) < 2:
        what = f"has no two labels to tell apart for {task} in its train split"
        raise CorpusError(what, where=prepared.folder, now="label more minutes of more kinds")
    return found


def _topics(prepared: Prepared, *, lexicon: bool) -> list[TextExample]:
    items = [one for one in prepared.found if one.split == "train"]
    titles = [one for one in prepared.titles if one.split == "train"]
    examples = [*items, *map(as_title, items), *titles]
    if lexicon and examples:
        examples += [*example_titles(), *word_titles()]
    return [TextExample(topic_text(one.item), frozenset({one.topic.value})) for one in examples]


def _decisions(prepared: Prepared) -> list[TextExample]:
    samples = [one for read in read_items(prepared, _ALIKE, "train") for one in read.samples]
    samples += as_samples(prepared.wordings, _ALIKE)
    return [
        TextExample(clause_text(one.asked), frozenset(label.value for label in one.decisions))
        for one in samples
    ]
