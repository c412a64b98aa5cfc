"""The fixed lines of ``lexicon/frames.toml``, known again in a text: they claim nothing more."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import load_lexicon

_FIXED = (
    "ingen_beslutning", "ingen_beslutning_kort", "uden_beslutning", "uden_beslutning_ord",
    "decides", "uafklaret", "se_referatet", "uafklarede_ord",
)  # fmt: skip


def is_fixed_line(text: str) -> bool:
    """Tell whether *text* is a fixed line, whatever stands in its places.

    >>> is_fixed_line("Punktet var på dagsordenen, men referatet viser ingen beslutning.")
    True
    >>> is_fixed_line("Det skete med fire stemmer mod to.")
    True
    >>> is_fixed_line("Punktet var på dagsordenen i maj.")
    False
    """
    return _lines().fullmatch(text) is not None


@cache
def _lines() -> re.Pattern[str]:
    frames = load_lexicon("frames")
    rows = [frames["sentence"][name] for name in _FIXED] + [row["to"] for row in frames["vote"]]
    patterns = [re.sub(r"\\\{\w+\\\}", "[^.;]+", re.escape(row)) for row in rows]
    return re.compile("|".join(patterns))
