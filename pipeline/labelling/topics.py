"""What an item is about, by points from a lexicon of stems (``lexicon/topics.toml``).

Each stem found in a text gives points to topics. The title counts in full, the other texts up to
a ceiling each, so that a long text does not outvote a short one. Words that name what kind of
case it is ("budgetopfølgning") take points from its matter ("vejområdet"). A softmax turns points
into scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.labelling.item_text import ItemText
from pipeline.labelling.standing import is_standing
from pipeline.labelling.stems import TOPICS, WORD, find_rows, normalise, rows_by_word, words_in
from pipeline.labels import SectionKind, Topic
from pipeline.lexicon import load_lexicon
from pipeline.records import Label, RunnerUp, Span

if TYPE_CHECKING:
    from pipeline.labelling.saved import Card

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


class Points(NamedTuple):
    """The points of each topic: to be the primary one, and to stand beside it."""

    main: tuple[float, ...]
    side: tuple[float, ...]

    def plus(self, more: Points, share: float = 1.0) -> Points:
        """Return these points and *share* of *more*."""
        if more is NOTHING:
            return self
        main = [old + share * new for old, new in zip(self.main, more.main, strict=True)]
        side = [old + share * new for old, new in zip(self.side, more.side, strict=True)]
        return Points(tuple(main), tuple(side))


NOTHING = Points(NO_POINTS, NO_POINTS)


class ItemPoints(NamedTuple):
    """Where an item's points come from, and what they add up to.

    ``texts`` is the rest of the item up to its ceilings; nothing where even with it the words
    say too little. ``all`` are the points of the whole item.
    """

    title: Points
    texts: Points
    case_number: Points
    all: Points


class LexiconClassifier:
    """The lexicon as a classifier: items in, topics out, None where the words say too little.

    So they do where the first topic's score is below *least*.

    >>> classify = LexiconClassifier()
    >>> [[label.value.danish for label in labels or ()] for labels in classify(
    ...     map(ItemText.of_title, ("Anlægsbevilling til cykelsti", "Xyz")))]
    [['Veje og trafik', 'Budget og økonomi'], []]
    """

    def __init__(self, *, explain: bool = True, least: float = 0.0) -> None:
        self._explain = explain
        self._least = least

    def __call__(self, items: Iterable[ItemText]) -> list[tuple[Label[Topic], ...] | None]:
        """Return for each item its primary topic and up to two more, or None to abstain."""
        return [self._label(item) for item in items]

    def _label(self, item: ItemText) -> tuple[Label[Topic], ...] | None:
        points = points_of(item).all
        first = leader(points)
        if first is None or first.score < self._least:
            return None
        if not self._explain:
            return _chosen(points)
        span = item.title_span
        return tuple(
            replace(label, evidence=explain(span.of(item.text), label.value, span.start))
            for label in _chosen(points)
        )


def load_classifier(_folder: Path, _card: Card, *, explain: bool = True) -> LexiconClassifier:
    """Return the lexicon as the model of a folder whose card says it is one of rules."""
    return LexiconClassifier(explain=explain)


def guess_titles(titles: Sequence[str]) -> list[tuple[Label[Topic], ...]]:
    """Return the topics of bare titles, the most likely first; a guess with a low score at worst.

    >>> [label] = guess_titles(["3. Udskiftning af tjenestebiler ........ 12"])[0]
    >>> label.value.danish, label.score > 0.5
    ('Biler og kørsel', True)
    """
    return [_chosen(text_points(title)) for title in titles]


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


def points_by_word(
    text: str, offset: int = 0
) -> Iterator[tuple[Span, tuple[tuple[int, float], ...]]]:
    """Yield the words of *text* with a stem in them and what topics they give points, in order.

    A row counts once for a word, where it stands first; spans are shifted by *offset*.

    >>> for span, points in points_by_word("Ny cykelsti"):
    ...     span.of("Ny cykelsti"), [(TOPICS[at].value, value) for at, value in points]
    ('cykelsti', [('roads_traffic', 6)])
    """
    words = WORD.findall(normalise(text))
    places = [match.span() for match in WORD.finditer(text)]
    if len(places) != len(words):  # some letter becomes two in lower case
        words = [normalise(text[start:end]) for start, end in places]
    seen = set()
    for first, last, row in find_rows(words):
        key = (row.number, *words[first : last + 1])
        if key not in seen:
            seen.add(key)
            yield Span(places[first][0] + offset, places[last][1] + offset), row.points


def rows_in(text: str) -> frozenset[int]:
    """Return the numbers of the lexicon's rows that *text* has words of (for the lexicon's test).

    >>> rows_in("12 3")
    frozenset()
    """
    return frozenset(row.number for _, _, row in find_rows(words_in(text)))


# Lexicon and model both ask for the points of each item of a meeting.
@lru_cache(maxsize=256)
def points_of(item: ItemText) -> ItemPoints:
    """Return the points that the lexicon gives an item.

    >>> points = points_of(ItemText.of_title("Leasing af elbiler", "83.00.00-G01-1-20"))
    >>> best = max(range(len(TOPICS)), key=points.title.main.__getitem__)
    >>> TOPICS[best].value, points.case_number.main[best] > 0, any(points.texts.main)
    ('fleet', True, False)
    """
    words = words_in(item.title)
    title, standing = _words_points(words), is_standing(words)
    start = NOTHING.plus(title, STANDING_SHARE) if standing else title
    texts = NOTHING
    for kinds, ceiling in (STANDING_CEILINGS if standing else CEILINGS).items():
        if text := item.words(*kinds):
            more = text_points(text)
            texts = texts.plus(more, min(1.0, ceiling / (sum(more.main) or 1.0)))
    said = start.plus(texts)
    if max(said.main) < ABSTAIN_BELOW:
        start, texts, said = title, NOTHING, title
    case = _case_points(item.item.case_number)
    return ItemPoints(start, texts, case, said.plus(case))


def _case_points(case_number: str | None) -> Points:
    match = _CASE_NUMBER.match(case_number or "")
    if not match:
        return NOTHING
    kle = _kle()
    group, sub = match.groups()
    return kle.get(f"{group}.{sub}") or kle.get(group) or NOTHING


# One body met for all items of a meeting, and most decisions are the same few words.
@lru_cache(maxsize=512)
def text_points(text: str) -> Points:
    """Return the points of a text: each row counts once for each different word it stands in.

    >>> points = text_points("Anlægsbevilling til cykelsti").main
    >>> TOPICS[points.index(max(points))].value
    'roads_traffic'
    """
    return _words_points(words_in(text))


def _words_points(words: Sequence[str]) -> Points:
    rows = rows_by_word(words)
    if not rows:
        return NOTHING
    main, side, beats = list(NO_POINTS), list(NO_POINTS), [1.0] * len(TOPICS)
    for row in rows:
        topic = row.points[0][0]
        for index, value in row.points:
            main[index] += value
            side[index] += max(value, row.aside) if index == topic else value
        beats[topic] = min(beats[topic], row.beats)
    strongest = min(beats)
    if strongest < 1.0:
        main = [
            value * strongest if rank > strongest else value
            for value, rank in zip(main, beats, strict=True)
        ]
    return Points(tuple(main), tuple(side))


def _chosen(points: Points) -> tuple[Label[Topic], ...]:
    scores = softmax(points.main)
    best = sorted(range(len(TOPICS)), key=lambda index: -scores[index])
    first, second = (RunnerUp(TOPICS[index], scores[index]) for index in best[:2])
    primary = Label(first.value, first.score, "rule", (), second if second.score else None)
    return (primary, *beside(points, primary))


def leader(points: Points) -> RunnerUp[Topic] | None:
    """Return the topic with the highest score, or None where the words say too little.

    >>> leader(text_points("Cykelsti")).value.danish, leader(text_points("Nordlyset"))
    ('Veje og trafik', None)
    """
    if max(points.main) < ABSTAIN_BELOW:
        return None
    scores = softmax(points.main)
    best = max(scores)
    return RunnerUp(TOPICS[scores.index(best)], best)


def beside(points: Points, primary: Label[Topic]) -> tuple[Label[Topic], ...]:
    """Return up to two topics that the lexicon puts beside an item's primary one."""
    others = [
        index
        for index, value in enumerate(points.side)
        if value >= SECONDARY_FROM and TOPICS[index] != primary.value
    ]
    if not others:
        return ()
    scores = softmax(points.side)
    others.sort(key=lambda index: -points.side[index])
    return tuple(
        Label(TOPICS[index], min(primary.score, scores[index]), "rule") for index in others[:2]
    )


# Lexicon and model both ask for the scores of an item's points.
@lru_cache(maxsize=256)
def softmax(points: tuple[float, ...]) -> tuple[float, ...]:
    """Return a score for each topic with points, of 1 in all with the share left to no topic.

    >>> max(softmax(text_points("Cykelsti").main)) > 0.5
    True
    """
    silent = not any(points)
    raised = [
        math.exp((value + start) / TEMPERATURE) if value or silent else 0.0
        for value, start in zip(points, _prior(), strict=True)
    ]
    total = sum(raised) + UNSAID
    return tuple([value / total for value in raised])


@cache
def _kle() -> dict[str, Points]:
    given = {group: _by_topic(one) for group, one in load_lexicon("topics")["kle"].items()}
    return {group: Points(points, points) for group, points in given.items()}


@cache
def _prior() -> tuple[float, ...]:
    return _by_topic(load_lexicon("topics")["prior"])


def _by_topic(given: dict[str, float]) -> tuple[float, ...]:
    return tuple(float(given.get(topic, 0.0)) for topic in TOPICS)
