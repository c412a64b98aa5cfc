"""What can't be read is refused with what, where and what now, and never with a traceback."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from test_reading import KINDS, assert_holds_together

from pipeline import errors
from pipeline.reading import Limits, read_bytes, read_document


def pdf_of(**options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **options)
    canvas.drawString(60, 700, "Beslutning")
    canvas.save()
    return buffer.getvalue()


def scanned() -> bytes:
    page = pypdfium2.PdfDocument(pdf_of())[0].render(scale=1).to_pil()
    buffer = io.BytesIO()
    page.save(buffer, "PDF")
    return buffer.getvalue()


def empty_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(60, 60, 400, 600, fill=1)
    canvas.save()
    return buffer.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def repacked(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(KINDS["docx"])) as archive:
        return zipped({part: archive.read(part) for part in archive.namelist()} | {name: data})


def with_doctype() -> bytes:
    with zipfile.ZipFile(io.BytesIO(KINDS["docx"])) as archive:
        body = archive.read("word/document.xml")
    head, _, rest = body.partition(b"?>")
    return repacked("word/document.xml", head + b'?><!DOCTYPE w [<!ENTITY a "b">]>' + rest)


LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE m [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 10))
    + "]><m>&a9;</m>"
)
OUTSIDE = "<!DOCTYPE m [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><m>&a;</m>"
ELSEWHERE = "<?xml version='1.0'?><!-- <m> --><!DOCTYPE m SYSTEM 'http://x/m.dtd'><m>ja</m>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

BAD: list[tuple[str, bytes, type[errors.ReadError], str]] = [
    ("no bytes", b"", errors.EmptyFile, "empty"),
    ("blank", b" \r\n\t\n", errors.EmptyFile, "empty"),
    ("byte order mark only", b"\xef\xbb\xbf \n", errors.EmptyFile, "empty"),
    (
        "html without text",
        b"<html><body><nav>Menu</nav></body></html>",
        errors.EmptyFile,
        "no text",
    ),
    ("xml of something else", b"<?xml version='1.0'?><m>ja</m>", errors.UnknownKind, "items"),
    ("scanned pdf", scanned(), errors.NoTextLayer, "no text layer: run OCR first"),
    ("drawn pdf", empty_pdf(), errors.NoTextLayer, "no text layer: run OCR first"),
    (
        "encrypted pdf",
        pdf_of(encrypt=StandardEncryption("x", "y")),
        errors.EncryptedFile,
        "password",
    ),
    ("pdf cut off", KINDS["pdf"][:-700], errors.DamagedFile, "cut off"),
    ("start of a pdf", b"%PDF-1.7\n", errors.DamagedFile, "cut off"),
    ("pdf of rubbish", b"%PDF-1.7\nrubbish\n%%EOF", errors.DamagedFile, "damaged"),
    ("docx cut off", KINDS["docx"][:-90], errors.DamagedFile, "cut off"),
    ("docx without a body", repacked("word/document.xml", b"<w:x"), errors.DamagedFile, "damaged"),
    ("docx with entities", with_doctype(), errors.UnsafeFile, "entities"),
    ("zip bomb", repacked("word/media/a", bytes(80_000_000)), errors.UnsafeFile, "unpacks"),
    ("zip", zipped({"a.txt": b"Godkendt."}), errors.UnknownKind, "zip file"),
    ("excel", zipped({"xl/workbook.xml": b"<a/>"}), errors.UnknownKind, "Excel"),
    ("powerpoint", zipped({"ppt/presentation.xml": b"<a/>"}), errors.UnknownKind, "PowerPoint"),
    ("opendocument", zipped({"content.xml": b"<a/>"}), errors.UnknownKind, "OpenDocument"),
    ("old word", OLE + "WordDocument".encode("utf-16-le"), errors.UnknownKind, "old .doc"),
    ("old office", OLE, errors.UnknownKind, "old Office"),
    (
        "encrypted docx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        errors.EncryptedFile,
        "password",
    ),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(60), errors.UnknownKind, "PNG picture"),
    ("gzip", gzip.compress(b"Godkendt."), errors.UnknownKind, "gzip"),
    ("rtf", rb"{\rtf1 Godkendt.}", errors.UnknownKind, "RTF"),
    ("binary", bytes(range(256)) * 4, errors.UnknownKind, "binary"),
    ("controls", b"\x01\x02ab" * 40, errors.UnknownKind, "binary"),
    ("neither encoding", b"Godkendt \x81\x8d\x8f", errors.UnknownKind, "Windows-1252"),
    ("cut inside a letter", "Sagen på mødet blå".encode()[:-1], errors.DamagedFile, "letter"),
    ("two encodings", "Blåbærgrød på mødet".encode() + b" \xe6 og", errors.DamagedFile, "UTF-8"),
    ("billion laughs", LAUGHS.encode(), errors.UnsafeFile, "entities"),
    ("outside entity", OUTSIDE.encode(), errors.UnsafeFile, "other files"),
    ("outside grammar", ELSEWHERE.encode("utf-16"), errors.UnsafeFile, "other files"),
    ("xml cut off", KINDS["xml"][:300], errors.DamagedFile, "cut off"),
    ("deep html", b"<div>" * 200_000 + b"ja", errors.LimitExceeded, "deep"),
    ("deep html of any tag", b"<p>a</p>" + b"<q>" * 3_000 + b"ja", errors.LimitExceeded, "deep"),
    (
        "deep xml",
        b"<?xml version='1.0'?>" + b"<m>" * 9_000 + b"ja" + b"</m>" * 9_000,
        errors.LimitExceeded,
        "deep",
    ),
]


@pytest.mark.parametrize(
    ("data", "error", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_what_is_wrong_is_said(data: bytes, error: type[errors.ReadError], words: str) -> None:
    with pytest.raises(errors.ReadError) as raised:
        read_bytes(data, "mappe/referat.bin")
    assert type(raised.value) is error
    assert words in str(raised.value)
    assert raised.value.where == "mappe/referat.bin"
    assert raised.value.now
    assert "odkendt" not in str(raised.value)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    for path in (tmp_path / "findes-ikke.pdf", tmp_path, "/dev/null", "a\0b", "x" * 5000):
        with pytest.raises(errors.FileMissing) as raised:
            read_document(path)
        assert raised.value.where == str(path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lukket.txt"
    path.write_text("Godkendt.")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    # Root may read anything, so the refusal is made up.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(errors.FileMissing, match="no permission"):
        read_document(path)


@pytest.mark.parametrize("encoding", ["utf-7x", "hex", "zlib", "a\0b"])
def test_an_unknown_encoding(encoding: str) -> None:
    with pytest.raises(errors.ReadError, match=r"encoding|not "):
        read_bytes(b"Godkendt.", "a.txt", encoding=encoding)


def test_an_encoding_that_does_not_fit() -> None:
    with pytest.raises(errors.DamagedFile, match="not ascii text"):
        read_bytes("Drøftet".encode(), "a.txt", encoding="ascii")


@pytest.mark.parametrize(
    ("kind", "limits", "words"),
    [
        ("pdf", Limits(max_bytes=1000), "bigger than 1,000 bytes"),
        ("pdf", Limits(max_pages=2), "more than 2 pages"),
        ("pdf", Limits(max_chars=500), "more than 500 characters"),
        ("pdf", Limits(seconds=0), "0 seconds"),
        ("docx", Limits(max_unpacked=1000), "once unzipped"),
        ("docx", Limits(max_chars=500), "more than 500 characters"),
        ("docx", Limits(max_depth=0), "0 deep"),
        ("docx", Limits(seconds=0), "0 seconds"),
        ("html", Limits(max_depth=2), "2 deep"),
        ("html", Limits(max_chars=500), "more than 500 characters"),
        ("html", Limits(seconds=0), "0 seconds"),
        ("xml", Limits(max_depth=3), "3 deep"),
        ("xml", Limits(seconds=0), "0 seconds"),
        ("txt", Limits(max_chars=500), "more than 500 characters"),
        ("txt", Limits(seconds=0), "0 seconds"),
    ],
)
def test_limits_hold(kind: str, limits: Limits, words: str) -> None:
    with pytest.raises(errors.LimitExceeded, match=words):
        read_bytes(KINDS[kind], "a", limits=limits)


def test_limits_hold_for_files_and_pages_of_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A\fB\fC")
    with pytest.raises(errors.LimitExceeded, match="bigger than 3 bytes"):
        read_document(path, limits=Limits(max_bytes=3))
    with pytest.raises(errors.LimitExceeded, match="bigger than 3 bytes"):
        read_document(io.BytesIO(path.read_bytes()), limits=Limits(max_bytes=3))
    with pytest.raises(errors.LimitExceeded, match="more than 2 pages"):
        read_document(path, limits=Limits(max_pages=2))


def damages(kind: str) -> Iterator[bytes]:
    """Yield 30 damaged copies of a file, the same ones every time."""
    data = KINDS[kind]
    chance = random.Random(kind)
    for part in range(1, 8):
        yield data[: len(data) * part // 8]
        yield data[len(data) * part // 8 :]
    for flips in (1, 5, 50, 500):
        copy = bytearray(data)
        for _ in range(flips):
            copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        yield bytes(copy)
    for size in (16, 256, 4096):
        at = chance.randrange(len(data))
        yield data[:at] + bytes(size) + data[at + size :]
        yield data[:at] + data[at + size :]
    blocks = [data[at : at + 512] for at in range(0, len(data), 512)]
    for _ in range(3):
        chance.shuffle(blocks)
        yield b"".join(blocks)
    yield data * 2
    yield data[::-1]
    yield bytes(len(data))


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    refused = []
    for data in damages(kind):
        try:
            document = read_bytes(data, f"skadet.{kind}")
        except errors.ReadError as error:
            refused.append(error.where)
        else:
            assert_holds_together(document)
    assert set(refused) == {f"skadet.{kind}"}
