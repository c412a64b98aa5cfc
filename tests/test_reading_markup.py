"""HTML, XML, tables and broken words: cases as data."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import read_bytes, read_document
from pipeline.reading.agenda import agenda_blocks
from pipeline.reading.blocks import Block
from pipeline.reading.hyphens import count_words, join_broken
from pipeline.reading.tables import Row, render_table

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "reading.json").read_text("utf-8")
)


def named(case: dict[str, Any]) -> str:
    return str(case.get("name") or case["text"])


@pytest.mark.parametrize("case", CASES["markup"], ids=named)
def test_markup_becomes_the_plain_layout(case: dict[str, Any]) -> None:
    document = read_bytes(case["page"].encode(), "page")
    lines = [[line.level, line.span.of(document.text)] for line in document.lines]
    assert lines == case["lines"]


@pytest.mark.parametrize("case", CASES["markup"], ids=named)
def test_nothing_closed_hidden_or_of_the_site_is_read(case: dict[str, Any]) -> None:
    text = read_bytes(case["page"].encode(), "page").text
    for word in ("hemmeligt", "skjult", "cookies", "Kopier", "Opsigelse", "Tilbud", "Til toppen"):
        assert word not in text


@pytest.mark.parametrize("case", CASES["tables"], ids=named)
def test_tables_read_row_by_row(case: dict[str, Any]) -> None:
    rows = [
        Row(tuple(cells), head=bool(case.get("heads")) and place == 0)
        for place, cells in enumerate(case["rows"])
    ]
    assert render_table(rows) == case["lines"]


WORDS = st.text(st.sampled_from("abæø1 ,"), max_size=4)


@given(st.lists(st.lists(WORDS, max_size=5), max_size=6), st.booleans())
def test_no_cell_of_a_table_is_lost(cells: list[list[str]], marked: bool) -> None:
    rows = [Row(tuple(row), head=marked and not place) for place, row in enumerate(cells)]
    shown = "\n".join(render_table(rows))
    for row in cells[1:]:
        for cell in row:
            assert cell.strip() in shown


@pytest.mark.parametrize("case", CASES["hyphens"], ids=named)
def test_broken_words_follow_the_document(case: dict[str, Any]) -> None:
    words = count_words([case["rest"]])
    assert join_broken(case["above"], case["below"], words) == case["text"]


LETTERS = st.text(st.sampled_from("abcdæøå -"), min_size=1, max_size=8)


@given(LETTERS, LETTERS)
def test_joining_changes_nothing_but_hyphens_and_blanks(above: str, below: str) -> None:
    def bare(text: str) -> str:
        return text.replace("-", "").replace(" ", "")

    assert bare(join_broken(above, below, Counter())) == bare(above + below)


def test_the_real_portal_page(real: Path) -> None:
    pages = sorted(real.glob("*.html"))
    assert pages
    for page in pages:
        document = read_document(page)
        texts = [line.span.of(document.text) for line in document.lines]
        items = [line.span.of(document.text) for line in document.lines if line.level == 2]
        assert [item.split(":")[0] for item in items] == [
            f"Punkt {number}" for number in range(1, len(items) + 1)
        ]
        assert len(items) > 3
        assert texts.count("Beslutninger") == len(items)
        noise = ("Hent som PDF", "Kopier link", "Tip en ven", "Luk", "Tilbage til forsiden", "PDF")
        assert not set(noise) & set(texts)


@pytest.mark.parametrize("case", CASES["agendas"], ids=named)
def test_tables_that_hold_the_agenda(case: dict[str, Any]) -> None:
    cells = [
        [[Block(part) for part in cell.split("|") if part] for cell in row] for row in case["rows"]
    ]
    found = agenda_blocks(cells)
    assert (None if found is None else [block.text for block in found]) == case["lines"]


def test_an_agenda_in_a_table_of_a_page() -> None:
    rows = "<tr><th>Nr.<th>Emne<th>Beslutning<tr><td>1<td>Løn<td>Godkendt.<tr><td>2<td>Biler<td>Nej"
    document = read_bytes(f"<h1>Referat</h1><table>{rows}</table>".encode(), "page")
    lines = [(line.level, line.span.of(document.text)) for line in document.lines]
    assert lines[1:4] == [(2, "Punkt 1: Løn"), (3, "Beslutning"), (None, "Godkendt.")]
