"""A list of titles that come again below, where no heading announces that it is one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.splitting.headings import squash, table_kind
from pipeline.splitting.rows import Row

# So many lines are a list, of so many letters each.
_FEWEST = 4
_SHORTEST = 3


def listed_lines(rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows of a list, one right below the other, whose lines all come again below.

    Titles printed twice are no headings of sections.

    >>> lines = ["Vej", "Bro", "Havn", "Skov", "Vej", "Ja.", "Bro", "Nej.", "Havn", "Skov"]
    >>> rows = [Row(9 * i, 9 * i + len(t), t, 0, None, i == 4, False) for i, t in enumerate(lines)]
    >>> sorted(listed_lines(rows))
    [0, 1, 2, 3]
    """
    keys = [squash(row.text) for row in rows]
    last = {key: index for index, key in enumerate(keys)}
    runs: list[list[int]] = [[]]
    for index, key in enumerate(keys):
        again = last[key] > index and len(key) >= _SHORTEST and table_kind(rows[index].text) is None
        if rows[index].after_blank or not again:
            runs.append([])
        if again:
            runs[-1].append(index)
    titles = (run for run in runs if len({keys[index] for index in run}) == len(run) >= _FEWEST)
    return frozenset(index for run in titles for index in run)
