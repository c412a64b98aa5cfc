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
from pipeline.splitting.headings import section_heading, squash
from pipeline.splitting.rows import Row

# How far below a heading its first section or case number stands.
_REACH = 7
_LONG_TITLE = 180
_TOP = 12
_KINDS = frozenset({"referat", "protokol", "beslutningsprotokol", "beslutningsreferat"})


class Candidate(NamedTuple):
    """A row that may be an item's heading: its number ("" if none), title and weight.

    ``sure`` where a section, a case number or a closing word follows.
    """

    row: int
    number: str
    title: str
    weight: float
    sure: bool


Chain = tuple[Candidate, ...]


def find_headings(rows: Sequence[Row], skip: range) -> Chain:
    """Return the rows that head an agenda item, in order; none where none were found.

    *skip* are the rows of the contents list.
    """
    usable = [i for i in range(len(rows)) if i not in skip]
    marks = _marks(rows)
    best: Chain = ()
    best_score = 0.8
    for chain_of in (
        *_numbered_styles(),
        _marked_headings,
        _capital_titles,
        _titles_before_sections,
    ):
        chain = chain_of(rows, usable, marks)
        score = sum(candidate.weight for candidate in chain)
        if score > best_score:
            best, best_score = chain, score
    return _without_list(best)


def _without_list(chain: Chain) -> Chain:
    """Drop a list of contents that no heading announces: numbers and titles that come again."""
    restarts = [
        place
        for place in range(1, len(chain))
        if _value(chain[place].number) <= _value(chain[place - 1].number)
    ]
    if not restarts:
        return chain
    head, tail = chain[: restarts[-1]], chain[restarts[-1] :]
    later = {(c.number, squash(c.title)[:20]) for c in tail}
    again = sum((c.number, squash(c.title)[:20]) in later for c in head)
    return tail if head and again >= 0.6 * len(head) else chain


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
    # Near the top "Referat" says what the document is.
    kind_of_document = {i for i, row in enumerate(rows[:_TOP]) if squash(row.text) in _KINDS}
    return [
        index not in kind_of_document and (section_heading(row) is not None or _is_case_number(row))
        for index, row in enumerate(rows)
    ]


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
        found.append(_with_title(rows, index, match, marks))
    yield from _weighed(rows, found, marks, style.prior)


def _with_title(
    rows: Sequence[Row], index: int, match: re.Match[str], marks: Sequence[bool]
) -> tuple[int, str, str]:
    """Return row, number and title; a number alone has its title in the line below or above."""
    title = match["title"].strip()
    if title or index + 1 >= len(rows):
        return index, match["number"], title
    if not marks[index + 1]:
        return index, match["number"], rows[index + 1].text
    above = index > 0 and not marks[index - 1] and rows[index - 1].after_blank
    return (
        (index - 1, match["number"], rows[index - 1].text)
        if above
        else (index, match["number"], "")
    )


def _weighed(
    rows: Sequence[Row],
    found: Sequence[tuple[int, str, str]],
    marks: Sequence[bool],
    prior: float,
) -> Iterator[Candidate]:
    for place, (index, number, title) in enumerate(found):
        until = found[place + 1][0] if place + 1 < len(found) else len(rows)
        inside = any(marks[index + 1 : min(until, index + 1 + _REACH)])
        sure = inside or is_closed_title(title)
        weight = prior + _weight(rows, index, title, until, sure=sure)
        yield Candidate(index, number, title, weight, sure)


def _weight(rows: Sequence[Row], index: int, title: str, until: int, *, sure: bool) -> float:
    row = rows[index]
    weight = 2.0 if sure else 0.0
    weight += 0.8 * row.loud + 0.2 * row.after_blank
    weight += 0.4 if title and title[0].isupper() and len(title) < _LONG_TITLE else -1.0
    if re.match(r"(?:at|der|og|samt)\b", title, re.IGNORECASE) or title.endswith((";", ",")):
        weight -= 2.0
    if title.endswith("."):
        weight -= 1.5 if sure else 2.0
    if until - index <= 1 and not sure and not row.loud:
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
        options += [
            (scores[by_value[value - gap]] - 0.4 * (gap - 1), by_value[value - gap])
            for gap in range(1, 6)
            if value - gap in by_value
        ]
        if top is not None:
            # Numbers that start again (open and closed apart, "1." everywhere) or leap.
            restart = value <= 1
            leap = -1.2 if restart and candidate.sure else -4.0
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
    found = [(index, "", rows[index].text) for index in places]
    return tuple(c for c in _weighed(rows, found, marks, prior) if c.sure)


def _capital_titles(rows: Sequence[Row], usable: Sequence[int], marks: Sequence[bool]) -> Chain:
    """Items without numbers whose titles are set in capitals."""
    places = [
        index
        for index in usable
        if rows[index].text.isupper() and not marks[index] and _looks_like_title(rows[index])
    ]
    strong = [(heading := section_heading(row)) is not None and not heading.weak for row in rows]
    found = []
    for place, index in enumerate(places):
        until = places[place + 1] if place + 1 < len(places) else len(rows)
        closed = is_closed_title(rows[index].text)
        if any(strong[index + 1 : until]) or closed:
            weight = _weight(rows, index, rows[index].text, until, sure=True) - 0.6
            found.append(Candidate(index, "", rows[index].text, weight, sure=True))
    return tuple(found)


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
        reach = range(index + 1, min(index + 3, len(rows)))
        follows = next((rows[i] for i in reach if marks[i]), None)
        if follows is None or not _looks_like_title(row):
            continue
        below = section_heading(follows)
        # Only items have a case number.
        if not places or below is None or below.kind in seen or row.text.isupper():
            places.append(index)
            seen = set()
    return _with_inside(rows, places, marks, prior=-1.2)


def _looks_like_title(row: Row) -> bool:
    return (
        row.after_blank
        and row.text.strip(" :.").lower() not in load_lexicon("noise")["groups"]
        and 3 < len(row.text) < _LONG_TITLE
        and row.text[0].isupper()
        and not row.text.rstrip().endswith((".", ",", ";", ":"))
    )
