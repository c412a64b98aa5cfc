"""Long sentences of a case told as short ones, each true by itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.danish.clauses import CONDITION
from pipeline.drafting.background.chained import chained
from pipeline.drafting.background.proposed import proposed_sentences
from pipeline.drafting.background.prose import source_sentences
from pipeline.drafting.background.standing import short_sentences
from pipeline.drafting.plain.compress import LONGEST, count_words
from pipeline.reading import read_document
from pipeline.records import Item, Minutes
from pipeline.splitting import split_items

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "shorter.json").read_text("utf-8"))
CORPUS = HERE.parent / "corpus" / "minutes"
# Dense minutes of the training split.
DENSE = ("skovrup_udvalget-for-aeldre-og-sundhed_2012-11-13", "bredkilde_byraadet_2011-10-12")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["from"][:30])
def test_shorter(row: dict[str, Any]) -> None:
    clauses = chained(row["from"]) or (row["from"],)
    said = [told for one in clauses for told in short_sentences(one, None)]
    assert [one.replace("\u00a0", " ") for one in said] == row["to"]


def items_of(name: str) -> list[tuple[Minutes, Item]]:
    minutes = split_items(read_document(str(CORPUS / f"{name}.txt")))
    return [(minutes, item) for item in minutes.items if isinstance(item, Item)]


@pytest.mark.parametrize("name", DENSE)
def test_no_number_is_added(name: str) -> None:
    sources = [one.text for row in items_of(name) for one in source_sentences(*row)]
    assert len(sources) > 30
    for source in filter(None, sources):
        said = short_sentences(source, None)
        told = {number for one in said for number in re.findall(r"\d+", one)}
        assert told <= set(re.findall(r"\d+", source)), source


@pytest.mark.parametrize("name", DENSE)
def test_each_is_whole_and_short(name: str) -> None:
    sources = [one.text for row in items_of(name) for one in source_sentences(*row)]
    several = 0
    for source in filter(None, sources):
        said = short_sentences(source, None)
        several += len(said) > 1
        assert all(one.endswith((".", "!")) and count_words(one) <= LONGEST for one in said)
        assert not (len(said) > 1 and CONDITION.search(source)), source
    assert several > 1


def test_a_proposal_is_told_as_one() -> None:
    """Points that only ask for a yes, or point to others, are left out."""
    (elcykler,) = [one for one in items_of(DENSE[0]) if "elcykler" in one[1].title]
    minutes, item = elcykler
    told = [one.text for one in proposed_sentences(minutes.text, item)]
    assert told == [
        "Forvaltningen foreslog, at leasingaftalerne for fem biler ikke fornyes.",
        "Forvaltningen foreslog, at der anskaffes ti elcykler.",
    ]
