"""The contract of reading: one Document for every kind, told apart by content."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typeset import typeset_docx, typeset_html, typeset_pdf

from pipeline.errors import ReadError
from pipeline.reading import read_bytes, read_document
from pipeline.records import Document

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "reading.json").read_text("utf-8")
)
MINUTES = "\n".join(CASES["minutes"])
KINDS = {
    "pdf": typeset_pdf(MINUTES),
    "docx": typeset_docx(MINUTES),
    "html": typeset_html(MINUTES),
    "xml": next(case["page"] for case in CASES["markup"] if "<?xml" in case["page"]).encode(),
    "txt": MINUTES.encode(),
}


def assert_holds_together(document: Document) -> None:
    """Assert what every Document promises."""
    text = document.text
    shown = [line.span.of(text) for line in document.lines]
    assert all(line.strip() and "\n" not in line for line in shown)
    assert shown == [line for line in text.split("\n") if line.strip()]
    starts = [line.span.start for line in document.lines]
    assert starts == sorted(set(starts))
    assert document.pages[0] == 0
    assert list(document.pages) == sorted(document.pages)
    assert document.pages[-1] <= len(text)
    assert not set(text) & set("\r\f\x00\u00ad\u00a0\u200b\ufeff\x02\ufffe")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_the_promises(kind: str) -> None:
    document = read_bytes(KINDS[kind], f"referat.{kind}")
    assert_holds_together(document)
    assert document.source == f"referat.{kind}"
    assert document.sha256 == hashlib.sha256(KINDS[kind]).hexdigest()


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_says_nothing(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "referat.jpg"
    path.write_bytes(KINDS[kind])
    assert read_document(path).text == read_bytes(KINDS[kind], "x").text
    assert read_document(str(path)).source == str(path)


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_file_is_read(kind: str) -> None:
    assert read_document(io.BytesIO(KINDS[kind])).text == read_bytes(KINDS[kind], "x").text


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_bytes(text.encode("utf-8", "ignore"), "a.txt")
    except ReadError:
        return
    assert_holds_together(document)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_bytes(data, "a.txt")
    except ReadError:
        return
    assert_holds_together(document)


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["name"])
def test_text_is_read_as_it_stands(case: dict[str, str]) -> None:
    assert read_bytes(case["text"].encode(), "a.txt").text == case["read"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("kind", ["txt", "html", "xml"])
def test_the_usual_encodings_are_told(kind: str, encoding: str) -> None:
    text = KINDS[kind].decode().replace("charset='utf-8'", "").replace("encoding='utf-8'", "")
    assert read_bytes(text.encode(encoding), "a").text == read_bytes(KINDS[kind], "a").text


def test_an_encoding_can_be_given() -> None:
    data = "Ældrerådet drøftede sagen".encode("cp865")
    assert read_bytes(data, "a.txt", encoding="cp865").text == "Ældrerådet drøftede sagen"


def test_a_form_feed_starts_a_page() -> None:
    document = read_bytes("Første\f\fTredje side".encode(), "a.txt")
    assert document.text == "Første\n\nTredje side"
    assert document.pages == (0, 7, 8)


def test_importing_the_readers_loads_no_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys, pipeline.reading;"
        "heavy = {'pypdfium2', 'docx', 'lxml', 'selectolax', 'spacy'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
