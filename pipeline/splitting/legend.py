"""Marks that close an item because a line of the document says they do: "(L) = lukket"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLOSED = r"(?:lukke|fortrolig|ikke[- ]?(?:åbe|offentlig)|for lukkede|hemmelig|closed|restricted)"
_MARK = r"(?P<{name}>[(\[]?(?-i:[A-ZÆØÅ]{{1,3}})[)\]]?|[*#¤§†°!^+]{{1,3}})"
_EXPLAINED = re.compile(
    rf"(?<![^\s(,;|·]){_MARK.format(name='mark')}\s*(?:=|:|–|→|\bbetyder\b)\s*{_CLOSED}"
    rf"|\b(?:mærket|markeret|angivet|forsynet|vist) (?:med )?(?:et |en )?[\"'»“(]*"
    rf"{_MARK.format(name='marked')}[\"'«”)]*\W*(?:\w+ )?(?:er|var|blev|behandle\w*)\b"
    rf".{{0,40}}{_CLOSED}",
    re.IGNORECASE,
)
# An explanation is a line of its own, not a sentence of an item.
_LONGEST = 160


def closing_marks(lines: Iterable[str]) -> frozenset[str]:
    """Return the marks that some line explains as those of closed items.

    >>> sorted(closing_marks(["(B) = beslut  (F) = fortrolig", "Punkter mærket * er lukkede"]))
    ['(F)', '*']
    """
    return frozenset(
        match["mark"] or match["marked"]
        for line in lines
        if len(line) < _LONGEST
        for match in _EXPLAINED.finditer(line)
    )


def bears_mark(line: str, marks: Iterable[str]) -> bool:
    """Whether a line begins or ends with one of *marks*, a number before it or not.

    >>> bears_mark("4. Tilbud på grunden (F)", ["(F)"]), bears_mark("4* Tilbud", ["*"])
    (True, True)
    >>> bears_mark("Type:  L", ["(L)"]), bears_mark("Plan F for byen", ["F"])
    (True, False)
    """
    return any(_borne(mark).search(line) for mark in marks)


def _borne(mark: str) -> re.Pattern[str]:
    letters = mark.strip("()[]")
    if not letters.isalpha():
        sign = re.escape(mark)
        return re.compile(rf"^\s*(?:(?:punkt|pkt\.?|sag)?\s*\w{{1,4}}[.:)]?\s*)?{sign}|{sign}\s*$")
    said = rf"[(\[]{letters}[)\]]" if mark != letters else rf"[(\[]?{letters}[)\]]?"
    return re.compile(
        rf"^\W*(?:(?:punkt|pkt\.?|sag)?\s*(?:\d[\d.]*[a-z]?|[IVX]+)[.:)\s]\s*)?{said}(?!\w)(?:\W|$)|\s{said}\s*$|[:=|\t]\s*{letters}\s*$"
    )
