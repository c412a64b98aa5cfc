"""Decisions worded before the rules were looked at, and sentences beside one that decide nothing.

What is "unread" has been measured and never looked at since: no rule was mended by it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.labelling import ItemText
from pipeline.labelling.item_text import Classifier
from pipeline.labelling.shipped import decision_classifier
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, Section, Span

HERE = Path(__file__).parent / "cases"
BLIND: list[dict[str, Any]] = json.loads((HERE / "decision_blind.json").read_text("utf-8"))
ASIDES: list[dict[str, Any]] = json.loads((HERE / "decision_asides.json").read_text("utf-8"))
DECISIONS = {
    "Indstillingen tiltrådt.": Decision.GODKENDT,
    "Udvalget kan ikke anbefale forslaget.": Decision.AFVIST,
    "Sagen udsættes til næste møde.": Decision.UDSAT,
    "Taget til efterretning.": Decision.TAGET_TIL_EFTERRETNING,
    "Udvalget drøftede sagen.": Decision.DROEFTET,
    "Udvalget anbefaler indstillingen over for Byrådet.": Decision.ANBEFALES,
    "Planen sendes i høring.": Decision.OVERSENDT,
}


def item_of(
    text: str, kind: str = "beslutning", body: str | None = None, proposal: str = ""
) -> ItemText:
    """Return an item with its proposal, if it has one, and *text* below."""
    whole = f"En sag\n{proposal}\n{text}"
    between = Span(7, 7 + len(proposal))
    span = Span(between.end + 1, len(whole))
    sections = (Section(SectionKind(kind), Span(span.start, span.start), span),)
    if proposal:
        sections = (Section(SectionKind.INDSTILLING, Span(7, 7), between), *sections)
    item = Item("1", "En sag", Span(0, 6), None, Span(0, len(whole)), sections)
    return ItemText(item, whole, body)


@pytest.fixture(scope="module")
def classifier() -> Classifier[Decision]:
    found = decision_classifier()
    assert found is not None
    return found


def shares(classifier: Classifier[Decision], cases: list[dict[str, Any]]) -> tuple[float, int]:
    """Return the share of texts read right, and how many are wrongly called "godkendt"."""
    items = [
        item_of(
            case["text"],
            case.get("section", "beslutning"),
            case.get("body"),
            case.get("proposal", ""),
        )
        for case in cases
    ]
    told = [{label.value.value for label in labels or ()} for labels in classifier(items)]
    wanted = [set(case["decisions"]) for case in cases]
    right = sum(one == other for one, other in zip(told, wanted, strict=True))
    approved = sum("godkendt" in one - other for one, other in zip(told, wanted, strict=True))
    return right / len(cases), approved


@pytest.mark.parametrize(("split", "least", "most"), [("read", 0.94, 1), ("unread", 0.88, 3)])
def test_wordings_by_someone_who_had_not_seen_the_rules(
    classifier: Classifier[Decision], split: str, least: float, most: int
) -> None:
    right, approved = shares(
        classifier, [case for case in BLIND if case.get("split", "read") == split]
    )
    assert right >= least
    assert approved <= most


@pytest.mark.parametrize(("split", "most"), [("read", 0.05), ("unread", 0.25)])
def test_a_sentence_beside_a_decision_decides_nothing(
    classifier: Classifier[Decision], split: str, most: float
) -> None:
    asides = [case["text"] for case in ASIDES if case.get("split", "read") == split]
    asked = [(f"{text} {aside}", wanted) for text, wanted in DECISIONS.items() for aside in asides]
    told = classifier([item_of(text, body="Kultur- og Fritidsudvalget") for text, _ in asked])
    turned = [
        wanted
        for (_, wanted), labels in zip(asked, told, strict=True)
        if {label.value for label in labels or ()} != {wanted}
    ]
    assert len(turned) / len(asked) <= most
