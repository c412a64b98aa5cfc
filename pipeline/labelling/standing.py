"""Titles that only tell when in the meeting something was said: "Eventuelt", "Bordet rundt".

Such an item is about what was said, and about the meeting itself where nothing was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.labelling.item_text import ItemText
from pipeline.labelling.stems import words_in
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Section

_SAID = (
    *RUNNING_TEXT, SectionKind.OEKONOMI, SectionKind.INDSTILLING, SectionKind.BESLUTNING,
)  # fmt: skip


class _Words(NamedTuple):
    heads: frozenset[str]
    all: frozenset[str]


def is_standing(words: Sequence[str]) -> bool:
    """Say whether a title of these normalised words says nothing of what the item is about.

    >>> [is_standing(title.split()) for title in ("meddelelser fra formanden", "nyt badeland")]
    [True, False]
    """
    known = _words()
    if known.heads.isdisjoint(words):
        return False
    return all(word in known.all or not word[0].isalpha() for word in words)


def said_in(item: ItemText) -> tuple[Section, ...]:
    """Return the sections that tell what an item with a standing title is about; else none.

    >>> said_in(ItemText.of_title("Eventuelt"))
    ()
    """
    return item.parts(*_SAID) if is_standing(words_in(item.title)) else ()


@cache
def _words() -> _Words:
    table = load_lexicon("topics")["standing"]
    heads = frozenset(table["heads"])
    return _Words(heads, heads.union(table["beside"]))
