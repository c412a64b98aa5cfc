"""What a topic model sees of an item: pieces of words, and the lexicon's points.

Pieces are what carries over to compounds nobody has seen ("støttepædagogkorps"). There are two
blocks: the title, and the lead, how proposal and case begin. The lead is read by what the pieces
of titles are worth, since a corpus has several times as many titles as items, and says what a
title leaves out. An item without these sections has an empty lead. Of the rest only the lexicon's
points count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.labelling.item_text import ItemText
from pipeline.labelling.standing import said_in
from pipeline.labelling.stems import TOPICS, WORD, normalise, words_in
from pipeline.labelling.topics import (
    CEILINGS,
    ItemPoints,
    points_by_word,
    points_of,
    softmax,
    text_points,
)
from pipeline.labels import SectionKind
from pipeline.records import Section, Span

SHORTEST, LONGEST = 4, 6  # characters of a piece of a word; shorter ones tell less of more words
READ = 250  # characters of a section that are read: what a case is about is said first
TELLING = 4  # characters of a word of the lead that can tell a topic
_CAP = 8.0  # points that say no more than "certainly"
_POINT = 6.0  # points that are worth 1: "settles most cases" in the lexicon

PROPOSAL = (SectionKind.INDSTILLING, SectionKind.RESUME)
LEAD = (*PROPOSAL, SectionKind.SAGSFREMSTILLING, SectionKind.TEKST)
BLOCKS = ("title", "lead")
POINTS = ("title", "texts", "case_number", "body", "score")
DENSE = tuple(f"{part}:{topic.value}" for part in POINTS for topic in TOPICS)


class Word(NamedTuple):
    """A normalised word of a block, and where it stands in the item's text."""

    span: Span
    text: str


def placed_words(item: ItemText, block: str) -> Iterator[Word]:
    """Yield the words of a block of an item with their places, in order.

    >>> [word.span.of("Ny sti") for word in placed_words(ItemText.of_title("Ny sti"), "title")]
    ['Ny', 'sti']
    """
    sections = _sections(item, block)
    for section in sections:
        start, end = section.body
        for match in WORD.finditer(item.text, start, min(end, start + READ)):
            word = normalise(match.group())
            if block == "title" or len(word) >= TELLING:
                yield Word(Span(*match.span()), word)
    if block == "title" and not sections:
        # The title is clean, and may stand in the text with noise or a line break in it.
        whole = item.title_span
        exact = whole.of(item.text) == item.title
        for match in WORD.finditer(item.title):
            start, end = match.span()
            span = Span(whole.start + start, whole.start + end) if exact else whole
            yield Word(span, normalise(match.group()))


def words_of(item: ItemText, block: str) -> list[str]:
    """Return the words of ``placed_words`` alone, several times as quick.

    >>> words_of(ItemText.of_title("Ny sti"), "title")
    ['ny', 'sti']
    """
    sections = _sections(item, block)
    if block == "title" and not sections:
        return words_in(item.title)
    shortest = 1 if block == "title" else TELLING
    return [
        word
        for section in sections
        for word in words_in(section.body.of(item.text)[:READ])
        if len(word) >= shortest
    ]


def _sections(item: ItemText, block: str) -> tuple[Section, ...]:
    """Return the sections whose words stand in a block; none where the title's own do.

    What was said under a title like "Eventuelt" is read as if it were the title.
    """
    return said_in(item) if block == "title" else item.parts(*LEAD)


def terms_of(item: ItemText, block: str) -> list[str]:
    """Return the terms of a block of an item, repeated as often as they stand there.

    >>> terms_of(ItemText.of_title("Sti"), "title")
    ['_sti', 'sti_', '_sti_']
    """
    return [term for word in words_of(item, block) for term in pieces(word)]


def pieces(word: str, shortest: int = SHORTEST, longest: int = LONGEST) -> list[str]:
    """Return the pieces of a word between its limits, which are written "_".

    >>> pieces("ny"), pieces("ny", 2, 3)
    (['_ny_'], ['_n', 'ny', 'y_', '_ny', 'ny_'])
    """
    whole = with_limits(word)
    end = len(whole) + 1
    return [
        whole[at : at + size] for size in range(shortest, longest + 1) for at in range(end - size)
    ]


def with_limits(word: str) -> str:
    """Return a word with its limits; "" for a number, which says when and where, never what.

    >>> with_limits("ny"), with_limits("12")
    ('_ny_', '')
    """
    return f"_{word}_" if word[0].isalpha() else ""


def dense_of(item: ItemText, points: ItemPoints | None = None) -> list[float]:
    """Return the lexicon's points of an item, a number for each of ``DENSE``.

    >>> values = dense_of(ItemText.of_title("Cykelsti"))
    >>> max(zip(values, DENSE))[1], len(values) == len(DENSE)
    ('title:roads_traffic', True)
    """
    given = points or points_of(item)
    body = text_points(item.body or "")
    values = [
        min(value, _CAP) / _POINT if value else 0.0
        for part in (given.title, given.texts, given.case_number, body)
        for value in part.main
    ]
    return [*values, *softmax(given.all.main)]


def lexicon_words(item: ItemText, worth: Sequence[float]) -> list[tuple[Span, float]]:
    """Return the words that gave the lexicon's points, each with what it added to a score.

    *worth* is what each number of ``DENSE`` added to it. A word has its share of that: of what the
    title's points of a topic added, or the texts', and of what the score did, which both make.
    """
    whole = item.title_span
    exact = whole.of(item.text) == item.title
    title = [
        (span if exact else whole, points)
        for span, points in points_by_word(item.title, whole.start)
    ]
    texts = [
        found
        for kinds in CEILINGS
        for section in item.parts(*kinds)
        for found in points_by_word(section.body.of(item.text), section.body.start)
    ]
    parts = {part: worth[at * len(TOPICS) :] for at, part in enumerate(POINTS)}
    both, of_both = _sums([*title, *texts]), parts["score"]
    told = []
    for words, of_words in ((title, parts["title"]), (texts, parts["texts"])):
        sums = _sums(words)
        for span, points in words:
            shares = (
                value * (of_words[at] / sums[at] + of_both[at] / both[at])
                for at, value in points
                if value
            )
            told.append((span, sum(shares)))
    return told


def _sums(found: Iterable[tuple[Span, Iterable[tuple[int, float]]]]) -> dict[int, float]:
    """Return the points of each topic that words give, added up."""
    sums: dict[int, float] = {}
    for _, points in found:
        for at, value in points:
            sums[at] = sums.get(at, 0.0) + value
    return sums
