"""One case through bodies and time: by number, by what a text mentions, and by title."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from invented_archive import File, write_archive
from typer.testing import CliRunner

from pipeline.archive.cases import find_cases
from pipeline.archive.database import Archive
from pipeline.archive.picture import draw_cases
from pipeline.cli_archive import app


def minutes(body: str, day: str, *items: tuple[str, str, str, str]) -> str:
    """Write minutes: of each item title, case number, text and decision."""
    parts = [f"Referat {body} d. {day}"]
    for place, (title, number, text, decision) in enumerate(items, 1):
        parts += [f"Punkt {place}: {title}", f"Sagsnr. {number}" if number else ""]
        parts += ["Indstilling", text, "Beslutning", decision]
    return "\n\n".join(part for part in parts if part) + "\n"


CYCLES = "Der købes tolv cykler til hjemmeplejen."
FILES = (
    File(
        "direktion.txt",
        "Nordby",
        minutes(
            "Direktionen",
            "08-01-2024",
            ("Elcykler til hjemmeplejen", "24-001522", CYCLES, "Anbefales over for byrådet."),
            ("Ny havnekaj ved Sandvig", "24-000077", "Kajen fornyes.", "Drøftet."),
            ("Parkering ved Torvet", "24-000077", "Pladsen males op.", "Godkendt."),
            ("Eventuelt", "", "Intet.", "Intet."),
        ),
    ),
    File(
        "udvalg.txt",
        "Nordby",
        minutes(
            "Økonomiudvalget",
            "05-02-2024",
            ("Indkøb af elcykler i hjemmeplejen", "24/1522", CYCLES, "Anbefales."),
            ("Eventuelt", "", "Intet.", "Intet."),
        ),
    ),
    File(
        "byraad.txt",
        "Nordby",
        minutes(
            "Byrådet",
            "04-03-2024",
            ("Cykler: bevilling", "24-009999", "Se også 24-001522.", "Godkendt."),
            ("Elcykler i hjemmeplejen, status", "", CYCLES, "Taget til efterretning."),
            ("Elcykler til hjemmeplejen 2019", "", CYCLES, "Taget til efterretning."),
        ),
    ),
    File(
        "andre.txt",
        "Sydby",
        minutes("Byrådet", "04-03-2024", ("Skolens tag", "24-001522", "Skifer.", "Godkendt.")),
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(write_archive(tmp_path_factory.mktemp("archive"), FILES))


def test_a_case_is_followed_through_bodies(archive: Archive) -> None:
    case, other = find_cases(archive, "2024-1522")
    assert (case.collection, other.collection) == ("Nordby", "Sydby")
    assert [(step.body, step.by) for step in case.steps] == [
        ("Direktionen", "number"),
        ("Økonomiudvalget", "number"),
        ("Byrådet", "mention"),
        ("Byrådet", "title"),
        ("Byrådet", "title"),
    ]
    assert case.stages[:4] == ("foreslået", "anbefalet", "anbefalet", "godkendt")
    assert case.steps[2].decision_text == "Godkendt."


def test_two_cases_under_one_number_are_told_apart(archive: Archive) -> None:
    cases = find_cases(archive, "24-000077")
    assert sorted(case.steps[0].title for case in cases) == [
        "Ny havnekaj ved Sandvig",
        "Parkering ved Torvet",
    ]


def test_collections_and_strange_numbers(archive: Archive) -> None:
    (case,) = find_cases(archive, "24-001522", ["Sydby"])
    assert [step.title for step in case.steps] == ["Skolens tag"]
    for number in ("", "99-999999", "'; DROP VIEW items; --", "%", "\x00"):
        assert find_cases(archive, number) == ()


def test_the_picture_shows_every_step_and_says_it_in_words(archive: Archive) -> None:
    cases = find_cases(archive, "24-001522")
    root = ET.fromstring(draw_cases(cases))
    named = {"svg": "http://www.w3.org/2000/svg"}
    told = root.findtext("svg:desc", namespaces=named) or ""
    steps = [step for case in cases for step in case.steps]
    assert len(root.findall("svg:g", named)) == len(steps)
    assert all(step.body in told for step in steps if step.body)
    dashed = [one for one in root.iter() if one.get("stroke-dasharray")]
    assert len(dashed) == sum(step.by != "number" for step in steps)


def test_the_command_tells_the_case(archive: Archive, tmp_path: Path) -> None:
    ask = ["case", "24/1522", "--archive", str(archive.folder), "--collection", "Nordby"]
    done = CliRunner().invoke(app, [*ask, "--picture", str(tmp_path / "sag.svg")])
    assert done.exit_code == 0, done.output
    assert "foreslået → anbefalet → anbefalet → godkendt" in done.stdout
    assert (tmp_path / "sag.svg").read_text("utf-8").startswith("<svg ")
    (line,) = CliRunner().invoke(app, [*ask, "--json"]).stdout.splitlines()
    assert [step["by"] for step in json.loads(line)["steps"]].count("number") == 2
