"""Figures that a case sets against earlier ones, and says itself that they can't be compared.

"Fraværet er 5,7 procent, hvilket er 0,3 procentpoint lavere end i 2022" tells no progress where the
way of counting has changed since; the figure itself stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def without_comparison(texts: Iterable[str]) -> list[str]:
    """Return the sentences of a case without what it calls no comparison; "" where that is all.

    >>> warned = "Tallene kan ikke sammenlignes med tidligere år."
    >>> without_comparison(["Fraværet er 5 procent, hvilket er lavere end i 2022.", warned])
    ['Fraværet er 5 procent.', 'Tallene kan ikke sammenlignes med tidligere år.']
    >>> without_comparison(["Svarprocenten var 61 mod 48 i 2022.", warned])[0]
    ''
    >>> without_comparison(["Svarprocenten var 61 mod 48 i 2022."])
    ['Svarprocenten var 61 mod 48 i 2022.']
    """
    said = list(texts)
    if not any(map(_WARNS.search, said)):
        return said
    cut = (one if _WARNS.search(one) else _TAIL.sub(".", one) for one in said)
    return ["" if _COMPARES.search(one) and not _WARNS.search(one) else one for one in cut]


_WARNS = re.compile(
    r"\b(?:ikke|vanskeligt|svært|næppe) (?:\w+ ){0,3}?(?:at )?sammenlign\w*|"
    r"\bsammenligning\w* (?:\w+ ){0,4}?(?:forbehold|varsomhed|forsigtighed)|"
    r"\bkun med forbehold sammenlign\w*|\bumuliggør (?:en )?sammenligning",
    re.IGNORECASE,
)
_EARLIER = r"(?:19|20)\d\d|sidste år|året før|før|tidligere|samme|forrige|sidste"
_TAIL = re.compile(
    r", (?:hvilket|der|som|og det) (?:er|var|svarer til) [^;]*?\b(?:lavere|højere|færre|flere|"
    rf"mindre|mere|bedre|fald|stigning)\b[^;]*?\b(?:{_EARLIER})\b[^;]*\.$|"
    r", mens [^;]*\b(?:er|var) (?:faldet|steget)\b[^;]*\.$"
)
_COMPARES = re.compile(
    r"\b(?:faldet|steget|fald|stigning|færre|flere|lavere|højere|bedre|dårligere)\b(?=.*"
    rf"\b(?:{_EARLIER}|fra \d)\b)|\bmod \d[\d.,]*(?: procent| pct\.)? (?:i|året|sidste|ved|pr\.)"
)
