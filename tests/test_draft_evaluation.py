"""Drafts measured from raw files to tables, report and exit code, on a corpus of two meetings."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.corpus import read_corpus
from pipeline.evaluation.drafts.cases import as_given, corpus_cases, with_labels
from pipeline.evaluation.drafts.measures import BY_NAME
from pipeline.evaluation.drafts.report import report_of
from pipeline.evaluation.drafts.run import DraftRun, evaluate_drafts
from pipeline.evaluation.drafts.tables import FLOORS, figures_csv, metrics_of, missed, summary_of
from pipeline.evaluation.drafts.told import told_of
from pipeline.evaluation.drafts.whole import vocabulary_of
from pipeline.evaluation.drafts.writers import WRITERS, flags_for, write
from pipeline.evaluation.floors import read_floors
from pipeline.records import Sentence
from tests.small_corpus import MEETINGS, build, write_lines

DRAFTS = [
    {
        "document": "bregnholt_2024",
        "position": 0,
        "heading": "Nye cykler til hjemmeplejen",
        "ref": "Direktionen godkendte fem nye cykler til plejen. De koster 41.000 kr. stykket.",
        "alt": "Hjemmeplejen får fem cykler til 41.000 kr. stykket. Det har Direktionen godkendt.",
        "must": ["godkendte|godkendt", "cykler", "41.000 kr.", "månelanding"],
        "may": ["dækkant"],
        "traps": ["Skriv ikke, at cyklerne er bestilt; det sker inden sommerferien."],
        "priority": 1,
        "audience": "begge",
    },
    {
        "document": "bregnholt_2024",
        "position": 2,
        "heading": "Gæstebud",
        "ref": "",
        "alt": "Direktionen drøftede gæstebuddet for de frivillige.",
        "must": ["drøftede"],
        "may": [],
        "traps": ["Udelad punktet i posten."],
        "priority": "rutine",
        "audience": "internt",
    },
    {
        "document": "ildnaes_2019",
        "position": 0,
        "heading": "Tag på museets magasin",
        "ref": "Økonomiudvalget anbefaler Byrådet at hæve rammen til museets tag med 310.000 kr.",
        "alt": "Museets magasin kan få tag for 310.000 kr. mere. Det anbefaler Økonomiudvalget.",
        "must": ["anbefaler", "310.000 kr."],
        "may": [],
        "traps": [],
        "priority": 1,
        "audience": "begge",
    },
]
POST = """# Nyt fra Direktionen: cykler

På mødet den 4. maj 2024 godkendte Direktionen fem nye cykler.

## Nye cykler til hjemmeplejen

Direktionen godkendte fem nye cykler til hjemmeplejen. De koster 41.000 kr. stykket.

## Gæstebud for de frivillige

Direktionen drøftede gæstebuddet og tog orienteringen til efterretning.
"""
TEST_WORD = "søkort"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("corpus"))
    write_lines(path / "drafts" / "items.jsonl", DRAFTS)
    posts = path / "drafts" / "posts"
    posts.mkdir()
    (posts / "bregnholt_2024.md").write_text(POST, "utf-8")
    return path


@pytest.fixture(scope="module")
def run(folder: Path) -> DraftRun:
    corpus = read_corpus(folder)
    cases = list(corpus_cases(corpus))
    return evaluate_drafts(cases, vocabulary_of(corpus, cases))


def value(run: DraftRun, part: str, writer: str, measure: str) -> float:
    return run.figures[part, writer][measure].value


def test_every_writer_is_measured(run: DraftRun) -> None:
    assert {writer for _, writer in run.figures} == set(WRITERS)
    assert run.parts == ("train", "test")


def test_nuggets_are_counted_over_the_items_of_a_part(run: DraftRun) -> None:
    assert value(run, "train", "given", "must") <= 0.8  # nobody landed on the moon
    assert value(run, "test", "ref", "must") == 1
    assert value(run, "train", "ref", "may") == 0


def test_references_are_never_held_against_themselves(run: DraftRun) -> None:
    assert value(run, "test", "ref", "chrf") < 100
    assert value(run, "test", "ref", "edit") > 0


def test_a_routine_item_may_be_left_out(run: DraftRun) -> None:
    assert value(run, "train", "ref", "routine") == 1
    assert value(run, "train", "ref", "coverage") == 1
    assert value(run, "train", "frame", "routine") == 0


def test_the_first_sentences_are_copied_and_the_frame_is_not(run: DraftRun) -> None:
    assert value(run, "train", "lead-2", "copied") == 1
    assert value(run, "train", "frame", "copied") == 0


def test_the_post_by_a_person_is_on_top_of_its_own_order(run: DraftRun) -> None:
    assert value(run, "train", "post", "top") == 1
    assert value(run, "train", "post", "post_chrf") > value(run, "train", "frame", "post_chrf")


def test_flags_are_held_against_the_labels_of_a_person(folder: Path) -> None:
    case = next(one for one in corpus_cases(read_corpus(folder)) if one.part == "test")
    _, draft = write("referat", case)
    known = case.items[0]
    assert known.found is not None
    lie = Sentence("Økonomiudvalget godkendte taget.", "realised", (known.found.item.span,))
    (paragraph,) = (one for one in draft.paragraphs if one.items[0].item is known.found.item)
    told = replace(paragraph, blocks=((lie,),))
    others = tuple(told if one is paragraph else one for one in draft.paragraphs)
    flags = flags_for(case, replace(draft, paragraphs=others))
    assert "beslutning-opgraderet" in {flag.rule for flag in flags}


def test_labels_of_a_person_replace_those_of_the_rules(folder: Path) -> None:
    for case in corpus_cases(read_corpus(folder)):
        given = as_given(case)
        assert [one.row.types for one in given.items if one.row] == [
            tuple(label.value for label in one.decisions) for one in given.labelled
        ]
        _, draft = write("referat", case)
        swapped = with_labels(draft, case.items)
        assert [one.text for one in swapped.sentences] == [one.text for one in draft.sentences]


def test_what_is_told_of_an_item_is_its_own(folder: Path) -> None:
    case = next(one for one in corpus_cases(read_corpus(folder)) if one.part == "train")
    _, draft = write("referat", case)
    for one in case.labelled:
        told = told_of(draft, one)
        assert told.places or told.reason
        assert all(sentence in draft.sentences for sentence in told.sentences)


def test_tables_have_every_figure_and_no_text(run: DraftRun) -> None:
    metrics = metrics_of(run)
    assert metrics["train"]["documents"] == 1
    assert metrics["train"]["items"] == 2
    rows = list(csv.DictReader(figures_csv(run).splitlines()))
    assert {row["writer"] for row in rows} == set(WRITERS)
    assert "must" in summary_of(run)
    assert any(measure.name == "must" for _, measure, _ in missed(run))
    for text in (figures_csv(run), json.dumps(metrics)):
        assert "cykler" not in text


def test_the_report_hides_the_test_split(run: DraftRun) -> None:
    page = report_of(run)
    assert "månelanding" in page
    assert TEST_WORD not in page
    assert "museets tag" not in page
    assert "Bortvisning" not in page
    assert "museets tag" in report_of(run, show_errors=True)


def test_the_report_is_one_page_that_needs_nothing_else(run: DraftRun) -> None:
    page = report_of(run)
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert page.count("<h1") == 1
    assert "<script" not in page


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text('[drafts.train.at_least]\n"given.must" = 0.99\n', "utf-8")
    return path


def test_a_figure_below_its_floor_is_exit_1(folder: Path, floors: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wanted = ["evaluate", "--drafts", "--corpus", str(folder), "--out", str(out)]
    found = CliRunner().invoke(app, [*wanted, "--floors", str(floors)])
    assert found.exit_code == 1
    assert "given.must" in found.stderr
    names = {path.name for path in out.iterdir()}
    assert names == {
        "drafts.html", "drafts_metrics.json", "drafts_figures.csv", "drafts_counts.csv",
    }  # fmt: skip
    floors.write_text('[drafts.train.at_least]\n"given.must" = 0.5\n', "utf-8")
    found = CliRunner().invoke(app, [*wanted, "--floors", str(floors), "--json"])
    assert found.exit_code == 0
    assert json.loads(found.stdout)["test"]["ref"]["must"] == 1


def test_published_texts_need_no_corpus(tmp_path: Path) -> None:
    for name, text in (("minutes/a.txt", MEETINGS["bregnholt_2024"]), ("published/a.md", POST)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    found = CliRunner().invoke(app, ["evaluate", "--published", str(tmp_path), "--json"])
    assert found.exit_code == 0
    figures = json.loads(found.stdout)["published"]
    assert figures["post"]["top"] == 1
    assert figures["referat"]["post_chrf"] > 0
    assert "must" not in figures["referat"]


def test_a_folder_without_pairs_is_told(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["evaluate", "--published", str(tmp_path)])
    assert found.exit_code != 0


def test_real_minutes_pass_the_gates_that_need_no_reference(real: Path) -> None:
    from pipeline.evaluation.drafts.cases import file_case

    cases = [file_case(path, part="minutes") for path in sorted(real.glob("00*.txt"))]
    found = evaluate_drafts(cases, vocabulary_of(None, cases), writers=("referat",))
    figures = found.figures["minutes", "referat"]
    for gate in ("facts", "names", "stage", "hedges", "closed", "personal", "coverage"):
        assert figures[gate].value == 1, gate


def test_the_package_brings_floors_for_every_split() -> None:
    found = read_floors("drafts", FLOORS)
    assert {floor.part for floor in found} == {"train", "dev", "test"}
    assert all(floor.figure.split(".")[1] in BY_NAME for floor in found)
