"""The one plain layout every format is brought to: blocks of text, and the document they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.reading.limits import Budget
from pipeline.records import Document, Line, Span


class Block(NamedTuple):
    """A paragraph, a heading, a list item or a table row: one line of the document's text.

    ``tight`` blocks follow the block before without a blank line. ``page_starts`` are the
    offsets in ``text`` at which a new page starts: 0 where the page starts with the block, more
    where a paragraph runs on over the page break, several where pages without text were passed.
    """

    text: str
    level: int | None = None
    size: float | None = None
    bold: bool = False
    tight: bool = False
    page_starts: tuple[int, ...] = ()


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
# Controls, soft hyphens, marks of width and direction, byte order marks.
_UNSEEN = ((0, 8), (14, 27), (31, 31), (127, 132), (134, 159), (173, 173), (0x200B, 0x200F))
_MARKS = ((0x202A, 0x202E), (0x2060, 0x2060), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF))
_INVISIBLE = {code: "" for low, high in _UNSEEN + _MARKS for code in range(low, high + 1)}
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_CLEAN = str.maketrans({**_LIGATURES, **_SPACES, **_INVISIBLE, **_BREAKS})
_BLANKS = re.compile(r"[ \t\r\n]+")


def clean_text(text: str) -> str:
    r"""Return *text* with one kind of space, one kind of line end and no invisible characters.

    Letters put together from two characters (a and a ring) become one, so that a word has one
    spelling.

    >>> clean_text("Ska\u030arup\xa0by")
    'Skårup by'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    r"""Return *text* cleaned, on one line and with single blanks.

    >>> squeeze(" Punkt 1:\n  Budget ")
    'Punkt 1: Budget'
    """
    return _BLANKS.sub(" ", clean_text(text)).strip()


def lay_out(blocks: Iterable[Block], sha256: str, budget: Budget) -> Document:
    """Return the document that *blocks* make.

    Args:
        blocks: In reading order; each a line of its own.
        sha256: The digest of the bytes they were read from.
        budget: Whose source names the document and whose limits hold.

    Raises:
        LimitExceeded: More text than allowed, or out of time.
    """
    parts: list[str] = []
    lines: list[Line] = []
    pages: list[int] = []
    offset = 0
    for block in blocks:
        budget.check_time()
        gap = "" if not parts else "\n" if block.tight else "\n\n"
        start = offset + len(gap)
        pages.extend(start + at for at in block.page_starts)
        parts += (gap, block.text)
        offset = start + len(block.text)
        budget.check_chars(offset)
        if block.text.strip():
            lines.append(Line(Span(start, offset), block.size, block.bold, block.level))
    text = "".join(parts)
    return Document(text, budget.source, sha256, tuple(pages) or (0,), tuple(lines))


def settle_levels(blocks: list[Block]) -> list[Block]:
    """Return *blocks* with heading levels that mean: 1 the title, 2 an item, 3 a section.

    Many documents use the top heading for every agenda item, so a level that stands more than
    once is no title, and everything moves one down. A level 0 is a title that stands above the
    top heading, and moves everything down as well.

    >>> [b.level for b in settle_levels([Block("A", 1), Block("B", 1), Block("C", 2)])]
    [2, 2, 3]
    """
    titled = any(block.level == 0 for block in blocks)
    if not titled and sum(block.level == 1 for block in blocks) < 2:
        return blocks
    return [
        block if block.level is None else block._replace(level=block.level + 1) for block in blocks
    ]
