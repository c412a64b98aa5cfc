"""Lines of a table in a decision that each end with what was decided of the part they begin with.

Cells are read one by one and by no pattern of a whole line: what is closed is blanked, so a line
may hold thousands of blanks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")
_COLUMNS = re.compile(r"[|\t]| {4}")
_CELL = re.compile(r"[^ \t\n|]+(?: [^ \t\n|]+)*")
_OUTCOME = re.compile(
    r"(?:ja|nej|ok|godkend|vedtage|tiltr|bevil|imødekom|afvis|afsl|ikke |udsat|udsæt|udgår"
    r"|afvent|venter|anbefal|drøft|tages|taget)[^\n|\t]{0,40}",
    re.IGNORECASE,
)
_FEWEST_ROWS = 2


class OutcomeRow(NamedTuple):
    """What is decided (*start* to *end*) of a *part*, and where its *line* begins and ends."""

    part: str
    start: int
    end: int
    line: tuple[int, int]


def outcome_rows(text: str) -> list[OutcomeRow]:
    r"""Return the lines of *text* that end with an outcome; a single one is no table.

    >>> rows = outcome_rows("Jazzklub   25.000 kr.    ja\nMuseet  9.000 kr.    udsat til maj")
    >>> [row.part for row in rows]
    ['Jazzklub', 'Museet']
    >>> outcome_rows("Museet    9.000 kr.    ja")
    []
    """
    if _COLUMNS.search(text) is None:
        return []
    rows = [row for line in _LINE.finditer(text) if (row := _read(text, *line.span()))]
    return rows if len(rows) >= _FEWEST_ROWS else []


def _read(text: str, first: int, last: int) -> OutcomeRow | None:
    cells = list(_CELL.finditer(text, first, last))
    if not cells or _COLUMNS.search(text, first, last) is None:
        return None
    part, *others = cells
    if text[first : part.start()].strip():
        return None
    # "udsat   til maj" is one outcome.
    for one in reversed(others):
        if _OUTCOME.fullmatch(text, one.start(), cells[-1].end()):
            return OutcomeRow(part[0], one.start(), cells[-1].end(), (first, last))
    return None
