"""The headings that close, or open, all that stands below them; and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from pipeline.danish.cues import Cued
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.splitting.candidates import Candidate, Chain
from pipeline.splitting.closed import (
    is_bare_closed_word,
    is_closed_line,
    is_closed_title,
    range_switch,
    remarks_on_above,
    tells_of_doors,
)
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import closing_marks
from pipeline.splitting.numbering import several
from pipeline.splitting.rows import Row, is_rule
from pipeline.splitting.said import numbers_told
from pipeline.splitting.secrecy import is_note, is_secret_note, speaks_of_secrecy

Switch = tuple[int, Literal["closed", "open"]]

# "Lukket møde: Køb af grund" behind a number of its own names one item.
_ITEM_TITLE = re.compile(r"\W*lukket (?:møde|sag|punkt)\s*[:–—-]\s*[A-ZÆØÅ][^\W\d]+", re.IGNORECASE)
# A heading in words that no table has whole.
_LONGEST = 90
_ENDS = Cued(r"\b(?:slut\w*|ophør\w*|ender|endt|afslut\w*|ends?)\b", re.IGNORECASE)
_OPEN_ITEMS = re.compile(
    r"\b(?:åbne?|open) (?:punkter|sager|møde|dagsorden|del|items?|agenda)\b", re.IGNORECASE
)
# "Lukkede punkter er udeladt", "Lukkede punkter: Ingen"
_NOT_HERE = re.compile(
    r"\b(?:er|var) (?:her )?(?:udeladt|fjernet|ikke (?:med|medtaget|gengivet|vist)\b)"
    r"|\b(?:vises|gengives|medtages|trykkes) ikke (?:i de[nt]|i referat|her\b)"
    r"|\b(?:fremgår|indgår) ikke\b|\b(?:er|var) ingen lukkede|\buden lukkede"
    r"|:\s*(?:ingen|0|[–-])\W*$",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\b(?:\w*bilag|notat|rapport|\w+\.(?:pdf|docx?|xlsx?))\b", re.IGNORECASE)


def find_switches(layout: Layout, chain: Chain, listed: range) -> tuple[Switch, ...]:
    """Return the rows that close or open what is below them, in order.

    *listed* are the rows of the contents list, which close nothing; no more does the line of a
    menu above the head of the minutes, or the title of a numbered item.
    """
    titles = {row for one in chain if one.number for row in _title_rows(layout, one)}
    heads = {candidate.row for candidate in chain}
    top = chain[0].row if chain else 0
    switches: list[Switch] = [
        (index, switch)
        for index, row in enumerate(layout.rows)
        if index not in listed
        and (
            switch := range_switch(row.text, apart=_stands_apart(layout, index, heads))
            or _secret_heading(layout, index, heads)
        )
        and not remarks_on_above(row.text)
        and not (index in titles and _ITEM_TITLE.match(row.text))
        and not (index < top and _tells_of_closed(row.text, chain))
        and not _is_of_several(row.text, index, chain)
        # In the midst of a text "Åbne" may be the head of anything.
        and (switch == "closed" or index < top or row.after_blank or " " in row.text.strip())
    ]
    switches = sorted([*switches, *_bare_headings(layout, chain, listed)])
    menu = _menu(layout, chain, switches)
    return tuple(one for one in switches if one[0] not in menu)


def _stands_apart(layout: Layout, index: int, heads: Collection[int]) -> bool:
    """Whether a line is none of the text of a case: "Åbne", a sum, "Lukkede" and a sum may be."""
    apart = layout.rows[index].after_blank or index + 1 in heads
    return apart or _section(layout, index, heads) in (None, SectionKind.BESLUTNING)


def _tells_of_closed(line: str, chain: Chain) -> bool:
    """Whether a line above all items says which are closed, or that none of these is shown.

    In "Lukkede punkter: 3 og 5" one number might be how many they are, and that of the first item
    heads it.
    """
    if _NOT_HERE.search(line) or closing_marks([line]):
        return True
    told = set(numbers_told(line))
    return len(told) > 1 and told <= {one.number for one in chain} - {chain[0].number}


def _is_of_several(line: str, index: int, chain: Chain) -> bool:
    """Whether a line closes the items whose numbers it names, and the next is numbered on."""
    numbers = several(line)[0]
    below = next((one.value for one in chain if one.row > index), 0)
    return numbers != () and below in (0, int(numbers[-1]) + 1)


def _secret_heading(
    layout: Layout, index: int, heads: Collection[int]
) -> Literal["closed", "open"] | None:
    """Return what a line makes of the items below, if it is a heading that speaks of secrecy.

    It stands right above an item, apart from what is above it, and is no sentence; where it says
    that something secret ends, it opens, wherever it stands.
    """
    rows = layout.rows
    line = rows[index].text
    sentence = line.endswith(".")
    opens = not sentence and _ENDS.search(line) is not None
    if index in heads or len(line) > _LONGEST or not (opens or index + 1 in heads):
        return None
    # What closes one item, explains a mark or names what it closes is none of these, nor is a
    # portal's choice: "Filter: Open items / Closed items".
    of_another = not speaks_of_secrecy(line) or is_closed_line(line) or closing_marks([line])
    if of_another or any(numbers_told(line)) or _OPEN_ITEMS.search(line):
        return None
    if opens:
        return "open"
    apart = rows[index].after_blank or line.isupper() or line.endswith(":")
    if index - 1 in heads or not apart or sentence:
        return None
    # A note in brackets ends the item above it where a blank line parts it from the next.
    note = rows[index + 1].after_blank and is_note(line)
    of_annexes = _section(layout, index, heads) is SectionKind.BILAG or _ANNEX.search(line)
    return None if note or of_annexes else "closed"


def _section(layout: Layout, index: int, heads: Collection[int]) -> SectionKind | None:
    while index > 0 and index not in heads:
        index -= 1
        if (heading := layout.headings[index]) is not None:
            return heading.kind
    return None


def _bare_headings(layout: Layout, chain: Chain, listed: range) -> list[Switch]:
    """Return the row of a word such as "FORTROLIGT" that heads all items below it, if there is one.

    It is set as headings are, stands apart from the item above and right above the next, and no
    other word does: else each closes one item.
    """
    rows = layout.rows
    heads = {candidate.row for candidate in chain}
    bare = [
        index
        for index, row in enumerate(rows)
        if index not in listed and is_bare_closed_word(row.text) and index - 1 not in heads
    ]
    return [
        (index, "closed")
        for index in bare
        if len(bare) == 1
        and rows[index].after_blank
        and index + 1 in heads
        and (rows[index].text.isupper() or rows[index].text.endswith(":"))
    ]


def in_closed_range(switches: Sequence[Switch], row: int) -> bool:
    """Whether the last switch above *row* is one that closes."""
    before = [switch for index, switch in switches if index < row]
    return bool(before) and before[-1] == "closed"


def is_labelled_above(rows: Sequence[Row], first: int, heads: Collection[int]) -> bool:
    """Whether a word right above a heading says that it is closed: it stands apart, with it."""
    label = first - 1
    return (
        label > 0
        and label - 1 not in heads
        and rows[label].after_blank
        and not rows[first].after_blank
        and (is_bare_closed_word(rows[label].text) or is_secret_note(rows[label].text))
    )


def shuts_doors(layout: Layout, stops: Sequence[int], last: int) -> bool:
    """Whether the doors were closed while an item was treated, and not behind it."""
    rows = layout.rows
    return any(
        tells_of_doors(rows[at].text)
        and range_switch(rows[at].text) == "closed"
        and not all(is_rule(row.text) for row in rows[at + 1 : last])
        for at in stops
    )


def _title_rows(layout: Layout, one: Candidate) -> tuple[int, ...]:
    """Return the row that heads an item, and the one below if its title stands there."""
    below = one.title not in layout.rows[one.row].text
    return (one.row, one.row + 1) if below else (one.row,)


def _menu(layout: Layout, chain: Chain, switches: Sequence[Switch]) -> frozenset[int]:
    """Return the switches that are lines of a portal's menu: "Åbne punkter", "Lukkede punkter".

    Both stand side by side, with the day of the meeting between them and the first item; and the
    items say for themselves what is closed. If any of that is missing, they close.
    """
    top = chain[0].row if chain else 0
    above = [index for index, _ in switches if index < top]
    kinds = {switch for index, switch in switches if index < top}
    if len(kinds) < 2 or above[-1] - above[0] != len(above) - 1:
        return frozenset()
    head = layout.rows[above[-1] + 1 : top]
    dated = any(find_dates(row.text) for row in head)
    marked = any(is_closed_title(one.title) for one in chain)
    return frozenset(above) if dated and marked else frozenset()
