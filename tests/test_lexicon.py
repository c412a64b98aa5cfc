"""Every row of the tables that splitting reads is tried on its own example."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.danish.bodies import body_named, find_bodies
from pipeline.danish.cues import AnyOf
from pipeline.danish.sign_key import sign_key
from pipeline.errors import LexiconError
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Document, Item
from pipeline.splitting import split_items
from pipeline.splitting.case_numbers import case_number_line
from pipeline.splitting.closed import (
    is_bare_closed_word,
    is_closed_line,
    is_closed_meeting,
    is_closed_title,
    range_switch,
    speaks_of_its_item,
)
from pipeline.splitting.closing import closes
from pipeline.splitting.fields import field_title
from pipeline.splitting.header import read_header
from pipeline.splitting.headings import section_heading
from pipeline.splitting.questions import asks_what_is_next, kind_of_question
from pipeline.splitting.rows import Row, rows_of
from pipeline.splitting.said import numbers_told
from pipeline.splitting.secrecy import speaks_of_secrecy
from pipeline.splitting.titles import clean_title
from pipeline.splitting.told import decides

Table = dict[str, Any]


def rows(name: str, *keys: str) -> list[Table]:
    return [row for key in keys for row in load_lexicon(name)[key]]


def name_of(row: Table) -> str:
    example = row["example"]
    return example if isinstance(example, str) else example[0]


def line(text: str) -> Row:
    return Row(0, len(text), text, 0, None, after_blank=True, flat=False)


@pytest.mark.parametrize("row", rows("headings", "section"), ids=name_of)
def test_headings(row: Table) -> None:
    printed, after = row["example"]
    heading = section_heading(line(printed))
    assert heading is not None
    assert heading.kind == row["kind"]
    assert heading.then == row.get("then")
    assert printed[heading.span.end :].strip() == after


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (word, row["kind"])
        for row in rows("headings", "section")
        for word in row["words"]
        if len(re.sub("[^a-z/]", "", word)) > 3
    ],
)
def test_every_heading_word_stands_for_its_kind(word: str, kind: str) -> None:
    heading = section_heading(line(word.capitalize()))
    assert heading is not None
    assert heading.kind == SectionKind(kind)


@pytest.mark.parametrize("row", rows("items", "item"), ids=lambda row: row["style"])
def test_items(row: Table) -> None:
    printed, number, title = row["example"]
    match = re.match(rf"\s*{row['pattern']}", printed, re.IGNORECASE)
    assert match is not None
    assert (match["number"], match["title"].strip()) == (number, title)


@pytest.mark.parametrize("row", rows("items", "item"), ids=lambda row: row["style"])
def test_items_are_found_in_minutes(row: Table) -> None:
    printed, number, title = row["example"]
    title = title or "Køb af grund"
    heading = printed if row["example"][2] else f"{printed}\n{title}"
    text = f"Referat Teknisk Udvalg d. 04-05-2010\n\n{heading}\n\nBeslutning\n\nGodkendt.\n"
    (item,) = split_items(Document(text, "x.txt", "")).items
    assert isinstance(item, Item)
    assert (item.number, item.title) == (number, title)


CLOSING = {
    "title": is_closed_title,
    "line": is_closed_line,
    "bare": is_bare_closed_word,
    "meeting": is_closed_meeting,
    "its_own": speaks_of_its_item,
}


@pytest.mark.parametrize("table", CLOSING)
def test_what_closes(table: str) -> None:
    for row in rows("closed", table):
        assert re.search(row["pattern"], row["example"], re.IGNORECASE), row
        assert CLOSING[table](row["example"])


def test_what_closes_is_found_as_by_trying_every_row() -> None:
    tables = ("title", "line", "bare", "range", "apart", "open_range", "meeting")
    every = [row["example"] for table in (*tables, "friend") for row in rows("closed", table)]
    texts = [
        form for text in every for form in (text, text.upper(), f"12. {text.lower()}", text[1:])
    ]
    for table in tables:
        patterns = [row["pattern"] for row in rows("closed", table)]
        quick = AnyOf(patterns)
        for text in texts:
            slow = any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
            assert quick.found_in(text) == slow, (table, text)


@pytest.mark.parametrize("row", rows("closed", "range") + rows("closed", "apart"), ids=name_of)
def test_what_closes_all_below(row: Table) -> None:
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert range_switch(row["example"]) == "closed"
    in_a_case = range_switch(row["example"], apart=False)
    assert in_a_case == (None if row in rows("closed", "apart") else "closed")


@pytest.mark.parametrize("row", rows("closed", "open_range"), ids=name_of)
def test_what_opens_all_below(row: Table) -> None:
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert range_switch(row["example"]) == "open"
    assert not is_closed_line(row["example"])


def test_what_speaks_of_secrecy() -> None:
    table = load_lexicon("closed")["secrecy"]
    assert [one for one in table["example"] if not speaks_of_secrecy(one)] == []
    assert [one for one in table["negative"] if speaks_of_secrecy(one)] == []


def test_what_tells_by_number_what_is_closed() -> None:
    for row in rows("closed", "numbers"):
        line, numbers = row["example"]
        assert list(numbers_told(line)) == numbers


@pytest.mark.parametrize("table", ["aside", "annexes", "part"])
def test_what_an_open_item_tells_of_something_closed(table: str) -> None:
    for row in rows("closed", table):
        assert re.search(row["pattern"], row["example"], re.IGNORECASE), row
        told = f"Vejen er slidt. {row['example']}" if table == "aside" else row["example"]
        text = f"Referat Byrådet d. 04-05-2010\n\nPunkt 1: Veje\n\nIndstilling\n\n{told}\n"
        minutes = split_items(Document(f"{text}\nBeslutning\n\nGodkendt.\n", "x.txt", ""))
        assert row["example"] not in minutes.text
        assert ("slidt" in minutes.text) == (table == "aside")


@pytest.mark.parametrize("row", rows("closed", "friend"), ids=name_of)
def test_what_only_sounds_closed_stays_open(row: Table) -> None:
    title = row["example"]
    assert not is_closed_title(title)
    assert not is_closed_line(title)
    assert not is_closed_meeting(title)
    assert range_switch(title) is None
    text = f"Referat Byrådet d. 04-05-2010\n\nPunkt 1: {title}\n\nBeslutning\n\nGodkendt.\n"
    minutes = split_items(Document(text, "x.txt", ""))
    assert minutes.closed_count == 0
    assert minutes.open_items[0].title in title


@pytest.mark.parametrize("row", rows("closed", "title"), ids=name_of)
def test_a_closed_title_closes_its_item(row: Table) -> None:
    text = (
        f"Referat Byrådet d. 04-05-2010\n\nPunkt 1: {row['example']}\n\nBeslutning\n\nGodkendt.\n\n"
        "Punkt 2: Busdrift\n\nBeslutning\n\nGodkendt.\n"
    )
    minutes = split_items(Document(text, "x.txt", ""))
    assert [item.number for item in minutes.open_items] == ["2"]
    assert "grund" not in minutes.text


@pytest.mark.parametrize("row", rows("header", "field"), ids=lambda row: row["field"])
def test_header_fields(row: Table) -> None:
    printed, value = row["example"]
    header = read_header([line(printed)])
    found = {
        "body": header.body,
        "date": header.date and value,
        "place": header.place,
        "participants": ", ".join(header.participants),
        "absent": ", ".join(header.participants),
    }
    assert found[row["field"]] == value


def test_header_dates() -> None:
    for row in rows("header", "field"):
        if row["field"] == "date":
            for word in row["words"]:
                day = read_header([line(f"{word.capitalize()}: 5. maj 2014")]).date
                assert day is not None
                assert day.isoformat() == "2014-05-05"


def test_header_words_begin_a_field_inside_a_line() -> None:
    flat = "Referat " + "ord " * 160
    for word in load_lexicon("header")["inline"]:
        text = f"{flat}{word.capitalize()}: her Beslutning: A Behandling: B Bilag: C"
        pieces = [row.text for row in rows_of(Document(text, "x.txt", ""))]
        assert any(piece.startswith(f"{word.capitalize()}: her") for piece in pieces), word


@pytest.mark.parametrize("word", [load_lexicon("header")["contents"]["example"], "Punkter"])
def test_contents(word: str) -> None:
    entries = "\n".join(f"Sag om vej nummer {name}.....{page}" for page, name in enumerate("abc"))
    text = (
        f"Referat Teknisk Udvalg d. 04-05-2010\n\n{word}\n\n{entries}\n\n"
        "Punkt 1: Sag om vej nummer a\n\nBeslutning\n\nGodkendt.\n"
    )
    minutes = split_items(Document(text, "x.txt", ""))
    assert len(minutes.items) == 1
    assert any("har 3 punkter" in flag.message for flag in minutes.flags)
    assert "nummer b" not in minutes.text


@pytest.mark.parametrize("noise", load_lexicon("noise")["lines"])
def test_noise_lines_are_left_out(noise: str) -> None:
    text = f"Referat\n{noise.capitalize()}\n{noise.upper()}:\nPunkt 1"
    assert [row.text for row in rows_of(Document(text, "x.txt", ""))] == ["Referat", "Punkt 1"]


def test_a_button_before_an_item_is_left_out() -> None:
    lead = load_lexicon("noise")["lead"]
    printed, left = lead["example"]
    assert [row.text for row in rows_of(Document(printed, "x.txt", ""))] == [left]
    for word in lead["words"]:
        text = f"{word.capitalize()} {left}\n{word.upper()}|{left}\n{word} til byen"
        found = [row.text for row in rows_of(Document(text, "x.txt", ""))]
        assert found == [left, left, f"{word} til byen"]


def test_the_example_of_noise_is_in_its_table() -> None:
    noise = load_lexicon("noise")
    assert noise["example"].lower() in noise["lines"]
    assert all(one == one.lower() for one in noise["lines"])


@pytest.mark.parametrize("row", rows("noise", "title"), ids=name_of)
def test_noise_on_titles(row: Table) -> None:
    printed, title = row["example"]
    assert re.search(row["pattern"], printed, re.IGNORECASE)
    assert clean_title(printed) == title
    assert clean_title(title) == title


@pytest.mark.parametrize("row", rows("case_numbers", "number"), ids=name_of)
def test_case_numbers(row: Table) -> None:
    printed, number = row["example"]
    assert re.search(row["pattern"], printed, re.IGNORECASE)
    assert case_number_line(printed) == number
    assert case_number_line(f"{printed} om salg af grund") is None


@pytest.mark.parametrize("label", load_lexicon("case_numbers")["labels"])
def test_every_label_of_a_case_number(label: str) -> None:
    assert case_number_line(f"{label.capitalize()}: 21-004417") == "21-004417"


@pytest.mark.parametrize("row", rows("bodies", "body"), ids=name_of)
def test_bodies(row: Table) -> None:
    sentence, name = row["example"]
    (mention,) = find_bodies(sentence)
    assert mention.body == (name, row["pronoun"], row["kind"])
    assert mention.body == body_named(name)
    assert row["pronoun"] in ("den", "det")


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(LexiconError, match=r"unknown\.toml: no such table"):
        load_lexicon("unknown")


def test_sentences_that_tell_a_decision() -> None:
    told = load_lexicon("headings")["told"]
    assert decides(told["example"], "Byrådet")
    assert not decides(told["negative"], "Byrådet", sure=1.0)
    assert decides(told["turned_example"], "Teknisk Udvalg", sure=1.0)
    assert not decides(told["ends_example"], None, sure=0.0)
    for sentence in told["past_examples"]:
        assert not decides(sentence, None, sure=0.0), sentence
    for row in told["decides"]:
        # The table alone: no sentence sounds surer than 1.
        assert decides(row["example"], "Byrådet", sure=1.0), row["example"]
        assert not decides(row["negative"], "Byrådet", sure=1.0), row["negative"]


def test_sentences_that_end_an_item_in_everyday_words() -> None:
    for row in load_lexicon("headings")["closing"]["row"]:
        assert closes(row["example"]), row["example"]
        assert not closes(row["negative"]), row["negative"]


def test_questions_that_head_a_section() -> None:
    table = load_lexicon("headings")["questions"]
    assert asks_what_is_next(table["next_example"])
    assert not asks_what_is_next(table["next_negative"])
    for row in table["row"]:
        assert kind_of_question(row["example"]) == row["kind"], row["example"]
        assert kind_of_question(row["negative"]) != row["kind"], row["negative"]


@pytest.mark.parametrize("row", rows("decisions", "sign"), ids=lambda row: row["label"])
def test_what_a_sign_stands_for(row: Table) -> None:
    key = sign_key(f"Tegn: + {row['example']}, x drøftet, ! {row['example']}")
    assert key == dict.fromkeys("+!", row["label"])
    assert sign_key(f"Tegn: + {row['example']}, ! en kage") == {}


def test_a_field_may_hold_a_title() -> None:
    line, title = load_lexicon("items")["fields"]["example"]
    assert field_title(line) == title
