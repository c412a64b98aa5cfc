"""The contents list: read only to check it against the body, then dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.splitting.closed import is_closed_title, range_switch
from pipeline.splitting.headings import squash
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import bears_mark, paired_marks
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row

_LEADER = re.compile(r"\s*(?:\.{3,}|…+|(?:\. ){3,}|_{4,}|\t+)\s*\d{0,4}\s*$|\s{3,}\d{1,4}\s*$")
_PAGE = re.compile(r"\s+(?:side\s*)?\d{1,4}\s*$")
_NUMBER = re.compile(
    r"^\W*(?:(?:dagsordens)?punkt|pkt\.?|nr\.?|sag)?\s*(?P<number>\d{1,4})?\s*[.:)\-–]?\s*", re.I
)
_ALONE = re.compile(r"\W*(?:(?:dagsordens)?punkt|pkt\.?|nr\.?|sag)?\s*\d{1,4}\W*", re.IGNORECASE)


class Entry(NamedTuple):
    """A line of the contents list: the number it prints ("" if none), its title, if closed."""

    number: str
    title: str
    closed: bool


class Contents(NamedTuple):
    """The rows ``first`` up to ``last`` (not included) of the list, and its entries."""

    first: int
    last: int
    entries: tuple[Entry, ...]


NO_CONTENTS = Contents(0, 0, ())


def find_contents(layout: Layout) -> Contents:
    """Return the contents list of a document, or ``NO_CONTENTS``.

    It begins below a heading such as "Indholdsfortegnelse", or at the first of three lines with
    dot leaders; it ends where its first titles come again.
    """
    rows = layout.rows
    for index, row in enumerate(rows[:400]):
        if squash(row.text) in _words() and index + 1 < len(rows):
            last = _end(layout, index + 1)
            if last - index > 2:
                return Contents(index, last, _entries(rows[index + 1 : last]))
    leaders = [i for i, row in enumerate(rows) if "....." in row.text or "……" in row.text]
    if len(leaders) >= 3:
        first, last = leaders[0], leaders[-1] + 1
        if not any(layout.strong(index) for index in range(first, last)):
            return Contents(first, last, _entries(rows[first:last]))
    return NO_CONTENTS


def list_above(rows: Sequence[Row], headings: Sequence[tuple[int, str]]) -> Contents:
    """Return a contents list that nothing announces: the items' own numbers above the first.

    *headings* are the items found, as row and number.
    """
    if not headings:
        return NO_CONTENTS
    numbers = {number for _, number in headings if number}
    places = [
        index
        for index, row in enumerate(rows[: headings[0][0]])
        if _number_and_title(row.text)[0] in numbers
    ]
    if len(places) < max(3, len(numbers) // 2):
        return NO_CONTENTS
    first, last = places[0], places[-1] + 1
    # A heading such as "Åbne punkter" belongs to the list below it.
    first -= bool(first and range_switch(rows[first - 1].text))
    return Contents(first, last, _entries(rows[first:last]))


def similar(a: str, b: str) -> float:
    """Return how alike two titles are, 0 to 1; a cut title is as good as a whole one.

    >>> similar("Nyt onboardingsystem - finans", "Nyt onboardingssystem - finansiering") > 0.9
    True
    """
    left, right = squash(a), squash(b)
    shorter = min(len(left), len(right))
    if shorter >= 8:
        left, right = left[: shorter + 2], right[: shorter + 2]
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def clean_entry(line: str) -> str:
    r"""Return a contents line without dot leaders and page number.

    >>> clean_entry("Ny svømmehal.....\t3")
    'Ny svømmehal'
    """
    return _LEADER.sub("", _LEADER.sub("", line)).strip()


def _end(layout: Layout, first: int) -> int:
    """Return the row after the list: where its first titles come again, or its leaders stop."""
    rows = layout.rows
    # "Åbne punkter" may stand above the first entry.
    while first + 1 < len(rows) and range_switch(rows[first].text):
        first += 1
    entry = rows[first].text
    for index in range(first + 1, min(len(rows), first + 300)):
        if layout.strong(index):
            return _last_leader(rows, first, index)
        if index > first + 1 and _again(rows[index].text, entry):
            # A number may stand on a line of its own above the title.
            return index - bool(_ALONE.fullmatch(rows[index - 1].text))
    return _last_leader(rows, first, min(len(rows), first + 300))


def _again(line: str, entry: str) -> bool:
    """Whether *line* heads the item that *entry* lists, in full or by its number alone."""
    key, known = _key(line), _key(entry)
    if min(len(key), len(known)) >= 6:
        return key.startswith(known[:24]) or known.startswith(key[:24])
    start = " ".join(line.split())
    numbered = len(start) >= 4 and any(sign.isdigit() for sign in start)
    return numbered and " ".join(entry.split()).startswith(start)


def _last_leader(rows: Sequence[Row], first: int, limit: int) -> int:
    marked = [i for i in range(first, limit) if _LEADER.search(rows[i].text)]
    return marked[-1] + 1 if len(marked) >= 2 else first


def _key(line: str) -> str:
    title = _NUMBER.sub("", clean_entry(line), count=1)
    return squash(_PAGE.sub("", title))


def _entries(rows: Sequence[Row]) -> tuple[Entry, ...]:
    leaders = sum(1 for row in rows if _LEADER.search(row.text))
    entries: list[Entry] = []
    closed_below = False
    pending = ""
    for row in rows:
        switch = range_switch(row.text)
        if switch and not _LEADER.search(row.text):
            closed_below = switch == "closed"
            continue
        line = f"{pending} {row.text}".strip()
        # Where most lines end in a leader, one without goes on in the next.
        if leaders > len(rows) / 2 and not _LEADER.search(row.text) and not _PAGE.search(row.text):
            pending = line
            continue
        pending = ""
        number, title = _number_and_title(line)
        entries.append(Entry(number, title, closed_below or is_closed_title(title)))
    marks = paired_marks(entry.title for entry in entries)
    return tuple(
        entry._replace(closed=entry.closed or any(bears_mark(entry.title, [m]) for m in marks))
        for entry in entries
    )


def _number_and_title(line: str) -> tuple[str, str]:
    """Return the number a line of the list begins with, "" if none, and the title behind it."""
    if label := read_label(line):
        return label.number, clean_entry(line[label.end :])
    match = _NUMBER.match(line)
    number = match["number"] or "" if match else ""
    return number, clean_entry(line[match.end() :] if match else line)


@cache
def _words() -> frozenset[str]:
    return frozenset(squash(word) for word in load_lexicon("header")["contents"]["words"])
