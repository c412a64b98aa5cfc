"""No false statement: ``cases/certain.json`` holds decisions that a frame would tell wrongly.

Each case is read, labelled, drafted and checked as a whole. ``never`` may not stand in the draft,
``says`` must, and each of the ``lies`` is red where somebody writes it. All is invented.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import check_draft, compose_draft, label_items, read_document, split_items
from pipeline.checking.meaning.sure import check_hanging
from pipeline.checking.self_test import Subject, draft_of
from pipeline.drafting.decision.certain import finds
from pipeline.drafting.formats import render
from pipeline.lexicon import load_lexicon
from pipeline.records import Draft, LabelledItem, Minutes, Paragraph, Sentence

CASES = json.loads((Path(__file__).parent / "cases" / "certain.json").read_text("utf-8"))
ROWS = [(kind, row) for kind, rows in load_lexicon("certain").items() for row in rows]
RULES = {"beslutning-del", "beslutning-forkert", "rute-uvis", "forslag-aendret"}
PARTS = ("beslutning", "sagsfremstilling", "indstilling", "behandling")


def read(case: dict[str, Any], folder: Path) -> tuple[Minutes, tuple[LabelledItem, ...]]:
    body = case.get("body", "Direktionen")
    lines = [f"REFERAT {body} d. 12-05-2025", "Mødedato Mandag d. 12. maj 2025 kl. 09:00"]
    lines += ["Punkt 1: Godkendelse af dagsorden", "Beslutning", "Godkendt."]
    lines.append(f"Punkt 2: {case['title']}")
    for part in PARTS:
        if part in case:
            lines += [part.capitalize(), case[part]]
    path = folder / "referat.txt"
    path.write_text("\n\n".join(lines), "utf-8")
    minutes = split_items(read_document(path))
    return minutes, tuple(label_items(minutes))


def printed(case: dict[str, Any], folder: Path) -> str:
    return wording(compose_draft(*read(case, folder)))


def wording(draft: Draft) -> str:
    said = [*draft.lead, *(one for p in draft.paragraphs for b in p.blocks for one in b)]
    said += [step.sentence for step in draft.next_steps]
    return " ".join(one.text for one in said).replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_draft_says_nothing_false(case: dict[str, Any], tmp_path: Path) -> None:
    text = printed(case, tmp_path)
    assert not re.search(case["never"], text), text
    assert re.search(case["says"], text), text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_gate_sees_the_lie_and_passes_the_draft(case: dict[str, Any], tmp_path: Path) -> None:
    minutes, labelled = read(case, tmp_path)
    own = check_draft(compose_draft(minutes, labelled))
    assert not [flag for flag in own if flag.rule in RULES]
    for lie in case["lies"]:
        flags = check_draft(draft_of(Subject(minutes, labelled[-1], "", ()), (lie,)))
        assert [f for f in flags if f.level == "red" and f.sentence == lie and f.rule in RULES], lie


def test_a_headline_puts_off_only_what_a_rule_read(tmp_path: Path) -> None:
    minutes, labelled = read({"title": "Røgfri arbejdstid", "beslutning": "Udsat."}, tmp_path)
    seen = tuple(replace(one, by="model") for one in labelled[-1].decisions)
    unsure = (*labelled[:-1], replace(labelled[-1], decisions=seen))
    assert "Udsat: røgfri arbejdstid" in render(compose_draft(minutes, labelled), format="md")
    assert "Udsat: " not in render(compose_draft(minutes, unsure), format="md")


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["example"][0] for _, row in ROWS])
def test_row(kind: str, row: dict[str, Any]) -> None:
    for text in row["example"]:
        assert re.search(row["pattern"], text), text
    for text in row["not"]:
        assert not re.search(row["pattern"], text), text
        assert kind == "part" or finds(kind, text) is None


@pytest.mark.parametrize(
    ("said", "hangs"),
    [
        (("Det skete med 13 stemmer mod ti.",), True),
        (("Beslutning: »Udsat«.", "Det skete med 13 stemmer mod ti."), True),
        (("Byrådet udsatte sagen.", "Det skete med 13 stemmer mod ti."), False),
    ],
)
def test_what_happened_stands_before_how(said: tuple[str, ...], hangs: bool) -> None:
    block = tuple(Sentence(text, "realised") for text in said)
    found = list(check_hanging(Paragraph(Sentence("Skoler", "realised"), (block,), ())))
    assert bool(found) is hangs
