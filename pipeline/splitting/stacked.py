"""Tables whose cells stand one below the other, as a page's tables do once they are pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.headings import Heading, kind_of_column
from pipeline.splitting.numbering import read_label
from pipeline.splitting.pieces import is_label
from pipeline.splitting.rows import Row

# A table has so many columns, so many whole records at least, and few that lack a cell.
_COLUMNS = (3, 6)
_FEWEST, _MOST = 2, 0.6


def stacked_cells(rows: Sequence[Row]) -> dict[int, Heading | None]:
    """Return the headings of the cells of such a table, by row; None for the heads of its columns.

    Its first column counts the items, up by one; where most records have more rows than columns,
    or fewer, no cell is told from the next.

    >>> lines = ["Nr.", "Sag", "Beslutning", "1", "Nye busser", "Godkendt.", "2", "Veje", "Udsat."]
    >>> rows = [Row(20 * i, 20 * i + len(t), t, 0, None, True, False) for i, t in enumerate(lines)]
    >>> [index for index, heading in stacked_cells(rows).items() if heading]
    [5, 8]
    """
    heads = list(_heads(rows))
    if not heads:
        return {}
    kinds = [kind_of_column(rows[index].text) for index in heads[0]]
    apart = {index for one in heads for index in one}
    edges = [*_starts(rows, heads[0].stop), len(rows)]
    records = [
        range(start, min([stop, *(one.start for one in heads if start < one.start)]))
        for start, stop in pairwise(edges)
    ]
    whole = [one for one in records if len(one) == len(kinds)]
    found: dict[int, Heading | None] = dict.fromkeys(apart)
    if len(whole) >= max(_FEWEST, _MOST * len(records)):
        for index, kind in (pair for one in whole for pair in zip(one, kinds, strict=True)):
            if kind is not None:
                found[index] = Heading(kind, Span(rows[index].start, rows[index].start))
    return found


def _heads(rows: Sequence[Row]) -> Iterator[range]:
    """Yield the heads of the columns, above the number of a first record, on each page."""
    counting = load_lexicon("items")["fields"]["number"]
    for top, row in enumerate(rows):
        if row.text.lower().strip(" .:") in ("punkt", *counting):
            most = rows[top : top + _COLUMNS[1] + 1]
            count = next((at for at, one in enumerate(most) if is_label(one.text)), 0)
            kinds = [kind_of_column(one.text) for one in most[:count]]
            if count >= _COLUMNS[0] and SectionKind.BESLUTNING in kinds[2:] and not any(kinds[:2]):
                yield range(top, top + count)


def _starts(rows: Sequence[Row], first: int) -> Iterator[int]:
    """Yield the rows that are a number alone, one up from the last."""
    last = 0
    for index in range(first, len(rows)):
        label = read_label(rows[index].text) if is_label(rows[index].text) else None
        if label and (not last or label.key[-1] == last + 1):
            last = label.key[-1]
            yield index
