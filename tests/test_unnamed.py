"""What stands for a person in a post: a role, or that it is a person."""

from __future__ import annotations

import pytest

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
