"""Real names that an invented document may not hold, known by their hashes alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_NAME = re.compile(r"[A-ZÆØÅ][\w'’.]*(?:-[A-ZÆØÅ][\w'’]*)*")
_OFFICE = r"(?:kommune|byråd|kommunalbestyrelse|rådhus)"
_LONGEST = 4


def find_real_names(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the real names in *text* with their kind: municipality, region or politician.

    A name that is an ordinary word as well ("Broen") counts beside "Kommune" or "Byråd" only.

    >>> [kind for kind, _ in find_real_names("Mødet med Bregnholt Kommune og Region Havbælt")]
    []
    """
    words = [match.span() for match in _NAME.finditer(text)]
    for at, (start, _) in enumerate(words):
        for (_, before), (begins, end) in pairwise([(0, start), *words[at : at + _LONGEST]]):
            if text[before:begins].strip(" \n\t"):
                break
            span = Span(start, end)
            kind = _kind(" ".join(span.of(text).split()))
            if kind == "ordinary":
                kind = "municipality" if _beside_office(text, span) else None
            if kind:
                yield kind, span


def known_name(name: str) -> str | None:
    """Return which list of ``lexicon/names.toml`` holds *name*, or None.

    >>> known_name("Bregnholt")
    """
    digest = hash_name(name)
    return next((kind for kind, hashes in _lists().items() if digest in hashes), None)


def hash_name(name: str) -> str:
    """Return a name as ``lexicon/names.toml`` keeps it.

    >>> hash_name("Bregnholt") == hash_name("BREGNHOLT")
    True
    """
    return hashlib.sha256(name.lower().encode()).hexdigest()[:16]


def _kind(name: str) -> str | None:
    """Look a name up as it is, and without the -s of a genitive or a full stop."""
    shorter = [re.sub(r"['’.]$", "", name), re.sub(r"['’]?s['’.]?$", "", name)]
    found = (known_name(form) for form in dict.fromkeys([name, *shorter]))
    return next((kind for kind in found if kind), None)


def _beside_office(text: str, span: Span) -> bool:
    after = re.match(rf"\s+{_OFFICE}", text[span.end : span.end + 30], re.IGNORECASE)
    return after is not None


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {kind: frozenset(row["hashes"]) for kind, row in load_lexicon("names")["name"].items()}
