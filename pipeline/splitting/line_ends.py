"""Items of a line each, with what was decided at the end: in brackets, in the margin, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.closed import is_closed_line, is_closed_title
from pipeline.splitting.closing import closes
from pipeline.splitting.headings import Heading, section_heading
from pipeline.splitting.numbering import read_label
from pipeline.splitting.own import DECIDED
from pipeline.splitting.rows import Row
from pipeline.splitting.told import decides

_END = re.compile(
    r"\s+(?P<said>[(\[](?P<words>[^()\[\]]{2,70})[)\]]\W*)$|\s{3,}(?P<margin>\S.{1,40})$"
)
# "3) Brev fra amtet. Henlagt.", "3. Kloak: Arbejdet er forsinket. Udsat."
_RUNS_ON = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d\d))(?:\.|\.?:)\s+(?=[A-ZÆØÅ])")
# So many lines are items that end so, this share of those with a number, and so many decide.
_FEWEST = 3
# A closed item between two others leaves its number out.
_STEP = 3
_HABIT = 0.6
_DECIDES = 0.4


def split_line_ends(rows: Sequence[Row]) -> tuple[tuple[Row, ...], dict[int, Heading]]:
    """Return the rows with the decisions at the ends of items cut off, and a heading for each.

    That is only done in minutes that have no heading of a decision, and number each item once.

    >>> lines = ["1. Nye borde (vedtaget)", "2. Ny maler (udsat)", "3. Skiltene (afvist)"]
    >>> rows = [Row(30 * i, 30 * i + len(t), t, 0, None, True, False) for i, t in enumerate(lines)]
    >>> cut, headings = split_line_ends(rows)
    >>> [row.text for row in cut], sorted(headings)
    (['1. Nye borde', '(vedtaget)', '2. Ny maler', '(udsat)', '3. Skiltene', '(afvist)'], [1, 3, 5])
    """
    ends = _ends(rows)
    if not ends:
        return _parted(rows, _run_on(rows)), {}
    if any(map(_heads_decision, rows)):
        return tuple(rows), {}
    cut: list[Row] = []
    headings: dict[int, Heading] = {}
    for index, row in enumerate(rows):
        if index not in ends:
            cut.append(row)
            continue
        at = ends[index]
        title = row.text[:at].rstrip()
        said = row.text[at:]
        cut.append(row._replace(end=row.start + len(title), text=title, flat=True))
        start = row.start + at
        headings[len(cut)] = Heading(SectionKind.BESLUTNING, Span(start, start))
        cut.append(row._replace(start=start, text=said, after_blank=False, flat=True))
    return tuple(cut), headings


def _ends(rows: Sequence[Row]) -> dict[int, int]:
    """Return where the decision begins at the end of a line, by row; {} where that is no habit."""
    labels = [read_label(row.text) for row in rows]
    numbered = [i for i, label in enumerate(labels) if label and label.number.isdigit()]
    numbers = [label.number for i in numbered if (label := labels[i])]
    found = {i: end for i in numbered if (end := _END.search(rows[i].text)) and _is_open(rows[i])}
    if len(found) < max(_FEWEST, _HABIT * len(numbered)) or len(set(numbers)) < len(numbers):
        return {}
    sure = sum(_says_outcome(end["words"] or end["margin"]) for end in found.values())
    if sure < _DECIDES * len(found):
        return {}
    return {i: end.start("said" if end["said"] else "margin") for i, end in found.items()}


def _run_on(rows: Sequence[Row]) -> dict[int, int]:
    """Return where titles end that run on into what was decided, by row; {} if that is no habit.

    From the first such line on most lines are items, one up from the last, and no heading stands.
    """
    labels = {index: label for index, row in enumerate(rows) if (label := read_label(row.text))}
    stops = {
        index: stop
        for index, label in labels.items()
        if _is_open(rows[index]) and (stop := _RUNS_ON.search(rows[index].text, label.end))
    }
    below = rows[min(stops, default=0) :]
    if len(stops) < max(_FEWEST, _HABIT * len(below)) or any(map(_heads_decision, below)):
        return {}
    keys = [labels[index].key for index in stops]
    rise = all(0 < other[-1] - one[-1] <= _STEP for one, other in pairwise(keys))
    last = [rows[i].text[stop.end() :].rsplit(". ", 1)[-1] for i, stop in stops.items()]
    told = sum(_says_outcome(words) or closes(words) for words in last)
    sure = told >= _DECIDES * len(stops)
    return {i: stop.end() for i, stop in stops.items()} if rise and sure else {}


def _parted(rows: Sequence[Row], ends: Mapping[int, int]) -> tuple[Row, ...]:
    """Return the rows with those cut in two, by row, that hold more than a title."""
    cut: list[Row] = []
    for index, row in enumerate(rows):
        at = ends.get(index, 0)
        title = row.text[:at].rstrip(" :") if at else row.text
        cut.append(row._replace(end=row.start + len(title), text=title, flat=row.flat or at > 0))
        if at:
            rest = row._replace(start=row.start + at, text=row.text[at:], after_blank=False)
            cut.append(rest._replace(flat=True))
    return tuple(cut)


def _is_open(row: Row) -> bool:
    return not is_closed_title(row.text) and not is_closed_line(row.text)


def _heads_decision(row: Row) -> bool:
    heading = section_heading(row)
    return heading is not None and heading.kind in DECIDED and heading.body is None


def _says_outcome(words: str) -> bool:
    """Whether the end of a line is a decision, or short for one: "Godk."."""
    return words.lower().rstrip(". ") in _shortened() or decides(words, None)


@cache
def _shortened() -> frozenset[str]:
    return frozenset(load_lexicon("decisions")["repair"]["shortened"])
