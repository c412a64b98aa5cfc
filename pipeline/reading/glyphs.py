"""What pdfium knows of the characters of a page, asked for as seldom as possible."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

from pipeline.reading.blocks import squeeze
from pipeline.reading.rows import Cell

_PIECE = re.compile(r"[^\r\n\x02]*[^\r\n\x02\s][^\r\n\x02]*\x02?")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_PLAIN = re.compile(r"(?:[\w.,:;!?()/%&\"'+-]+ )*[\w.,:;!?()/%&\"'+-]+")
_NAME_LENGTH = 64
_UPRIGHT = (1.0, 0.0)


class Piece(NamedTuple):
    """A run of characters without a line break.

    Places are in points from the page's own corner, turned so that ``along`` (the direction
    of reading) points right. ``hyphen``: pdfium saw the last word go on below.
    """

    cells: tuple[Cell, ...]
    y: float
    size: float
    bold: bool
    hyphen: bool
    along: tuple[float, float]


def find_pieces(textpage: Any) -> list[Piece]:
    """Return the pieces of a pypdfium2 text page, in the order of its stream."""
    text = textpage.get_text_range()
    shifted = len(text) != textpage.count_chars()
    glyphs = _Glyphs(textpage.raw)
    pieces = []
    for match in _PIECE.finditer(text):
        whole = match.group()
        words = whole.removesuffix("\x02").rstrip()
        shown = words.lstrip()
        at = match.start() + len(words) - len(shown)
        start = glyphs.index_of(at) if shifted else at
        # A bullet may be set in another size than the words after it.
        middle = start + len(shown) // 2
        middle += shown[len(shown) // 2].isspace()
        scale, along = glyphs.scale(middle)
        size = round(glyphs.size(middle) * scale, 1)
        bold = glyphs.is_bold(middle) and glyphs.is_bold(start)
        cells = _cells(glyphs, shown, start, size, along)
        y = glyphs.baseline(start, along)
        pieces.append(Piece(cells, y, size, bold, whole.endswith("\x02"), along))
    return [piece for piece in pieces if piece.cells]


def _cells(
    glyphs: _Glyphs, text: str, start: int, size: float, along: tuple[float, float]
) -> tuple[Cell, ...]:
    """Return the cells of a piece, parted where a gap is wider than its letters are high."""
    extents = glyphs.extents(start, len(text), along)
    if not any(right[0] - left[1] > size for left, right in pairwise(extents)):
        words = text if _PLAIN.fullmatch(text) else squeeze(text)
        left, right = min(extents)[0], max(extents)[1]
        return (Cell(words, left, right),) if words else ()
    cells: list[Cell] = []
    for match in re.finditer(r"\S+", text):
        left = glyphs.extent(start + match.start(), along)[0]
        right = glyphs.extent(start + match.end() - 1, along)[1]
        word = squeeze(match.group())
        if cells and left - cells[-1].right <= size:
            last = cells.pop()
            cells.append(Cell(f"{last.text} {word}".strip(), last.left, right))
        else:
            cells.append(Cell(word, left, right))
    return tuple(cell for cell in cells if cell.text)


class _Glyphs:
    """pdfium's answers about the characters of one text page.

    pdfium writes its answers into variables handed to it; making those once halves the time.
    """

    def __init__(self, handle: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._handle = handle
        self._a, self._b, self._c, self._d = (ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()

    def index_of(self, at: int) -> int:
        """Return the index of the character at an offset in the text, where the two differ."""
        return int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at))

    def size(self, index: int) -> float:
        """Return the font size, which :meth:`scale` still has to be put on."""
        return float(self._pdfium.FPDFText_GetFontSize(self._handle, index))

    def scale(self, index: int) -> tuple[float, tuple[float, float]]:
        """Return what the font size is multiplied by, and the direction of reading."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._handle, index, matrix)
        a, b, d = matrix.a, matrix.b, matrix.d
        if b == 0 and a > 0 and d > 0:
            return d, _UPRIGHT
        length = hypot(a, b) or 1.0
        return hypot(matrix.c, d) or 1.0, (round(a / length, 1) + 0.0, round(b / length, 1) + 0.0)

    def is_bold(self, index: int) -> bool:
        """Tell whether a character is bold, by weight or by the name of its font."""
        if self._pdfium.FPDFText_GetFontWeight(self._handle, index) >= 600:
            return True
        # The standard fonts have no weight, only a name.
        self._pdfium.FPDFText_GetFontInfo(
            self._handle, index, self._name, _NAME_LENGTH, self._flags
        )
        return _BOLD.search(self._name.value) is not None

    def baseline(self, index: int, along: tuple[float, float]) -> float:
        """Return how high the line of a character stands."""
        self._pdfium.FPDFText_GetCharOrigin(self._handle, index, self._a, self._b)
        return along[0] * self._b.value - along[1] * self._a.value

    def extents(
        self, start: int, length: int, along: tuple[float, float]
    ) -> list[tuple[float, float]]:
        """Return from where to where each text object in a run of characters reaches."""
        count = self._pdfium.FPDFText_CountRects(self._handle, start, length)
        found = []
        for index in range(count):
            self._pdfium.FPDFText_GetRect(self._handle, index, self._a, self._d, self._c, self._b)
            found.append(self._along(along))
        return found or [self.extent(start, along)]

    def extent(self, index: int, along: tuple[float, float]) -> tuple[float, float]:
        """Return from where to where a character reaches."""
        self._pdfium.FPDFText_GetCharBox(self._handle, index, self._a, self._c, self._b, self._d)
        return self._along(along)

    def _along(self, along: tuple[float, float]) -> tuple[float, float]:
        """Return the box left a, bottom b, right c, top d in the direction of reading."""
        left, right = self._a.value, self._c.value
        if along == _UPRIGHT:
            return left, right
        across, upward = along
        ends = [
            across * x + upward * y for x in (left, right) for y in (self._b.value, self._d.value)
        ]
        return min(ends), max(ends)
