"""Cut a text into blocks by its lines: runs of lines within which a sentence may go on.

A blank line, a page break, a list item, a table row, a heading and a line that ends in a colon
all stand alone. Other lines are taken as one running text that was broken to fit the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
# The signs before an entry of a list, for a class of characters in a pattern.
BULLETS = "•·▪■●○◦‣*–—-"
_BULLET = rf"(?:[➢✓→⇒+{BULLETS}]|[=-]>|o(?=\t|\s{{2}}))\s+"
_MARK = r"(?:\d{1,2}(?:\.\d{1,2})?|[a-zæøå]|[ivx]{1,4})"
_ITEM = re.compile(
    rf"\s*(?:{_BULLET}|[Aa][dt]\.?\s(?=\d)|\(?{_MARK}\)\s|{_MARK}\.\s+(?:at\b|[A-ZÆØÅ»\"”(\d]))"
)
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})\.\s+(?P<rest>\S+)")
_OPEN_END = re.compile(
    r"(?:^|\s)(?:og|eller|i|af|til|den|det|de|en|et|på|med|for|om|ved|fra|som|der|samt|under|"
    r"over|mellem|efter|d|kl|nr|pkt|jf|ca|pr)\.?$",
    re.IGNORECASE,
)
# The number of a paragraph goes on in the next line: "jf. § 8, stk." above "2, i loven".
_REFERS = re.compile(r"(?:§|\b(?:stk|jf)\.?)\s*$", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?…:;][»«\"”’')\]]*$")
# What parts the cells of a table's row.
_CELLS = re.compile(r"\t|\S {4,}\S| \| ")
_HEADING_LENGTH = 60


def split_blocks(text: str) -> Iterator[Span]:
    r"""Yield the blocks of *text* in order.

    >>> text = "Planen har to mål:\n- flere træer\n- færre biler i den\nindre by\n\nGodkendt."
    >>> [block.of(text) for block in split_blocks(text)][2:]
    ['- færre biler i den\nindre by', 'Godkendt.']
    """
    block: Span | None = None
    previous = ""
    number = 0
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        refers = _REFERS.search(previous) is not None and line.lstrip()[0].isdigit()
        item = None if refers else _item_number(line, number)
        number = item or number
        gap = "" if block is None else text[block.end : match.start()]
        joins = item is None and gap.count("\n") <= 1 and "\f" not in gap
        if block is not None and joins and (refers or _runs_on(previous, line)):
            block = Span(block.start, match.end())
        else:
            if block is not None:
                yield block
            block = Span(match.start(), match.end())
        previous = line
    if block is not None:
        yield block


def is_list_item(line: str) -> bool:
    """Tell whether *line* opens with the mark of a list: "- ", "• ", "1. At", "a) ", "Ad 2".

    >>> [is_list_item(line) for line in ("- støj", "2) støj", "07. oktober", "2. behandling")]
    [True, True, False, False]
    """
    return bool(_ITEM.match(line)) and not _is_ordinal(line)


def _is_ordinal(line: str) -> bool:
    match = _NUMBERED.match(line)
    return match is not None and bool(ordinal_nouns().match(match["rest"]))


def _item_number(line: str, last: int) -> int | None:
    """Return the number of a list item (0 for a mark without one), or None for other lines.

    "3. tager sagen op" is an item only where it counts on from the item before, or from nothing:
    in running text "3. tager" makes no sense, but "3. parter" does.
    """
    match = _NUMBERED.match(line)
    if match is None or _is_ordinal(line):
        return 0 if is_list_item(line) else None
    number = int(match["number"])
    return number if is_list_item(line) or number == last + 1 else None


def _runs_on(line: str, following: str) -> bool:
    """Tell whether the sentence of *line* may go on in *following*, which is no list item."""
    head, tail = line.strip(), following.strip()
    if _CELLS.search(head) or _CELLS.search(tail) or head.endswith(":"):
        return False
    if head.startswith("at ") and tail.startswith("at "):
        return False
    if _OPEN_END.search(head):
        return True
    if is_list_item(line):
        return tail[0].islower() and not _TERMINAL.search(head)
    heading_like = (
        len(head) <= _HEADING_LENGTH and not _TERMINAL.search(head) and head[-1] not in ",-–"
    )
    return tail[0].islower() or not heading_like


@cache
def ordinal_nouns() -> re.Pattern[str]:
    """Return the pattern of words that make the number before them an ordinal ("2. behandling").

    >>> bool(ordinal_nouns().match("kvartal"))
    True
    """
    return re.compile(rf"(?:{load_lexicon('abbreviations')['ordinal']['pattern']})")


@cache
def counted_noun() -> str:
    """Return the pattern of what a number with a stop counts at the head of a line: "1. sal".

    The first word behind the number of a point is none: "2. til efterretning".

    >>> re.match(counted_noun(), "sal males") is None, re.match(counted_noun(), "til efterretning")
    (False, None)
    """
    return rf"(?-i:(?!(?:og|eller|til|samt)\b)(?:{ordinal_nouns().pattern}))"
