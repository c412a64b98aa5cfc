"""Texts that were published, with the minutes they were made from, in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import FileMissing
from pipeline.evaluation.drafts.cases import DraftCase, file_case
from pipeline.reading import read_document

MINUTES, TEXTS = "minutes", "published"
_PLAIN = (".md", ".txt")


def published_cases(folder: Path) -> Iterator[DraftCase]:
    """Yield the meetings of a folder with what was published of them.

    ``minutes/NAME.*`` and ``published/NAME.*`` belong together. A published text is Markdown with
    "# " before its headline and "## " before each part, or any file that Referat reads in which
    the headings are marked as such.

    Raises:
        FileMissing: The folder has no such pair.
        ReadError: A file can't be read.
    """
    texts = {path.stem: path for path in sorted((folder / TEXTS).glob("*")) if path.is_file()}
    pairs = [(path, texts[path.stem]) for path in sorted((folder / MINUTES).glob("*"))
             if path.stem in texts]  # fmt: skip
    if not pairs:
        now = f"put {MINUTES}/NAME.pdf beside {TEXTS}/NAME.md"
        raise FileMissing("has no minutes with a published text", where=str(folder), now=now)
    for path, text in pairs:
        yield file_case(path, part="published", post=as_markdown(text))


def as_markdown(path: Path) -> str:
    """Return a published text as Markdown: headings by their level, paragraphs apart.

    Raises:
        ReadError: The file can't be read.
    """
    if path.suffix.lower() in _PLAIN:
        return path.read_text("utf-8-sig")
    document = read_document(str(path))
    lines = []
    for line in document.lines:
        mark = {None: "", 1: "# "}.get(line.level, "## ")
        lines.append(mark + line.span.of(document.text).strip())
    return "\n\n".join(lines) + "\n"
