"""The tutorial works from its first command to its last, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from transcripts import ROOT, shown

from pipeline.corpus import read_corpus

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
DATASHEET = (ROOT / "corpus" / "README.md").read_text("utf-8")


def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    path = f"{scripts}:{os.environ['PATH']}"
    for command, output in shown(TUTORIAL):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.stdout == output, command


def test_every_corpus_command_is_shown() -> None:
    for command in ("check", "stats", "export", "import"):
        assert f"referat corpus {command}" in TUTORIAL + DATASHEET


def test_the_datasheet_counts_what_is_there() -> None:
    corpus = read_corpus()
    rows = corpus.open_rows
    hard = sum(row.hard is not None for row in rows)
    assert f"| documents | {len(corpus.documents)}, of " in DATASHEET
    assert f"| {len(rows)} open, {len(corpus.closed_rows)} closed |" in DATASHEET
    assert f"| hard items | {hard}, each" in DATASHEET
    assert f"| second labels | {len(corpus.second)} items" in DATASHEET
    for split in ("train", "dev", "test"):
        items = sum(about.split == split for about, _ in corpus.pairs())
        assert re.search(rf"\b{items}\b", DATASHEET), split
