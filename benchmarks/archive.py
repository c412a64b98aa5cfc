"""A whole build beside bare text extraction of the same PDF files, and what a second build costs.

Both on two processes, in turn, so that a busy machine slows both; the ratios are what to look at.
Also counts what a build of damaged files in all formats loses, by the generator's truth.

    python benchmarks/archive.py --count 200
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import tempfile
import time
from pathlib import Path

from generate_archive import TRUTH, generate
from pyarrow.parquet import read_table

from pipeline.archive import local
from pipeline.archive.build import Summary, build_archive

WORKERS = 2


def extract(path: str) -> int:
    """Return how many characters pdfium finds in a PDF file."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def bare(folder: Path) -> float:
    """Return the seconds that bare extraction takes, its processes' start included."""
    start = time.monotonic()
    with multiprocessing.get_context("forkserver").Pool(WORKERS) as pool:
        pool.map(extract, sorted(map(str, folder.rglob("*.pdf"))), chunksize=16)
    return time.monotonic() - start


def timed(folder: Path, archive: Path) -> tuple[Summary, float]:
    """Return what a build has done, and its seconds."""
    start = time.monotonic()
    summary = build_archive([folder], archive, local.engine(WORKERS))
    return summary, time.monotonic() - start


def against_pdfium(place: Path, count: int) -> None:
    """Print the cost of a build of PDF files, of extraction alone, and of a second build."""
    generate(count, place / "pdf", formats=("pdf",))
    summary, whole = timed(place / "pdf", place / "pdf-archive")
    _, again = timed(place / "pdf", place / "pdf-archive")
    alone = bare(place / "pdf")
    print(f"{count} PDF files, {summary.counts['items']} items, {WORKERS} processes")
    print(f"  whole build            {whole:8.1f} s  {count / whole:8.1f} files/s")
    print(f"  bare pdfium            {alone:8.1f} s  {count / alone:8.1f} files/s")
    print(f"  build ÷ pdfium         {whole / alone:8.2f} ×")
    print(f"  second build ÷ first   {100 * again / whole:8.2f} %")


def against_truth(place: Path, count: int) -> None:
    """Print what a build of files in all formats, some damaged, lost or blamed wrongly."""
    generate(count, place / "mixed", damaged=0.05)
    summary, seconds = timed(place / "mixed", place / "mixed-archive")
    lines = (place / f"mixed.{TRUTH}").read_text("utf-8").splitlines()
    truth = {one["file"]: one for one in map(json.loads, lines)}
    rows = read_table(place / "mixed-archive" / "errors.parquet").to_pylist()
    steps = {"/".join(Path(row["source"]).parts[-2:]): row["step"] for row in rows}
    broken = {file for file, one in truth.items() if "step" in one}
    right = sum(steps.get(file) == truth[file]["step"] for file in broken)
    print(f"{count} files in all formats, {len(broken)} damaged, {seconds:.1f} s")
    print(f"  damaged, told with the right step    {right} of {len(broken)}")
    print(f"  false errors                         {len(set(steps) - broken)}")
    taken = summary.counts["sources"]
    print(f"  lost                                 {count - taken - len(steps)}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        against_pdfium(Path(folder), count)
        against_truth(Path(folder), count)


if __name__ == "__main__":
    main()
