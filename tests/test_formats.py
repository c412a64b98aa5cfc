"""The same minutes as text, PDF, DOCX and HTML give the same items, labels and sections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typeset import typeset_docx, typeset_html, typeset_pdf

import pipeline
from pipeline.labelling import label_items
from pipeline.reading import read_bytes
from pipeline.records import Minutes
from pipeline.splitting import split_items

EXAMPLE = Path(pipeline.__file__).parent / "examples" / "direktionen.txt"
FORMATS = {"pdf": typeset_pdf, "docx": typeset_docx, "html": typeset_html}


def essence(data: bytes, name: str) -> list[Any]:
    """What must not depend on the format: white space and table rows may."""
    minutes = split_items(read_bytes(data, name))
    head = (minutes.body, minutes.date, minutes.time, minutes.place, minutes.participants)
    labelled = [
        (
            one.item.number,
            one.item.title,
            one.item.case_number,
            one.item.route,
            [label.value for label in one.decisions],
            one.topics[0].value,
            sections_of(one.item.sections, minutes),
        )
        for one in label_items(minutes)
    ]
    return [head, [item.number for item in minutes.items], minutes.closed_count, *labelled]


def sections_of(sections: Any, minutes: Minutes) -> list[tuple[str, str]]:
    return [
        (section.kind.value, "".join(section.body.of(minutes.text).split())[:60])
        for section in sections
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_example_reads_the_same(name: str) -> None:
    text = EXAMPLE.read_text("utf-8")
    expected = essence(text.encode(), "example.txt")
    assert len(expected) == 3 + 6
    assert essence(FORMATS[name](text), f"example.{name}") == expected


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("document", ["000*.txt", "001*.txt"])
def test_real_minutes_read_the_same(name: str, document: str, real: Path) -> None:
    (path,) = real.glob(document)
    text = path.read_text("utf-8")
    assert essence(FORMATS[name](text), f"real.{name}") == essence(text.encode(), "real.txt")
