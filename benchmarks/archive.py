"""A whole build of PDF files beside bare text extraction of them, and what each format costs.

Build and extraction run on two processes each. Processor seconds are what to look at, since a busy
machine changes them less than the seconds on the wall; those of a build hold all its processes, the
start with its models too, which is told apart by a build of two files.

    python benchmarks/archive.py --count 200
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from archive_scale import WORKERS, watched
from generate_archive import FORMATS, generate

from pipeline.archive.sources import Source, walk
from pipeline.archive.warm import warm_up
from pipeline.archive.work import Settings, take_in


def extract(path: str) -> int:
    """Return how many characters pdfium finds in a PDF file."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def bare(folder: Path) -> tuple[float, float]:
    """Return the seconds, and the processor seconds, of bare extraction.

    Its processes split off from this one, so that they have nothing to load but pdfium.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        pool.map(extract, sorted(map(str, folder.rglob("*.pdf"))), chunksize=16)
        pool.close()
        pool.join()
    seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, spent


def against_pdfium(place: Path, count: int) -> None:
    """Print the cost of a build of PDF files, of extraction alone, and of a second build."""
    generate(2, place / "two", formats=("pdf",))
    generate(count, place / "pdf", formats=("pdf",))
    start = watched(place / "two", place / "two-archive")
    whole = watched(place / "pdf", place / "pdf-archive")
    again = watched(place / "pdf", place / "pdf-archive")
    seconds, spent = bare(place / "pdf")
    steady = whole.processor - start.processor
    print(f"{count} PDF files, {whole.summary['counts']['items']} items, {WORKERS} processes")
    print(f"  whole build            {whole.seconds:8.1f} s{whole.processor:8.1f} processor s")
    print(f"  of this, the start     {start.seconds:8.1f} s{start.processor:8.1f} processor s")
    print(f"  bare pdfium            {seconds:8.1f} s{spent:8.1f} processor s")
    print(
        f"  build ÷ pdfium         {whole.seconds / seconds:8.1f} ×{whole.processor / spent:7.1f} ×"
    )
    print(f"  the same, start aside                {steady / spent:7.1f} ×")
    print(f"  second build ÷ first   {100 * again.seconds / whole.seconds:8.1f} %")


def by_format(place: Path, count: int) -> None:
    """Print what a document and an item of each format cost, in one process that is warm."""
    settings = Settings()
    warm_up(settings)
    print("format  documents  ms/document  ms/item  ms/1,000 characters")
    for kind in FORMATS:
        generate(count, place / kind, formats=(kind,))
        found = [one for one in walk([place / kind]) if isinstance(one, Source)]
        start = time.process_time()
        every = [take_in(one, settings) for one in found]
        spent = 1000 * (time.process_time() - start)
        rows = [row for row in every if row.get("step") is None]
        items = sum(len(row["items"]) for row in rows)
        characters = sum(len(row["text"]) for row in rows)
        print(
            f"{kind:<8}{len(rows):>9}{spent / len(rows):>13.1f}{spent / items:>9.2f}"
            f"{1000 * spent / characters:>21.2f}"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        by_format(Path(folder), count)
        against_pdfium(Path(folder), count)


if __name__ == "__main__":
    main()
