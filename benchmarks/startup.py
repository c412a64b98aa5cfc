"""How long ``referat --help`` takes, beside the smallest program that typer can make.

Both run in turn, so that a busy machine slows both; the ratio is what to look at.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 15
BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def greet(name: str): pass
app()
"""
OURS = "from pipeline.cli import main; main()"


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to print the help of a program."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and their ratio."""
    pairs = [(seconds(BARE), seconds(OURS)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    print(f"a bare typer program  {bare:.3f} s")
    print(f"referat --help        {ours:.3f} s")
    print(f"ratio                 {ratio:.2f}  (median of {ROUNDS} pairs)")


if __name__ == "__main__":
    main()
