"""What a person does on the page, named once for all browser tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

EXAMPLE = Path(__file__).parents[2] / "pipeline" / "examples" / "direktionen.txt"

PASSWORD = "kun til denne test"
READING = 90_000  # ms: a worker that has just begun loads its models first


def open_example(page: Any) -> None:
    """Make a new draft of the shipped example and open it."""
    page.goto("/")
    page.get_by_role("button", name="Prøv et eksempel").click()
    page.wait_for_url("**/drafts/*", timeout=READING)


def sentence(page: Any, text: str) -> Any:
    """The field of the sentence that holds *text*."""
    return page.locator("#text .words", has_text=text)


def replace(page: Any, old: str, new: str) -> Any:
    """Type *new* over the words *old* in the sentence that holds them, key by key."""
    field = sentence(page, old)
    key = field.get_attribute("id")
    field.click()
    page.evaluate(
        """([id, old]) => {
          const node = document.getElementById(id).firstChild;
          const at = node.data.indexOf(old);
          getSelection().setBaseAndExtent(node, at, node, at + old.length);
        }""",
        [key, old],
    )
    page.keyboard.type(new)
    return page.locator(f"#{key}")


def wait_saved(page: Any) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#live")).to_have_text("Gemt")
    expect(page.locator("#saved")).to_contain_text("Gemt")


def flag(page: Any, text: str) -> Any:
    """The open flag whose message holds *text*."""
    return page.locator(".flag", has_text=text)


def acknowledge(page: Any, text: str, comment: str) -> None:
    """Settle the flag that says *text*."""
    one = flag(page, text)
    one.get_by_text("Kvittér", exact=True).click()
    one.get_by_label("Hvorfor er det i orden?").fill(comment)
    one.get_by_role("button", name="Gem kvitteringen").click()
    expect(one).to_have_count(0)


def shape(page: Any, field: str, value: str) -> None:
    """Choose audience, length or wording, and wait for the text in its new form."""
    desk = page.locator("#desk")
    before = desk.get_attribute("data-version")
    page.get_by_label(field).select_option(label=value)
    page.get_by_role("button", name="Skift form").click()
    expect(desk).not_to_have_attribute("data-version", before)


def publish_example(page: Any) -> None:
    """Take the example all the way, once on each server."""
    page.goto("/figures")
    if page.locator(".chart").count():
        return
    open_example(page)
    if page.locator(".views").is_visible():
        page.locator(".views").get_by_role("button", name="Tjek").click()
    page.get_by_label("Dit navn").fill("Mette Holm")
    page.get_by_role("button", name="Godkend teksten").click()
    page.get_by_text("Gem den tekst, der blev udgivet").click()
    page.get_by_label("Sæt teksten ind").fill("Nyt fra Direktionen")
    page.get_by_role("button", name="Gem udgivet tekst").click()
    expect(page.locator(".badge")).to_have_text("Publiceret")
