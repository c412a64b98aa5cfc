"""Labelled minutes in and out: read a corpus, check it, count it, hand it on.

A corpus is a folder: ``documents.jsonl`` and ``minutes/`` (what there is),
``labels/items.jsonl`` (one item a line), ``labels/second.jsonl`` (what a second person said) and
``split.json``. It is checked here, once, as it is read. Nothing of a closed item is in any of
its labels, and the texts that come out of this package hold open items only.
"""

from __future__ import annotations

from pipeline.corpus.dataset import load_corpus
from pipeline.corpus.folder import read_corpus
from pipeline.corpus.rows import ClosedRow, Corpus, CorpusDocument, LabelledRow, SecondLabel

__all__ = [
    "ClosedRow",
    "Corpus",
    "CorpusDocument",
    "LabelledRow",
    "SecondLabel",
    "load_corpus",
    "read_corpus",
]
