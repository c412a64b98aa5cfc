"""``referat corpus``: what is printed, where faults go, and the exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small_corpus import build, change
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.corpus import read_corpus
from pipeline.corpus.agreement import agreements, disagreements
from pipeline.corpus.picture import draw_counts
from pipeline.corpus.stats import count_labels, tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "corpus")


def referat(*words: object) -> Result:
    return CliRunner().invoke(app, ["corpus", *map(str, words)])


def cells(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines()]


def test_check_tells_counts_and_faults(folder: Path) -> None:
    change(folder / "labels" / "items.jsonl", 1, lambda row: row.update(secondary=["fleet"]))
    done = referat("check", "--folder", folder)
    assert done.exit_code == 1
    assert ["documents", "2", "120", "missed"] in cells(done.stdout)
    assert "1 faults found" in done.stdout
    where = folder / "labels" / "items.jsonl"
    assert f"referat: {where}:1: has its topic as secondary topic too" in done.stderr


def test_stats_and_picture(folder: Path, tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "pipeline" / "examples" / "direktionen.txt"
    words = ("stats", "--folder", folder, "--picture", tmp_path / "a.svg", "--beside", example)
    done = referat(*words)
    assert done.exit_code == 0, done.stderr
    assert ["topic", "culture", "1", "0", "1"] in cells(done.stdout)
    assert "direktionen" in done.stdout
    assert "Agreement of two people on 1 items" in done.stdout
    picture = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert picture.tag.endswith("svg")


def test_export_then_import(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert referat("export", "--to", "jsonl", "--out", out, "--folder", folder).exit_code == 0
    done = referat("import", out, "--folder", folder, "--annotator", "me")
    assert done.exit_code == 0
    assert "0 new documents, 0 new items, 4 changed" in done.stderr


def test_new_needs_a_folder_of_its_own(tmp_path: Path) -> None:
    done = referat("export", "--to", "csv", "--out", tmp_path / "x", "--new", "Bregnholt")
    assert done.exit_code == 2


@pytest.mark.parametrize("command", ["check", "stats", "export", "import"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    done = referat(command, "--help")
    assert done.exit_code == 0
    assert f"Example: referat corpus {command}" in done.stdout


def test_an_error_is_one_line(tmp_path: Path) -> None:
    code = "from pipeline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "corpus", "check", "--folder", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"referat: {tmp_path}: no corpus here")
    assert done.stderr.count("\n") == 1


def test_tables_add_up() -> None:
    corpus = read_corpus()
    cells = count_labels(corpus)
    topics = sum(cell.items for cell in cells if cell.label.startswith("topic "))
    assert topics == len(corpus.open_rows)
    assert str(corpus.sides.test_only_layouts[0]) in tables(corpus)


def test_the_picture_names_every_label() -> None:
    picture = draw_counts(read_corpus())
    for row in ("Godkendt", "Biler og kørsel", "Svære punkter"):
        assert row in picture


def test_agreement_by_hand(folder: Path) -> None:
    """One item, the same decision and another topic: κ 1 where both say the same."""
    found = {one.name: one for one in agreements(read_corpus(folder))}
    assert found["decisions, exact set"].kappa == 1.0
    assert found["topic, primary"].equal == 0.0
    assert [one.position for one in disagreements(read_corpus(folder))] == [1]


def test_the_corpus_is_agreed_upon() -> None:
    found = {one.name: one for one in agreements(read_corpus())}
    assert found["decisions, exact set"].kappa >= 0.85
    assert found["topic, primary"].kappa >= 0.85
