"""The page of an archive: every figure with its table, and nothing from elsewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from invented_archive import File, write_archive
from selectolax.lexbor import LexborHTMLParser as Parser
from typer.testing import CliRunner

from pipeline.archive.database import Archive
from pipeline.archive.figures import Figure, figures_of
from pipeline.archive.report import page_of
from pipeline.cli_archive import app

CHROMIUM = shutil.which("chromium")
FIRST = """Referat Direktionen d. 08-01-2024

Punkt 1: Elcykler til hjemmeplejen

Sagsnr. 24-001522

Beslutning

Anbefales over for byrådet med en ramme på 414.000 kr.

Punkt 2: Lukket: Køb af Kragegården

Beslutning

Godkendt for 7.654.321 kr.

Punkt 3: <script>alert(1)</script> og nye stier

Beslutning

Drøftet.
"""
SECOND = """Referat Byrådet <b>Ø</b> d. 29-01-2024

Punkt 1: Elcykler til hjemmeplejen

Sagsnr. 24-001522

Beslutning

Godkendt med 414.000 kr.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    files = (File("a.txt", "Nordby", FIRST), File("b.txt", "Nordby", SECOND))
    return Archive(write_archive(tmp_path_factory.mktemp("archive"), files))


@pytest.fixture(scope="module")
def figures(archive: Archive) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures_of(archive)}


def test_the_numbers_are_those_of_the_items(figures: dict[str, Figure]) -> None:
    assert len(figures) == 9
    years = figures["decision_by_year"]
    assert years.rows[0][0] == "2024"
    assert years.rows[0][-1] == 3
    for name in ("decision_by_year", "topic_by_year", "decision_by_body", "topic_by_body"):
        assert all(sum(row[1:-1]) == row[-1] for row in figures[name].rows)  # type: ignore[arg-type]
    assert figures["closed_by_year"].rows == (("2024", 2, 3, 1, 25.0),)
    assert figures["time_to_decision"].rows == (("2024", 1, 21, 21, 21),)
    assert sum(row[1] for row in figures["amounts_by_topic"].rows) == 2  # type: ignore[misc]
    assert figures["amounts_by_topic"].rows[0][2:] == (414000, 414000)


def test_every_figure_has_a_picture_and_its_table(archive: Archive) -> None:
    page = page_of(archive)
    tree = Parser(page)
    sections = tree.css("section")
    assert len(sections) == 9
    for section in sections:
        assert section.css_first("figure > svg[role=img]").attributes["aria-label"]
        assert section.css_first("table caption").text()
        assert section.css("tbody tr")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_loads_nothing_and_runs_nothing(archive: Archive) -> None:
    page = page_of(archive)
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.findall(r"url\((?!#)|@import|<script|<b>", page)


def test_nothing_of_a_closed_item_but_how_many(archive: Archive) -> None:
    page = page_of(archive)
    assert not re.findall(r"Krage|7\.?654\.?321", page)
    assert "3 åbne og 1 lukkede punkter" in page


def test_an_empty_archive_has_a_page(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    assert "Arkivet er tomt." in page_of(Archive(tmp_path))


def test_the_command_writes_the_same_page_twice(archive: Archive, tmp_path: Path) -> None:
    pages = [tmp_path / "one.html", tmp_path / "two.html"]
    for page in pages:
        ask = ["report", "--archive", str(archive.folder), "--out", str(page)]
        assert CliRunner().invoke(app, ask).exit_code == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_a_browser_finds_nothing_wrong(archive: Archive, tmp_path: Path) -> None:
    """Offline, in a real Chromium, all tables open: nothing axe objects to, no overflow."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    place = tmp_path / "report.html"
    place.write_text(page_of(archive).replace("<details>", "<details open>"), "utf-8")
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(place.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        found = axe.Axe().run(page)
        browser.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide <= 390
