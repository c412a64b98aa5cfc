"""A whole build of text files beside models that are given its items ready-made.

Told are items a processor second: what a build takes from files to tables, all its processes
counted, and what each model takes to give a decision and a topic to the same items, whose text is
at hand. One thread each; a model's answers don't matter here, so those of spaCy and of the encoder
have learned next to nothing, which makes them no slower. The text is synthetic.

    python benchmarks/archive_models.py --count 1000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from archive_scale import watched
from generate_archive import generate
from pyarrow.parquet import read_table
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

BATCH = 32
LEARNED = 1500  # items that a model learns from
ENCODED = 600  # items that the encoder is measured on: it is slow
SPOKEN = 3000  # and spaCy
KNOBS = {"vocabulary": 6000, "hidden": 128, "layers": 2, "heads": 2, "longest": 512}

# Texts in; whatever they are labelled comes out.
Labeller = Callable[[Sequence[str]], object]


class Items(NamedTuple):
    """The items of an archive: their texts, and what Referat says of each."""

    texts: list[str]
    decisions: list[str]
    topics: list[str]


def items_of(archive: Path) -> Items:
    """Return the items of an archive."""
    names = ["text", "decision", "topic"]
    table = read_table(archive / "items", columns=names)
    return Items(*(table[name].to_pylist() for name in names))


def linear(items: Items) -> Labeller:
    """Return two logistic regressions on TF-IDF of words and pairs of them, computed once."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2))
    vectors = vectorizer.fit_transform(items.texts[:LEARNED])
    models = [
        LogisticRegression(max_iter=50).fit(vectors, labels[:LEARNED])
        for labels in (items.decisions, items.topics)
    ]

    def label(texts: Sequence[str]) -> object:
        rows = vectorizer.transform(texts)
        return [model.predict_proba(rows) for model in models]

    return label


def spoken(items: Items) -> Labeller:
    """Return spaCy's ``textcat`` as it is by default, one for decisions and one for topics."""
    import spacy

    nlp = spacy.blank("da")
    for name, labels in (("decisions", items.decisions), ("topics", items.topics)):
        pipe: Any = nlp.add_pipe("textcat", name=name)
        for one in sorted(set(labels)):
            pipe.add_label(one)
    nlp.initialize()

    def label(texts: Sequence[str]) -> object:
        return [document.cats for document in nlp.pipe(texts, batch_size=BATCH)]

    return label


def encoder(items: Items, place: Path) -> Labeller:
    """Return two encoders of two layers of 128 numbers, each with its classes on top."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    from pipeline.training.scratch_encoder import write_scratch_encoder

    torch.set_num_threads(1)
    write_scratch_encoder(items.texts[:LEARNED], KNOBS, place)
    tokenizer: Any = AutoTokenizer.from_pretrained(place)
    models: list[Any] = [
        AutoModelForSequenceClassification.from_pretrained(place, num_labels=len(set(one))).eval()
        for one in (items.decisions, items.topics)
    ]

    @torch.inference_mode()
    def label(texts: Sequence[str]) -> object:
        found = []
        for at in range(0, len(texts), BATCH):
            some = tokenizer(
                list(texts[at : at + BATCH]),
                truncation=True,
                max_length=KNOBS["longest"],
                padding=True,
                return_tensors="pt",
            )
            found += [model(**some).logits for model in models]
        return found

    return label


def speed(label: Labeller, texts: Sequence[str]) -> float:
    """Return how many items are labelled in a second of processor time."""
    label(texts[:BATCH])
    start = time.process_time()
    label(texts)
    return len(texts) / (time.process_time() - start)


def main() -> None:
    """Read the command line, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="Documents.")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        generate(count, place / "in", formats=("txt",))
        run = watched(place / "in", place / "archive")
        items = items_of(place / "archive")
        words = sum(len(text.split()) for text in items.texts) / len(items.texts)
        ours = len(items.texts) / run.processor
        print(f"{count} text files, {len(items.texts)} items of {words:.0f} words")
        print(f"  {'whole build':<34}{ours:>8.0f} items/s")
        told = [
            ("scikit-learn, words", speed(linear(items), items.texts)),
            ("spaCy textcat", speed(spoken(items), items.texts[:SPOKEN])),
            ("encoder, 2 × 128", speed(encoder(items, place / "bert"), items.texts[:ENCODED])),
        ]
        for name, other in told:
            print(f"  {name:<34}{other:>8.0f} items/s   build is {ours / other:.2f} × as fast")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
