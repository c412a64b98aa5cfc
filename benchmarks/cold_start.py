"""How long a fresh process takes to its first label, beside one that only imports scikit-learn.

Both run in turn, so that a busy machine slows both; the ratio is what to look at.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 11
BARE = "import sklearn"
OURS = """
from pipeline.labelling import label_items
from pipeline.records import Document
from pipeline.splitting import split_items
lines = ("Referat Direktionen d. 04-05-2020", "Punkt 1: Leasing", "Beslutning", "Anbefales.")
text = "\\n\\n".join(lines)
(item,) = label_items(split_items(Document(text, "elbiler.txt", "0")))
assert item.decisions and item.topics
"""


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run *code*."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and their ratio."""
    seconds(BARE), seconds(OURS)  # read from disk once
    pairs = [(seconds(BARE), seconds(OURS)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    print(f"import sklearn    {bare:.3f} s")
    print(f"to a first label  {ours:.3f} s")
    print(f"ratio             {ratio:.2f}  (median of {ROUNDS} pairs)")


if __name__ == "__main__":
    main()
