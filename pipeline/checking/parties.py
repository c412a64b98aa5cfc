"""Parties: "DF" is who the item calls "O", and "Liste K" is "K"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_LISTED = re.compile(r"\bListe(?:n)? (?P<letter>[A-ZÆØÅ])\b")


@lru_cache(maxsize=4096)
def parties_in(text: str) -> tuple[tuple[Span, frozenset[str]], ...]:
    """Return where *text* names parties, each with the letters that it may stand for.

    "K" is short for the Conservatives, and the letter of others.

    >>> [sorted(letters) for _, letters in parties_in("DF og Liste K stemte imod.")]
    [['O'], ['K']]
    """
    pattern, letters = _forms()
    listed = _LISTED.finditer(text) if "Liste" in text else ()
    found = [(Span(*match.span()), frozenset(match["letter"])) for match in listed]
    taken = [span for span, _ in found]
    found += [
        (Span(*match.span()), letters[match.group()])
        for match in pattern.finditer(text)
        if not any(span.start <= match.start() < span.end for span in taken)
    ]
    return tuple(sorted(found, key=lambda one: one[0]))


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """Return the pattern of every form, longest first, and the letters each may stand for."""
    letters: dict[str, frozenset[str]] = {}
    for row in load_lexicon("parties")["party"]:
        for form in (row["letter"], *row["short"], *row["names"]):
            letters[form] = letters.get(form, frozenset()) | {row["letter"]}
    forms = "|".join(map(re.escape, sorted(letters, key=len, reverse=True)))
    first = "".join(sorted({re.escape(form[0]) for form in letters}))
    # What looks ahead to the first letter changes nothing but the time.
    return re.compile(rf"(?=[{first}])(?<![\w-])(?:{forms})(?![\w-])"), letters
