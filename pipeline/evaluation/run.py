"""A whole run of ``referat evaluate``: one model, the splits of one corpus, and titles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus import Corpus, CorpusDocument
from pipeline.corpus.folder import ITEMS
from pipeline.corpus.rows import SPLITS, SplitName
from pipeline.evaluation.answers import Answer, Task
from pipeline.evaluation.contestants import find_contestant
from pipeline.evaluation.evaluate import SplitResult, Threshold, evaluate_split
from pipeline.evaluation.figures import Estimate
from pipeline.evaluation.outcomes import Classifiers
from pipeline.evaluation.titles import Title, read_titles, title_answers, title_figures
from pipeline.labelling.saved import Card


class TitlesResult(NamedTuple):
    """What was measured of a file of titles; ``unmapped`` of its titles have no topic."""

    name: str
    titles: tuple[Title, ...]
    unmapped: int
    answers: tuple[Answer, ...]
    figures: Mapping[str, Estimate]

    @property
    def part(self) -> str:
        """What it is called among the parts of a run."""
        return f"titles {self.name}"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run measured. ``corpus`` is the checksum of the corpus it was measured on."""

    model: str
    cards: tuple[Card, ...]
    corpus: str
    splits: tuple[SplitResult, ...]
    titles: tuple[TitlesResult, ...]

    @property
    def figures(self) -> dict[str, Mapping[str, Estimate]]:
        """The figures by part: a split, or "titles" and the name of their file."""
        parts: dict[str, Mapping[str, Estimate]] = {
            result.split: result.figures for result in self.splits
        }
        return parts | {one.part: one.figures for one in self.titles}


def is_hidden(part: str) -> bool:
    """Tell whether errors of a part are kept from view, so that nobody tunes on them.

    >>> is_hidden("dev"), is_hidden("test"), is_hidden("titles agenda")
    (False, True, True)
    """
    return part == "test" or part.startswith("titles ")


def evaluate_corpus(
    corpus: Corpus,
    model: str | None = None,
    *,
    splits: Sequence[str] = (),
    titles: Sequence[Path] = (),
    tell: Callable[[CorpusDocument], object] = lambda _: None,
) -> Run:
    """Measure a model on a corpus.

    Args:
        corpus: Labelled minutes.
        model: See ``find_contestant``.
        splits: Which splits; without them, all that have documents. Thresholds are chosen on dev
            where it is among them, else on each split by itself.
        titles: Files of bare titles with topics to measure on too.
        tell: Called with each document before it is read.

    Raises:
        ModelError: The model can't be loaded.
        CorpusError: A split has no documents, a document or a file of titles is missing.
    """
    classifiers, cards = find_contestant(model)
    listed = [(path, *read_titles(path)) for path in titles]
    there = {document.split for document in corpus.documents}
    wanted = [name for name in SPLITS if name in (splits or there)]
    chosen: Mapping[Task, Threshold] | None = None
    results: dict[SplitName, SplitResult] = {}
    for split in sorted(wanted, key=lambda name: name != "dev"):
        results[split] = evaluate_split(corpus, split, classifiers, chosen=chosen, tell=tell)
        if split == "dev":
            chosen = results[split].thresholds
    return Run(
        classifiers.name,
        cards,
        corpus_checksum(corpus),
        tuple(results[name] for name in SPLITS if name in results),
        tuple(_titles(path, read, unmapped, classifiers) for path, read, unmapped in listed),
    )


def corpus_checksum(corpus: Corpus) -> str:
    """Return one checksum of all documents and labels of a corpus."""
    total = hashlib.sha256((corpus.folder / ITEMS).read_bytes())
    for document in corpus.documents:
        total.update(f"{document.id} {document.split} {document.sha256}\n".encode())
    return total.hexdigest()


def _titles(
    path: Path, titles: tuple[Title, ...], unmapped: int, classifiers: Classifiers
) -> TitlesResult:
    answers = title_answers(titles, classifiers.titles)
    return TitlesResult(path.stem, titles, unmapped, answers, title_figures(answers))
