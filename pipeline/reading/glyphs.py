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
_UNCLEAN = re.compile(r"[^\w .,:;!?()/%&\"'+-]|  |[\u0300-\u036f\ufb00-\ufb06]")
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


class Extent(NamedTuple):
    """From where to where a text object or a character reaches, and how low."""

    left: float
    right: float
    low: float


def find_pieces(textpage: Any) -> list[Piece]:
    """Return the pieces of a pypdfium2 text page, in the order of its stream."""
    text = textpage.get_text_range()
    shifted = len(text) != textpage.count_chars()
    glyphs = _Glyphs(textpage.raw)
    pieces: list[Piece] = []
    # pdfium's mark for a hyphen at a line's end is one of two characters.
    for match in _PIECE.finditer(text.replace("\ufffe", "\x02")):
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
        extents = glyphs.extents(start, len(shown), along)
        cells: tuple[Cell, ...] = ()
        if len(extents) == 1 or not _is_apart(extents, size):
            words = squeeze(shown) if _UNCLEAN.search(shown) else shown
            cells = (Cell(words, min(extents)[0], max(extents)[1]),)
        y = glyphs.baseline(start, along)
        piece = Piece(cells, y, size, bold, whole.endswith("\x02"), along)
        pieces += [piece] if cells else _parted(glyphs, shown, start, piece)
    return [piece for piece in pieces if piece.cells[0].text]


def _is_apart(extents: list[Extent], size: float) -> bool:
    """Tell whether text objects leave a gap wider than letters are high, or a line between."""
    return any(
        not -size < after.left - before.right < size or abs(after.low - before.low) > 0.5 * size
        for before, after in pairwise(extents)
    )


def _parted(glyphs: _Glyphs, text: str, start: int, whole: Piece) -> list[Piece]:
    """Return the pieces that the words of one make, put together again where they touch."""
    parts: list[Piece] = []
    for match in re.finditer(r"\S+", text):
        first = start + match.start()
        left = glyphs.extent(first, whole.along).left
        right = glyphs.extent(start + match.end() - 1, whole.along).right
        y = glyphs.baseline(first, whole.along)
        cell = Cell(squeeze(match.group()), left, right)
        last = parts[-1] if parts else None
        if last and abs(last.y - y) < 0.4 * whole.size:
            cells = _beside(last.cells, cell, whole.size)
            parts[-1] = last._replace(cells=cells)
        else:
            parts.append(whole._replace(cells=(cell,), y=y, hyphen=False))
    return [*parts[:-1], parts[-1]._replace(hyphen=whole.hyphen)]


def _beside(cells: tuple[Cell, ...], cell: Cell, size: float) -> tuple[Cell, ...]:
    last = cells[-1]
    if not 0 <= cell.left - last.right + size <= 2 * size:
        return (*cells, cell)
    return (*cells[:-1], Cell(f"{last.text} {cell.text}".strip(), last.left, cell.right))


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

    def extents(self, start: int, length: int, along: tuple[float, float]) -> list[Extent]:
        """Return from where to where each text object in a run of characters reaches."""
        count = self._pdfium.FPDFText_CountRects(self._handle, start, length)
        found = []
        for index in range(count):
            self._pdfium.FPDFText_GetRect(self._handle, index, self._a, self._d, self._c, self._b)
            found.append(self._along(along))
        return found or [self.extent(start, along)]

    def extent(self, index: int, along: tuple[float, float]) -> Extent:
        """Return from where to where a character reaches."""
        self._pdfium.FPDFText_GetCharBox(self._handle, index, self._a, self._c, self._b, self._d)
        return self._along(along)

    def _along(self, along: tuple[float, float]) -> Extent:
        """Return the box left a, bottom b, right c, top d in the direction of reading."""
        left, right = self._a.value, self._c.value
        if along == _UPRIGHT:
            return Extent(left, right, self._b.value)
        corners = [(x, y) for x in (left, right) for y in (self._b.value, self._d.value)]
        ends = [along[0] * x + along[1] * y for x, y in corners]
        return Extent(min(ends), max(ends), min(along[0] * y - along[1] * x for x, y in corners))
