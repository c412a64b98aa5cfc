"""What was promised and is not seen again: small histories, each with what it leaves open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented_archive import File, write_archive
from typer.testing import CliRunner

from pipeline.archive.database import Archive
from pipeline.archive.promises import open_promises
from pipeline.cli_archive import app

CASES = json.loads(Path(__file__).with_name("cases").joinpath("promises.json").read_text("utf-8"))


def history(tmp_path: Path, meetings: list[dict[str, Any]]) -> Archive:
    files = []
    for place, meeting in enumerate(meetings):
        text = f"Referat {meeting['body']} d. {meeting['date']}\n"
        for number, (title, case_number, decision) in enumerate(meeting["items"], 1):
            text += f"\nPunkt {number}: {title}\n"
            text += f"\nSagsnr. {case_number}\n" if case_number else ""
            text += f"\nBeslutning\n\n{decision}\n"
        files.append(File(f"{place}.txt", meeting.get("collection", "Nordby"), text))
    return Archive(write_archive(tmp_path / "archive", files))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_left_open(case: dict[str, Any], tmp_path: Path) -> None:
    archive = history(tmp_path, case["meetings"])
    on = date.fromisoformat(case["on"]) if "on" in case else None
    found = open_promises(archive, on, everything=case.get("everything", False))
    assert [[one.kind, one.title] for one in found] == case["open"]


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    archive = history(tmp_path, CASES[0]["meetings"])
    ask = ["open", "--archive", str(archive.folder)]
    told = CliRunner().invoke(app, ask, env={"COLUMNS": "120"}).stdout
    assert "ikke afgjort" in told
    (line,) = CliRunner().invoke(app, [*ask, "--format", "json"]).stdout.splitlines()
    assert json.loads(line)["kind"] == "recommendation"
    table = CliRunner().invoke(app, [*ask, "--format", "csv"]).stdout.splitlines()
    assert table[0].startswith("kind,collection,due,date,")
    done = CliRunner().invoke(app, [*ask, "--on", "2024-01-09"])
    assert done.stdout == "Intet løfte står åbent.\n"


def test_an_empty_archive_has_promised_nothing(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    assert open_promises(Archive(tmp_path)) == ()
