"""Notes that close an item, or all below, in words that no table has whole.

What is said in a sentence of a case may be about anything. A note stands apart: in brackets or
stars, behind "NB", as a word or two below a title, as a heading above items. There a word of
secrecy closes, and so does one of what is public with a "not" beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

from pipeline.danish.cues import Cued
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.splitting.closed import is_closed_line
from pipeline.splitting.layout import Layout
from pipeline.splitting.legend import closing_marks
from pipeline.splitting.rows import Row
from pipeline.splitting.said import numbers_told

_LONGEST, _TAG, _WORDS = 160, 40, 4
_HEADING = 90
# A word or two so near to a title are about it.
_NEAR = 4
_NOTE = re.compile(
    r"[\W_]*(?:[(\[{<].*[)\]}>]|([*_]{1,3})\s?\S.*\S\s?\1)[\W_]*"
    r"|\W*(?:NB|OBS|Bemærk|Bem|Note|Obs|N\.B)\b\W.*"
)
_FIELD = re.compile(r"[:=|\t]|\s{3}")
_ENDS = re.compile(r"\b(?:slut\w*|ophør\w*|ender|endt|afslut\w*|ends?)\b", re.IGNORECASE)
_OPEN_ITEMS = re.compile(
    r"\b(?:åbne?|open) (?:punkter|sager|møde|dagsorden|del|items?|agenda)\b", re.IGNORECASE
)
_ANNEX = re.compile(r"\b(?:\w*bilag|notat|rapport|\w+\.(?:pdf|docx?|xlsx?))\b", re.IGNORECASE)


def speaks_of_secrecy(words: str) -> bool:
    """Whether the words of a note say that what it stands at is not for everybody.

    >>> speaks_of_secrecy("uden tilhørere"), speaks_of_secrecy("offentlig høring")
    (True, False)
    """
    alone, no, public = _patterns()
    if alone.search(words) is not None:
        return True
    return public.search(words) is not None and no.search(words) is not None


def is_secret_note(line: str) -> bool:
    """Whether a line is a note, by its brackets, its stars or its "NB", that speaks of secrecy.

    >>> is_secret_note("(Sagen drøftedes uden tilhørere.)"), is_secret_note("Uden tilhørere.")
    (True, False)
    """
    if len(line) > _LONGEST or _NOTE.fullmatch(line) is None:
        return False
    return speaks_of_secrecy(line) and not any(numbers_told(line))


def has_secret_brackets(title: str) -> bool:
    """Whether brackets in a title hold a note that speaks of secrecy.

    >>> has_secret_brackets("Sag (ikke til nettet)"), has_secret_brackets("Veje (kun asfalt)")
    (True, False)
    """
    return any(speaks_of_secrecy(words) for words in re.findall(r"[(\[][^)\]]*[)\]]", title))


def is_secret_tag(line: str) -> bool:
    """Whether a word or two that stand alone say so: what a portal prints beside a title.

    >>> is_secret_tag("Begrænset adgang"), is_secret_tag("Vi taler fortroligt med hende i dag.")
    (True, False)
    """
    few = len(line) < _TAG and len(line.split()) <= _WORDS
    # "Fortrolighed: Ingen" is a field, and says no.
    return few and not line.endswith(".") and not _FIELD.search(line) and speaks_of_secrecy(line)


def closes_as_note(layout: Layout, heading: int, index: int, kind: SectionKind) -> bool:
    """Whether row *index*, of a section of this *kind*, is a note that closes the item it is in."""
    if kind is SectionKind.BILAG:
        return False
    line = layout.rows[index].text
    near = index - heading <= _NEAR and kind is SectionKind.TEKST
    return is_secret_note(line) or (near and layout.headings[index] is None and is_secret_tag(line))


def secret_heading(
    layout: Layout, index: int, heads: Collection[int]
) -> Literal["closed", "open"] | None:
    """Return what a line above an item makes of the items below, if it is a heading of secrecy.

    It stands right above an item, apart from what is above it, and is no sentence; where it says
    that something secret ends, it opens.
    """
    rows = layout.rows
    line = rows[index].text
    if index in heads or len(line) > _HEADING or not speaks_of_secrecy(line):
        return None
    # What closes one item, explains a mark or names what it closes is none of these, nor is a
    # portal's choice: "Filter: Open items / Closed items".
    of_another = is_closed_line(line) or closing_marks([line]) or any(numbers_told(line))
    if of_another or _OPEN_ITEMS.search(line):
        return None
    if _ENDS.search(line) and not line.endswith("."):
        return "open"
    above = index - 1
    apart = rows[index].after_blank or line.isupper() or line.endswith(":")
    if index + 1 not in heads or above in heads or not apart or line.endswith("."):
        return None
    within = _section(layout, index, heads)
    if within is SectionKind.BILAG or _ANNEX.search(line) or _is_note_on_above(rows, index):
        return None
    return "closed"


def _is_note_on_above(rows: Sequence[Row], index: int) -> bool:
    """Whether a note in brackets ends the item above it: a blank line parts it from the next."""
    return rows[index + 1].after_blank and _NOTE.fullmatch(rows[index].text) is not None


def _section(layout: Layout, index: int, heads: Collection[int]) -> SectionKind | None:
    while index > 0 and index not in heads:
        index -= 1
        if (heading := layout.headings[index]) is not None:
            return heading.kind
    return None


@cache
def _patterns() -> tuple[Cued, Cued, Cued]:
    table = load_lexicon("closed")["secrecy"]
    alone, no, public = (
        Cued(rf"(?<!\w)(?:{'|'.join(table[name])})(?!\w)", re.IGNORECASE)
        for name in ("alone", "not", "public")
    )
    return alone, no, public
