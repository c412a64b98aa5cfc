"""Decisions that no word names: by a count of votes, by repeating the proposal, or as another's.

"Pladstallet ændres til tolv, 4 for, 2 imod" is an approval, and so is "Fristen forlænges til maj"
where that was proposed; "Som Økonomiudvalget." is what stands at Økonomiudvalget's own line. They
are asked only where the rules have read nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.blocks import split_blocks
from pipeline.danish.bodies import body_named, find_bodies, same_body
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.words import content_words
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.passages import Clause, split_clauses
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon

_SCORE = 0.8  # of votes: a claim may be built on it
_RESTATED = 0.75
_FEWEST = 2  # content words of a clause that repeats a proposal


class Unspoken(NamedTuple):
    """What was decided without a word for it, how sure that is, and the clauses that tell so."""

    label: Decision
    score: float
    clauses: tuple[Clause, ...]


class _Table(NamedTuple):
    """The patterns of ``[unspoken]`` in ``lexicon/decisions.toml``, compiled."""

    same: re.Pattern[str]
    side: re.Pattern[str]
    other_motion: re.Pattern[str]
    no_repeat: re.Pattern[str]


def by_votes(clauses: Sequence[Clause]) -> Unspoken | None:
    """Return what a count of votes decided; None without one, or with more than one.

    >>> from pipeline.records import Span
    >>> text = "Pladstallet ændres til tolv, 4 for, 2 imod."
    >>> found = by_votes(split_clauses(text, Span(0, len(text))))
    >>> found and found.label.danish
    'Godkendt'
    """
    table = _table()
    counted = [one for one in clauses if table.side.search(one.text)]
    votes: dict[str, list[int]] = {"for": [], "imod": []}
    for match in (match for one in counted for match in table.side.finditer(one.text)):
        number = (match["number"] or match["count"]).lower()
        told = match["side"] or match["voted"] or match["after"]
        side = "for" if told.lower() == "for" else "imod"
        votes[side].append(int(number) if number.isdigit() else NUMERALS.get(number, 1))
    if len(votes["for"]) != 1 or len(votes["imod"]) > 1:
        return None
    if any(table.other_motion.search(one.text) for one in clauses):
        return None
    carried = votes["for"][0] > sum(votes["imod"])
    label = Decision.GODKENDT if carried else Decision.AFVIST
    return Unspoken(label, _SCORE, tuple(counted))


def by_repeating(one: ItemText, clauses: Sequence[Clause]) -> Unspoken | None:
    """Return the approval that lies in doing just what was proposed, None where nobody says so.

    Each word of the clause that carries meaning must be one point's, numbers among them.
    """
    points = _points(one)
    told = tuple(clause for clause in clauses if any(_repeats(clause.text, x) for x in points))
    return Unspoken(Decision.GODKENDT, _RESTATED, told) if told else None


def referred_clauses(one: ItemText, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the other body's decision that this one refers to; () if it refers to none.

    It is the last of the earlier decisions that are printed in the item, of the body that is named
    if one is; else the last words before the decision.
    """
    same = _table().same.fullmatch(clauses[0].text) if len(clauses) == 1 else None
    named = find_bodies(same["other"] or "") if same else ()
    if same is None or (same["other"] and not named):
        return ()
    earlier = [
        part
        for part in one.parts(SectionKind.TIDLIGERE_BESLUTNING)
        if not named
        or any(
            same_body(found.body.name, named[0].body.name)
            for found in find_bodies(one.text[part.heading.start : part.body.end])
        )
    ]
    before = () if named else one.parts(SectionKind.TEKST)
    parts = earlier[-1:] or before[-1:]
    read = [clause for part in parts for clause in split_clauses(one.text, part.body)]
    return tuple(read if earlier else read[-1:])


def taken_over(label: Decision, body: str | None) -> Decision:
    """Return what a body decides by joining another: a recommendation, a council follows.

    >>> taken_over(Decision.ANBEFALES, "Byrådet").value
    'godkendt'
    """
    final = body is not None and body_named(body).kind == "council"
    return Decision.GODKENDT if final and label is Decision.ANBEFALES else label


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


@cache
def _table() -> _Table:
    row = load_lexicon("decisions")["unspoken"]
    number = rf"(?:\d{{1,3}}|{'|'.join(NUMERALS)}|en|én)"
    patterns = (str(row[key]).replace("{number}", number) for key in _Table._fields)
    return _Table(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
