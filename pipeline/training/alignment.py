"""Which of what is found is what a person marked: items, and passages of their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pipeline.corpus.rows import LabelledRow
from pipeline.records import Span

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


def same_passage(one: Span, other: Span) -> bool:
    """Tell whether two spans share more than half of the shorter one.

    >>> same_passage(Span(0, 10), Span(4, 40)), same_passage(Span(0, 10), Span(5, 40))
    (True, False)
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > min(one.end - one.start, other.end - other.start)
