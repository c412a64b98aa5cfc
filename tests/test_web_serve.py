"""`referat serve`: it starts, answers, and stops; what keeps it from starting is a clear error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

REFERAT = str(Path(sys.executable).with_name("referat"))
pytestmark = pytest.mark.slow


@contextmanager
def served(folder: Path, *more: str, **environment: str) -> Iterator[tuple[Any, str]]:
    """Give the process of a server and its address; it is ended at the end."""
    process = subprocess.Popen(
        [REFERAT, "serve", "--port", "0", "--data", str(folder), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    assert process.stdout is not None
    with process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_it_answers_at_the_address_it_prints_and_stops_quietly(tmp_path: Path) -> None:
    with served(tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}api/v1/health") as answer:
            assert json.load(answer)["status"] == "ok"
        process.send_signal(signal.SIGINT)
        output, messages = process.communicate(timeout=120)
    assert output == ""
    assert messages.startswith("Drafts are kept in")
    assert "Traceback" not in messages
    assert process.returncode in (0, 130)


def test_a_password_is_taken_from_the_environment_alone(tmp_path: Path) -> None:
    secret = "hemmelig-kode-9"
    with served(tmp_path, "--password-env", "OURS", OURS=secret) as (process, address):
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(f"{address}api/v1/label", data=b"{}")
        with urllib.request.urlopen(address) as page:
            assert page.url == f"{address}login?next=/"
        process.terminate()
        _, messages = process.communicate(timeout=120)
    assert secret not in messages


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--store", "postgresql://nobody@127.0.0.1:1/none"], "the database says no"),
        (["--store", "oracle://x"], "is no address of a database"),
        (["--host", "127.0.0.1", "--port", "1", "--data", "/proc/none"], "can't be written"),
        (["--host", "192.0.2.1", "--proxy-user-header", "X-User"], "can't be listened on"),
    ],
)
def test_what_keeps_it_from_starting_is_told_in_one_line(
    tmp_path: Path, args: list[str], says: str
) -> None:
    run = subprocess.run(
        [REFERAT, "serve", "--port", "0", "--data", str(tmp_path), *args],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with served(tmp_path / "a") as (_, address):
        port = address.rstrip("/").rsplit(":", 1)[1]
        run = subprocess.run(
            [REFERAT, "serve", "--port", port, "--data", str(tmp_path / "b")],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert run.returncode == 1
    assert "Address already in use" in run.stderr
