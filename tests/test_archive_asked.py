"""The questions put to an archive that the build itself has made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_archive_cases import FILES
from typer.testing import CliRunner

from pipeline.cli_archive import app

pytestmark = pytest.mark.slow


def test_a_built_archive_answers(tmp_path: Path) -> None:
    for file in FILES:
        place = tmp_path / "in" / file.collection / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text, "utf-8")
    out = tmp_path / "out"

    def ask(*arguments: str) -> str:
        done = CliRunner().invoke(app, arguments, env={"REFERAT_ARCHIVE": str(out)})
        assert done.exit_code == 0, done.output
        return done.stdout

    folders = [str(tmp_path / "in" / name) for name in ("Nordby", "Sydby")]
    ask("build", *folders, "--out", str(out), "--workers", "1")
    found = ask("query", "--text", "cyklerne", "--format", "json").splitlines()
    assert {json.loads(line)["collection"] for line in found} == {"Nordby"}
    case = json.loads(ask("case", "2024/1522", "--collection", "Nordby", "--json"))
    assert [step["by"] for step in case["steps"]][:3] == ["number", "number", "mention"]
    assert ask("open", "--all") == "Intet løfte står åbent.\n"
    ask("report", "--out", str(tmp_path / "report.html"))
    assert (tmp_path / "report.html").stat().st_size > 10_000
    assert "0 kun i A, 0 kun i B" in ask("diff", str(out), str(out))
