"""Prove a corpus: enough of everything, written anew, rightly labelled, and nothing let out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.corpus.closed import check_closed
from pipeline.corpus.counts import count_corpus
from pipeline.corpus.drafts import check_drafts
from pipeline.corpus.evidence import check_evidence
from pipeline.corpus.finding import Count, Finding, line_of, minutes_at
from pipeline.corpus.folder import DOCUMENTS, SPLIT, read_minutes
from pipeline.corpus.names import find_real_names
from pipeline.corpus.overlap import (
    ALIKE_MOST,
    NEW_LEAST,
    SHARED_MOST,
    renamed_sequences,
    shared_sequences,
    vocabulary_growth,
)
from pipeline.corpus.rows import Corpus
from pipeline.labels import Decision


class Report(NamedTuple):
    """What the check counted and what it found wrong."""

    counts: tuple[Count, ...]
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether every count is met and nothing was found wrong."""
        return not self.findings and all(count.met for count in self.counts)


def check_corpus(corpus: Corpus) -> Report:
    """Return what a corpus has and what is wrong with it.

    Reading it has already checked every line's form, spans and splits (``read_corpus``).

    >>> from pipeline.corpus import read_corpus
    >>> report = check_corpus(read_corpus())
    >>> [str(finding) for finding in report.findings]
    []
    """
    texts = {one.id: read_minutes(corpus.folder, one.id).text for one in corpus.documents}
    findings = (
        *check_overlap(corpus, texts),
        *check_evidence(corpus),
        *check_labels(corpus),
        *check_splits(corpus),
        *check_closed(corpus, texts),
        *check_names(corpus, texts),
        *check_drafts(corpus),
    )
    return Report(tuple(count_corpus(corpus)), findings)


def check_overlap(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the documents that were not written anew, by the words they share with another."""
    measures = (
        ("overlap", SHARED_MOST, shared_sequences(texts), "shares {:.1%} of its words with {}"),
        ("renamed", ALIKE_MOST, renamed_sequences(texts), "is {:.1%} {} with other names"),
    )
    for rule, most, pairs, what in measures:
        for pair in pairs:
            if pair.share > most:
                where = minutes_at(corpus, pair.second, texts[pair.second], pair.offset)
                told = what.format(pair.share, pair.first)
                yield Finding(rule, where, told, "write it in its own words")
    for growth in vocabulary_growth(texts):
        if growth.share < NEW_LEAST:
            where = f"{corpus.folder / 'minutes' / growth.document}.txt:1"
            what = f"brings {growth.share:.1%} new words"
            yield Finding("vocabulary", where, what, "write of something no other document has")


def check_labels(corpus: Corpus) -> Iterator[Finding]:
    """Yield the items whose labels contradict each other."""
    for row in corpus.open_rows:
        if row.topic in row.secondary:
            what, now = "has its topic as secondary topic too", "leave out the secondary one"
            yield Finding("topics", line_of(corpus, row), what, now)
        if len(row.types) > 1 and Decision.INGEN_BESLUTNING in row.types:
            what, now = "says that nothing was decided, and something", "leave one out"
            yield Finding("decisions", line_of(corpus, row), what, now)


def check_splits(corpus: Corpus) -> Iterator[Finding]:
    """Yield the layouts that should be the test split's own and are not."""
    layouts: dict[str, set[str]] = defaultdict(set)
    lines: dict[tuple[str, str], int] = {}
    for number, document in enumerate(corpus.documents, 1):
        layouts[document.layout].add(document.split)
        lines.setdefault((document.layout, document.split), number)
    for layout in corpus.sides.test_only_layouts:
        if not layouts[layout]:
            now = "leave it out, or add a document in that layout"
            what = f"no document has the layout {layout}"
            yield Finding("layouts", str(corpus.folder / SPLIT), what, now)
        for split in sorted(layouts[layout] - {"test"}):
            where = f"{corpus.folder / DOCUMENTS}:{lines[layout, split]}"
            what = f"has the layout {layout}, which only test may know"
            yield Finding("layouts", where, what, f"take it off test_only_layouts in {SPLIT}")


def check_names(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the places where a document names a real municipality, region or politician."""
    for name, text in texts.items():
        for kind, span in find_real_names(text):
            where = minutes_at(corpus, name, text, span.start)
            yield Finding("names", where, f"names a real {kind}", "invent a name")
    for document in corpus.documents:
        for kind, _ in find_real_names(document.municipality):
            where = str(corpus.folder / DOCUMENTS)
            yield Finding("names", where, f"{document.id} is from a real {kind}", "invent a name")
