"""The table of hedges (``lexicon/hedges.toml``): which of them does a text have?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.danish.cues import AnyOf, ByCue, cues_of, folded
from pipeline.lexicon import load_lexicon


class Hedge(NamedTuple):
    """A row of ``lexicon/hedges.toml``."""

    name: str
    level: Literal["red", "yellow"]
    message: str
    source: re.Pattern[str]
    keeps: AnyOf


@lru_cache(maxsize=4096)
def hedges_in(text: str) -> frozenset[str]:
    """Return the names of the hedges that *text* has."""
    return frozenset(one.name for one in _by_cue().asked(folded(text)) if one.source.search(text))


@cache
def _by_cue() -> ByCue[Hedge]:
    return ByCue((one, cues_of(one.source)) for one in hedges())


@cache
def hedges() -> tuple[Hedge, ...]:
    """Return the rows of the table; ``keeps`` holds the source's own words too."""
    return tuple(
        Hedge(
            row["name"],
            row["level"],
            row["message"],
            re.compile(row["pattern"], re.IGNORECASE),
            AnyOf([row["pattern"], row["keeps"]]),
        )
        for row in load_lexicon("hedges")["hedge"]
    )


@cache
def expectation() -> Hedge:
    """Return the row of what is only expected."""
    return next(one for one in hedges() if one.name == "expectation")
