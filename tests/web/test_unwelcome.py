"""Files that can't be read, and text that would like to be more than text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from steps import EXAMPLE, READING

pytestmark = pytest.mark.web

SCRIPT = """Referat Direktionen d. 04-05-2020

Punkt 1: Indkøb af <script>document.title="taget"</script> <img src=x onerror="alert(3)">

Beslutning

Godkendt. <b>Fed</b> &amp; {{ 7 * 7 }} "><svg onload=alert(1)>

Sagsfremstilling

Kommunen køber 12 <script>alert(1)</script> cykler for 40.000 kr.
"""


def test_a_bad_file_says_so_and_the_others_go_on(page: Any, tmp_path: Path) -> None:
    scanned = tmp_path / "scannet.pdf"
    scanned.write_bytes(b"%PDF-1.4 this is none")
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")
    shopping = tmp_path / "indkøb.txt"
    shopping.write_text("Mælk, rugbrød og kaffe.\n", encoding="utf-8")
    page.goto("/")
    page.get_by_label("Vælg filer").set_input_files([scanned, empty, shopping, EXAMPLE])
    jobs = page.locator(".job")
    expect(jobs).to_have_count(4)
    expect(page.locator(".job.fejl")).to_have_count(3, timeout=READING)
    for name in ("scannet.pdf", "tom.txt", "indkøb.txt"):
        expect(jobs.filter(has_text=name).locator(".message")).not_to_be_empty()
    good = jobs.filter(has_text="direktionen.txt")
    good.get_by_role("link", name="Åbn udkastet").click(timeout=READING)
    expect(page.locator(".part.headline")).to_contain_text("Nyt fra Direktionen")


def test_a_script_in_a_title_is_text(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    alerts: list[str] = []

    def told(dialog: Any) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", told)
    page.goto("/")
    page.get_by_label("Vælg filer").set_input_files(path)
    page.wait_for_url("**/drafts/*", timeout=READING)
    expect(page.locator("#minutes")).to_contain_text('<script>document.title="taget"</script>')
    expect(page.locator("#minutes")).to_contain_text("{{ 7 * 7 }}")
    draft = page.url
    page.locator("#text .words").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" <script>alert(2)</script>")
    expect(page.locator("#saved")).to_contain_text("Gemt")
    for path_ in ("", "/history"):
        page.goto(draft + path_)
        assert page.locator("main script, main img, main b, svg[onload]").count() == 0
        assert page.title() != "taget"
    page.goto("/")
    assert alerts == []


def test_the_page_needs_nothing_from_elsewhere(page: Any) -> None:
    answer = page.goto("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-" not in policy
    shown = page.content()
    assert "style=" not in shown
    assert "onclick" not in shown
    assert "<script>" not in shown
