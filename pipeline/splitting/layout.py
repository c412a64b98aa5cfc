"""What each line of a document is, told once for all the steps that ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.labels import SectionKind
from pipeline.splitting.case_numbers import case_number_line, has_no_case
from pipeline.splitting.cells import shut_by_column, split_tables
from pipeline.splitting.headings import Heading, is_decision, section_heading, squash
from pipeline.splitting.line_ends import split_line_ends
from pipeline.splitting.recurring import recurring_headings
from pipeline.splitting.rows import Row
from pipeline.splitting.stacked import stacked_cells

# Who was there stands in the head of the minutes too.
_ATTENDANCE = SectionKind.DELTAGELSE
TOP = 12
# "Afdelingsbestyrelsen, møde 3. marts 2015" in the first lines names the meeting.
_HEAD = 4
_MEETING = re.compile(
    r"(?!.*beslut)[A-ZÆØÅ][^.:\d]{2,60}?,? (?:\w+ )?møde(?:t)?,? [^:]{0,30}\d{4}\W*"
)
_OF_MEETING = re.compile(
    r"\W*(?:\w+)?(?:(?:referat|protokol) (?:fra|af|for) \w*møde"
    r"|(?:referat|protokol|møde)\b(?!\s*:).*\b(?:møde|den|fra|d\.)\b.*\d{4})",
    re.IGNORECASE,
)
_KINDS = frozenset({"referat", "protokol", "beslutningsprotokol", "beslutningsreferat"})
# A heading that goes on in the next line: "Beslutning i Byrådet den", "Beslutning i Kultur- og".
_GOES_ON = re.compile(r"(?:[-,]|\b(?:og|i|fra|den|d\.|mødet))$")


class Layout(NamedTuple):
    """The rows of a document and, row for row, the section heading it is and its case number.

    ``marks`` are the rows that open the inside of an item: a section or a case number. Near the
    top "Referat" says what the document is, and marks nothing. ``shut`` tells where the rows of a
    table start that a column of it calls closed.
    """

    rows: tuple[Row, ...]
    headings: tuple[Heading | None, ...]
    case_numbers: tuple[str | None, ...]
    marks: tuple[bool, ...]
    shut: frozenset[int] = frozenset()

    def strong(self, index: int) -> bool:
        """Whether a row is a section heading that nothing else would be."""
        heading = self.headings[index]
        return heading is not None and not heading.weak and not heading.bare

    def decides(self, index: int) -> bool:
        """Whether a row heads a decision; neither the document's "Referat" nor a bare body does."""
        heading = self.headings[index]
        if heading is None or heading.bare:
            return False
        return heading.kind is SectionKind.BESLUTNING and self.marks[index]


def names_the_meeting(line: str) -> bool:
    """Whether a line says whose minutes these are, and of when.

    >>> names_the_meeting("Referat fra mødet"), names_the_meeting("Møde den 3. maj 2011 kl. 9")
    (True, True)
    >>> names_the_meeting("Referat: Inga Bro"), names_the_meeting("Møder i 2011")
    (False, False)
    """
    return _OF_MEETING.match(line) is not None


def _broken_headings(rows: Sequence[Row]) -> dict[int, Heading | None]:
    """Return, by row, the headings of body and day that are broken over two lines."""
    found: dict[int, Heading | None] = {}
    for index, (row, below) in enumerate(pairwise(rows)):
        if below.after_blank or index in found or not _GOES_ON.search(row.text):
            continue
        if not is_decision(row.text):
            continue
        heading = section_heading(row.with_next(below))
        if heading is not None and heading.span.end > below.start:
            found |= {index: heading, index + 1: None}
    return found


def lay_out(rows: Sequence[Row]) -> Layout:
    """Return the layout of a document's rows.

    >>> rows = [Row(0, 10, "Beslutning", 0, None, True, False)]
    >>> lay_out(rows).marks
    (True,)
    """
    shut = shut_by_column(rows)
    columns: Mapping[int, Heading | None]
    rows, columns = split_tables(rows)
    if not columns and not (columns := stacked_cells(rows)):
        rows, columns = split_line_ends(rows)
    headings = tuple(
        columns[index]
        if index in columns
        else None
        if index < TOP
        and (names_the_meeting(row.text) or (index < _HEAD and _MEETING.fullmatch(row.text)))
        else section_heading(row)
        for index, row in enumerate(rows)
    )
    broken = _broken_headings(rows)
    headings = tuple(broken.get(index, one) for index, one in enumerate(headings))
    recurring = recurring_headings(rows, headings)
    headings = tuple(recurring.get(index, one) for index, one in enumerate(headings))
    numbers = tuple(case_number_line(row.text) for row in rows)
    marks = tuple(
        (
            number is not None
            or (heading is not None and heading.kind is not _ATTENDANCE)
            or has_no_case(row.text)
        )
        and not (index < TOP and squash(row.text) in _KINDS)
        for index, (row, heading, number) in enumerate(zip(rows, headings, numbers, strict=True))
    )
    return Layout(tuple(rows), headings, numbers, marks, shut)
