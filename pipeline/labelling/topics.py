"""What an item is about, by points from a lexicon of stems (``lexicon/topics.toml``).

Each stem found in a text gives points to topics. The title counts in full, the other texts up to
a ceiling each, so that a long text does not outvote a short one. Words that name what kind of
case it is ("budgetopfølgning") take points from its matter ("vejområdet"). A softmax turns points
into scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.labelling.item_text import ItemText
from pipeline.labelling.stems import TOPICS, WORD, find_rows, normalise
from pipeline.labels import SectionKind, Topic
from pipeline.lexicon import load_lexicon
from pipeline.records import Label, Span

# Scale of the softmax and the weight in it of "none of these words matters". Round numbers for
# which the scores agree best with the share of titles that is right.
TEMPERATURE = 2.5
UNSAID = 1.0
ABSTAIN_BELOW = 1.5  # points: less is no more than a hint
SECONDARY_FROM = 3.0  # points

_INDSTILLING = (SectionKind.INDSTILLING,)
_RESUME = (SectionKind.RESUME,)
_CASE = (SectionKind.SAGSFREMSTILLING, SectionKind.OEKONOMI, SectionKind.TEKST)
_BESLUTNING = (SectionKind.BESLUTNING,)
# The most points the texts beside the title may give in all.
CEILINGS = {_INDSTILLING: 5.0, _RESUME: 5.0, _CASE: 4.0, _BESLUTNING: 1.0}

_CASE_NUMBER = re.compile(r"\s*(\d\d)\.(\d\d)\.\d\d")

# "Eventuelt" takes the topic of what was said; with nothing said its title is all there is.
STANDING_SHARE = 0.25
STANDING_CEILINGS = {_BESLUTNING: 8.0, _RESUME: 5.0, _CASE: 5.0, _INDSTILLING: 2.0}

NO_POINTS = (0.0,) * len(TOPICS)


class _Points(NamedTuple):
    """The points of each topic: to be the primary one, and to stand beside it."""

    main: tuple[float, ...]
    side: tuple[float, ...]

    def plus(self, more: _Points, share: float) -> _Points:
        main, side = (
            tuple(old + share * new for old, new in zip(mine, given, strict=True))
            for mine, given in zip(self, more, strict=True)
        )
        return _Points(main, side)


class LexiconClassifier:
    """The lexicon as a classifier: items in, topics out, None where the words say too little.

    >>> classify = LexiconClassifier()
    >>> [[label.value.danish for label in labels or ()] for labels in classify(
    ...     map(ItemText.of_title, ("Anlægsbevilling til cykelsti", "Xyz")))]
    [['Veje og trafik', 'Budget og økonomi'], []]
    """

    def __call__(self, items: Iterable[ItemText]) -> list[tuple[Label[Topic], ...] | None]:
        """Return for each item its primary topic and up to two more, or None to abstain."""
        return [self._label(item) for item in items]

    def _label(self, item: ItemText) -> tuple[Label[Topic], ...] | None:
        points = _item_points(item)
        if max(points.main) < ABSTAIN_BELOW:
            return None
        span = item.title_span
        return tuple(
            replace(label, evidence=explain(span.of(item.text), label.value, span.start))
            for label in _chosen(points)
        )


def label_titles(titles: Sequence[str]) -> list[tuple[Label[Topic], ...]]:
    """Return the topics of bare titles, the most likely first; a guess with a low score at worst.

    >>> [label] = label_titles(["3. Udskiftning af tjenestebiler ........ 12"])[0]
    >>> label.value.danish, label.score > 0.5
    ('Biler og kørsel', True)
    """
    return [_chosen(_text_points(title)) for title in titles]


def explain(text: str, topic: Topic, offset: int = 0) -> tuple[Span, ...]:
    """Return the words of *text* that speak for *topic*, spans shifted by *offset*.

    >>> title = "Budgetopfølgning på vejområdet"
    >>> [span.of(title) for span in explain(title, Topic.ROADS_TRAFFIC)]
    ['vejområdet']
    """
    wanted = TOPICS.index(topic)
    matches = list(WORD.finditer(text))
    words = [normalise(match.group()) for match in matches]
    spans = (
        Span(matches[first].start() + offset, matches[last].end() + offset)
        for first, last, row in find_rows(words)
        if any(index == wanted for index, _ in row.points)
    )
    return tuple(dict.fromkeys(spans))


def rows_in(text: str) -> frozenset[int]:
    """Return the numbers of the lexicon's rows that *text* has words of (for the lexicon's test).

    >>> rows_in("12 3")
    frozenset()
    """
    words = WORD.findall(normalise(text))
    return frozenset(row.number for _, _, row in find_rows(words))


def _item_points(item: ItemText) -> _Points:
    title = _text_points(item.title)
    standing = " ".join(WORD.findall(normalise(item.title))) in _standing()
    points = _Points(NO_POINTS, NO_POINTS).plus(title, STANDING_SHARE if standing else 1.0)
    for kinds, ceiling in (STANDING_CEILINGS if standing else CEILINGS).items():
        if text := item.words(*kinds):
            more = _text_points(text)
            points = points.plus(more, min(1.0, ceiling / (sum(more.main) or 1.0)))
    if max(points.main) < ABSTAIN_BELOW:
        points = title
    case = _case_points(item.item.case_number)
    return points.plus(_Points(case, case), 1.0)


def _case_points(case_number: str | None) -> tuple[float, ...]:
    match = _CASE_NUMBER.match(case_number or "")
    if not match:
        return NO_POINTS
    kle = _kle()
    group, sub = match.groups()
    return kle.get(f"{group}.{sub}") or kle.get(group) or NO_POINTS


def _text_points(text: str) -> _Points:
    """Return the points of a text: each row counts once for each different word it stands in."""
    words = WORD.findall(normalise(text))
    seen = dict.fromkeys((row, *words[first : last + 1]) for first, last, row in find_rows(words))
    main, side, beats = list(NO_POINTS), list(NO_POINTS), [1.0] * len(TOPICS)
    for row, *_ in seen:
        topic = row.points[0][0]
        for index, value in row.points:
            main[index] += value
            side[index] += max(value, row.aside) if index == topic else value
        beats[topic] = min(beats[topic], row.beats)
    strongest = min(beats)
    beaten = (
        value * strongest if rank > strongest else value
        for value, rank in zip(main, beats, strict=True)
    )
    return _Points(tuple(beaten), tuple(side))


def _chosen(points: _Points) -> tuple[Label[Topic], ...]:
    scores = _softmax(points.main)
    first = max(range(len(TOPICS)), key=scores.__getitem__)
    beside = _softmax(points.side)
    others = sorted(
        (index for index, value in enumerate(points.side) if value >= SECONDARY_FROM),
        key=lambda index: -points.side[index],
    )
    return (
        Label(TOPICS[first], scores[first], "rule"),
        *(
            Label(TOPICS[index], min(scores[first], beside[index]), "rule")
            for index in [other for other in others if other != first][:2]
        ),
    )


def _softmax(points: Sequence[float]) -> list[float]:
    """Return a score for each topic with points, of 1 in all with the share left to no topic."""
    silent = not any(points)
    raised = [
        math.exp((value + start) / TEMPERATURE) if value or silent else 0.0
        for value, start in zip(points, _prior(), strict=True)
    ]
    total = sum(raised) + UNSAID
    return [value / total for value in raised]


@cache
def _standing() -> frozenset[str]:
    titles = load_lexicon("topics")["standing"]["titles"]
    return frozenset(" ".join(WORD.findall(normalise(title))) for title in titles)


@cache
def _kle() -> dict[str, tuple[float, ...]]:
    return {group: _by_topic(given) for group, given in load_lexicon("topics")["kle"].items()}


@cache
def _prior() -> tuple[float, ...]:
    return _by_topic(load_lexicon("topics")["prior"])


def _by_topic(given: dict[str, float]) -> tuple[float, ...]:
    return tuple(float(given.get(topic, 0.0)) for topic in TOPICS)
