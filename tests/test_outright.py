"""Decisions told outright: each row of ``lexicon/outright.toml`` says what its example does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from drafting_cases import build

from pipeline.drafting.case import Case, read_case
from pipeline.drafting.decision.by_deciding import does_it
from pipeline.drafting.decision.changes import with_new_sum
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.proposals import parse_clause
from pipeline.drafting.decision.provisos import say_proviso
from pipeline.drafting.decision.realise import realise_decision
from pipeline.drafting.decision.spoken import spoken
from pipeline.drafting.decision.stands import is_sentence
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

TABLE = load_lexicon("outright")


def council(decided: str = "Godkendt.", proposed: str = "", *, acts: str = "godkendt") -> Case:
    sections = [("beslutning", decided), *([("indstilling", proposed)] if proposed else [])]
    minutes, labelled = build("Ny hal ved stadion", sections, [acts])
    return read_case(replace(minutes, body="Byrådet"), labelled)


def name_of(row: dict[str, Any]) -> str:
    return row["example"] if isinstance(row["example"], str) else row["example"][0]


@pytest.mark.parametrize("row", TABLE["fragment"], ids=name_of)
def test_fragment(row: dict[str, Any]) -> None:
    printed, told = row["example"]
    assert re.fullmatch(row["from"], printed.rstrip(".")) or "vi" in printed
    assert " ".join(say_outright(council(), printed)).replace("\u00a0", " ") == told


@pytest.mark.parametrize(("clause", "done"), TABLE["enacted"]["example"])
def test_only_what_is_done_by_deciding_is_told_as_done(clause: str, done: bool) -> None:
    assert does_it(parse_clause(clause, Span(0, 0), None)) is done
    told = " ".join(s.text for s in realise_decision(council(proposed=f"At {clause}.")))
    assert told.startswith("Byrådet godkendte, at ") is not done


@pytest.mark.parametrize("row", TABLE["short"], ids=name_of)
def test_short_word(row: dict[str, Any]) -> None:
    printed, told = row["example"]
    for one in TABLE["short"]:
        printed = re.sub(one["from"], one["to"], printed)
    assert printed.rstrip(".") == told


@pytest.mark.parametrize("row", TABLE["proviso"], ids=name_of)
def test_proviso(row: dict[str, Any]) -> None:
    printed, told = row["example"]
    said = say_proviso(council(), printed)
    assert said is not None
    assert told in said[:2]


@pytest.mark.parametrize("row", TABLE["outcome"], ids=name_of)
def test_outcome(row: dict[str, Any]) -> None:
    means = next(
        one["means"]
        for one in TABLE["outcome"]
        if re.match(rf"(?:{one['from']})(?!\w)", row["example"], re.IGNORECASE)
    )
    assert means == row["means"]


@pytest.mark.parametrize("row", TABLE["spoken"], ids=name_of)
def test_spoken_word(row: dict[str, Any]) -> None:
    printed, told = row["example"]
    assert re.search(row["from"], printed)
    assert spoken(printed) == told


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Svaret fremsendes af borgmesteren i maj.", "Borgmesteren sender svaret i maj."),
        ("Udgiften betales af puljen.", "Udgiften bliver betalt af puljen."),
        ("Lejegarantien afslås.", "Byrådet afslår lejegarantien."),
        ("Der bevilges 300.000 kr.", "Byrådet bevilger 300.000 kr."),
        ("Hallen opføres i maj.", "Hallen bliver bygget i maj."),
        ("Forslaget forkastedes med 9 stemmer mod 10.", "Forslaget blev forkastet med"),
        ("Regnskabet godkendt; ønsket imødekommes ikke.", "Byrådet sagde nej til ønsket."),
        ("Man vedtog at holde kurset.", "Byrådet vedtog at holde kurset."),
        ("Ansatte kan melde sig i egen fritid.", "Ansatte kan melde sig i egen fritid."),
        ("Køber har trukket sit bud.", "Køber har trukket sit bud."),
        ("3 stemte for, 3 imod.", "Tre stemte for, tre imod."),
    ],
)
def test_sentence(printed: str, told: str) -> None:
    said = " ".join(say_outright(council(), printed)).replace("\u00a0", " ")
    assert told in spoken(said)


@pytest.mark.parametrize(
    "printed",
    [
        "Ad 1 og 2: Anbefales.",
        "Punkt 3 tiltrædes ikke.",
        "B) Nedstemt.",
        "Som foreslået.",
        "Vores hal er for lille.",
        "Hvem og hvornår.",
    ],
)
def test_what_is_no_sentence_is_left_to_a_quotation(printed: str) -> None:
    assert say_outright(council(), printed) == ()


@pytest.mark.parametrize("text", ["Som foreslået, dog så alle kan være med", "God stemning"])
def test_a_verb_of_a_clause_makes_no_sentence(text: str) -> None:
    assert not is_sentence(text)


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("idet punkt 2 nedsættes til 3,0 mio. kr.", "3,0 mio. kr. i stedet for de foreslåede 5,5"),
        ("dog således at tilskuddet hæves til 6 mio. kr.", "6 mio. kr. i stedet for de foreslåede"),
    ],
)
def test_a_changed_sum_stands_for_the_proposed_one(words: str, clause: str) -> None:
    points = "at\n1. hallen bygges\n2. der gives et tilskud på 5,5 mio. kr. til klubben"
    case = council("Godkendt.", f"Chefen indstiller, {points}")
    changed = with_new_sum(case.proposals, words)
    assert changed is not None
    assert clause in changed[1].clause
    assert changed[0] == case.proposals[0]


@pytest.mark.parametrize(
    "words", ["idet hallen nedsættes i størrelse", "idet lejen sættes op til 2 mio. kr."]
)
def test_which_sum_is_changed_must_be_sure(words: str) -> None:
    case = council("Godkendt.", "Chefen indstiller, at der gives et tilskud på 5,5 mio. kr.")
    assert with_new_sum(case.proposals, words) is None


def test_a_changed_proposal_is_told_as_one() -> None:
    case = council(
        "Godkendt, idet fristen forlænges til maj.",
        "Centerchefen indstiller, at klubben får nøglen, og at hallen lukkes i april.",
    )
    assert [one.text for one in realise_decision(case)] == [
        "Centerchefen foreslog, at klubben får nøglen, og at hallen lukkes i april.",
        "Byrådet godkendte det, men med den ændring, at fristen forlænges til maj.",
    ]


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        (
            "Ad 1: Godkendt (9 for, 4 imod). Ad 2: Nedstemt.",
            "Byrådet godkendte, at hallen bygges. Det skete med ni stemmer mod fire. "
            "Det sagde nej til forslaget om, at taksten hæves til 40 kr.",
        ),
        (
            "1) Godkendt. 2) Godkendt med 30 kr.",
            "Byrådet godkendte, at hallen bygges. Det godkendte også, at taksten hæves til "
            "30 kr. i stedet for de foreslåede 40 kr.",
        ),
        (
            "Pkt. 1 godkendes. Pkt. 2 oversendes til budgettet.",
            "Byrådet godkendte, at hallen bygges. Det sender forslaget om, at taksten hæves til "
            "40 kr., videre til budgettet.",
        ),
    ],
)
def test_points_are_told_by_what_they_ask(decided: str, told: str) -> None:
    proposed = "Chefen indstiller, at 1) hallen bygges, og at 2) taksten hæves til 40 kr."
    said = realise_decision(council(decided, proposed))
    assert " ".join(one.text for one in said).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("proposed", "decided", "acts", "told"),
    [
        (
            "Chefen indstiller, at taksten godkendes.",
            "Et flertal (A, F) godkender en takst på 155 kr.",
            "godkendt",
            "Et flertal i Byrådet godkendte en takst på 155 kr.",
        ),
        (
            "Chefen indstiller, at hallen bygges.",
            "Et flertal anbefaler indstillingen.",
            "anbefales",
            "Et flertal i Byrådet anbefaler, at hallen bygges.",
        ),
        (
            "Chefen indstiller, at hallen bygges.",
            "Anbefales af et flertal.",
            "anbefales",
            "Et flertal i Byrådet anbefaler, at hallen bygges.",
        ),
        (
            "Chefen indstiller, at anlægsbeløbet frigives, og at aftalen indgås med Bo Byg A/S.",
            "Frigivet.",
            "godkendt",
            "Byrådet frigav anlægsbeløbet.",
        ),
        (
            "Chefen indstiller, at forslaget til plan sendes i 8 ugers høring.",
            "Godkendt, således at forslaget sendes i høring til den 15. august.",
            "godkendt",
            "Chefen foreslog, at forslaget til plan sendes i otte ugers høring. Byrådet "
            "godkendte det, men sådan, at forslaget sendes i høring til den 15. august.",
        ),
        (
            "Chefen indstiller, at ansøgninger behandles af en gruppe, og at hallen bygges.",
            "Godkendt.",
            "godkendt",
            "Byrådet godkendte, at ansøgninger behandles af en gruppe, og at hallen bygges.",
        ),
    ],
)
def test_no_more_is_told_than_was_decided(
    proposed: str, decided: str, acts: str, told: str
) -> None:
    said = realise_decision(council(decided, proposed, acts=acts))
    assert " ".join(one.text for one in said).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("proposed", "decided", "acts", "told"),
    [
        (
            "\n1. at hallen bygges,\n2. at taksten hæves,\n3. at grunden sælges.",
            "Indstillingens 1. og 2. punkt anbefales.\n3. punkt kan ikke "
            "anbefales, så længe køber er ukendt.",
            "anbefales",
            "Byrådet anbefaler, at hallen bygges, og at taksten hæves. Det anbefaler ikke, at "
            "grunden sælges, så længe køber er ukendt.",
        ),
        (
            " 1. Reglerne godkendes. 2. Kortet spærres fra samme dato.",
            "Pkt. 1 godkendt.\nPkt. 2 godkendt med virkning først fra 1. juni 2026.",
            "godkendt",
            "Byrådet godkendte reglerne. Det godkendte også, at kortet spærres med "
            "virkning først fra den 1. juni 2026.",
        ),
        (
            "\na) at hallen bygges,\nb) at taksten hæves,\nc) at listen gemmes i fem år.",
            "Byrådet anbefaler over for Regionsrådet a og b. Forslaget under punkt c om fem år "
            "kan ikke anbefales; listen er klar i maj.",
            "anbefales",
            "Byrådet anbefaler, at hallen bygges, og at taksten hæves. Det anbefaler ikke, at "
            "listen gemmes i fem år. Listen er klar i maj. Sagen går videre til Regionsrådet.",
        ),
        (
            "\n1. at hallen bygges,\n2. at taksten hæves.",
            "Byrådet indstiller punkt 1 til regionsrådets godkendelse.\nPunkt 2 blev godkendt. "
            "Imod stemte Bo Holm (V) og Ib Dahl (B), sidstnævnte uden begrundelse.",
            "anbefales",
            "Byrådet anbefaler, at hallen bygges. Det godkendte, at taksten hæves. "
            "Sagen går videre til Regionsrådet.",
        ),
        (
            "\n1) at der leases 28 biler,\n2) at rådet orienteres.",
            "1) Tiltrådt, dog leases 30.\n2) Ikke nødvendigt; svaret gives i maj.",
            "godkendt",
            "Byrådet godkendte forslaget om, at der leases 28 biler, men med den ændring, at der "
            "leases 30. Det sagde nej til forslaget om, at rådet orienteres. Svaret bliver givet "
            "i maj.",
        ),
    ],
)
def test_numbered_points_are_not_left_to_a_quotation(
    proposed: str, decided: str, acts: str, told: str
) -> None:
    said = realise_decision(council(decided, f"Chefen indstiller:{proposed}", acts=acts))
    assert " ".join(one.text for one in said).replace("\u00a0", " ") == told


def test_heraf_follows_the_sum_that_it_is_of() -> None:
    point = parse_clause("heraf 2 mio. kr. frigives nu", Span(0, 0), None)
    assert (point.object, point.rest) == ("2 mio. kr. heraf", "nu")


@pytest.mark.parametrize(
    ("body", "proposed", "told"),
    [
        (
            "Teknisk Udvalg",
            "Byrådet godkender planen for havnen",
            "Et flertal i Teknisk Udvalg støtter, at Byrådet godkender planen for havnen.",
        ),
        (
            "Byrådet",
            "Økonomiudvalget anbefaler planen for havnen",
            "Et flertal i Byrådet godkendte forslaget i sagen om ny hal ved stadion.",
        ),
    ],
)
def test_only_the_council_adopts_what_it_is_asked_to(body: str, proposed: str, told: str) -> None:
    minutes, labelled = build(
        "Ny hal ved stadion",
        [
            ("beslutning", "Et flertal i udvalget kunne tiltræde indstillingen."),
            ("indstilling", f"Det indstilles, at {proposed}."),
        ],
        ["godkendt"],
    )
    case = read_case(replace(minutes, body=body), labelled)
    assert [one.text for one in realise_decision(case)] == [told]


def test_one_question_that_waits_puts_off_no_case() -> None:
    minutes, labelled = build(
        "Brandsikring af hallen",
        [("beslutning", "Spørgsmålet om en nattevagt er sat i bero til maj. Drøftet.")],
        ["droeftet", "udsat"],
    )
    said = " ".join(one.text for one in realise_decision(read_case(minutes, labelled)))
    assert "udsatte" not in said
    assert "Spørgsmålet om en nattevagt er sat i bero til maj." in said
