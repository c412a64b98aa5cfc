"""axe finds nothing, on any page, light or dark, wide or narrow; and nothing runs off the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect
from steps import open_example, publish_example, replace, wait_saved

pytestmark = pytest.mark.web

LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 1024, "height": 900}},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True},
    {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}, "has_touch": True},
]
PATHS = (
    "/",
    "/search",
    "/search?words=budget",
    "/figures",
    "/model",
    "/data",
    "/archive",
    "/archive?words=budget",
    "/archive/case?number=25-002266",
    "/archive/open",
    "/nowhere",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def look_at(page: Any, name: str) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""

    found = Axe().run(page, options=RULES).response["violations"]
    faults = [f"{name}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{name}: wider than the window")
    return faults


def look_name(look: dict[str, Any]) -> str:
    return f"{look['color_scheme']}-{look['viewport']['width']}"


@pytest.mark.parametrize("look", LOOKS, ids=look_name)
def test_axe_finds_nothing(new_page: Callable[..., Any], look: dict[str, Any]) -> None:
    page = new_page(**look, reduced_motion="reduce")
    faults = []
    publish_example(page)  # so that the figure and the lists have something to show
    for path in PATHS:
        page.goto(path)
        faults += look_at(page, path)
    open_example(page)
    faults += look_at(page, "draft")
    page.locator(".chip summary").first.click()
    faults += look_at(page, "label")
    page.keyboard.press("Escape")
    page.locator(".part.item .para .words").first.click()
    faults += look_at(page, "sentence")
    page.goto(f"{page.url}/history")
    faults += look_at(page, "history")
    page.goto("/")
    faults += look_at(page, "overview")
    assert not faults, "\n".join(faults)


def test_red_flags_conflicts_and_the_other_panes_are_accessible_too(
    new_page: Callable[..., Any],
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_example(page)
    replace(page, "414.000", "441.000")
    wait_saved(page)
    faults = look_at(page, "flagged")
    for pane in ("Tjek", "Referat"):
        page.locator(".views").get_by_role("button", name=pane).click()
        faults += look_at(page, pane)
    page.locator(".views").get_by_role("button", name="Tekst").click()
    other = page.context.new_page()
    other.goto(page.url)
    replace(page, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(page)
    replace(other, "HR har lavet", "Vi har lavet")
    expect(other.locator("#alerts .conflict")).to_be_visible()
    faults += look_at(other, "conflict")
    assert not faults, "\n".join(faults)


def test_no_motion_where_none_is_wanted(new_page: Callable[..., Any]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto("/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].map((one) => getComputedStyle(one)).filter(
          (look) => look.transitionDuration !== "0s" || look.animationName !== "none").length"""
    )
    assert moving == 0


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_source_and_kind_are_told_in_words(new_page: Callable[..., Any], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 844}, has_touch=width < 500)
    open_example(page)
    line = page.locator("#text .line", has_text="HR har lavet ét sæt")
    expect(line.locator(".siglum")).to_contain_text("omskrevet")
    line.locator(".words").click()
    expect(line.locator(".kind")).to_contain_text("Omskrevet.")
    expect(line.locator(".quotes")).to_contain_text("Resume og sagens baggrund")
    expect(page.locator("#mark-note")).to_have_text("Kilde: Resume og sagens baggrund")
    assert (
        page.locator("#minutes .marked h4").evaluate(
            "(one) => getComputedStyle(one, '::before').content"
        )
        == '"Kilde: "'
    )


def test_a_touch_looks_first_and_writes_when_asked(new_page: Callable[..., Any]) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_example(page)
    line = page.locator("#text .line", has_text="HR har lavet ét sæt")
    line.locator(".words").tap()
    expect(line.locator(".quotes")).to_be_visible()
    assert line.locator(".words").get_attribute("contenteditable") is None
    line.get_by_role("button", name="Ret", exact=True).tap()
    page.keyboard.press("End")
    page.keyboard.type(" Nyt.")
    wait_saved(page)
