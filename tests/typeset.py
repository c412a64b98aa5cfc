"""Typeset minutes given as plain text: as PDF, DOCX and HTML, the way a council system does.

The plain layout is the one the readers render to: blocks between blank lines, ``Punkt 3: …``
over an item, known section headings on lines of their own, ``- `` and ``1. `` lists, tabs
between the cells of a table row.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

ITEM = re.compile(r"Punkt \d+: ")
LIST = re.compile(r"(?:- |(\d+)\. )(?=\S)")
CONTENTS = re.compile(r"\.{3,}\s*\d+$")
SECTIONS = frozenset(
    {
        "Beslutning",
        "Sagsfremstilling",
        "Resume og sagens baggrund",
        "Indstillinger",
        "Behandling",
        "Bilag",
        "Økonomiske konsekvenser",
        "Indholdsfortegnelse",
    }
)
SIZES = {"title": 32, "item": 24, "section": 20, "contents": 23, "body": 16}


class Piece(NamedTuple):
    """One line of the minutes and what it is: title, item, section, contents, table, list, body."""

    kind: str
    text: str
    first: bool


def pieces(
    text: str, sections: frozenset[str] = SECTIONS, items: frozenset[str] = frozenset()
) -> Iterator[Piece]:
    """Yield the non-blank lines of *text* with their kinds; ``first`` after a blank line.

    *items* are lines that head an item without being of the form ``Punkt 3: …``.
    """
    blank, titled, kind = True, False, ""
    for line in text.splitlines():
        if not line.strip():
            blank = True
            continue
        listed = kind == "contents" and re.search(r"\t\d+$", line)
        kind = "title" if not titled else "contents" if listed else _kind(line, sections, items)
        yield Piece(kind, line.strip(), blank)
        blank, titled = False, True


def _kind(line: str, sections: frozenset[str], items: frozenset[str]) -> str:
    if ITEM.match(line) or line.strip() in items:
        return "item"
    if line.strip() in sections:
        return "section"
    if CONTENTS.search(line):
        return "contents"
    if "\t" in line:
        return "table"
    return "list" if LIST.match(line) else "body"


def typeset_pdf(
    text: str,
    *,
    sections: frozenset[str] = SECTIONS,
    items: frozenset[str] = frozenset(),
    header: str = "Direktionen",
    footer: str = "Side {page}",
    scale: float = 1.0,
    justified: bool = True,
    footer_first: bool = True,
) -> bytes:
    """Return *text* as a PDF: big headings, justified text, header and footer on every page.

    ``footer_first`` writes header and footer before the body into the page's stream, as many
    systems do. Every item starts a new page where less than a third of the page is left.
    """
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        CondPageBreak,
        Frame,
        PageTemplate,
        Paragraph,
        Table,
    )

    def style(kind: str) -> ParagraphStyle:
        size = SIZES.get(kind, SIZES["body"]) * scale * 0.75
        return ParagraphStyle(
            kind,
            fontName="Helvetica-Bold" if kind in ("title", "item", "section") else "Helvetica",
            fontSize=size,
            leading=size * 1.25,
            spaceBefore=size * 0.9,
            alignment=TA_JUSTIFY if justified and kind == "body" else TA_LEFT,
            leftIndent=size if kind == "list" else 0,
            bulletIndent=0,
        )

    styles = {kind: style(kind) for kind in (*SIZES, "list", "table")}
    tight = {
        kind: ParagraphStyle(f"{kind} tight", parent=made, spaceBefore=0)
        for kind, made in styles.items()
    }

    def margins(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, A4[1] - 30, header)
        canvas.drawRightString(A4[0] - 60, 30, footer.format(page=document.page))

    story = []
    rows: list[list[str]] = []
    size = SIZES["body"] * scale * 0.75
    for piece in (*pieces(text, sections, items), Piece("end", "", True)):
        if piece.kind == "table":
            rows.append(piece.text.split("\t"))
            continue
        if rows:
            cells = [[Paragraph(cell, tight["table"]) for cell in row] for row in rows]
            story.append(Table(cells, spaceBefore=size, hAlign="LEFT"))
            rows = []
        if piece.kind == "end":
            break
        if piece.kind == "item":
            story.append(CondPageBreak(A4[1] / 3))
        chosen = (styles if piece.first else tight)[piece.kind]
        marker = LIST.match(piece.text) if piece.kind == "list" else None
        words = html.escape(piece.text[marker.end() :] if marker else piece.text)
        story.append(
            Paragraph(words, chosen, bulletText=marker.group().strip() if marker else None)
        )
    buffer = io.BytesIO()
    made = BaseDocTemplate(buffer, pagesize=A4)
    frame = Frame(60, 60, A4[0] - 120, A4[1] - 120, 0, 0, 0, 0)
    when = "onPage" if footer_first else "onPageEnd"
    made.addPageTemplates(PageTemplate(frames=[frame], **{when: margins}))
    made.build(story)
    return buffer.getvalue()


def typeset_docx(
    text: str, *, sections: frozenset[str] = SECTIONS, items: frozenset[str] = frozenset()
) -> bytes:
    """Return *text* as a Word document with heading styles, automatic lists and tables."""
    import docx

    styles = {"title": "Title", "item": "Heading 1", "section": "Heading 2"}
    document = docx.Document()
    rows: list[list[str]] = []
    marker, numbering = None, 0
    for piece in (*pieces(text, sections, items), Piece("end", "", True)):
        if piece.kind == "table":
            rows.append(piece.text.split("\t"))
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(rows, table.rows, strict=True):
                for value, cell in zip(row, cells.cells, strict=True):
                    cell.text = value
            rows = []
        if piece.kind == "end":
            break
        style = styles.get(piece.kind)
        words = piece.text
        if marker := LIST.match(words) if piece.kind == "list" else None:
            style = "List Number" if marker.group(1) else "List Bullet"
            words = words[marker.end() :]
        paragraph = document.add_paragraph(words, style)
        if marker is not None and marker.group(1):
            if marker.group(1) == "1":
                numbering = _new_numbering(document)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = numbering
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _new_numbering(document: Any) -> int:
    """Begin a list at 1 again, as Word's "restart numbering" does."""
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    numbers = document.part.numbering_part.element
    abstract = numbers.num_having_numId(style).abstractNumId.val
    number = numbers.add_num(abstract)
    number.add_lvlOverride(0).add_startOverride(1)
    return int(number.numId)


def typeset_html(
    text: str, *, sections: frozenset[str] = SECTIONS, items: frozenset[str] = frozenset()
) -> bytes:
    """Return *text* as a page of a council's own site, with the menus and banners around it."""
    tags = {"title": "h1", "item": "h2", "section": "h3"}
    parts: list[str] = []
    rows: list[list[str]] = []
    for piece in (*pieces(text, sections, items), Piece("end", "", True)):
        if piece.kind == "table":
            rows.append(piece.text.split("\t"))
            continue
        if rows:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
            rows = []
        if piece.kind == "end":
            break
        if marker := LIST.match(piece.text) if piece.kind == "list" else None:
            words = html.escape(piece.text[marker.end() :])
            tag = f'ol start="{marker.group(1)}"' if marker.group(1) else "ul"
            parts.append(f"<{tag}><li>{words}</li></{tag[:2]}>")
            continue
        tag = tags.get(piece.kind, "p")
        parts.append(f"<{tag}>{html.escape(piece.text)}</{tag}>")
    return (
        "<!DOCTYPE html><html lang='da'><head><meta charset='utf-8'><title>Referat</title>"
        "<style>p { margin: 0 }</style></head><body>"
        "<div class='cookie-banner'><p>Vi bruger cookies</p><button>Accepter alle</button></div>"
        "<nav><ul><li><a href='/'>Forside</a></li><li><a href='/p'>Politik</a></li></ul></nav>"
        f"<main><article>{''.join(parts)}<a href='#top'>Til toppen</a></article></main>"
        "<footer><p>Rådhuset, Torvet 1</p></footer></body></html>"
    ).encode()
