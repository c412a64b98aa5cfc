"""Nothing that was typed is lost: not by a reload, a second tab, a broken line or a late answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from steps import flag, open_example, replace, sentence, wait_saved

pytestmark = pytest.mark.web


def test_a_sentence_is_saved_as_it_is_typed(desk: Any) -> None:
    replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(desk)
    expect(desk.get_by_role("button", name="Fortryd")).to_be_enabled()
    desk.reload()
    expect(sentence(desk, "HR-afdelingen har lavet ét sæt")).to_be_visible()
    desk.get_by_role("button", name="Fortryd").click()
    expect(sentence(desk, "HR har lavet ét sæt")).to_be_visible()


def test_the_caret_stays_where_it_is_while_saving(desk: Any) -> None:
    field = replace(desk, "HR har lavet", "HR-afdelingen")
    wait_saved(desk)
    desk.keyboard.type(" har nu lavet")
    wait_saved(desk)
    expect(field).to_be_focused()
    expect(field).to_contain_text("HR-afdelingen har nu lavet ét sæt")
    desk.reload()
    expect(field).to_contain_text("HR-afdelingen har nu lavet ét sæt")


def test_a_reload_in_the_middle_of_a_word_keeps_it(desk: Any) -> None:
    field = replace(desk, "HR har lavet", "HR-afdelingen har la")
    desk.reload()  # sooner than the pause after which it is saved
    expect(field).to_contain_text("HR-afdelingen har la ét sæt")
    expect(desk.locator("#saved")).to_contain_text("Gemt")
    desk.reload()
    expect(field).to_contain_text("HR-afdelingen har la ét sæt")


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(desk: Any) -> None:
    desk.context.set_offline(True)
    field = replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    expect(desk.locator("#saved")).to_contain_text("Ikke gemt endnu")
    desk.context.set_offline(False)
    wait_saved(desk)
    desk.reload()
    expect(field).to_contain_text("HR-afdelingen har lavet")


def test_a_button_acts_on_what_was_just_typed(desk: Any) -> None:
    field = replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    desk.get_by_role("button", name="Lås", exact=True).click()  # a locked sentence can't be saved
    expect(desk.locator("#live")).to_have_text("Låst")
    expect(field).to_contain_text("HR-afdelingen har lavet")
    desk.reload()
    expect(field).to_contain_text("HR-afdelingen har lavet")


def test_a_form_sent_while_another_is_under_way_waits_for_its_answer(desk: Any) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:  # a method of a list can't be one: Playwright marks its handlers
        held.append(route)

    desk.route("**/approve", hold)
    if desk.locator(".views").is_visible():
        desk.locator(".views").get_by_role("button", name="Tjek").click()
    desk.get_by_label("Dit navn").fill("Mette Holm")
    desk.get_by_role("button", name="Godkend teksten").click()
    expect(desk.locator("#desk")).to_have_class("htmx-request")
    desk.get_by_text("Gem den tekst, der blev udgivet").focus()
    desk.keyboard.press("Enter")
    desk.get_by_label("Sæt teksten ind").fill("Nyt fra Direktionen")
    desk.get_by_role("button", name="Gem udgivet tekst").focus()
    desk.keyboard.press("Enter")
    held.pop().continue_()
    expect(desk.locator(".approved")).to_be_visible()
    expect(desk.locator("#alerts")).to_be_empty()
    desk.get_by_role("button", name="Gem udgivet tekst").click()
    expect(desk.locator(".badge")).to_have_text("Publiceret")


def test_an_empty_sentence_comes_back(desk: Any) -> None:
    field = sentence(desk, "HR har lavet ét sæt")
    field.click()
    field = desk.locator(f"#{field.get_attribute('id')}")
    field.press("Control+a")
    field.press("Delete")
    expect(desk.locator("#saved")).to_contain_text("kan ikke være tom")
    desk.locator(".meeting").click()
    expect(field).to_contain_text("HR har lavet ét sæt")


def test_a_sentence_is_edited_without_script(new_page: Callable[..., Any]) -> None:
    page = new_page(java_script_enabled=False)
    open_example(page)
    sentence(page, "HR har lavet").focus()
    line = page.locator("#text .line", has=page.locator(".words", has_text="HR har lavet"))
    line.get_by_label("Ret sætningen").fill("HR-afdelingen har lavet et sæt.")
    line.get_by_role("button", name="Gem").click()
    expect(page.locator("#alerts")).to_contain_text("Gemt")
    expect(sentence(page, "HR-afdelingen har lavet et sæt.")).to_be_visible()


def two_tabs(desk: Any) -> Any:
    """A second tab on the same draft."""
    other = desk.context.new_page()
    other.goto(desk.url)
    return other


def test_two_tabs_tell_each_other_and_lose_nothing(desk: Any) -> None:
    other = two_tabs(desk)
    replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(desk)
    mine = replace(other, "HR har lavet", "Personaleafdelingen har lavet")
    told = other.locator("#alerts .conflict")
    expect(told).to_contain_text("har ændret teksten")
    expect(told).to_contain_text("HR-afdelingen har lavet")
    expect(mine).to_contain_text("Personaleafdelingen har lavet")

    other.get_by_role("button", name="Gem min tekst oven på").click()
    wait_saved(other)
    expect(mine).to_contain_text("Personaleafdelingen har lavet")
    desk.reload()
    expect(sentence(desk, "Personaleafdelingen har lavet")).to_be_visible()
    # The other's words are in the history, and one step back.
    desk.get_by_role("button", name="Fortryd").click()
    expect(sentence(desk, "HR-afdelingen har lavet")).to_be_visible()


def test_the_newest_text_may_be_taken_instead(desk: Any) -> None:
    other = two_tabs(desk)
    replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(desk)
    replace(other, "Elcyklerne koster", "Cyklerne koster")
    other.get_by_role("button", name="Vis den nyeste i stedet").click()
    expect(sentence(other, "HR-afdelingen har lavet")).to_be_visible()
    expect(sentence(other, "Elcyklerne koster")).to_be_visible()
    other.reload()
    expect(sentence(other, "Elcyklerne koster")).to_be_visible()


def test_a_button_on_an_old_page_says_so(desk: Any) -> None:
    other = two_tabs(desk)
    replace(desk, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(desk)
    other.get_by_role("button", name="Flyt ned").first.click()
    expect(other.locator("#alerts .conflict")).to_contain_text("har ændret teksten")
    other.get_by_role("button", name="Vis den nyeste").click()
    expect(sentence(other, "HR-afdelingen har lavet")).to_be_visible()


def test_flags_follow_the_text_worst_first(desk: Any) -> None:
    replace(desk, "414.000", "441.000")
    wait_saved(desk)
    expect(desk.locator(".flag").first).to_have_class("flag red")
    expect(flag(desk, "441.000").first).to_be_visible()
    flag(desk, "441.000").first.get_by_role("link", name="Se kilden").click()
    expect(desk.locator("#minutes mark").first).to_be_visible()
    replace(desk, "441.000", "414.000")
    wait_saved(desk)
    expect(desk.locator(".flag.red")).to_have_count(0)


def test_pasted_text_is_text(new_page: Callable[..., Any]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_example(page)
    page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob(["<b>fed</b><script>1</script>"], {type: "text/html"}),
          "text/plain": new Blob(["fed"], {type: "text/plain"}),
        })])"""
    )
    field = replace(page, "HR har lavet", "")
    page.keyboard.press("Control+v")
    expect(field).to_contain_text("fed ét sæt")
    assert field.locator("*").count() == 0
