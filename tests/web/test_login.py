"""A server that others can reach asks who they are first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from steps import PASSWORD, open_example, replace, wait_saved
from test_accessible import look_at

pytestmark = pytest.mark.web


def test_a_name_and_a_password_open_the_page(
    new_page: Callable[..., Any], guarded_address: str
) -> None:
    page = new_page(base_url=guarded_address)
    page.goto("/search")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    faults = look_at(page, "login")
    page.get_by_label("Dit navn").fill("Mette Holm")
    page.get_by_label("Adgangskode").fill("ikke den rigtige")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert").filter(has_text="forkert")).to_be_visible()
    faults += look_at(page, "wrong password")
    assert not faults, "\n".join(faults)
    page.get_by_label("Dit navn").fill("Mette Holm")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page).to_have_url(f"{guarded_address}/search")

    # What she does bears her name; approving takes it as it is.
    open_example(page)
    replace(page, "HR har lavet", "HR-afdelingen har lavet")
    wait_saved(page)
    expect(page.locator("#reviewer")).to_have_value("Mette Holm")
    page.get_by_role("link", name="Historik").first.click()
    expect(page.locator("main")).to_contain_text("Mette Holm")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
