"""The archive on the page: found by words and filters, followed as a case, asked for promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")
pytest.importorskip("duckdb", reason="the archive is not installed: pip install 'referat[archive]'")

from invented_archive import File, write_archive
from visiting import CLOSED, WITH_CLOSED, Person, serving, settings

BOARD = """Referat Direktionen d. 08-01-2024

Punkt 1: Elcykler til hjemmeplejen <b>nu</b>

Sagsnr.: 24-001522

Indstilling

Det indstilles, at der købes 18 elcykler.

Beslutning

Anbefales. Sagen sendes videre til Økonomiudvalget.
"""
COMMITTEE = """Referat Økonomiudvalget d. 22-01-2024

Punkt 1: Elcykler til hjemmeplejen <b>nu</b>

Sagsnr.: 24-001522

Beslutning

Godkendt.

Punkt 2: Ny skolebestyrelse

Sagsnr.: 24-002000

Beslutning

Udsat.
"""
LATER = """Referat Økonomiudvalget d. 20-05-2024

Punkt 1: Regnskab for havnen

Beslutning

Godkendt.
"""


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    folder = tmp_path_factory.mktemp("served")
    texts = {"a.txt": BOARD, "b.txt": COMMITTEE, "c.txt": LATER, "d.txt": WITH_CLOSED}
    files = [File(name, "Bregnholt", text) for name, text in texts.items()]
    archive = write_archive(folder / "archive", files)
    with serving(settings(folder, archive=archive)) as someone:
        yield someone


def titles(html: str) -> list[str]:
    return re.findall(r'<th scope="row">(.*?)<span', html)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=elcyklerne", ["Elcykler til hjemmeplejen &lt;b&gt;nu&lt;/b&gt;"] * 2),
        ("decision=udsat", ["Ny skolebestyrelse"]),
        ("body=%C3%98konomiudvalget&since=2024-05-01", ["Regnskab for havnen"]),
        ("words=elcyklerne&decision=godkendt", ["Elcykler til hjemmeplejen &lt;b&gt;nu&lt;/b&gt;"]),
        ("words=rumraket", []),
        ("body=Rumudvalget", []),
        ("since=i+g%C3%A5r&words=havn", ["Regnskab for havnen"]),
    ],
)
def test_items_are_found(person: Person, asked: str, found: list[str]) -> None:
    page = person.see(f"/archive?{asked}")
    assert page.status_code == 200
    assert titles(page.text) == found
    assert ("Intet passer" in page.text) == (not found)


def test_a_case_is_followed_through_the_bodies(person: Person) -> None:
    page = person.see("/archive/case?number=24-001522").text
    assert "foreslået → anbefalet → godkendt" in page
    assert titles(page) == ["Direktionen", "Økonomiudvalget"]
    assert "Ingen punkter" in person.see("/archive/case?number=99-000001").text


def test_what_was_postponed_and_never_came_again_stands_open(person: Person) -> None:
    page = person.see("/archive/open").text
    assert titles(page) == ["Ny skolebestyrelse"]
    assert "Udsat og ikke set igen" in page


def test_the_report_is_taken_along_as_a_file(person: Person) -> None:
    answer = person.see("/archive/report")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="arkiv.html"'
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize("path", ["/archive", "/archive?words=fratr%C3%A6der", "/archive/open"])
def test_no_word_of_a_closed_item_is_shown(person: Person, path: str) -> None:
    page = person.see(path).text
    assert not [word for word in CLOSED if word in page]


def test_without_an_archive_there_is_no_such_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(settings(tmp_path_factory.mktemp("bare"))) as someone:
        assert 'href="/archive"' not in someone.see("/").text
        assert someone.see("/archive").status_code == 404
