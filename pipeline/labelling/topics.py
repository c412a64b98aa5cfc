"""What an item is about, by points from a lexicon of stems (``lexicon/topics.toml``).

Every word of a text is looked up for the stems in it, whole words, beginnings, ends and inner
parts of compounds, where the longest stem hides the shorter ones inside it ("musikskole" is no
"skole"). Each stem gives points to topics. The title counts in full, the other texts up to a
ceiling each, so that a long text does not outvote a short one. A softmax turns the points into
scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.errors import LexiconError
from pipeline.labels import Topic
from pipeline.lexicon import load_lexicon
from pipeline.records import Label, Span

TOPICS = tuple(Topic)
# Scale of the softmax, set on the development titles so that scores agree with the share that
# is right; a text without any points gets 1/16 for each topic.
TEMPERATURE = 2.0
ABSTAIN_BELOW = 1.5  # points: less is no more than a hint
SECONDARY_FROM = 0.12  # score
# The most points a text beside the title may give in all.
CEILINGS = {"indstilling": 5.0, "resume": 5.0, "body": 4.0, "beslutning": 1.0}

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|§")
_ENDINGS = frozenset(
    ("", *"s e n r t en et er ne rne ens ets ers erne ernes ns rs ts nes rnes es".split())
)
_LONGEST_WORD = 60  # a longer one is a broken line, and the lookup is quadratic
_CASE_NUMBER = re.compile(r"\s*(\d\d)\.(\d\d)\.\d\d")

Points = tuple[tuple[int, float], ...]


class ItemText(NamedTuple):
    """The texts of one item that say what it is about; "" where the item has no such part."""

    title: str
    case_number: str | None = None
    indstilling: str = ""
    resume: str = ""
    body: str = ""
    beslutning: str = ""


class _Row(NamedTuple):
    number: int  # position among the rows, -1 for a blocked word
    points: Points
    beats: float


class _Part(NamedTuple):
    row: _Row
    opens_left: bool
    opens_right: bool
    inflects: bool


class _Phrase(NamedTuple):
    row: _Row
    words: tuple[str, ...]
    opens_right: bool


class _Hit(NamedTuple):
    row: _Row
    start: int
    end: int


class _Lexicon(NamedTuple):
    parts: dict[str, tuple[_Part, ...]]
    phrases: dict[str, tuple[_Phrase, ...]]
    longest: int
    kle: dict[str, Points]
    prior: tuple[float, ...]


class LexiconClassifier:
    """The lexicon as a classifier: items in, topics out, None where the words say too little.

    >>> classify = LexiconClassifier()
    >>> [[label.value.danish for label in labels or ()] for labels in classify(
    ...     [ItemText("Anlægsbevilling til cykelsti"), ItemText("Xyz")])]
    [['Veje og trafik'], []]
    """

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Topic], ...] | None]:
        """Return for each item its primary topic and up to two more, or None to abstain."""
        return [self._label(item) for item in items]

    def _label(self, item: ItemText) -> tuple[Label[Topic], ...] | None:
        points = _item_points(item)
        if max(points) < ABSTAIN_BELOW:
            return None
        return _chosen(points)


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
    matches = list(_WORD.finditer(text))
    words = [_normalised(match.group()) for match in matches]
    return tuple(
        Span(matches[first].start() + offset, matches[last].end() + offset)
        for first, last, row in _find_rows(words)
        if any(index == wanted and value > 0 for index, value in row.points)
    )


def rows_in(text: str) -> frozenset[int]:
    """Return the numbers of the lexicon's rows that *text* has words of (for the lexicon's test).

    >>> rows_in("12 3")
    frozenset()
    """
    words = _WORD.findall(_normalised(text))
    return frozenset(row.number for _, _, row in _find_rows(words) if row.number >= 0)


def _normalised(text: str) -> str:
    return text.lower().replace("aa", "å")


def _item_points(item: ItemText) -> list[float]:
    points = _text_points(item.title)
    for name, ceiling in CEILINGS.items():
        text: str = getattr(item, name)
        if text:
            given = _text_points(text)
            share = min(1.0, ceiling / (sum(given) or 1.0))
            points = [old + share * new for old, new in zip(points, given, strict=True)]
    for index, value in _case_points(item.case_number):
        points[index] += value
    return points


def _case_points(case_number: str | None) -> Points:
    match = _CASE_NUMBER.match(case_number or "")
    if not match:
        return ()
    kle = _lexicon().kle
    group, sub = match.groups()
    return kle.get(f"{group}.{sub}") or kle.get(group) or ()


def _text_points(text: str) -> list[float]:
    """Return the points of each topic: once for each different word, after the beating."""
    points = [0.0] * len(TOPICS)
    beats = [1.0] * len(TOPICS)
    words = _WORD.findall(_normalised(text))
    for row in {(row, *words[first : last + 1]): row for first, last, row in _find_rows(words)}.values():
        for index, value in row.points:
            points[index] += value
        if row.points:
            main = row.points[0][0]
            beats[main] = min(beats[main], row.beats)
    strongest = min(beats)
    if strongest < 1.0:
        # The case's kind beats its matter, but kinds of the same rank leave each other alone.
        points = [
            value * strongest if rank > strongest else value
            for value, rank in zip(points, beats, strict=True)
        ]
    return points


def _chosen(points: Sequence[float]) -> tuple[Label[Topic], ...]:
    prior = _lexicon().prior
    raised = [
        math.exp((value + start) / TEMPERATURE)
        for value, start in zip(points, prior, strict=True)
    ]
    total = sum(raised)
    ranked = sorted(((value / total, -index) for index, value in enumerate(raised)), reverse=True)
    return tuple(
        Label(TOPICS[-index], score, "rule")
        for place, (score, index) in enumerate(ranked[:3])
        if place == 0 or (score >= SECONDARY_FROM and points[-index] > 0)
    )


def _find_rows(words: Sequence[str]) -> Iterable[tuple[int, int, _Row]]:
    """Yield (first word, last word, row) for each phrase and each stem in the words."""
    lexicon = _lexicon()
    phrases = lexicon.phrases
    place = 0
    while place < len(words):
        word = words[place]
        phrase = _phrase_at(words, place, phrases[word]) if word in phrases else None
        if phrase:
            yield place, place + len(phrase.words) - 1, phrase.row
            place += len(phrase.words)
            continue
        for row in _rows_of(word):
            yield place, place, row
        place += 1


def _phrase_at(words: Sequence[str], place: int, phrases: tuple[_Phrase, ...]) -> _Phrase | None:
    for phrase in phrases:
        *exact, last = phrase.words
        end = place + len(exact)
        if end >= len(words) or list(words[place:end]) != exact:
            continue
        if words[end] == last or (phrase.opens_right and words[end].startswith(last)):
            return phrase
    return None


@lru_cache(maxsize=1 << 16)
def _rows_of(word: str) -> tuple[_Row, ...]:
    """Return the rows with a stem in *word*, those hidden by a longer stem left out."""
    lexicon = _lexicon()
    size = min(len(word), _LONGEST_WORD)
    hits = [
        _Hit(part.row, start, end)
        for start in range(size)
        for end in range(start + 1, min(size, start + lexicon.longest) + 1)
        for part in lexicon.parts.get(word[start:end], ())
        if _fits(part, word, start, end)
    ]
    kept = [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]
    # A stem may stand in two rows of a topic, whole in the first and open in the second.
    first = {(hit.start, hit.end, hit.row.points[:1] and hit.row.points[0][0]): hit.row for hit in reversed(kept)}
    return tuple(dict.fromkeys(row for row in reversed(first.values()) if row.number >= 0))


def _fits(part: _Part, word: str, start: int, end: int) -> bool:
    if not part.opens_left and start and word[start - 1] != "-":
        return False
    if part.opens_right or word[end : end + 1] == "-":
        return True
    return word[end:] in _ENDINGS if part.inflects else end == len(word)


@cache
def _lexicon() -> _Lexicon:
    table = load_lexicon("topics")
    parts: dict[str, tuple[_Part, ...]] = {}
    phrases: dict[str, tuple[_Phrase, ...]] = {}
    for number, entry in enumerate(table["row"]):
        row = _Row(number, _row_points(entry), float(entry.get("beats", 1.0)))
        for text in entry["parts"]:
            _add_part(text, row, parts, phrases)
    for entry in table["blocked"]:
        for text in entry["parts"]:
            _add_part(text, _Row(-1, (), 1.0), parts, phrases)
    return _Lexicon(
        parts,
        {
            first: tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
            for first, found in phrases.items()
        },
        max(map(len, parts)),
        {group: _as_points(points) for group, points in table["kle"].items()},
        tuple(float(table["prior"].get(topic, 0.0)) for topic in TOPICS),
    )


def _row_points(entry: dict[str, object]) -> Points:
    return _as_points({entry["topic"]: entry["weight"], **entry.get("also", {})})  # type: ignore[dict-item]


def _as_points(table: dict[str, float]) -> Points:
    return tuple((TOPICS.index(Topic(topic)), float(value)) for topic, value in table.items())


def _add_part(
    text: str,
    row: _Row,
    parts: dict[str, tuple[_Part, ...]],
    phrases: dict[str, tuple[_Phrase, ...]],
) -> None:
    opens_left, opens_right = text.startswith("*"), text.endswith("*")
    stem = text.strip("*").removesuffix("!")
    words = tuple(_WORD.findall(stem))
    if len(words) > 1:
        if opens_left:
            raise _misfit(text)
        phrases[words[0]] = (*phrases.get(words[0], ()), _Phrase(row, words, opens_right))
        return
    if words != (stem,) or stem != _normalised(stem):
        # A hyphen at the end ("gps-*") needs no star: a hyphen ends a word in any case.
        raise _misfit(text)
    part = _Part(row, opens_left, opens_right, not text.endswith("!"))
    parts[stem] = (*parts.get(stem, ()), part)


def _misfit(text: str) -> LexiconError:
    return LexiconError(f"{text!r} is no stem", where="topics.toml", now="see the file's head")
