"""A sentence taken over from the minutes is held to the very words it replaced."""

from __future__ import annotations

import pytest

from pipeline import cli_check
from pipeline.checking.claims import read_claims
from pipeline.checking.meaning.nearly import check_nearly
from pipeline.checking.self_test import Subject, draft_of

TRUE = (
    "Mindreforbruget på Økonomiudvalgets område skyldes overførte midler fra 2024, som først "
    "ventes brugt i 2026."
)
BASE = (
    "På anlægsområdet er der et forventet forbrug på 88,0 mio. kr. mod et korrigeret budget på "
    "131,5 mio. kr."
)


def rules(text: str) -> list[str]:
    """Return the rules that *text* breaks as a text on the example's budget."""
    budget = next(one for one in cli_check._example() if "udget" in one.item.item.title)
    subject = Subject(budget.minutes, budget.item, "", (text,))
    draft = draft_of(subject, subject.texts)
    return [flag.rule for claim in read_claims(draft) for flag in check_nearly(claim)]


@pytest.mark.parametrize("text", [TRUE, BASE, TRUE.replace("som først", "som tidligst")])
def test_what_the_minutes_say_is_passed(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("lie", "rule"),
    [
        (TRUE.replace("2024", "2025"), "tal-flyttet"),
        (BASE.replace("131,5", "113,5"), "tal-flyttet"),
        (TRUE.replace("ventes brugt", "er brugt"), "forbehold-tabt"),
        (BASE.replace("korrigeret", "oprindeligt"), "beloeb-grundlag"),
    ],
)
def test_an_exchanged_word_is_flagged(lie: str, rule: str) -> None:
    assert rules(lie) == [rule]
