"""Items a second of the default labelling, beside two bare scikit-learn models of the same items.

All label the train items of the corpus, with nothing but labels asked for: the default gives
decision types and topics without explanation, each scikit-learn model the same two from the whole
text of the item. One thread each, in turn, so that a busy machine slows all; the ratios are what
to look at.

Referat keeps what it has found of words and clauses, and minutes are full of the same ones. So it
is measured twice: on text that it has just read, and on text that it has never seen, which is what
an archive pays.
"""

from __future__ import annotations

import functools
import gc
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from threadpoolctl import threadpool_limits

from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes
from pipeline.errors import NotMinutes
from pipeline.labelling import label_items
from pipeline.labelling.word_sums import Known
from pipeline.records import Minutes
from pipeline.splitting import split_items

ROUNDS = 7
NEW = "default, text never seen"


def minutes_of_train() -> list[Minutes]:
    """Return the meetings of the train split, as Referat reads them."""
    corpus = read_corpus()
    found = []
    for document in corpus.documents:
        if document.split == "train":
            try:
                found.append(split_items(read_minutes(corpus.folder, document.id)))
            except NotMinutes:
                continue
    return found


def bare(texts: Sequence[str], minutes: Sequence[Minutes], **features: Any) -> Callable[[], object]:
    """Return what labels the texts by two logistic regressions on TF-IDF of the whole text."""
    labelled = [one for meeting in minutes for one in label_items(meeting, explain=False)]
    kinds = MultiLabelBinarizer().fit_transform(
        [[label.value for label in one.decisions] for one in labelled]
    )
    topics = [one.topics[0].value for one in labelled]
    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, **features)
    vectors = vectorizer.fit_transform(texts)
    of_topics = LogisticRegression(max_iter=200).fit(vectors, topics)
    of_kinds = OneVsRestClassifier(LogisticRegression(max_iter=200)).fit(vectors, kinds)

    def label() -> object:
        rows = vectorizer.transform(texts)  # once for both: the fastest it can be
        return of_topics.predict_proba(rows), of_kinds.predict_proba(rows)

    return label


def forget() -> None:
    """Empty the caches of what was read; tables and models stay."""
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper and one.cache_parameters()["maxsize"]:
            one.cache_clear()
        elif type(one) is Known:
            one.clear()


def main() -> None:
    """Print items a second and ratios."""
    minutes = minutes_of_train()
    items = [item.span.of(one.text) for one in minutes for item in one.open_items]
    words = sum(len(text.split()) for text in items) / len(items)
    contestants: dict[str, Callable[[], object]] = {
        NEW: lambda: [label_items(one, explain=False) for one in minutes],
        "default, text seen": lambda: [label_items(one, explain=False) for one in minutes],
        "TF-IDF word 1–2, LR": bare(items, minutes, ngram_range=(1, 2)),
        "TF-IDF char 2–5, LR": bare(items, minutes, analyzer="char_wb", ngram_range=(2, 5)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(ROUNDS + 1):
        for name, label in contestants.items():
            if name == NEW:
                forget()
            start = time.process_time()
            label()
            if turn:  # the first is to warm up
                seconds[name].append(time.process_time() - start)
    print(f"{len(items)} items of {words:.0f} words, one core, {ROUNDS} rounds")
    for name, taken in seconds.items():
        print(f"  {name:<26}{len(items) / statistics.median(taken):>8.0f} items/s")
    names = list(seconds)
    for ours, other in itertools.product(names[:2], names[2:]):
        both = zip(seconds[ours], seconds[other], strict=True)
        ratio = statistics.median(theirs / own for own, theirs in both)
        print(f"  {ours} is {ratio:.2f} × as fast as {other}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
