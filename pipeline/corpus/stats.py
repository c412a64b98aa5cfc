"""The corpus in figures: labels by split and layout, and how its texts are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from pipeline.corpus.rows import SPLITS, Corpus
from pipeline.danish.readability import lix, mean_sentence_length
from pipeline.danish.words import tokenize
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import LabelledItem, Minutes

# Danish writes compounds as one word; few simple words and inflected forms are this long.
_COMPOUND = 14


class Cell(NamedTuple):
    """How many open items with a label stand in one layout of one split."""

    label: str
    split: str
    layout: str
    items: int


class Sample(NamedTuple):
    """An item as the comparison sees it: its text and what is said of it."""

    text: str
    decisions: tuple[Decision, ...]
    topic: Topic
    sections: tuple[SectionKind, ...]


def count_labels(corpus: Corpus) -> tuple[Cell, ...]:
    """Return the open items by label, split and layout; only cells that hold any.

    >>> from pipeline.corpus import read_corpus
    >>> cells = count_labels(read_corpus())
    >>> sum(cell.items for cell in cells if cell.label.startswith("topic ")) >= 1000
    True
    """
    counts = Counter(
        (label, document.split, document.layout)
        for document, row in corpus.pairs()
        for label in (
            *(f"decision {kind.value}" for kind in row.types),
            f"topic {row.topic.value}",
            *(("hard",) if row.hard else ()),
            *(("negative",) if row.negative else ()),
        )
    )
    return tuple(Cell(*key, count) for key, count in counts.items())


def tables(corpus: Corpus) -> str:
    """Return the counts as three tables: labels by split, layouts by split, labels by layout."""
    cells = count_labels(corpus)
    names = [
        *(f"decision {one.value}" for one in Decision),
        *(f"topic {one.value}" for one in Topic),
        "hard",
        "negative",
    ]
    by_split: Counter[tuple[str, str]] = Counter()
    by_layout: Counter[tuple[str, str]] = Counter()
    for cell in cells:
        by_split[cell.label, cell.split] += cell.items
        by_layout[cell.layout, cell.label] += cell.items
    items: Counter[tuple[str, str]] = Counter(
        (document.layout, document.split) for document, _ in corpus.pairs()
    )
    layouts = sorted({document.layout for document in corpus.documents})
    return "\n\n".join(
        [
            _table("Open items by label", SPLITS, names, by_split),
            _table("Open items by layout", SPLITS, layouts, items),
            _table(
                "Decisions by layout",
                [one.value[:9] for one in Decision],
                layouts,
                {
                    (name, one.value[:9]): by_layout[name, f"decision {one.value}"]
                    for name in layouts
                    for one in Decision
                },
            ),
        ]
    )


def samples_of(corpus: Corpus) -> Iterator[Sample]:
    """Yield the open items of a corpus for a comparison."""
    for row in corpus.open_rows:
        kinds = tuple(part.kind for part in row.sections)
        yield Sample(corpus.text_of(row), row.types, row.topic, kinds)


def samples_read(minutes: Minutes, labelled: Iterable[LabelledItem]) -> Iterator[Sample]:
    """Yield the open items of minutes as Referat itself reads and labels them."""
    for one in labelled:
        yield Sample(
            one.item.span.of(minutes.text),
            tuple(label.value for label in one.decisions),
            one.topics[0].value,
            tuple(section.kind for section in one.item.sections),
        )


def describe(samples: Sequence[Sample]) -> dict[str, float]:
    """Return what a text is like, figure by figure; shares are per cent of the items.

    "compounds" is the share of words with 14 letters or more, "long words" with more than six
    (as in LIX). LIX is the median over items with 50 words or more: less is no prose.

    >>> item = Sample("Rådet godkendte. " * 30, (Decision.GODKENDT,), Topic.OTHER, ())
    >>> figures = describe([item])
    >>> figures["items"], figures["words an item (median)"], figures["decision godkendt"]
    (1, 60, 100.0)
    """
    words = [[span.of(one.text) for span in tokenize(one.text)] for one in samples]
    all_words = [word for item in words for word in item if word[0].isalpha()]
    prose = [one.text for one, item in zip(samples, words, strict=True) if len(item) >= 50]
    kinds = Counter(kind for one in samples for kind in set(one.sections))
    decisions = Counter(kind for one in samples for kind in set(one.decisions))
    topics = Counter(one.topic for one in samples)
    share = 100 / max(1, len(samples))
    lengths = sorted(len(item) for item in words) or [0]
    return {
        "items": len(samples),
        "words an item (median)": round(median(lengths)),
        "words an item (longest tenth)": lengths[int(len(lengths) * 0.9)],
        "LIX (median)": _middle([lix(text) for text in prose]),
        "words a sentence (median)": _middle([mean_sentence_length(text) for text in prose]),
        "long words, %": _share(all_words, 7),
        "compounds, %": _share(all_words, _COMPOUND),
        "several decisions, %": round(share * sum(len(set(s.decisions)) > 1 for s in samples), 1),
        **{f"decision {one.value}": round(share * decisions[one], 1) for one in Decision},
        **{f"topic {one.value}": round(share * topics[one], 1) for one in Topic},
        **{f"section {one.value}": round(share * kinds[one], 1) for one in SectionKind},
    }


def beside(columns: Mapping[str, Mapping[str, float]]) -> str:
    """Return several descriptions as one table, a column each."""
    names = list(next(iter(columns.values())))
    cells = {
        (name, column): value
        for column, figures in columns.items()
        for name, value in figures.items()
    }
    return _table("Figures", list(columns), names, cells)


def _share(words: Sequence[str], letters: int) -> float:
    return round(100 * sum(len(word) >= letters for word in words) / max(1, len(words)), 1)


def _middle(values: Sequence[float]) -> float:
    return round(median(values), 1) if values else 0.0


def _table(
    title: str,
    columns: Sequence[str],
    names: Sequence[str],
    cells: Mapping[tuple[str, str], float],
) -> str:
    wide = max(len(name) for name in (title, *names))
    widths = [max(7, len(column)) for column in columns]
    head = "  ".join(f"{column:>{width}}" for column, width in zip(columns, widths, strict=True))
    lines = [f"{title:<{wide}}  {head}"]
    for name in names:
        values = (
            f"{cells.get((name, column), 0):>{width}}"
            for column, width in zip(columns, widths, strict=True)
        )
        lines.append(f"{name:<{wide}}  {'  '.join(values)}")
    return "\n".join(lines)
