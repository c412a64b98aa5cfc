"""What a heading that no table knows is called by its own words: their stems, or their letters."""

from __future__ import annotations

import re
from functools import cache

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon

# Three letters, and what joins them in a pattern.
_SHORT = 7


def kind_by_stem(words: str) -> SectionKind | None:
    """Return what a heading no table knows is called by its words, None if they don't say.

    >>> kind_by_stem("Herom vedtog man").value, kind_by_stem("Oplæg til beslutning").value
    ('beslutning', 'indstilling')
    """
    said = next((kind for pattern, kind in _stems() if pattern.search(words)), None)
    return said or (_kind_of_short(words) if words.endswith(".") else None)


def _kind_of_short(words: str) -> SectionKind | None:
    """Return what "Bsl.", "Fr.st." and "Ind." are short for: a heading with their letters."""
    letters = ".*".join(re.findall(r"[^\W\d_]", words.lower()))
    if len(letters) < _SHORT or " " in words:
        return None
    headings = load_lexicon("headings")["section"]
    return next(
        (
            SectionKind(row["kind"])
            for row in sorted(headings, key=lambda row: row["kind"] != SectionKind.BESLUTNING)
            for word in row["words"]
            if "then" not in row and " " not in word and re.match(letters, word)
        ),
        None,
    )


@cache
def _stems() -> tuple[tuple[re.Pattern[str], SectionKind], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), SectionKind(row["kind"]))
        for row in load_lexicon("headings")["stem"]
    )
