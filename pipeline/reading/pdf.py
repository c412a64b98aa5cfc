"""PDF: the words of each page with place, size and weight, by pypdfium2."""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from math import hypot
from typing import Any, NamedTuple

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer
from pipeline.reading.blocks import Block, clean_text
from pipeline.reading.limits import Budget
from pipeline.reading.margins import Page, strip_margins
from pipeline.reading.paragraphs import join_rows
from pipeline.reading.rows import Cell, Row, order_rows

# pdfium must not be entered twice at once.
_ONE_AT_A_TIME = threading.Lock()
_PIECE = re.compile(r"[^\r\n\x02]+\x02?")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LINEAR_LENGTH = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


class _Piece(NamedTuple):
    """A run of characters without a line break, where it starts and how it is set."""

    text: str
    start: int
    hyphen: bool
    x: float
    y: float
    size: float
    bold: bool
    along: tuple[float, float]  # the direction of reading


def read_pdf(data: bytes, budget: Budget) -> list[Block]:
    """Return the blocks of a PDF, headers and footers left out.

    Raises:
        EncryptedFile: Needs a password.
        DamagedFile: Cut off or broken.
        NoTextLayer: Pictures of pages only.
        LimitExceeded: Too many pages, or out of time.
    """
    import pypdfium2

    _refuse_cut_off(data, budget.source)
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _unreadable(error, budget.source) from error
        try:
            budget.check_pages(len(document))
            pages = [_read_page(document, number, budget) for number in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise _unreadable(error, budget.source) from error
        finally:
            document.close()
    blocks = join_rows(strip_margins(pages))
    if not any(re.search(r"\w", block.text) for block in blocks):
        raise NoTextLayer("no text layer", where=budget.source, now="run OCR first")
    return blocks


def _refuse_cut_off(data: bytes, source: str) -> None:
    """Raise DamagedFile for a file without its end: pdfium would read the part that is there."""
    linear = _LINEAR_LENGTH.search(data[:2048])
    if b"%%EOF" not in data[-2048:] or (linear and int(linear.group(1)) > len(data)):
        raise DamagedFile("the PDF is cut off", where=source, now="get a whole copy of the file")


def _unreadable(error: Exception, source: str) -> DamagedFile | EncryptedFile:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedFile(
            "the PDF needs a password", where=source, now="save a copy without one"
        )
    return DamagedFile("the PDF is damaged", where=source, now="get a whole copy of the file")


def _read_page(document: Any, number: int, budget: Budget) -> Page:
    budget.check_time()
    page = document[number]
    left, bottom, right, top = page.get_bbox()
    textpage = page.get_textpage()
    try:
        pieces = _pieces(textpage)
        along = _main_direction(pieces)
        # Text across the page is a watermark or a stamp.
        upright = [piece for piece in pieces if piece.along == along]
        rows = [_fragment(textpage, piece, number) for piece in upright]
    finally:
        textpage.close()
        page.close()
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [along[0] * x + along[1] * y for x, y in corners]
    upward = [along[0] * y - along[1] * x for x, y in corners]
    ordered = order_rows(row for row in rows if row.cells)
    return Page(tuple(ordered), max(upward), min(upward), max(across))


def _main_direction(pieces: list[_Piece]) -> tuple[float, float]:
    """Return the direction most of the text runs in, which may be up the page."""
    letters: Counter[tuple[float, float]] = Counter()
    for piece in pieces:
        letters[piece.along] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else (1.0, 0.0)


def _pieces(textpage: Any) -> list[_Piece]:
    import pypdfium2.raw as pdfium

    text = textpage.get_text_range()
    shifted = len(text) != textpage.count_chars()
    handle, matrix = textpage.raw, pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for match in _PIECE.finditer(text):
        words = match.group().removesuffix("\x02").rstrip()
        shown = words.lstrip()
        if not shown:
            continue
        at = match.start() + len(words) - len(shown)
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(handle, at) if shifted else at
        # A bullet may be set in another size than the words after it.
        middle = index + len(shown) // 2
        middle += shown[len(shown) // 2].isspace()
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        pdfium.FPDFText_GetMatrix(handle, middle, matrix)
        scale = hypot(matrix.a, matrix.b) or 1.0
        # The size alone is 1 in many files, the rest is in the matrix.
        size = pdfium.FPDFText_GetFontSize(handle, middle) * (hypot(matrix.c, matrix.d) or 1.0)
        along = (round(matrix.a / scale, 1) + 0.0, round(matrix.b / scale, 1) + 0.0)
        bold = _is_bold(handle, middle) and _is_bold(handle, index)
        hyphen = match.group().endswith("\x02")
        found.append(_Piece(shown, index, hyphen, x.value, y.value, round(size, 1), bold, along))
    return found


def _is_bold(handle: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(handle, index) >= 600:
        return True
    # The standard fonts have no weight, only a name.
    name = ctypes.create_string_buffer(64)
    pdfium.FPDFText_GetFontInfo(handle, index, name, 64, ctypes.c_int())
    return _BOLD.search(name.value) is not None


def _fragment(textpage: Any, piece: _Piece, number: int) -> Row:
    """Return *piece* as a row of cells, parted where a gap is wider than a letter is high."""
    text = piece.text
    ends = [0]
    if _has_gap(textpage.raw, piece):
        ends += [
            match.end()
            for match in re.finditer(r"\s+", text)
            if _gap_after(textpage.raw, piece, match) > piece.size
        ]
    cells = []
    for start, end in zip(ends, [*ends[1:], len(text)], strict=True):
        words = clean_text(text[start:end]).strip()
        first = _along(textpage.raw, piece, start)[0]
        last = _along(textpage.raw, piece, start + len(text[start:end].rstrip()) - 1)[1]
        if words:
            cells.append(Cell(re.sub(r"\s+", " ", words), first, last))
    up = piece.along[0] * piece.y - piece.along[1] * piece.x
    return Row(tuple(cells), up, piece.size, piece.bold, piece.hyphen, number)


def _has_gap(handle: Any, piece: _Piece) -> bool:
    """Tell whether the text objects of *piece* stand apart; one call where there is only one."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountRects(handle, piece.start, len(piece.text))
    if count < 2:
        return False
    edges = [ctypes.c_double() for _ in range(4)]
    before: float | None = None
    for index in range(count):
        pdfium.FPDFText_GetRect(handle, index, *edges)
        left, top, right, bottom = (edge.value for edge in edges)
        first, last = _project(piece, left, right, bottom, top)
        if before is not None and first - before > piece.size:
            return True
        before = last
    return False


def _gap_after(handle: Any, piece: _Piece, blank: re.Match[str]) -> float:
    before = _along(handle, piece, blank.start() - 1)[1]
    return _along(handle, piece, blank.end())[0] - before


def _along(handle: Any, piece: _Piece, at: int) -> tuple[float, float]:
    """Return where a character of *piece* starts and ends, in the direction of reading."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(handle, piece.start + at, left, right, bottom, top)
    return _project(piece, left.value, right.value, bottom.value, top.value)


def _project(
    piece: _Piece, left: float, right: float, bottom: float, top: float
) -> tuple[float, float]:
    across, upward = piece.along
    ends = [across * x + upward * y for x in (left, right) for y in (bottom, top)]
    return min(ends), max(ends)
