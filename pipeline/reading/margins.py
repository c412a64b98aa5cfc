"""Running headers, footers and page numbers: what stands on every page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.reading.rows import Row

_BAND = 0.12  # of the page's height, at its top and at its foot
_SAME_PLACE = 2.0  # points
_PAGE_NUMBER = re.compile(
    r"(?:side|s\.|-|–)\s*\d{1,4}\s*(?:(?:af|ud af|/|-|–|of)\s*\d{0,4})?"
    r"|\d{1,4}\s*(?:af|ud af|/|-|–|of)\s*\d{0,4}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
# The figures that count pages; those of dates and case numbers are the same on every page.
_COUNT = re.compile(r"(?<![\d/.-])\d{1,3}(?:/\d{1,3})?(?!\d|[/.-]\d)")
# An agenda item on each page looks like a header once its number is masked, and a heading that
# closes what follows must never get lost; nor must a decision of one word or a case number.
_NEVER = re.compile(
    r"luk|punkt|pkt|sags?\b|sags?\W?nr|j\.?\W?nr|journal|beslut|closed|[.:;,]$|\bat$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Headings of sections that are names of documents too, and stand over every page of them.
_DOCUMENTS = frozenset(("referat", "protokol", "dagsorden", "beslutningsprotokol"))


class Page(NamedTuple):
    """The rows of a page from top to bottom, and where the page itself ends."""

    rows: tuple[Row, ...]
    top: float
    bottom: float
    width: float


def strip_margins(pages: Sequence[Page]) -> list[Page]:
    """Return *pages* without running headers, footers and page numbers.

    A header is a row near the edge of the page, with nothing but other headers outside it, that
    stands on two pages out of five with another page number at most, at a place where most pages
    have a header. The first one that bears a year is kept: it may be the only place that tells
    body and date.
    """
    edges = [(_edge(page, foot=False), _edge(page, foot=True)) for page in pages]
    counts: Counter[str] = Counter()
    for top, foot in edges:
        counts.update({_mask(row) for row in (*top, *foot)})
    needed = max(2, 0.4 * len(pages))
    repeated = {key for key, count in counts.items() if count >= needed}
    rows = [row for top, foot in edges for row in (*top, *foot)]
    running = _in_place(rows, repeated) | _page_numbers(rows)
    stripped, dated = [], False
    for page, (top, foot) in zip(pages, edges, strict=True):
        head, tail = _running(top, running), _running(foot, running)
        kept = [row for row in head if not dated and _YEAR.search(row.text)]
        dated = dated or bool(kept)
        body = page.rows[len(head) : max(len(head), len(page.rows) - len(tail))]
        stripped.append(page._replace(rows=(*kept, *body)))
    return stripped


def _in_place(rows: Sequence[Row], repeated: set[str]) -> set[str]:
    """Return the keys of *repeated* that stand where three rows out of four are repeated.

    The first words of a page's text stand in one place too, but they differ.
    """
    places: defaultdict[str, set[float]] = defaultdict(set)
    for row in rows:
        if _mask(row) in repeated:
            places[_mask(row)].add(round(row.y))
    kept = set()
    for key, heights in places.items():
        there = [row for row in rows if any(abs(row.y - y) <= _SAME_PLACE for y in heights)]
        others = sum(not (_mask(row) in repeated or _is_number(row)) for row in there)
        if others * 4 <= len(there):
            kept.add(key)
    return kept


def _page_numbers(rows: Iterable[Row]) -> set[str]:
    """Return the keys of the bare numbers that count the pages."""
    numbers = {(row.page, row.text.strip()) for row in rows if len(row.cells) == 1}
    bare = [(page, text) for page, text in numbers if _BARE_NUMBER.fullmatch(text)]
    steps = Counter(int(text) - page for page, text in bare)
    return {
        f"{page} {text}"
        for page, text in bare
        if int(text) == page + 1 or steps[int(text) - page] > 1
    }


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
    # Kept apart by their text, rows that may be items or bare numbers never count as repeated.
    if _NEVER.search(text) or _BARE_NUMBER.fullmatch(text) or text.casefold() in _headings():
        return f"{row.page} {text}"
    return _COUNT.sub("#", text) if re.search(r"[^\W\d]", text) else text


def _is_number(row: Row) -> bool:
    return len(row.cells) == 1 and _PAGE_NUMBER.fullmatch(row.text.strip()) is not None


@cache
def _headings() -> frozenset[str]:
    sections = load_lexicon("headings")["section"]
    return frozenset(word for row in sections for word in row["words"]) - _DOCUMENTS
