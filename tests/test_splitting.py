"""The splitter's rules one by one; whole documents are in ``test_documents``."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from pipeline.errors import NotMinutes
from pipeline.labels import SectionKind
from pipeline.reading import read_bytes, read_document
from pipeline.records import Document, Item, Line, Minutes, Span
from pipeline.splitting import split_items
from pipeline.splitting.case_numbers import (
    case_number_line,
    is_case_label,
    leading_case_number,
    trailing_case_number,
    without_case_label,
)
from pipeline.splitting.signed import signed_from

CASES = Path(__file__).parent / "cases"
OWN = json.loads((CASES / "own_decision.json").read_text("utf-8"))
ODD = json.loads((CASES / "odd_layouts.json").read_text("utf-8"))
ROUTES = json.loads((CASES / "routes.json").read_text("utf-8"))
NOT_MINUTES = json.loads((CASES / "not_minutes.json").read_text("utf-8"))


def split(text: str) -> Minutes:
    return split_items(read_bytes(text.encode(), "minutes.txt"))


def texts(minutes: Minutes, kind: SectionKind) -> list[str]:
    return [section.body.of(minutes.text) for section in minutes.open_items[0].parts(kind)]


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["why"])
def test_tells_own_decision_from_others(case: dict[str, Any]) -> None:
    minutes = split(f"Referat Byrådet d. 04-05-2020\n\nPunkt 1: Ny plan\n\n{case['inside']}\n")
    assert texts(minutes, SectionKind.BESLUTNING) == case["own"]
    earlier = [t.splitlines()[-1] for t in texts(minutes, SectionKind.TIDLIGERE_BESLUTNING)]
    assert earlier == case["earlier"]
    assert list(minutes.open_items[0].route) == case["route"]


@pytest.mark.parametrize("case", ROUTES, ids=lambda case: case["why"])
def test_tells_who_had_the_case_before_and_has_it_next(case: dict[str, Any]) -> None:
    body = case.get("body", "Byrådet")
    minutes = split(f"Referat {body} d. 04-05-2020\n\nPunkt 1: Ny plan\n\n{case['inside']}\n")
    assert list(minutes.open_items[0].route) == case["route"]


@pytest.mark.parametrize("case", ODD, ids=lambda case: case["why"])
def test_reads_layouts_that_no_table_holds(case: dict[str, Any]) -> None:
    minutes = split(case["text"])
    found: list[list[Any]] = []
    for item in minutes.items:
        if isinstance(item, Item):
            own = [part.body.of(minutes.text) for part in item.parts(SectionKind.BESLUTNING)]
            found.append([item.number, item.title, own])
        else:
            found.append([item.number, None, []])
    assert found == case["items"]
    seen = (minutes.text + repr(minutes)).lower()
    assert [word for word in case["secret"] if word.lower() in seen] == []


@pytest.mark.parametrize(
    ("heading", "inside", "kind"),
    [
        ("Sagens gang", "Børneudvalget, Økonomiudvalget 4. maj 2020 og Byrådet", "behandling"),
        ("Sagens gang", "Børneudvalget 4. april 2020: Anbefales.", "tidligere_beslutning"),
        ("Indstilling", "Bilag 1: Kort over havnen\nBilag 2: Budget", "bilag"),
        ("Indstilling", "at Bilag 1 godkendes.", "indstilling"),
        ("Løsningsforslag", "Broen bygges af træ.", "indstilling"),
    ],
)
def test_a_sections_text_tells_what_it_is(heading: str, inside: str, kind: str) -> None:
    minutes = split(
        f"Referat Byrådet d. 04-05-2020\n\nPunkt 1: Ny bro\n\nResumé\nBroen er slidt.\n\n"
        f"{heading}\n{inside}\n\nBeslutning\nGodkendt.\n\nPunkt 2: Eventuelt\n"
    )
    (item, _) = minutes.open_items
    assert [section.kind.value for section in item.sections] == ["resume", kind, "beslutning"]


FIELDS = """Referat Direktionen d. 04-05-2020

Punkt 1
Emne: Pladser på rådhuset
Model 1: faste pladser, 0 kr.
Forslag: model 2
Penge: puljen, 800.000 kr.
Udfald: model 1
Frist: 1. juni

Punkt 2
Emne: Eventuelt
Forslag: intet
Note: der var kage
Udfald: ingen kommentarer
"""


def test_a_field_ends_the_one_above_it() -> None:
    minutes = split(FIELDS)
    sections = [
        (part.kind.value, part.body.of(minutes.text)) for part in minutes.open_items[0].sections
    ]
    assert sections[-3:] == [
        ("indstilling", "model 2"),
        ("sagsfremstilling", "Penge: puljen, 800.000 kr."),
        ("beslutning", "model 1\nFrist: 1. juni"),
    ]


@pytest.mark.parametrize("case", NOT_MINUTES, ids=lambda case: case["why"])
def test_refuses_what_is_not_minutes(case: dict[str, str]) -> None:
    with pytest.raises(NotMinutes, match=r"minutes.txt: (no agenda items|not minutes)") as caught:
        split(case["text"])
    words = [word for word in case["text"].split() if len(word) > 6]
    assert [word for word in words if word in str(caught.value)] == []


ITEMS = (
    "\n\nPunkt 1: Nye busser\n\nBeslutning\n\nGodkendt."
    "\n\nPunkt 2: Havnen\n\nBeslutning\n\nUdsat.\n"
)


@pytest.mark.parametrize(
    ("entries", "rules"),
    [
        ("Nye busser....3\nHavnen....4", []),
        ("Nye busser og stop....3\nHavnen....4", []),
        ("Nye bussser....3\nHavn....4", []),
        ("Nye busser....3\nHavnen....4\nEventuelt....5", ["contents_count"]),
        ("Nye busser....3\nKulturhuset i byen....4", ["contents_title"]),
    ],
)
def test_tells_where_contents_and_body_differ(entries: str, rules: list[str]) -> None:
    minutes = split(f"Referat Byrådet d. 04-05-2020\n\nIndholdsfortegnelse\n\n{entries}{ITEMS}")
    assert [flag.rule for flag in minutes.flags] == rules
    assert "....3" not in minutes.text


def test_contents_list_closes_what_the_body_forgot_to() -> None:
    entries = "Nye busser....3\nLukket: Havnen....4"
    minutes = split(f"Referat Byrådet d. 04-05-2020\n\nIndholdsfortegnelse\n\n{entries}{ITEMS}")
    assert [item.title for item in minutes.open_items] == ["Nye busser"]
    assert minutes.closed_count == 1
    assert "Havn" not in minutes.text


def test_tells_of_two_meetings_in_one_file() -> None:
    second = f"Referat Byrådet d. 08-06-2020{ITEMS}"
    assert split(f"Referat Byrådet d. 04-05-2020{ITEMS}{second}").flags[-1].rule == "two_meetings"


def test_earlier_minutes_among_the_attachments_are_no_second_meeting() -> None:
    attachment = "Bilag\n\nReferat Byrådet d. 06-04-2020\n"
    assert split(f"Referat Byrådet d. 04-05-2020{ITEMS}{attachment}").flags == ()


def test_reads_the_header() -> None:
    head = (
        "REFERAT\nUdvalget for Kultur og Fritid\n\nMødedato: Tirsdag d. 7 juni 2022 kl. 16.30\n"
        "Mødested: Hallen i Sejrup\nMødedeltagere: Ane Holt, Bo Riis Dam\nAfbud: Ib Kær"
    )
    minutes = split(head + ITEMS)
    assert minutes.body == "Udvalget for Kultur og Fritid"
    assert str(minutes.date) == "2022-06-07"
    assert str(minutes.time) == "16:30:00"
    assert minutes.place == "Hallen i Sejrup"
    assert minutes.participants == ("Ane Holt", "Bo Riis Dam", "Ib Kær")


@pytest.mark.parametrize(
    ("title", "said", "told"),
    [
        ("Låse i kælderen", "Låsen er slidt. Vi skifter den i maj.", ["Vi skifter den i maj."]),
        ("Låse i kælderen", "Låsen er slidt. Den er fra 1962.", []),
        ("Låse i kælderen", "- Låsen er slidt\n- vi skifter den i maj\n- Ove ringer til smeden",
         ["- vi skifter den i maj\n- Ove ringer til smeden"]),
        ("Nyt fra formanden", "Låsen er slidt. Vi skifter den i maj.", []),
        ("Låse", "Som det første var prisen godkendt. Bo kender nøglen. Vi skifter den i maj.", []),
    ],
)  # fmt: skip
def test_an_item_may_end_with_its_decision_in_everyday_words(
    title: str, said: str, told: list[str]
) -> None:
    minutes = split(f"Referat Direktionen d. 04-05-2020\n\n1. {title}\n{said}\n\n2. Evt.\nIntet.\n")
    first = minutes.items[0]
    assert isinstance(first, Item)
    assert [part.body.of(minutes.text) for part in first.parts(SectionKind.BESLUTNING)] == told


def test_everyday_words_decide_nothing_where_decisions_have_headings() -> None:
    case = "{n}. Sag\nSagen er ny.\n\nBeslutning\nGodkendt.\n\n"
    text = "Referat Direktionen d. 04-05-2020\n\n" + case.replace("{n}", "1")
    minutes = split(
        text + case.replace("{n}", "2") + "3. Låse\nLåsen er ny. Vi skifter den i maj.\n"
    )
    assert not list(minutes.open_items[2].parts(SectionKind.BESLUTNING))


def test_a_decision_that_was_not_registered_is_none() -> None:
    minutes = split(
        "Referat Direktionen d. 04-05-2020\n\n1. Låse\nLåsen er ny.\n\n"
        "Beslutning\nIngen beslutninger registreret.\n\n2. Kørsel\n\nBeslutning\nGodkendt.\n"
    )
    assert texts(minutes, SectionKind.BESLUTNING) == []


def test_numbered_recommendations_are_no_items() -> None:
    inside = (
        "Indstilling\n\nDet indstilles, at\n\n1. Planen godkendes.\n2. Der afsættes 2 mio. kr.\n"
        "3. Planen sendes i høring.\n\nBeslutning\n\nGodkendt."
    )
    minutes = split(
        f"Referat Byrådet d. 04-05-2020\n\n1. Ny plan\n\n{inside}\n\n2. Havnen\n\n{inside}\n"
    )
    assert [(item.number, item.title) for item in minutes.open_items] == [
        ("1", "Ny plan"),
        ("2", "Havnen"),
    ]


def test_reads_the_portal_page(real: Path) -> None:
    (path,) = real.glob("aarhus*.html")
    minutes = split_items(read_document(path))
    assert (minutes.body, str(minutes.date)) == ("Teknisk Udvalg", "2025-10-01")
    assert [item.number for item in minutes.items] == ["1", "2", "3", "4", "5", "6"]
    second = minutes.open_items[1]
    (own,) = second.parts(SectionKind.BESLUTNING)
    assert own.body.of(minutes.text).startswith("Et flertal i udvalget kunne tiltræde")
    earlier = [s.body.of(minutes.text) for s in second.parts(SectionKind.TIDLIGERE_BESLUTNING)]
    assert "udsætte sagens behandling" in " ".join(earlier)
    assert "udsætte sagens behandling" not in own.body.of(minutes.text)
    assert minutes.flags == ()


@pytest.mark.parametrize(
    "rest", ["   Sag 18/02003\nHistorik", "   Sag\n18/02003\n", "\n18/02003\n"], ids=repr
)
def test_a_case_number_ends_the_title(rest: str) -> None:
    title = "Ny bro over åen ved den gamle sluse"
    text = f"Referat Byrådet d. 04-05-2020\n\nPunkt 1: {title}{rest}\n\nBeslutning\nJa.\n"
    (item,) = split(text).open_items
    assert (item.title, item.case_number) == (title, "18/02003")


def test_participants_listed_one_a_paragraph() -> None:
    people = "Deltagere\n\nTroels Aabjerg, direktør\n\nMerete Skovlykke (ref.)\n\nRådhuset, stuen"
    minutes = split(f"Referat Direktionen d. 04-05-2020\n\n{people}{ITEMS}")
    assert minutes.participants == ("Troels Aabjerg", "Merete Skovlykke")


@pytest.mark.parametrize(
    ("head", "below", "outside"), [("Ad {}", "", True), ("Punkt {}", "{}\n", False)]
)
def test_a_title_is_read_where_it_stands(head: str, below: str, outside: bool) -> None:
    titles = ["Ny kran", "Bom ved lågen", "Eventuelt"]
    agenda = "\n".join(f"{place}. {title}" for place, title in enumerate(titles, 1))
    items = "\n\n".join(
        f"{head.format(place)}\n{below.format(title)}Beslutning\nGodkendt."
        for place, title in enumerate(titles, 1)
    )
    text = f"Havneudvalget\nMøde den 12. april 2021\n\nDagsorden:\n{agenda}\n\nReferat:\n\n{items}"
    minutes = split(text)
    assert [item.title for item in minutes.open_items] == titles
    for item in minutes.open_items:
        assert item.title in item.heading.of(minutes.text)
        assert (item.heading.start < item.span.start) == outside


def test_a_title_goes_on_in_a_section_name_without_capital() -> None:
    text = "Referat Byrådet d. 04-05-2020\n\nPunkt 1: Trivsel, mål\ntidsplan\n\nBeslutning\n\nJa.\n"
    lines = []
    for line in filter(None, text.split("\n")):
        start = text.index(line)
        bold = line.startswith(("Punkt", "tidsplan"))
        lines.append(Line(Span(start, start + len(line)), bold=bold))
    minutes = split_items(Document(text, "trivsel.pdf", "0", lines=tuple(lines)))
    assert minutes.open_items[0].title == "Trivsel, mål tidsplan"


CASES_BELOW = "\n".join(f"Borgerne ved vej nummer {line} har skrevet." for line in range(30))


@pytest.mark.parametrize(
    ("why", "agenda", "doubted"),
    [
        ("titles that say something", ITEMS, False),
        (
            "titles that are labels",
            "\n\nPunkt 1: Emne\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Sag 12-4\n\nBeslutning"
            "\n\nUdsat.\n",
            True,
        ),
        (
            "the same title again and again",
            "\n\nPunkt 1: Nye busser\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Nye busser"
            "\n\nBeslutning\n\nUdsat.\n",
            True,
        ),
        ("one item that has it all", f"{ITEMS}\n{CASES_BELOW}\n", True),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_doubts_an_agenda_that_looks_like_none(why: str, agenda: str, doubted: bool) -> None:
    rules = [flag.rule for flag in split(f"Referat Byrådet d. 04-05-2020{agenda}").flags]
    assert ("layout_unknown" in rules) == doubted, why


@pytest.mark.parametrize(
    "line", ["_" * 90 + " dato", "Bo Holm " * 40 + "ja"], ids=["ruled", "names"]
)
def test_a_long_row_that_is_no_signature_is_read_at_once(line: str) -> None:
    """Either row has more ways to be cut in lines or names than a pattern can try in a lifetime."""
    assert signed_from(["Godkendt.", line]) is None


@pytest.mark.parametrize("line", ["{}", "Ny vej {}", "Ny vej {} slut", "Sagsnr. {}x"])
def test_the_case_number_of_a_long_ruled_or_blanked_line_is_told_at_once(line: str) -> None:
    before = process_time()
    for sign in ("(", "( ", "[", " ", "\t", "-", "–-"):
        told = line.format(sign * 5000)
        assert trailing_case_number(told)[1] is leading_case_number(told)[1] is None
        assert case_number_line(told) is None
        assert not is_case_label(told)
        assert without_case_label(told) == told
    assert process_time() - before < 1
