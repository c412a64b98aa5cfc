"""PDF: the words of each page with place, size and weight, by pypdfium2."""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import Any

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer
from pipeline.reading.blocks import Block
from pipeline.reading.glyphs import Piece, find_pieces
from pipeline.reading.limits import Budget
from pipeline.reading.margins import Page, strip_margins
from pipeline.reading.paragraphs import join_rows
from pipeline.reading.rows import Row, order_rows

# pdfium must not be entered twice at once.
_ONE_AT_A_TIME = threading.Lock()
_LINEAR_LENGTH = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


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
        pieces = find_pieces(textpage)
    finally:
        textpage.close()
        page.close()
    along = _main_direction(pieces)
    # Text in another direction than the page's own is a watermark or a stamp.
    rows = order_rows(_fragment(piece, number) for piece in pieces if piece.along == along)
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [along[0] * x + along[1] * y for x, y in corners]
    upward = [along[0] * y - along[1] * x for x, y in corners]
    return Page(tuple(rows), max(upward), min(upward), max(across))


def _main_direction(pieces: list[Piece]) -> tuple[float, float]:
    """Return the direction most of the text runs in, which may be up the page."""
    letters: Counter[tuple[float, float]] = Counter()
    for piece in pieces:
        letters[piece.along] += sum(len(cell.text) for cell in piece.cells)
    return letters.most_common(1)[0][0] if letters else (1.0, 0.0)


def _fragment(piece: Piece, number: int) -> Row:
    return Row(piece.cells, piece.y, piece.size, piece.bold, piece.hyphen, number)
