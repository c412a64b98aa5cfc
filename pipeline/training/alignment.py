"""Which of the items that the splitter finds is an item as a person marked it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pipeline.corpus.rows import LabelledRow

T = TypeVar("T")


def found_in(row: LabelledRow, items: Iterable[T], begin: Callable[[T], int]) -> T | None:
    """Return the item that begins in the row's span, None if there is no such or more than one.

    Args:
        row: An item as a person marked it.
        items: What was found.
        begin: Where one of *items* begins: the character of the document.

    >>> from pipeline.corpus import read_corpus
    >>> row = read_corpus().open_rows[0]
    >>> start, end = row.span
    >>> several = [start], [start, end], [start, end - 1]
    >>> [found_in(row, starts, int) == start for starts in several]
    [True, True, False]
    """
    inside = [one for one in items if row.span.start <= begin(one) < row.span.end]
    return inside[0] if len(inside) == 1 else None
