"""From a file to a Document: PDF, DOCX, HTML, XML or text, told apart by their content.

This is the only part of Referat that opens users' files. Whatever is wrong with one comes out as
a :class:`pipeline.errors.ReadError` that says what, where and what to do.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileMissing,
    LimitExceeded,
    UnknownKind,
)
from pipeline.reading.blocks import Block, lay_out
from pipeline.reading.kinds import Kind, kind_of_bytes, kind_of_text, other_kind
from pipeline.reading.limits import Budget, Limits, start_budget
from pipeline.records import Document

__all__ = ["Limits", "read_bytes", "read_document"]

_DEFAULTS = Limits()


def read_document(
    source: Path | str | BinaryIO, *, encoding: str | None = None, limits: Limits = _DEFAULTS
) -> Document:
    """Return the file at *source*, or the rest of an open one, as text with its lines.

    Args:
        source: A path, or a file opened for reading bytes.
        encoding: Of a text, HTML or XML file, where it should not be told from the bytes.
        limits: What the file may cost.

    Raises:
        FileMissing: Nothing at the path, a folder, or no permission to read.
        ReadError: One of its other classes says what is wrong with the file.

    >>> import io
    >>> read_document(io.BytesIO(b"Punkt 1: Budget")).text
    'Punkt 1: Budget'
    """
    if isinstance(source, str | Path):
        return read_bytes(
            _bytes_at(Path(source), str(source), limits),
            str(source),
            encoding=encoding,
            limits=limits,
        )
    name = getattr(source, "name", None)
    data = source.read(limits.max_bytes + 1)
    return read_bytes(data, str(name or "<stream>"), encoding=encoding, limits=limits)


def read_bytes(
    data: bytes, source: str, *, encoding: str | None = None, limits: Limits = _DEFAULTS
) -> Document:
    """Return the file with the bytes *data*, called *source* in records and messages.

    Raises:
        ReadError: One of its classes says what is wrong with the file.

    >>> document = read_bytes("<h1>Referat</h1><p>Mødet</p>".encode(), "side.html")
    >>> document.lines[0].level, document.lines[1].span.of(document.text)
    (1, 'Mødet')
    """
    budget = start_budget(limits, source)
    budget.check_bytes(len(data))
    if not data.strip():
        raise _empty(source)
    try:
        blocks = _read_blocks(data, budget, encoding)
        document = lay_out(blocks, hashlib.sha256(data).hexdigest(), budget)
    except RecursionError:
        raise LimitExceeded(
            "elements nested too deep", where=source, now="lower max_depth, or split the file"
        ) from None
    if not document.lines:
        raise _empty(source)
    return document


def _bytes_at(path: Path, source: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise FileMissing("a folder", where=source, now="name a file in it")
        if path.exists() and not path.is_file():
            raise FileMissing("not a file", where=source, now="name a file")
        start_budget(limits, source).check_bytes(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileMissing("no such file", where=source, now="check the name") from None
    except PermissionError:
        raise FileMissing(
            "no permission to read it", where=source, now="ask for access, or copy it"
        ) from None
    except (OSError, ValueError):  # too long a name, a NUL in it, a broken disk
        raise FileMissing("can't be opened", where=source, now="check the name") from None


def _read_blocks(data: bytes, budget: Budget, encoding: str | None) -> list[Block]:
    kind = kind_of_bytes(data)
    if kind == "pdf":
        from pipeline.reading.pdf import read_pdf

        return read_pdf(data, budget)
    if kind == "zip":
        from pipeline.reading.docx import read_docx

        return read_docx(data, budget)
    _refuse_other(data, kind, budget.source)
    return _read_letters(data, budget, encoding)


def _read_letters(data: bytes, budget: Budget, encoding: str | None) -> list[Block]:
    from pipeline.reading.text import decode_bytes, read_text

    text = decode_bytes(data, budget.source, encoding)
    budget.check_chars(len(text))
    kind = kind_of_text(text)
    if kind == "html":
        from pipeline.reading.html import read_html

        return read_html(text, budget)
    if kind == "xml":
        from pipeline.reading.xml import read_xml

        return read_xml(text, budget)
    return read_text(text, budget)


def _refuse_other(data: bytes, kind: Kind | None, source: str) -> None:
    """Raise the error that says what a file is that can't be read."""
    if kind == "ole":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFile(
                "the document needs a password", where=source, now="save a copy without one"
            )
        if "WordDocument".encode("utf-16-le") in data:
            raise UnknownKind("an old .doc file", where=source, now="save it as DOCX or PDF")
        raise UnknownKind(
            "an old Office file, not minutes", where=source, now="save it as DOCX or PDF"
        )
    if kind == "rtf":
        raise UnknownKind("an RTF file", where=source, now="save it as DOCX or PDF")
    if (other := other_kind(data)) is not None:
        now = "run OCR and give the PDF" if "picture" in other else "give the minutes themselves"
        raise UnknownKind(f"{other}, not minutes", where=source, now=now)
    if len(data) < 4 and not data.isascii():
        raise DamagedFile("cut off", where=source, now="get a whole copy of the file")


def _empty(source: str) -> EmptyFile:
    return EmptyFile("empty, no text in it", where=source, now="check that it was saved")
