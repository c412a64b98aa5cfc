"""Invented meetings for the store: with a closed item whose words stand nowhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import postgres
from sqlalchemy import make_url

from pipeline import label_items, split_items
from pipeline.records import Document, Flag, LabelledItem, Minutes
from pipeline.store import Content, DraftRecord, KeptFlag, Store, keep_meeting

# Of the closed items only: title, text and case number. None of it may ever be kept.
CLOSED = ("Kvistbruddet", "Ravnekærsfonden", "tavshedslønnen", "23-777111", "opsigelsesvilkår")
MEETING = """Referat Direktionen d. 12-05-2025

Punkt 1: Leasing af elbiler til hjemmeplejen

25-000417

Sagsfremstilling

Kørselslederen har prøvet tre modeller på grusvejene ved Skovmose. Budgettet er 410.000 kr.

Beslutning

Godkendt. Bilerne bestilles inden sommerferien.

Punkt 2: Lukket: Kvistbruddet og Ravnekærsfonden

23-777111

Sagsfremstilling

Forhandlingen om tavshedslønnen fortsætter.

Beslutning

Direktionen godkendte nye opsigelsesvilkår.

Punkt 3: Gæstebud for de frivillige

Beslutning

Drøftet og taget til efterretning.
"""
COMMITTEE = """Referat Teknisk Udvalg d. 03-02-2024

Punkt 1: Ny cykelsti langs Åvejen

Sagsfremstilling

Cyklisterne har manglet en sti. Prisen er 2 mio. kr.

Beslutning

Anbefales over for byrådet.

Punkt 2: Budgetopfølgning for vejene

Beslutning

Taget til efterretning.
"""
RED = Flag("red", "number", "Tallet 5 står ikke i referatet.", "Prisen er 5 kr.")
YELLOW = Flag("yellow", "embargo", "Skal behandles i Byrådet.")
FLAGS = (KeptFlag("red-1", RED), KeptFlag("yellow-1", YELLOW))


def read(text: str, name: str = "direktionen.txt") -> tuple[Minutes, tuple[LabelledItem, ...]]:
    """Return a meeting and its labels, as the reader leaves them."""
    import hashlib

    document = Document(text, name, hashlib.sha256(text.encode()).hexdigest())
    minutes = split_items(document)
    return minutes, label_items(minutes)


def words(text: str, flags: Sequence[KeptFlag] = ()) -> Content:
    """Return a state of a post that says just this."""
    return Content(f'{{"said": "{text}"}}', text, tuple(flags))


def started(store: Store, flags: Sequence[KeptFlag] = (), text: str = MEETING) -> DraftRecord:
    """Return version 1 of a draft of a meeting that was just put in."""
    minutes, labelled = read(text, "direktionen.txt" if text is MEETING else "teknik.txt")
    content = words("Nyt fra Direktionen", flags)
    return keep_meeting(store, minutes, labelled, content, actor="Referat")


class Clock:
    """A clock that a test sets by hand."""

    def __init__(self) -> None:
        self.time = datetime(2025, 5, 13, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time it is."""
        return self.time


def dump(database: str) -> str:
    """Return all that the database holds, as a stranger with the files would find it."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        files = Path(str(url.database)).parent.glob("referat.sqlite*")
        return "".join(file.read_bytes().decode("utf-8", "replace") for file in files)
    folder = postgres.binaries()
    assert folder is not None
    command = [folder / "pg_dump", "--inserts", database]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
