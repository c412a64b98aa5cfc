"""A fingerprint of what minutes say, which a PDF and an HTML page of them share.

MinHash (Broder, "On the resemblance and containment of documents", 1997): for each of
``SIZE`` hash functions the least value over all runs of three words. The share of places in which
two fingerprints agree estimates the share of runs that both texts have.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import Any

from pipeline.records import Minutes

SIZE = 64
# Bands of the fingerprint that two must share one of to be compared at all: texts that have 80 %
# of their runs in common do in 999 of 1,000 cases.
BANDS = 16
_RUN = 3
_WORD = re.compile(r"[^\W_]+")


def fingerprint(minutes: Minutes) -> list[int]:
    """Return ``SIZE`` numbers below 2³² from the words of the open items; none without words.

    >>> from pipeline.records import Item, Span
    >>> text = "Direktionen drøfter kørsel"
    >>> item = Item("1", "Kørsel", Span(0, 0), None, Span(0, len(text)), ())
    >>> minutes = Minutes(text, "", "", None, None, None, None, (), Span(0, 0), (item,))
    >>> len(fingerprint(minutes)), fingerprint(minutes) == fingerprint(minutes)
    (64, True)
    """
    import numpy as np

    text = " ".join(item.span.of(minutes.text) for item in minutes.open_items)
    words = _WORD.findall(text.casefold())
    if not words:
        return []
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint64, len(words))
    count = min(_RUN, len(words))
    last = len(words) - count + 1
    factors, shifts = _functions()
    runs = np.zeros(last, np.uint64)
    for at in range(count):
        runs += hashes[at : at + last] * factors[SIZE + at]
    runs ^= runs >> np.uint64(32)
    # One function after the other, so that a long text takes no more memory than a short one.
    each = zip(factors[:SIZE], shifts, strict=True)
    return [int(((runs * factor + shift) >> np.uint64(32)).min()) for factor, shift in each]


def bands(found: list[int]) -> list[int]:
    """Return a number for each band of a fingerprint; two that agree in a band share its number.

    >>> len(set(bands(list(range(64))))), bands([])
    (16, [])
    """
    rows = SIZE // BANDS
    return [
        zlib.crc32(repr((at, found[at : at + rows])).encode()) for at in range(0, len(found), rows)
    ]


@cache
def _functions() -> tuple[Any, Any]:
    """Return factors (odd) and shifts of multiply-shift hashing, the same on every machine.

    The factors beyond ``SIZE`` are for the words of a run, each by its place.
    """
    import numpy as np

    made = np.random.Generator(np.random.PCG64(7))
    numbers = made.integers(0, 2**64, size=(2, SIZE + _RUN), dtype=np.uint64)
    return numbers[0] | np.uint64(1), numbers[1][:SIZE]
