"""What an archive costs as it grows, what it loses of damaged files, and what kills do to it.

Builds run through the command line in processes of their own, on generated minutes in all formats
of which one in twenty is damaged. Told of each: seconds; processor seconds, which a busy machine
changes less; the most memory that all its processes had at once, shared pages counted once; what a
second build takes, which has nothing to do; and by the generator's truth how many damaged files are
told of with the right step, how many whole ones are blamed, and how many are nowhere. With
``--beside`` the smallest folder is built again every so many seconds while the largest is: a busy
machine makes a document dearer, so only figures of the same minutes can be compared. At last a
build is killed again and again at random and compared with the one left alone.

    python benchmarks/archive_scale.py --counts 1000,10000 --kills 20
    python benchmarks/archive_scale.py --counts 1000,100000 --formats txt --beside 600 --kills 0

Ten thousand documents take about half an hour on two processors.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from generate_archive import FORMATS, TRUTH, generate
from pyarrow.parquet import ParquetFile, read_table

MEGABYTE = 1024 * 1024
DAMAGED = 0.05
WORKERS = 2
EVERY = 2.0  # seconds between two looks at the processes of a build, which cost some themselves
SOON, LATE = 1.0, 15.0  # seconds after which a build is killed: some as it starts, most at work


class Run(NamedTuple):
    """A build: its summary, and what it cost in seconds and megabytes."""

    summary: dict[str, Any]
    seconds: float
    processor: float
    memory: float


class Held(NamedTuple):
    """An archive held to the truth, in files; ``other``: whole, but with fewer or more items."""

    damaged: int
    right: int
    blamed: int
    lost: int
    other: int


def started(folder: Path, archive: Path) -> subprocess.Popen[bytes]:
    """Start a build as the leader of a group of processes of its own."""
    code = "from pipeline.cli_archive import app; app()"
    options = ["--out", str(archive), "--workers", str(WORKERS), "--json"]
    command = [sys.executable, "-c", code, "build", str(folder), *options]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdout=pipe, stderr=nowhere, start_new_session=True)


def watched(folder: Path, archive: Path) -> Run:
    """Build an archive and watch what it takes."""
    start = time.monotonic()
    spent: dict[int, float] = {}
    most = 0.0
    with started(folder, archive) as run:
        whole = psutil.Process(run.pid)
        while run.poll() is None:
            most = max(most, look(whole, spent))
            time.sleep(EVERY)
        seconds = time.monotonic() - start
        assert run.stdout is not None
        summary = json.loads(run.stdout.read())
    return Run(summary, seconds, sum(spent.values()), most / MEGABYTE)


def look(whole: psutil.Process, spent: dict[int, float]) -> float:
    """Return the bytes that a process and all below it have; note how long each has worked."""
    there = 0.0
    try:
        processes = [whole, *whole.children(recursive=True)]
    except psutil.Error:
        return there
    for one in processes:
        try:
            times = one.cpu_times()
            spent[one.pid] = times.user + times.system
            there += one.memory_full_info().pss
        except psutil.Error:
            continue
    return there


def held(truth: Path, archive: Path) -> Held:
    """Return how an archive stands against the truth about the files that it was built from."""
    known = {one["file"]: one for one in map(json.loads, truth.read_text("utf-8").splitlines())}
    broken = {file for file, one in known.items() if "step" in one}
    steps = {short(row["source"]): row["step"] for row in rows(archive / "errors.parquet")}
    counts: dict[str, tuple[int, int]] = {}
    for place in archive.glob("meetings/*/*.parquet"):
        for row in rows(place):
            there = row["open_items"], row["closed_items"]
            counts |= {short(source): there for source in row["sources"]}
    taken = counts.keys() - broken
    return Held(
        len(broken),
        sum(steps.get(file) == known[file]["step"] for file in broken),
        len(steps.keys() - broken),
        len(known.keys() - broken - taken - steps.keys()),
        sum(counts[file] != (known[file]["open"], known[file]["closed"]) for file in taken),
    )


def rows(place: Path) -> list[dict[str, Any]]:
    """Return the rows of a Parquet file."""
    found: list[dict[str, Any]] = read_table(place, partitioning=None).to_pylist()
    return found


def short(source: str) -> str:
    """Return a source as the truth calls it: its folder and its name."""
    return "/".join(Path(source).parts[-2:])


def grow(place: Path, counts: list[int], formats: tuple[str, ...], pause: float | None) -> None:
    """Print what builds of more and more documents cost and lose."""
    print(
        "documents   items  seconds  processor  ms/doc  MiB   again"
        "  damaged right blamed lost other"
    )
    for count in counts:
        folder, archive, truth = of(place, count)
        if not truth.exists():
            generate(count, folder, damaged=DAMAGED, formats=formats)
        with Beside(place, counts[0], pause if count > counts[0] else None):
            first = watched(folder, archive)
        again = watched(folder, archive)
        told = held(truth, archive)
        print(
            f"{count:>9}{first.summary['counts']['items']:>8}{first.seconds:>9.1f}"
            f"{first.processor:>11.1f}{1000 * first.processor / count:>8.1f}{first.memory:>5.0f}"
            f"{100 * again.seconds / first.seconds:>7.1f}%{told.damaged:>9}{told.right:>6}"
            f"{told.blamed:>7}{told.lost:>5}{told.other:>6}",
            flush=True,
        )


class Beside:
    """Builds of a small folder, told one by one, for as long as another build lasts."""

    def __init__(self, place: Path, count: int, pause: float | None) -> None:
        self._place, self._count, self._pause = place, count, pause
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._build)

    def __enter__(self) -> Beside:
        if self._pause is not None:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._pause is not None:
            self._thread.join()

    def _build(self) -> None:
        folder, _, _ = of(self._place, self._count)
        archive = self._place / f"beside-{self._count}"
        while not self._over.wait(self._pause):
            shutil.rmtree(archive, ignore_errors=True)
            cost = 1000 * watched(folder, archive).processor / self._count
            print(f"    beside it, {self._count}: {cost:.1f} ms/doc", flush=True)


def of(place: Path, count: int) -> tuple[Path, Path, Path]:
    """Return the folder of so many files, its archive, and the truth about it."""
    folder = place / f"in-{count}"
    return folder, place / f"archive-{count}", place / f"{folder.name}.{TRUTH}"


def kill(place: Path, count: int, kills: int) -> None:
    """Print whether a build that is killed so often ends like the one left alone."""
    folder, undisturbed, _ = of(place, count)
    archive = place / f"killed-{count}"
    chance = random.Random(7)
    done = torn = 0
    while done < kills:
        with started(folder, archive) as run:
            try:
                run.wait(timeout=chance.uniform(SOON, LATE))
            except subprocess.TimeoutExpired:
                done += 1
                # Every other time only the build itself, whose workers then have to find out.
                (os.killpg if done % 2 else os.kill)(run.pid, signal.SIGKILL)
        torn += sum(not whole(path) for path in archive.glob("*/year=*/*"))
        if run.returncode == 0:
            break
    last = watched(folder, archive).summary
    files, wanted = content(archive), content(undisturbed)
    same = sum(files.get(name) == data for name, data in wanted.items())
    documents = [row["document"] for one in archive.glob("meetings/*/*") for row in rows(one)]
    print(f"{count} documents, killed {done} times: {last['counts']['meetings']} meetings")
    print(f"  files the same as undisturbed   {same} of {len(wanted)}, {len(files) - same} others")
    print(f"  seen torn after a kill          {torn}")
    print(f"  documents there twice           {len(documents) - len(set(documents))}")


def content(archive: Path) -> dict[str, bytes]:
    """Return the bytes of every table of an archive."""
    paths = [*archive.glob("*/year=*/*.parquet"), archive / "errors.parquet"]
    return {str(path.relative_to(archive)): path.read_bytes() for path in paths}


def whole(place: Path) -> bool:
    """Tell whether a file that people could see is a Parquet file from end to end."""
    try:
        with ParquetFile(place) as file:
            return place.suffix == ".parquet" and file.metadata.num_rows > 0
    except (OSError, ValueError):
        return not place.exists()


def main() -> None:
    """Read the command line, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="100,300", help="Documents of each build.")
    parser.add_argument("--kills", type=int, default=5, help="Of the smallest build.")
    parser.add_argument("--place", type=Path, default=Path("build/archive-scale"))
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--beside", type=float, help="Seconds between builds of the smallest.")
    given = parser.parse_args()
    counts = sorted(map(int, given.counts.split(",")))
    given.place.mkdir(parents=True, exist_ok=True)
    grow(given.place, counts, tuple(given.formats.split(",")), given.beside)
    if given.kills:
        kill(given.place, counts[0], given.kills)


if __name__ == "__main__":
    main()
