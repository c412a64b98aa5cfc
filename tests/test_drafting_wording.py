"""Every row of kancelli.toml does what its example says and spares its false friend."""

from __future__ import annotations

import pytest

from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import main_clause
from pipeline.drafting.wording import cut_loose, opening_cut, plain_words
from pipeline.lexicon import load_lexicon

ROWS = [(table, row) for table, rows in load_lexicon("kancelli").items() for row in rows]


def say(table: str, text: str) -> str | None:
    if table == "opening":
        rest = opening_cut(text)
        return None if rest is None else upper_first(main_clause(rest))
    if table == "cut":
        return cut_loose(text)
    said = plain_words(text)
    return None if said is None else said.replace("\u00a0", " ")


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda value: str(value)[:40])
def test_example(table: str, row: dict[str, object]) -> None:
    before, after = row["example"]  # type: ignore[misc]
    assert say(table, before) == after
    if "negative" in row:
        assert say(table, str(row["negative"])) == row["negative"]


def test_no_signs_survive() -> None:
    assert "-" not in (plain_words("Der ventes et merforbrug på -15,2 mio.kr. i år.") or "-")


def test_sign_clash_is_not_said() -> None:
    assert plain_words("Der ventes et mindreforbrug på -15,2 mio. kr. i år.") is None


def test_dates_are_written_one_way() -> None:
    assert plain_words("Status pr. 31.08.2024 er klar.") == "Status pr. 31. august 2024 er klar."
    assert plain_words("Mødet er d. 02-10-2024.") == "Mødet er den 2. oktober 2024."
