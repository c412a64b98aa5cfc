"""``referat evaluate`` and ``referat compare`` on a small corpus: files, floors, faults, report."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from small_corpus import MEETINGS, build, change
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.corpus import read_corpus
from pipeline.errors import CorpusError, ReferatError
from pipeline.evaluation.contestants import find_contestant
from pipeline.evaluation.evaluate import evaluate_split
from pipeline.evaluation.floors import Check, Floor, check_floors, read_floors
from pipeline.evaluation.learning import retrain
from pipeline.evaluation.mistakes import Piece, marked_pieces
from pipeline.evaluation.outcomes import read_meetings
from pipeline.evaluation.report import render_report
from pipeline.evaluation.run import evaluate_corpus
from pipeline.evaluation.tables import ANSWERS, parts_of, read_answers
from pipeline.labels import Topic
from pipeline.records import Label, Span
from pipeline.training.prepare import Prepared, prepare

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A corpus that a test may break."""
    return build(tmp_path / "corpus")


@pytest.fixture(scope="module")
def titles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("titles") / "dagsorden.jsonl"
    rows = [("Leasing af to elbiler", "fleet"), ("Skolernes ferieplan", "hr"), ("Xyz", None)]
    path.write_text(
        "".join(json.dumps({"title": title, "topic": topic}) + "\n" for title, topic in rows),
        "utf-8",
    )
    return path


@pytest.fixture(scope="module")
def out(folder: Path, titles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the small corpus and two titles."""
    place = tmp_path_factory.mktemp("report")
    done = evaluate("--model", "rules", "--corpus", folder, "--titles", titles, "--out", place)
    assert done.exit_code == 0, done.output
    return place


def evaluate(*words: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, words)])


def compare(*words: object) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, words)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_item_has_its_answer(out: Path) -> None:
    answers = {(row["task"], row["item"]): row for row in rows_of(out / ANSWERS)}
    first = answers["decisions", "bregnholt_2024#0"]
    assert (first["gold"], first["said"], first["right"]) == ("godkendt", "godkendt", "1")
    both = answers["decisions", "bregnholt_2024#2"]
    assert (both["gold"], both["right"]) == ("droeftet taget_til_efterretning", "1")
    assert ("decisions", "bregnholt_2024#1") not in answers  # closed
    assert answers["topics", "dagsorden.jsonl:2"]["gold"] == "hr"
    assert len(answers) == 4 * 2 + 2


def test_metrics_are_numbers_by_part(out: Path) -> None:
    metrics = json.loads((out / "metrics.json").read_text("utf-8"))
    assert metrics["train"]["segmentation"]["found"] == 1.0
    assert metrics["train"]["decisions"]["macro_f1"] == 1.0
    assert metrics["train"]["documents"] == 1
    assert "given" not in metrics["test"]  # no section is labelled, so nothing is given
    assert metrics["titles dagsorden"]["titles"] == 2
    assert metrics["titles dagsorden"]["topics"]["exact"] == 0.5
    assert metrics["model"] == "rules"


def test_tables_and_pictures_are_whole(out: Path) -> None:
    for name in ("figures", "classes", "slices", "confusion", "calibration", "coverage"):
        assert rows_of(out / f"{name}.csv"), name
    pictures = sorted((out / "pictures").glob("*.svg"))
    assert len(pictures) == 5 * 2 + 3
    for picture in pictures:
        assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    assert not list(out.rglob(".*"))


def test_a_second_run_is_the_same(folder: Path, titles: Path, out: Path, tmp_path: Path) -> None:
    evaluate("--model", "rules", "--corpus", folder, "--titles", titles, "--out", tmp_path)
    for path in (*out.glob("*.csv"), *out.glob("*.json"), *out.glob("pictures/*")):
        assert (tmp_path / path.relative_to(out)).read_bytes() == path.read_bytes(), path.name


def test_answers_are_read_as_they_were_written(folder: Path, out: Path) -> None:
    run = evaluate_corpus(read_corpus(folder), "rules")
    read = read_answers(out / ANSWERS)
    for part, task, answers in parts_of(run):
        found = read[part, task]
        assert [one.right for one in found] == [one.right for one in answers]
        assert [one.confidence for one in found] == pytest.approx(
            [one.confidence for one in answers], abs=1e-6
        )


def test_json_prints_the_metrics_and_nothing_else(folder: Path) -> None:
    done = evaluate("--model", "rules", "--corpus", folder, "--split", "train", "--json")
    metrics = json.loads(done.stdout)
    assert set(metrics) == {"model", "corpus", "train", "intervals"}


def test_nothing_closed_is_in_any_file(out: Path) -> None:
    for path in out.rglob("*.*"):
        assert "Bortvisning" not in path.read_text("utf-8"), path.name


def test_only_the_report_has_texts(out: Path) -> None:
    for path in (*out.glob("*.csv"), *out.glob("*.json"), *out.glob("pictures/*")):
        assert "hjemmeplejen" not in path.read_text("utf-8"), path.name


def test_labelling_by_itself_is_given_the_labelled_sections(own: Path) -> None:
    """Cut where the decision isn't, the very same rules find none."""
    text = MEETINGS["ildnaes_2019"]
    rightly, wrongly = text.index("Udsat."), text.index("Taxaordning")
    for start, right in ((rightly, 1.0), (wrongly, 0.0)):
        section = {"kind": "beslutning", "start": start, "end": start + 6}
        change(own / "labels" / "items.jsonl", 5, lambda row, s=section: row.update(sections=[s]))
        result = evaluate_split(read_corpus(own), "test", find_contestant("rules").classifiers)
        assert result.figures["given.decisions.exact"].value == right
        assert result.figures["decisions.exact"].value == 1.0
        assert result.figures["given.topics.missing"].value == 0.0


def broken(folder: Path) -> Path:
    """Label an item of each split wrongly, so that there is an error to show."""
    for line in (1, 4):
        change(folder / "labels" / "items.jsonl", line, lambda row: row.update(topic="other"))
    return folder


def test_errors_of_the_test_split_are_kept_from_view(own: Path, tmp_path: Path) -> None:
    words = ("--model", "rules", "--corpus", broken(own), "--out", tmp_path / "report")
    assert evaluate(*words).exit_code == 0
    page = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert "grusvejene" in page
    assert "Stormen" not in page
    assert page.count("Kept from view") == 1
    evaluate(*words, "--show-errors")
    page = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert "Stormen" in page
    assert "Kept from view" not in page


def test_a_changed_label_shows_as_a_loss(own: Path, tmp_path: Path) -> None:
    words = ("--model", "rules", "--corpus", own, "--split", "train", "--out", tmp_path / "a")
    evaluate(*words)
    done = compare(tmp_path / "a", "rules", "--corpus", own, "--split", "train", "--json")
    same = json.loads(done.stdout)["train"]["decisions"]
    assert (same["items"], same["gains"], same["losses"], same["p"]) == (2, 0, 0, 1.0)
    text = (tmp_path / "a" / ANSWERS).read_text("utf-8")
    (tmp_path / "a" / ANSWERS).write_text(text.replace(",godkendt,godkendt,", ",godkendt,udsat,"))
    done = compare(tmp_path / "a", "rules", "--corpus", own)
    assert "train, decisions: 2 items in both" in done.stdout
    assert "gains 1, losses 0" in done.stdout
    assert "+ bregnholt_2024#0" in done.stdout
    last = tmp_path / "a" / "metrics.json"
    evaluate(*words[:-1], tmp_path / "b", "--last", last)
    page = (tmp_path / "b" / "report.html").read_text("utf-8")
    assert "Against the last run" in page
    assert re.search(r"1 gained, 0 lost", page)


def test_gains_on_the_test_split_are_counted_and_not_named(folder: Path, out: Path) -> None:
    text = (out / ANSWERS).read_text("utf-8")
    changed = out.parent / "changed"
    changed.mkdir(exist_ok=True)
    (changed / ANSWERS).write_text(text.replace(",udsat,udsat,", ",udsat,afvist,"), "utf-8")
    words = (changed, "rules", "--corpus", folder, "--split", "test")
    done = compare(*words)
    assert "gains 1" in done.stdout
    assert "ildnaes_2019#1" not in done.stdout
    assert "ildnaes_2019#1" in compare(*words, "--show-errors").stdout


FLOORS = """
[rules.train.at_least]
"decisions.macro_f1" = {least}
[rules.train.at_most]
"decisions.upgraded" = {most}
"""


def test_a_floor_that_is_not_held_is_red(folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    words = ("--model", "rules", "--corpus", folder, "--split", "train", "--floors", floors)
    floors.write_text(FLOORS.format(least=0.9, most=0.1), "utf-8")
    assert evaluate(*words).exit_code == 0
    floors.write_text(FLOORS.format(least=1.1, most=0.1), "utf-8")
    done = evaluate(*words)
    assert done.exit_code == 1
    assert "train decisions.macro_f1 is 1.000, wanted at least 1.1" in done.stderr
    floors.write_text(FLOORS.format(least=0.9, most=-0.1), "utf-8")
    assert evaluate(*words).exit_code == 1


def test_a_floor_under_a_missing_figure_is_red() -> None:
    floor = Floor("dev", "decisions.no_such", "at_least", 0.0)
    (check,) = check_floors((floor,), {"dev": {"decisions.exact": 1.0}})
    assert check == Check(floor, None)
    assert not check.held
    assert str(check) == "dev decisions.no_such is missing, wanted at least 0.0"


@pytest.mark.parametrize(
    "text",
    [
        "rules = 3",
        "[rules]\ndev = 3",
        "[rules.dev.above]\nx = 1",
        '[rules.dev.at_most]\nx = "1"',
        "[",
    ],
)
def test_floors_that_are_no_floors_are_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ReferatError, match=r"floors\.toml"):
        read_floors("rules", path)


def test_floors_name_figures_that_are_measured() -> None:
    """A slip in the file would never hold, but only a whole run would tell."""
    corpus = read_corpus()
    part = [one for one in corpus.documents if one.split == "train"][:2]
    few = type(corpus)(
        corpus.folder,
        tuple(part),
        tuple(row for row in corpus.rows if row.document in {one.id for one in part}),
        (),
        corpus.sides,
        corpus.texts,
    )
    known = evaluate_split(few, "train", find_contestant("rules").classifiers).figures
    for model in ("rules", "shipped"):
        for floor in read_floors(model):
            assert floor.figure in known, floor


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--corpus", "nowhere"), "no corpus here"),
        (("--titles", "nowhere.jsonl"), "can't be read"),
        (("--model", "nowhere"), "can't be read"),
        (("--floors", "nowhere.toml"), "can't be read"),
        (("--last", "nowhere/metrics.json"), "can't be read"),
        (("--split", "dev"), "has no dev documents"),
    ],
)
def test_what_is_missing_is_an_error(
    words: tuple[str, str], what: str, folder: Path, tmp_path: Path
) -> None:
    given = {"--model": "rules", "--corpus": str(folder), "--out": str(tmp_path / "out")}
    given |= dict([words])
    done = evaluate(*(word for pair in given.items() for word in pair))
    assert isinstance(done.exception, ReferatError)
    assert what in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_document_that_is_missing_is_an_error(own: Path) -> None:
    corpus = read_corpus(own)
    (own / "minutes" / "ildnaes_2019.txt").unlink()
    with pytest.raises(CorpusError, match="is not there"):
        list(read_meetings(corpus, corpus.documents))


def test_titles_without_a_topic_are_an_error(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "titles.jsonl"
    path.write_text('{"title": "Xyz", "topic": null}\n', "utf-8")
    done = evaluate("--corpus", folder, "--titles", path)
    assert isinstance(done.exception, CorpusError)


def test_nothing_to_compare_is_an_error(folder: Path, out: Path) -> None:
    done = compare(out, "rules", "--corpus", folder, "--split", "dev")
    assert done.exit_code != 0
    done = evaluate("--split", "nowhere")
    assert done.exit_code == 2


def test_minutes_that_are_none_count_as_not_found(own: Path) -> None:
    """A document in which nothing is found has its items missed, borders and all."""
    name = "bregnholt_2024"
    corpus = read_corpus(own)
    nothing = "Her står intet.\n" + " " * (len(MEETINGS[name]) - 16)
    (own / "minutes" / f"{name}.txt").write_text(nothing, "utf-8")
    unchecked = [type(one)(**{f: getattr(one, f) for f in one.__slots__} | {"sha256": None})
                 for one in corpus.documents if one.id == name]  # fmt: skip
    (meeting,) = read_meetings(corpus, unchecked)
    assert meeting.minutes is None
    assert [one.found for one in meeting.outcomes] == [None, None]


def test_evidence_is_marked_where_it_stands() -> None:
    text = "Godkendt.\nSendes i høring."
    pieces = marked_pieces(text, Span(0, len(text)), [Span(10, 25), Span(0, 8), Span(0, 4)])
    assert pieces == (
        Piece("Godkendt", True),
        Piece(". ", False),
        Piece("Sendes i høring", True),
        Piece(".", False),
    )


def test_training_anew_never_measures_on_what_it_learned_from(tmp_path: Path) -> None:
    """A trainer that knows by heart what it has seen, and nothing else, is never right."""
    corpus = read_corpus()
    prepared = prepare(corpus, {})
    seen: list[set[str]] = []

    def train(examples: Prepared) -> Any:
        learned = {one.item for one in examples.found if one.split == "train"}
        seen.append({one.group for one in examples.found if one.split == "train"})
        labels = (Label(Topic.OTHER, 1.0, "model"),)
        right = {one.item: (Label(one.topic, 1.0, "model"),) for one in examples.found}
        return lambda items: [right[i] if i in learned else labels for i in items]

    found = retrain(prepared, "topics", train, times=4)
    other = np.mean([one.topic is Topic.OTHER for one in prepared.found if one.split == "train"])
    assert found.left_out["topics.exact"].value == pytest.approx(other)
    everyone = {one.group for one in prepared.found if one.split == "train"}
    groups, curve = seen[:4], seen[4:]
    assert all(everyone - group for group in groups)
    assert set.union(*(everyone - group for group in groups)) == everyone
    assert sum(len(everyone - group) for group in groups) == len(everyone) == found.municipalities
    assert [len(group) for group in curve] == [one.municipalities for one in found.curve]
    assert curve[-1] == everyone
    run = evaluate_corpus(read_corpus(build(tmp_path / "corpus")), "rules")
    text = render_report(run, (), (), (found,))
    assert "Municipalities that the model had not learned from" in text


class Page(HTMLParser):
    """What a report is made of: its tags, ids and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def having(self, name: str) -> Iterator[str]:
        return (attrs[name] or "" for _, attrs in self.tags if name in attrs)


def test_the_report_stands_alone_and_can_be_found_about_in(out: Path) -> None:
    text = (out / "report.html").read_text("utf-8")
    page = Page(text)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert not re.search(r"@import|url\((?!#)", text)
    ids = list(page.having("id"))
    assert len(ids) == len(set(ids))
    for link in page.having("href"):
        assert link.removeprefix("#") in ids
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") > 10
    for tag, attrs in page.tags:
        if tag == "svg" and attrs.get("role"):
            assert (attrs["aria-label"] or "").endswith(".")
    headings = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert all(two - one <= 1 for one, two in pairwise(headings))
    assert "#1f2a37" not in text.split("</style>")[1]  # pictures take the page's colours


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_finds_nothing_wrong_with_the_report(out: Path, scheme: Any) -> None:
    """Offline, in a real Chromium: no error, no request, nothing axe objects to, no overflow."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    told: list[str] = []
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url))
        page.goto((out / "report.html").as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = axe.Axe().run(page)
        browser.close()
    assert told == [(out / "report.html").as_uri()]
    assert wide <= 390
    assert found.violations_count == 0, found.generate_report()
