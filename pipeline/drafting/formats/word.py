"""DOCX by python-docx: real styles for headings and lists, the language set to Danish."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pipeline.drafting.formats.outline import Block, Heading, Listing, Run

LANGUAGE = "da-DK"
_STYLES = ("Heading 1", "Heading 2", "List Bullet")
_CORE = (
    "author", "category", "comments", "content_status", "identifier", "keywords",
    "last_modified_by", "subject", "version",
)  # fmt: skip


def to_docx(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a Word document.

    The headline is its title property; it names no author, no program and no date, so that it
    says the same whenever it is made.

    >>> to_docx([Heading("Nyt fra Direktionen", 1)])[:2]
    b'PK'
    """
    from docx import Document

    document = Document()
    _set_language(document)
    _set_properties(document, next(one.text for one in blocks if isinstance(one, Heading)))
    _darken(document)
    _write(document, blocks)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document: Any, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            document.add_paragraph(block.text, style=f"Heading {block.level}")
        elif isinstance(block, Listing):
            for entry in block.entries:
                _add_runs(document.add_paragraph(style="List Bullet"), entry)
        else:
            _add_runs(document.add_paragraph(), block.runs)


def _add_runs(paragraph: Any, runs: Sequence[Run]) -> None:
    for run in runs:
        paragraph.add_run(run.text).bold = run.strong or None


def _set_language(document: Any) -> None:
    """Set the language that Word checks spelling in, and that a screen reader reads in."""
    from docx.oxml.ns import qn

    roots = (document.styles.element, document.settings.element)
    for root in roots:
        for mark in (*root.iter(qn("w:lang")), *root.iter(qn("w:themeFontLang"))):
            mark.set(qn("w:val"), LANGUAGE)


def _set_properties(document: Any, title: str) -> None:
    core = document.core_properties
    for name in _CORE:
        setattr(core, name, "")
    # A property holds 255 characters at most.
    core.title, core.language, core.revision = title[:255], LANGUAGE, 1
    for element in [*core._element]:
        if element.tag.rpartition("}")[2] in ("created", "modified"):
            core._element.remove(element)


def _darken(document: Any) -> None:
    """Make headings black: the template's light blue is too faint for WCAG 2.1 AA."""
    from docx.shared import RGBColor

    for name in _STYLES:
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)
