"""The words that make an item matter or a sentence tell (``lexicon/scores.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.lexicon import load_lexicon


def has_signal(kind: str, text: str) -> bool:
    """Tell whether *text* has a word of the kind.

    >>> has_signal("staff", "Medarbejderne får besked.")
    True
    """
    return kind in _asked(text) and signal(kind).search(text) is not None


# A text is asked for one kind after the other.
@lru_cache(maxsize=1 << 10)
def _asked(text: str) -> frozenset[str]:
    return frozenset(_kinds().asked(folded(text)))


@cache
def _kinds() -> ByCue[str]:
    return ByCue([(kind, cues_of(signal(kind))) for kind in load_lexicon("scores")["words"]])


@cache
def signal(kind: str) -> re.Pattern[str]:
    """Return the pattern of the words of a kind."""
    return re.compile(load_lexicon("scores")["words"][kind], re.IGNORECASE)
