"""What stands for a person in a post: a role, or that it is a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_cases import build

from pipeline import check_draft, compose_draft, label_items, split_items
from pipeline.drafting.case import read_case
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.people.offices import say_offices
from pipeline.drafting.people.unnamed import say_roles, without_hidden
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Draft, Minutes, Paragraph, Sentence, Span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Beslutning: »[navn] og [navn] står for den«.", "To personer står for den."),
        ("Beslutning: »Vi venter på [navn]«.", "Beslutning: vi venter på en person."),
        ("Beslutning: »Roser til [navn]«.", "Beslutning: roser til en person."),
        ("Beslutning: »Et medlem taler med dem«.", "Et medlem taler med dem."),
        ("Beslutning: »Afventer svar«.", "Beslutning: »Afventer svar«."),
        ("Direktionen udpegede økonomichef [navn].", "Direktionen udpegede økonomichefen."),
        ("Teamleder [navn] udpeges.", "Teamlederen udpeges."),
        ("Rådet uddelte [navn]-prisen.", "Rådet uddelte prisen."),
        ("Rådet valgte [navn] og planchefen.", "Rådet valgte planchefen og en person mere."),
        ("Den betales som foreslået af [navn].", "Den betales som foreslået."),
    ],
)  # fmt: skip
def test_a_person_is_told_by_role(text: str, told: str) -> None:
    minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    paragraph = Paragraph(Sentence("Sag", "derived"), ((Sentence(text, "realised"),),), ())
    draft = Draft(minutes, Sentence("Nyt", "derived"), (), (paragraph,), (), (), ())
    assert without_hidden(draft).paragraphs[0].blocks[0][0].text == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Planen er lavet af Ulvhild Tofte Karlsen.", "Planen er lavet af [navn]."),
        ("Sagen om S.A. Hjort er slut.", "Sagen om [navn] er slut."),
        ("Klagen er fra borger Ulvhild Mose.", "Klagen er fra borger [navn]."),
        ("Indehaver Karen Lundsmark søger.", "Indehaver [navn] søger."),
        ("Pengene går til Børnehuset Ellipsen.", "Pengene går til Børnehuset Ellipsen."),
        ("Rektor og Karen Holms Minde-legatet.", "Rektor og Karen Holms Minde-legatet."),
        ("Ved Karen Holms fratræden er pladsen ledig.", "Ved [navn] fratræden er pladsen ledig."),
        ("Ved Karen Holms Vej er der plads.", "Ved Karen Holms Vej er der plads."),
        ("Det blev model B. Hotellet er solgt.", "Det blev model B. Hotellet er solgt."),
        ("Den nye S.A. Lunds Skole er klar.", "Den nye S.A. Lunds Skole er klar."),
    ],
)  # fmt: skip
def test_a_name_that_no_table_has_is_known_by_its_shape(text: str, told: str) -> None:
    assert hide_names(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Prisen gives, når Ulvhild er med.", "Prisen gives, når [navn] er med."),
        ("Dorthe-Maj og Ulvhild ser på det.", "[navn] og [navn] ser på det."),
        ("Det er Ebbe, som taler.", "Det er [navn], som taler."),
        ("Det gælder åen ved Lundsmark Enge.", "Det gælder åen ved Lundsmark Enge."),
        ("Det gælder Lundsmark alene.", "Det gælder [navn] alene."),
    ],
)
def test_who_meets_is_known_by_the_given_name(text: str, told: str) -> None:
    people = ("Ulvhild Sø", "Dorthe-Maj Hede", "Borgmester Ebbe Lundsmark")
    assert hide_names(text, people) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ulvhild Sø og Dorthe-Maj Hede skriver et svar.", "To medlemmer skriver et svar."),
        ("Ulvhild Sø og planchefen laver en model.", "[navn] og planchefen laver en model."),
        ("Ulvhild Sø laver en model.", "Et medlem laver en model."),
    ],
)
def test_who_meets_and_acts_is_a_member(text: str, told: str) -> None:
    minutes, labelled = build("Ny hal", [("beslutning", "Godkendt.")], ["godkendt"])
    minutes = replace(minutes, participants=("Ulvhild Sø", "Dorthe-Maj Hede"))
    assert without_names(read_case(minutes, labelled), text) == told


HEAD = """Referat Direktionen d. 04-05-2020
Deltagere: Kommunaldirektør Bo Holm Krag, direktør Eva Toft Lund og direktør Jens Dahl Friis,
Ida Skov Mose (HR-chef, punkt 1), Vej- og parkchef Karen Nørre Thy, Trine Lund (fmd.)

Punkt 1: Hjemmearbejde

Beslutning

{}
"""


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("Ida taler med fagforeningen.", "HR-chefen taler med fagforeningen."),
        ("HR-chef Ida Skov Mose taler med dem.", "HR-chefen taler med dem."),
        ("Eva følger op i maj.", "En direktør følger op i maj."),
        ("Eva og Jens følger op i maj.", "To direktører følger op i maj."),
        ("Ida og Karen finder et lokale.", "HR-chefen og vej- og parkchefen finder et lokale."),
        ("Planen sendes til Ida i maj.", "Planen sendes til HR-chefen i maj."),
        # Who sits there without an office, how somebody stands, and whose something is.
        ("Trine taler med fagforeningen.", "Et medlem taler med fagforeningen."),
        ("Eva Toft Lund stemte imod.", None),
        ("Sagen blev udsat på grund af Jens' fravær.", None),
    ],
)  # fmt: skip
def test_who_met_is_told_by_the_office_in_the_head(decided: str, told: str | None) -> None:
    minutes = split_items(Document(HEAD.format(decided), "hjem.txt", "0"))
    said = say_offices(decided, minutes)
    if told is None:
        assert said == decided
    else:
        assert without_names(read_case(minutes, label_items(minutes)[0]), decided) == told


def test_an_office_in_the_head_is_ground_enough() -> None:
    text = HEAD.format("Godkendt. Ida taler med fagforeningen inden den 1. juni 2020.")
    minutes = split_items(Document(text, "hjem.txt", "0"))
    draft = compose_draft(minutes, label_items(minutes))
    told = [one.text for block in draft.paragraphs[0].blocks for one in block]
    assert "HR-chefen taler med fagforeningen inden den 1. juni 2020." in told
    assert [
        flag for flag in check_draft(draft) if "chef" in f"{flag.sentence} {flag.message}"
    ] == []


def test_no_more_of_the_head_is_kept_than_names_and_offices() -> None:
    text = HEAD.replace("(HR-chef, punkt 1)", "(HR-chef, til sagen om skolelederen)")
    minutes = split_items(Document(text.format("Godkendt."), "hjem.txt", "0"))
    assert "HR-chef" in minutes.text
    assert "skolelederen" not in minutes.text


OFFICES = load_lexicon("nouns")["offices"]


@pytest.mark.parametrize("end", [*OFFICES["ends"], *OFFICES["seats"]])
def test_each_office_stands_for_its_holder(end: str) -> None:
    told = say_roles(f"Rådet peger på hoved{end} [navn].")
    assert told.startswith(f"Rådet peger på hoved{end}")
    assert "person" not in told
