"""What was said of an item beside what should have been said: one answer an item and task.

Decisions, topics and bare titles all come down to this, so that each is counted in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.outcomes import Meeting, Outcome
from pipeline.labels import Decision, Topic
from pipeline.records import Label

Task = Literal["decisions", "topics"]
TASKS: tuple[Task, ...] = ("decisions", "topics")
CLASSES: dict[Task, tuple[str, ...]] = {
    "decisions": tuple(one.value for one in Decision),
    "topics": tuple(one.value for one in Topic),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One item and one task.

    ``gold`` is empty where no such item is, ``labels`` where it was not found. Of topics ``said``
    holds the primary one only, and ``ranking`` all that were named, the likeliest first. ``group``
    is the meeting: items of one meeting are no independent observations.
    """

    key: str
    group: str
    gold: tuple[str, ...]
    said: tuple[str, ...]
    ranking: tuple[str, ...]
    labels: tuple[Label[Decision] | Label[Topic], ...]

    @property
    def right(self) -> bool:
        """Whether exactly the right labels were given, in any order."""
        return bool(self.gold) and set(self.gold) == set(self.said)

    @property
    def confidence(self) -> float:
        """The score of the least sure label that was given; 0 where none was."""
        return min((label.score for label in self.labels[: len(self.said)]), default=0.0)

    @property
    def silent(self) -> bool:
        """Whether the answer is that nothing was found."""
        return bool(self.labels) and self.labels[0].by == "none"


def answers_of(meetings: Iterable[Meeting], task: Task) -> tuple[Answer, ...]:
    """Return the answers of meetings to one task, in order."""
    answer = _decisions if task == "decisions" else _topics
    return tuple(answer(outcome) for meeting in meetings for outcome in meeting.outcomes)


def topic_answer(
    key: str, group: str, gold: tuple[str, ...], labels: Sequence[Label[Topic]]
) -> Answer:
    """Return an answer of one primary topic.

    >>> labels = [Label(Topic.HR, 0.8, "rule"), Label(Topic.BUDGET, 0.1, "rule")]
    >>> answer = topic_answer("a#0", "a", ("budget",), labels)
    >>> answer.said, answer.ranking, answer.right, answer.confidence
    (('hr',), ('hr', 'budget'), False, 0.8)
    """
    runners = [label.runner_up.value.value for label in labels[:1] if label.runner_up]
    ranking = dict.fromkeys([*(label.value.value for label in labels), *runners])
    said = tuple(label.value.value for label in labels[:1])
    return Answer(key, group, gold, said, tuple(ranking), tuple(labels))


def _decisions(outcome: Outcome) -> Answer:
    labels = outcome.found.decisions if outcome.found else ()
    said = tuple(label.value.value for label in labels)
    gold = tuple(kind.value for kind in outcome.row.types) if outcome.row else ()
    return Answer(outcome.key, outcome.document.id, gold, said, said, labels)


def _topics(outcome: Outcome) -> Answer:
    labels = outcome.found.topics if outcome.found else ()
    gold = (outcome.row.topic.value,) if outcome.row else ()
    return topic_answer(outcome.key, outcome.document.id, gold, labels)
