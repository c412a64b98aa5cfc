"""How long a fresh process takes to be of use, beside one that only loads what it stands on.

``referat --help`` beside the smallest program that typer can make; the first label beside
``import sklearn``. Both of a pair run in turn, so that a busy machine slows both; the ratios are
what to look at.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 11
TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def greet(name: str): pass
app()
"""
HELP = "from pipeline.cli import main; main()"
FIRST_LABEL = """
from pipeline.labelling import label_items
from pipeline.records import Document
from pipeline.splitting import split_items
lines = ("Referat Direktionen d. 04-05-2020", "Punkt 1: Leasing", "Beslutning", "Anbefales.")
text = "\\n\\n".join(lines)
(item,) = label_items(split_items(Document(text, "elbiler.txt", "0")))
assert item.decisions and item.topics
"""
PAIRS = (
    ("a bare typer program", TYPER, "referat --help", HELP),
    ("import sklearn", "import sklearn", "to a first label", FIRST_LABEL),
)


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run *code*."""
    start = time.perf_counter()
    command = [sys.executable, "-c", code, "--help"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians of each pair and their ratio."""
    for bare_name, bare_code, our_name, our_code in PAIRS:
        seconds(bare_code), seconds(our_code)  # read from disk once
        pairs = [(seconds(bare_code), seconds(our_code)) for _ in range(ROUNDS)]
        bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(ours / bare for bare, ours in pairs)
        print(f"{bare_name:21} {bare:.3f} s")
        print(f"{our_name:21} {ours:.3f} s")
        print(f"{'ratio':21} {ratio:.2f}  (median of {ROUNDS} pairs)")


if __name__ == "__main__":
    main()
