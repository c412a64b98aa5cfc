"""Each check of the corpus is broken on purpose and seen red; the corpus itself is clean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_corpus import MEETINGS, PLACES, build, change, write_lines, write_minutes

from pipeline.corpus import read_corpus
from pipeline.corpus.check import Report, check_corpus
from pipeline.corpus.closed import closed_words
from pipeline.corpus.folder import read_minutes
from pipeline.corpus.names import find_real_names, hash_name, known_name
from pipeline.corpus.overlap import (
    ALIKE_MOST,
    SHARED_MOST,
    renamed_sequences,
    shared_sequences,
    vocabulary_growth,
)
from pipeline.lexicon import load_lexicon

ITEMS = "labels/items.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path)


def rules(folder: Path) -> list[tuple[str, str]]:
    """The rules that a corpus breaks, each with the place that is told."""
    findings = check_corpus(read_corpus(folder)).findings
    return [(one.rule, one.where.removeprefix(f"{folder}/")) for one in findings]


def test_a_clean_corpus_has_no_faults(folder: Path) -> None:
    assert rules(folder) == []


def test_too_little_is_told(folder: Path) -> None:
    report = check_corpus(read_corpus(folder))
    missed = {count.name for count in report.counts if not count.met}
    assert {"documents", "open items", "decision andet", "topic hr", "whole posts"} <= missed
    assert not report.passed


@pytest.fixture(scope="module")
def report() -> Report:
    return check_corpus(read_corpus())


def test_the_corpus_has_no_faults(report: Report) -> None:
    assert [str(finding) for finding in report.findings] == []


def test_the_corpus_has_enough_of_everything(report: Report) -> None:
    assert [count for count in report.counts if not count.met] == []


def test_a_copied_paragraph(folder: Path) -> None:
    paragraph = MEETINGS["bregnholt_2024"].split("Sagsfremstilling\n\n")[1].split("\n\n")[0]
    relabel(folder, "ildnaes_2019", lambda text: text + "\n" + paragraph + "\n")
    assert ("overlap", "minutes/ildnaes_2019.txt:20") in rules(folder)


def test_a_document_with_other_names() -> None:
    text = MEETINGS["ildnaes_2019"]
    other = text.replace("Havnegade", "Torvegade").replace("49", "12").replace("310", "275")
    other = other.replace("Økonomiudvalget", "Direktionen").replace("Taxaordning", "Busordning")
    pair = {"first": text, "second": other}
    assert max(like.share for like in renamed_sequences(pair)) > ALIKE_MOST
    apart = {"first": text, "second": MEETINGS["bregnholt_2024"]}
    assert [like for like in renamed_sequences(apart) if like.share > ALIKE_MOST] == []


def test_formulae_are_no_overlap() -> None:
    said = "Dagsordenen blev godkendt. "
    texts = {"a": said + "Møllen maler korn", "b": said + "Åen løber gennem byen"}
    assert list(shared_sequences(texts)) == []
    copied = "otte ord der står i samme orden her"
    copies = {"a": copied, "b": "før " + copied}
    assert max(like.share for like in shared_sequences(copies)) > SHARED_MOST


@pytest.mark.parametrize(
    "entry", load_lexicon("formulae")["formula"], ids=lambda row: row["example"]
)
def test_formulae_know_their_examples(entry: dict[str, str]) -> None:
    words = "alle de andre ord her er forskellige "
    told = {"a": entry["example"] + " ved den nye bro", "b": entry["example"] + " i en gammel skov"}
    assert list(shared_sequences(told)) == []
    kept = dict.fromkeys("ab", words + entry["negative"] + words)
    assert len(list(shared_sequences(kept))) == 1


def test_a_document_that_brings_nothing_new() -> None:
    growth = {one.document: one.share for one in vocabulary_growth(dict.fromkeys("ab", "to ord"))}
    assert growth == {"a": 1.0, "b": 0.0}


def test_a_label_that_its_words_don_t_say(folder: Path) -> None:
    change(folder / ITEMS, 5, lambda one: one["decisions"][0].update(label="godkendt"))
    assert rules(folder) == [("evidence", f"{ITEMS}:5")]
    change(folder / ITEMS, 5, lambda one: one.update(hard="said in words of its own"))
    assert rules(folder) == []


def test_half_of_what_was_said(folder: Path) -> None:
    """A mark that leaves out the "not" before it does not hide it."""
    text = MEETINGS["ildnaes_2019"].replace("Udsat.", "Ikke godkendt.")
    relabel(folder, "ildnaes_2019", lambda _: text)
    start = text.index("godkendt")
    mark = {"label": "udsat", "start": start, "end": start + 8, "text": "godkendt"}
    end = len(text.rstrip())

    def edit(one: dict[str, Any]) -> None:
        one.update(decisions=[mark], span={"start": one["span"]["start"], "end": end})

    change(folder / ITEMS, 5, edit)
    assert rules(folder) == [("evidence", f"{ITEMS}:5")]


def test_topics_that_contradict(folder: Path) -> None:
    change(folder / ITEMS, 1, lambda one: one.update(secondary=["fleet"]))
    assert rules(folder) == [("topics", f"{ITEMS}:1")]


def test_something_and_nothing_decided(folder: Path) -> None:
    nothing = {"label": "ingen_beslutning", "start": None, "end": None, "text": ""}
    change(folder / ITEMS, 1, lambda one: one["decisions"].append(nothing))
    assert rules(folder) == [("decisions", f"{ITEMS}:1")]


def test_a_layout_that_train_knows_too(folder: Path) -> None:
    change(folder / "documents.jsonl", 1, lambda one: one.update(layout="punkt_two"))
    assert rules(folder) == [("layouts", "documents.jsonl:1")]


def test_a_layout_that_nobody_has(folder: Path) -> None:
    path = folder / "split.json"
    sides = json.loads(path.read_text("utf-8")) | {"test_only_layouts": ["runer"]}
    path.write_text(json.dumps(sides), "utf-8")
    assert rules(folder) == [("layouts", "split.json")]


LEAKS = {
    "a title": (f"{ITEMS}", lambda one: one.update(chain="bortvisning")),
    "a reason": (f"{ITEMS}", lambda one: one.update(hard="next to the Bortvisning")),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_word_of_a_closed_item(leak: tuple[str, Callable[..., None]], folder: Path) -> None:
    change(folder / leak[0], 1, leak[1])
    assert rules(folder) == [("closed", f"{ITEMS}:1")]


def test_a_closed_word_in_a_post(folder: Path) -> None:
    post = folder / "drafts" / "posts" / "bregnholt_2024.md"
    post.parent.mkdir(parents=True)
    post.write_text("# Nyt fra Direktionen\n\nEn bortvisning fylder.\n", "utf-8")
    assert rules(folder) == [("closed", "drafts/posts/bregnholt_2024.md:3")]


def test_no_error_tells_the_closed_word(folder: Path) -> None:
    change(folder / ITEMS, 1, lambda one: one.update(chain="bortvisning"))
    told = " ".join(map(str, check_corpus(read_corpus(folder)).findings))
    assert "bortvisning" not in told.lower()


def test_closed_words_are_found_in_most_documents() -> None:
    corpus = read_corpus()
    texts = {one.id: read_minutes(corpus.folder, one.id).text for one in corpus.documents}
    assert sum(bool(words) for words in closed_words(corpus, texts).values()) >= 80


# Real names are put together here: none stands in the project.
REAL = [
    ("municipality", "Aar" + "hus"),
    ("municipality", "Høje-" + "Taastrup"),
    ("municipality", "Nørre " + "Alslev"),
    ("region", "Region Sjæl" + "land"),
    ("politician", "Anker Jørgen" + "sen"),
]


@pytest.mark.parametrize(
    ("kind", "name"), REAL, ids=[kind + str(n) for n, (kind, _) in enumerate(REAL)]
)
@pytest.mark.parametrize("frame", ["Mødet i {} varede længe.", "Det er {}s sag.", "Se {}."])
def test_a_real_name(kind: str, name: str, frame: str) -> None:
    assert kind in [found for found, _ in find_real_names(frame.format(name))]


def test_a_real_name_in_a_document(folder: Path) -> None:
    relabel(folder, "ildnaes_2019", lambda text: text + "\nFra Aar" + "hus Kommune.\n")
    assert rules(folder) == [("names", "minutes/ildnaes_2019.txt:20")]


def test_a_name_that_is_a_word_too() -> None:
    word = "Ve" + "jen"
    assert list(find_real_names(f"{word} er lang og smal.")) == []
    assert [kind for kind, _ in find_real_names(f"Brev fra {word} Kommune.")] == ["municipality"]


@pytest.mark.parametrize("entry", load_lexicon("names")["name"].items(), ids=lambda pair: pair[0])
def test_names_know_their_examples(entry: tuple[str, dict[str, str]]) -> None:
    kind, table = entry
    assert table["example"] in table["hashes"]
    assert known_name(table["negative"]) is None
    assert all(len(one) == len(hash_name("x")) for one in table["hashes"]), kind


def test_all_municipalities_are_known() -> None:
    tables = load_lexicon("names")["name"]
    assert len(tables["municipality"]["hashes"]) + len(tables["ordinary"]["hashes"]) >= 300
    assert len(tables["region"]["hashes"]) >= 5


DRAFT = {
    "document": "ildnaes_2019", "position": 0, "heading": "Museets tag",
    "ref": "Økonomiudvalget anbefaler taget.", "alt": "Taget anbefales.", "must": ["anbefaler"],
    "may": [], "traps": ["Skriv ikke godkendt."], "priority": 2, "audience": "begge",
}  # fmt: skip
DRAFTS = {
    "closed": ({"document": "bregnholt_2024", "position": 1}, "is of no open item"),
    "no references": ({"ref": ""}, "field ref: is not text"),
    "no nuggets": ({"must": []}, "must: is empty"),
    "traps are no list": ({"traps": "x"}, "field traps: is not a list"),
}


@pytest.mark.parametrize(("edit", "said"), DRAFTS.values(), ids=DRAFTS)
def test_a_draft_that_doesn_t_fit(edit: dict[str, object], said: str, folder: Path) -> None:
    path = folder / "drafts" / "items.jsonl"
    write_lines(path, [DRAFT])
    assert rules(folder) == []
    left_out = {"position": 1, "priority": "udelades", "ref": ""}
    write_lines(path, [DRAFT, DRAFT | left_out])
    assert rules(folder) == []
    write_lines(path, [DRAFT, DRAFT | {"position": 1} | edit])
    (finding,) = check_corpus(read_corpus(folder)).findings
    assert (finding.rule, finding.where) == ("drafts", f"{path}:2")
    assert said in finding.what


def relabel(folder: Path, name: str, edit: Callable[[str], str]) -> None:
    """Change a document and bring its checksum up to date."""
    text = edit(MEETINGS[name])
    write_minutes(folder, name, text)
    line = list(PLACES).index(name) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    change(folder / "documents.jsonl", line, lambda one: one.update(sha256=digest))
