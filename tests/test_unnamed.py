"""What stands for a person in a post: a role, or that it is a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_cases import build

from pipeline.drafting.case import read_case
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.people.unnamed import without_hidden
from pipeline.records import Draft, Minutes, Paragraph, Sentence, Span


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
