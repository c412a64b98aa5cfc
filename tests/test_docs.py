"""What the documents say is true: commands print what is shown, examples run, links lead on."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from transcripts import ROOT, printed, renewed, shown

from pipeline.labels import Decision, Topic
from pipeline.lexicon import load_lexicon

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("corpus/*.md")])
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


COMMANDS = shown(README) + shown(CONTRIBUTING)


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_commands_print_what_is_shown(command: str, output: str) -> None:
    assert printed(command) == output, "if the change is meant: make golden, and read it"


def test_renewing_changes_the_output_and_nothing_else() -> None:
    before = "Text\n```console\n$ echo a\nb\n$ echo c\n```\n```text\n$ echo d\n```\n"
    after = "Text\n```console\n$ echo a\na\n$ echo c\nc\n```\n```text\n$ echo d\n```\n"
    assert renewed(before) == after


def test_the_two_commands_come_first() -> None:
    commands = re.findall(r"`make (\w+)`", README)
    assert commands[:2] == ["draft", "test"]
    assert README.index("## Two commands") < README.index("## The way through")
    assert re.search(r"```text\n\d+ passed.* in \d+", README)


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        named = re.findall(r"`make (?:PYTHON=\S+ )?(\w+)`", path.read_text("utf-8"))
        assert set(named) <= targets, path.name


@pytest.mark.parametrize("command", ["split", "label", "draft"])
def test_every_command_is_shown(command: str) -> None:
    assert any(line.startswith(f"referat {command} ") for line, _ in shown(README))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for name in re.findall(r"`((?:pipeline|tests|docs|benchmarks|corpus)/[\w./*-]+)`", text):
        assert list(ROOT.glob(name.rstrip("/"))), name


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", CONTRIBUTING, re.DOTALL | re.MULTILINE)


CHANGES = list(zip(blocks("pycon before"), blocks("toml"), blocks("pycon after"), strict=True))


@pytest.mark.parametrize(("before", "row", "after"), CHANGES, ids=["layout", "phrase", "frame"])
def test_each_change_does_what_is_told(before: str, row: str, after: str, tmp_path: Path) -> None:
    """The row is put where its first line says, in a copy, and its lexicon test picks it up."""
    place = re.match(r"# (pipeline/lexicon/\w+\.toml), above the first (\[\[\w+\]\])\n", row)
    assert place
    for folder in ("pipeline", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    run_examples(before, tmp_path)
    table = tmp_path / place[1]
    head, mark, tail = table.read_text("utf-8").partition(f"\n{place[2]}\n")
    assert mark
    table.write_text(f"{head}\n{row}{mark}{tail}", "utf-8")
    run_examples(after, tmp_path)


def run_examples(text: str, folder: Path) -> None:
    (folder / "examples.txt").write_text(text, "utf-8")
    code = "import doctest, sys; sys.exit(doctest.testfile('examples.txt', False).failed)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert doctest.DocTestParser().get_examples(text)


def test_every_label_is_documented() -> None:
    """A label without its row, or with another wording than the code's, fails."""
    text = (ROOT / "docs" / "labels.md").read_text("utf-8")
    for label in (*Decision, *Topic):
        assert f"| `{label.value}` | {label.danish} | {label.definition} |" in text


def test_every_layout_of_items_is_documented() -> None:
    text = (ROOT / "docs" / "layouts.md").read_text("utf-8")
    for row in load_lexicon("items")["item"]:
        assert f"| `{row['example'][0]}` |" in text, row["style"]
    for row in load_lexicon("headings")["section"]:
        assert f"| `{row['kind']}` |" in text, row["kind"]
