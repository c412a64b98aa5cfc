"""The whole way, as a user walks it: the example minutes in, the post out.

The golden post lies in ``tests/golden/direktionen.md``, to be read by people. After a change that
is meant to change it: ``make golden``, then read the difference.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typeset import typeset_docx, typeset_html, typeset_pdf

from pipeline import read_document, split_items

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "pipeline" / "examples" / "direktionen.txt"
GOLDEN = ROOT / "tests" / "golden" / "direktionen.md"
# Words that stand in the example's closed items and nowhere else in it.
CLOSED = (
    "Lukket", "Personsag", "Børn og Skole", "lejemål", "Havnepladsen", "voldgift", "Forhandling",
    "Kommende sager", "25-001903", "24-007731", "23-011640",
)  # fmt: skip


@cache
def draft(path: Path, *options: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "draft", path, *options],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def post() -> str:
    return draft(EXAMPLE)[0]


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return json.loads(draft(EXAMPLE, "--format", "json")[0])


def test_the_post_is_the_one_people_have_read(post: str) -> None:
    assert post == GOLDEN.read_text("utf-8"), "if the change is meant: make golden, and read it"


def test_the_post_has_what_a_post_has(post: str) -> None:
    assert post.startswith("# Nyt fra Direktionen")
    assert "12. maj 2025" in post
    assert "## Det videre forløb" in post
    assert "fire lukkede punkter" in post
    assert "[link indsættes]" in post
    assert "**Hovedudvalget**" in post
    for fact in ("Lysfesten", "elcykler", "barns sygdom", "Budgetopfølgning", "morgenmad"):
        assert fact in post


def test_a_recommendation_is_never_told_as_a_decision(data: dict[str, Any]) -> None:
    about = [one["text"] for one in data["sentences"] if "barns sygdom" in one["text"]]
    assert any("anbefale" in text for text in about)
    assert not [text for text in about if re.search(r"Direktionen (?:har )?(?:godkend|vedt)", text)]


def test_every_sentence_is_backed_by_what_it_names(data: dict[str, Any]) -> None:
    text = split_items(read_document(EXAMPLE)).text
    for sentence in data["sentences"]:
        sources = [text[one["start"] : one["end"]] for one in sentence["sources"]]
        assert sources == [one["text"] for one in sentence["sources"]]
        assert all(source.strip() for source in sources)
        printed = " ".join(" ".join(sources).split())
        said = sentence["text"].replace("\N{NO-BREAK SPACE}", " ")
        if sentence["kind"] == "extracted":
            assert said in printed
        elif sentence["kind"] == "realised":
            assert sources
            for number in re.findall(r"\d+(?:[.,]\d+)*", said):
                assert number in printed, said


def test_every_open_item_is_told_or_left_out_with_a_reason(data: dict[str, Any]) -> None:
    told = [number for paragraph in data["paragraphs"] for number in paragraph["items"]]
    left = [one["number"] for one in data["omitted"]]
    assert sorted(told + left, key=int) == ["1", "3", "4", "6", "7", "10"]
    assert all(one["reason"] for one in data["omitted"])


@pytest.mark.parametrize("form", ["md", "html", "txt", "json"])
def test_words_of_closed_items_are_nowhere(form: str) -> None:
    said = " ".join(draft(EXAMPLE, "--format", form)).lower()
    text = EXAMPLE.read_text("utf-8").lower()
    for word in CLOSED:
        assert word.lower() in text
        assert word.lower() not in said


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_the_format_of_the_minutes_changes_nothing(kind: str, post: str, tmp_path: Path) -> None:
    typeset = {"pdf": typeset_pdf, "docx": typeset_docx, "html": typeset_html}[kind]
    path = tmp_path / f"referat.{kind}"
    path.write_bytes(typeset(EXAMPLE.read_text("utf-8")))
    assert draft(path)[0] == post
