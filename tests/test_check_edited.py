"""A person's own text against its minutes: sections, anchors, files, and the command."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.checking import check_draft
from pipeline.checking.edited import left_out, read_blocks, read_edited
from pipeline.checking.edited_file import read_json, read_text
from pipeline.cli import app
from pipeline.drafting import compose_draft
from pipeline.drafting.formats import render
from pipeline.errors import DamagedFile, EmptyFile, FileMissing, ReferatError
from pipeline.labelling import label_items
from pipeline.reading import read_document
from pipeline.records import LabelledItem, Minutes
from pipeline.splitting import split_items

POST = """# Nyt fra Direktionen: budget og elcykler

På mødet den 12. maj 2025 godkendte Direktionen et fælles indkøb af elcykler.

## Elcykler til hjemmeplejen

Direktionen godkendte, at der indkøbes 18 elcykler i et fælles udbud.

## Kort nyt

**Lysfesten:** Direktionen drøftede evalueringen af Lysfesten 2025.

## Det videre forløb

- **1. september 2025** – retningslinjerne træder i kraft.

Teksten dækker de åbne punkter. Læs hele referatet: [link indsættes].
"""


@pytest.fixture(scope="module")
def meeting() -> tuple[Minutes, tuple[LabelledItem, ...]]:
    with as_file(files("pipeline") / "examples" / "direktionen.txt") as path:
        minutes = split_items(read_document(str(path)))
    return minutes, label_items(minutes)


def reds(text: str, meeting: tuple[Minutes, tuple[LabelledItem, ...]]) -> set[str]:
    return {flag.rule for flag in check_draft(read_edited(text, *meeting)) if flag.level == "red"}


def test_sections_are_anchored(meeting: tuple[Minutes, tuple[LabelledItem, ...]]) -> None:
    draft = read_edited(POST, *meeting)
    assert [[one.item.number for one in part.items] for part in draft.paragraphs] == [["7"], ["6"]]
    assert [part.brief for part in draft.paragraphs] == [False, True]
    assert [step.item.item.number for step in draft.next_steps] == ["4"]
    assert len(draft.lead) == 1
    assert len(draft.closing) == 2
    assert [flag.rule for flag in left_out(draft)] == ["punkt-udeladt"]


def test_a_true_text_passes(meeting: tuple[Minutes, tuple[LabelledItem, ...]]) -> None:
    assert reds(POST, meeting) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("18 elcykler", "31 elcykler", "tal-flyttet"),
        ("18 elcykler", "81 elcykler", "tal-uden-kilde"),
        ("Direktionen drøftede", "Direktionen vedtog", "beslutning-opgraderet"),
        ("Direktionen godkendte, at", "Direktionen afviste, at", "beslutning-forkert"),
        ("1. september", "1. oktober", "tal-uden-kilde"),
        ("den 12. maj 2025", "den 13. maj 2025", "tal-uden-kilde"),
        ("i et fælles udbud", "sammen med Karen Lyngholm", "person-person"),
    ],
)
def test_a_lie_is_flagged(
    meeting: tuple[Minutes, tuple[LabelledItem, ...]], old: str, new: str, rule: str
) -> None:
    assert rule in reds(POST.replace(old, new, 1), meeting)


def test_plain_text_has_headings() -> None:
    blocks = list(read_blocks("Nyt fra mødet\n\nDirektionen mødtes.\n\nElcykler\n\nDe er købt."))
    assert [block.level for block in blocks] == [1, 0, 2, 0]


def test_json_keeps_its_sources(
    tmp_path: Path, meeting: tuple[Minutes, tuple[LabelledItem, ...]]
) -> None:
    minutes, labelled = meeting
    made = compose_draft(minutes, labelled)
    path = tmp_path / "nyt.json"
    path.write_text(render(made, format="json"), "utf-8")
    read = read_json(path, minutes, labelled)
    assert read.sentences == made.sentences
    fields = json.loads(path.read_text("utf-8")) | {"sha256": "0"}
    path.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(ReferatError, match="other minutes"):
        read_json(path, minutes, labelled)


def test_files_that_can_not_be_read(
    tmp_path: Path, meeting: tuple[Minutes, tuple[LabelledItem, ...]]
) -> None:
    empty = tmp_path / "tom.md"
    empty.write_text(" ", "utf-8")
    with pytest.raises(EmptyFile):
        read_text(empty)
    with pytest.raises(FileMissing):
        read_text(tmp_path / "borte.md")
    broken = tmp_path / "nyt.json"
    broken.write_text("{}", "utf-8")
    with pytest.raises(DamagedFile):
        read_json(broken, *meeting)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "nyt.md"
    path.write_text(POST, "utf-8")
    with as_file(files("pipeline") / "examples" / "direktionen.txt") as minutes:
        args = ["check", str(path), str(minutes), "--date", "2025-05-13"]
        fine = CliRunner().invoke(app, args)
        path.write_text(POST.replace("18 elcykler", "81 elcykler"), "utf-8")
        wrong = CliRunner().invoke(app, [*args, "--json"])
        alone = CliRunner().invoke(app, ["check", str(path)])
    assert fine.exit_code == 0, fine.output
    assert wrong.exit_code == 1
    flags = json.loads(wrong.stdout)["flags"]
    red = [flag for flag in flags if flag["level"] == "red"]
    assert red[0]["rule"] == "tal-uden-kilde"
    assert "81 elcykler" in red[0]["sentence"]
    assert alone.exit_code == 2


def test_a_decision_that_no_item_speaks_of_has_no_source(
    meeting: tuple[Minutes, tuple[LabelledItem, ...]],
) -> None:
    invented = "# Nyt fra Direktionen\n\nDirektionen vedtog at nedlægge svømmehallen.\n"
    assert read_edited(invented, *meeting).lead[0].sources == ()
    assert "uden-kilde" in reds(invented, meeting)
