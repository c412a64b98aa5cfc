"""A period or a committee is told by its name, or what points to it is left out."""

from __future__ import annotations

import pytest

from pipeline import label_items, split_items
from pipeline.drafting.background.pointers import with_names
from pipeline.drafting.background.prose import source_sentences
from pipeline.records import Document

PERIOD = "Redegørelsen dækker tiden fra den 1. juli 2022 til den 30. juni 2023."
ROWS = [
    # title, case, body, what the last sentence is told as
    (
        "Ordningen",
        f"{PERIOD} Der er i perioden modtaget 14 sager.",
        "Direktionen",
        "Der er i perioden den 1. juli 2022 til den 30. juni 2023 modtaget 14 sager.",
    ),
    ("Ordningen", "Der er i perioden modtaget 14 sager.", "Direktionen", ""),
    (
        "Ordningen 2023",
        "Der er i perioden modtaget 14 sager.",
        "Direktionen",
        "Der er i perioden modtaget 14 sager.",
    ),
    (
        "Hallen",
        "Kultur- og Fritidsudvalget har drøftet hallen. Resten betales af udvalgets pulje.",
        "Direktionen",
        "Resten betales af Kultur- og Fritidsudvalgets pulje.",
    ),
    (
        "Hallen",
        "Kultur- og Fritidsudvalget har drøftet hallen. Resten betales af udvalgets pulje.",
        "Økonomiudvalget",
        "",
    ),
    ("Hallen", "Resten betales af udvalgets pulje.", "Direktionen", ""),
    (
        "Udpegning",
        "Byen har plads i bestyrelsen for værket. Et medlem af bestyrelsen er gået.",
        "Magistraten",
        "Et medlem af bestyrelsen er gået.",
    ),
    (
        "Hallen",
        "Hallen er gammel. Resten betales af udvalgets pulje.",
        "Teknisk Udvalg",
        "Resten betales af udvalgets pulje.",
    ),
]


@pytest.mark.parametrize(("title", "case", "body", "told"), ROWS)
def test_what_a_sentence_points_to_is_named(title: str, case: str, body: str, told: str) -> None:
    parts = [f"REFERAT {body} d. 12-05-2025", "Punkt 1: Dagsorden", "Beslutning", "Godkendt."]
    parts += [f"Punkt 2: {title}", "Sagsfremstilling", case, "Beslutning", "Drøftet."]
    minutes = split_items(Document("\n\n".join(parts), "sag.txt", "0"))
    item = label_items(minutes)[-1].item
    *_, last = with_names(minutes, item, source_sentences(minutes, item))
    assert last.text == told
    assert bool(last.also) == (told not in ("", case, case.partition(". ")[2]))
