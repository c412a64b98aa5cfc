"""The decision model: asked only where the rules are unsure, never bolder than they, and exact."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import small_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus import read_corpus
from pipeline.errors import CorpusError, ModelError
from pipeline.labelling import ItemText
from pipeline.labelling.approval import barred
from pipeline.labelling.decision_terms import asked_clauses
from pipeline.labelling.decisions import read_decision
from pipeline.labelling.rules_and_model import DecisionClassifier, Thresholds
from pipeline.labelling.saved import load_model
from pipeline.labelling.shipped import models_folder
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, Section, Span
from pipeline.training.decision_linear import as_samples, fit
from pipeline.training.decision_scores import hide_headings
from pipeline.training.params import read_params
from pipeline.training.prepare import (
    found_examples,
    gold_examples,
    prepare,
    read_prepared,
    write_prepared,
)
from pipeline.training.stage import train_model
from pipeline.training.wordings import read_wordings

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "decision_model.json").read_text("utf-8")
)
# Written before the tool was asked (it read .92 of the first 490 alike, .89 of the next 90 and .91
# of the last 68), then mended on by their kinds.
WORDINGS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "decision_wordings.json").read_text("utf-8")
)
SHIPPED = models_folder() / "decision"
WORDS = st.sampled_from(
    [
        *("Byrådet", "udvalget", "godkendte", "ikke", "drøftede", "sagen", "planen", "udsættes"),
        *("til", "maj", "sendes", "anbefales", "afvist", "og", ".", ",", ":", "blev", "er"),
        *("valgt", "formanden", "Beslutning", "i", "den", "3. maj 2014"),
    ]
)


def item_of(
    text: str, kind: str = "beslutning", body: str | None = None, title: str = "En sag"
) -> ItemText:
    """Return an item that has *text* in one section, after a title."""
    whole = f"{title}\n{text}"
    first = len(title) + 1
    span = Span(first, len(whole))
    section = Section(SectionKind(kind), Span(first, first), span)
    return ItemText(
        Item("1", title, Span(0, len(title)), None, Span(0, span.end), (section,)), whole, body
    )


@pytest.fixture(scope="module")
def classifier() -> DecisionClassifier:
    loaded = load_model(SHIPPED, "decision")
    assert isinstance(loaded, DecisionClassifier)
    return loaded


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-50:])
def test_cases(case: dict[str, Any], classifier: DecisionClassifier) -> None:
    one = item_of(case["text"], case.get("section", "beslutning"), case.get("body"))
    (labels,) = classifier([one])
    assert [label.value.value for label in labels] == case["decisions"]


def test_a_firm_is_chosen_and_not_elected(classifier: DecisionClassifier) -> None:
    ((chosen,),) = classifier([item_of("Vi valgte Frisk Frugt.", title="Valg af leverandør")])
    assert chosen.value is Decision.GODKENDT
    ((elected,),) = classifier([item_of("Vi valgte Vera Holm.", title="Valg af formand")])
    assert elected.value is Decision.UDPEGET


def test_sure_rules_keep_their_labels(classifier: DecisionClassifier) -> None:
    for text in ("Anbefales.", "Godkendt.", "Udsat.", "Taget til efterretning."):
        one = item_of(text)
        (labels,), (ruled, _) = classifier([one]), read_decision(one.item, one.text)
        told, read = (
            [(label.value, label.by, label.evidence) for label in row] for row in (labels, ruled)
        )
        assert told == read


@settings(deadline=None, max_examples=60)
@given(words=st.lists(WORDS, max_size=25), kind=st.sampled_from(["beslutning", "tekst"]))
def test_godkendt_is_never_the_models_where_a_rule_reads_otherwise(
    words: list[str], kind: str, classifier: DecisionClassifier
) -> None:
    one = item_of(" ".join(words), kind)
    (labels,) = classifier([one])
    ruled, _ = read_decision(one.item, one.text)
    told = {label.value for label in ruled} - {Decision.ANDET, Decision.INGEN_BESLUTNING}
    if told and Decision.GODKENDT not in told:
        assert Decision.GODKENDT not in {label.value for label in labels}


@settings(deadline=None, max_examples=60)
@given(words=st.lists(WORDS, max_size=25), kind=st.sampled_from(["beslutning", "tekst"]))
def test_contributions_are_the_score_and_evidence_lies_in_the_text(
    words: list[str], kind: str, classifier: DecisionClassifier
) -> None:
    one = item_of(" ".join(words), kind)
    for asked in asked_clauses(one):
        (scores,) = classifier.model.logits([asked])
        for at, decision in enumerate(classifier.model.labels):
            made = list(classifier.model.contributions(asked, decision))
            total = math.fsum(part.value for part in made)
            assert total == pytest.approx(float(scores[at]), abs=1e-3)
            inside = asked.clause.span
            spans = [part.span for part in made if part.span is not None]
            assert all(inside.start <= s.start < s.end <= inside.end for s in spans)
    for label in classifier([one])[0]:
        assert 0 <= label.score <= 1
        assert all(7 <= span.start < span.end <= len(one.text) for span in label.evidence)
        assert label.runner_up is None or label.runner_up.value is not label.value


def test_explaining_changes_no_label(classifier: DecisionClassifier) -> None:
    plain = load_model(SHIPPED, "decision", explain=False)
    items = [item_of(case["text"], case.get("section", "beslutning")) for case in CASES]
    for told, bare in zip(classifier(items), plain(items), strict=True):
        assert [(label.value, label.score) for label in told] == [
            (label.value, label.score) for label in bare or ()
        ]


def test_below_the_threshold_the_model_is_silent(classifier: DecisionClassifier) -> None:
    one = item_of("Man samtykkede heri.")
    bold = DecisionClassifier(classifier.model, Thresholds(speak_headed=0.0, approve_headed=0.0))
    shy = DecisionClassifier(classifier.model, Thresholds(approve_headed=1.01))
    assert bold([one])[0][0].by == "model"
    assert shy([one])[0][0].by != "model"
    assert shy([one])[0][0].runner_up is not None


def test_godkendt_has_a_threshold_of_its_own(classifier: DecisionClassifier) -> None:
    ready = Thresholds(speak_headed=0, speak_running=0, also_from=0, add_from=0)
    shy = ready._replace(approve_headed=1.01, approve_running=1.01)
    texts = ["Man samtykkede heri.", "Vi siger ja til bænken, og Bo Krag vælges til formand."]
    items = [item_of(text, kind) for text in texts for kind in ("beslutning", "tekst")]
    said = [
        [{label.value for label in labels if label.by == "model"} for labels in model(items)]
        for model in (
            DecisionClassifier(classifier.model, ready._replace(approve_running=0)),
            DecisionClassifier(classifier.model, shy),
        )
    ]
    assert any(Decision.GODKENDT in values for values in said[0])
    assert not any(Decision.GODKENDT in values for values in said[1])


@pytest.mark.parametrize(
    ("text", "kind", "believed"),
    [
        ("Man samtykkede heri.", "tekst", [True]),
        ("Kulturudvalget samtykkede heri.", "tekst", [False]),
        ("Teknisk Udvalg samtykkede heri.", "tekst", [True]),
        ("Man samtykkede heri den 4. maj.", "tekst", [False]),
        ("Man samtykkede heri. Sagen udsættes.", "tekst", [False, False]),
        ("Sagen udsættes. Man samtykkede heri.", "tekst", [False, True]),
        ("Man samtykkede heri. Planen sendes i høring.", "beslutning", [True, False]),
    ],
)
def test_where_a_models_godkendt_is_believed(text: str, kind: str, believed: list[bool]) -> None:
    clauses = asked_clauses(item_of(text, kind, "Teknisk Udvalg"))
    assert [not one for one in barred(clauses, "Teknisk Udvalg")] == believed


def test_an_abstention_says_how_sure_it_is(classifier: DecisionClassifier) -> None:
    quiet, hopeful = (
        item_of(text, "tekst")
        for text in ("Hegnet er fra 1998 og står skævt.", "Vi var mest stemt for det hele.")
    )
    shy = DecisionClassifier(classifier.model, Thresholds(speak_running=2, approve_running=2))
    (sure,), (unsure,) = shy([quiet, hopeful])
    assert sure.value is unsure.value is Decision.INGEN_BESLUTNING
    assert 0 < unsure.score < sure.score < 1


def test_a_heading_in_running_text_shows_where_the_decision_is() -> None:
    text = "Udvalget godkendte planen i 2011.\nBeslutning i Teknisk Udvalg den 3. maj 2014:\nUdsat."
    asked = asked_clauses(item_of(text, "tekst", "Teknisk Udvalg"))
    assert [(one.clause.text, one.headed) for one in asked] == [("Udsat.", True)]


@pytest.mark.parametrize(
    ("tail", "asked"),
    [
        ("Stien anlægges med grus.", ["Stien anlægges med grus."]),
        ("- at stien anlægges med grus.", []),
        ("Centret anbefaler grus.", []),
    ],
)
def test_what_stands_behind_a_proposal_is_asked(tail: str, asked: list[str]) -> None:
    text = f"Forvaltningen indstiller, at der anlægges en sti.\n\n{tail}"
    clauses = asked_clauses(item_of(text, "indstilling", "Teknisk Udvalg"))
    assert [one.clause.text for one in clauses] == asked


@pytest.mark.parametrize(("below", "count"), [("Beslutning:\n-\n", 0), ("Side 4\n", 1)])
def test_a_heading_with_nothing_below_has_no_decision(below: str, count: int) -> None:
    one = item_of("Teknisk Udvalg siger ja til stien.", "resume", "Teknisk Udvalg")
    item = replace(one.item, span=Span(0, len(one.text + below)))
    assert len(asked_clauses(ItemText(item, one.text + below, one.body))) == count


@pytest.mark.parametrize("said", ["spurgte til stien", "oplyste, at stien er godkendt"])
def test_a_report_in_running_text_is_not_asked(said: str) -> None:
    assert asked_clauses(item_of(f"Ib Dam {said}.", "tekst")) == ()
    assert asked_clauses(item_of(f"Ib Dam {said}.", "beslutning"))


def test_hidden_headings_leave_the_offsets_as_they_are() -> None:
    for one in gold_examples(read_corpus())[:80]:
        bare = hide_headings(one)
        if bare is None:
            continue
        assert len(bare.item.text) == len(one.item.text)
        for span in bare.decision_spans:
            assert span is None or span.of(bare.item.text) == span.of(one.item.text)
        assert not bare.item.parts(SectionKind.BESLUTNING)


def test_scikit_learn_and_referat_give_the_same_scores(tmp_path: Path) -> None:
    params = small_params()["decision"]["linear"] | {"seed": 1}
    prepared = prepare(read_corpus(small(tmp_path / "corpus")), {})
    wordings = as_samples(prepared.wordings, params)
    train_model(prepared, small_params(), "decision", tmp_path / "decision")
    loaded = load_model(tmp_path / "decision", "decision")
    assert isinstance(loaded, DecisionClassifier)
    from pipeline.training.decision_linear import read_items

    read = read_items(prepared, params, "train")
    fitted = fit([*(sample for one in read for sample in one.samples), *wordings], params)
    asked = [sample.asked for sample in wordings[:20]]
    assert np.allclose(loaded.model.logits(asked), fitted.logits(asked), atol=1e-2)


def test_prepared_examples_keep_wordings_and_decisions_printed_far_away(tmp_path: Path) -> None:
    prepared = prepare(read_corpus(small(tmp_path / "corpus")), {})
    write_prepared(prepared, tmp_path / "prepared.jsonl")
    again = read_prepared(tmp_path / "prepared.jsonl")
    assert again.wordings == prepared.wordings != ()
    assert again.checksum == prepared.checksum
    bare = prepared._replace(wordings=())
    assert bare.checksum != prepared.checksum


def test_an_example_holds_its_decision_wherever_it_is_printed() -> None:
    for one in found_examples(read_corpus()):
        for part in one.item.parts(SectionKind.BESLUTNING):
            assert part.body.start >= 0
            assert part.body.end <= len(one.item.text)


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    prepared = prepare(read_corpus(small(tmp_path / "corpus")), {})
    for name in ("one", "two"):
        train_model(prepared, small_params(), "decision", tmp_path / name)
    one, two = ((tmp_path / name / "model.skops").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_model_of_another_shape_is_refused(tmp_path: Path) -> None:
    from hashlib import sha256
    from shutil import copytree

    folder = copytree(SHIPPED, tmp_path / "decision")
    topic = (models_folder() / "topic" / "model.skops").read_bytes()
    (folder / "model.skops").write_bytes(topic)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    card["files"]["model.skops"] = sha256(topic).hexdigest()
    (folder / "card.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(ModelError, match="no linear decision model"):
        load_model(folder, "decision")


def test_wordings_are_refused_twice_or_unknown(tmp_path: Path) -> None:
    line = '{"text": "Vedtoges.", "decisions": ["godkendt"], "writer": "x"}\n'
    assert read_wordings(tmp_path) == ()
    (tmp_path / "decisions.jsonl").write_text(line * 2, "utf-8")
    with pytest.raises(CorpusError, match="stands twice"):
        read_wordings(tmp_path)
    (tmp_path / "decisions.jsonl").write_text(line.replace("godkendt", "vedtaget"), "utf-8")
    with pytest.raises(CorpusError, match="no such value"):
        read_wordings(tmp_path)


def test_the_wordings_of_the_corpus_hold_every_type() -> None:
    wordings = read_wordings(Path(read_corpus().folder))
    assert {decision for one in wordings for decision in one.decisions} == set(Decision) - {
        Decision.INGEN_BESLUTNING
    }
    assert sum(not one.decisions for one in wordings) > 100


def small(folder: Path) -> Path:
    """Return a corpus of two meetings and some wordings."""
    small_corpus.build(folder)
    wordings = [
        {"text": text, "decisions": decisions, "writer": "x"}
        for text, decisions in (
            ("Vedtoges.", ["godkendt"]),
            ("Man vedtog forslaget.", ["godkendt"]),
            ("Man udsatte sagen.", ["udsat"]),
            ("Sagen toges af dagsordenen.", ["udsat"]),
            ("Man drøftede sagen.", ["droeftet"]),
            ("Venstre stemte imod.", []),
            ("Fraværende: Ingen", []),
        )
    ]
    lines = [json.dumps(one, ensure_ascii=False) for one in wordings]
    (folder / "decisions.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def small_params() -> dict[str, Any]:
    params: dict[str, Any] = json.loads(json.dumps(read_params()))
    params["decision"]["linear"] |= {"min_df": 1, "folds": 2}
    return params


def test_decisions_are_heard_in_the_words_of_many_municipalities() -> None:
    asked = [item_of(case["text"]) for case in WORDINGS]
    heard = [{label.value for label in labels} for labels in load_model(SHIPPED, "decision")(asked)]
    wanted = [set(case["decisions"]) for case in WORDINGS]
    right = sum(said == meant for said, meant in zip(heard, wanted, strict=True))
    approved = [
        case["text"]
        for case, said, meant in zip(WORDINGS, heard, wanted, strict=True)
        if Decision.GODKENDT in said - meant
    ]
    assert right / len(WORDINGS) >= 0.97
    assert len(approved) <= 3, approved
