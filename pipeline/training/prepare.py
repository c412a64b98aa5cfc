"""Labelled minutes as examples to train and measure on, by municipality.

There are two views of one corpus: items as a person marked them (``gold_examples``), and the same
items as the splitter finds them (``found_examples``), which is what a model is given in use. Bare
agenda titles come from ``titles/*.jsonl`` beside the minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.corpus.fields import Fields, read_lines
from pipeline.corpus.folder import read_minutes, write_aside
from pipeline.corpus.given import given_item
from pipeline.corpus.rows import Corpus, CorpusDocument, LabelledRow, SplitName
from pipeline.errors import NotMinutes
from pipeline.labelling import ItemText
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Section, Span
from pipeline.training.alignment import found_in
from pipeline.training.wordings import Wording, read_wordings, wording_of


@dataclass(frozen=True, slots=True)
class Example:
    """An open item and what a person says of it.

    ``item.text`` is the item's own text and nothing else. ``decisions`` are the person's marks in
    the order of the text, and a type may be marked twice; ``decision_spans`` are slices of
    ``item.text``, one for each mark, None where no words were marked or they lie outside the item
    as it was found. ``group`` is the municipality, or the file of titles: examples of one group
    are never on two sides of a split. A bare title has no ``decisions``, and its ``document`` is
    its file.
    """

    item: ItemText
    decisions: tuple[Decision, ...]
    decision_spans: tuple[Span | None, ...]
    topic: Topic
    secondary: tuple[Topic, ...]
    group: str
    document: str
    split: SplitName
    hard: bool

    @property
    def types(self) -> tuple[Decision, ...]:
        """The decision types in the order of the text, each once."""
        return tuple(dict.fromkeys(self.decisions))

    @property
    def is_title(self) -> bool:
        """Whether there is nothing but a title."""
        return not self.decisions


class Prepared(NamedTuple):
    """All that is trained and chosen on: the examples of the train and dev splits.

    ``gold`` and ``found`` are the two views of the items. The test split is not here, so that no
    training can see it. ``wordings`` are single decisions, all to learn from. ``folder`` is the
    corpus they come from, for messages.
    """

    folder: str
    gold: tuple[Example, ...]
    found: tuple[Example, ...]
    titles: tuple[Example, ...]
    wordings: tuple[Wording, ...] = ()

    @property
    def checksum(self) -> str:
        """The SHA-256 of everything in it."""
        return hashlib.sha256("".join(_lines(self)).encode()).hexdigest()


def prepare(corpus: Corpus, titles: Mapping[str, SplitName]) -> Prepared:
    """Return the train and dev examples of a corpus.

    Args:
        corpus: The labelled minutes.
        titles: The split of each file in ``titles/``; a corpus without that folder has none.

    Raises:
        CorpusError: A file of titles is missing, or a line doesn't fit its form.
    """
    has_titles = (corpus.folder / "titles").is_dir()
    bare = title_examples(corpus.folder, titles) if has_titles else ()
    views = gold_examples(corpus), found_examples(corpus), bare
    gold, found, bare = (tuple(one for one in view if one.split != "test") for view in views)
    return Prepared(str(corpus.folder), gold, found, bare, read_wordings(corpus.folder))


def write_prepared(prepared: Prepared, file: Path) -> None:
    """Write prepared examples as JSON Lines, for ``read_prepared``."""
    write_aside({file: "".join(_lines(prepared))})


def read_prepared(file: Path) -> Prepared:
    """Return what ``write_prepared`` wrote.

    Raises:
        CorpusError: The file is missing, or a line doesn't fit its form.
    """
    views: dict[str, list[Example]] = {"gold": [], "found": [], "titles": []}
    wordings: list[Wording] = []
    for fields in read_lines(file):
        if fields.values.get("view") == "wordings":
            wordings.append(wording_of(fields))
            continue
        try:
            views[fields.text("view")].append(example_of(fields.values))
        except (KeyError, TypeError, ValueError):
            raise fields.wrong("view", "is not an example", "run: referat prepare") from None
    gold, found, titles = map(tuple, views.values())
    return Prepared(str(file), gold, found, titles, tuple(wordings))


def gold_examples(corpus: Corpus) -> tuple[Example, ...]:
    """Return the open items of a corpus as a person marked them, in the order of the corpus.

    >>> from pipeline.corpus import read_corpus
    >>> first = gold_examples(read_corpus())[0]
    >>> first.item.title in first.item.text, len(first.decisions) == len(first.decision_spans)
    (True, True)
    """
    return tuple(_gold(corpus, document, row) for document, row in corpus.pairs())


def found_examples(corpus: Corpus) -> tuple[Example, ...]:
    """Return the open items as the splitter finds them; what it misses is left out.

    An item is a row's if it is the only one that begins in the row's span.
    """
    rows: dict[str, list[LabelledRow]] = {}
    for row in corpus.open_rows:
        rows.setdefault(row.document, []).append(row)
    return tuple(
        example
        for document in corpus.documents
        for example in _found(corpus, document, rows.get(document.id, ()))
    )


def title_examples(folder: Path, splits: Mapping[str, SplitName]) -> tuple[Example, ...]:
    """Return the bare titles of a corpus folder.

    Args:
        folder: The corpus. Its titles are ``titles/<name>.jsonl``, with ``title``, ``topic`` and
            ``secondary`` on each line.
        splits: The split of each file by its name, without ".jsonl".

    Raises:
        CorpusError: A file is missing, or a line doesn't fit its form.
    """
    return tuple(
        _title(fields, name, split)
        for name, split in sorted(splits.items())
        for fields in read_lines(folder / "titles" / f"{name}.jsonl")
    )


def as_title(example: Example) -> Example:
    """Return what is left of an example when only its title is known.

    >>> from pipeline.corpus import read_corpus
    >>> bare = as_title(gold_examples(read_corpus())[0])
    >>> bare.item.text == bare.item.title, bare.is_title
    (True, True)
    """
    bare = ItemText.of_title(example.item.title)
    return replace(example, item=bare, decisions=(), decision_spans=())


def _lines(prepared: Prepared) -> Iterator[str]:
    for view in ("gold", "found", "titles"):
        for example in getattr(prepared, view):
            record = {"view": view, **example_as_json(example)}
            yield json.dumps(record, ensure_ascii=False) + "\n"
    for wording in prepared.wordings:
        yield json.dumps({"view": "wordings", **wording._asdict()}, ensure_ascii=False) + "\n"


def example_as_json(example: Example) -> dict[str, Any]:
    """Return an example as plain JSON values, for ``example_of``."""
    return asdict(example)


def example_of(values: Mapping[str, Any]) -> Example:
    """Return the example that ``example_as_json`` wrote.

    >>> import json
    >>> example = Example(
    ...     ItemText.of_title("Ny sti"), (), (), Topic.ROADS_TRAFFIC, (), "t", "t", "dev", False)
    >>> example_of(json.loads(json.dumps(example_as_json(example)))) == example
    True
    """
    record, text, body = values["item"]
    sections = tuple(
        Section(SectionKind(one["kind"]), Span(*one["heading"]), Span(*one["body"]))
        for one in record["sections"]
    )
    heading, span, route = Span(*record["heading"]), Span(*record["span"]), tuple(record["route"])
    item = Item(
        record["number"], record["title"], heading, record["case_number"], span, sections, route
    )
    return Example(
        ItemText(item, text, body),
        tuple(map(Decision, values["decisions"])),
        tuple(span and Span(*span) for span in values["decision_spans"]),
        Topic(values["topic"]),
        tuple(map(Topic, values["secondary"])),
        values["group"],
        values["document"],
        values["split"],
        values["hard"],
    )


def _gold(corpus: Corpus, document: CorpusDocument, row: LabelledRow) -> Example:
    text = corpus.texts[row.document]
    return _standing(document, row, given_item(text, row), text, document.body)


def _found(
    corpus: Corpus, document: CorpusDocument, rows: Iterable[LabelledRow]
) -> Iterator[Example]:
    from pipeline.splitting import split_items

    try:
        minutes = split_items(read_minutes(corpus.folder, document.id))
    except NotMinutes:
        return
    for row in rows:
        item = found_in(row, minutes.open_items, lambda item: item.heading.start)
        if item is not None:
            yield _standing(document, row, item, minutes.text, minutes.body)


def _standing(
    document: CorpusDocument, row: LabelledRow, item: Item, text: str, body: str | None
) -> Example:
    """Return the example of a row by an item of *text*, which is all the text that it keeps."""
    spans = _spans(item)
    start = spans[0].start
    own = ItemText(_moved(item, -start), _own_text(text, spans), body)
    return _example(document, row, own, start)


def _spans(item: Item) -> list[Span]:
    """Return where an item stands: some minutes print its decision far from the rest."""
    return sorted(
        [item.span, *(span for part in item.sections for span in (part.heading, part.body))]
    )


def _own_text(text: str, spans: Sequence[Span]) -> str:
    """Return the text from the first span to the end of the last, blank between them."""
    first, last = spans[0].start, max(span.end for span in spans)
    shown = [" "] * (last - first)
    for start, end in spans:
        shown[start - first : end - first] = text[start:end]
    return "".join(shown)


def _example(document: CorpusDocument, row: LabelledRow, one: ItemText, start: int) -> Example:
    """Return the example of a row, whose item begins at *start* in its document."""
    spans = (
        mark.span and Span(mark.span.start - start, mark.span.end - start) for mark in row.decisions
    )
    return Example(
        one,
        tuple(mark.label for mark in row.decisions),
        tuple(
            span if span and span.start >= 0 and span.end <= len(one.text) else None
            for span in spans
        ),
        row.topic,
        row.secondary,
        document.municipality,
        document.id,
        document.split,
        row.hard is not None,
    )


def _moved(item: Item, by: int) -> Item:
    """Return the item with every span moved."""

    def move(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(
        item,
        heading=move(item.heading),
        span=move(item.span),
        sections=tuple(
            Section(one.kind, move(one.heading), move(one.body)) for one in item.sections
        ),
    )


def _title(fields: Fields, name: str, split: SplitName) -> Example:
    topic = fields.choice("topic", list(Topic))
    secondary = fields.choices("secondary", list(Topic))
    if topic in secondary:
        raise fields.wrong("secondary", "names the topic again", "leave it out there")
    one = ItemText.of_title(fields.text("title"))
    return Example(one, (), (), topic, secondary, name, name, split, hard=False)
