"""PDF: the typeset minutes come back as they were, whatever the page did to them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas
from typeset import typeset_pdf

from pipeline.reading import read_bytes
from pipeline.reading.margins import Page, strip_margins
from pipeline.reading.rows import Cell, Row, order_rows

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "reading.json").read_text("utf-8")
)
MINUTES = "\n".join(CASES["minutes"])


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def draw(paint: Callable[[Canvas], None], pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))
    for _ in range(pages):
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"scale": 0.8},
        {"justified": False},
        {"footer_first": False},
        {"header": "Fjordby Kommune", "footer": "Side {page} af 9"},
    ],
    ids=str,
)
def test_the_typeset_minutes_come_back(setting: dict[str, Any]) -> None:
    document = read_bytes(typeset_pdf(MINUTES, **setting), "referat.pdf")
    assert words(document.text) == words(MINUTES)
    assert "Side" not in document.text


def test_no_body_line_is_broken() -> None:
    document = read_bytes(typeset_pdf(MINUTES), "referat.pdf")
    read = {words(line) for line in document.text.splitlines()}
    wanted = {
        words(line)
        for line in MINUTES.splitlines()
        if line.strip() and not re.match(r"Punkt \d|.*\.{5}\s*\d", line)
    }
    assert wanted - read == set()


def test_real_minutes_come_back(real: Path) -> None:
    sources = sorted(real.glob("*.txt"))
    assert sources
    for source in sources:
        text = source.read_text("utf-8")
        document = read_bytes(typeset_pdf(text), source.name)
        assert words(document.text) == words(text)
        body = [
            words(line)
            for line in text.splitlines()
            if line.strip() and not re.match(r"Punkt \d|REFERAT|.*(?:\.{4}|komponent)\s*\d+$", line)
        ]
        read = {words(line) for line in document.text.splitlines()}
        assert [line for line in body if line not in read] == []


def test_sizes_and_weights_tell_the_headings() -> None:
    document = read_bytes(typeset_pdf(MINUTES), "referat.pdf")
    looks = {
        line.span.of(document.text): (line.size, line.bold, line.level) for line in document.lines
    }
    assert looks["REFERAT Direktionen d. 12-03-2031"] == (24.0, True, None)
    assert looks["Beslutning"] == (15.0, True, None)
    assert looks["Anbefales."] == (12.0, False, None)
    # Four items, of which two wrap: every line of a heading has its size.
    headings = [line for line in document.lines if line.size == 18.0]
    assert len(headings) == 6
    assert all(line.bold for line in headings)


def test_pages_tell_where_each_starts() -> None:
    document = read_bytes(typeset_pdf(MINUTES), "referat.pdf")
    assert document.pages[0] == 0
    assert len(document.pages) > 2
    assert list(document.pages) == sorted(document.pages)
    for start in document.pages[1:]:
        assert document.text[start - 1].isspace()
        assert not document.text[start].isspace()


def test_empty_pages_are_counted() -> None:
    def paint(canvas: Canvas) -> None:
        if canvas.getPageNumber() in (2, 4):
            canvas.drawString(60, 700, f"Ord på {canvas.getPageNumber()}")

    document = read_bytes(draw(paint, pages=5), "huller.pdf")
    assert document.text == "Ord på 2\n\nOrd på 4"
    assert document.pages == (0, 0, 10, 10, 18)


def test_the_size_of_scaled_text_is_what_is_seen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.scale(12, 12)
        canvas.setFont("Helvetica-Bold", 1)
        canvas.drawString(5, 60, "Beslutning")

    line = read_bytes(draw(paint), "skaleret.pdf").lines[0]
    assert (line.size, line.bold) == (12.0, True)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read_upright(angle: int) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for place, text in enumerate(["Beslutning", "Godkendt af udvalget", "Yrsa"]):
            canvas.drawString(-100, 100 - 40 * place, text)
        canvas.drawString(90, 60, "8,5")

    document = read_bytes(draw(paint), "drejet.pdf")
    assert document.text.split("\n\n") == ["Beslutning", "Godkendt af udvalget\t8,5", "Yrsa"]


def test_a_watermark_across_the_page_is_no_text() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Sagen er udsat til næste møde.")
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 80)
        canvas.drawString(0, 0, "UDKAST")

    assert read_bytes(draw(paint), "udkast.pdf").text == "Sagen er udsat til næste møde."


def test_cells_of_a_row_stand_on_one_line() -> None:
    def paint(canvas: Canvas) -> None:
        for left, column in ((60, "Post Anlæg Drift"), (200, "Budget 640 15"), (300, "Rest 0 30")):
            for place, cell in enumerate(column.split()):
                canvas.drawString(left, 700 - 20 * place, cell)

    document = read_bytes(draw(paint), "tabel.pdf")
    assert document.text == "Post\tBudget\tRest\nAnlæg\t640\t0\nDrift\t15\t30"


BROKEN = """Referat

Der skal findes plads til en ny p-kælder, og til august skal budgettet for hele området budget-
lægges igen, så børne- og ungeområdet også kommer med i den samlede planlægning af p-
kælderen.
"""


def test_words_broken_at_the_line_end_are_put_together() -> None:
    def paint(canvas: Canvas) -> None:
        for place, line in enumerate(BROKEN.splitlines()):
            canvas.setFont("Helvetica", 18 if place == 0 else 12)
            canvas.drawString(50, 700 - 15 * place, line)

    text = read_bytes(draw(paint), "delt.pdf").text
    assert "budgetlægges igen" in text
    assert "børne- og ungeområdet" in text
    assert "planlægning af p-kælderen." in text


def test_a_paragraph_runs_on_over_the_page() -> None:
    line = "Udvalget har drøftet sagen og ønsker at få den belyst fra flere sider, før der kan"

    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        if canvas.getPageNumber() == 1:
            canvas.drawString(60, 62, line)
        else:
            canvas.drawString(60, 740, "tages stilling.")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 30, f"Teknisk Udvalg, side {canvas.getPageNumber()}")

    document = read_bytes(draw(paint, pages=2), "lang.pdf")
    assert document.text == f"{line} tages stilling."
    assert document.text[document.pages[1] :] == "tages stilling."
    assert len(document.lines) == 1


def rows(*texts: str, top: float = 780.0, page: int = 0) -> tuple[Row, ...]:
    return tuple(
        Row((Cell(text, 60, 200),), top - 20 * place, 12, page=page)
        for place, text in enumerate(texts)
    )


def test_items_that_start_each_page_are_no_running_header() -> None:
    pages = [
        Page(rows(f"Punkt {number}: Lukket", "31-00041", page=number), 800, 0, 600)
        for number in range(4)
    ]
    assert [page.rows for page in strip_margins(pages)] == [page.rows for page in pages]


def test_the_header_that_bears_the_date_is_kept_once() -> None:
    pages = [
        Page(rows(f"Direktionen 12-03-2031 side {number}", "Ord" * number, page=number), 800, 0, 1)
        for number in range(1, 4)
    ]
    left = [row.text for page in strip_margins(pages) for row in page.rows]
    assert left == ["Direktionen 12-03-2031 side 1", "Ord", "OrdOrd", "OrdOrdOrd"]


@pytest.mark.parametrize("case", CASES["margins"], ids=lambda case: str(case["name"]))
def test_what_runs_over_the_pages_and_what_does_not(case: dict[str, Any]) -> None:
    pages = [
        Page(rows(*texts, page=number), 800, 0, 600) for number, texts in enumerate(case["pages"])
    ]
    left = [[row.text for row in page.rows] for page in strip_margins(pages)]
    assert left == case["left"]


def test_a_cell_halfway_down_a_cell_of_two_lines_stands_beside_it() -> None:
    def cell(text: str, left: float, y: float) -> Row:
        return Row((Cell(text, left, left + 80),), y, 12)

    entry = [cell("Betaling for opladning på", 60, 700), cell("standere", 60, 684)]
    found = order_rows([*entry, cell("5", 400, 692), cell("Lukket: Salg", 60, 660)])
    assert [row.text for row in found] == [
        "Betaling for opladning på standere\t5",
        "Lukket: Salg",
    ]


def test_a_closed_line_is_never_joined_to_the_line_above() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        for place, text in enumerate(["Et langt emne " * 5, "Lukket: Salg af grund", "Et emne"]):
            canvas.drawString(60, 700 - 15 * place, text)

    lines = read_bytes(draw(paint), "liste.pdf").text.splitlines()
    assert [line for line in lines if line.startswith("Lukket")] == ["Lukket: Salg af grund"]


def test_the_second_line_of_a_table_head_goes_back_into_it() -> None:
    def cell(text: str, left: float, y: float) -> Row:
        return Row((Cell(text, left, left + 50),), y, 12)

    head = [cell("Post", 60, 700), cell("Forventet", 150, 700), cell("Rest", 250, 700)]
    ordered = order_rows([*head, cell("forbrug", 150, 685), cell("Drift", 60, 660)])
    assert [row.text for row in ordered] == ["Post\tForventet forbrug\tRest", "Drift"]


def test_a_wrapped_line_of_the_contents_is_not_put_into_the_one_above() -> None:
    entry = Row((Cell("Budget 2031.....", 60, 225), Cell("3", 245, 252)), 700, 12)
    wrapped = Row((Cell("Lukket: Salg", 60, 230),), 686, 12)
    assert [row.text for row in order_rows([entry, wrapped])] == [
        "Budget 2031.....\t3",
        "Lukket: Salg",
    ]
