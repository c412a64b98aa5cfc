"""Each rule of the gate, one draft at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_check_cases import build_draft, build_minutes, load_cases

from pipeline.checking import check_draft
from pipeline.labels import Decision, SectionKind
from pipeline.records import (
    ClosedItem,
    Draft,
    Flag,
    Item,
    Label,
    LabelledItem,
    Minutes,
    Section,
    Sentence,
    Span,
)

BUDGET = 0  # the first meeting of the set: number 1 is a budget follow-up on its way


def draft_of(*texts: str, number: str = "1") -> Draft:
    minutes, labelled = build_minutes(load_cases("tune")[BUDGET])
    return build_draft(minutes, labelled, number, list(texts))


def rules(flags: tuple[Flag, ...], level: str) -> set[str]:
    return {flag.rule for flag in flags if flag.level == level}


CLEAN = "Direktionen anbefaler, at Økonomiudvalget tager orienteringen til efterretning."


@pytest.mark.parametrize(
    ("text", "level", "rule"),
    [
        ("Der er et merforbrug på -4,3 mio. kr.", "red", "fortegn"),
        ("Opfølgningen viser 21,9 mio. kr.", "red", "tal-uden-kilde"),
        ("Der er et samlet merforbrug på 21,7 mio. kr.", "red", "retning"),
        ("Byrådet godkendte orienteringen.", "red", "forkert-organ"),
        ("Direktionen godkendte orienteringen.", "red", "beslutning-opgraderet"),
        ("Direktionen drøftede orienteringen.", "red", "beslutning-forkert"),
        ("Ældrerådet får sagen.", "red", "organ-uden-kilde"),
        ("Sagen går videre til Direktionen.", "red", "naeste-led"),
        ("Byggeriet af hallen i Vesterby bliver forsinket.", "red", "navn-uden-kilde"),
        ("Fratrædelsesaftalen er en del af sagen.", "red", "ord-uden-kilde"),
        ("Sagen har nummer 24-001522.", "red", "sagsnummer"),
        ("Overførslerne til 2025 bliver større.", "red", "forbehold-tabt"),
        ("Anders Friis Vang står for opfølgningen.", "red", "person-deltager"),
        ("Punkt 900 hører også til sagen.", "red", "lukket-indhold"),
        ("Direktionen behandlede også et lukket punkt om budgettet.", "red", "lukket-indhold"),
        ("Opfølgningen opfølgningen viser et mindreforbrug.", "yellow", "dobbelt-ord"),
        ("Opfølgningen viser et mindreforbrug", "yellow", "punktum"),
        ("Opfølgningen viser " + "et mindreforbrug og " * 9 + "budget.", "yellow", "lang-saetning"),
    ],
)
def test_a_fault_gives_its_flag(text: str, level: str, rule: str) -> None:
    assert rule in rules(check_draft(draft_of(CLEAN, text)), level)


def test_a_clean_draft_has_only_the_embargo() -> None:
    assert [flag.rule for flag in check_draft(draft_of(CLEAN))] == ["embargo"]


def test_worst_first() -> None:
    levels = [flag.level for flag in check_draft(draft_of(CLEAN, "Byrådet vedtog 99 mio. kr"))]
    assert levels == sorted(levels)
    assert {"red", "yellow"} == set(levels)


def test_an_item_that_is_neither_told_nor_omitted() -> None:
    draft = replace(draft_of(CLEAN), omitted=())
    missing = [flag for flag in check_draft(draft) if flag.rule == "punkt-mangler"]
    assert len(missing) == len(draft.minutes.open_items) - 1


def test_a_sentence_without_sources() -> None:
    draft = draft_of(CLEAN)
    block = (*draft.paragraphs[0].blocks[0], Sentence("Hallen er dyr.", "model"))
    draft = replace(draft, paragraphs=(replace(draft.paragraphs[0], blocks=(block,)),))
    assert "uden-kilde" in rules(check_draft(draft), "red")


def test_next_body_must_be_named() -> None:
    flags = check_draft(draft_of("Direktionen anbefaler at tage orienteringen til efterretning."))
    assert "naeste-led-mangler" in rules(flags, "red")


@pytest.mark.parametrize(("word", "wrong"), [("fem", False), ("seks", True)])
def test_the_number_of_closed_items(word: str, wrong: bool) -> None:
    closing = (
        Sentence("Teksten dækker de åbne punkter.", "derived"),
        Sentence(f"Direktionen behandlede også {word} lukkede punkter.", "derived"),
    )
    flags = check_draft(replace(draft_of(CLEAN), closing=closing))
    assert ("lukket-antal" in rules(flags, "red")) is wrong
    assert "lukket-indhold" not in rules(flags, "red")


def test_dates_that_have_passed() -> None:
    text = "Næste ledertræf holdes den 24. november 2024."
    draft = draft_of(text, number="4")
    assert "dato-passeret" not in rules(check_draft(draft), "yellow")
    passed = check_draft(draft, today=date(2025, 1, 1))
    assert "dato-passeret" in rules(passed, "yellow")
    before = check_draft(draft, today=date(2024, 11, 12))
    assert "dato-passeret" not in rules(before, "yellow")


def test_an_unknown_decision() -> None:
    draft = draft_of("Økonomistaben fremlægger budgetopfølgning.")
    paragraph = draft.paragraphs[0]
    unknown = (Label(Decision.INGEN_BESLUTNING, 0.0, "none"),)
    labelled = replace(paragraph.items[0], decisions=unknown)
    draft = replace(draft, paragraphs=(replace(paragraph, items=(labelled,)),))
    assert "beslutning-ukendt" in rules(check_draft(draft), "yellow")


def one_item(title: str, body: str) -> tuple[Minutes, LabelledItem]:
    """Build minutes with one item that has one section."""
    text = f"{title}\n{body}"
    section = Section(SectionKind.SAGSFREMSTILLING, Span(0, 0), Span(len(title) + 1, len(text)))
    item = Item("1", title, Span(0, len(title)), None, Span(0, len(text)), (section,))
    items: tuple[Item | ClosedItem, ...] = (item,)
    minutes = Minutes(
        text, "x.txt", "", "Direktionen", date(2025, 9, 1), None, None, (), Span(0, 0), items
    )
    return minutes, LabelledItem(item, (Label(Decision.DROEFTET, 1.0, "rule"),), ())


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Der er et mindreforbrug på -2,4 mio. kr.", "kilde-fortegn"),
        ("Opfølgningerne er pr. 31.03, pr. 31.05 og pr. 30.09.", "kilde-datoer"),
    ],
)
def test_faults_in_the_source(body: str, rule: str) -> None:
    minutes, labelled = one_item("Opfølgning pr. 31. august 2025", body)
    draft = build_draft(minutes, (labelled,), "1", ["Direktionen drøftede opfølgningen."])
    assert rule in rules(check_draft(draft), "yellow")


def test_flags_of_the_reading_are_passed_on() -> None:
    draft = draft_of(CLEAN)
    flag = Flag("red", "indhold-uenigt", "Indholdsfortegnelsen passer ikke.")
    draft = replace(draft, minutes=replace(draft.minutes, flags=(flag,)))
    assert flag in check_draft(draft)


def test_flags_point_into_the_minutes() -> None:
    draft = draft_of(CLEAN, "Der er et samlet merforbrug på 21,7 mio. kr.")
    for flag in check_draft(draft):
        assert all(span.of(draft.minutes.text).strip() for span in flag.sources)


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    draft = draft_of(CLEAN, text)
    for flag in check_draft(draft, today=date(2025, 1, 1)):
        assert flag.message.endswith((".", "«."))
        assert flag.sentence in (None, CLEAN, text, draft.paragraphs[0].headline.text)


@pytest.mark.parametrize("closed", [1, 5])
def test_one_closed_item(closed: int) -> None:
    draft = draft_of(CLEAN)
    items = (*draft.minutes.open_items, *(ClosedItem(str(n)) for n in range(900, 900 + closed)))
    closing = (Sentence("Direktionen behandlede også ét lukket punkt.", "derived"),)
    draft = replace(draft, minutes=replace(draft.minutes, items=items), closing=closing)
    assert ("lukket-antal" in rules(check_draft(draft), "red")) is (closed != 1)


# What drafts have said that was not so: the decision, the labels, the draft, the rule.
NOT_SO = [
    (
        "Forslaget faldt med 6 stemmer mod 15. Indstillingen blev derefter godkendt.",
        [Decision.GODKENDT],
        "Det skete med seks stemmer mod 15.",
        "afstemning-forkert",
    ),
    (
        "For stemte 9, imod stemte 16. Ændringsforslaget er dermed forkastet. Godkendt.",
        [Decision.GODKENDT],
        "Der stemte ni for og 16 imod.",
        "afstemning-forkert",
    ),
    (
        "Det anbefales Byrådet, at prisen vedtages.",
        [Decision.INGEN_BESLUTNING],
        "Punktet var på dagsordenen, men referatet viser ingen beslutning.",
        "beslutning-overset",
    ),
    (
        "Planen sendes til gruppen, der bedes vende tilbage i maj.",
        [Decision.OVERSENDT],
        "Direktionen sendte planen tilbage til gruppen.",
        "beslutning-forkert",
    ),
    (
        "Orienteringen blev taget til efterretning. Indkøbet kan ikke godkendes.",
        [Decision.TAGET_TIL_EFTERRETNING, Decision.AFVIST],
        "Direktionen godkendte ikke indstillingen.",
        "beslutning-forkert",
    ),
    ("Godkendt for et år ad gangen.", [Decision.GODKENDT], "Direktionen godkendte planen.",
     "vilkaar-tabt"),
    ("Drøftet.", [Decision.DROEFTET], "Suzan fortalte om planen.", "person-fornavn"),
    ("Drøftet.", [Decision.DROEFTET], "Suzan og Unge fortalte om planen.", "person-fornavn"),
]  # fmt: skip


def decided(
    decision: str, labels: list[Decision], proposed: str = ""
) -> tuple[Minutes, LabelledItem]:
    """Build minutes with one item of a decision, and a recommendation if there is one."""
    parts = [(SectionKind.BESLUTNING, decision), (SectionKind.INDSTILLING, proposed)]
    text, sections = "Planen", []
    for kind, body in parts:
        text += "\n"
        sections.append(Section(kind, Span(0, 0), Span(len(text), len(text) + len(body))))
        text += body
    item = Item("1", "Planen", Span(0, 6), None, Span(0, len(text)), tuple(sections))
    day = date(2025, 9, 1)
    minutes = Minutes(
        text, "x.txt", "", "Direktionen", day, None, None, (), Span(0, 0), (item,)
    )  # fmt: skip
    return minutes, LabelledItem(item, tuple(Label(one, 1.0, "rule") for one in labels), ())


@pytest.mark.parametrize(("decision", "labels", "said", "rule"), NOT_SO)
def test_what_is_not_so_is_flagged(
    decision: str, labels: list[Decision], said: str, rule: str
) -> None:
    minutes, labelled = decided(decision, labels)
    draft = build_draft(minutes, (labelled,), "1", [said])
    assert rule in rules(check_draft(draft), "red")


@pytest.mark.parametrize(
    ("decision", "labels", "said"),
    [
        ("Vedtaget med 34 stemmer mod 15.", [Decision.GODKENDT],
         "Det skete med 34 stemmer mod 15."),
        ("Forslaget faldt med 5 stemmer mod 13.", [Decision.AFVIST],
         "Det skete med fem stemmer mod 13."),
        ("Godkendt for et år ad gangen.", [Decision.GODKENDT],
         "Direktionen godkendte planen for et år ad gangen."),
        ("Drøftet.", [Decision.DROEFTET], "Direktøren for Børn og Unge fortalte om planen."),
    ],
)  # fmt: skip
def test_what_is_so_is_not(decision: str, labels: list[Decision], said: str) -> None:
    minutes, labelled = decided(decision, labels)
    draft = build_draft(minutes, (labelled,), "1", [said])
    ours = {"afstemning-forkert", "beslutning-overset", "vilkaar-tabt", "person-fornavn"}
    assert not ours & rules(check_draft(draft), "red")


# The recommendation, the decision, the labels, the draft, and the red rules it gets.
BY_THE_PROPOSAL = [
    ("Chefen indstiller, at vejlederen udpeges blandt lærerne.", "Godkendt.",
     [Decision.GODKENDT], "Direktionen udpegede vejlederen blandt lærerne.",
     {"beslutning-forkert"}),
    # A yes that names what it is said to is no yes to the rest.
    ("Det indstilles, at lægeboligen sælges, og at præsteboligen sættes i stand.",
     "Godkendt, at præsteboligen sættes i stand.", [Decision.GODKENDT],
     "Direktionen godkendte, at præsteboligen sættes i stand, og at lægeboligen sælges.",
     {"mere-end-besluttet"}),
    ("Det indstilles, at lægeboligen sælges, og at præsteboligen sættes i stand.",
     "Godkendt, at præsteboligen sættes i stand.", [Decision.GODKENDT],
     "Direktionen godkendte, at præsteboligen sættes i stand.", set()),
    # How a few stood, and what the decision itself says, is no yes to what was refused.
    ("Det indstilles, at\n1. kommunen sælger havnen, og\n2. kajen sættes i stand.",
     "Ad 1. Ikke godkendt. Carl Bro tog forbehold. Ad 2. Godkendt.",
     [Decision.AFVIST, Decision.GODKENDT],
     "Et medlem tog forbehold: Kommunen bør sælge havnen.", set()),
    ("Det indstilles, at\n1. kommunen sælger havnen, og\n2. kajen sættes i stand.",
     "Ad 1. Ikke godkendt. Carl Bro tog forbehold. Ad 2. Godkendt.",
     [Decision.AFVIST, Decision.GODKENDT], "Kommunen sælger nu havnen.", {"punkt-forkert"}),
    ("Det indstilles, at\n1. de to veje ved skolen nedlægges, og\n2. kajen sættes i stand.",
     "Ad 1. Afslået. De to veje ved skolen flyttes. Ad 2. Godkendt.",
     [Decision.AFVIST, Decision.GODKENDT], "De to veje ved skolen bliver flyttet.", set()),
    ("Det indstilles, at\n1. de to veje ved skolen nedlægges, og\n2. kajen sættes i stand.",
     "Ad 1. Afslået. De to veje ved skolen flyttes. Ad 2. Godkendt.",
     [Decision.AFVIST, Decision.GODKENDT], "De to veje ved skolen bliver nedlagt.",
     {"punkt-forkert"}),
]  # fmt: skip


@pytest.mark.parametrize(("proposed", "decision", "labels", "said", "found"), BY_THE_PROPOSAL)
def test_a_yes_is_to_what_was_proposed(
    proposed: str, decision: str, labels: list[Decision], said: str, found: set[str]
) -> None:
    minutes, labelled = decided(decision, labels, proposed)
    flags = check_draft(build_draft(minutes, (labelled,), "1", [said]))
    assert rules(flags, "red") == found
