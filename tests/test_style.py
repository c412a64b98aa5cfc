"""House style: what a house may word, what is refused, and that the gate still holds."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from drafting_cases import build

from pipeline.checking import check_draft
from pipeline.checking.style import _EXAMPLES, _faults, load_style
from pipeline.drafting import compose_draft
from pipeline.drafting.case import read_case
from pipeline.drafting.decision.realise import realise_decision
from pipeline.drafting.formats import render
from pipeline.drafting.house import as_we, restyled
from pipeline.drafting.style import Style, default_style, read_style, style_as_toml
from pipeline.errors import StyleError
from pipeline.labelling import label_items
from pipeline.lexicon import load_lexicon
from pipeline.reading import read_document
from pipeline.records import LabelledItem, Minutes, Sentence
from pipeline.splitting import split_items

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "style.json").read_text("utf-8"))
EXAMPLE = HERE.parent / "pipeline" / "examples" / "direktionen.txt"


def loaded(toml: str, folder: Path) -> Style:
    file = folder / "vores.toml"
    file.write_text(toml, "utf-8")
    return load_style(file)


@pytest.fixture(scope="module")
def example() -> tuple[Minutes, tuple[LabelledItem, ...]]:
    minutes = split_items(read_document(EXAMPLE))
    return minutes, tuple(label_items(minutes))


@pytest.mark.parametrize("row", CASES["refused"], ids=lambda row: row["toml"].replace("\n", " "))
def test_what_does_not_fit_or_says_too_much_is_refused(row: Any, tmp_path: Path) -> None:
    with pytest.raises(StyleError) as error:
        loaded(row["toml"], tmp_path)
    assert row["what"] in str(error.value)
    assert error.value.where == str(tmp_path / "vores.toml")
    assert error.value.now


@pytest.mark.parametrize("toml", CASES["allowed"])
def test_what_a_house_may_choose(toml: str, tmp_path: Path) -> None:
    assert loaded(toml, tmp_path)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="can't be read"):
        read_style(tmp_path / "nej.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(StyleError, match="not UTF-8"):
        read_style(tmp_path / "x.toml")


def test_the_file_to_start_from_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "vores.toml").write_text(style_as_toml(), "utf-8")
    assert read_style(tmp_path / "vores.toml") == default_style()
    assert len(tomllib.loads(style_as_toml())["frames"]) == len(load_lexicon("frames")["predicate"])


def test_the_default_has_no_fault_and_every_frame_an_example() -> None:
    assert list(_faults(default_style())) == []
    without = [name for name in default_style().frames if not any(map(name.startswith, _EXAMPLES))]
    assert without == []


@pytest.mark.parametrize(("text", "expected"), CASES["comma"])
def test_without_start_comma(text: str, expected: str, tmp_path: Path) -> None:
    style = loaded("[text]\ncomma = 'none'", tmp_path)
    assert restyled(Sentence(text, "extracted"), style).text == expected


@pytest.mark.parametrize(("text", "expected"), CASES["we"])
def test_we(text: str, expected: str) -> None:
    assert as_we(text) == expected


def test_a_house_style_shows_in_the_draft_and_nowhere_else(
    example: tuple[Minutes, tuple[LabelledItem, ...]], tmp_path: Path
) -> None:
    style = loaded(
        "[headings]\npost = 'Seneste fra {body}'\nnext = 'Og så?'\n[count]\ninternal = false\n"
        "[closing]\ncontact = 'Ring på 12 34 56 78.'\n[words]\nledere = 'chefer'\n"
        "[[glossary]]\nterm = 'elcykler'\nmeans = 'cykler med motor'\ninternal = 'explain'\n"
        "[frames.droeftet]\nprecise = 'drøftede {case}'\n",
        tmp_path,
    )
    text = render(compose_draft(*example, style=style), style=style)
    assert text.startswith("# Seneste fra Direktionen: ")
    assert "## Og så?" in text
    assert "lukkede punkter" not in text
    assert "Ring på 12 34 56 78." in text
    assert "Chefer og tillidsrepræsentanter" in text
    assert text.count("(cykler med motor)") == 1
    case = read_case(*build("Ny hal", [("beslutning", "Drøftet.")], ["droeftet"]), style=style)
    assert realise_decision(case)[0].text == "Direktionen drøftede sagen om ny hal."
    usual = render(compose_draft(*example))
    assert "Chefer og tillidsrepræsentanter" not in usual
    assert "(cykler med motor)" not in usual


@pytest.mark.parametrize("audience", ["internal", "external"])
def test_the_gate_reads_a_house_style_as_it_reads_the_default(
    example: tuple[Minutes, tuple[LabelledItem, ...]], audience: Any, tmp_path: Path
) -> None:
    style = loaded(
        "[text]\ncomma = 'none'\nvoice = 'vi'\n[words]\nmedarbejdere = 'kolleger'\n"
        "[closing]\ncontact = 'Ring på 12 34 56 78.'\n"
        "[[glossary]]\nterm = 'elcykler'\nmeans = 'cykler med motor'\ninternal = 'explain'\n",
        tmp_path,
    )
    usual = compose_draft(*example, audience=audience, length="long")
    draft = compose_draft(*example, audience=audience, length="long", style=style)
    assert draft != usual
    rules = [flag.rule for flag in check_draft(usual)]
    assert [flag.rule for flag in check_draft(draft, style=style)] == rules
    assert [flag.rule for flag in check_draft(draft)] != rules


def test_the_gate_still_sees_a_lie_in_a_house_style(
    example: tuple[Minutes, tuple[LabelledItem, ...]], tmp_path: Path
) -> None:
    from dataclasses import replace

    style = loaded("[text]\ncomma = 'none'\n[words]\nmedarbejdere = 'kolleger'\n", tmp_path)
    draft = compose_draft(*example, style=style)
    told = next(one for one in draft.paragraphs if "anbefaler at" in one.blocks[0][0].text)
    lie = replace(told.blocks[0][0], text=told.blocks[0][0].text.replace("anbefaler", "vedtog"))
    false = replace(told, blocks=((lie,), *told.blocks[1:]))
    changed = tuple(false if one is told else one for one in draft.paragraphs)
    flags = check_draft(replace(draft, paragraphs=changed), style=style)
    assert "beslutning-opgraderet" in [flag.rule for flag in flags if flag.level == "red"]
