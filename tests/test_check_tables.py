"""Every row of the gate's tables does what its example says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.checking.acts import find_acts
from pipeline.checking.meaning.hedge_rows import hedges
from pipeline.checking.meaning.opposites import opposites
from pipeline.checking.meaning.speakers import sayings_of
from pipeline.checking.parties import parties_in
from pipeline.checking.roots import root_of, roots_of
from pipeline.checking.words import is_everyday, is_sensitive
from pipeline.lexicon import load_lexicon

STAGES = load_lexicon("stages")["stage"]
HEDGES = load_lexicon("hedges")["hedge"]
SAME = load_lexicon("grounding")["same"]
STRONG = load_lexicon("grounding")["strong"]


@pytest.mark.parametrize("row", STAGES, ids=lambda row: row["kind"])
def test_stage_example(row: dict[str, Any]) -> None:
    text, kind = row["example"]
    assert [act.stage.kind for act in find_acts(text)] == [kind]


def test_ladder_is_in_order() -> None:
    rungs = {row["kind"]: row["rung"] for row in STAGES}
    order = ("foreslaaet", "droeftet", "anbefalet", "godkendt", "endelig", "gennemfoert")
    assert [rungs[kind] for kind in order] == sorted({rungs[kind] for kind in order})
    assert rungs["droeftet"] == rungs["efterretning"]


@pytest.mark.parametrize("row", HEDGES, ids=lambda row: row["name"])
def test_hedge_example(row: dict[str, Any]) -> None:
    source, kept, dropped = row["example"]
    hedge = next(one for one in hedges() if one.name == row["name"])
    assert hedge.source.search(source)
    assert hedge.keeps.found_in(source)
    assert hedge.keeps.found_in(kept)
    assert not hedge.keeps.found_in(dropped)


@pytest.mark.parametrize("row", SAME, ids=lambda row: row["words"][0])
def test_same_example(row: dict[str, Any]) -> None:
    one, other = row["example"]
    assert roots_of(one) & roots_of(other)
    assert len({frozenset(roots_of(word)) for word in row["words"]}) < len(row["words"])


@pytest.mark.parametrize("row", STRONG, ids=lambda row: row.split()[0])
def test_strong_forms_share_a_root(row: str) -> None:
    roots = {root for word in row.split() for root in roots_of(word)}
    assert len(roots) <= 1


OPPOSITES = load_lexicon("opposites")["opposite"]


@pytest.mark.parametrize("number", range(len(OPPOSITES)), ids=lambda n: OPPOSITES[n]["example"][1])
def test_opposites_are_in_their_example(number: int) -> None:
    source, turned = OPPOSITES[number]["example"]
    pair = opposites()[number]
    assert (pair.one.search(source) and pair.other.search(turned)) or (
        pair.other.search(source) and pair.one.search(turned)
    )


@pytest.mark.parametrize("row", load_lexicon("opposites")["strict"], ids=lambda row: row["one"])
def test_strict_opposites_are_in_their_example(row: dict[str, Any]) -> None:
    source, turned = (text.lower() for text in row["example"])
    assert bool(re.search(row["one"], source)) != bool(re.search(row["other"], source))
    assert bool(re.search(row["one"], source)) != bool(re.search(row["one"], turned))


def test_everyday_words() -> None:
    table = load_lexicon("everyday")
    assert is_everyday(root_of(table["example"]))
    assert not is_everyday(root_of(table["negative"]))
    assert is_sensitive("fratrædelsesaftalen")
    assert not [word for word in table["words"].split() if any(c.isupper() for c in word)]


def test_speakers_example() -> None:
    printed, told = load_lexicon("speakers")["verb"]["example"]
    speakers = [one.speaker for one in sayings_of(printed)]
    assert len(speakers) > 1
    assert sayings_of(told)[0].speaker == speakers[1]


def test_negation_example() -> None:
    table = load_lexicon("hedges")["negation"]
    assert re.search(table["plain"], table["example"])
    printed, told = table["implied"]
    assert re.search(table["implies"], printed)
    assert not re.search(table["plain"], printed)
    assert re.search(table["plain"], told)


@pytest.mark.parametrize("row", load_lexicon("parties")["party"], ids=lambda row: row["letter"])
def test_party_example(row: dict[str, Any]) -> None:
    printed, told = ({one for _, few in parties_in(text) for one in few} for text in row["example"])
    assert printed & told == {row["letter"]}
