"""The other candidates: trained by the same stage, loaded as strictly, used in the same places.

spaCy models and rules are real. Encoder and instruct model are real, too, and built on the spot:
a BERT and a Llama of a few thousand numbers that go the way of a user's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest
import small_corpus
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import read_corpus
from pipeline.errors import ModelError
from pipeline.evaluation.contestants import find_contestant
from pipeline.labelling import ItemText
from pipeline.labelling.decisions import read_decision
from pipeline.labelling.instruct import (
    Asking,
    InstructClassifier,
    answer_of,
    instruction_of,
    item_prompt,
    messages_of,
    parse_answer,
)
from pipeline.labelling.rules_and_model import DecisionClassifier, Thresholds
from pipeline.labelling.saved import TASKS, VALUES, Task, load_model, read_card
from pipeline.labelling.text_model import DecisionsByText, TopicsByText, clause_text, topic_text
from pipeline.labelling.topics import LexiconClassifier
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Section, Span
from pipeline.training.params import read_params
from pipeline.training.prepare import Prepared, gold_examples, prepare
from pipeline.training.stage import train_model

TITLES = [
    ("Ny cykelsti ved Skovmose", "roads_traffic"),
    ("Vintervedligeholdelse af grusveje", "roads_traffic"),
    ("Ny belægning på grusveje", "roads_traffic"),
    ("Udskiftning af tjenestebiler", "fleet"),
    ("Leasing af varevogne til driften", "fleet"),
    ("Opladning af tjenestebiler", "fleet"),
]
WORDINGS = [
    ("Sagen godkendes.", ["godkendt"]),
    ("Byrådet godkendte planen.", ["godkendt"]),
    ("Planen blev godkendt.", ["godkendt"]),
    ("Punktet blev skubbet til næste gang.", ["udsat"]),
    ("Sagen blev skubbet en måned.", ["udsat"]),
    ("Skubbet til august.", ["udsat"]),
    ("Der var kaffe.", []),
]
NEURAL = [
    pytest.mark.neural,
    pytest.mark.skipif(
        find_spec("torch") is None or find_spec("accelerate") is None,
        reason="torch is not installed: pip install 'referat[neural]'",
    ),
]
NAMES = {task: [one for one in VALUES[task] if one != "ingen_beslutning"] for task in TASKS}


def item_of(words: str, title: str = "En sag") -> ItemText:
    """Return an item that has *words* as its decision."""
    text = f"{title}\n{words}"
    body = Span(len(title) + 1, len(text))
    section = Section(SectionKind.BESLUTNING, Span(body.start, body.start), body)
    heading = Span(0, len(title))
    return ItemText(Item("1", title, heading, None, Span(0, len(text)), (section,)), text)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = small_corpus.build(tmp_path_factory.mktemp("corpus"))
    lines = [json.dumps({"title": one, "topic": topic, "secondary": []}) for one, topic in TITLES]
    (folder / "titles").mkdir()
    for name in ("t1", "t3"):
        (folder / "titles" / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    said = [{"text": one, "decisions": found, "writer": "w1"} for one, found in WORDINGS]
    (folder / "decisions.jsonl").write_text("\n".join(map(json.dumps, said)), "utf-8")
    return prepare(read_corpus(folder), {"t1": "train", "t3": "dev"})


def params_of(task: Task, kind: str, **changes: Any) -> dict[str, Any]:
    params = json.loads(json.dumps(read_params()))
    params[task]["candidate"] = kind
    small = {
        "spacy": {"buckets": 1024, "epochs": 30, "batch": 4, "learning_rate": 0.02},
        "encoder": {
            "epochs": 80,
            "batch": 8,
            "learning_rate": 0.005,
            "max_length": 32,
            "scratch": {"vocabulary": 300, "hidden": 32, "layers": 1, "heads": 2},
        },
    }
    params[task].setdefault(kind, {})
    params[task][kind] |= {**small.get(kind, {}), "lexicon": False, **changes}
    return params


@pytest.fixture(scope="module")
def trained(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a folder with a model of each task, trained once."""
    made: dict[str, Path] = {}

    def folder_of(kind: str) -> Path:
        if kind not in made:
            made[kind] = tmp_path_factory.mktemp(kind)
            for task in TASKS:
                train_model(prepared, params_of(task, kind), task, made[kind] / task)
        return made[kind]

    return folder_of


TRAINED = ["spacy", pytest.param("encoder", marks=NEURAL)]


@pytest.mark.parametrize("kind", TRAINED)
def test_a_text_model_learns_topics_and_shows_the_words(
    trained: Callable[..., Path], kind: str
) -> None:
    model = load_model(trained(kind) / "topic", "topic")
    assert isinstance(model, TopicsByText)
    items = [ItemText.of_title(title) for title, _ in TITLES]
    for one, labels, (_, topic) in zip(items, model(items), TITLES, strict=True):
        assert labels[0].value == topic
        assert labels[0].evidence
        assert {span.of(one.text) for span in labels[0].evidence} <= set(one.title.split())
        assert labels[0].runner_up is not None
    ranking = model.ranking(3)(items)[0]
    assert len(ranking) == 3
    assert sum(label.score for label in model.ranking(99)(items)[0]) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("kind", TRAINED)
def test_a_text_model_reads_decisions_where_the_rules_are_silent(
    trained: Callable[..., Path], kind: str
) -> None:
    loaded = load_model(trained(kind) / "decision", "decision")
    assert isinstance(loaded, DecisionClassifier)
    bold = DecisionClassifier(loaded.model, Thresholds(speak_headed=0.3, approve_headed=0.3))
    one = item_of("Sagen blev skubbet en måned.")
    assert read_decision(one.item, one.text)[0][0].value in (
        Decision.INGEN_BESLUTNING,
        Decision.ANDET,
    )
    ((label, *_),) = bold([one])
    assert (label.value, label.by) == (Decision.UDSAT, "model")
    whole, *words = [span.of(one.text) for span in label.evidence]
    assert whole == "Sagen blev skubbet en måned."
    assert words
    assert set(words) <= {"Sagen", "blev", "skubbet", "en", "måned"}


@pytest.mark.parametrize("kind", TRAINED)
def test_training_twice_makes_the_same_bytes(
    trained: Callable[..., Path], prepared: Prepared, tmp_path: Path, kind: str
) -> None:
    train_model(prepared, params_of("topic", kind), "topic", tmp_path / "topic")
    assert read_card(tmp_path / "topic") == read_card(trained(kind) / "topic")


@pytest.mark.parametrize("kind", TRAINED)
def test_one_item_and_many_are_labelled_alike_and_none_is_fine(
    trained: Callable[..., Path], kind: str
) -> None:
    model = load_model(trained(kind) / "topic", "topic", explain=False)
    items = [ItemText.of_title(title) for title, _ in TITLES] + [ItemText.of_title("")]
    together = [labels[0] for labels in model(items) if labels]
    alone = [labels[0] for one in items for labels in model([one]) if labels]
    assert [one.value for one in together] == [one.value for one in alone]
    assert np.allclose([one.score for one in together], [one.score for one in alone], atol=1e-4)
    assert model([]) == []
    empty = load_model(trained(kind) / "decision", "decision")([ItemText.of_title("Kun en titel")])
    assert empty[0] is not None
    assert empty[0][0].value is Decision.INGEN_BESLUTNING


@pytest.mark.parametrize("kind", TRAINED)
def test_a_changed_file_is_refused(trained: Callable[..., Path], tmp_path: Path, kind: str) -> None:
    for number, name in enumerate(read_card(trained(kind) / "topic").files):
        folder = tmp_path / str(number)
        copytree(trained(kind) / "topic", folder)
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(data)
        with pytest.raises(ModelError, match="not the file that card"):
            load_model(folder, "topic")


@pytest.mark.parametrize("kind", TRAINED)
def test_files_that_fit_the_card_and_are_no_model_are_refused(
    trained: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    for number, name in enumerate(read_card(trained(kind) / "topic").files):
        folder = tmp_path / str(number)
        copytree(trained(kind) / "topic", folder)
        (folder / name).write_bytes(b"\x80\x04]\x94.")  # a pickle of an empty list
        _sign(folder)
        with pytest.raises(ModelError):
            load_model(folder, "topic")


@pytest.mark.parametrize("kind", TRAINED)
def test_labels_that_the_model_does_not_have_are_refused(
    trained: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    copytree(trained(kind) / "topic", tmp_path / "topic")
    card = tmp_path / "topic" / "card.json"
    values = json.loads(card.read_text("utf-8"))
    values["labels"].reverse()
    card.write_text(json.dumps(values), "utf-8")
    with pytest.raises(ModelError, match="train the model again"):
        load_model(tmp_path / "topic", "topic")


@pytest.mark.parametrize("kind", TRAINED)
def test_nothing_is_unpickled(
    trained: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    import pickle

    folder = trained(kind)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    for task in TASKS:
        load_model(folder / task, task)([item_of("Planen blev godkendt.")])
    suffixes = {Path(name).suffix for name in read_card(folder / "topic").files}
    assert suffixes <= {"", ".json", ".safetensors"}


@pytest.mark.parametrize("kind", TRAINED)
def test_a_text_model_takes_part_in_evaluation(trained: Callable[..., Path], kind: str) -> None:
    both = find_contestant(str(trained(kind))).classifiers
    assert len(both.titles([ItemText.of_title("Grusveje ved åen")])[0] or ()) == 3
    alone = find_contestant(str(trained(kind) / "decision")).classifiers
    assert alone.decisions([item_of("Planen blev godkendt.")])[0]


def test_an_unknown_architecture_is_refused(prepared: Prepared, tmp_path: Path) -> None:
    params = params_of("topic", "spacy", architecture="cathedral")
    with pytest.raises(ModelError, match="take bow or ensemble"):
        train_model(prepared, params, "topic", tmp_path / "topic")
    assert list(tmp_path.iterdir()) == []


def test_an_ensemble_is_saved_and_loaded_too(prepared: Prepared, tmp_path: Path) -> None:
    params = params_of("topic", "spacy", architecture="ensemble", epochs=2)
    train_model(prepared, params, "topic", tmp_path / "topic")
    ((label, *_),) = load_model(tmp_path / "topic", "topic")([ItemText.of_title("Grusveje")]) or ()
    assert 0 <= label.score <= 1


def test_godkendt_is_never_a_text_models_where_a_rule_reads_otherwise() -> None:
    sure = DecisionsByText((Decision.GODKENDT,), lambda texts: np.ones((len(texts), 1)))
    put_off, done = sure.hear([item_of("Sagen udsættes."), item_of("Sådan blev det.")])
    assert (put_off[0].score, done[0].score) == (0, 1)


def test_a_text_model_sees_the_open_item_and_nothing_else() -> None:
    one = item_of("Planen blev godkendt.", title="Ny sti")
    cut = one._replace(text=one.text + "\nPunkt 2: Lukket: En bortvisning")
    seen: list[str] = []

    def scores(texts: Any) -> Any:
        seen.extend(texts)
        return np.full((len(texts), 1), 0.5)

    DecisionsByText((Decision.GODKENDT,), scores).hear([cut])
    TopicsByText((Topic.HR,), scores)([cut])
    assert "Ny sti" in seen
    assert not [text for text in seen if "bortvisning" in text]


def test_the_rules_as_a_candidate_are_the_rules(trained: Callable[..., Path]) -> None:
    folder = trained("rules")
    one = item_of("Drøftet og taget til efterretning.", title="Leasing af tjenestebiler")
    assert load_model(folder / "topic", "topic")([one]) == LexiconClassifier()([one])
    assert load_model(folder / "decision", "decision")([one]) == [
        read_decision(one.item, one.text)[0]
    ]
    assert read_card(folder / "topic").files == {}


def test_without_torch_neural_models_say_what_to_install(
    prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.labelling.pretrained.find_spec", lambda _: None)
    for kind in ("encoder", "instruct"):
        with pytest.raises(ModelError, match=r"pip install 'referat\[neural\]'"):
            train_model(prepared, params_of("topic", kind), "topic", tmp_path / "topic")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("task", TASKS)
@given(data=st.data())
def test_the_answer_that_names_labels_is_read_as_these(task: Task, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.sampled_from([one.value for one in NAMES[task]]), unique=True))
    answer = answer_of(wanted, task)
    assert parse_answer(answer, task) == tuple(wanted)
    assert parse_answer(f"- {answer.upper()}.\n", task) == tuple(wanted)


@pytest.mark.parametrize("task", TASKS)
@given(answer=st.text())
def test_any_other_answer_names_nothing_unknown(task: Task, answer: str) -> None:
    found = parse_answer(answer, task)
    assert set(found) <= {one.value for one in NAMES[task]}
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "answer",
    ["", "Ved ikke", "Ikke godkendt", "Jeg tror, at sagen er godkendt.", "Ingen beslutning fundet"],
)
def test_an_answer_that_names_no_label_abstains(answer: str) -> None:
    asking = Asking("decision", instruction_of("decision"), ())
    assert InstructClassifier(asking, lambda _: (answer, 0.9))([item_of("Godkendt.")]) == [None]


@pytest.mark.parametrize("task", TASKS)
def test_the_prompt_defines_every_label_and_ends_with_the_item(task: Task) -> None:
    one = item_of("Planen blev godkendt.", title="Ny sti")
    first, last = messages_of(Asking(task, instruction_of(task), ()), item_prompt(one, task))
    for label in NAMES[task]:
        assert f"- {label.danish}: {label.definition}" in first["content"]
    assert "{" not in first["content"]
    assert last["content"].startswith("Punkt: Ny sti")
    assert ("godkendt" in last["content"]) == (task == "decision")


def test_what_a_model_reads_of_the_corpus_is_text_of_the_item() -> None:
    from pipeline.labelling.decision_terms import asked_clauses

    for one in gold_examples(read_corpus())[:40]:
        assert topic_text(one.item).startswith(one.item.title_span.of(one.item.text))
        for asked in asked_clauses(one.item):
            assert clause_text(asked).endswith(asked.clause.text)


class TestNeural:
    """What needs torch."""

    pytestmark = NEURAL

    @pytest.fixture
    def bert(self, tmp_path: Path) -> Path:
        from pipeline.training.scratch_encoder import write_scratch_encoder

        knobs = {"vocabulary": 300, "hidden": 16, "layers": 1, "heads": 2, "longest": 64}
        write_scratch_encoder([title for title, _ in TITLES], knobs, tmp_path / "bert")
        return tmp_path / "bert"

    def test_an_encoder_of_ones_own_is_fine_tuned(
        self, prepared: Prepared, bert: Path, tmp_path: Path
    ) -> None:
        params = params_of("topic", "encoder", model=str(bert))
        card = train_model(prepared, params, "topic", tmp_path / "topic")
        assert card.about["libraries"]["torch"]
        ((label, *_),) = load_model(tmp_path / "topic", "topic")(
            [ItemText.of_title("Leasing af tjenestebiler")]
        )
        assert label.value == Topic.FLEET

    def test_pickled_weights_are_refused(
        self, prepared: Prepared, bert: Path, tmp_path: Path
    ) -> None:
        import torch
        from safetensors.torch import load_file

        weights = bert / "model.safetensors"
        torch.save(load_file(weights), bert / "pytorch_model.bin")
        weights.unlink()
        params = params_of("topic", "encoder", model=str(bert))
        with pytest.raises(ModelError, match="can load safely"):
            train_model(prepared, params, "topic", tmp_path / "topic")

    def test_code_of_a_models_own_is_never_run(
        self, prepared: Prepared, bert: Path, tmp_path: Path
    ) -> None:
        ran = tmp_path / "ran"
        (bert / "own.py").write_text(f"open({str(ran)!r}, 'w')\n")
        config = json.loads((bert / "config.json").read_text())
        auto = {"AutoConfig": "own.C", "AutoModelForSequenceClassification": "own.M"}
        config |= {"model_type": "own", "auto_map": auto}
        (bert / "config.json").write_text(json.dumps(config))
        params = params_of("topic", "encoder", model=str(bert))
        with pytest.raises(ModelError):
            train_model(prepared, params, "topic", tmp_path / "topic")
        assert not ran.exists()

    @pytest.mark.parametrize("kind", ["encoder", "instruct"])
    def test_a_model_out_of_reach_is_told_of(
        self, prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
        for name in ("invented/no-such-model", "no-such-folder", str(tmp_path)):
            params = params_of("topic", kind, model=name)
            with pytest.raises(ModelError, match=r"HF_HUB_OFFLINE|name a folder"):
                train_model(prepared, params, "topic", tmp_path / "topic")

    @pytest.fixture
    def llama(self, tmp_path: Path) -> Path:
        """A Llama whose next token is always its first: "Biler og kørsel"."""
        import torch
        from tokenizers import Tokenizer, models, pre_tokenizers
        from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

        names = {"Biler og kørsel": 0, "[UNK]": 1, "[END]": 2, "Punkt": 3}
        words = Tokenizer(models.WordLevel(names, unk_token="[UNK]"))
        words.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_object=words, unk_token="[UNK]", eos_token="[END]"
        )
        tokenizer.chat_template = (
            "{% for one in messages %}{{ one.role }}: {{ one.content }}\n{% endfor %}"
        )
        config = LlamaConfig(
            vocab_size=len(names),
            hidden_size=8,
            intermediate_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            bos_token_id=None,
            eos_token_id=2,
        )
        model = LlamaForCausalLM(config)
        with torch.no_grad():
            model.lm_head.weight.zero_()
        model.save_pretrained(tmp_path / "llama")
        tokenizer.save_pretrained(tmp_path / "llama")
        return tmp_path / "llama"

    def asked(self, prepared: Prepared, llama: Path, folder: Path) -> Path:
        for task in TASKS:
            params = params_of(task, "instruct", model=str(llama), max_tokens=1, shots=2)
            train_model(prepared, params, task, folder / task)
        return folder

    def test_an_instruct_model_answers_and_abstains(
        self, prepared: Prepared, llama: Path, tmp_path: Path
    ) -> None:
        folder = self.asked(prepared, llama, tmp_path / "models")
        one = item_of("Planen blev godkendt.", title="Ny sti")
        ((label,),) = load_model(folder / "topic", "topic")([one])
        assert (label.value, label.by) == (Topic.FLEET, "model")
        assert label.score == pytest.approx(1 / 4)  # four tokens, all as likely
        assert load_model(folder / "decision", "decision")([one]) == [None]
        shots = json.loads((folder / "topic" / "instruct.json").read_text("utf-8"))["shots"]
        assert [labels for _, labels in shots]
        assert not [text for text, _ in shots if "Bortvisning" in text]

    def test_another_model_in_its_place_is_refused(
        self, prepared: Prepared, llama: Path, tmp_path: Path
    ) -> None:
        folder = self.asked(prepared, llama, tmp_path / "models")
        template = llama / "chat_template.jinja"
        template.write_text(template.read_text("utf-8") + "Svar: Godkendt", "utf-8")
        with pytest.raises(ModelError, match="not the model that was named in training"):
            load_model(folder / "topic", "topic")

    def test_a_model_that_cannot_chat_is_refused(
        self, prepared: Prepared, llama: Path, tmp_path: Path
    ) -> None:
        (llama / "chat_template.jinja").unlink()
        with pytest.raises(ModelError, match="has no chat template"):
            self.asked(prepared, llama, tmp_path / "models")


def _sign(folder: Path) -> None:
    """Write a card that fits the files of a model's folder, as an attacker would."""
    card = folder / "card.json"
    values = json.loads(card.read_text("utf-8"))
    values["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in values["files"]
    }
    card.write_text(json.dumps(values), "utf-8")
