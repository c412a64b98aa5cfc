"""Whether anything of a closed item has come into a file of labels or drafts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.corpus.finding import Finding
from pipeline.corpus.rows import ClosedRow, Corpus, LabelledRow
from pipeline.danish.words import tokenize
from pipeline.records import Span

_SHORTEST = 6
# Words that stand in closed headings everywhere, whatever the case is about.
_OF_THE_FORM = re.compile(r"(?i)lukke|dagsorden|punkt|sagsn|journal|fortrolig|styrelseslov")
FILES = ("labels/*.jsonl", "drafts/*.jsonl", "drafts/**/*.md")


def check_closed(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the lines of label and draft files with a word only closed items have.

    Such a word stands in a closed item of *texts* (the documents as they are) and in no open
    item. A line is held against the document it names, or its file does. Only the place is
    told: the word itself must not get out this way either.
    """
    secret = closed_words(corpus, texts)
    for pattern in FILES:
        for path in sorted(corpus.folder.glob(pattern)):
            yield from _leaks(path, secret)


def closed_words(corpus: Corpus, texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return, document by document, the words of its closed items that no open item has."""
    rows: dict[str, list[LabelledRow | ClosedRow]] = defaultdict(list)
    for row in corpus.rows:
        rows[row.document].append(row)
    said = {word for text in corpus.texts.values() for word in _words(text)}
    for name, text in texts.items():
        first = next((row for row in rows[name] if isinstance(row, LabelledRow)), None)
        said.update(_words(text[: first.span.start if first else 0]))  # the head of the minutes
        # The number of a closed item may be told.
        said.update(word for row in rows[name] for word in _words(row.number))
        listed = (part.span for row in rows[name] for part in getattr(row, "sections", ()))
        said.update(word for span in listed if span for word in _words(span.of(text)))
    hidden = {
        name: {word for span in _closed_spans(rows[name], text) for word in _words(span.of(text))}
        for name, text in texts.items()
    }
    return {
        name: frozenset(word for word in words - said if not _OF_THE_FORM.search(word))
        for name, words in hidden.items()
    }


def _closed_spans(rows: list[LabelledRow | ClosedRow], text: str) -> Iterator[Span]:
    """Yield what lies between open items where the agenda has a closed one."""
    at, shut = 0, False
    for row in rows:
        if isinstance(row, ClosedRow):
            shut = True
            continue
        if shut and at:
            yield Span(at, row.span.start)
        at, shut = row.span.end, False
    if shut and at:
        yield Span(at, len(text))


def _leaks(path: Path, secret: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        name = path.stem if path.stem in secret else _document_of(line)
        if secret.get(name, frozenset()) & set(_words(line)):
            what = "has a word that only a closed item holds"
            now = "take out what is from the closed item"
            yield Finding("closed", f"{path}:{number}", what, now)


def _document_of(line: str) -> str:
    match = re.match(r'\{"document": "([^"]+)"', line)
    return match[1] if match else ""


def _words(text: str) -> Iterator[str]:
    for span in tokenize(text):
        if len(word := span.of(text).lower()) >= _SHORTEST:
            yield word
