"""Known minutes set anew in a hundred ways: how much of them is found again, and what comes out.

    python benchmarks/layouts.py                          (every fourth document of train and dev)
    python benchmarks/layouts.py --every 1 --only decision
    python benchmarks/layouts.py --every 1 --json > build/layouts.json

For each setting of ``tests/settings.py``: how many of the open items are found, of their own
decisions, items that there are not, meetings whose closed items are counted wrong, and meetings
that let out a line of a closed item. What a document gives as it is is what each setting must give;
so nothing here says how well minutes are read that nobody has seen, and all of it is synthetic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from relaid import Known, Read, know, read_back, text_of
from settings import Setting, settings

WORST = 10


class Row(NamedTuple):
    """What was found of all meetings in one setting, and in which most was lost."""

    name: str
    meetings: int
    items: int
    found: float
    told: float
    spare: int
    miscounted: int
    leaking: int
    worst: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each setting, and the worst settings and documents; or all as JSON."""
    given = options(arguments)
    meetings = list(known_meetings(given.every))
    rows = []
    for name, setting in settings().items():
        if given.only in name and (row := measure(name, setting, meetings)):
            rows.append(row)
            if not given.json:
                print(line_of(row), flush=True)
    if given.json:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        tell_worst(rows)


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--every", type=int, default=4, help="take every so many documents")
    parser.add_argument("--only", default="", help="only settings with these words in their name")
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser.parse_args(arguments)


def known_meetings(every: int) -> Iterator[Known]:
    """Yield each so many of the documents of train and dev, by name; never one of test."""
    corpus = read_corpus()
    names = sorted(one.id for one in corpus.documents if one.split in ("train", "dev"))
    for name in names[::every]:
        yield know(read_minutes(corpus.folder, name), name)


def measure(name: str, setting: Setting, meetings: Sequence[Known]) -> Row | None:
    """Return what is found of *meetings* in a setting, None where it is about none of them."""
    found: dict[str, Read] = {}
    for known in meetings:
        if lines := setting(known, Random(f"{name} {known.name}")):
            found[known.name] = read_back(known, text_of(lines))
    if not found:
        return None
    reads = found.values()
    lost = {
        one: read.items - read.found + read.decisions - read.told for one, read in found.items()
    }
    worst = sorted(lost, key=lambda one: (-found[one].leaked, -lost[one]))
    return Row(
        name=name,
        meetings=len(found),
        items=sum(read.items for read in reads),
        found=sum(read.found for read in reads) / max(1, sum(read.items for read in reads)),
        told=sum(read.told for read in reads) / max(1, sum(read.decisions for read in reads)),
        spare=sum(read.spare for read in reads),
        miscounted=sum(not read.counted for read in reads),
        leaking=sum(read.leaked for read in reads),
        worst=tuple(one for one in worst if lost[one] or found[one].leaked)[:WORST],
    )


def line_of(row: Row) -> str:
    """Return a row as it is printed."""
    flat = row.name if len(row.name) < 46 else row.name[:45] + "…"
    return (
        f"{flat:<46} items {row.found:.3f}  own decisions {row.told:.3f}  spare {row.spare:>3}"
        f"  miscounted {row.miscounted:>2}  leaks {row.leaking} of {row.meetings}"
    )


def tell_worst(rows: Sequence[Row]) -> None:
    """Print the means over all settings, and the documents that lose something most often."""
    count = len(rows)
    found, told = sum(row.found for row in rows) / count, sum(row.told for row in rows) / count
    leaking, meetings = sum(row.leaking for row in rows), sum(row.meetings for row in rows)
    print(f"\n{count} settings: items {found:.4f}, own decisions {told:.4f}", end=", ")
    print(f"spare {sum(row.spare for row in rows)}", end=", ")
    print(f"miscounted {sum(row.miscounted for row in rows)}", end=", ")
    print(f"{leaking} of {meetings} readings let out a closed line")
    often: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for name in row.worst:
            often[name] += 1
    for name in sorted(often, key=lambda one: (-often[one], one))[:WORST]:
        print(f"{often[name]:>4} settings lose some of {name}")


if __name__ == "__main__":
    main()
