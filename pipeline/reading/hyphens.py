"""Words broken at the end of a line: which hyphens are printed and which are meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-?$")
_SUSPENDED = frozenset(("og", "eller", "samt", "til", "kontra", "og/eller", "hhv"))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in *texts*, hyphens inside words kept.

    >>> count_words(["P-huse og huse"])["p-huse"]
    1
    """
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def join_broken(above: str, below: str, words: Counter[str]) -> str:
    """Return *above*, whose last word is broken by a hyphen, with *below* put after it.

    The document itself decides: the spelling that stands elsewhere in it wins. Otherwise a
    letter, a figure or an abbreviation keeps its hyphen ("p-huse", "GPS-data"), a hyphen before
    "og" stands for a left-out word ("børne- og ungeområdet"), and all else is one word.

    Args:
        above: The line so far, with or without the hyphen itself.
        below: The line that goes on.
        words: The words of the document and how often they stand in it.

    >>> join_broken("Der afsættes penge til p", "huse.", Counter())
    'Der afsættes penge til p-huse.'
    >>> join_broken("budget-", "lægges", Counter())
    'budgetlægges'
    """
    above = above.removesuffix("-").rstrip()
    left, right = _LAST.search(above), _WORD.match(below)
    if not left or not right:
        return f"{above}-{below}"
    first, second = left.group(1), right.group()
    if second.casefold() in _SUSPENDED:
        return f"{above}- {below}"
    one = words[f"{first}{second}".casefold()]
    two = words[f"{first}-{second}".casefold()]
    tail = first.rsplit("-", 1)[-1]
    meant = len(tail) == 1 or tail.isupper() or not tail.isalpha() or not second[0].islower()
    return f"{above}-{below}" if two > one or (two == one and meant) else f"{above}{below}"
