"""Every row of kancelli.toml does what its example says and spares its false friend."""

from __future__ import annotations

import re
from datetime import date

import pytest
from drafting_cases import build

from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import main_clause
from pipeline.drafting.background.prose import is_prose
from pipeline.drafting.background.standing import leans_back, without_link
from pipeline.drafting.case import read_case
from pipeline.drafting.decision.stands import is_subjectless
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.plain.counts import spell_counts
from pipeline.drafting.plain.fronting import fronted
from pipeline.drafting.plain.wording import cut_loose, opening_cut, other_words, plain_words
from pipeline.lexicon import load_lexicon

ROWS = [(table, row) for table, rows in load_lexicon("kancelli").items() for row in rows]


def say(table: str, text: str) -> str | None:
    if table == "opening":
        rest = opening_cut(text)
        return None if rest is None else upper_first(main_clause(rest))
    if table == "cut":
        return cut_loose(text)
    if table == "reword":
        return other_words(text)
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


def test_a_range_has_its_unit_once() -> None:
    said = plain_words("Det koster 600-900.000 kr. om året.")
    assert said == "Det koster 600.000–900.000\u00a0kr. om året."


def test_sign_clash_is_not_said() -> None:
    assert plain_words("Der ventes et mindreforbrug på -15,2 mio. kr. i år.") is None


def test_dates_are_written_one_way() -> None:
    assert plain_words("Status pr. 31.08.2024 er klar.") == "Status pr. 31. august 2024 er klar."
    assert plain_words("Mødet er d. 02-10-2024.") == "Mødet er den 2. oktober 2024."
    assert plain_words("Svar senest 2. maj 2025.") == "Svar senest den 2. maj 2025."
    assert plain_words("Kun 1. til 3. maj 2025.") == "Kun 1. til 3. maj 2025."
    assert plain_words("I perioden 1. maj 2025.") == "I perioden 1. maj 2025."


def test_numbered_things_keep_their_digits() -> None:
    table = load_lexicon("nouns")["numbered"]
    named, counted = table["example"]
    assert spell_counts(named) == named
    assert spell_counts(counted.replace("tre", "3")) == counted
    for word in table["words"]:
        plain = re.sub(r"\(\?:(\w+)\|\w+\)", r"\1", word)
        assert spell_counts(f"Se {plain} 3 igen.") == f"Se {plain} 3 igen."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Bevillingen gives til Karen Lyngholm.", "Bevillingen gives til [navn]."),
        ("Ny er viceskoleleder Rune Aas.", "Ny er viceskoleleder [navn]."),
        ("Kurset er nyt, hvilket Trine roste.", "Kurset er nyt, hvilket [navn] roste."),
        ("Verner skriver svaret.", "[navn] skriver svaret."),
        ("Tyra og Omid kommer med et notat.", "[navn] og [navn] kommer med et notat."),
        ("Storm og regn lukkede vejen.", "Storm og regn lukkede vejen."),
        ("Tilmelding sker til Bente.", "Tilmelding sker til [navn]."),
        ("Pernille: Aftalerne er forskellige.", "[navn]: Aftalerne er forskellige."),
        ("Boligerne ligger ved Hans Jørgensvej.", "Boligerne ligger ved Hans Jørgensvej."),
        ("Stien går til Teknisk Skole.", "Stien går til Teknisk Skole."),
        ("Taksterne sendes til Lillekær.", "Taksterne sendes til Lillekær."),
    ],
)  # fmt: skip
def test_names_are_hidden(text: str, hidden: str) -> None:
    assert hide_names(text, ("Teknisk Udvalg", "Lillekær Kommune")) == hidden


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Udvalget fik besked på mødet den 3. maj.", None),
        ("Sagen er i høring med frist den 3. maj.", None),
        ("Ansøgningsfristen er den 24. februar.", None),
        ("Der holdes kaffe i kantinen den 5. juni.", "Den 5. juni holdes der kaffe i kantinen."),
        ("Økonomi melder tallene ind den 3. maj.", "Den 3. maj melder Økonomi tallene ind."),
        ("Svar til ministeriet sendes i maj 2025.", "I maj 2025 sendes svar til ministeriet."),
        ("Retningslinjen godkendes fra den 1. maj.", None),
        ("Mødet flyttes til den 3. maj.", None),
    ],
)  # fmt: skip
def test_time_comes_first_only_where_it_is_safe(text: str, line: str | None) -> None:
    assert fronted(text, date(2025, 1, 7)) == line


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("De skulle ske i maj.", True),
        ("De nye regler skal gælde fra maj.", False),
        ("De er delte.", True),
        ("Det skal ske i maj.", True),
        ("Lederne spurgte, om de må bruge dem.", True),
        ("Turen bliver længere for de øvrige.", True),
    ],
)
def test_what_leans_back(text: str, leans: bool) -> None:
    assert leans_back(text) is leans


def test_a_link_without_its_reason_goes() -> None:
    assert without_link("To skoler har derimod et højt fravær.") == "To skoler har et højt fravær."
    assert without_link("Planen er klar, og huset får derfor varme.") == (
        "Planen er klar, og huset får derfor varme."
    )


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Det foreslås betalt af puljen.", True),
        ("Det foreslås, at puljen betaler.", False),
        ("Modsat viser skolen et overskud.", True),
        ("Byen får i så fald en ledig hal.", True),
    ],
)
def test_what_leans_on_the_sentence_before(text: str, *, leans: bool) -> None:
    assert leans_back(text) is leans


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Ændringsforslag fra to medlemmer: Der indføres gratis parkering.", False),
        ("Liste A's ændringsforslag: Der indføres gratis parkering.", False),
        ("Der indføres gratis parkering.", True),
    ],
)
def test_a_motion_is_no_background(text: str, *, prose: bool) -> None:
    assert is_prose(text) is prose


def test_people_are_told_as_members_by_the_verbs_of_the_table() -> None:
    table = load_lexicon("verbs")
    minutes, labelled = build("Ny hal", [("beslutning", "Godkendt.")], ["godkendt"])
    case = read_case(minutes, labelled)
    for verb in table["people"]["speaks"]:
        told = without_names(case, f"Karen Lyngholm {verb} noget.")
        assert told == f"Et medlem {verb} noget.", verb
    for word in table["people"]["chosen"]:
        assert without_names(case, f"Som {word} ses Karen Lyngholm.") is None, word
    assert is_subjectless(table["opens"]["example"])
