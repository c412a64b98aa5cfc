"""Tables that hold the agenda itself: a row an item, its number in the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lexicon import load_lexicon
from pipeline.reading.blocks import Block

Cell = Sequence[Block]

_NUMBER = re.compile(
    r"(?:(?:dagsordens)?punkt|pkt\.?|sag|nr\.?)?\s*(\d{1,3})\s*[.):]?", re.IGNORECASE
)
_NUMBER_HEADS = frozenset(["nr", "pkt", "punkt", "punkt nr", "pkt nr", "punktnr", "sag", "#", ""])
_TITLE_HEADS = frozenset(
    ["punkt", "emne", "sag", "dagsorden", "dagsordenspunkt", "titel", "overskrift", "indhold"]
)
_DECIDES = frozenset(["beslutning", "tidligere_beslutning"])
_CLOSED = re.compile(r"\W*(?:lukket|lukkes|closed)(?: punkt| sag)?\W*", re.IGNORECASE)
# The head of a column that asks of each item if it is closed, or if it is public.
_ASKS = re.compile(
    r"(?:\w+ )?(?:lukke|luk\b|fortrolig|hemmelig|offentlig|public|vises|nettet)", re.I
)
_PUBLIC = re.compile(r"(?:\w+ )?(?:offentlig|public|vises|nettet|åben[t?]*$)", re.IGNORECASE)
_NO = frozenset(["nej", "n", "no", "ikke", "ej", "0", "false", "lukket", "-", "–"])
_OPEN = frozenset(["åben", "åbent", "åbent punkt", "å", "nej"])
_MANY = 3  # blocks in a cell: more than a table of figures holds


def agenda_blocks(rows: Sequence[Sequence[Cell]]) -> list[Block] | None:
    """Return the items that the rows of a table are, or None for any other table.

    An item's number and title become one heading, and what the head of a column says stands as
    a heading over each cell below it, so that "Beslutning" is not lost.

    Args:
        rows: The cells of each row, each with what stands in it.

    >>> table = [["Nr.", "Emne", "Beslutning"], ["1", "Løn", "Godkendt."], ["2", "Biler", "Udsat."]]
    >>> blocks = agenda_blocks([[[Block(text)] for text in row] for row in table])
    >>> [block.text for block in blocks]
    ['Punkt 1: Løn', 'Beslutning', 'Godkendt.', 'Punkt 2: Biler', 'Beslutning', 'Udsat.']
    """
    rows = [row for row in rows if any(row)]
    heads = _heads(rows)
    inside = rows[1:] if heads else rows
    numbers = [_number(row) for row in inside]
    counted = [int(number) for number in numbers if number]
    if len(counted) < 2 or counted != sorted(set(counted)):
        return None
    if not (heads or any(len(cell) > _MANY for row in inside for cell in row)):
        return None
    if not all(number or _stands_alone(row) for row, number in zip(inside, numbers, strict=True)):
        return None
    found: list[Block] = []
    for row, number in zip(inside, numbers, strict=True):
        found += _item(row, number, heads) if number else [part for cell in row for part in cell]
    return found


def _heads(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the heads of the columns if they are those of an agenda."""
    if not rows or len(rows[0]) < 3:
        return []
    heads = [" ".join(block.text for block in cell).strip(" .:") for cell in rows[0]]
    names = [re.sub(r"[.:]", "", head).casefold() for head in heads]
    decides = any(name in _decisions() for name in names[2:])
    is_agenda = names[0] in _NUMBER_HEADS and (decides or names[1] in _TITLE_HEADS)
    return heads if is_agenda else []


def _number(row: Sequence[Cell]) -> str:
    """Return the number of the item that *row* is, "" if it is none."""
    if len(row) < 2 or len(row[0]) != 1 or not row[1]:
        return ""
    found = _NUMBER.fullmatch(row[0][0].text.strip())
    return found.group(1) if found else ""


def _stands_alone(row: Sequence[Cell]) -> bool:
    """Tell whether all of *row* is one cell: a heading within the table."""
    return sum(bool(cell) for cell in row) == 1


def _item(row: Sequence[Cell], number: str, heads: Sequence[str]) -> Iterator[Block]:
    if any(_closes(cell, heads[place : place + 1]) for place, cell in enumerate(row)):
        yield Block(f"Punkt {number}: Lukket", 2)
        return
    title, *rest = row[1]
    told = [place for place in range(2, len(row)) if not _asks_closed(heads[place : place + 1])]
    yield title._replace(text=f"Punkt {number}: {title.text}", level=2, tight=False)
    yield from rest
    for place in told:
        cell = row[place]
        if cell and place < len(heads) and heads[place]:
            yield Block(heads[place], 3)
        yield from cell


def _asks_closed(head: Sequence[str]) -> bool:
    """Tell whether a column asks of each item if it is closed: "Lukket" over "Nej" closes none."""
    return bool(head) and _ASKS.match(head[0]) is not None and "åb" not in head[0].casefold()


def _closes(cell: Cell, head: Sequence[str]) -> bool:
    """Tell whether a cell, or a mark in a column for it, says that its item is closed."""
    words = " ".join(block.text for block in cell).strip().casefold()
    if head and _PUBLIC.match(head[0]):
        return words in _NO
    if _asks_closed(head) or (head and "luk" in head[0].casefold()):
        either = "åb" in head[0].casefold()
        return words not in _OPEN and (either or words not in ("", "-", "–"))
    return any(_CLOSED.fullmatch(block.text) for block in cell)


@cache
def _decisions() -> frozenset[str]:
    sections = load_lexicon("headings")["section"]
    return frozenset(word for row in sections if row["kind"] in _DECIDES for word in row["words"])
