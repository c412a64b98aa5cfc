"""Fine-tune the encoder that ``pipeline.labelling.encoder`` loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pipeline.labelling.encoder import FOLDER
from pipeline.labelling.pretrained import SAFE, find_pretrained, loading, need_torch, quiet
from pipeline.labelling.saved import Task
from pipeline.training.prepare import Prepared
from pipeline.training.text_examples import LABELS, TextExample, text_examples

SCRATCH = "scratch"


class _Texts(NamedTuple):
    """What is learned from: texts with targets, and how much each label counts."""

    texts: Sequence[str]
    targets: Sequence[Any]
    weights: Sequence[float]
    several: bool


def train_topics(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Fine-tune a topic model, write it to *folder*, and return the ids of its labels in order.

    Args:
        prepared: The examples; those of the train split are learned from.
        params: ``model``, a folder, an id of the Hugging Face hub, or "scratch" for a small one
            that has read nothing yet (``scratch``: see ``write_scratch_encoder``); ``max_length``
            in tokens, ``epochs``, ``batch``, ``learning_rate``, ``balance`` (0: a rare label
            counts as its examples do, 1: as all other labels), ``lexicon`` and ``seed``.
        folder: Where the files of the model go.

    Raises:
        CorpusError: There is nothing to tell apart.
        ModelError: torch is missing, or there is no such model.
    """
    return _train(prepared, "topic", params, folder)


def train_decisions(prepared: Prepared, params: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Fine-tune a model of decision types; see ``train_topics``."""
    return _train(prepared, "decision", params, folder)


def _train(
    prepared: Prepared, task: Task, params: Mapping[str, Any], folder: Path
) -> tuple[str, ...]:
    need_torch(f"{task}.encoder")
    from transformers import set_seed

    examples = text_examples(prepared, task, lexicon=bool(params.get("lexicon", False)))
    set_seed(int(params["seed"]))
    name = str(params["model"])
    with TemporaryDirectory() as scrap:
        start = Path(scrap) / SCRATCH if name == SCRATCH else find_pretrained(name)
        with quiet():
            if name == SCRATCH:
                _write_scratch(examples, params, start)
            with loading(name):
                model, tokenizer = _load(start, task)
            texts = _Texts(
                [one.text for one in examples],
                _targets(examples, task),
                label_weights(examples, task, float(params["balance"])),
                several=task == "decision",
            )
            arguments = _arguments(params, Path(scrap) / "trainer")
            _fit(model, tokenizer, texts, int(params["max_length"]), arguments)
            model.save_pretrained(folder / FOLDER)
            tokenizer.save_pretrained(folder / FOLDER)
    return LABELS[task]


def _write_scratch(examples: Sequence[TextExample], params: Mapping[str, Any], start: Path) -> None:
    from pipeline.training.scratch_encoder import write_scratch_encoder

    knobs = {**params["scratch"], "longest": params["max_length"]}
    write_scratch_encoder([one.text for one in examples], knobs, start)


def _load(start: Path, task: Task) -> tuple[Any, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    labels = LABELS[task]
    model = AutoModelForSequenceClassification.from_pretrained(
        start,
        use_safetensors=True,
        problem_type=f"{'multi' if task == 'decision' else 'single'}_label_classification",
        id2label=dict(enumerate(labels)),
        label2id={label: at for at, label in enumerate(labels)},
        ignore_mismatched_sizes=True,  # the head of a model that had other labels
        **SAFE,
    )
    return model, AutoTokenizer.from_pretrained(start, **SAFE)


def _arguments(params: Mapping[str, Any], folder: Path) -> Any:
    from transformers import TrainingArguments

    seed = int(params["seed"])
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=float(params["epochs"]),
        per_device_train_batch_size=int(params["batch"]),
        learning_rate=float(params["learning_rate"]),
        weight_decay=0.01,
        warmup_steps=0.1,  # a share of all steps
        seed=seed,
        data_seed=seed,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )


def _fit(model: Any, tokenizer: Any, texts: _Texts, longest: int, arguments: Any) -> None:
    from datasets import Dataset
    from transformers import DataCollatorWithPadding, PrinterCallback, Trainer

    tokens = tokenizer(list(texts.texts), truncation=True, max_length=longest)
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=Dataset.from_dict({**tokens, "labels": list(texts.targets)}),
        processing_class=tokenizer,
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_loss_func=_loss(texts.weights, several=texts.several),
    )
    trainer.remove_callback(PrinterCallback)  # it writes to stdout
    trainer.train()
    model.to("cpu")


def label_weights(examples: Sequence[TextExample], task: Task, balance: float) -> list[float]:
    """Return how much each label counts: more than 1 where it is rare.

    A label with n of N examples counts (N / (labels · n)) ** balance where each text has one
    label, as in scikit-learn's "balanced", and ((N − n) / n) ** balance where it may have several,
    as PyTorch's ``pos_weight``; never less than 1 there, nor anywhere more than 20.

    >>> one = TextExample("Ny sti", frozenset({"roads_traffic"}))
    >>> max(label_weights([one], "topic", 0.0))
    1.0
    """
    labels = LABELS[task]
    total = len(examples)
    weights = []
    for label in labels:
        there = max(sum(label in one.labels for one in examples), 1)
        if task == "decision":
            weights.append(min(max((total - there) / there, 1.0) ** balance, 20.0))
        else:
            weights.append(min((total / (len(labels) * there)) ** balance, 20.0))
    return weights


def _targets(examples: Sequence[TextExample], task: Task) -> list[Any]:
    labels = LABELS[task]
    if task == "decision":
        return [[float(label in one.labels) for label in labels] for one in examples]
    return [labels.index(next(iter(one.labels))) for one in examples]


def _loss(weights: Sequence[float], *, several: bool) -> Any:
    import torch
    from torch.nn import functional

    counts = torch.tensor(weights)

    def loss(outputs: Any, labels: Any, num_items_in_batch: Any = None) -> Any:  # noqa: ARG001
        logits = outputs["logits"].float()
        there = counts.to(logits.device)
        if several:
            return functional.binary_cross_entropy_with_logits(logits, labels, pos_weight=there)
        return functional.cross_entropy(logits, labels, weight=there)

    return loss
