"""One meeting in many layouts: whatever it is set in, the same items and decisions are found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.reading import read_bytes
from pipeline.records import Document, Item, Minutes
from pipeline.splitting import split_items
from pipeline.splitting.stems import kind_by_stem

LAYOUTS = json.loads((Path(__file__).parent / "cases" / "layouts.json").read_text("utf-8"))
HEAD = "Referat fra møde i Teknisk Udvalg\nMødedato: 3. februar 2020\n\n"


class Case(NamedTuple):
    title: str
    told: str
    decided: str


CASES = (
    Case("Ny bro over åen", "Den gamle bro er fra 1931 og bærer 12 ton.", "Godkendt."),
    Case("Busserne i vest", "Rute 14 kører tomt om aftenen.", "Drøftet."),
    Case("Lys på stien", "Fire lygter er slukket siden maj.", "Udsat til april."),
    Case("Takster for parkering", "Taksten er uændret i fem år.", "Taget til efterretning."),
)
SECRET = Case("Zebra", "Zebra har klaget over sin nabo.", "Godkendt Zebra.")


def split(text: str) -> Minutes:
    return split_items(read_bytes(text.encode(), "minutes.txt"))


def set_in(label: str, told: str, decided: str, gap: str, cases: Sequence[Case] = CASES) -> str:
    """Return a meeting whose items are headed, told and decided in the given forms."""
    parts = [HEAD]
    for number, case in enumerate(cases, 1):
        heading = label.format(n=number, w=("et", "to", "tre", "fire", "fem")[number - 1], t="{t}")
        parts.append(heading.replace("{t}", case.title) + "\n" + gap)
        parts.append(told.replace("{t}", case.told) + "\n\n")
        parts.append(decided.replace("{t}", case.decided) + "\n\n")
    return "".join(parts)


def read_back(minutes: Minutes) -> list[tuple[str, list[str]]]:
    return [
        (item.title, [part.body.of(minutes.text) for part in item.parts(SectionKind.BESLUTNING)])
        for item in minutes.items
        if isinstance(item, Item)
    ]


EXPECTED = [(case.title, [case.decided]) for case in CASES]


@pytest.mark.parametrize("label", LAYOUTS["items"])
def test_finds_items_in_any_numbering(label: str) -> None:
    text = set_in(label, "Sagsfremstilling\n{t}", "Beslutning\n{t}", "\n")
    assert read_back(split(text)) == EXPECTED


@pytest.mark.parametrize("form", LAYOUTS["forms"])
@pytest.mark.parametrize("words", LAYOUTS["words"])
def test_finds_decisions_under_any_heading_that_comes_again(form: str, words: str) -> None:
    decided = form.replace("{h}", words)
    told = form.replace("{h}", "Det handler om")
    assert read_back(split(set_in("{n}. {t}", told, decided, ""))) == EXPECTED


@given(
    label=st.sampled_from(LAYOUTS["items"]),
    form=st.sampled_from(LAYOUTS["forms"]),
    words=st.sampled_from(LAYOUTS["words"]),
    gap=st.sampled_from(["", "\n"]),
)
def test_items_do_not_depend_on_how_sections_are_headed(
    label: str, form: str, words: str, gap: str
) -> None:
    decided = form.replace("{h}", words)
    minutes = split(set_in(label, form.replace("{h}", "Det handler om"), decided, gap))
    assert [title for title, _ in read_back(minutes)] == [case.title for case in CASES]


@pytest.mark.parametrize("heading", LAYOUTS["decisions"])
def test_knows_each_heading_of_a_decision(heading: str) -> None:
    text = set_in("Punkt {n}: {t}", "Sagsfremstilling\n{t}", heading + "{t}", "\n")
    assert read_back(split(text)) == EXPECTED


@pytest.mark.parametrize("closed", LAYOUTS["closed"])
def test_a_closed_item_is_seen_in_no_layout(closed: str) -> None:
    secret = SECRET._replace(title=closed)
    cases = (*CASES[:2], secret, *CASES[2:])
    for label, (told, decided), gap in product(
        LAYOUTS["items_around_closed"], LAYOUTS["sections_around_closed"], ("", "\n")
    ):
        minutes = split(set_in(label, told, decided, gap, cases))
        assert "zebra" not in (minutes.text + repr(minutes)).lower(), (label, told, gap)


@pytest.mark.parametrize("heading", LAYOUTS["closed_below"])
def test_nothing_below_a_closing_heading_is_seen(heading: str) -> None:
    for label in LAYOUTS["items_around_closed"]:
        opened = set_in(label, "Sagsfremstilling\n{t}", "Beslutning\n{t}", "\n")
        below = set_in(label, "Sagsfremstilling\n{t}", "Beslutning\n{t}", "\n", [SECRET])
        minutes = split(f"{opened}{heading}\n\n{below.removeprefix(HEAD)}")
        assert "zebra" not in (minutes.text + repr(minutes)).lower(), label


@pytest.mark.parametrize("said", ["Indstilles godkendt.", "Indstilles godkendt", "Som indstillet."])
def test_the_same_decision_twice_is_no_heading(said: str) -> None:
    cases = [case._replace(decided=said) if at in (1, 3) else case for at, case in enumerate(CASES)]
    told = "Sagsid: 06.00-P20\n\nSagsfremstilling\n{t}\n\nIndstilling\nDet indstilles."
    text = set_in("Punkt {n} – {t}", told, "Beslutning\n{t}", "\n", cases)
    assert read_back(split(text)) == [(case.title, [case.decided]) for case in cases]


def test_every_stem_has_an_example_of_its_kind() -> None:
    for row in load_lexicon("headings")["stem"]:
        assert kind_by_stem(row["example"]) == row["kind"], row["example"]


def test_a_road_that_comes_again_is_no_heading() -> None:
    """Three cases go the same way: the bodies below "Behandling" are its text."""
    item = (
        "Punkt {n}: {title}\n\nIndstilling\nDet indstilles, at {title} godkendes.\n\nBehandling\n"
    )
    item += "Direktionen, Økonomiudvalget, Byrådet\n\nBeslutning\nAnbefales.\n\n"
    titles = ("Ny bro over åen", "Regnskab for havnen", "Leasing af elbiler", "Ny skole i byen")
    text = "Referat Direktionen d. 06-11-2023\n\n" + "".join(
        item.format(n=number, title=title) for number, title in enumerate(titles, 1)
    )
    minutes = split_items(Document(text, "vej.txt", "0"))
    roads = [one.route for one in minutes.open_items]
    assert roads == [("Direktionen", "Økonomiudvalget", "Byrådet")] * len(titles)


@pytest.mark.parametrize("decided", ["Indstilles godkendt.", "Følger indstillingen.", "Til juni."])
def test_a_decision_that_comes_again_heads_nothing(decided: str) -> None:
    """Most items were decided in the same words: they are the text below "Beslutning"."""
    item = "Punkt {n}: {title}\n\nIndstilling\nDet indstilles, at {title} godkendes.\n\n"
    titles = ("Ny bro over åen", "Regnskab for havnen", "Leasing af elbiler", "Ny skole i byen")
    text = "Referat Direktionen d. 06-11-2023\n\n" + "".join(
        f"{item.format(n=number, title=title)}Beslutning\n{decided}\n\n"
        for number, title in enumerate(titles, 1)
    )
    minutes = split_items(Document(text, "igen.txt", "0"))
    said = [part.body.of(text) for one in minutes.open_items for part in one.sections[1:]]
    assert said == [decided] * len(titles)
