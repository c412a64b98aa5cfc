"""The rendered documents read back to the items a person has labelled, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import corpus, key

from pipeline.corpus import ClosedRow
from pipeline.reading import read_document
from pipeline.records import ClosedItem
from pipeline.splitting import split_items

FOLDER = Path(__file__).parents[1] / "corpus" / "rendered"
FILES = sorted(FOLDER.iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reads_back_to_its_items(path: Path) -> None:
    minutes = split_items(read_document(str(path)))
    rows = [row for row in corpus().rows if row.document == path.stem]
    assert [
        (item.number, None if isinstance(item, ClosedItem) else key(item.title))
        for item in minutes.items
    ] == [(row.number, None if isinstance(row, ClosedRow) else key(row.title)) for row in rows]


def test_every_document_is_there_in_three_formats() -> None:
    names = {path.stem for path in FILES}
    assert len(names) >= 25
    assert {path.name for path in FILES} == {
        f"{name}.{kind}" for name in names for kind in ("pdf", "docx", "html")
    }
