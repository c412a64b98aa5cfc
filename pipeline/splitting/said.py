"""Which items a line elsewhere calls closed, by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.danish.cues import ByCue, folded, rows_by_cue
from pipeline.danish.cues import Row as CuedRow
from pipeline.lexicon import load_lexicon
from pipeline.splitting.candidates import Chain
from pipeline.splitting.closed import is_access_label, is_closed_line
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import HOUR, NUMBERS, counted_up, read_label
from pipeline.splitting.rows import Row

# A sentence about an item by its number, not the heading of one.
_SPEAKS_OF = re.compile(r"\W*(?:punkt|pkt\.?|sag|nr\.?)\s*\d{1,4}\s+\w", re.IGNORECASE)


def said_closed(layout: Layout, chain: Chain) -> frozenset[str]:
    """Return the numbers of items that a line elsewhere calls closed.

    "Pkt. 12 behandledes for lukkede døre." may stand where item 12 itself doesn't say so.
    """
    heads = {candidate.row for candidate in chain}
    numbers = {candidate.number for candidate in chain}
    said: set[str] = set()
    for index, row in enumerate(layout.rows):
        if index not in heads and speaks_of_another(row.text) and is_closed_line(row.text):
            said.add(number_in(row.text))
        said.update(numbers_told(_with_next(layout.rows, index, heads)))
        label = read_label(row.text) if row.start in layout.shut else None
        said.update([label.number] if label else [])
    said.update(_listed_closed(layout, chain[0].row if chain else 0))
    return frozenset(said & numbers - {""})


def _listed_closed(layout: Layout, first: int) -> Iterator[str]:
    """Yield the numbers of a list above the *first* item that a field below them calls closed."""
    number = ""
    for index, row in enumerate(layout.rows[:first]):
        label = read_label(row.text)
        number = label.number if label else number
        if is_access_label(row.text) and is_closed_line(with_value(layout.rows, index)):
            yield number


def with_value(rows: Sequence[Row], index: int) -> str:
    """Return a line, with the value that stands below it where it is the label of a field.

    >>> lines = ["Adgang", "Lukket", "Veje"]
    >>> rows = [Row(9 * i, 9 * i + len(t), t, 0, None, True, False) for i, t in enumerate(lines)]
    >>> with_value(rows, 0), with_value(rows, 1)
    ('Adgang: Lukket', 'Lukket')
    """
    line = rows[index].text
    if index + 1 < len(rows) and is_access_label(line):
        return f"{line.rstrip(' :')}: {rows[index + 1].text}"
    return line


def numbers_told(line: str) -> Iterator[str]:
    """Yield the numbers of the items that a sentence of *line* calls closed.

    >>> list(numbers_told("Punkterne 2 og 4-6 er lukkede."))
    ['2', '4', '5', '6']
    >>> list(numbers_told("Punkt 3 blev udsat, da hallen er lukket."))
    []
    """
    for pattern, _ in _rows().asked(folded(line)):
        for match in pattern.finditer(line):
            yield from counted_up(match["numbers"])


def speaks_of_another(line: str) -> bool:
    """Whether a line is a sentence about an item by its number.

    >>> speaks_of_another("Pkt. 12 behandledes for lukkede døre."), speaks_of_another("12. Veje")
    (True, False)
    """
    return _SPEAKS_OF.match(line) is not None


def number_in(line: str) -> str:
    """Return the number of the item that a closing line names or heads, "" if none.

    >>> number_in("Lukket punkt 7: Køb af grund"), number_in("LUKKET PUNKT")
    ('7', '')
    """
    if HOUR.match(line) and (label := read_label(line)):
        return label.number
    found = re.search(
        r"(?:^\W*|\b(?:punkt|pkt|nr|sag|lukket)\.?\s*)(\d{1,4})\b", line, re.IGNORECASE
    )
    return found[1] if found else ""


def _with_next(rows: Sequence[Row], index: int, heads: set[int]) -> str:
    """Return a line with the one it may go on in."""
    below = index + 1
    goes_on = below < len(rows) and below not in heads and not rows[below].after_blank
    return f"{rows[index].text} {rows[below].text}" if goes_on else rows[index].text


@cache
def _rows() -> ByCue[CuedRow]:
    rows = load_lexicon("closed")["numbers"]
    whole = [{"pattern": row["pattern"].replace("{numbers}", NUMBERS)} for row in rows]
    return rows_by_cue(whole)
