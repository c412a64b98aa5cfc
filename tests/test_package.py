"""What a user installs: the wheel, in an empty environment, far from this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = "pipeline/examples/direktionen.txt"
# The package index and its certificates are this machine's business; everything else stays out.
KEPT = (
    "PATH",
    "HOME",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "http_proxy",
    "https_proxy",
    "TMPDIR",
)

pytestmark = pytest.mark.slow


def run(*words: object, cwd: Path) -> str:
    """Run a command and return what it prints; a failure shows what it said."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in KEPT or name.startswith("PIP_")
    }
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=kept, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """An empty folder that goes away again: the environment in it is 700 MB."""
    with tempfile.TemporaryDirectory(prefix="referat-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def wheel(elsewhere: Path) -> Path:
    words = ("-m", "build", "--wheel", "--no-isolation", "--outdir", elsewhere)
    run(sys.executable, *words, cwd=ROOT)
    (made,) = elsewhere.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(elsewhere: Path, wheel: Path) -> Path:
    """The scripts of a fresh environment that holds the wheel and what it asks for."""
    run(sys.executable, "-m", "venv", elsewhere / "venv", cwd=elsewhere)
    scripts = elsewhere / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "--disable-pip-version-check")
    pinned = ("--constraint", ROOT / "constraints.txt")
    run(*pip, "install", "--quiet", "--no-compile", *pinned, wheel, cwd=elsewhere)
    run(*pip, "check", cwd=elsewhere)
    return scripts


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith("METADATA")
        )
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    models = {
        f"pipeline/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "models").rglob("*")
        if path.is_file()
    }
    assert {"pipeline/models/topic/model.skops", "pipeline/models/decision/card.json"} <= models
    assert names == here | models
    assert {EXAMPLE, "pipeline/py.typed", "pipeline/lexicon/closed.toml"} <= names
    assert "License-Expression: MPL-2.0" in metadata


def test_it_runs_far_from_the_checkout(installed: Path, elsewhere: Path) -> None:
    assert "referat" in run(installed / "referat", "--help", cwd=elsewhere)
    where = "import pipeline; print(pipeline.__path__[0])"
    package = Path(run(installed / "python", "-c", where, cwd=elsewhere).strip())
    assert package.is_relative_to(elsewhere)
    example = package.parent / EXAMPLE
    post = run(installed / "referat", "draft", example, cwd=elsewhere)
    assert post == run(Path(sys.executable).parent / "referat", "draft", EXAMPLE, cwd=ROOT)
    assert (
        len(run(installed / "referat", "label", example, "--json", cwd=elsewhere).split("\n")) > 9
    )


def test_the_core_brings_no_large_extras(installed: Path, elsewhere: Path) -> None:
    listed = run(installed / "python", "-m", "pip", "list", "--format", "freeze", cwd=elsewhere)
    names = {line.split("==")[0].lower() for line in listed.splitlines()}
    assert {"referat", "spacy", "scikit-learn", "transformers", "datasets", "typer"} <= names
    assert not names & {"torch", "pyspark", "fastapi", "pytest", "ruff"}
