"""The rows of a table told as sentences: "For skoler viser tabellen budget 214,0".

A row of two cells is a field, "Areal | 2,4 ha". In a wider table the first row names the columns,
and what a row says is told with their names, so that no number stands without its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import join_list, lower_first
from pipeline.records import Span

_LINE = re.compile(r"[^\n]+")
_CELLS = re.compile(r"\s*[|\t]\s*")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?(?: ?(?:mio\. kr\.|kr\.|pct\.|%|km|timer))?$")
# "+5,8 mere": the word tells what the sign means.
_SIGNED = re.compile(r"[+–-]?(?P<said>\d+(?:\.\d{3})*(?:,\d+)? (?:mere|mindre|over|under))$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DIFFERENCE = re.compile(r"(?:forskel|afvigelse|difference|afv\.)", re.IGNORECASE)
# A table of what can be chosen: what is not chosen is no figure of the case.
_OFFERS = re.compile(
    r"(?:firma|leverandør|tilbud\w*|bud|byder|entreprenør|vognmand|model|løsning|scenarie|"
    r"alternativ|mulighed|variant|system)(?:er)?$",
    re.IGNORECASE,
)
# "03.07." names nothing.
_NAMES = re.compile(r"[^\W\d_]{2}|(?:19|20)\d\d$")
_UNIT = re.compile(
    r"(?P<unit>(?:mio|mia)\. kr\.|1\.000 kr\.|t\.kr\.|pct\.|procent|kr\.)", re.IGNORECASE
)
_ONLY_UNIT = re.compile(
    r"\W*(?:(?:alle )?(?:beløb|tal) )?(?:er )?(?:i )?"
    r"(?:mio\. kr\.|mia\. kr\.|kr\.|pct\.|procent)\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"i alt|samlet|total|sum|alle", re.IGNORECASE)
# A column of what somebody wanted or decided is told as that.
_WANTED = re.compile(
    r"\b(?:forslag\w*|indstil\w+|udfald|beslut\w+|model\w*|alternativ\w*|status|tilstand|nr\.?)\b",
    re.IGNORECASE,
)
_MOST_ROWS = 2


class Row(NamedTuple):
    """A line of cells, and where it stands."""

    cells: tuple[str, ...]
    span: Span


class Table(NamedTuple):
    """Lines of cells below each other, and a line that gives their unit."""

    rows: tuple[Row, ...]
    unit: str
    span: Span


def read_tables(text: str) -> tuple[Table, ...]:
    r"""Return the tables in a text; a line is a row where tabs or bars part its cells.

    >>> read_tables("Skoler | 2,5\nVeje | 0,1\nMio. kr.")[0].unit
    'mio. kr.'
    """
    tables: list[Table] = []
    rows: list[Row] = []
    for match in [*_LINE.finditer(text), None]:
        cells = _cells(match.group()) if match else ()
        if match and len(cells) > 1:
            rows.append(Row(cells, Span(*match.span())))
            continue
        if rows:
            tables.append(_table(rows, match.group() if match else ""))
        rows = []
    return tuple(tables)


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip().strip("|").strip()
    if "\t" not in line and " | " not in line:
        return ()
    return tuple(one.strip() for one in _CELLS.split(line))


def _table(rows: Sequence[Row], after: str) -> Table:
    head = " ".join(rows[0].cells)
    said = after if _ONLY_UNIT.match(after) else head
    unit = _UNIT.search(said)
    return Table(
        tuple(rows),
        unit["unit"].lower() if unit else "",
        Span(rows[0].span.start, rows[-1].span.end),
    )


def told_rows(table: Table) -> Iterator[tuple[str, Span]]:
    r"""Yield what a table of three columns or more says, the sums of all rows first.

    >>> rows = "Område | Budget | Forventet\nSkoler | 214,0 | 216,5\nMio. kr."
    >>> [told for told, _ in told_rows(read_tables(rows)[0])]
    ['For skoler viser tabellen, opgjort i mio. kr., budget 214,0 og forventet 216,5.']
    >>> rows = "År\tElever\tKlasser\n2014\t131\t6\n2015\t104\t5"
    >>> [told for told, _ in told_rows(read_tables(rows)[0])][0]
    'For 2015 viser tabellen elever 104 og klasser 5.'
    """
    head, *rows = table.rows
    if not rows or any(_NUMBER.match(one) and not _YEAR.match(one) for one in head.cells):
        return
    if _OFFERS.match(head.cells[0]):
        return
    rows = [
        one for one in rows if len(one.cells) == len(head.cells) and _NAMES.search(one.cells[0])
    ]
    if all(_YEAR.match(one.cells[0]) for one in rows):
        rows = sorted(rows, key=lambda one: one.cells[0], reverse=True)
    else:
        rows = sorted(rows, key=lambda one: (not _ALL.match(one.cells[0]), -_difference(head, one)))
    for row in rows[:_MOST_ROWS]:
        said = [
            _cell(name, cell)
            for name, cell in zip(head.cells[1:], row.cells[1:], strict=True)
            if (_NUMBER.match(cell) or _SIGNED.match(cell)) and not _WANTED.search(name)
        ]
        if said:
            # The unit of a column stands apart from its numbers, as in the table.
            measured = f", opgjort i {table.unit}," if table.unit else ""
            name = _name(row.cells[0])
            yield stop(f"For {name} viser tabellen{measured} {join_list(said)}"), row.span


def is_row_of_all(told: str, before: str) -> bool:
    """Tell whether a row is one of those that the row *before* it sums up."""
    return told.startswith("For ") and before.startswith(_SUM) and " viser tabellen" in told


_SUM = "For alle under ét viser tabellen"


def _difference(head: Row, row: Row) -> float:
    """Return how far a row is from what was planned, where a column tells that."""
    at = next((at for at, one in enumerate(head.cells) if _DIFFERENCE.match(one)), None)
    found = re.search(r"\d[\d.]*(?:,\d+)?", row.cells[at]) if at else None
    return float(found.group().replace(".", "").replace(",", ".")) if found else 0.0


def _name(cell: str) -> str:
    return "alle under ét" if _ALL.match(cell) else lower_first(cell)


def _cell(name: str, cell: str) -> str:
    """Return a number with what its column is called."""
    name = re.sub(r"^[Kk]orr\.", "korrigeret", re.sub(r" ?\([^)]*\)", "", name))
    signed = _SIGNED.match(cell)
    cell = signed["said"] if signed else cell
    return f"{cell} i {name}" if _YEAR.match(name) else f"{lower_first(name)} {cell}"
