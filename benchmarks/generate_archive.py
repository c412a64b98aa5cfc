"""Any number of distinct minutes in every format, damaged at a given rate, with the truth beside.

Made from the train and dev meetings of the corpus: each copy is of another day and has other
numbers and amounts, so that no two are the same minutes. The text is synthetic like the corpus.

    python benchmarks/generate_archive.py 200 --out build/many --damaged 0.05 --formats txt,pdf
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes
from pipeline.danish.dates import MONTHS
from pipeline.errors import NotMinutes
from pipeline.reading import read_bytes
from pipeline.splitting import split_items

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from typeset import typeset_docx, typeset_html, typeset_pdf

FORMATS = ("txt", "html", "docx", "pdf")
TRUTH = "truth.jsonl"
_FIRST = date(2005, 1, 3)
_YEAR = r"(?:19|20)\d\d\b"
_DAY = re.compile(
    rf"\b\d{{1,2}}[-.]\d{{1,2}}[-.]{_YEAR}|\b\d{{1,2}}\. (?:{'|'.join(MONTHS)}) {_YEAR}"
)
_FIGURES = re.compile(r"(?<![\d.,-])[1-9]\d(?=[.]\d{3}\b)")


class Meeting(NamedTuple):
    """A meeting of the corpus as text, and how many open and closed items it has."""

    text: str
    opened: int
    closed: int


def meetings() -> list[Meeting]:
    """Return the meetings of train and dev that bear another day once it is changed, by name.

    Where a day is written otherwise, all copies would be the same minutes.
    """
    corpus = read_corpus()
    chance = random.Random(0)
    found = []
    for one in sorted(corpus.documents, key=lambda document: document.id):
        if one.split != "test":
            text = read_minutes(corpus.folder, one.id).text
            changed, day = varied(text, 0, chance)
            try:
                minutes = split_items(read_bytes(changed.encode(), one.id))
            except NotMinutes:
                continue
            if minutes.date == day:
                found.append(Meeting(text, len(minutes.open_items), minutes.closed_count))
    return found


def varied(text: str, number: int, chance: random.Random) -> tuple[str, date]:
    """Return the text as of another day, with other amounts, and that day."""
    day = _FIRST + timedelta(days=number % 7300)
    text = _DAY.sub(f"{day.day}. {MONTHS[day.month - 1]} {day.year}", text)
    text = text.replace("\t", "  ")  # the typesetter wants tables with whole rows
    return _FIGURES.sub(lambda _: str(chance.randint(10, 99)), text), day


def damage(data: bytes, name: str, chance: random.Random) -> tuple[str, bytes, str]:
    """Return a file that can't be taken in: its name, its bytes, the step that must say so."""
    kind = chance.choice(("empty", "cut", "picture", "letter"))
    if kind == "cut" and name.endswith((".pdf", ".docx")):
        return name, data[: len(data) // 3], "read"
    if kind == "picture":
        return name, b"\x89PNG\r\n" + data[:200], "read"
    if kind == "letter":
        text = f"Kære alle. Husk kage nummer {chance.randint(1, 10**9)} på fredag."
        return f"{name.rpartition('.')[0]}.txt", text.encode(), "split"
    return name, b"", "read"


def generate(
    count: int, folder: Path, *, damaged: float = 0.0, formats: tuple[str, ...] = FORMATS
) -> None:
    """Write *count* files below *folder*, a thousand in each, and the truth beside *folder*.

    A line of the truth is ``{"file", "date", "open", "closed"}`` or ``{"file", "step"}``.
    """
    chance = random.Random(f"{count} {damaged}")
    makers: dict[str, Callable[[str], bytes]] = {
        "txt": str.encode, "html": typeset_html, "docx": typeset_docx, "pdf": typeset_pdf
    }  # fmt: skip
    known = meetings()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.{TRUTH}").open("w", encoding="utf-8") as truth:
        for number in range(count):
            meeting = known[number % len(known)]
            text, day = varied(meeting.text, number // len(known) * 37 + number, chance)
            # Each meeting in each format, one after the other.
            kind = formats[(number + number // len(known)) % len(formats)]
            name, data = f"{number:07}.{kind}", makers[kind](text)
            told = {"date": day.isoformat(), "open": meeting.opened, "closed": meeting.closed}
            if chance.random() < damaged:
                name, data, step = damage(data, name, chance)
                told = {"step": step}
            place = folder / f"{number // 1000:04}"
            place.mkdir(exist_ok=True)
            (place / name).write_bytes(data)
            truth.write(json.dumps({"file": f"{place.name}/{name}", **told}) + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--damaged", type=float, default=0.0)
    parser.add_argument("--formats", default=",".join(FORMATS))
    given = parser.parse_args()
    formats = tuple(given.formats.split(","))
    generate(given.count, given.out, damaged=given.damaged, formats=formats)


if __name__ == "__main__":
    main()
