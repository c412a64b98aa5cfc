"""Each row of ``lexicon/torn.toml``: what says little without the sentence before it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.drafting.background.standing import leans_back
from pipeline.drafting.background.torn import is_torn
from pipeline.lexicon import load_lexicon

TABLE = load_lexicon("torn")


@pytest.mark.parametrize("row", TABLE["leans"], ids=lambda row: row["example"])
def test_what_leans_on_the_sentence_before(row: dict[str, Any]) -> None:
    assert is_torn(row["example"])
    assert leans_back(row["example"])
    assert not is_torn(row["negative"])


def test_what_a_sum_buys() -> None:
    row = TABLE["purpose"]
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["negative"])
