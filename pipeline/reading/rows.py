"""Where the words of a PDF page stand: fragments put together into the rows one sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_FIGURES = re.compile(r"[-–+]?[\d.,\s%]+")
MARKER = re.compile(r"(?:[-–•·▪●◦\uf0b7]|\d{1,3}[.)]|[a-zæøå][.)])")


class Cell(NamedTuple):
    """Words that stand together in a row, and from where to where."""

    text: str
    left: float
    right: float


class Row(NamedTuple):
    """One line as printed. ``hyphen``: its last word is broken and goes on below."""

    cells: tuple[Cell, ...]
    y: float
    size: float
    bold: bool = False
    hyphen: bool = False
    page: int = 0

    @property
    def left(self) -> float:
        """Where its first word starts."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.cells[-1].right

    @property
    def text(self) -> str:
        """The cells on one line, a tab between them."""
        cells = self.cells
        return cells[0].text if len(cells) == 1 else "\t".join(cell.text for cell in cells)


def order_rows(fragments: Iterable[Row]) -> list[Row]:
    r"""Return the rows that *fragments* of a page make, from top to bottom.

    The order of the stream is not kept: footers may come first in it, and the cells of a table
    row anywhere.

    >>> cell, value = Row((Cell("Netto", 0, 30),), 90, 10), Row((Cell("5", 99, 104),), 90.5, 10)
    >>> [row.text for row in order_rows([Row((Cell("Side 1", 0, 9),), 5, 8), value, cell])]
    ['Netto\t5', 'Side 1']
    """
    rows: list[list[Row]] = []
    for fragment in sorted(fragments, key=lambda row: (-row.y, row.left)):
        near = rows[-1][0] if rows else None
        if near and abs(near.y - fragment.y) < 0.4 * min(near.size, fragment.size):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return _merge_wrapped_cells(_merge_centred_cells([_beside(parts) for parts in rows]))


def _beside(parts: list[Row]) -> Row:
    """Return one row of the fragments that stand on one line."""
    if len(parts) == 1 and len(parts[0].cells) == 1:
        return parts[0]
    parts = sorted(parts, key=lambda row: row.left)
    size = max(parts, key=lambda row: len(row.text)).size
    cells: list[Cell] = []
    for part in parts:
        for cell in part.cells:
            text = cell.text + "-" * (part.hyphen and part is not parts[-1])
            gap = cell.left - cells[-1].right if cells else 0.0
            if cells and (gap <= size or MARKER.fullmatch(cells[-1].text)):
                space = " " * (gap > 0.15 * size)
                last = cells.pop()
                cells.append(Cell(last.text + space + text, last.left, cell.right))
            else:
                cells.append(cell._replace(text=text))
    bold = all(part.bold for part in parts)
    first = parts[0]
    return Row(tuple(cells), first.y, size, bold, parts[-1].hyphen, first.page)


def _merge_centred_cells(rows: list[Row]) -> list[Row]:
    """Return *rows* with cells that are set halfway down a cell of two lines put beside it."""
    merged: list[Row] = []
    at = 0
    while at < len(rows):
        together = _around(*rows[at : at + 3]) if at + 2 < len(rows) else None
        merged.append(together or rows[at])
        at += 3 if together else 1
    return merged


def _around(above: Row, middle: Row, below: Row) -> Row | None:
    """Return the table row that *middle* and the lines over and under its cells make, if any."""
    close = above.y - middle.y < 0.9 * above.size and middle.y - below.y < 0.9 * above.size
    if not close or not above.size == middle.size == below.size:
        return None
    if len(below.cells) > len(above.cells) or any(
        _column(cell, middle.cells) is not None for cell in (*above.cells, *below.cells)
    ):
        return None
    cells = list(above.cells)
    for cell in below.cells:
        place = _column(cell, above.cells)
        if place is None:
            return None
        old = cells[place]
        left, right = min(old.left, cell.left), max(old.right, cell.right)
        cells[place] = Cell(f"{old.text} {cell.text}", left, right)
    whole = sorted((*cells, *middle.cells), key=lambda cell: cell.left)
    return above._replace(cells=tuple(whole), y=middle.y)


def _merge_wrapped_cells(rows: list[Row]) -> list[Row]:
    """Return *rows* with the second lines of table cells put back into their row."""
    merged: list[Row] = []
    for row in rows:
        together = _wrapped_into(merged[-1], row) if merged else None
        if together:
            merged[-1] = together
        else:
            merged.append(row)
    return merged


def _wrapped_into(above: Row, below: Row) -> Row | None:
    """Return the table row that two close rows make, or None if they are rows of their own."""
    if len(above.cells) == len(below.cells):
        return None
    if above.size != below.size or above.y - below.y > 1.6 * above.size:
        return None
    full, part = (above, below) if len(above.cells) > len(below.cells) else (below, above)
    home = [_column(cell, full.cells) for cell in part.cells]
    if None in home or len(set(home)) < len(home) or any(map(_is_figure, part.cells)):
        return None
    if 0 in home and not (part is below and len(home) == 1 and _goes_on(full.cells, part.cells[0])):
        return None
    cells = list(full.cells)
    for place, cell in zip(home, part.cells, strict=True):
        if place is not None:
            old = cells[place]
            upper, lower = (old, cell) if part is below else (cell, old)
            left, right = min(old.left, cell.left), max(old.right, cell.right)
            cells[place] = Cell(f"{upper.text} {lower.text}", left, right)
    return full._replace(cells=tuple(cells), y=below.y)


def _column(cell: Cell, cells: Sequence[Cell]) -> int | None:
    """Return the place in *cells* of the one cell that stands over or under *cell*."""
    places = [
        place
        for place, other in enumerate(cells)
        if cell.left < other.right and other.left < cell.right
    ]
    return places[0] if len(places) == 1 else None


def _is_figure(cell: Cell) -> bool:
    return _FIGURES.fullmatch(cell.text) is not None


def _goes_on(cells: Sequence[Cell], below: Cell) -> bool:
    """Tell whether the first of *cells* had no room left for the first word of *below*."""
    if len(cells) == 2 and _is_figure(cells[1]):
        return False  # a line of the contents and its page: the next line is the next item
    letter = (below.right - below.left) / max(len(below.text), 1)
    word = below.text.split()[0] if below.text.split() else ""
    return cells[0].right + (len(word) + 2) * letter > cells[1].left
