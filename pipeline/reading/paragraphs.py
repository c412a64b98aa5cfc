"""Rows of a PDF into blocks: wrapped lines joined, headings and lists left alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading.blocks import Block
from pipeline.reading.hyphens import count_words, join_broken
from pipeline.reading.margins import Page
from pipeline.reading.rows import MARKER, Row

_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_DAY = re.compile(rf"\d{{1,2}}\.\s(?:{_MONTH})\b", re.IGNORECASE)
_ITEM = re.compile(rf"{MARKER.pattern}(?:\s|$)")
_DASH = re.compile(r"[-–]\s")
# Joined to the line above, it would close that as well.
_CLOSED = re.compile(r"Lukke[td]|LUKKE[TD]")
_ENDS = (".", ":", ";", "!", "?", ",")


class Measures(NamedTuple):
    """What is usual in a document: its body size, leading a size, right margin a page width."""

    body: float
    bold: bool
    leading: dict[float, float]
    margin: dict[int, float]


def join_rows(pages: Sequence[Page]) -> list[Block]:
    """Return the blocks that the rows of *pages* make.

    Lines of the body are joined into a paragraph where that is safe: same size and weight, the
    usual leading, and a line above with no room left for the next word. A paragraph may run on
    over a page break. Everything else stays a block of its own.
    """
    measures = _measure(pages)
    rows = [row for page in pages for row in page.rows]
    broken = any(row.hyphen or _ends_broken(row.text) for row in rows)
    words = count_words(row.text for row in rows) if broken else Counter[str]()
    widths = [round(page.width) for page in pages]
    blocks: list[Block] = []
    last: Row | None = None
    shown = -1
    for row in rows:
        new_pages = row.page - shown
        shown = row.page
        if last and _runs_on(last, row, measures, widths):
            above = blocks.pop()
            blocks.append(_append(above, last, row, words, new_pages))
        else:
            tight = last is not None and not new_pages and _is_tight(last, row, measures)
            starts = (0,) * new_pages
            blocks.append(Block(row.text, None, row.size, row.bold, tight, starts))
        last = row
    if blocks:  # the pages after the last word
        end = (len(blocks[-1].text),) * (len(pages) - 1 - shown)
        blocks[-1] = blocks[-1]._replace(page_starts=blocks[-1].page_starts + end)
    return blocks


def _ends_broken(text: str) -> bool:
    """Tell whether *text* ends in a word with a hyphen after it."""
    return text[-1:] == "-" and text[-2:-1].isalnum()


def _append(above: Block, last: Row, row: Row, words: Counter[str], new_pages: int) -> Block:
    if last.hyphen or _ends_broken(above.text):
        text = join_broken(above.text, row.text, words)
    else:
        text = f"{above.text} {row.text}"
    starts = (len(text) - len(row.text),) * new_pages
    return above._replace(text=text, page_starts=above.page_starts + starts)


def _measure(pages: Sequence[Page]) -> Measures:
    sizes: Counter[tuple[float, bool]] = Counter()
    gaps: defaultdict[float, list[float]] = defaultdict(list)
    ends: defaultdict[int, list[float]] = defaultdict(list)
    for page in pages:
        for row in page.rows:
            sizes[row.size, row.bold] += len(row.text)
            if len(row.cells) == 1:
                ends[round(page.width)].append(row.right)
        for above, below in pairwise(page.rows):
            if above.size == below.size and 0.8 <= (above.y - below.y) / row_height(above) <= 2:
                gaps[above.size].append(above.y - below.y)
    (body, bold), _ = sizes.most_common(1)[0] if sizes else ((0.0, False), 0)
    leading = {size: sorted(found)[len(found) // 10] for size, found in gaps.items()}
    # Three lines in a hundred may stick out; a page of short lines has no margin to reach.
    margin = {
        width: max(sorted(found)[int(len(found) * 0.97)], 0.75 * width)
        for width, found in ends.items()
    }
    return Measures(body, bold, leading, margin)


def row_height(row: Row) -> float:
    """Return the size of the row's letters, at least a point."""
    return max(row.size, 1.0)


def _runs_on(above: Row, below: Row, measures: Measures, widths: list[int]) -> bool:
    """Tell whether *below* goes on with the sentence of *above*."""
    if len(above.cells) > 1 or len(below.cells) > 1 or not _is_body(above, below, measures):
        return False
    ended = above.text.rstrip("»”\"')").endswith(_ENDS)
    over_page = above.page != below.page
    if ended if over_page else not _is_tight(above, below, measures):
        return False
    return above.hyphen or (
        not _starts_item(below, ended=ended)
        and (over_page or _stands_under(above, below))
        and _is_full(above, below, measures.margin[widths[above.page]], ended=ended)
    )


def _stands_under(above: Row, below: Row) -> bool:
    """Tell whether *below* is not set in further than a paragraph's second line would be."""
    indent = 2.5 if _ITEM.match(above.text) else 0.8
    return below.left <= above.left + indent * row_height(above)


def _is_full(above: Row, below: Row, margin: float, *, ended: bool) -> bool:
    """Tell whether the first word of *below* had no room left in the row above."""
    letter = (below.right - below.left) / max(len(below.text), 1)
    word = len(below.text.split(" ", 1)[0]) * letter
    # Capitals are wide, and a name often breaks in two.
    slack = 0.9 if ended else 1.5 if below.text[:1].islower() else 1.2
    return above.right + slack * (word + letter) > margin


def _is_body(above: Row, below: Row, measures: Measures) -> bool:
    same = above.size == below.size and above.bold == below.bold
    bold = above.bold and not measures.bold
    return same and not bold and above.size <= 1.2 * measures.body


def _is_tight(above: Row, below: Row, measures: Measures) -> bool:
    """Tell whether *below* follows at the usual leading, with no gap that parts paragraphs."""
    gap = above.y - below.y
    if len(above.cells) > 1 and len(below.cells) > 1:
        return gap <= 2.4 * row_height(above)
    usual = measures.leading.get(below.size, 1.25 * row_height(below))
    return above.size == below.size and above.bold == below.bold and gap <= 1.15 * usual + 0.5


def _starts_item(row: Row, *, ended: bool) -> bool:
    if _CLOSED.match(row.text):
        return True
    if not _ITEM.match(row.text) or _DAY.match(row.text):
        return False
    return ended or not _DASH.match(row.text) or row.text.startswith("- ")
