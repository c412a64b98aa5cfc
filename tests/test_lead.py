"""The lead says what was decided, and stands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from drafting_cases import build

from pipeline.drafting.case import read_case
from pipeline.drafting.decision.realise import Decided, realise_decision
from pipeline.drafting.headings.headlines import item_headline
from pipeline.drafting.headings.post_headline import post_headline
from pipeline.drafting.headings.shortened import heading_of
from pipeline.drafting.headings.titles import matter_of
from pipeline.drafting.lead import write_lead
from pipeline.drafting.opening import told_act
from pipeline.records import LabelledItem, Minutes, Sentence, Span

CASES = json.loads((Path(__file__).parent / "cases" / "lead.json").read_text("utf-8"))


def decide(minutes: Minutes, labelled: LabelledItem) -> Decided:
    case = read_case(minutes, labelled)
    return Decided(case, realise_decision(case))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["why"])
def test_lead(row: dict[str, Any]) -> None:
    sections = [("indstilling", row["indstilling"]), ("beslutning", row["beslutning"])]
    given = [one for one in sections if one[1]]
    minutes, labelled = build(row["title"], given, row["decisions"], route=row["route"])
    lead = write_lead(minutes, [decide(minutes, labelled)])
    assert " ".join(one.text for one in lead) == row["lead"]


def test_what_can_be_told_leads() -> None:
    untold = build(
        "Budgetstrategi 2026", [("beslutning", "Direktionen godkendte punkt 1 og 3.")], ["godkendt"]
    )
    told = build("Salg af lagerhal", [("beslutning", "Godkendt.")], ["godkendt"])
    lead = write_lead(untold[0], [decide(*untold), decide(*told)])
    assert lead[0].text.endswith(" godkendte Direktionen salget af lagerhal.")


@pytest.mark.parametrize(
    ("second", "told"), [("Udsat.", "Den udsatte sagen"), ("Godkendt.", "Den godkendte også")]
)
def test_also_is_said_of_what_is_alike(second: str, told: str) -> None:
    kind = "udsat" if second == "Udsat." else "godkendt"
    first = build("Salg af lagerhal", [("beslutning", "Godkendt.")], ["godkendt"])
    other = build("Udbud af rengøring på skoler", [("beslutning", second)], [kind])
    lead = write_lead(first[0], [decide(*first), decide(*other)])
    assert lead[1].text.startswith(told)


def test_taken_off_the_agenda_is_not_called_put_off() -> None:
    off = build("Placering af lager", [("beslutning", "Sagen udgår.")], ["udsat"])
    assert item_headline(read_case(*off)).text == "Taget af dagsordenen: placering af lager"


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (
            [
                "Retningslinje for brug af generativ AI",
                "Elbiler til hjemmeplejen",
                "Sygefravær 2024",
            ],
            "generativ AI, elbiler og sygefravær 2024",
        ),
        (["Forsøg med bogbus", "Salg af lagerhal"], "salg af lagerhal og forsøg med bogbus"),
        (
            ["Vold og trusler", "Ladestandere ved seks adresser", "Digitale kørebøger"],
            "vold og trusler, ladestandere og digitale kørebøger",
        ),
    ],
)
def test_a_post_is_headed_by_its_cases(titles: list[str], told: str) -> None:
    built = [build(title, [("beslutning", "Godkendt.")], ["godkendt"]) for title in titles]
    headline = post_headline(built[0][0], [decide(*one) for one in built])
    assert headline.text == f"Nyt fra Direktionen: {told}"


@pytest.mark.parametrize(
    ("title", "decision", "label", "told"),
    [
        (
            "Ny retningslinje for brug af tjenestebiler og registrering af kørsel",
            "Godkendt.",
            "godkendt",
            "Ny retningslinje for brug af tjenestebiler",
        ),
        (
            "Ladestandere ved kommunens institutioner og betaling for privat opladning",
            "Godkendt.",
            "godkendt",
            "Ladestandere ved kommunens institutioner",
        ),
        (
            "Nedlæggelse af buslinje 41 og indførelse af teletaxa i Vester Flak",
            "Godkendt.",
            "godkendt",
            "Nedlæggelse af buslinje 41 og indførelse af teletaxa",
        ),
        ("Budgetopfølgning - samlet vurdering", "Godkendt.", "godkendt", "Budgetopfølgning"),
        ("Afhændelse af Søvej 3 og 5", "Godkendt.", "godkendt", "Salg af Søvej 3 og 5"),
        (
            "Ændret visitation til nye høreapparater i regionen",
            "Taget af dagsordenen.",
            "udsat",
            "Udgået: ændret visitation til nye høreapparater i regionen",
        ),
        (
            "Ansøgning fra Nordby Byfest om underskudsgaranti",
            "Der meddeles afslag.",
            "afvist",
            "Nej til underskudsgaranti",
        ),
    ],
)
def test_an_item_is_headed_by_what_it_is_about(
    title: str, decision: str, label: str, told: str
) -> None:
    case = build(title, [("beslutning", decision)], [label])
    assert item_headline(read_case(*case)).text == told


def test_a_refusal_that_was_proposed_is_a_no_where_the_decision_says_so() -> None:
    parts = [("indstilling", "Forvaltningen foreslår afslag."), ("beslutning", "Der gives afslag.")]
    case = build("Ansøgning fra Nordby Byfest om underskudsgaranti", parts, ["afvist"])
    assert item_headline(read_case(*case)).text == "Nej til underskudsgaranti"
    parts[1] = ("beslutning", "Ikke godkendt.")
    other = build("Ansøgning fra Nordby Byfest om underskudsgaranti", parts, ["afvist"])
    assert item_headline(read_case(*other)).text == "Underskudsgaranti"


def test_a_question_among_names_loses_its_mark() -> None:
    one = build("Fælles frokost eller fest?", [("beslutning", "Drøftet.")], ["droeftet"])
    other = build("Udbud af rengøring", [("beslutning", "Godkendt.")], ["godkendt"])
    headline = post_headline(one[0], [decide(*one), decide(*other)])
    assert headline.text.endswith(": fælles frokost eller fest og udbud af rengøring")


def test_a_no_in_the_headline_comes_last() -> None:
    no = build("Ny bro over åen", [("beslutning", "Ikke godkendt.")], ["afvist"])
    other = build("Udbud af rengøring", [("beslutning", "Godkendt.")], ["godkendt"])
    headline = post_headline(no[0], [decide(*no), decide(*other)])
    assert headline.text == "Nyt fra Direktionen: udbud af rengøring og nej til ny bro over åen"


@pytest.mark.parametrize(
    ("title", "asked", "decision", "told"),
    [
        (
            "Telefontid i Ydelse",
            "at ændringen gælder fra den 1. marts 2028.",
            "Direktionen kan ikke godkende forslaget.",
            "Nej til forslag om telefontid i Ydelse",
        ),
        (
            "Sommerlejr for ansattes børn",
            "at tilskuddet bevilges.",
            "Direktionen gav ikke tilskud til lejren.",
            "Nej til forslag om sommerlejr for ansattes børn",
        ),
        (
            "Ønske om to ladcykler til Lundhøj",
            "at ønsket imødekommes.",
            "Ønsket blev ikke imødekommet.",
            "Nej til ønske om to ladcykler til Lundhøj",
        ),
        # What else was decided stands beside the no, and no mark tells of it.
        (
            "Sponsorat til Lundhøj Stævne",
            "at der ydes 90.000 kr.",
            "Direktionen kan ikke tiltræde indstillingen. Der ydes 40.000 kr. som hidtil.",
            "Sponsorat til Lundhøj Stævne",
        ),
        (
            "Takst for madservice",
            "at taksten hæves.",
            "Direktionen kan ikke anbefale, at taksten hæves.",
            "Takst for madservice",
        ),
        (
            "Havnefest i Lundhøj",
            "at der gives 90.000 kr. til festen.",
            "Ikke godkendt. Beløbet på 90.000 kr. bliver i puljen.",
            "Havnefest i Lundhøj",
        ),
        (
            "Budgetopfølgning pr. 31. marts",
            "at der søges en tillægsbevilling.",
            "Ikke godkendt.",
            "Budgetopfølgning pr. 31. marts",
        ),
    ],
)
def test_a_refused_case_is_headed_as_refused(
    title: str, asked: str, decision: str, told: str
) -> None:
    parts = [("indstilling", f"Chefen indstiller, {asked}"), ("beslutning", decision)]
    assert item_headline(read_case(*build(title, parts, ["afvist"]))).text == told


def test_a_no_is_told_in_full_or_not_at_all() -> None:
    title = "Tillægsbevilling til hjemmeplejens vikarforbrug"
    no = build(title, [("beslutning", "Ikke godkendt.")], ["afvist"])
    other = build("Udbud af rengøring", [("beslutning", "Godkendt.")], ["godkendt"])
    told = post_headline(no[0], [decide(*no), decide(*other)]).text
    assert told == "Nyt fra Direktionen: nej til forslag om hjemmeplejens vikarforbrug"
    assert "til hjemmeplejens" not in item_headline(read_case(*no)).text.partition("bevilling ")[0]


def test_a_refused_closing_is_named_as_refused_or_not_at_all() -> None:
    yes = build(
        "Takst for SFO i skolernes lange sommerferier", [("beslutning", "Godkendt.")], ["godkendt"]
    )
    title = "Nedlæggelse af klubben i den gamle rutebilstation"
    no = build(title, [("beslutning", "Ikke godkendt.")], ["afvist"])
    told = post_headline(yes[0], [decide(*yes), decide(*no)]).text
    assert "nedlæggelse" not in told


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Regler for kunstig intelligens i skolen", "Regler for kunstig intelligens"),
        ("Indkøb af licens til tegneprogrammet på havnekontoret", "Indkøb af licens"),
        ("Leje af lederens kontor på Havnevej", "Leje af lederens kontor"),
    ],
)
def test_a_heading_ends_with_its_noun(title: str, name: str) -> None:
    assert heading_of(matter_of(title).topic, 33) == name


def test_a_title_that_opens_with_an_adverb_is_told_by_what_follows() -> None:
    title = "Tilbage på pinden - lederpladser i Fælleshuset"
    assert matter_of(title).case == "sagen om lederpladser i Fælleshuset"


def test_a_lease_is_given_up_in_one_word() -> None:
    said = (Sentence("Direktionen siger 3. sal op.", "realised", (Span(0, 1),)),)
    case = read_case(*build("Kontorpladser på Havnen 2", [("beslutning", "Se.")], ["godkendt"]))
    act = told_act(Decided(case, said), "sagen om kontorpladser på Havnen 2")
    assert act is not None
    told = act.after("På mødet", case.body)
    assert told == "På mødet opsagde Direktionen 3. sal i sagen om kontorpladser på Havnen 2"
