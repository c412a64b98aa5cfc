"""Items a second of the default labelling, beside two bare scikit-learn models of the same items.

All label the train items of the corpus, with nothing but labels asked for: the default gives
decision types and topics without explanation, each scikit-learn model the same two from the whole
text of the item. One thread each, in turn, so that a busy machine slows all; the ratios are what
to look at.
"""

from __future__ import annotations

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
from pipeline.records import Minutes
from pipeline.splitting import split_items

ROUNDS = 7


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


def main() -> None:
    """Print items a second and ratios."""
    minutes = minutes_of_train()
    items = [item.span.of(one.text) for one in minutes for item in one.open_items]
    words = sum(len(text.split()) for text in items) / len(items)
    contestants: dict[str, Callable[[], object]] = {
        "default, both labels": lambda: [label_items(one, explain=False) for one in minutes],
        "TF-IDF word 1–2, LR": bare(items, minutes, ngram_range=(1, 2)),
        "TF-IDF char 2–5, LR": bare(items, minutes, analyzer="char_wb", ngram_range=(2, 5)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(ROUNDS + 1):
        for name, label in contestants.items():
            start = time.process_time()
            label()
            if turn:  # the first is to warm up
                seconds[name].append(time.process_time() - start)
    print(f"{len(items)} items of {words:.0f} words, one core, {ROUNDS} rounds")
    for name, taken in seconds.items():
        print(f"  {name:<22}{len(items) / statistics.median(taken):>8.0f} items/s")
    ours, *others = seconds.values()
    for name, taken in zip(list(seconds)[1:], others, strict=True):
        ratio = statistics.median(other / own for own, other in zip(ours, taken, strict=True))
        print(f"  default is {ratio:.2f} × as fast as {name}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
