"""Worker processes: killed, hung and starved, they lose nothing and double nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from archives import HERE, content, errors_of
from small_corpus import MEETINGS

from pipeline.archive import local
from pipeline.archive.build import build_archive
from pipeline.archive.work import MEGABYTE, Settings

pytestmark = pytest.mark.slow
COMMAND = (sys.executable, "-c", "from pipeline.cli_archive import app; app()", "build")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty minutes, all different, and a damaged file."""
    place = tmp_path / "referater"
    place.mkdir()
    texts = sorted(MEETINGS.values())
    for number in range(40):
        text = texts[number % 2].replace("04-05", f"{number % 28 + 1:02}-0{number % 9 + 1}")
        (place / f"{number:02}.txt").write_text(text.replace("12-11", f"{number % 28 + 1:02}-11"))
    (place / "skadet.pdf").write_bytes(b"%PDF-1.7 cut")
    return place


def test_killed_at_random_and_run_again_is_as_if_never_killed(folder: Path, tmp_path: Path) -> None:
    build_archive([folder], tmp_path / "uforstyrret", HERE)
    archive = tmp_path / "dræbt"
    command = [*COMMAND, str(folder), "--out", str(archive), "--workers", "2", "--json"]
    chance = random.Random(7)
    killed = 0
    for _ in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
            try:
                run.wait(timeout=chance.uniform(0.5, 6))
            except subprocess.TimeoutExpired:
                run.kill()
                killed += 1
        for path in archive.glob("*/year=*/*"):
            assert path.suffix == ".parquet"
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert json.loads(done.stdout)["counts"]["errors"] == 1
    assert content(archive) == content(tmp_path / "uforstyrret")
    assert killed
    left = {path.name for path in (archive / "work").iterdir() if path.suffix != ".parquet"}
    assert left == {"ledger.sqlite"}


def test_workers_that_are_killed_are_replaced_and_no_file_is_blamed(
    folder: Path, tmp_path: Path
) -> None:
    begun = 0

    def kill_some(*_: object) -> None:
        nonlocal begun
        begun += 1
        if begun in (5, 17, 18):
            victim = multiprocessing.active_children()[0]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)

    archive = tmp_path / "arkiv"
    build_archive([folder], archive, local.engine(2), on_progress=kill_some)
    build_archive([folder], tmp_path / "uforstyrret", HERE)
    assert begun > 18
    assert content(archive) == content(tmp_path / "uforstyrret")


def test_one_endless_file_costs_its_own_time_and_no_more(folder: Path, tmp_path: Path) -> None:
    (folder / "05b_endeløs.txt").write_text(endless())
    settings = Settings(seconds=3)
    build_archive([folder], tmp_path / "arkiv", local.engine(2), settings=settings)
    errors = {Path(name).name: told for name, told in errors_of(tmp_path / "arkiv").items()}
    assert errors["05b_endeløs.txt"][1] == "LimitExceeded"
    assert set(errors) == {"05b_endeløs.txt", "skadet.pdf"}
    assert sources_in(tmp_path / "arkiv") == 40


def test_one_file_that_takes_too_much_memory_costs_nobody_else(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "05b_stor.txt").write_text("a\n" * 4_900_000)
    settings = Settings(memory=200 * MEGABYTE)
    build_archive([folder], tmp_path / "arkiv", local.engine(2), settings=settings)
    errors = {Path(name).name: told for name, told in errors_of(tmp_path / "arkiv").items()}
    assert errors["05b_stor.txt"] == ("read", "LimitExceeded")
    assert set(errors) == {"05b_stor.txt", "skadet.pdf"}
    assert sources_in(tmp_path / "arkiv") == 40


def sources_in(archive: Path) -> int:
    return sum(len(row["sources"]) for row in content(archive)[0]["meetings"])


def endless() -> str:
    """Minutes that take minutes to read."""
    items = (f"Punkt {n}: Sag {n}\n\nBeslutning\n\nGodkendt.\n\n" for n in range(1, 60_000))
    return "Referat Direktionen d. 04-05-2020\n\n" + "".join(items)
