"""A small corpus in a folder of its own, to be broken on purpose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEETINGS = {
    "bregnholt_2024": """Referat Direktionen d. 04-05-2024

Punkt 1: Fem nye cykler til hjemmeplejen

Sagsfremstilling

Kørselslederen har prøvet tre modeller på grusvejene ved Skovmose og foretrækker den med bred
dækkant. Prisen er 41.000 kr. pr. styk, og de gamle kan byttes.

Beslutning

Godkendt. Kørselslederen bestiller cyklerne inden sommerferien.

Punkt 2: Lukket: Bortvisning i køkkenet

Punkt 3: Gæstebud for de frivillige

Beslutning

Drøftet og taget til efterretning.
""",
    "ildnaes_2019": """Referat Økonomiudvalget d. 12-11-2019

Punkt 1: Tag på museets magasin

Sagsfremstilling

Stormen rev skiferen af nordsiden, og tre kasser med søkort blev våde. Tømreren i Havnegade
kan begynde i uge 49, hvis rammen hæves med 310.000 kr.

Beslutning

Anbefales over for byrådet.

Punkt 2: Taxaordning for ældre i yderområderne

Beslutning

Udsat.
""",
}
PLACES = {"bregnholt_2024": ("Bregnholt", "train"), "ildnaes_2019": ("Ildnæs", "test")}


def build(folder: Path) -> Path:
    """Write a corpus of two meetings that has nothing wrong with it, and return its folder."""
    documents = []
    for name, text in MEETINGS.items():
        write_minutes(folder, name, text)
        place, split = PLACES[name]
        documents.append(
            {
                "id": name,
                "municipality": place,
                "region": False,
                "body": "Direktionen" if split == "train" else "Økonomiudvalget",
                "body_kind": "administration" if split == "train" else "economy",
                "date": "2024-05-04" if split == "train" else "2019-11-12",
                "layout": "punkt" if split == "train" else "punkt_two",
                "writer": "w1",
                "split": split,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        )
    rows = [
        row("bregnholt_2024", 0, ("Punkt 1", "Punkt 2"), [("godkendt", "Godkendt")], "fleet"),
        {"document": "bregnholt_2024", "position": 1, "number": "2", "closed": True},
        row(
            "bregnholt_2024",
            2,
            ("Punkt 3", None),
            [("droeftet", "Drøftet"), ("taget_til_efterretning", "taget til efterretning")],
            "culture",
        ),
        row("ildnaes_2019", 0, ("Punkt 1", "Punkt 2"), [("anbefales", "Anbefales")], "culture"),
        row("ildnaes_2019", 1, ("Punkt 2", None), [("udsat", "Udsat")], "health_elderly"),
    ]
    second = {
        "document": "ildnaes_2019",
        "position": 1,
        "decisions": ["udsat"],
        "topic": "roads_traffic",
        "secondary": [],
        "first": {"decisions": ["udsat"], "topic": "health_elderly"},
        "annotator": "w2",
        "time": "2026-11-22T09:00:00Z",
    }
    sides = {"train": ["Bregnholt"], "dev": [], "test": ["Ildnæs"]}
    write_lines(folder / "documents.jsonl", documents)
    write_lines(folder / "labels" / "items.jsonl", rows)
    write_lines(folder / "labels" / "second.jsonl", [second])
    (folder / "split.json").write_text(
        json.dumps(sides | {"test_only_layouts": ["punkt_two"]}), "utf-8"
    )
    return folder


def row(
    name: str, position: int, headings: tuple[str, str | None], marks: Any, topic: str
) -> dict[str, Any]:
    """Return a labelled item that reaches from one heading up to the next."""
    first, after = headings
    text = MEETINGS[name]
    start = text.index(first)
    end = len(text[: text.index(after, start) if after else len(text)].rstrip())
    return {
        "document": name,
        "position": position,
        "number": first.split()[1],
        "closed": False,
        "title": text[start:].split(": ", 1)[1].split("\n")[0],
        "case_number": None,
        "span": {"start": start, "end": end},
        "decisions": [
            {
                "label": label,
                "start": text.index(words, start),
                "end": text.index(words, start) + len(words),
                "text": words,
            }
            for label, words in marks
        ],
        "topic": topic,
        "secondary": [],
        "route": [],
        "sections": [],
        "next_steps": [],
        "amounts": [],
        "hard": None,
        "negative": False,
        "chain": None,
        "annotator": "w1",
        "time": "2026-11-22T08:00:00Z",
    }


def write_minutes(folder: Path, name: str, text: str) -> None:
    """Write a document's text."""
    path = folder / "minutes" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    """Write records as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), "utf-8")


def change(path: Path, line: int, edit: Callable[[dict[str, Any]], Any]) -> None:
    """Edit one record of a JSON Lines file in place; lines count from 1."""
    records = [json.loads(text) for text in path.read_text("utf-8").splitlines()]
    edit(records[line - 1])
    write_lines(path, records)
