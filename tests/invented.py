"""The invented minutes under ``tests/documents`` and what a person says of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reading import read_document
from pipeline.reading.text import mend_letters
from pipeline.records import Item, Minutes
from pipeline.splitting import split_items

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@dataclass(frozen=True)
class Read:
    """An invented document as Referat reads it, beside what a person wrote of it."""

    minutes: Minutes
    gold: dict[str, Any]

    @property
    def pairs(self) -> list[tuple[Item, dict[str, Any]]]:
        """Each open item that was found, with the gold item of the same number and title."""
        left = list(self.minutes.open_items)
        pairs = []
        for gold in (item for item in self.gold["items"] if not item["closed"]):
            same = [item for item in left if key(item.title)[:15] == key(gold["title"])[:15]]
            if same:
                left.remove(same[0])
                pairs.append((same[0], gold))
        return pairs


def read(name: str) -> Read:
    minutes = split_items(read_document(FOLDER / f"{name}.txt"))
    return Read(minutes, json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def key(words: str | None) -> str:
    """Return *words* for comparison, broken letters put right as the reader does."""
    return " ".join(mend_letters(words or "").lower().split()).strip(" .:")
