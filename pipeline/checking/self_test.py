"""Try the gate on what it is for: does it see planted faults, and is it quiet on true texts?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checking.claims import read_claims
from pipeline.checking.gate import check_claim
from pipeline.checking.meaning.stage import bodies_after, body_of
from pipeline.checking.mutations import Ground, plant_faults
from pipeline.checking.source import check_items
from pipeline.labels import Decision
from pipeline.records import (
    Draft,
    Flag,
    LabelledItem,
    Minutes,
    Paragraph,
    Sentence,
)

# What the gate promises: shares of the planted faults, and of the true sentences.
LEAST_CAUGHT = 0.98
MOST_ALARMS = 0.02

# Rules of proofreading.
_FORM = frozenset({"dobbelt-ord", "punktum", "lang-saetning"})


class Subject(NamedTuple):
    """A true text about one item of some minutes."""

    minutes: Minutes
    item: LabelledItem
    headline: str
    texts: tuple[str, ...]


class Alarm(NamedTuple):
    """A red flag on a true sentence."""

    sentence: str
    rule: str
    message: str


class Missed(NamedTuple):
    """A planted fault that the gate did not see."""

    kind: str
    lie: str


@dataclass(frozen=True, slots=True)
class Score:
    """How the gate did: faults planted and caught by kind, true sentences and those flagged.

    Caught is what has a new red flag. ``asked`` counts the other faults that have a new yellow
    one, a question; ``questions`` the true sentences with a question and no red flag. The promises
    are about red flags alone.
    """

    planted: dict[str, int]
    caught: dict[str, int]
    sentences: int
    alarms: tuple[Alarm, ...]
    missed: tuple[Missed, ...]
    asked: int = 0
    questions: int = 0

    @property
    def seen(self) -> float:
        """The share of the planted faults with a new flag of either colour."""
        return (sum(self.caught.values()) + self.asked) / max(1, sum(self.planted.values()))

    @property
    def question_rate(self) -> float:
        """The share of the true sentences that have a question and no red flag."""
        return self.questions / max(1, self.sentences)

    @property
    def recall(self) -> float:
        """The share of the planted faults that were caught; 1 where none was planted."""
        return sum(self.caught.values()) / max(1, sum(self.planted.values()))

    @property
    def alarm_rate(self) -> float:
        """The share of the true sentences that have a red flag."""
        return len({alarm.sentence for alarm in self.alarms}) / max(1, self.sentences)

    @property
    def passed(self) -> bool:
        """Whether both promises are kept."""
        return self.recall >= LEAST_CAUGHT and self.alarm_rate <= MOST_ALARMS


def try_gate(subjects: Iterable[Subject]) -> Score:
    """Check each true text, then every faulty version of it.

    A fault is caught when the faulty text has a red flag that the true one has not.

    Args:
        subjects: True texts; those about the same minutes lend each other facts.
    """
    every = tuple(subjects)
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    alarms: list[Alarm] = []
    missed: list[Missed] = []
    sentences = asked = 0
    questions: set[str] = set()
    for subject in every:
        sentences += len(subject.texts) + bool(subject.headline)
        known: dict[str, tuple[Flag, ...]] = {}
        every_flag = _flags(subject, subject.texts, known)
        before = _red(every_flag)
        red = {flag.sentence for flag in before}
        questions |= {flag.sentence or "" for flag in _asking(every_flag)} - red
        alarms += [Alarm(f.sentence or "", f.rule, f.message) for f in before]
        for fault in plant_faults(subject.texts, _ground(subject, every)):
            planted[fault.kind] += 1
            flags = _flags(subject, fault.texts, known)
            if set(_red(flags)) - set(before):
                caught[fault.kind] += 1
                continue
            missed.append(Missed(fault.kind, fault.lie))
            asked += bool(set(_asking(flags)) - set(every_flag))
    counts = {kind: caught[kind] for kind in planted}
    return Score(
        dict(planted), counts, sentences, tuple(alarms), tuple(missed), asked, len(questions)
    )


def _ground(subject: Subject, every: tuple[Subject, ...]) -> Ground:
    minutes, own = subject.minutes, subject.item
    beside = [one for one in every if one.minutes is minutes and one.item != own]
    recommended = any(label.value is Decision.ANBEFALES for label in own.decisions)
    return Ground(
        own.item.span.of(minutes.text),
        "\n".join(
            one.span.of(minutes.text) for one in minutes.open_items if one.span != own.item.span
        ),
        tuple(text for one in beside for text in one.texts if text not in subject.texts),
        body_of(minutes),
        bodies_after(own.item, minutes) if recommended else (),
        tuple(name for name in minutes.participants if " " in name),
    )


def draft_of(subject: Subject, texts: tuple[str, ...]) -> Draft:
    """Return a draft that says *texts* of the subject's item and nothing else."""
    span = (subject.item.item.span,)
    sentences = tuple(Sentence(text, "model", span) for text in texts)
    headline = Sentence(subject.headline or subject.item.item.title, "model", span)
    paragraph = Paragraph(headline, (sentences,), (subject.item,))
    name = Sentence(f"Nyt fra {subject.minutes.body}", "derived")
    return Draft(subject.minutes, name, (), (paragraph,), (), (), ())


def _flags(
    subject: Subject, texts: tuple[str, ...], known: dict[str, tuple[Flag, ...]]
) -> tuple[Flag, ...]:
    """Return the flags of a text; sentences that were checked before are looked up."""
    draft = draft_of(subject, texts)
    flags = list(check_items(draft))
    for claim in read_claims(draft):
        key = f"{claim.role} {claim.sentence.text}"
        if key not in known:
            known[key] = tuple(check_claim(claim, None))
        flags += known[key]
    return tuple(dict.fromkeys(flags))


def _red(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if flag.level == "red")


def _asking(flags: Iterable[Flag]) -> Iterator[Flag]:
    """Yield the yellow flags that ask whether a sentence is true, not how it is written."""
    return (
        one for one in flags if one.level == "yellow" and one.sentence and one.rule not in _FORM
    )
