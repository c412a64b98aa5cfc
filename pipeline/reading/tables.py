"""Tables as lines that read on their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(r"[-–−+]?[\d.,\s]*\d[\d.,\s]*(?:%|kr\.?|pct\.?)?")
_UNIT = re.compile(
    r"\(?(?:i\s)?(?:\d[\d.]*\s)?(?:(?:t|mio|mia|tus)\.?\s?)?(?:kr|kroner|pct|procent|%|stk|antal)\b.*",
    re.IGNORECASE,
)


class Row(NamedTuple):
    """The cells of a row, and whether the format marks all of them as column heads."""

    cells: tuple[str, ...]
    head: bool = False


def render_table(rows: Sequence[Row]) -> list[str]:
    """Return one line a row, with the column heads repeated so that a line reads alone.

    Two columns become "key: value". Three or more (two, if the heads are marked) become
    "row – head: value; head: value". Where no row of heads can be told, the cells stand side by
    side, a tab between them.

    >>> render_table([Row(("Udvalg:", "Teknisk Udvalg")), Row(("Dato", "3. maj"))])
    ['Udvalg: Teknisk Udvalg', 'Dato: 3. maj']
    >>> render_table([Row(("", "Budget", "Forbrug")), Row(("Netto", "113,8", "98,2"))])
    ['Netto – Budget: 113,8; Forbrug: 98,2']
    """
    rows = [row for row in map(_stripped, rows) if any(row.cells)]
    width = max((len(row.cells) for row in rows), default=0)
    heads = _column_heads(rows, width)
    if heads is not None and width > 1:
        return [line for row in rows[1:] for line in _headed_lines(heads, row.cells)]
    # A key without a value ("Deltagere:") says nothing.
    return [
        _plain_line(row.cells, width)
        for row in rows
        if not (width == 2 and len(row.cells) == 1 and row.cells[0].endswith(":"))
    ]


def _stripped(row: Row) -> Row:
    cells = [cell.strip() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return Row(tuple(cells), row.head)


def _column_heads(rows: Sequence[Row], width: int) -> tuple[str, ...] | None:
    """Return the first row if it holds the heads of the columns, else None."""
    if len(rows) < 2 or len(rows[0].cells) != width or not all(rows[0].cells[1:]):
        return None
    if rows[0].head:
        return None if rows[1].head else rows[0].cells
    values = [cell for row in rows[1:] for cell in row.cells[1:] if cell]
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in values)
    spoken = not any(_NUMBER.fullmatch(cell) for cell in rows[0].cells)
    # Without a mark only figures under words tell that the words are heads.
    return rows[0].cells if width > 2 and spoken and numbers * 2 > len(values) else None


def _headed_lines(heads: tuple[str, ...], cells: tuple[str, ...]) -> list[str]:
    corner, label = heads[0], cells[0]
    if len(cells) == 1:
        return [label]
    if _UNIT.fullmatch(corner):
        label = f"{label} {corner if corner.startswith('(') else f'({corner})'}".strip()
    elif corner and label:
        label = f"{corner.rstrip(':')}: {label}"
    pairs = zip(heads[1:], cells[1:], strict=False)
    values = "; ".join(f"{head.rstrip(':')}: {cell}" for head, cell in pairs if cell)
    surplus = "".join(f"; {cell}" for cell in cells[len(heads) :] if cell)
    return [f"{label} – {values}{surplus}" if label else f"{values}{surplus}"]


def _plain_line(cells: tuple[str, ...], width: int) -> str:
    if len(cells) == 1:
        return cells[0]
    if width == 2:
        key = cells[0].rstrip(": ")
        return f"{key}: {cells[1]}" if key else cells[1]
    return "\t".join(cells).strip()
