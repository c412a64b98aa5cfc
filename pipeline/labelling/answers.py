"""Decisions that answer the proposal without a word of deciding: what was proposed is done, or not.

"Fristen forlænges til maj" is an approval where that was proposed, and "Ordningen udvides ikke" a
refusal. They are asked only where no row of the rules reads a decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.blocks import split_blocks
from pipeline.danish.words import content_words
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.passages import Clause
from pipeline.labelling.unspoken import Unspoken
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon

_REPEATED = 0.75
_ALIKE = 0.65  # below what a draft builds a claim on
_REFUSED = 0.7
_FEWEST = 2  # words that a clause and what it answers have in common
_MOST_OWN = 1 / 3  # of a clause's words may be its own
_PREFIX = 5  # letters that words of one family share


class _Table(NamedTuple):
    """The patterns of ``[answer]`` in ``lexicon/decisions.toml``, compiled."""

    idle: re.Pattern[str]
    no_repeat: re.Pattern[str]
    condition: re.Pattern[str]
    light: re.Pattern[str]
    denied: re.Pattern[str]
    kept: re.Pattern[str]
    no_refusal: re.Pattern[str]


def by_answering(one: ItemText, clauses: Sequence[Clause]) -> Unspoken | None:
    """Return what a bare act decides of the proposal, None where that can't be told.

    Done just as proposed it is an approval: each word of the clause that carries meaning is one
    point's, numbers among them. So it is, if less surely, where two words in three are the
    point's or the title's, whatever the numbers. Denied, or left as it was, it is a refusal.
    """
    points = _points(one)
    if not points or not clauses:
        return None
    told, spans = clauses[0].text, tuple(clauses[:1])
    if any(_repeats(told, point) for point in points):
        return Unspoken(Decision.GODKENDT, _REPEATED, spans)
    asked = [point for point in points if not _table().idle.search(point)]
    if any(_refuses(told, point, one.title) for point in asked):
        return Unspoken(Decision.AFVIST, _REFUSED, spans)
    if any(_is_alike(told, point, one.title) for point in asked):
        return Unspoken(Decision.GODKENDT, _ALIKE, spans)
    return None


def _points(one: ItemText) -> list[str]:
    """Return the points of the proposal, each from its "at" on."""
    bodies = (part.body.of(one.text) for part in one.parts(SectionKind.INDSTILLING))
    blocks = (span.of(body) for body in bodies for span in split_blocks(body))
    return [point for block in blocks for point in re.split(r"\bat\b", block) if point.strip()]


@lru_cache(maxsize=1 << 12)
def _repeats(clause: str, point: str) -> bool:
    words = content_words(clause)
    if len(words) < _FEWEST or _table().no_repeat.search(clause) or "anbefal" in point.lower():
        return False
    return words <= content_words(point)


@lru_cache(maxsize=1 << 12)
def _is_alike(clause: str, point: str, title: str) -> bool:
    """Tell whether a clause, without its condition, says nearly what the point does."""
    table = _table()
    act = table.condition.split(clause)[0]
    if table.no_repeat.search(act) or "anbefal" in point.lower():
        return False
    words = _words(act)
    shared = _shared(words, _words(point))
    known = shared | _shared(words, _words(title))
    return len(shared) >= _FEWEST and len(words - known) <= _MOST_OWN * len(words)


@lru_cache(maxsize=1 << 12)
def _refuses(clause: str, point: str, title: str) -> bool:
    """Tell whether a clause denies what the point asks for, or leaves it as it was."""
    table = _table()
    act = table.condition.split(clause)[0]
    if table.no_refusal.search(act) or table.denied.search(point) or table.kept.search(point):
        return False
    about = _words(point) | _words(title)
    return bool(
        (table.denied.search(act) and _shared(_words(act), about)) or table.kept.search(clause)
    )


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what is done to what: no numbers, times or bodies."""
    words = content_words(_table().light.sub(" ", text))
    return frozenset(word for word in words if not word[0].isdigit())


def _shared(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return those of the words that one of the others is, or is of one family with."""
    return frozenset(word for word in words if any(_akin(word, other) for other in others))


def _akin(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _PREFIX:
        return one == other
    return one[:_PREFIX] == other[:_PREFIX] or one.endswith(other) or other.endswith(one)


@cache
def _table() -> _Table:
    row = load_lexicon("decisions")["answer"]
    patterns = (str(row[key]) for key in _Table._fields)
    return _Table(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
