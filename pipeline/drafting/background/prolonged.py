"""What a decision lets last longer: a contract that was extended doesn't end on its old day."""

from __future__ import annotations

import re

from pipeline.danish.sentences import split_statements
from pipeline.danish.words import content_words

_LONGER = re.compile(
    r"\b(?:forlæng(?:e[rst]?|else\w*)|forny\w*|videreføre[rst]?|genforhandle[rst]?|"
    r"udskyde[rst]?|udskudt|flyttes|rykkes)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:udløber|ophører|stopper|slutter|løber ud|bortfalder)\b|[Ff]risten\b[^.]*? er den\b"
)
_YES = re.compile(
    r"\b(?:godkend|tiltr[æå]d|vedtag|beslutte|følges|ja\b|(?<!ikke )anbefal(?!es ikke))",
    re.IGNORECASE,
)


def prolonged(asked: str, decided: str) -> frozenset[str]:
    """Return the words of what a decision lets last longer than it would.

    >>> sorted(prolonged("", "Kontrakten forlænges til den 31. december 2025."))
    ['kontrak']
    >>> prolonged("Kontrakten forlænges.", "Afvist.")
    frozenset()
    """
    clauses = split_statements(decided)
    if _YES.search(decided):
        clauses += [part for one in split_statements(asked) for part in one.split(", og at ")]
    return frozenset(
        word
        for clause in clauses
        if (match := _LONGER.search(clause)) and not re.search(r"\bikke\b", clause)
        for word in content_words(f"{clause[: match.start()]} {_next_to(clause[match.end() :])}")
        if word.isalpha() and len(word) > 2
    )


def _next_to(rest: str) -> str:
    """Return the words right behind "forlænges", no day that it lasts till."""
    return rest.partition(" til ")[0][:30]


def ends_of(sentence: str, longer: frozenset[str]) -> bool:
    """Tell whether a sentence lets end what lasts longer now.

    >>> ends_of("Kontrakten udløber i maj.", frozenset({"kontrak"}))
    True
    >>> ends_of("Kontrakten udløber i maj, men kan forlænges.", frozenset({"kontrak"}))
    False
    """
    if not longer or not _ENDS.search(sentence) or _LONGER.search(sentence):
        return False
    return bool(longer & content_words(sentence))
