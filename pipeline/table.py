"""Agenda items as a table for a terminal, in Danish."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.danish.dates import format_date
from pipeline.messages import printable
from pipeline.records import ClosedItem, Item, LabelledItem, Minutes

_NARROWEST = 8


def items_as_table(
    minutes: Minutes, labelled: Sequence[LabelledItem] | None = None, *, width: int = 100
) -> str:
    """Return the items of a meeting as a table about *width* characters wide.

    Args:
        minutes: The meeting.
        labelled: Its open items with their labels, in order; None leaves the labels out.
        width: How many characters a line should have at most.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ...
    ... Punkt 1: Lukket: Personsag
    ...
    ... Punkt 2: Kørsel
    ...
    ... Beslutning
    ...
    ... Godkendt.
    ... '''
    >>> print(items_as_table(split_items(Document(text, "r.txt", "0"))))
    Direktionen, 4. maj 2020 (r.txt)
    <BLANKLINE>
    Nr.  Titel         Afsnit      Behandles i
    1    lukket punkt
    2    Kørsel        Beslutning  Direktionen
    """
    labels = iter(labelled or ())
    names = ("Afsnit",) if labelled is None else ("Beslutning", "Emne")
    rows = [("Nr.", "Titel", *names, "Behandles i")]
    for item in minutes.items:
        if isinstance(item, ClosedItem):
            cells: tuple[str, ...] = ("lukket punkt", *("" for _ in names), "")
        else:
            said = _sections(item) if labelled is None else _labels(next(labels))
            cells = (item.title, *said, ", ".join(item.route))
        rows.append((item.number, *cells))
    return "\n".join([_heading(minutes), "", *lines_of(rows, width)])


def _heading(minutes: Minutes) -> str:
    day = format_date(minutes.date) if minutes.date else "ukendt dato"
    return printable(f"{minutes.body or 'Ukendt organ'}, {day} ({minutes.source})")


def _sections(item: Item) -> tuple[str]:
    return (", ".join(dict.fromkeys(section.kind.danish for section in item.sections)),)


def _labels(labelled: LabelledItem) -> tuple[str, str]:
    decisions = ", ".join(label.value.danish for label in labelled.decisions)
    return decisions, labelled.topics[0].value.danish


def lines_of(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield the lines of a table: columns as wide as they need, wrapped to *width* together.

    >>> list(lines_of([("Nr.", "Titel"), ("1", "Kørsel i ferien")], 15))
    ['Nr.  Titel', '1    Kørsel i', '     ferien']
    """
    rows = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    gaps = 2 * (len(widths) - 1)
    while sum(widths) + gaps > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in rows:
        wrapped = [textwrap.wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            line = (f"{part:<{size}}" for part, size in zip(parts, widths, strict=True))
            yield "  ".join(line).rstrip()
