"""``referat archive build`` from the command line: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from archives import HERE
from small_corpus import MEETINGS

from pipeline.archive import local, spark
from pipeline.cli import main


class Ran(NamedTuple):
    """What one run of the command line left behind."""

    code: int
    out: str
    err: str


Build = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "referater"
    place.mkdir()
    for name, text in MEETINGS.items():
        (place / f"{name}.txt").write_text(text)
    (place / "skadet.pdf").write_bytes(b"%PDF-1.7 cut")
    return place


@pytest.fixture
def build(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    tmp_path: Path,
) -> Build:
    monkeypatch.setattr(local, "engine", lambda _workers: HERE)

    def run_main(*words: object) -> Ran:
        command = ["referat", "archive", "build", folder, "--out", tmp_path / "arkiv", *words]
        monkeypatch.setattr(sys, "argv", list(map(str, command)))
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return run_main


def told(ran: Ran) -> dict[str, Any]:
    (line,) = ran.out.splitlines()
    values: dict[str, Any] = json.loads(line)
    return values


def test_the_summary_as_json_is_one_object_on_stdout(build: Build, folder: Path) -> None:
    first = build("--json")
    assert (first.code, first.err) == (0, "")
    values = told(first)
    assert values["plan"] == {"new": 3, "changed": 0, "unchanged": 0, "removed": 0}
    assert (values["read"], values["recognised"], values["relabelled"]) == (3, 0, 0)
    assert values["failures"] == {"read": 1}
    assert values["counts"]["items"] == 4
    assert values["counts"]["meetings"] == 2
    assert values["counts"]["errors"] == 1
    assert not values["reread"]
    (folder / "skadet.pdf").unlink()
    (folder / "ny.txt").write_text(MEETINGS["bregnholt_2024"].replace("04-05", "11-05"))
    values = told(build("--json"))
    assert values["plan"] == {"new": 1, "changed": 0, "unchanged": 2, "removed": 1}
    assert (values["read"], values["failures"], values["counts"]["errors"]) == (1, {}, 0)


def test_the_summary_says_what_was_done_and_where_to_look(build: Build, tmp_path: Path) -> None:
    ran = build()
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == f"{tmp_path / 'arkiv'}: 2 meetings, 4 items"
    assert lines[1] == "files 3 new, 0 changed, 0 unchanged, 0 removed"
    assert lines[2].startswith("this run 3 read, 0 known by content, 0 labelled again, ")
    assert lines[3] == "duplicates 0 documents kept once with another"
    assert lines[4] == "failed 1 (1 at read): see errors.parquet"
    assert (ran.code, len(lines), ran.err) == (0, 5, "")


def test_a_bar_counts_files_and_failures_on_stderr(build: Build) -> None:
    ran = build("--progress", "--json")
    assert told(ran)["read"] == 3
    assert "reading: 100%" in ran.err
    assert "3/3" in ran.err
    assert "writing tables" in ran.err


def test_another_reader_is_told_of(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr("pipeline.archive.build.reader_id", lambda: "another")
    ran = build("--json")
    assert told(ran)["reread"]
    assert ran.err == (
        "referat: this version reads otherwise than the last: everything was read again\n"
    )


def test_limits_come_from_the_command_line(build: Build, folder: Path) -> None:
    (folder / "lang.txt").write_text(MEETINGS["ildnaes_2019"] * 30)
    assert told(build("--json", "--max-mb", "0.004"))["failures"] == {"open": 1, "read": 1}
    assert told(build("--json"))["failures"] == {"read": 1}


def test_a_wrong_command_and_a_clear_error_differ(
    build: Build, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build("--master", "local[1]").code == 2
    assert build("--workers", "0").code == 2
    asked: list[str] = []
    monkeypatch.setattr(spark, "engine", lambda master: asked.append(master) or HERE)
    assert build("--engine", "spark", "--workers", "3").code == 0
    assert build("--engine", "spark", "--master", "spark://host:7077").code == 0
    assert asked == ["local[3]", "spark://host:7077"]
    folder.rename(folder.with_name("flyttet"))
    ran = build("--json")
    assert (ran.code, ran.out) == (1, "")
    assert "not a folder" in ran.err
