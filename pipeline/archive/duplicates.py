"""Minutes that are there more than once, as PDF and as HTML or exported again: which one to keep.

Two documents are the same minutes where they are of the same day and the same body (as far as
they tell), decide the same in as many open items, and share most of their words. Where neither
tells its day they must share all words: a body's meetings are alike, and to keep one twice does
less harm than to lose one. Of copies the one is kept in which the most items are closed, so that
no copy tells what another keeps closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

# The share of equal places in two fingerprints from which on they are the same minutes.
ALIKE = 0.7
# What is read most faithfully comes first.
_KINDS = ("html", "docx", "xml", "pdf", "text")


class Candidate(NamedTuple):
    """What is compared of a document."""

    document: str
    date: date | None
    body: str | None
    closed: int
    kind: str
    decisions: tuple[str, ...]
    fingerprint: tuple[int, ...]


def same_minutes(one: Candidate, other: Candidate) -> bool:
    """Tell whether two documents are the same minutes.

    >>> day = date(2024, 5, 4)
    >>> one = Candidate("a", day, "Byrådet", 0, "pdf", ("udsat",), (1, 2, 3, 4))
    >>> same_minutes(one, one._replace(document="b", body=None, fingerprint=(1, 2, 3, 5)))
    True
    >>> same_minutes(one, one._replace(document="b", decisions=("godkendt",)))
    False
    >>> undated = one._replace(date=None)
    >>> same_minutes(undated, undated._replace(document="b", fingerprint=(1, 2, 3, 5)))
    False
    """
    if one.date != other.date or not one.fingerprint:
        return False
    if one.body and other.body and one.body != other.body:
        return False
    if one.decisions != other.decisions or not other.fingerprint:
        return False
    pairs = zip(one.fingerprint, other.fingerprint, strict=True)
    needed = 1.0 if one.date is None else ALIKE
    return sum(left == right for left, right in pairs) >= needed * len(one.fingerprint)


def keepers(
    pairs: Iterable[tuple[str, str]], candidates: Mapping[str, Candidate]
) -> dict[str, str]:
    """Return for each document that is not to be kept the one that stands for it.

    Args:
        pairs: Documents that might be the same minutes.
        candidates: What is to be compared, by document.

    >>> one = Candidate("a", None, None, 0, "pdf", ("udsat",), (1, 2))
    >>> known = {"a": one, "b": one._replace(document="b", kind="html")}
    >>> keepers([("a", "b")], known)
    {'a': 'b'}
    """
    group: dict[str, str] = {}

    def head(name: str) -> str:
        while (above := group.get(name, name)) != name:
            name = above
        return name

    for left, right in pairs:
        if same_minutes(candidates[left], candidates[right]):
            group.setdefault(left, left)
            group.setdefault(right, right)
            group[head(left)] = head(right)
    together: dict[str, list[str]] = defaultdict(list)
    for name in group:
        together[head(name)].append(name)
    kept: dict[str, str] = {}
    for names in together.values():
        best = min(names, key=lambda name: _rank(candidates[name]))
        kept |= {name: best for name in names if name != best}
    return kept


def _rank(one: Candidate) -> tuple[int, int, str]:
    return -one.closed, _KINDS.index(one.kind), one.document
