"""An entry of a list that is a clause: "- træder i kraft 9. august", "- broen lukkes i uge 12"."""

from __future__ import annotations

import re

from pipeline.danish.clauses import COMMA, OPENERS, stop
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import is_finite
from pipeline.drafting.noted.values import timed

# What a matter does: it is named by the title.
_OF_IT = re.compile(
    r"(?P<verb>gælder|omfatter|koster|kræver|dækker|varer|begynder|starter|træder i kraft|udløber)"
    r"(?P<rest> .+)"
)
_FEWEST = 4


def told_entry_clause(entry: str) -> tuple[str, bool] | None:
    """Return a clause as a sentence, and whether it goes on about the matter of the title.

    >>> told_entry_clause("gælder ca. 640 ansatte"), told_entry_clause("branden opstod i maj")
    (('Det gælder ca. 640 ansatte.', True), ('Branden opstod i maj.', False))
    >>> told_entry_clause("at broen lukkes") is None
    True
    """
    text = " ".join(entry.split()).rstrip(";,")
    match = _OF_IT.fullmatch(text.rstrip("."))
    if match:
        told = stop(f"Det {match['verb']} {timed(match['rest'].strip())}")
        return (told, True) if is_whole(told) else None
    words = text.split()
    if len(words) < _FEWEST or is_finite(words[0]) or words[0].lower() in OPENERS or ":" in text:
        return None
    told = stop(upper_first(text))
    main = COMMA.split(text)[0].split()
    return (told, False) if is_whole(told) and any(map(is_finite, main[1:6])) else None
