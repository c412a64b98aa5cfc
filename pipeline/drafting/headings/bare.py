"""Words that name no case by themselves: "Høring", "Ny retningslinje"."""

from __future__ import annotations

import re

from pipeline.lexicon import load_lexicon


def is_bare(topic: str) -> bool:
    """Tell whether a topic says nothing without what follows it.

    >>> is_bare("Høring"), is_bare("Høringssvar til trafikplanen"), is_bare("Ny retningslinje")
    (True, False, True)
    """
    return (
        re.sub(r"^(?:(?:nye?|nyt|fælles|ændret) )+", "", topic.lower())
        in load_lexicon("titles")["bare"]["words"]
    )
