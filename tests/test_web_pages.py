"""The page without a browser: what its routes do with a draft, as one story and in its corners."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

import docx
from visiting import EXAMPLE, Person, found, serving, settings, wait_for

FORMATS = ("md", "html", "fragment", "txt", "docx", "json", "ics")


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with serving(settings(tmp_path_factory.mktemp("served"))) as someone:
        yield someone


@pytest.fixture
def draft(person: Person) -> str:
    return person.keep()


def lines(html: str) -> dict[str, str]:
    """The keys of the sentences on the review page, and what they say."""
    return dict(re.findall(r'id="w-([a-z0-9-]+)"[^>]*>(.*?)</span>', html))


def parts(html: str) -> list[str]:
    return re.findall(r'<section class="part (?:item|brief)" id="p-([a-z0-9-]+)"', html)


def exported(person: Person, draft: str, form: str) -> str:
    data: bytes = person.see(f"/drafts/{draft}/export/{form}").content
    if form == "docx":
        return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode()


def test_a_draft_is_edited_checked_approved_and_published(person: Person, draft: str) -> None:
    page = person.see(f"/drafts/{draft}").text
    key = next(key for key, text in lines(page).items() if "18 elcykler" in text)
    edited = person.edit(draft, "rewrite", key=key, text="Direktionen godkendte 99 elcykler.")
    assert lines(edited.text)[key] == "Direktionen godkendte 99 elcykler."
    refused = person.send(f"/drafts/{draft}/approve", reviewer="Bo Ravn")
    assert refused.status_code == 409
    assert "røde flag" in refused.text
    for flag in re.findall(r'name="flag" value="(\w+)"', edited.text):
        person.send(f"/drafts/{draft}/acknowledge", flag=flag, comment="Står i bilag 2.")
    assert exported(person, draft, "md").startswith("**UDKAST**")
    approved = person.send(f"/drafts/{draft}/approve", reviewer="Bo Ravn")
    assert "Godkendt af Bo Ravn, i dag kl. " in approved.text
    text = exported(person, draft, "txt")
    assert "UDKAST" not in text
    published = text.replace("99 elcykler", "18 elcykler")
    assert person.send(f"/drafts/{draft}/publish", text=published).status_code == 200
    past = person.see(f"/drafts/{draft}/history").text
    for told in ("Bo Ravn", "Står i bilag 2.", "18 elcykler", "99 elcykler", "En sætning blev"):
        assert told in past
    record = person.see(f"/drafts/{draft}/audit.json").json()
    assert (record["state"], record["reviewer"]) == ("publiceret", "Bo Ravn")
    assert 0 < record["publications"][0]["distance_in_words"] < 30
    assert "0" in person.see("/figures").text


def test_every_export_is_clean_and_marked_until_it_is_approved(person: Person, draft: str) -> None:
    for form in FORMATS:
        text = exported(person, draft, form)
        assert "UDKAST" in text, form
        assert "embargo" not in text, form
        answer = person.see(f"/drafts/{draft}/export/{form}")
        assert re.fullmatch(
            r'attachment; filename="nyt-fra-direktionen-2025-05-12\.\w+"',
            answer.headers["content-disposition"],
        )
    for flag in re.findall(r'name="flag" value="(\w+)"', person.see(f"/drafts/{draft}").text):
        person.send(f"/drafts/{draft}/acknowledge", flag=flag, comment="Set.")
    person.send(f"/drafts/{draft}/approve", reviewer="Bo")
    for form in FORMATS:
        assert "UDKAST" not in exported(person, draft, form), form
    assert person.see(f"/drafts/{draft}/export/exe").status_code == 404


def test_an_edit_after_approval_takes_it_back(person: Person, draft: str) -> None:
    page = person.see(f"/drafts/{draft}").text
    for flag in re.findall(r'name="flag" value="(\w+)"', page):
        person.send(f"/drafts/{draft}/acknowledge", flag=flag, comment="Set.")
    assert person.send(f"/drafts/{draft}/approve", reviewer="Bo").status_code == 200
    person.edit(draft, "lock", key=next(iter(lines(page))))
    assert exported(person, draft, "md").startswith("**UDKAST**")


def test_a_change_of_an_old_version_is_refused_and_what_was_written_comes_back(
    person: Person, draft: str
) -> None:
    key = next(iter(lines(person.see(f"/drafts/{draft}").text)))
    person.edit(draft, "rewrite", key=key, text="Den første overskrift")
    person.version = 1
    told = person.edit(draft, "rewrite", key=key, text="Den anden <b>overskrift</b>")
    assert told.status_code == 409
    assert "mens du skrev" in told.text
    page = person.edit(draft, "rewrite", script=False, key=key, text="Den anden <b>overskrift</b>")
    assert page.status_code == 409
    assert "Den anden &lt;b&gt;overskrift&lt;/b&gt;" in page.text
    assert lines(person.see(f"/drafts/{draft}").text)[key] == "Den første overskrift"


def test_a_place_that_is_gone_by_now_is_a_conflict_and_no_mistake(
    person: Person, draft: str
) -> None:
    before = lines(person.see(f"/drafts/{draft}").text)
    short = person.edit(draft, "choices", audience="external", length="short", wording="plain")
    gone = next(key for key in before if key not in lines(short.text))
    assert person.edit(draft, "rewrite", key=gone, text="Min tekst.").status_code == 422
    person.version = 1
    told = person.edit(draft, "rewrite", script=False, key=gone, text="Min tekst.")
    assert told.status_code == 409
    assert "Min tekst." in told.text


def test_the_same_change_sent_twice_is_kept_once(person: Person, draft: str) -> None:
    key = next(iter(lines(person.see(f"/drafts/{draft}").text)))
    for _ in range(2):
        person.version = 1
        assert person.edit(draft, "rewrite", key=key, text="Én overskrift").status_code == 200
    assert person.version == 2


def test_undo_goes_back_step_by_step_and_then_says_so(person: Person, draft: str) -> None:
    before = lines(person.see(f"/drafts/{draft}").text)
    key = next(iter(before))
    person.edit(draft, "rewrite", key=key, text="En")
    person.edit(draft, "rewrite", key=key, text="To")
    assert lines(person.edit(draft, "undo").text)[key] == "En"
    assert lines(person.edit(draft, "undo").text)[key] == before[key]
    assert "ikke mere at fortryde" in person.edit(draft, "undo").text


def test_parts_move_past_those_that_are_taken_out(person: Person, draft: str) -> None:
    first, second, third = parts(person.see(f"/drafts/{draft}").text)[:3]
    person.edit(draft, "exclude", key=second)
    assert parts(person.edit(draft, "down", key=first).text)[:2] == [third, first]
    assert parts(person.edit(draft, "up", key=first).text)[:2] == [first, third]
    assert person.edit(draft, "up", key=first).status_code == 422
    back = parts(person.edit(draft, "include", key=second).text)
    assert set(back[:3]) == {first, second, third}


def test_choices_change_the_text_and_keep_what_a_person_wrote(person: Person, draft: str) -> None:
    page = person.see(f"/drafts/{draft}").text
    key = next(key for key, text in lines(page).items() if "18 elcykler" in text)
    person.edit(draft, "rewrite", key=key, text="Der købes 18 elcykler i ét udbud.")
    short = person.edit(draft, "choices", audience="external", length="short", wording="plain")
    assert "Der købes 18 elcykler i ét udbud." in lines(short.text).values()
    assert len(short.text) < len(page)


def test_a_corrected_label_is_kept_told_and_exported(person: Person, draft: str) -> None:
    before = person.see("/corrections.jsonl").text
    answer = person.send(
        f"/drafts/{draft}/label", item="4", field="decision", value="andet", was="godkendt"
    )
    assert answer.status_code == 200
    assert "rettet</span>" in answer.text
    assert "Godkendt" in person.see(f"/drafts/{draft}/history").text
    rows = [json.loads(row) for row in person.see("/corrections.jsonl").text.splitlines()]
    assert len(rows) >= len(before.splitlines())
    corrected = [row for row in rows if row.get("annotator") == "Redaktør"]
    assert corrected


def test_one_of_two_decisions_is_corrected_alone(person: Person, draft: str) -> None:
    person.send(f"/drafts/{draft}/label", item="0", field="decision", value="udsat", was="droeftet")
    record = person.see(f"/drafts/{draft}/audit.json").json()
    assert record["corrections"][-1]["after"] == ["udsat", "taget_til_efterretning"]


def test_what_is_deleted_is_gone_from_every_page(person: Person) -> None:
    draft = person.keep(name="slettes.txt")
    document = found(r"/documents/(\w+)/delete", person.see(f"/drafts/{draft}").text)
    assert f"/drafts/{draft}" in person.see("/").text
    person.send(f"/documents/{document}/delete", script=False)
    for path in (f"/drafts/{draft}", f"/drafts/{draft}/history", f"/drafts/{draft}/export/md"):
        gone = person.see(path)
        assert gone.status_code == 404
        assert "slettet" in gone.text
    assert f"/drafts/{draft}" not in person.see("/").text
    assert person.send(f"/documents/{document}/delete").status_code == 404


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("words=elcyklerne", True),
        ("words=svævebane", False),
        ("body=Direktionen", True),
        ("body=Byrådet", False),
        ("topic=fleet", True),
        ("topic=employment", False),
        ("decision=anbefales", True),
        ("decision=afvist", False),
        ("since=2025-05-12&until=2025-05-12", True),
        ("since=2025-05-13", False),
        ("until=2025-05-11", False),
        ("state=udkast", True),
        ("state=publiceret&words=elcykler&body=Byrådet", False),
        ("topic=fleet&decision=anbefales", False),
        ("since=i går&topic=vrøvl&words=Elcyklernes", True),
    ],
)
def test_search_finds_by_stems_and_filters(
    person: Person, draft: str, query: str, there: bool
) -> None:
    page = person.see(f"/search?{query}")
    assert page.status_code == 200
    assert (f"/drafts/{draft}" in page.text) is there


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"op": "rewrite", "key": "item-9-nope", "text": "x"}, 422),
        ({"op": "rewrite", "key": "headline-title", "text": "  "}, 422),
        ({"op": "rewrite", "key": "headline-title", "text": "x" * 5000}, 422),
        ({"op": "fly", "key": "lead"}, 400),
        ({}, 400),
        ({"op": "move", "key": "lead", "to": "-1"}, 400),
        ({"op": "move", "key": "lead", "to": "0"}, 422),
        ({"op": "add", "key": "99"}, 422),
        ({"op": "add", "key": "lead"}, 400),
        ({"op": "choices", "audience": "everyone"}, 400),
        ({"op": "undo", "version": "١"}, 400),
        ({"op": "undo", "version": ""}, 400),
        ({"op": "up", "key": "nope"}, 422),
    ],
)
def test_an_impossible_edit_is_told_in_danish_and_changes_nothing(
    person: Person, draft: str, fields: dict[str, str], status: int
) -> None:
    answer = person.send(f"/drafts/{draft}/edit", **fields)
    assert answer.status_code == status
    assert re.search(r"<strong>[A-ZÆØÅ].+\.</strong>", answer.text)
    assert person.see(f"/drafts/{draft}/audit.json").json()["versions"][-1]["number"] == 1


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("acknowledge", {"flag": "nope", "comment": "x"}, 404),
        ("acknowledge", {"flag": "nope", "comment": " "}, 422),
        ("approve", {"reviewer": " \n "}, 422),
        ("publish", {"text": ""}, 422),
        ("label", {"item": "99", "field": "topic", "value": "hr"}, 400),
        ("label", {"item": "0", "field": "colour", "value": "hr"}, 400),
        ("label", {"item": "0", "field": "topic", "value": ""}, 400),
        ("label", {"item": "0", "field": "topic", "value": "vrøvl"}, 400),
        ("label", {"item": "0", "field": "decision", "value": "hr"}, 400),
    ],
)
def test_an_impossible_decision_is_told_and_changes_nothing(
    person: Person, draft: str, path: str, fields: dict[str, str], status: int
) -> None:
    assert person.send(f"/drafts/{draft}/{path}", **fields).status_code == status
    assert person.see(f"/drafts/{draft}/audit.json").json()["versions"][-1]["number"] == 1


@pytest.mark.parametrize("path", ["/model", "/data", "/figures", "/search", "/"])
def test_every_page_says_what_it_is(person: Person, path: str) -> None:
    page = person.see(path)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1


def test_the_card_of_the_models_is_on_the_page(person: Person) -> None:
    page = person.see("/model").text
    card = json.loads((EXAMPLE.parents[2] / "models" / "decision" / "card.json").read_text("utf-8"))
    assert f"{card['scores']['items']['combined']:.3f}".replace(".", ",") in page
    assert "Mitchell et al." in page


def test_expired_documents_go_when_the_server_starts(tmp_path: Path) -> None:
    told = settings(tmp_path, keep_days=0)
    with serving(told) as person:
        draft = person.keep()
        assert person.see(f"/drafts/{draft}").status_code == 200
    with serving(told) as person:
        wait_for(lambda: person.see(f"/drafts/{draft}").status_code == 404)
