"""Running headers, footers and page numbers: what stands on every page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.reading.rows import Row

_BAND = 0.12  # of the page's height, at its top and at its foot
_PAGE_NUMBER = re.compile(
    r"(?:side|s\.|-|–)?\s*\d{1,4}\s*(?:(?:af|ud af|/|-|–|of)\s*\d{0,4})?", re.IGNORECASE
)
# An agenda item on each page looks like a header once its number is masked, and a heading that
# closes what follows must never get lost.
_NEVER = re.compile(r"luk|punkt|pkt|sag\b|sag nr|beslut|closed", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Page(NamedTuple):
    """The rows of a page from top to bottom, and where the page itself ends."""

    rows: tuple[Row, ...]
    top: float
    bottom: float
    width: float


def strip_margins(pages: Sequence[Page]) -> list[Page]:
    """Return *pages* without running headers, footers and page numbers.

    A header is a row near the edge of the page, with nothing but other headers outside it, that
    stands on two pages out of five with other figures at most. The first one that bears a year
    is kept: it may be the only place that tells body and date.
    """
    edges = [(_edge(page, foot=False), _edge(page, foot=True)) for page in pages]
    counts: Counter[str] = Counter()
    for top, foot in edges:
        counts.update({_mask(row) for row in (*top, *foot)})
    needed = max(2, 0.4 * len(pages))
    running = {key for key, count in counts.items() if count >= needed}
    stripped, dated = [], False
    for page, (top, foot) in zip(pages, edges, strict=True):
        head, tail = _running(top, running), _running(foot, running)
        kept = [row for row in head if not dated and _YEAR.search(row.text)]
        dated = dated or bool(kept)
        body = page.rows[len(head) : max(len(head), len(page.rows) - len(tail))]
        stripped.append(page._replace(rows=(*kept, *body)))
    return stripped


def _edge(page: Page, *, foot: bool) -> list[Row]:
    """Return the rows in the band at the top or the foot, from the edge of the page inwards."""
    band = _BAND * (page.top - page.bottom)
    if foot:
        return list(takewhile(lambda row: row.y < page.bottom + band, reversed(page.rows)))
    return list(takewhile(lambda row: row.y > page.top - band, page.rows))


def _running(rows: Iterable[Row], running: set[str]) -> list[Row]:
    return list(takewhile(lambda row: _mask(row) in running or _is_number(row), rows))


def _mask(row: Row) -> str:
    text = row.text.strip()
    # Kept apart by their text, rows that may be items never count as repeated.
    return f"{row.page} {text}" if _NEVER.search(text) else re.sub(r"\d+", "#", text)


def _is_number(row: Row) -> bool:
    return len(row.cells) == 1 and _PAGE_NUMBER.fullmatch(row.text.strip()) is not None
