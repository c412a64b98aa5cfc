"""The stem of a noun that is named as known, and whether a text brings in what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.cues import folded


def stems_of(noun: str) -> list[str]:
    """Return the indefinite forms that a definite noun may have.

    >>> stems_of("bussen"), stems_of("husene")
    (['buss', 'bus'], ['hus'])
    """
    found = []
    for ending in ("erne", "ene", "en", "et"):
        if noun.endswith(ending):
            bare = noun[: -len(ending)]
            found.append(bare)
            if len(bare) > 3 and bare[-1] == bare[-2]:
                found.append(bare[:-1])
            break
    return [one for one in found if len(one) >= 3]


def brought_in(stem: str, before: str) -> bool:
    """Tell whether the minutes name it indefinitely before: "en bus", "to små busser".

    >>> brought_in("bus", "Klubben har to små busser."), brought_in("bus", "Bussen er ny.")
    (True, False)
    """
    return any(
        _ENDING.match(before, at + len(stem)) and _INDEFINITE.search(_words_before(before, at))
        for at in starts_of(stem, before)
    )


_ENDING = re.compile(r"\w{0,4}\b")
_INDEFINITE = re.compile(
    r"\b(?:en|et|to|tre|fire|fem|nye?|flere|nogle|\d+)(?: [a-zæøå]+(?:e|t)?)? \Z", re.IGNORECASE
)


def starts_of(stem: str, text: str) -> Iterator[int]:
    """Yield where words of *text* begin with *stem*, whatever letters they are printed in.

    >>> list(starts_of("bus", "Bussen er en minibus, og busser er store."))
    [0, 25]
    """
    low = folded(text)
    at = low.find(stem)
    while at >= 0:
        if not _IN_WORD.match(low[at - 1 : at]):
            yield at
        at = low.find(stem, at + 1)


_IN_WORD = re.compile(r"\w")


def _words_before(text: str, at: int) -> str:
    """Return the two words before a place, with the spaces behind them."""
    return " ".join(text[:at].rsplit(" ", 3)[-3:])
