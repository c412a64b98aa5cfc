"""The parts that an overspending is made of: a small one isn't told where a larger is not.

"På ældreområdet ventes et merforbrug på 2,3 mio. kr." alone reads as the cause of it all, where the
sentence before has 9,1 mio. kr. on another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from pipeline.danish.amounts import find_amounts


def larger_parts(texts: Sequence[str]) -> Mapping[int, Set[int]]:
    """Return for each part of a breakdown, by its place, where the larger ones beside it stand.

    >>> larger_parts(["På børn er der et merforbrug på 9 kr.", "På veje en mindreudgift på 2 kr."])
    {1: {0}}
    >>> larger_parts(["På børn er der et merforbrug på 9 kr.", "Rammen holder.", "På A er der 2."])
    {}
    >>> larger_parts(["Det samlede fravær er 6 pct. mod 5.", "Børn er faldet til 4 pct."])
    {1: {0}}
    """
    found: dict[int, set[int]] = {}
    row: dict[int, Decimal] = {}
    for at, text in enumerate(texts):
        value = _part(text)
        if value is not None:
            row[at] = value
        elif text or at - 1 not in row:
            _compare(row, found)
            row = {}
    _compare(row, found)
    for at, text in enumerate(texts):
        if _TOTAL.match(text):
            for part in range(at + 1, min(at + 1 + _PARTS, len(texts))):
                if _MOVED.search(texts[part]):
                    found.setdefault(part, set()).add(at)
    return found


# "Det samlede fravær er 5,6 pct. mod 5,1": alone, a part that fell says the opposite.
_TOTAL = re.compile(r"De[nt] samlede [a-zæøå]+ (?:er|var|steg|faldt)\b.*\d")
_MOVED = re.compile(r"\b(?:uændret|(?:er )?(?:faldet|steget)|faldt|steg)\b")
_PARTS = 4


def _compare(row: Mapping[int, Decimal], found: dict[int, set[int]]) -> None:
    for at, value in row.items():
        if larger := {other for other, sum_ in row.items() if sum_ > value}:
            found[at] = larger


def _part(text: str) -> Decimal | None:
    """Return the sum by which a part of a budget is off, None where a sentence tells no such."""
    if _PART.match(text) is None:
        return None
    sums = [one.value for one in find_amounts(text) if one.unit == "kr." and one.value]
    return abs(sums[0]) if sums else None


_PART = re.compile(
    r"(?:(?:Modsat|Omvendt|Derimod|Desuden) )?(?:På|For|Inden for|Hos|Under|Vedrørende|I) [^,.]+ "
    r"(?:mer|mindre)(?:forbrug|udgift|indtægt)"
)
