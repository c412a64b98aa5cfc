"""DOCX: order, headings, automatic numbers, tables, and what Word hides."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset import typeset_docx, typeset_html

from pipeline.reading import read_bytes
from pipeline.reading.numbering import write_number

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "reading.json").read_text("utf-8")
)
MINUTES = "\n".join(CASES["minutes"])


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines_of(data: bytes) -> list[tuple[int | None, str]]:
    document = read_bytes(data, "referat.docx")
    return [(line.level, line.span.of(document.text)) for line in document.lines]


def plain(text: str) -> list[str]:
    """Return the lines of *text* outside its tables, which are rendered row by row."""
    lines = [re.sub(r"\s+", " ", line.strip()) for line in text.splitlines() if "\t" not in line]
    return [line for line in lines if line and not re.search(r" – .*: .*; ", line)]


@pytest.mark.parametrize("typeset", [typeset_docx, typeset_html])
def test_the_typeset_minutes_come_back(typeset: Any) -> None:
    document = read_bytes(typeset(MINUTES), "referat")
    contents = [line for line in MINUTES.splitlines() if re.search(r"\.{3}\t\d", line)]
    read = [line for line in plain(document.text) if not re.search(r"\.{3}", line)]
    assert read == plain(MINUTES)
    assert all(line.split(".....")[0] in document.text for line in contents)
    assert "Anlæg (1.000 kr) – Budget 2031: 640; Budget 2032: 0; Budget 2033: 0" in document.text
    levels = {line.span.of(document.text): line.level for line in document.lines}
    assert levels["REFERAT Direktionen d. 12-03-2031"] == 1
    assert levels["Punkt 2: Lukket: Udbud af rengøring"] == 2
    assert levels["Beslutning"] == 3
    assert levels["Anbefales."] is None


@pytest.mark.parametrize("typeset", [typeset_docx, typeset_html])
def test_real_minutes_come_back(typeset: Any, real: Path) -> None:
    sources = sorted(real.glob("*.txt"))
    assert sources
    for source in sources:
        text = source.read_text("utf-8")
        read = plain(read_bytes(typeset(text), source.name).text)
        contents = {" ".join(line.split()) for line in text.splitlines() if "\t" in line}
        assert [line for line in read if line not in contents] == plain(text)


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="70"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %1:"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="71">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/>
</w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="72"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="80"><w:abstractNumId w:val="70"/></w:num>
<w:num w:numId="81"><w:abstractNumId w:val="71"/></w:num>
<w:num w:numId="82"><w:abstractNumId w:val="71"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="83"><w:abstractNumId w:val="72"/></w:num></w:numbering>"""


def numbered(
    document: Any, text: str, number: int, depth: int = 0, style: str | None = None
) -> Any:
    paragraph = document.add_paragraph(text, style)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/>"
            f"<w:numId w:val='{number}'/></w:numPr>"
        )
    )
    return paragraph


def test_automatic_numbers_are_recovered() -> None:
    document = docx.Document()
    part = document.part.numbering_part
    for child in parse_xml(NUMBERING):
        part.element.append(child)
    numbered(document, "Budget", 80, style="Heading 1")
    document.add_paragraph("Det indstilles, at")
    numbered(document, "taget skiftes", 81)
    numbered(document, "i år", 81, 1)
    numbered(document, "eller næste år", 81, 1)
    numbered(document, "kajen repareres", 81)
    numbered(document, "Valg", 80, style="Heading 1")
    numbered(document, "først", 82)
    numbered(document, "kort", 83)
    numbered(document, "slet ikke i en liste", 0)
    assert lines_of(saved(document)) == [
        (2, "Punkt 3: Budget"),
        (None, "Det indstilles, at"),
        (None, "1. taget skiftes"),
        (None, "1.a) i år"),
        (None, "1.b) eller næste år"),
        (None, "2. kajen repareres"),
        (2, "Punkt 4: Valg"),
        (None, "1. først"),
        (None, "- kort"),
        (None, "slet ikke i en liste"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [(9, "upperRoman", "IX"), (27, "upperLetter", "AA"), (7, "decimalZero", "07"), (5, "?", "5")],
)
def test_number_formats(value: int, form: str, written: str) -> None:
    assert write_number(value, form) == written


def test_the_body_keeps_its_order_and_headings_their_level() -> None:
    document = docx.Document()
    document.add_heading("Referat", 1)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Udvalg:", "Havneudvalget", "Sted", "Salen"], strict=True):
        cell.text = text
    document.add_heading("Ny mole", 2)
    document.add_heading("Beslutning", 3)
    document.add_paragraph("Godkendt.")
    assert lines_of(saved(document)) == [
        (1, "Referat"),
        (None, "Udvalg: Havneudvalget"),
        (None, "Sted: Salen"),
        (2, "Ny mole"),
        (3, "Beslutning"),
        (None, "Godkendt."),
    ]


def test_deleted_and_hidden_text_is_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Sagen ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:t>slettet </w:t></w:r></w:del>"))
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>er godkendt</w:t></w:r></w:ins>")
    )
    paragraph.add_run(" hemmeligt").font.hidden = True
    assert lines_of(saved(document)) == [(None, "Sagen er godkendt")]


def test_links_breaks_and_content_controls_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Sted:\tSalen")
    paragraph.add_run("\nkl. 15")
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>.30</w:t></w:r></w:hyperlink>")
    )
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Referat</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert [text for _, text in lines_of(saved(document))] == [
        "Referat",
        "Sted:\tSalen",
        "kl. 15.30",
    ]


def test_bold_and_size_are_told() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Beslutning")
    run.bold = True
    run.font.size = docx.shared.Pt(14)
    document.add_paragraph("Godkendt.")
    first, second = read_bytes(saved(document), "a.docx").lines
    assert (first.size, first.bold) == (14.0, True)
    assert second.bold is False


def test_a_table_that_lays_out_the_page_is_read_part_by_part() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Referat"
    for text in ("Beslutning", "Godkendt.", "Bilag", "Kort"):
        cell.add_paragraph(text)
    assert [text for _, text in lines_of(saved(document))] == [
        "Referat", "Beslutning", "Godkendt.", "Bilag", "Kort",
    ]  # fmt: skip


def test_each_line_of_a_paragraph_has_its_own_weight() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Nye busser").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("Der købes\tto.")
    read = read_bytes(saved(document), "referat.docx")
    shown = [(line.bold, line.span.of(read.text)) for line in read.lines]
    assert shown == [(True, "Nye busser"), (False, "Der købes\tto.")]


def test_an_agenda_in_a_table() -> None:
    document = docx.Document()
    table = document.add_table(0, 3)
    for row in (("Nr.", "Emne", "Beslutning"), ("1", "Løn", "Godkendt."), ("2", "Bus", "Udsat.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    assert lines_of(saved(document)) == [
        (2, "Punkt 1: Løn"),
        (3, "Beslutning"),
        (None, "Godkendt."),
        (2, "Punkt 2: Bus"),
        (3, "Beslutning"),
        (None, "Udsat."),
    ]
