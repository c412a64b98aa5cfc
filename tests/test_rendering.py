"""Each format of a draft: as a person sees it, as its own reader reads it, and nothing of ours."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts import POST, said

from pipeline.drafting.formats import render
from pipeline.drafting.formats.calendar import undated_steps
from pipeline.drafting.formats.mail import WIDTH
from pipeline.errors import ReferatError
from pipeline.reading import read_bytes
from pipeline.records import Draft, Flag, Paragraph

GOLDEN = Path(__file__).parent / "golden"
TEXTS = ("md", "html", "fragment", "txt", "json", "ics")
PRINTED = ("md", "html", "fragment", "txt", "docx")
CHROMIUM = Path("/usr/bin/chromium")
ALARM = Flag("red", "prøve", "Tjek xyzzy.", "Direktionen godkendte kaffen.")


def sentences(draft: Draft) -> str:
    return " ".join(sentence.text for sentence in draft.sentences)


def words(text: str) -> list[str]:
    """The words of a text without marks, which differ from format to format."""
    return re.findall(r"[\w,.&<>*]+[\w&<>*]", text.replace("\u00a0", " "))


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_is_what_a_person_has_read(name: str) -> None:
    """After a change: ``python tests/test_rendering.py``, and read the difference."""
    expected = (GOLDEN / f"post.{name}").read_bytes().decode()
    assert render(POST, (ALARM,), name) == expected  # type: ignore[call-overload]


def test_a_word_document_is_what_a_person_has_read() -> None:
    assert outline_of(render(POST, (ALARM,), "docx")) == (GOLDEN / "post.docx.txt").read_text()


def outline_of(data: bytes) -> str:
    import docx

    lines = []
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        assert paragraph.style is not None
        runs = [f"**{run.text}**" if run.bold else run.text for run in paragraph.runs]
        lines.append(f"{paragraph.style.name}: {''.join(runs)}\n")
    return "".join(lines)


@pytest.mark.parametrize("name", PRINTED)
def test_flags_and_the_tool_stay_out(name: Any) -> None:
    data = render(POST, (ALARM,), name)
    if isinstance(data, bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = "".join(
                parts.read(part).decode() for part in parts.namelist() if part.endswith("xml")
            )
    told = data.lower()
    assert not [word for word in ("xyzzy", "generat", "python-docx", "referat.txt") if word in told]
    # The word stands in the title of the minutes and in the name of no program.
    assert not re.search(r"referat(?! fra|et|\b)", told)


# A Word document.


def test_word_reads_as_danish_with_headings_and_lists() -> None:
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(render(POST, (), "docx")))
    core = document.core_properties
    assert (core.title, core.language) == (POST.headline.text, "da-DK")
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    names = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert names.count("Heading 1") == 1
    assert names.count("Heading 2") == 3
    assert names.count("List Bullet") == 3
    languages = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}
    assert document.styles["List Bullet"].element.find(f".//{qn('w:numPr')}") is not None


def test_word_is_read_back_by_our_own_reader() -> None:
    document = read_bytes(render(POST, (), "docx"), "post.docx")
    read = document.text.replace("\n", " ")
    assert words(read) == words(render(POST, (), "md").replace("\\", "").replace("**", ""))
    levels = [line.level for line in document.lines if line.level]
    assert levels == [1, 2, 2, 2]


# HTML.


@pytest.mark.parametrize("name", ["html", "fragment"])
def test_html_holds_the_text_under_one_h1(name: Any) -> None:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(render(POST, (), name))
    assert page.body
    assert words(page.body.text(separator=" ")) == words(
        render(POST, (), "md").replace("\\", "").replace("**", "")
    )
    assert len(page.css("h1")) == 1
    assert len(page.css("h2")) == 3
    assert len(page.css("ul > li")) == 3
    assert not page.css("ul > :not(li)")
    assert page.css('[lang="da"]')


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["html", "fragment"])
def test_html_has_no_fault_of_wcag(page: Any, name: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    html = render(POST, (), name)
    if name == "fragment":
        html = f'<html lang="da"><head><title>Intranet</title></head><main>{html}</main></html>'
    page.set_content(html)
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    found = axe.Axe().run(page, options={"runOnly": rules}).response
    assert found["passes"]
    assert [fault["id"] for fault in found["violations"]] == []


@pytest.mark.slow
def test_axe_sees_a_fault(page: Any) -> None:
    """The test above can fail: without a language and with grey text it does."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    html = render(POST, (), "html").replace(' lang="da"', "").replace("#1a1a1a", "#ccc")
    page.set_content(html)
    found = {fault["id"] for fault in axe.Axe().run(page).response["violations"]}
    assert {"html-has-lang", "color-contrast"} <= found


@pytest.mark.slow
def test_a_page_reflows_on_a_small_screen(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(render(POST, (), "html"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Plain text.


def with_body(text: str) -> Draft:
    told = Paragraph(said("Emne"), ((said(text),),), POST.paragraphs[0].items)
    return replace(POST, paragraphs=(told,))


SENTENCES = st.text(
    st.sampled_from("abcæøå 1.)-+>=~#*_`<&;!|[](:") | st.characters(exclude_categories="CZ"),
    min_size=1,
    max_size=200,
).map(lambda text: " ".join(text.split()) or "a")  # fmt: skip


@given(SENTENCES)
def test_a_mail_keeps_to_72_characters_and_loses_no_word(text: str) -> None:
    lines = render(with_body(text), (), "txt").splitlines()
    assert not [line for line in lines if len(line) > WIDTH and " " in line.lstrip("- ")]
    assert text.rsplit(maxsplit=1)[-1] in "\n".join(lines)


def test_a_mail_never_opens_a_line_with_a_day() -> None:
    lines = render(with_body(f"{'Ja ' * 22}den 5. juni."), (), "txt").splitlines()
    assert not [line for line in lines if line.startswith("juni")]


# Markdown.


@given(SENTENCES)
def test_markdown_reads_back_to_the_same_words(text: str) -> None:
    markdown = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    from selectolax.lexbor import LexborHTMLParser

    html = markdown.MarkdownIt("commonmark").render(render(with_body(text), (), "md"))
    printed = LexborHTMLParser(html)
    told = [node.text() for node in printed.css("h2 + p")]
    assert " ".join(told[0].split()) == text
    assert len(printed.css("h1")) == 1
    assert len(printed.css("ul")) == 1


# JSON.


def test_json_tells_every_sentence_with_its_source() -> None:
    data = json.loads(render(POST, (ALARM,), "json"))
    assert [one["text"] for one in data["sentences"]] == [one.text for one in POST.sentences]
    assert data["flags"][0]["message"] == ALARM.message
    for one in data["sentences"]:
        for source in one["sources"]:
            assert POST.minutes.text[source["start"] : source["end"]] == source["text"]


# The calendar.


def events(text: str) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_calendar_has_the_dated_steps_and_no_other() -> None:
    (event,) = events(render(POST, (), "ics"))
    assert str(event["summary"]) == "Den 12. marts lukker forslag; vej, park og stier er med"
    assert (event.start, event.duration.days) == (POST.next_steps[0].when, 1)
    assert "Året står ikke i referatet" in str(event["description"])
    assert undated_steps((POST,)) == ("Byrådet behandler vej & park.",)


def test_the_calendar_is_the_same_each_time_and_an_event_keeps_its_id() -> None:
    assert render(POST, (), "ics") == render(POST, (), "ics")
    (event,) = events(render(POST, (), "ics"))
    step = replace(POST.next_steps[0], sentence=said("Fristen er den 12. marts 2025."))
    (other,) = events(render(replace(POST, next_steps=(step,)), (), "ics"))
    assert str(event["uid"]) == str(other["uid"])
    assert "Året står ikke" not in str(other["description"])
    both = events(render(replace(POST, next_steps=(step, step)), (), "ics"))
    assert len({str(one["uid"]) for one in both}) == 2


def test_the_calendar_keeps_to_rfc_5545() -> None:
    """Lines end in CRLF, hold at most 75 bytes, and text is escaped."""
    text = render(POST, (), "ics")
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert "forslag\\; vej\\, park" in text.replace("\r\n ", "")


def test_there_is_no_empty_calendar() -> None:
    with pytest.raises(ReferatError, match="no next step has a date"):
        render(replace(POST, next_steps=POST.next_steps[1:]), (), "ics")


def main() -> None:
    """Write the golden files anew."""
    for name in TEXTS:
        (GOLDEN / f"post.{name}").write_bytes(render(POST, (ALARM,), name).encode())  # type: ignore[call-overload]
    (GOLDEN / "post.docx.txt").write_text(outline_of(render(POST, (ALARM,), "docx")))


if __name__ == "__main__":
    main()
