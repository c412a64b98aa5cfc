"""Render documents of the corpus as PDF, DOCX and HTML: ``python corpus/render.py [ID …]``.

Without ids it renders again those that lie in ``corpus/rendered``. A document is kept only if
all three files read back to the items of its text; the others are named and left out. What
heads an item and what heads a section is taken from the text as Referat reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from typeset import typeset_docx, typeset_html, typeset_pdf  # noqa: E402  (found on that path)

from pipeline.labelling import label_items  # noqa: E402
from pipeline.reading import read_bytes  # noqa: E402
from pipeline.records import ClosedItem, Item, Minutes  # noqa: E402
from pipeline.splitting import split_items  # noqa: E402

FORMATS = {"pdf": typeset_pdf, "docx": typeset_docx, "html": typeset_html}
FOLDER = HERE / "rendered"


def essence(data: bytes, name: str) -> list[object]:
    """Return what must not depend on the format: head, numbers, titles and labels."""
    minutes = split_items(read_bytes(data, name))
    labelled = {id(one.item): one for one in label_items(minutes)}
    items: list[object] = [(minutes.body, minutes.date)]
    for item in minutes.items:
        if isinstance(item, ClosedItem):
            items.append(item.number)
            continue
        one = labelled[id(item)]
        decisions = [label.value for label in one.decisions]
        items.append((item.number, item.title, item.case_number, decisions, one.topics[0].value))
    return items


def render_document(text: str) -> dict[str, bytes]:
    """Return the document in each format."""
    minutes = split_items(read_bytes(text.encode(), "minutes.txt"))
    items = frozenset(_headings(text, minutes))
    spans = (section.heading for item in minutes.open_items for section in item.sections)
    sections = frozenset(_first_line(span.of(text)) for span in spans) - {""} - items
    return {kind: make(text, sections=sections, items=items) for kind, make in FORMATS.items()}


def _headings(text: str, minutes: Minutes) -> Iterator[str]:
    """Yield the lines that head items; a closed item's is the first line of a gap."""
    at = None
    for item in minutes.items:
        if isinstance(item, Item):
            start = text.rfind("\n", 0, item.heading.start) + 1
            yield _first_line(text[start:])
            at = item.span.end
        elif at is not None:
            gap = text[at:].lstrip()
            yield _first_line(gap)
            at = text.find(gap) + len(_first_line(gap))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].strip()


def main(names: list[str]) -> int:
    """Render the documents *names*, and say which could not be."""
    FOLDER.mkdir(exist_ok=True)
    left_out = 0
    for name in names or sorted({path.stem for path in FOLDER.iterdir()}):
        text = (HERE / "minutes" / f"{name}.txt").read_text("utf-8")
        try:
            expected = essence(text.encode(), f"{name}.txt")
            made = render_document(text)
            same = {
                kind: essence(data, f"{name}.{kind}") == expected for kind, data in made.items()
            }
        except Exception as error:
            same = {type(error).__name__: False}
            made = {}
        if all(same.values()):
            for kind, data in made.items():
                (FOLDER / f"{name}.{kind}").write_bytes(data)
            continue
        left_out += 1
        print(f"{name}: differs as {', '.join(k for k, equal in same.items() if not equal)}")
    return left_out


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
