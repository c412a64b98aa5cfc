"""The whole way without a mouse: every key press lands somewhere that can be seen and is named."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from steps import READING, wait_saved

pytestmark = pytest.mark.web

FOCUS = """() => {
  const here = document.activeElement, look = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return {tag: here.tagName, id: here.id, text: here.innerText ?? "",
          seen: box.width > 0 && box.height > 0,
          ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2};
}"""


def tab_to(page: Any, wanted: str, limit: int = 250) -> dict[str, Any]:
    """Press Tab until the focus is on what bears the id or the text *wanted*."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here["seen"], f"focus on something that can't be seen: {here}"
        assert here["ring"], f"focus without a ring: {here}"
        if here["id"] == wanted or here["text"].strip() == wanted:
            return dict(here)
    raise AssertionError(f"{wanted} can't be reached with Tab")


def test_all_is_done_from_the_keyboard(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"] == "Gå til indholdet"
    page.keyboard.press("Enter")
    tab_to(page, "Prøv et eksempel: Direktionens møde den 12. maj 2025 (opdigtet)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/*", timeout=READING)

    # Straight to the text; a sentence in focus shows its source.
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"] == "Gå til teksten"
    page.keyboard.press("Enter")
    key = page.locator("#text .words", has_text="HR har lavet ét sæt").get_attribute("id")
    tab_to(page, key)
    expect(page.locator("#minutes mark")).to_contain_text("HR har derfor udarbejdet")

    # Write, and lock what was written.
    page.keyboard.press("End")
    page.keyboard.type(" Det er nyt.")
    wait_saved(page)
    tab_to(page, "Lås", limit=2)
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-readonly", "true")
    expect(page.locator(":focus")).to_have_text("Lås op")  # the focus follows a moment later

    # Move an item: the focus goes along, also at the ends.
    items = page.locator(".part.item > .heading .words")
    first = items.nth(0).inner_text()
    page.locator(".skip", has_text="Gå til teksten").focus()
    page.keyboard.press("Enter")
    tab_to(page, "Flyt ned")
    page.keyboard.press("Space")
    expect(items.nth(1)).to_have_text(first)
    expect(page.locator(":focus")).to_have_text("Flyt ned")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(items.nth(0)).to_have_text(first)
    expect(page.locator(":focus")).to_have_text("Flyt ned")  # "Flyt op" has nowhere to go

    # Correct a label, and fold the box away again.
    page.locator(".chip summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip .pop").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".chip .pop").first).to_be_hidden()
    assert page.evaluate(FOCUS)["tag"] == "SUMMARY"

    # Settle a flag and approve.
    page.locator("#checks").focus()
    tab_to(page, "Kvittér")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Datoen er tjekket.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("Kvitteringen er gemt")
    tab_to(page, "reviewer")
    page.keyboard.type("Mette Holm")
    page.keyboard.press("Enter")
    expect(page.locator(".approved")).to_contain_text("Mette Holm")


def test_every_page_shows_where_the_focus_is(page: Any) -> None:
    for path in ("/", "/search", "/figures", "/model", "/data"):
        page.goto(path)
        for _ in range(12):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUS)
            if here["tag"] == "BODY":
                break
            assert here["seen"], (path, here)
            assert here["ring"], (path, here)
