"""No false or stale background: ``cases/background.json`` holds whole items, read to their drafts.

``never`` may not stand in the draft of an item, ``says`` must; ``never_ahead`` and ``says_ahead``
ask the same of what comes next. ``kept`` stands among the sentences that may be told, whether or
not there is room. All is invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import compose_draft, label_items, split_items
from pipeline.checking.settled import settle_draft
from pipeline.drafting.background.candidates import candidates
from pipeline.drafting.people.secret import is_banned
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Draft, LabelledItem, Minutes

BANS = load_lexicon("personal")["ban"]
CASES = json.loads((Path(__file__).parent / "cases" / "background.json").read_text("utf-8"))
PARTS = ("sagsfremstilling", "økonomi", "indstilling", "behandling", "beslutning")


def read(case: dict[str, Any]) -> tuple[Minutes, Sequence[LabelledItem]]:
    body = case.get("body", "Direktionen")
    lines = [f"REFERAT {body} d. 12-05-2025", *case.get("preamble", [])]
    lines += ["Punkt 1: Godkendelse af dagsorden", "Beslutning", "Godkendt."]
    lines.append(f"Punkt 2: {case['title']}")
    for part in PARTS:
        if part in case:
            lines += [part.capitalize(), case[part]]
    minutes = split_items(Document("\n\n".join(lines), "sag.txt", "0"))
    return minutes, label_items(minutes)


def printed(draft: Draft) -> str:
    told = (one.text for p in draft.paragraphs for block in p.blocks for one in block)
    return " ".join(told).replace("\u00a0", " ")


def ahead(draft: Draft) -> str:
    return " | ".join(step.sentence.text for step in draft.next_steps).replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_background_is_true_after_the_decision(case: dict[str, Any]) -> None:
    minutes, labelled = read(case)
    draft = settle_draft(compose_draft(minutes, labelled))
    for text, never, says in (
        (printed(draft), case.get("never"), case.get("says")),
        (ahead(draft), case.get("never_ahead"), case.get("says_ahead")),
    ):
        assert never is None or not re.search(never, text), text
        assert says is None or re.search(says, text), text
    told = " ".join(one.text for one in candidates(minutes, labelled[-1]))
    assert all(one in told for one in case.get("kept", [])), told


@pytest.mark.parametrize("row", BANS, ids=lambda row: row["example"])
def test_ban(row: dict[str, Any]) -> None:
    assert is_banned(row["example"])
    assert not is_banned(row["negative"])


def test_a_line_has_the_sentence_that_explains_most() -> None:
    lines = ["REFERAT Direktionen d. 12-05-2025"]
    for number in range(1, 8):
        lines += [f"Punkt {number}: Nye vagtplaner på skole {number}", "Sagsfremstilling"]
        lines += ["Medarbejderne får nye vagter i 2026. Det koster 2 mio. kr."]
        lines += [
            "Indstilling",
            "Det indstilles, at planerne godkendes.",
            "Beslutning",
            "Godkendt.",
        ]
    lines += ["Punkt 8: Beretning fra tandplejen", "Sagsfremstilling"]
    lines += [
        "Tandplejen flyttede i 2024 til nye lokaler på Torvet i byen. 72 pct. af de 12-årige er "
        "uden huller mod 68 pct. i 2023. I alt er der 4.210 børn mod 4.350 i 2023.",
        "Beslutning",
        "Taget til efterretning. Overtandlægen skriver et notat om udeblivelser til mødet i maj.",
    ]
    minutes = split_items(Document("\n\n".join(lines), "sag.txt", "0"))
    draft = settle_draft(compose_draft(minutes, label_items(minutes)))
    (told,) = [one for one in draft.paragraphs if "tandplejen" in one.headline.text]
    text = " ".join(one.text for block in told.blocks for one in block)
    assert told.brief
    assert "4.210" in text
    assert "Torvet" not in text
