"""What closes an item: the tables of ``lexicon/closed.toml`` as questions.

When in doubt the answer is yes: a closed item that is read is a published error, an open one
that is not read is a line in a list of what was left out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.lexicon import load_lexicon


def is_closed_title(title: str) -> bool:
    """Whether the heading of an item says that it is closed.

    >>> is_closed_title("Køb af grund (Lukket)"), is_closed_title("Lukkedage i SFO")
    (True, False)
    """
    return bool(_pattern("title").search(title))


def is_closed_line(line: str) -> bool:
    """Whether a line within the minutes opens or marks a closed item.

    >>> is_closed_line("Punktet er lukket af hensyn til en forhandling.")
    True
    """
    return bool(_pattern("line").search(line))


def speaks_of_its_item(line: str) -> bool:
    """Whether a closing line is a sentence about the item it stands in.

    >>> speaks_of_its_item("Punktet er lukket af hensyn til en forhandling.")
    True
    """
    pattern = r"(?i)\W*(?:dette |dagsordens)?(?:punktet?|sagen?) (?!\d)|\W*behandle[ts]"
    return re.match(pattern, line) is not None


def is_bare_closed_word(line: str) -> bool:
    """Whether a line says that something is closed and nothing else.

    >>> is_bare_closed_word("– lukket –"), is_bare_closed_word("Lukket: Køb af grund")
    (True, False)
    """
    return re.fullmatch(r"(?i)\W*(?:lukket|closed)(?: (?:punkt|sag|item))?\W*", line) is not None


def range_switch(line: str) -> Literal["closed", "open"] | None:
    """Return what a heading makes of everything below it, if it is such a heading.

    >>> range_switch("Lukkede dagsordenspunkter"), range_switch("ÅBEN DAGSORDEN")
    ('closed', 'open')
    """
    if len(line) > 120:
        return None
    if _pattern("range").search(line):
        return "closed"
    return "open" if _pattern("open_range").search(line) else None


def is_closed_meeting(header: str) -> bool:
    """Whether the head of the minutes says that the whole meeting was closed.

    >>> is_closed_meeting("Lukket referat fra Direktionen")
    True
    """
    return bool(_pattern("meeting").search(header))


@cache
def _pattern(table: str) -> re.Pattern[str]:
    rows = load_lexicon("closed")[table]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)
