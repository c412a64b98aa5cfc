"""One letter of several meetings: ordered, dated, each case once, and true to each of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.checking import check_draft
from pipeline.drafting.ahead.dated import dated_block
from pipeline.drafting.formats import render_letter
from pipeline.drafting.letter import Letter, compose_letter
from pipeline.errors import ReferatError
from pipeline.labelling import label_items
from pipeline.reading import read_bytes, read_document
from pipeline.records import LabelledItem, Minutes, Sentence
from pipeline.splitting import split_items

FOLDER = Path(__file__).parent / "documents" / "letter"
FILES = ("direktionen_17-03.txt", "hovedudvalget_12-03.txt", "direktionen_03-03.txt")
CASES = json.loads((Path(__file__).parent / "cases" / "dated.json").read_text("utf-8"))
Meeting = tuple[Minutes, tuple[LabelledItem, ...]]


@pytest.fixture(scope="module")
def meetings() -> list[Meeting]:
    read = [split_items(read_document(FOLDER / name)) for name in FILES]
    return [(minutes, tuple(label_items(minutes))) for minutes in read]


@pytest.fixture(scope="module")
def letter(meetings: list[Meeting]) -> Letter:
    return compose_letter(meetings)


def text_of(letter: Letter, **options: Any) -> str:
    text = render_letter(letter, **options)
    assert isinstance(text, str)
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["text"])
def test_a_decision_gets_its_day(row: Any) -> None:
    told = Sentence(row["text"], "realised")
    (first, *rest) = dated_block((told,), "Direktionen", date(2025, 5, 12), told)
    assert " ".join(one.text for one in (first, *rest)) == row["told"]


def test_a_letter_opens_with_its_meetings_in_order(letter: Letter) -> None:
    text = text_of(letter)
    assert text.startswith("# Nyt fra Direktionen og Hovedudvalget i marts 2025\n")
    assert (
        "Teksten samler tre møder: Direktionen den 3. marts, Hovedudvalget den 12. marts og "
        "Direktionen den 17. marts 2025."
    ) in text


def test_a_case_of_two_meetings_is_told_once_with_its_stages(letter: Letter) -> None:
    text = text_of(letter)
    assert text.count("## Nye vagtplaner") == 1
    first, second = "Den 3. marts anbefalede Direktionen", "Den 12. marts tog Hovedudvalget"
    assert 0 < text.index(first) < text.index(second)
    assert text.count("Fra sommeren indføres der nye vagtplaner") == 1
    # It has been there: nothing to wait for.
    assert "**Hovedudvalget** behandler" not in text
    assert "**Økonomiudvalget** behandler" in text


def test_two_months_of_one_budget_are_two_cases(letter: Letter) -> None:
    text = text_of(letter)
    assert "merforbrug på 4,2 mio. kr." in text
    assert "mindreforbrug på 1,1 mio. kr." in text
    stages = [len(story.stages) for story in letter.stories]
    assert sorted(stages, reverse=True)[:3] == [2, 2, 1]


def test_every_decision_of_a_letter_tells_its_day(letter: Letter) -> None:
    for story in letter.stories:
        for stage in story.stages:
            day = letter.drafts[stage.meeting].minutes.date
            assert day
            assert stage.paragraph.blocks[0][0].text.startswith(f"Den {day.day}. marts ")


def test_every_part_passes_the_gate_of_its_meeting(letter: Letter) -> None:
    flags = [flag for draft in letter.drafts for flag in check_draft(draft, today=letter.today)]
    assert [flag for flag in flags if flag.level == "red"] == []
    assert {flag.rule for flag in flags} == {"embargo"}


def test_a_wrong_day_is_seen(letter: Letter) -> None:
    draft = letter.drafts[0]
    told = draft.paragraphs[0]
    first = told.blocks[0][0]
    lie = replace(first, text=first.text.replace("3. marts", "12. marts"))
    false = replace(told, blocks=((lie, *told.blocks[0][1:]), *told.blocks[1:]))
    flags = check_draft(replace(draft, paragraphs=(false, *draft.paragraphs[1:])))
    assert "tal-uden-kilde" in [flag.rule for flag in flags if flag.level == "red"]


def test_every_sentence_keeps_its_minutes(letter: Letter) -> None:
    data = json.loads(text_of(letter, format="json"))
    texts = [draft.minutes.text for draft in letter.drafts]
    assert [one["date"] for one in data["meetings"]] == ["2025-03-03", "2025-03-12", "2025-03-17"]
    seen = 0
    for story in data["stories"]:
        for stage in story["stages"]:
            for one in (one for block in stage["blocks"] for one in block):
                assert one["sources"]
                for source in one["sources"]:
                    there = texts[stage["meeting"]][source["start"] : source["end"]]
                    assert there == source["text"]
                    seen += 1
    assert seen > 10


def test_closed_items_are_counted_by_meeting_and_never_told(letter: Letter) -> None:
    text = "".join(text_of(letter, format=name) for name in ("md", "html", "txt", "json"))
    text = " ".join(text.split())
    assert text.count("Hovedudvalget behandlede også et lukket punkt den 12. marts.") == 4
    for secret in ("havnechef", "om en medarbejder", "Forhandling", "25-000555", "25-000777"):
        assert secret not in text


def test_a_hard_word_is_explained_once(meetings: list[Meeting]) -> None:
    told = text_of(compose_letter(meetings, audience="external"))
    assert told.count("(kommunens øverste administrative ledelse)") == 1
    assert told.count("(status på, om pengene holder)") == 1


def test_the_links_are_a_list_and_the_contact_comes_once(letter: Letter) -> None:
    text = text_of(letter)
    assert text.count("- Læs hele referatet: ") == 3
    assert text.count("[afdeling indsættes]") == 1
    assert text.count("Teksten dækker de åbne punkter.") == 1


@pytest.mark.parametrize("name", ["md", "html", "fragment", "txt", "docx", "json", "ics"])
def test_a_letter_comes_in_every_format(letter: Letter, name: Any) -> None:
    data = render_letter(letter, (), name)
    data = data if isinstance(data, bytes) else data.encode()
    text = data.decode() if name in ("json", "ics") else read_bytes(data, f"brev.{name}").text
    assert "arbejdsmiljødage" in text
    if name == "ics":
        assert text.count("BEGIN:VEVENT") == 2


def test_the_order_of_the_files_means_nothing(meetings: list[Meeting], letter: Letter) -> None:
    assert compose_letter(meetings[::-1]) == letter


def test_many_cases_become_brief() -> None:
    many = []
    for month in (1, 2, 3):
        items = "".join(
            f"\nPunkt {number}: Plan for vej nummer {number}{month}\n\nBeslutning\n\nGodkendt.\n"
            for number in range(1, 7)
        )
        text = f"REFERAT Direktionen d. 05-0{month}-2025\n{items}"
        minutes = split_items(read_bytes(text.encode(), f"{month}.txt"))
        many.append((minutes, tuple(label_items(minutes))))
    told = compose_letter(many)
    assert len(told.stories) == 18
    assert sum(not story.brief for story in told.stories) == 8
    assert [f for one in told.drafts for f in check_draft(one) if f.rule == "punkt-mangler"] == []
    assert "Nyt fra Direktionen i januar, februar og marts 2025" in text_of(told)


def test_what_is_no_letter(meetings: list[Meeting]) -> None:
    with pytest.raises(ReferatError, match="no minutes"):
        compose_letter([])
    with pytest.raises(ReferatError, match="the same minutes twice"):
        compose_letter([meetings[0], meetings[0]])
    undated = replace(meetings[0][0], date=None)
    with pytest.raises(ReferatError, match="no date found"):
        compose_letter([(undated, meetings[0][1])])
