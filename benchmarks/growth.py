"""How the time of the text readers grows: four times the text should take four times as long.

A pattern that backtracks shows here as a ratio near sixteen, or never ends. Each pair is timed
in turn, with the collector off, and the least of a few rounds is kept: noise only ever adds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date

from pipeline.danish.amounts import find_amounts
from pipeline.danish.dates import find_dates
from pipeline.danish.sentences import split_sentences

ROUNDS = 5
SMALL = 50_000
READERS: dict[str, Callable[[str], object]] = {
    "amounts": find_amounts,
    "dates": lambda text: find_dates(text, meeting=date(2024, 10, 7)),
    "sentences": split_sentences,
}
UNITS = (
    "Det koster 2,5 mio. kr. jf. bilag 2. ",
    "1 kr. ift. nyt budget ",
    "den 3. maj ",
    "merforbrug ",
    "1.111",
    "3-3-",
    "(1.000 kr.",
    "1. at ",
    "- a\n",
    "a.B",
    ". ",
    "x",
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return how long one reading of *text* takes."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def growth(read: Callable[[str], object], unit: str) -> float:
    """Return how many times longer four times the text takes."""
    small = unit * (SMALL // len(unit))
    # Another start each round: some readers keep what they read last.
    starts = [f"Punkt {number}. " for number in range(ROUNDS)]
    pairs = [(seconds(read, one + small), seconds(read, one + 4 * small)) for one in starts]
    return min(large for _, large in pairs) / min(least for least, _ in pairs)


def main() -> None:
    """Print the ratio of each reader and unit, and mark what grows faster than the text."""
    gc.disable()
    for name, read in READERS.items():
        for unit in UNITS:
            ratio = growth(read, unit)
            print(f"{name:10} {unit!r:42} {ratio:5.1f}{'  too fast' if ratio > 8 else ''}")


if __name__ == "__main__":
    main()
