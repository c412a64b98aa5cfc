"""The page on archives: its commands and examples run in order, and every column is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from transcripts import ROOT, shown

from pipeline.archive.schema import COLUMNS, VERSION

PAGE = (ROOT / "docs" / "archive.md").read_text("utf-8")
PARTS = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.slow
def test_the_page_is_true_from_its_first_command_to_its_last(tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    around = {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", "COLUMNS": "100"}
    # Left without tidying up: pyarrow's threads, when they outlive the interpreter, abort it.
    code = (
        "import doctest, os, sys; failed = doctest.testfile('part.txt', False).failed; "
        "sys.stdout.flush(); os._exit(failed)"
    )
    ran = set()
    for kind, part in PARTS.findall(PAGE):
        ran.add(kind)
        (tmp_path / "part.txt").write_text(part, "utf-8")
        commands = [([sys.executable, "-c", code], "")]
        if kind == "console":
            block = shown(f"```console\n{part}```")
            commands = [(["bash", "-c", command], told) for command, told in block]
        for command, told in commands:
            done = subprocess.run(
                command,
                cwd=tmp_path,
                env=around,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert (done.stdout, done.returncode) == (told, 0), (command, done.stderr)
    assert ran == {"console", "pycon"}


def test_every_column_is_told_where_it_stands() -> None:
    for table, columns in COLUMNS.items():
        _, _, after = PAGE.partition(f"### {table}:")
        rows = re.findall(r"^\| `(.+?)` \| (\w+) \| (.+) \|$", after.partition("\n\n###")[0], re.M)
        told = [(column.name, column.type, column.meaning) for column in columns]
        assert rows[: len(told)] == told, table
    assert f"(`referat_schema`: {VERSION})" in PAGE


def test_every_question_is_told() -> None:
    for command in ("build", "query", "case", "open", "report"):
        assert f"$ referat archive {command} " in PAGE
    assert "`diff A B`" in PAGE
