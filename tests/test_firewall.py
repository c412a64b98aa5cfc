"""Closed items never leave the reader: canary words planted in them are found nowhere."""

from __future__ import annotations

import contextlib
import io
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking import check_draft
from pipeline.drafting import compose_draft
from pipeline.drafting.formats import render
from pipeline.errors import ReferatError
from pipeline.labelling import label_items
from pipeline.reading import read_bytes
from pipeline.records import ClosedItem, Minutes
from pipeline.splitting import split_items
from pipeline.splitting.closed import is_closed_line, speaks_of_its_item

HEADINGS = (
    "Punkt {n}: {t}",
    "{n}. {t}",
    "{n}.{t}",
    "Pkt. {n} {t}",
    "Nr.{n} - {t}",
    "{n} : {t}",
    "• {n}. {t}",
    "Dagsordenspunkt {n} : {t}",
    "{n}) {t}",
)
# No table holds these: each is found in the document itself.
ODD_HEADINGS = (
    "ØU-{n}  {t}",
    "§ {n} {t}",
    "[{n}] {t}",
    "P{n} {t}",
    "{n} / {t}",
    "#{n} {t}",
    "Sag nr. {n}/98. {t}",
    "B.{n} {t}",
    "1.{n} {t}",
    "¶ {t}",
    "{t}",
    "> {n}. {t}",
)
CLOSED_TITLES = (
    "Lukket: {t}",
    "Lukket - {t}",
    "{t} - Lukket punkt",
    "LUKKET PUNKT - {t}",
    "{t} (Lukket)",
    "Lukket sag: {t}",
    "Lukket - TM - {t}",
    "Closed: {t}",
    "Ikke-offentligt punkt: {t}",
)
CLOSED_RANGES = (
    "Lukkede sager",
    "LUKKET DAGSORDEN",
    "FOR LUKKEDE DØRE",
    "Lukkede dagsordenspunkter",
)
OPEN_TITLES = (
    "Godkendelse af dagsorden",
    "Ny cykelsti ved Havnegade",
    "Lukkedage i dagtilbud",
    "Opfølgning på budget",
    "Køb af to elbiler",
    "Eventuelt",
)
# Letters no Danish word has side by side, so that a canary is found by search alone.
canaries = st.text("qxwz", min_size=7, max_size=9).map(lambda word: f"Kanarie{word}")


@dataclass(frozen=True)
class Agenda:
    """What is on the agenda and how it is printed."""

    items: tuple[tuple[str, str | None], ...]  # title, and the canary of a closed item
    heading: str
    closed_title: str
    closed_range: str | None
    contents: str | None
    printed: bool

    def text(self) -> str:
        lines = ["REFERAT Direktionen d. 04-05-2020", "", "Mødedato Mandag d. 4. maj 2020", ""]
        titled = [
            (number, self._title(title, canary), canary)
            for number, (title, canary) in enumerate(self.items, 1)
        ]
        if self.contents is not None:
            lines += ["Indholdsfortegnelse", ""]
            for number, title, canary in titled:
                lines += self._range(canary, number)
                lines.append(f"{title}{self.contents.format(page=number + 2)}")
            lines.append("")
        for number, title, canary in titled:
            lines += self._range(canary, number)
            lines += [self.heading.format(n=number, t=title), "", f"24-00{number:04}", ""]
            lines += self._inside(canary)
        return "\n".join(lines)

    def _title(self, title: str, canary: str | None) -> str:
        if canary is None or self.closed_range is not None:
            return title
        return self.closed_title.format(t=title)

    def _range(self, canary: str | None, number: int) -> list[str]:
        first = next((n for n, (_, c) in enumerate(self.items, 1) if c is not None), None)
        return [self.closed_range, ""] if self.closed_range and canary and number == first else []

    def _inside(self, canary: str | None) -> list[str]:
        if canary is None:
            return ["Beslutning", "", "Godkendt.", "", "Indstilling", "", "At sagen drøftes.", ""]
        if not self.printed:
            return []
        return ["Beslutning", "", f"Godkendt for {canary}.", "", "Bilag", "", f"Notat {canary}", ""]


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    titles = draw(st.permutations(OPEN_TITLES))
    count = draw(st.integers(2, len(titles)))
    closed = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    closed_range = draw(st.sampled_from((None, None, *CLOSED_RANGES)))
    words = [draw(canaries) if index in closed else None for index in range(count)]
    if closed_range is not None:
        words.sort(key=lambda word: word is not None)
    items = tuple(
        (f"{title} {word}" if word else title, word)
        for title, word in zip(titles, words, strict=False)
    )
    return Agenda(
        items,
        draw(st.sampled_from(HEADINGS)),
        draw(st.sampled_from(CLOSED_TITLES)),
        closed_range,
        draw(st.sampled_from((None, ".....\t{page}", " {page}", ""))),
        draw(st.booleans()),
    )


def everything_said(minutes: Minutes) -> str:
    """Everything that any later step could read, print or keep."""
    labelled = label_items(minutes)
    draft = compose_draft(minutes, labelled)
    flags = check_draft(draft)
    printed = (render(draft, flags, name) for name in ("md", "html", "txt", "json"))
    return "\n".join((minutes.text, repr(minutes), repr(labelled), repr(flags), *printed))


@given(agendas())
def test_no_canary_gets_out(agenda: Agenda) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            said = everything_said(split_items(read_bytes(agenda.text().encode(), "x.txt")))
        except ReferatError as error:
            said = repr(error) + str(error)
    said += out.getvalue() + err.getvalue()
    assert [canary for _, canary in agenda.items if canary and canary in said] == []


@given(agendas(), st.sampled_from(ODD_HEADINGS))
def test_no_canary_gets_out_of_an_odd_layout(agenda: Agenda, heading: str) -> None:
    try:
        said = everything_said(
            split_items(read_bytes(replace(agenda, heading=heading).text().encode(), "x.txt"))
        )
    except ReferatError as error:
        said = repr(error) + str(error)
    assert [canary for _, canary in agenda.items if canary and canary in said] == []


@given(agendas())
def test_closed_items_keep_their_numbers(agenda: Agenda) -> None:
    minutes = split_items(read_bytes(agenda.text().encode(), "x.txt"))
    expected = [(str(n), c is not None) for n, (_, c) in enumerate(agenda.items, 1)]
    found = [(item.number, isinstance(item, ClosedItem)) for item in minutes.items]
    assert found == expected


@given(agendas())
def test_preamble_items_and_gaps_give_back_the_text(agenda: Agenda) -> None:
    text = agenda.text()
    minutes = split_items(read_bytes(text.encode(), "x.txt"))
    assert len(minutes.text) == len(text)
    spans = [minutes.preamble, *(item.span for item in minutes.open_items)]
    end = 0
    for span in spans:
        assert end <= span.start <= span.end
        # What lies between the spans is closed and blank.
        assert not minutes.text[end : span.start].strip()
        end = span.end
    assert not minutes.text[end:].strip()
    for item in minutes.open_items:
        assert item.span.of(minutes.text) == item.span.of(text)


@pytest.mark.parametrize(
    "line",
    [
        "Punktet er lukket af hensyn til en forhandling.",
        "Lukket sag",
        "Behandles for lukkede døre.",
    ],
)
def test_a_line_closes_the_item_it_stands_in(line: str) -> None:
    text = (
        f"Referat Byrådet d. 04-05-2020\n\n1. Salg af grund\n\n{line}\n\nBeslutning\n\nGodkendt.\n"
    )
    text += "\n2. Eventuelt\n\nBeslutning\n\nIntet.\n"
    minutes = split_items(read_bytes(text.encode(), "x.txt"))
    assert minutes.items[0] == ClosedItem("1")
    assert "Salg" not in minutes.text
    assert minutes.closed_count == 1


@pytest.mark.parametrize(
    "heading", ["Punkt 2Lukket - {t}", "2Lukket: {t}", "Punkt 2LUKKET{t}", "2. {t}Lukket punkt"]
)
def test_a_heading_closes_whose_words_ran_together(heading: str) -> None:
    glued = heading.partition("2")[0] + "{n}{t}"
    text = f"Tangsted KommuneReferat\nByrådet\n04-05-2020\n\n{glued.format(n=1, t='Nye busser')}\n"
    text += "Sagsfremstilling\nDer købes to.\nBeslutningGodkendt.\n\n"
    text += f"{heading.format(t='Kanariegården')}\nBeslutningKanariegården købes.\n\n"
    text += f"{glued.format(n=3, t='Eventuelt')}\nBeslutningIntet.\n"
    minutes = split_items(read_bytes(text.encode(), "x.txt"))
    assert "Kanarie" not in minutes.text
    assert minutes.closed_count == 1


@pytest.mark.parametrize("line", ["– lukket –", "Lukket punkt", "LUKKET FOR OFFENTLIGHEDEN"])
def test_a_closed_item_without_number_and_name_is_cut_out(line: str) -> None:
    text = "Referat Byrådet d. 04-05-2020\n\n1. Nye busser\n\nBeslutning\n\nGodkendt.\n\n"
    text += "Økonomi\n\nUdgiften er 2 mio. kr.\n\nBilag\n\nNotat\n\n"
    text += f"{line}\nSagsnummer: 20-004711\nKøb af Kanariegården\n\n"
    text += "3. Eventuelt\n\nBeslutning\n\nIntet.\n"
    minutes = split_items(read_bytes(text.encode(), "x.txt"))
    assert [item.number for item in minutes.items] == ["1", "", "3"]
    assert minutes.closed_count == 1
    assert [flag.rule for flag in minutes.flags] == ["closed_count"]
    assert "4711" not in minutes.text
    assert "Kanarie" not in minutes.text


def test_a_sentence_closes_the_item_whose_number_it_names() -> None:
    text = "Referat Byrådet d. 04-05-2020\n\n1. Godkendelse af dagsorden\n\nBeslutning\n\n"
    text += "Godkendt.\n\nPkt. 2 behandledes for lukkede døre.\n\n2. Kanariegården\n\n"
    text += "Beslutning\n\nKøbes.\n\n3. Eventuelt\n\nBeslutning\n\nIntet.\n"
    minutes = split_items(read_bytes(text.encode(), "x.txt"))
    assert [item.number for item in minutes.open_items] == ["1", "3"]
    assert minutes.closed_count == 1
    assert "Kanarie" not in minutes.text


HEAD_BELOW = "Økonomiudvalget\nTirsdag den 3. september 2024\n\n"
ITEMS = "1. Køb af Zebra\nBeslutning\nGodkendt.\n\n2. Salg af Zebra\nBeslutning\nAfvist.\n"


@pytest.mark.parametrize(
    "above",
    [
        "Åbne punkter\n1. Godkendelse af dagsorden\nLukkede punkter\n" + HEAD_BELOW,
        "Åbne punkter\nLukkede punkter\n" + HEAD_BELOW,  # no item says of itself that it is closed
        HEAD_BELOW + "Åbne punkter\nLukkede punkter\n",
        HEAD_BELOW + "Lukkede punkter\n",
        "Lukkede punkter\n" + HEAD_BELOW,
        HEAD_BELOW + "Lukket del: Økonomi\n",
        HEAD_BELOW + "LUKKET DEL\nSide 1\n",
    ],
)
def test_what_may_close_all_below_does_and_says_so(above: str) -> None:
    marked = "\n3. Lukket: Zebra\nBeslutning\nGodkendt.\n" if above.startswith("Øko") else ""
    text = f"Referat\n{above}{ITEMS}{marked}"
    minutes = split_items(read_bytes(text.encode(), "minutes.txt"))
    assert "Zebra" not in minutes.text + repr(minutes)
    opened = [item.title for item in minutes.open_items]
    assert opened in ([], ["Godkendelse af dagsorden"])
    assert bool(opened) != ("all_closed" in [flag.rule for flag in minutes.flags])


@pytest.mark.parametrize("words", ["LUKKET DAGSORDEN", "Lukkede punkter", "Lukket: Zebra"])
def test_what_closes_is_no_furniture_of_a_page(words: str) -> None:
    pages = "".join(
        f"{words}\nTeknisk Udvalg  Side {number}\n{number}. Zebra\nBeslutning\nGodkendt Zebra.\n"
        for number in range(1, 5)
    )
    present = "".join(f"Medlem {name}: til stede\n" for name in "ABCDEFGHIJ")
    text = f"Referat fra møde den 3. maj 2021\n\n{present}\n{pages}"
    minutes = split_items(read_bytes(text.encode(), "minutes.txt"))
    assert "Zebra" not in minutes.text + repr(minutes)


def test_a_closed_item_goes_on_below_what_every_agenda_has() -> None:
    items = "".join(
        f"{title}\n\nSagsfremstilling\nDer er sagt nej.\n\nBeslutning\nDrøftet.\n\n"
        for title in ("Busser", "Skoler", "Veje")
    )
    closed = "Personsag\n(Lukket punkt)\n\nZebra er fritstillet.\n\nEventuelt\n\nZebra klager.\n"
    text = f"Referat Direktionen d. 04-05-2020\n\n{items}{closed}"
    minutes = split_items(read_bytes(text.encode(), "minutes.txt"))
    assert "Zebra" not in minutes.text + repr(minutes)
    assert len(minutes.open_items) == len(("Busser", "Skoler", "Veje"))


@pytest.mark.parametrize(
    "title",
    [
        "2. Håndhævelse efter\nnaturbeskyttelsesloven (L U K K E T S A G)",
        "2. Tvist om vægtafgifter (behandlet for\nlukkede døre)",
        "2. Fortroligt –\ntillidsrepræsentantforhold (ikke offentligt)",
    ],
)
def test_a_title_says_that_it_is_closed_though_its_line_is_broken(title: str) -> None:
    around = (
        "Referat Byrådet d. 04-05-2020\n\n1. Ny vej\n\nBeslutning\nGodkendt.\n\n{}\n\nBeslutning\n"
    )
    text = around.format(title) + "Tiltrådt.\n\n3. Ny bro\n\nBeslutning\nGodkendt.\n"
    minutes = split_items(read_bytes(text.encode(), "brudt.txt"))
    assert minutes.items[1] == ClosedItem("2")
    assert "Tiltrådt" not in minutes.text
    assert "loven" not in minutes.text


def test_a_line_without_title_between_two_numbers_closes_the_item_it_stands_in() -> None:
    text = (
        "Referat Byrådet d. 04-05-2020\n\nPunkt 1: Ny vej\n\nBeslutning\nGodkendt.\n\n"
        "Punkt 2: Fyring af en leder\n\n24-001112\n\nBeslutning\nHun fratræder i maj.\n\n"
        "Lukket punkt\n\nPunkt 3: Ny bro\n\nBeslutning\nGodkendt.\n"
    )
    minutes = split_items(read_bytes(text.encode(), "sidst.txt"))
    assert [isinstance(item, ClosedItem) for item in minutes.items] == [False, True, False]
    assert "fratræder" not in minutes.text


# Words that stand in closed text alone, and in no open item of any case.
SECRET = re.compile(
    "kvartsbl|zebulon|quagga|xantip|okapi|cembalo|yucca|wombat|zirkon|axolotl", re.IGNORECASE
)
FORMS = json.loads((Path(__file__).parent / "cases" / "closed_forms.json").read_text("utf-8"))


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["form"])
def test_whatever_way_minutes_close_an_item_no_word_of_it_gets_out(case: dict[str, Any]) -> None:
    minutes = split_items(read_bytes(case["text"].encode(), f"minutes.{case['kind']}"))
    assert SECRET.findall(everything_said(minutes)) == []
    assert minutes.closed_count == case["closed"]
    titles = [item.title for item in minutes.open_items]
    assert [title for title in case["open"] if not any(title in one for one in titles)] == []
    assert len(titles) == len(case["open"])


@pytest.mark.parametrize(
    "line",
    ["Lukket {} ja", "Åbent/Lukket {} nej tak", "Pris {} fortroligt nej", "Punktet {} er lukket"],
)
def test_a_long_ruled_or_blanked_line_takes_no_seconds(line: str) -> None:
    before = process_time()
    for sign in (*" \t.-_", " | "):
        told = line.format(sign * 20_000)
        speaks_of_its_item(told)
        assert is_closed_line(told) == is_closed_line(line.format(sign * 10))
    text = f"Referat Byrådet d. 04-05-2020\n\n1. Ny vej\n\n{line.format('(' * 6000)}\n\n"
    split_items(read_bytes(f"{text}Beslutning\n\nGodkendt.\n".encode(), "x.txt"))
    assert process_time() - before < 2
