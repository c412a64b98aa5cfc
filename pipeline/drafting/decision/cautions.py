"""The words that keep a frame from saying a decision (``lexicon/certain.toml``)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import load_lexicon


def finds(kind: str, text: str) -> re.Match[str] | None:
    """Return the first match of the rows of one *kind*.

    >>> finds("limits", "Godkendt som forsøg").group(), finds("limits", "Godkendt")
    ('som forsøg', None)
    """
    return next((found for one in _patterns(kind) if (found := one.search(text))), None)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in load_lexicon("certain")[kind])
