"""Find the agenda items: which lines are their headings, and in which style.

A document keeps to one style of numbering. Every style of ``lexicon/items.toml`` proposes its
lines; a line weighs more when a case number or a section heading follows, and the chain of
rising numbers with the most weight wins. So a numbered list inside an item loses to the items
themselves without a rule that knows what a list is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.splitting.case_numbers import case_number_line
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.headings import section_heading
from pipeline.splitting.rows import Row

# How far below a heading its first section or case number stands.
_REACH = 7
_LONG_TITLE = 180


class Candidate(NamedTuple):
    """A row that may be an item's heading: its number ("" if none), title and weight."""

    row: int
    number: str
    title: str
    weight: float


Chain = tuple[Candidate, ...]


def find_headings(rows: Sequence[Row], skip: range) -> Chain:
    """Return the rows that head an agenda item, in order; none where none were found.

    *skip* are the rows of the contents list.
    """
    usable = [i for i in range(len(rows)) if i not in skip]
    marks = _marks(rows)
    best: Chain = ()
    best_score = 0.8
    for chain_of in (*_numbered_styles(), _marked_headings, _titles_before_sections):
        chain = chain_of(rows, usable, marks)
        score = sum(candidate.weight for candidate in chain)
        if score > best_score:
            best, best_score = chain, score
    return best


Style = Callable[[Sequence[Row], Sequence[int], Sequence[bool]], Chain]


def _numbered_styles() -> Iterator[Style]:
    for style in _styles():

        def chain_of(
            rows: Sequence[Row], usable: Sequence[int], marks: Sequence[bool], style: _Form = style
        ) -> Chain:
            return _best_chain(list(_propose(rows, usable, marks, style)))

        yield chain_of


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    prior: float


@cache
def _styles() -> tuple[_Form, ...]:
    return tuple(
        _Form(re.compile(rf"\s*{row['pattern']}", re.IGNORECASE), row["prior"])
        for row in load_lexicon("items")["item"]
    )


def _marks(rows: Sequence[Row]) -> list[bool]:
    """For each row, whether it opens the inside of an item: a section or a case number."""
    return [section_heading(row) is not None or _is_case_number(row) for row in rows]


def _is_case_number(row: Row) -> bool:
    return case_number_line(row.text) is not None


def _propose(
    rows: Sequence[Row], usable: Sequence[int], marks: Sequence[bool], style: _Form
) -> Iterator[Candidate]:
    found = []
    for index in usable:
        row = rows[index]
        match = style.pattern.match(row.text)
        if match is None or _is_case_number(row) or (marks[index] and not match["title"]):
            continue
        title = match["title"].strip()
        if not title and index + 1 < len(rows) and not marks[index + 1]:
            title = rows[index + 1].text
        found.append((index, match["number"], title))
    for place, (index, number, title) in enumerate(found):
        until = found[place + 1][0] if place + 1 < len(found) else len(rows)
        weight = style.prior + _weight(rows, index, title, until, marks)
        yield Candidate(index, number, title, weight)


def _weight(
    rows: Sequence[Row], index: int, title: str, until: int, marks: Sequence[bool]
) -> float:
    row = rows[index]
    inside = any(marks[index + 1 : min(until, index + 1 + _REACH)])
    weight = 2.0 if inside or is_closed_title(title) else 0.0
    weight += 0.8 * row.loud + 0.2 * row.after_blank
    weight += 0.4 if title and title[0].isupper() and len(title) < _LONG_TITLE else -1.0
    if re.match(r"(?:at|der|og|samt)\b", title, re.IGNORECASE) or title.endswith((";", ",")):
        weight -= 2.0
    if title.endswith(".") and len(title) > 60 and not inside:
        weight -= 0.8
    if until - index <= 1 and not inside and not row.loud:
        # One heading right below another: more likely a list of contents.
        weight -= 1.2
    previous = rows[index - 1].text.rstrip() if index else ""
    # A list follows its introduction; an item does not.
    if previous.endswith((":", ", at", " at")) and not row.after_blank:
        weight -= 1.5
    return weight


def _best_chain(candidates: Sequence[Candidate]) -> Chain:
    """Return the chain of candidates with rising numbers and the most weight."""
    scores: list[float] = []
    before: list[int | None] = []
    by_value: dict[int, int] = {}
    top: int | None = None
    for place, candidate in enumerate(candidates):
        value = _value(candidate.number)
        options: list[tuple[float, int | None]] = [(0.0 if value == 1 else -0.3, None)]
        for gap in range(1, 6):
            if (known := by_value.get(value - gap)) is not None:
                options.append((scores[known] - 0.4 * (gap - 1), known))
        if top is not None:
            # Numbers that start again (open and closed apart, "1." everywhere) or leap.
            leap = -1.2 if value <= 1 or _value(candidates[top].number) == value else -3.0
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


def _value(number: str) -> int:
    digits = re.search(r"\d+", number)
    return int(digits.group()) if digits else 0


def _marked_headings(rows: Sequence[Row], usable: Sequence[int], marks: Sequence[bool]) -> Chain:
    """Items without numbers whose headings the format marks (level 2, or else large type)."""
    levels = sorted({level for i in usable if (level := rows[i].level) and not marks[i]})
    choices = [
        [i for i in usable if rows[i].level == level and not marks[i]] for level in levels
    ] or [[i for i in usable if rows[i].loud and not marks[i]]]
    chains = [_with_inside(rows, choice, marks, prior=-0.5) for choice in choices]
    return max(chains, key=lambda chain: sum(c.weight for c in chain), default=())


def _with_inside(
    rows: Sequence[Row], places: Sequence[int], marks: Sequence[bool], prior: float
) -> Chain:
    chain = []
    for place, index in enumerate(places):
        until = places[place + 1] if place + 1 < len(places) else len(rows)
        title = rows[index].text
        if any(marks[index + 1 : min(until, index + 4)]) or is_closed_title(title):
            weight = prior + _weight(rows, index, title, until, marks)
            chain.append(Candidate(index, "", title, weight))
    return tuple(chain)


def _titles_before_sections(
    rows: Sequence[Row], usable: Sequence[int], marks: Sequence[bool]
) -> Chain:
    """Items without numbers or marked headings: short lines that stand right above a section.

    A section that comes again (a second "Referat:") begins a new item; a section heading that
    the running item hasn't had yet belongs to it.
    """
    places: list[int] = []
    seen: set[str] = set()
    for index in usable:
        row = rows[index]
        heading = section_heading(row)
        if heading is not None:
            seen.add(heading.kind)
            continue
        follows = next(
            (rows[i] for i in range(index + 1, min(index + 3, len(rows))) if marks[i]), None
        )
        below = section_heading(follows) if follows else None
        if below is None or not _looks_like_title(row):
            continue
        if not places or below.kind in seen or row.text.isupper():
            places.append(index)
            seen = set()
    return _with_inside(rows, places, marks, prior=-1.2)


def _looks_like_title(row: Row) -> bool:
    return (
        row.after_blank
        and 3 < len(row.text) < _LONG_TITLE
        and row.text[0].isupper()
        and not row.text.rstrip().endswith((".", ",", ";", ":"))
    )
