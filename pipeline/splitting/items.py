"""Find the agenda items: which lines are their headings, and in which style.

A document keeps to one style of numbering. Every style of ``lexicon/items.toml`` proposes its
lines, and so does every other form of label that comes again (``induced``); a line weighs more when
a case number or a section heading follows, and the chain of rising numbers with the most weight
wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.dates import find_dates
from pipeline.lexicon import load_lexicon
from pipeline.splitting.candidates import (
    Candidate,
    Chain,
    Found,
    own_title,
    title_below,
    titles_stand_above,
    weigh,
)
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.completed import completed
from pipeline.splitting.contents import clean_entry, similar
from pipeline.splitting.fields import field_records
from pipeline.splitting.forms import is_point
from pipeline.splitting.headings import squash
from pipeline.splitting.induced import induced
from pipeline.splitting.layout import TOP, Layout, names_the_meeting
from pipeline.splitting.missed import with_missed
from pipeline.splitting.named_above import named_above
from pipeline.splitting.numbering import is_counted
from pipeline.splitting.unnumbered import (
    access_records,
    bare_titles,
    capital_titles,
    decided_blocks,
    marked_headings,
    signed_titles,
    titles_above_sections,
    titles_behind_cases,
    titles_below_rules,
)

_FEW_ALIKE = 2
# So many items with the number 1, and none with another.
_ONES = 4
# So alike are the title of an item and its entry in a list of contents.
_ALIKE = 0.9
# A chain that weighs no more than this is chance.
_LEAST = 0.8
_UNNUMBERED = (
    field_records, marked_headings, capital_titles, titles_above_sections, titles_below_rules,
    bare_titles, signed_titles, decided_blocks, access_records,
    titles_behind_cases,
)  # fmt: skip


def find_headings(layout: Layout, skip: range) -> Chain:
    """Return the rows that head an agenda item, in order; none where none were found.

    *skip* are the rows of the contents list.
    """
    if chain := named_above(layout):
        return chain
    usable = [i for i in range(len(layout.rows)) if i not in skip]
    usable = [i for i in usable if not is_point(layout.rows, i)]
    styled = [i for i in usable if _any_style().match(layout.rows[i].text)]
    proposals = [list(_propose(layout, styled, style)) for style in _styles()]
    proposals += [list(one) for one in induced(layout, usable)]
    chains = [_best_chain(one) for one in proposals]
    chains = [chain for chain in chains if not _repeats(chain)]
    meeting = _names_meeting(layout)
    below = [index for index in usable if index != meeting]
    unnumbered = [chain for find in _UNNUMBERED if not _repeats(chain := find(layout, below))]
    best = max([*chains, *unnumbered], key=_score)
    if best in unnumbered:
        best = completed(layout, best, unnumbered)
    best = max(
        (chain for chain in [*chains, *unnumbered] if _comes_again(layout, best, chain)),
        key=_score,
        default=best,
    )
    if _score(best) <= _LEAST:
        return ()
    return with_missed(layout, _without_list(best, layout), usable)


def _names_meeting(layout: Layout) -> int | None:
    """Return the first row with a day if it tells of which meeting these are the minutes."""
    top = (i for i, row in enumerate(layout.rows[:TOP]) if find_dates(row.text))
    first = next(top, None)
    return first if first is not None and names_the_meeting(layout.rows[first].text) else None


def _repeats(chain: Chain) -> bool:
    """Whether most titles are one and the same: what comes again so is a section's heading."""
    titles = [one.title for one in chain if one.title and not is_closed_title(one.title)]
    often = Counter(map(squash, titles))
    return bool(often) and max(often.values()) > max(_FEW_ALIKE, len(chain) // 2)


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


@cache
def _any_style() -> re.Pattern[str]:
    """Return a pattern of what any style matches: most lines have none, and are asked once."""
    either = (re.sub(r"\?P<\w+>", "?:", style.pattern.pattern) for style in _styles())
    return re.compile("|".join(either), re.IGNORECASE)


def _propose(layout: Layout, usable: Sequence[int], style: _Style) -> Iterator[Candidate]:
    matches = [
        (index, match)
        for index in usable
        if (match := style.pattern.match(layout.rows[index].text))
        and not is_counted(match["title"] or "")
        and layout.case_numbers[index] is None
        and (match["title"] or not layout.marks[index])
    ]
    above = titles_stand_above(layout, [i for i, match in matches if not match["title"].strip()])
    found = [_with_title(layout, index, match, above=above) for index, match in matches]
    return weigh(layout, found, style.prior)


def _with_title(layout: Layout, index: int, match: re.Match[str], *, above: bool) -> Found:
    """Return row, number and title; a number alone has its title in the line below or *above*."""
    rows, marks = layout.rows, layout.marks
    number, title = match["number"], own_title(match["title"].strip())
    if title or index + 1 >= len(rows):
        return Found(index, number, title)
    if above and index > 0 and not marks[index - 1] and rows[index - 1].after_blank:
        return Found(index - 1, number, rows[index - 1].text)
    if not marks[index + 1]:
        return Found(index, number, rows[index + 1].text)
    below = title_below(layout, index)
    if below and rows[index].after_blank and not below.endswith("."):
        return Found(index, number, below)
    if index > 0 and not marks[index - 1] and rows[index - 1].after_blank:
        return Found(index - 1, number, rows[index - 1].text)
    return Found(index, number, below)


def _best_chain(candidates: Sequence[Candidate]) -> Chain:
    """Return the chain of candidates with rising numbers and the most weight."""
    scores: list[float] = []
    before: list[int | None] = []
    by_value: dict[int, int] = {}
    top: int | None = None
    alike = _all_ones(candidates)
    for place, candidate in enumerate(candidates):
        value = candidate.value
        options: list[tuple[float, int | None]] = [(0.0 if value == 1 else -0.3, None)]
        options += [
            (scores[by_value[value - gap]] - 0.4 * (gap - 1), by_value[value - gap])
            for gap in range(1, 6)
            if value - gap in by_value
        ]
        if value in by_value and _hangs_on(candidate, candidates[by_value[value]]):
            options.append((scores[by_value[value]] - 0.2, by_value[value]))
        if top is not None:
            # Numbers that start again (open and closed apart, "1." everywhere) or leap.
            leap = -0.1 if alike else -1.2 if value <= 1 and candidate.sure else -4.0
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


def _comes_again(layout: Layout, best: Chain, other: Chain) -> bool:
    """Whether *best* is a list of titles in another style, all of which head an item below it."""
    if not best or not other or other[0].row <= best[-1].row:
        return False
    titles = [one.title for one in best if one.title and not is_closed_title(one.title)]
    if len(titles) < _FEW_ALIKE:
        return False
    if any(layout.decides(index) for index in range(best[0].row, best[-1].row)):
        return False
    below = [one.title for one in other if one.title]
    return len(below) >= len(titles) and all(
        any(similar(clean_entry(title), one) > _ALIKE for one in below) for title in titles
    )


def _all_ones(candidates: Sequence[Candidate]) -> bool:
    """Whether every line that looks like an item's heading has the number 1: "1." everywhere."""
    values = [one.value for one in candidates if one.weight > 0]
    return len(values) >= _ONES and set(values) == {1}


def _hangs_on(candidate: Candidate, before: Candidate) -> bool:
    """Whether an item was put in behind another: "45 a" behind "45"."""
    return len(candidate.number) > len(before.number) and candidate.number.startswith(before.number)


def _without_list(chain: Chain, layout: Layout) -> Chain:
    """Drop a list of contents that no heading announces: numbers and titles that come again."""
    restarts = [
        place for place in range(1, len(chain)) if chain[place].value <= chain[place - 1].value
    ]
    if not restarts:
        return chain
    head, tail = chain[: restarts[-1]], chain[restarts[-1] :]
    if any(layout.marks[head[0].row : head[-1].row]):
        return chain
    later = {c.number: c.title for c in tail}
    again = sum(
        c.number in later
        and (similar(clean_entry(c.title), later[c.number]) > _ALIKE or is_closed_title(c.title))
        for c in head
    )
    return tail if again >= 0.6 * len(head) else chain
