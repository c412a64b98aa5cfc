"""The whole way on the page: a file in, a text out, and everything written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from steps import (
    EXAMPLE,
    READING,
    acknowledge,
    flag,
    open_example,
    replace,
    sentence,
    shape,
    wait_saved,
)

pytestmark = pytest.mark.web


def test_a_document_becomes_a_published_text(page: Any) -> None:
    page.goto("/")
    page.get_by_label("Vælg filer").set_input_files(EXAMPLE)
    page.wait_for_url("**/drafts/*", timeout=READING)
    expect(page.locator(".part.headline")).to_contain_text("Nyt fra Direktionen")

    # Its source is marked and named.
    sentence(page, "HR har lavet ét sæt").hover()
    expect(page.locator("#minutes mark")).to_contain_text("HR har derfor udarbejdet ét sæt")
    expect(page.locator("#mark-note")).to_have_text("Kilde: Resume og sagens baggrund")

    # A label is corrected, and says so.
    named = page.locator("summary", has_text="Biler og kørsel")
    chip = page.locator("details.chip", has=named)
    named.click()
    chip.get_by_label("Ret til").select_option(label="Sundhed og ældre")
    chip.get_by_role("button", name="Ret").click()
    expect(page.locator(".chip summary", has_text="Sundhed og ældre")).to_contain_text("rettet")

    # A wrong figure is flagged while it is written; the text can't be approved over it.
    replace(page, "414.000", "441.000")
    wait_saved(page)
    expect(flag(page, "441.000").locator(".level").first).to_have_text("Rødt")
    expect(page.get_by_role("button", name="Godkend teksten")).to_be_disabled()
    wrong = sentence(page, "441.000").get_attribute("id")
    flag(page, "441.000").get_by_role("link", name="Se sætningen").first.click()
    expect(page.locator(f"#{wrong}")).to_be_focused()

    # Acknowledged with a reason, approved by a person.
    for _ in range(page.locator(".flag.red").count()):
        message = page.locator(".flag.red").first.locator("p").first.inner_text()
        acknowledge(page, message.removeprefix("Rødt").strip(), "Økonomi har bekræftet tallet.")
    page.get_by_label("Dit navn").fill("Mette Holm")
    page.get_by_role("button", name="Godkend teksten").click()
    expect(page.locator(".approved")).to_contain_text("Godkendt af Mette Holm")

    # Taken along clean, without flags and without UDKAST.
    text = downloaded(page, "Markdown").decode()
    assert text.startswith("# Nyt fra Direktionen")
    assert "441.000" in text
    assert "Økonomi har bekræftet" not in text
    from docx import Document

    paragraphs = [one.text for one in Document(BytesIO(downloaded(page, "Word"))).paragraphs]
    assert "UDKAST" not in paragraphs[0]
    assert any("441.000" in one for one in paragraphs)

    # The published text is kept beside the draft.
    page.get_by_text("Gem den tekst, der blev udgivet").click()
    page.get_by_label("Sæt teksten ind").fill(text.replace("441.000", "414.000"))
    page.get_by_role("button", name="Gem udgivet tekst").click()
    expect(page.locator(".badge")).to_have_text("Publiceret")
    expect(page.locator("#published")).to_have_value("")

    # All of it stands in the history and in the record.
    page.get_by_role("link", name="Historik").first.click()
    history = page.locator("main")
    for told in ("Mette Holm", "Økonomi har bekræftet tallet.", "Biler og kørsel", "414.000"):
        expect(history).to_contain_text(told)
    record = downloaded(page, "Hent revisionssporet")
    assert "Mette Holm" in json.dumps(json.loads(record), ensure_ascii=False)


def downloaded(page: Any, name: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=name).first.click()
    return Path(waited.value.path()).read_bytes()


def test_udkast_stands_on_everything_until_then(desk: Any) -> None:
    assert downloaded(desk, "Markdown").decode().splitlines()[0].strip("#* ") == "UDKAST"
    assert "UDKAST" in downloaded(desk, "Mailtekst").decode().splitlines()[0]


def test_nothing_of_a_closed_item_is_on_the_page(desk: Any) -> None:
    shown = desk.content()
    for closed in ("voldgift", "lejemål", "Personsag", "24-007731"):
        assert closed not in shown
    assert shown.count("lukket punkt</p>") == 4


def test_the_text_survives_the_way_into_an_intranet(new_page: Callable[..., Any]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_example(page)
    page.get_by_role("button", name="Kopiér til intranettet").click()
    expect(page.locator("#copied")).to_have_text("Kopieret. Sæt ind med Ctrl+V.")
    kinds = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (kind) => (await item.getType(kind)).text();
          return [await read("text/html"), await read("text/plain")];
        }"""
    )
    assert "<h2" in kinds[0]
    assert "<li" in kinds[0]
    assert "Nyt fra Direktionen" in kinds[1]


def test_items_are_locked_moved_left_out_brought_back_and_undone(desk: Any) -> None:
    items = desk.locator(".part.item > .heading .words")
    first, second = items.all_inner_texts()[:2]
    desk.get_by_role("button", name="Flyt ned").first.click()
    expect(items.nth(0)).to_have_text(second)
    expect(items.nth(1)).to_have_text(first)
    desk.get_by_role("button", name="Fortryd").click()
    expect(items.nth(0)).to_have_text(first)

    desk.locator(".part.item").first.get_by_role("button", name="Tag ud").click()
    expect(items.nth(0)).to_have_text(second)
    desk.get_by_role("button", name=f"Læg til igen {first}").click()
    expect(items.nth(0)).to_have_text(first)

    kept = sentence(desk, "HR har lavet ét sæt")
    kept.click()
    desk.get_by_role("button", name="Lås", exact=True).click()
    expect(kept).to_have_attribute("aria-readonly", "true")
    kept.press("x")
    expect(kept).to_have_text(
        "HR har lavet ét sæt retningslinjer, som skal gælde for alle ansatte."
    )


def test_an_item_is_moved_with_the_pointer(desk: Any) -> None:
    items = desk.locator(".part.item > .heading .words")
    names = items.all_inner_texts()
    grip = desk.locator(".part.item").nth(3).locator(".grip")
    grip.evaluate("grip => grip.scrollIntoView({block: 'end'})")
    held, over = grip.bounding_box(), items.nth(2).bounding_box()
    desk.mouse.move(held["x"] + 8, held["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(held["x"] + 8, held["y"] - 30, steps=5)
    desk.mouse.move(over["x"] + 8, over["y"] + 8, steps=5)
    desk.mouse.up()
    expect(items.nth(2)).to_have_text(names[3])
    expect(items.nth(3)).to_have_text(names[2])


def test_form_changes_and_own_words_stay(desk: Any) -> None:
    replace(desk, "Elcyklerne koster", "Cyklerne koster i alt")
    wait_saved(desk)
    shape(desk, "Længde", "Kort")
    expect(desk.get_by_label("Længde")).to_have_value("short")
    expect(sentence(desk, "Cyklerne koster i alt")).to_be_visible()
    short = len(desk.locator("#text").inner_text())
    shape(desk, "Længde", "Lang")
    expect(sentence(desk, "Cyklerne koster i alt")).to_be_visible()
    assert len(desk.locator("#text").inner_text()) > 1.5 * short


def test_one_item_is_written_again_and_the_others_left_alone(desk: Any) -> None:
    replace(desk, "Elcyklerne koster", "Cyklerne koster i alt")
    wait_saved(desk)
    replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(desk)
    item = desk.locator(".part.item", has_text="HR-afdelingen har lavet")
    item.get_by_role("button", name="Skriv igen").click()
    expect(sentence(desk, "HR har lavet ét sæt")).to_be_visible()
    expect(sentence(desk, "Cyklerne koster i alt")).to_be_visible()


def test_deleted_now_is_gone(desk: Any) -> None:
    path = desk.url
    desk.get_by_text("Slet nu").click()
    desk.get_by_role("button", name="Ja, slet alt").click()
    desk.wait_for_url("**/?*")
    assert desk.goto(path).status == 404
