"""Readability: figures worked out by hand, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.readability import lix, mean_sentence_length


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("", 0.0, 0.0),
        ("– … !", 0.0, 0.0),
        ("Vi går hjem.", 3.0, 3.0),
        # 7 words, 2 sentences, 3 of more than six letters: 3.5 + 300/7.
        ("Direktionen anbefaler sagen. Den er nu godkendt.", 3.5, 46.4),
        # "kr." and "jf." end no sentence, a list item does: 11 words in 2.
        ("Det koster 2 mio. kr. jf. bilag 3.\n- tag det op", 5.5, 5.5),
    ],
)
def test_worked_out_by_hand(text: str, length: float, expected: float) -> None:
    assert mean_sentence_length(text) == length
    assert lix(text) == expected


@given(st.lists(st.sampled_from(["sag", "kommune", "bil", "behandling", "by"]), min_size=1))
def test_a_longer_word_never_makes_it_easier(words: list[str]) -> None:
    text = " ".join(words).capitalize() + "."
    harder = text.replace("sag", "sagsfremstilling").replace("Sag", "Sagsfremstilling")
    assert lix(harder) >= lix(text)


@given(st.lists(st.sampled_from(["Sagen er slut.", "Direktionen drøftede den."]), min_size=1))
def test_one_long_sentence_is_harder_than_its_parts(sentences: list[str]) -> None:
    together = ", ".join(sentence.rstrip(".").lower() for sentence in sentences) + "."
    assert lix(together) >= lix(" ".join(sentences))
