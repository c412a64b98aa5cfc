"""Trained models: what is saved is what is loaded, what is wrong is refused, what is said is so."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest
import small_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import label_titles
from pipeline.corpus import read_corpus
from pipeline.errors import ModelError, ReferatError
from pipeline.labelling import ItemText
from pipeline.labelling.linear import TopicClassifier
from pipeline.labelling.saved import load_model, read_card
from pipeline.labelling.shipped import models_folder, topic_classifier
from pipeline.labelling.skops_file import read_skops
from pipeline.labelling.topic_features import BLOCKS, dense_of, pieces, placed_words, words_of
from pipeline.labelling.topics import points_of
from pipeline.labels import Topic
from pipeline.training.linear import by_municipality, by_source, learn_from
from pipeline.training.params import read_params
from pipeline.training.prepare import (
    Example,
    found_examples,
    prepare,
    read_prepared,
    write_prepared,
)
from pipeline.training.search import search_knobs
from pipeline.training.skops_writer import write_skops
from pipeline.training.stage import train_model

SHIPPED = models_folder() / "topic"
TITLES = [
    ("Ny cykelsti ved Skovmose", "roads_traffic"),
    ("Vintervedligeholdelse af grusveje", "roads_traffic"),
    ("Udskiftning af tjenestebiler", "fleet"),
    ("Leasing af varevogne til driften", "fleet"),
    ("Koncert på museet", "culture"),
    ("Tilskud til bådelauget", "culture"),
]
DANISH = st.text(st.sampled_from("abdefgiklmnoprstuvyæøå -.0123456789§"), max_size=60)


@pytest.fixture(scope="module")
def model() -> TopicClassifier:
    loaded = load_model(SHIPPED, "topic")
    assert isinstance(loaded, TopicClassifier)
    return loaded


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [one for one in found_examples(read_corpus()) if one.split == "train"][:60]


def small(folder: Path) -> Path:
    """Return a corpus of two meetings and six titles, half of them to choose on."""
    small_corpus.build(folder)
    for name in ("t1", "t3"):
        lines = [
            json.dumps({"title": title, "topic": topic, "secondary": []}) for title, topic in TITLES
        ]
        (folder / "titles").mkdir(exist_ok=True)
        (folder / "titles" / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def small_params(**changes: Any) -> dict[str, Any]:
    params = json.loads(json.dumps(read_params()))
    params["titles"] = {"t1": "train", "t3": "dev"}
    params["topic"]["linear"]["min_df"] = 1
    # Three thousand words of the lexicon would drown six titles, and take a second each time.
    params["topic"]["linear"]["weights"] |= {"lexicon_example": 0, "lexicon_word": 0}
    return params | changes


def train(folder: Path, out: Path, **changes: Any) -> None:
    params = small_params(**changes)
    train_model(prepare(read_corpus(folder), params["titles"]), params, "topic", out)


def test_the_file_is_one_that_skops_opens_and_trusts() -> None:
    from skops import io

    data = (SHIPPED / "model.skops").read_bytes()
    assert io.get_untrusted_types(data=data) == []
    opened, read = io.loads(data), read_skops(data, "model.skops")
    assert np.array_equal(opened["classifier"].coef_, read["classifier"]["coef_"])
    numbers = {"classifier": 0, "idf": 0}
    assert {**opened, **numbers} == {**read, **numbers}
    assert np.array_equal(opened["idf"], read["idf"])


def test_logits_are_those_of_scikit_learn(model: TopicClassifier, examples: list[Example]) -> None:
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer
    from skops import io

    opened = io.loads((SHIPPED / "model.skops").read_bytes())
    items = [*(one.item for one in examples), ItemText.of_title("Xyz"), ItemText.of_title("Vej")]
    known = opened["terms"].split("\n")
    sizes = min(map(len, known)), max(map(len, known))
    vectorizer = TfidfVectorizer(
        analyzer=lambda words: [one for word in words for one in pieces(word, *sizes)],
        norm=None,
        vocabulary=known,
    )
    vectorizer.idf_ = opened["idf"].astype(float)

    def weighed(block: str) -> sparse.csr_matrix:
        told = vectorizer.transform([words_of(item, block) for item in items])
        lengths = np.sqrt(told @ vectorizer.idf_)
        return sparse.diags(opened["scale"][block] / np.where(lengths > 0, lengths, 1)) @ told

    title, lead = map(weighed, BLOCKS)
    dense = sparse.csr_matrix(np.array([dense_of(item) for item in items]))
    wanted = opened["classifier"].decision_function(sparse.hstack([title + lead, dense]).tocsr())
    found = model.model.logits(items, list(map(points_of, items)))
    assert np.abs(found - wanted).max() < 1e-3


def test_contributions_add_up_to_the_score(model: TopicClassifier, examples: list[Example]) -> None:
    for one in examples:
        (scores,) = model.model.logits([one.item], [points_of(one.item)])
        for topic, score in zip(model.model.labels, scores, strict=True):
            total = sum(part.value for part in model.model.contributions(one.item, topic))
            assert total == pytest.approx(float(score), abs=1e-3)


def test_words_with_and_without_their_place_are_the_same(examples: list[Example]) -> None:
    for one in examples:
        for block in BLOCKS:
            placed = [word.text for word in placed_words(one.item, block)]
            assert placed == words_of(one.item, block)


def test_evidence_is_words_of_the_item(model: TopicClassifier, examples: list[Example]) -> None:
    items = [one.item for one in examples]
    for item, labels in zip(items, model(items), strict=True):
        first = labels[0]
        assert first.evidence == tuple(sorted(first.evidence))
        assert all(span.of(item.text).strip() for span in first.evidence)
        assert first.runner_up is not None
        assert first.runner_up.score <= first.score


def test_explanations_change_no_label(examples: list[Example]) -> None:
    items = [one.item for one in examples]
    told = topic_classifier()(items)
    plain = topic_classifier(explain=False)(items)
    assert [[(one.value, one.score) for one in labels or ()] for labels in told] == [
        [(one.value, one.score) for one in labels or ()] for labels in plain
    ]
    assert not any(label.evidence for labels in plain for label in labels or ())


@given(st.lists(DANISH, max_size=4))
@settings(max_examples=40)
def test_titles_get_several_topics_each_by_itself(titles: list[str]) -> None:
    found = label_titles(titles)
    assert found == [label_titles([title])[0] for title in titles]
    for labels in found:
        assert 1 <= len(labels) <= 3
        assert len({label.value for label in labels}) == len(labels)
        assert all(0 <= label.score <= labels[0].score <= 1 for label in labels)


def test_no_title_is_no_topic() -> None:
    assert label_titles([]) == []


def test_training_twice_makes_the_same_bytes(tmp_path: Path) -> None:
    corpus = small(tmp_path / "corpus")
    for name in ("one", "two"):
        train(corpus, tmp_path / name)
    for file in ("model.skops", "card.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_new_model_takes_the_place_of_the_old_one_and_leaves_nothing(tmp_path: Path) -> None:
    corpus = small(tmp_path / "corpus")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "old.bin").write_text("old")
    train(corpus, tmp_path / "model")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "model"]
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == [
        "card.json",
        "model.skops",
    ]
    found = load_model(tmp_path / "model", "topic")([ItemText.of_title("Ny cykelsti")])
    assert found[0] is not None
    assert found[0][0].value == Topic.ROADS_TRAFFIC


def test_a_failed_training_leaves_the_old_model(tmp_path: Path) -> None:
    corpus = small(tmp_path / "corpus")
    train(corpus, tmp_path / "model")
    before = (tmp_path / "model" / "card.json").read_bytes()
    for file in (corpus / "titles").iterdir():
        file.write_text('{"title": "Koncert", "topic": "culture", "secondary": []}', "utf-8")
    items = (corpus / "labels" / "items.jsonl").read_text("utf-8")
    (corpus / "labels" / "items.jsonl").write_text(items.replace('"fleet"', '"culture"'), "utf-8")
    with pytest.raises(ReferatError, match="fewer than two topics"):
        train(corpus, tmp_path / "model")
    assert (tmp_path / "model" / "card.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "model"]


def test_nothing_of_test_or_closed_items_is_prepared_or_learned(tmp_path: Path) -> None:
    corpus = small(tmp_path / "corpus")
    prepared = prepare(read_corpus(corpus), {"t1": "train", "t3": "dev"})
    write_prepared(prepared, tmp_path / "prepared.jsonl")
    written = (tmp_path / "prepared.jsonl").read_text("utf-8")
    assert "Kørselslederen" in written
    assert "Bortvisning" not in written  # closed
    assert "søkort" not in written  # test split
    assert read_prepared(tmp_path / "prepared.jsonl").checksum == prepared.checksum
    train(corpus, tmp_path / "model")
    terms = read_skops((tmp_path / "model" / "model.skops").read_bytes(), "m")["terms"]
    known = set(terms.split("\n"))
    assert "_cykl" in known
    assert not known & {"_bort", "bortvi", "_søko", "søkort"}


def spoil_bytes(folder: Path) -> None:
    data = bytearray((folder / "model.skops").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.skops").write_bytes(data)


def spoil_card(**changes: Any) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        card = json.loads((folder / "card.json").read_text("utf-8"))
        (folder / "card.json").write_text(json.dumps(card | changes), "utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_bytes, "is not the file"),
        (lambda folder: (folder / "model.skops").unlink(), "can't be read"),
        (lambda folder: (folder / "card.json").unlink(), "can't be read"),
        (lambda folder: (folder / "card.json").write_text("{"), "is not the card"),
        (lambda folder: (folder / "card.json").write_text("[]"), "is not the card"),
        (spoil_card(labels=["budget", "gossip"]), "labels that are not known"),
        (spoil_card(labels=["budget", "budget"]), "stand twice"),
        (spoil_card(labels=["budget", "hr"]), "no linear topic model"),
        (spoil_card(files={"../model.skops": "0"}), "outside the model's folder"),
        (spoil_card(files={"/etc/hosts": "0"}), "outside the model's folder"),
        (spoil_card(kind="pickle"), "not known"),
        (spoil_card(task="decision"), "labels"),
        (spoil_card(format=99), "has form 99"),
    ],
)
def test_a_wrong_model_is_refused(spoil: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    copytree(SHIPPED, tmp_path / "model")
    load_model(tmp_path / "model", "topic")
    spoil(tmp_path / "model")
    with pytest.raises(ModelError, match=said):
        load_model(tmp_path / "model", "topic")


def zipped(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def pickled_array() -> bytes:
    made = BytesIO()
    np.save(made, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return made.getvalue()


def deep(levels: int) -> dict[str, Any]:
    node: dict[str, Any] = {"__loader__": "JsonNode", "content": "1"}
    for _ in range(levels):
        node = {"__loader__": "ListNode", "content": [node]}
    return node


@pytest.mark.parametrize(
    "files",
    [
        {"other.json": b"{}"},
        {"schema.json": b"{"},
        {"schema.json": b'{"__loader__": "FunctionNode", "content": "os.system"}'},
        {"schema.json": b'{"__loader__": "NdArrayNode", "type": "json", "content": []}'},
        {"schema.json": b'{"__loader__": "NdArrayNode", "type": "numpy", "file": "gone.npy"}'},
        {
            "schema.json": b'{"__loader__": "NdArrayNode", "type": "numpy", "file": "1.npy"}',
            "1.npy": pickled_array(),
        },
        {"schema.json": json.dumps(deep(60)).encode()},
        {"schema.json": b'{"__loader__": "JsonNode", "content": "1"}', "big": bytes(65 << 20)},
    ],
)
def test_a_skops_file_of_more_than_plain_data_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(ModelError):
        read_skops(zipped(files), "model.skops")


@given(st.dictionaries(st.text(max_size=5), st.lists(st.integers() | st.text(max_size=5))))
@settings(max_examples=20)
def test_plain_data_comes_back_as_it_was_written(content: dict[str, Any]) -> None:
    assert read_skops(write_skops(content), "model.skops") == content


def test_the_shipped_models_are_small_and_their_cards_whole() -> None:
    size = sum(path.stat().st_size for path in models_folder().rglob("*") if path.is_file())
    assert size < 10_000_000
    card = read_card(SHIPPED)
    assert set(card.labels) == set(Topic)
    assert {"corpus", "params", "scores", "date", "version", "examples"} <= set(card.about)


def test_labelling_needs_neither_scikit_learn_nor_skops() -> None:
    code = (
        "import sys; from pipeline import label_titles; label_titles(['Ny cykelsti']);"
        "assert not {'sklearn', 'scipy', 'skops', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_train_and_prepare_from_the_command_line(tmp_path: Path) -> None:
    corpus = small(tmp_path / "corpus")
    (tmp_path / "params.yaml").write_text(json.dumps(small_params()), "utf-8")

    def referat(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
        return subprocess.run(
            [*command, *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    knobs = ("--params", tmp_path / "params.yaml")
    assert referat("prepare", "--corpus", corpus, "--out", "p.jsonl", *knobs).returncode == 0
    ways = {"a": ("--corpus", corpus), "b": ("--prepared", "p.jsonl")}
    for name, source in ways.items():
        done = referat("train", *source, "--task", "topic", "--model", name, *knobs)
        assert done.returncode == 0, done.stderr
        assert "topic titles: count 6" in done.stdout
    one, two = (load_model(tmp_path / name / "topic", "topic") for name in ways)
    items = [ItemText.of_title(title) for title, _ in TITLES]
    assert one(items) == two(items)
    assert referat("train", "--model", "x", "--corpus", corpus, "--prepared", "p").returncode == 2
    missing = referat("train", "--model", "x", "--corpus", "nowhere", *knobs)
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "x").exists()


def test_search_tries_each_knob_on_unseen_groups(tmp_path: Path) -> None:
    prepared = prepare(read_corpus(small(tmp_path / "corpus")), {"t1": "train", "t3": "dev"})
    knobs = small_params()["topic"]["linear"]
    trials = list(search_knobs(prepared, knobs, {"c": [1.0, 10.0], "scale.title": [1.0]}))
    assert [trial.knobs["c"] for trial in trials] == [1.0, 10.0]
    assert all(set(trial.losses) == {"municipality", "source"} for trial in trials)
    assert trials[0].losses != trials[1].losses
    assert knobs == small_params()["topic"]["linear"]


def test_folds_share_no_group_and_hold_out_every_example(tmp_path: Path) -> None:
    params = small_params()["topic"]["linear"]
    params["weights"] |= {"lexicon_example": 1.0}
    prepared = prepare(read_corpus(small(tmp_path / "corpus")), {"t1": "train", "t3": "dev"})
    learned = learn_from(prepared, params)
    taught = {at for at, one in enumerate(learned.examples) if one.group == "lexicon"}
    assert taught
    assert not learned.features.dense[sorted(taught)].any()
    for folds in (by_municipality(learned, 5), by_source(learned)):
        held = [at for _, unseen in folds for at in unseen]
        assert sorted([*held, *taught]) == list(range(len(learned.examples)))
        for seen, unseen in folds:
            assert taught <= set(seen)
            groups = ({learned.examples[at].group for at in part} for part in (seen, unseen))
            assert set.intersection(*groups) == set()
