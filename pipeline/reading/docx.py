"""DOCX: the body of a Word document in its own order, by python-docx."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.errors import DamagedFile, ReadError, UnknownKind, UnsafeFile
from pipeline.reading.agenda import agenda_blocks
from pipeline.reading.blocks import Block, clean_text, settle_levels, squeeze
from pipeline.reading.limits import MEGABYTE, Budget
from pipeline.reading.numbering import Numbering, read_numbering
from pipeline.reading.styles import Style, read_styles
from pipeline.reading.tables import Row, render_table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_LETTERS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip
_MOST_TIMES = 200  # what honest XML never packs down to
_OFF = ("0", "false", "off", "none")


class _Word(NamedTuple):
    """What the parts of a document share: styles, running numbers, limits."""

    styles: dict[str, Style]
    numbering: Numbering
    budget: Budget


def read_docx(data: bytes, budget: Budget) -> list[Block]:
    """Return the blocks of a Word document; deleted and hidden text is left out.

    Raises:
        DamagedFile: Cut off or broken.
        UnknownKind: A zip file of another kind.
        UnsafeFile: Packed so tightly that it must be a bomb, or with entities in it.
        LimitExceeded: Too big once unpacked, nested too deep, or out of time.
    """
    _check_archive(data, budget)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        word = _Word(read_styles(document.styles.element), read_numbering(document), budget)
        blocks = list(_blocks(document.element.body, word, 1))
    except ReadError:
        raise
    except Exception as error:  # python-docx has no error class of its own for broken parts
        raise _damaged(budget.source) from error
    return settle_levels(blocks)


def _check_archive(data: bytes, budget: Budget) -> None:
    source = budget.source
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
            if "word/document.xml" not in names:
                raise UnknownKind(_kind_of(names), where=source, now="give the minutes as DOCX")
            if size > MEGABYTE and size > _MOST_TIMES * len(data):
                raise UnsafeFile(
                    "unpacks to far more than a document holds",
                    where=source,
                    now="don't open it; ask the sender for the minutes as PDF",
                )
            budget.check_unpacked(size)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive, part):
                    raise UnsafeFile(
                        "defines entities", where=source, now="ask the sender for a plain file"
                    )
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise _damaged(source) from error
    except (RuntimeError, ValueError) as error:  # a password, a method of packing unknown here
        raise _damaged(source) from error


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(4096)


def _kind_of(names: set[str]) -> str:
    folders = {name.split("/", 1)[0] for name in names}
    if "xl" in folders:
        return "an Excel workbook, not minutes"
    if "ppt" in folders:
        return "a PowerPoint presentation, not minutes"
    if "content.xml" in names:
        return "an OpenDocument file, which can't be read"
    return "a zip file, not minutes"


def _damaged(source: str) -> DamagedFile:
    return DamagedFile(
        "the DOCX is cut off or damaged", where=source, now="get a whole copy of the file"
    )


def _blocks(parent: Any, word: _Word, depth: int) -> Iterator[Block]:
    word.budget.check_depth(depth)
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            word.budget.check_time()
            yield from _paragraph(child, word, depth)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, word, depth)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo"):
            yield from _blocks(child, word, depth + 1)


def _paragraph(paragraph: Any, word: _Word, depth: int) -> Iterator[Block]:
    properties = paragraph.find(f"{_W}pPr")
    style = word.styles.get(_value(properties, "pStyle") or "", word.styles[""])
    runs = [run for run in _runs(paragraph) if not _is_hidden(run, style)]
    lines = _lines(runs)
    marker = word.numbering.next_marker(properties, style) if lines else ""
    level = _level(properties, style)
    if level is not None and lines:
        lines = [(" ".join(text for text, _ in lines), runs)]
    tight = bool(marker) and word.numbering.is_running(paragraph)
    for place, (line, shown) in enumerate(lines):
        size, bold = _look(shown, style)
        words = f"{marker} {line}" if marker and place == 0 else line
        yield Block(words, level, size, bold, tight or place > 0)
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(part.tag in _SKIPPED for part in box.iterancestors()):
            yield from _blocks(box, word, depth + 1)


def _lines(runs: list[Any]) -> list[tuple[str, list[Any]]]:
    """Return the lines of a paragraph, each with its runs: a break may part title and text."""
    lines: list[tuple[str, list[Any]]] = [("", [])]
    for run in runs:
        first, *rest = clean_text(_run_text(run)).split("\n")
        lines[-1] = (lines[-1][0] + first, [*lines[-1][1], run] if first.strip() else lines[-1][1])
        lines += [(part, [run] if part.strip() else []) for part in rest]
    spaced = ((re.sub(r"[ \t]*\t[ \t]*", "\t", clean_text(text).strip()), of) for text, of in lines)
    return [(text, of) for text, of in spaced if text]


def _runs(parent: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph, those in links and insertions too, deleted ones not."""
    for child in parent.iterchildren():
        if child.tag == f"{_W}r":
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child)


def _run_text(run: Any) -> str:
    return "".join(
        (child.text or "") if child.tag == f"{_W}t" else _LETTERS.get(child.tag, "")
        for child in run.iterchildren()
    )


def _value(properties: Any, name: str) -> str | None:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return None if found is None else found.get(_VAL, "")


def _is_on(properties: Any, name: str) -> bool | None:
    value = _value(properties, name)
    return None if value is None else value not in _OFF


def _is_hidden(run: Any, style: Style) -> bool:
    own = _is_on(run.find(f"{_W}rPr"), "vanish")
    return style.hidden if own is None else own


def _level(properties: Any, style: Style) -> int | None:
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdigit():
        return int(outline) + 1 if int(outline) < 9 else None
    return style.level


def _look(runs: list[Any], style: Style) -> tuple[float | None, bool]:
    """Return the size of the first run, and whether all of them are bold."""
    shown = [run for run in runs if _run_text(run).strip()]
    marks = [run.find(f"{_W}rPr") for run in shown]
    bolds = [_is_on(mark, "b") for mark in marks]
    bold = bool(bolds) and all(style.bold if one is None else one for one in bolds)
    size = _value(marks[0], "sz") if marks else None
    return (int(size) / 2 if size and size.isdigit() else style.size), bold


def _table(table: Any, word: _Word, depth: int) -> Iterator[Block]:
    """Yield a table as readable rows, or part by part if it only lays out the page."""
    word.budget.check_depth(depth)
    rows = [row for row in table.iter(f"{_W}tr") if _owner(row) is table]
    cells = [[cell for cell in row.iter(f"{_W}tc") if _owner(cell) is table] for row in rows]
    inside = [[list(_blocks(cell, word, depth + 1)) for cell in row] for row in cells]
    if (agenda := agenda_blocks(inside)) is not None:
        yield from agenda
        return
    if _is_layout(table, inside):
        yield from (block for row in inside for cell in row for block in cell)
        return
    found = []
    for row, row_cells, row_blocks in zip(rows, cells, inside, strict=True):
        texts: list[str] = []
        for cell, blocks in zip(row_cells, row_blocks, strict=True):
            texts.append(" ".join(squeeze(block.text) for block in blocks))
            span = _value(cell.find(f"{_W}tcPr"), "gridSpan") or "1"
            texts += [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)
        head = _is_on(row.find(f"{_W}trPr"), "tblHeader") is True
        found.append(Row(tuple(texts), head))
    for place, line in enumerate(render_table(found)):
        yield Block(line, tight=place > 0)


def _owner(part: Any) -> Any:
    return next(above for above in part.iterancestors() if above.tag == f"{_W}tbl")


def _is_layout(table: Any, rows: list[list[list[Block]]]) -> bool:
    if next(table.iter(f"{_W}tbl"), None) is not next(reversed(list(table.iter(f"{_W}tbl")))):
        return True
    return any(
        len(cell) > 3 or any(block.level is not None for block in cell)
        for row in rows
        for cell in row
    )
