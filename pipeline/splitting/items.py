"""Find the agenda items: which lines are their headings, and in which style.

A document keeps to one style of numbering. Every style of ``lexicon/items.toml`` proposes its
lines; a line weighs more when a case number or a section heading follows, and the chain of
rising numbers with the most weight wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.splitting.candidates import Candidate, Chain, Found, number_value, weigh
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.headings import squash
from pipeline.splitting.layout import Layout
from pipeline.splitting.unnumbered import capital_titles, marked_headings, titles_above_sections

# A chain that weighs no more than this is chance.
_LEAST = 0.8


def find_headings(layout: Layout, skip: range) -> Chain:
    """Return the rows that head an agenda item, in order; none where none were found.

    *skip* are the rows of the contents list.
    """
    usable = [i for i in range(len(layout.rows)) if i not in skip]
    chains = [_best_chain(list(_propose(layout, usable, style))) for style in _styles()]
    chains += [
        find(layout, usable) for find in (marked_headings, capital_titles, titles_above_sections)
    ]
    best = max(chains, key=_score)
    return _without_list(best, layout) if _score(best) > _LEAST else ()


def _score(chain: Chain) -> float:
    return sum(candidate.weight for candidate in chain)


class _Style(NamedTuple):
    pattern: re.Pattern[str]
    prior: float


@cache
def _styles() -> tuple[_Style, ...]:
    return tuple(
        _Style(re.compile(rf"\s*{row['pattern']}", re.IGNORECASE), row["prior"])
        for row in load_lexicon("items")["item"]
    )


def _propose(layout: Layout, usable: Sequence[int], style: _Style) -> Iterator[Candidate]:
    found = []
    for index in usable:
        match = style.pattern.match(layout.rows[index].text)
        if match is None or layout.case_numbers[index] is not None:
            continue
        if match["title"] or not layout.marks[index]:
            found.append(_with_title(layout, index, match))
    return weigh(layout, found, style.prior)


def _with_title(layout: Layout, index: int, match: re.Match[str]) -> Found:
    """Return row, number and title; a number alone has its title in the line below or above."""
    rows, marks = layout.rows, layout.marks
    number, title = match["number"], match["title"].strip()
    if title or index + 1 >= len(rows):
        return Found(index, number, title)
    if not marks[index + 1]:
        return Found(index, number, rows[index + 1].text)
    if index > 0 and not marks[index - 1] and rows[index - 1].after_blank:
        return Found(index - 1, number, rows[index - 1].text)
    return Found(index, number, "")


def _best_chain(candidates: Sequence[Candidate]) -> Chain:
    """Return the chain of candidates with rising numbers and the most weight."""
    scores: list[float] = []
    before: list[int | None] = []
    by_value: dict[int, int] = {}
    top: int | None = None
    for place, candidate in enumerate(candidates):
        value = number_value(candidate.number)
        options: list[tuple[float, int | None]] = [(0.0 if value == 1 else -0.3, None)]
        options += [
            (scores[by_value[value - gap]] - 0.4 * (gap - 1), by_value[value - gap])
            for gap in range(1, 6)
            if value - gap in by_value
        ]
        if top is not None:
            # Numbers that start again (open and closed apart, "1." everywhere) or leap.
            leap = -1.2 if value <= 1 and candidate.sure else -4.0
            options.append((scores[top] + leap, top))
        gain, previous = max(options, key=lambda option: option[0])
        scores.append(candidate.weight + gain)
        before.append(previous)
        if (known := by_value.get(value)) is None or scores[place] >= scores[known]:
            by_value[value] = place
        if top is None or scores[place] > scores[top]:
            top = place
    chain: list[Candidate] = []
    while top is not None:
        chain.append(candidates[top])
        top = before[top]
    return tuple(reversed(chain))


def _without_list(chain: Chain, layout: Layout) -> Chain:
    """Drop a list of contents that no heading announces: numbers and titles that come again."""
    restarts = [
        place
        for place in range(1, len(chain))
        if number_value(chain[place].number) <= number_value(chain[place - 1].number)
    ]
    if not restarts:
        return chain
    head, tail = chain[: restarts[-1]], chain[restarts[-1] :]
    if any(layout.marks[head[0].row : tail[0].row]):
        return chain
    later = {(c.number, squash(c.title)[:20]) for c in tail}
    numbers = {c.number for c in tail}
    again = sum(
        (c.number, squash(c.title)[:20]) in later
        or (c.number in numbers and is_closed_title(c.title))
        for c in head
    )
    return tail if again >= 0.6 * len(head) else chain
