"""The words that make an item matter or a sentence tell (``lexicon/scores.toml``)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.cues import AnyOf
from pipeline.lexicon import load_lexicon


def has_signal(kind: str, text: str) -> bool:
    """Tell whether *text* has a word of the kind.

    >>> has_signal("staff", "Medarbejderne får besked.")
    True
    """
    return _asked(kind).found_in(text)


@cache
def _asked(kind: str) -> AnyOf:
    return AnyOf([signal(kind).pattern])


@cache
def signal(kind: str) -> re.Pattern[str]:
    """Return the pattern of the words of a kind."""
    return re.compile(load_lexicon("scores")["words"][kind], re.IGNORECASE)
