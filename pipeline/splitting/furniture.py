"""What a page prints again at its top and foot, where reading knew of no pages: text and HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.splitting.closed import is_closed_line, is_closed_title, range_switch

_PAGE = re.compile(
    r"(?:\b(?:side|s\.|pag\.)\s*(?P<said>\d{1,3})(?:\s*(?:af|/|ud af)\s*\d{1,3})?"
    r"|^\W{0,2}[-–]\s*(?P<bare>\d{1,3})\s*[-–])\W*$",
    re.IGNORECASE,
)
_LONGEST = 120
# So many lines that count pages may leave out so many.
_FEWEST, _SOME = 3, 3
# The first page may say what no other line does: whose minutes these are, and of when.
_HEAD = 8
# So many lines around a page's number may belong to it.
_AROUND = (-2, -1, 1, 2)


def page_furniture(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines only tell of a page: its number, and what comes again beside it.

    A number counts if it goes up by one from page to page in lines that are else the same. What
    says that something is closed is never left out.

    >>> lines = ["TU 4. maj  Side 1", "1. Busser", "Vi", "TU 4. maj  Side 2", "ser", "Side 9"]
    >>> sorted(page_furniture(lines))
    [3]
    """
    found: set[int] = set()
    for places in _numbered(lines):
        later = places[places[0] < _HEAD :]
        found.update(later)
        for offset in _AROUND:
            beside = [at + offset for at in places if 0 <= at + offset < len(lines)]
            words = {lines[at].strip() for at in beside}
            if len(beside) > 1 and len(words) == 1 and len(words.pop()) < _LONGEST:
                found.update(at + offset for at in later)
    return frozenset(at for at in found if at < len(lines) and not _closes(lines[at]))


def _numbered(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the lines that count the pages, those of one form together."""
    forms: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        match = _PAGE.search(line) if len(line) < _LONGEST else None
        if match:
            form = " ".join(line[: match.start()].split())
            forms[form].append((at, int(match["said"] or match["bare"])))
    for pages in forms.values():
        steps = [after - before for (_, before), (_, after) in pairwise(pages)]
        # A page may go missing, or print no head, where the lines are else the same.
        some = _SOME if len(pages) >= _FEWEST and form else 1
        if steps and all(1 <= step <= some for step in steps):
            yield [at for at, _ in pages]


def _closes(line: str) -> bool:
    return is_closed_line(line) or is_closed_title(line) or range_switch(line) is not None
