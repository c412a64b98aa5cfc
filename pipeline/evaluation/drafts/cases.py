"""The meetings that drafts are measured on: minutes, what a person labelled, what one wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.corpus import Corpus, CorpusDocument, LabelledRow
from pipeline.corpus.closed import closed_words
from pipeline.corpus.folder import read_minutes
from pipeline.corpus.given import given_item, with_given_labels
from pipeline.corpus.posts import Wanted, posts_in, read_post, read_wanted
from pipeline.corpus.rows import SplitName
from pipeline.errors import CorpusError
from pipeline.evaluation.outcomes import read_meetings
from pipeline.labelling import label_items
from pipeline.records import (
    ClosedItem,
    Draft,
    Item,
    LabelledItem,
    Minutes,
)


@dataclass(frozen=True, slots=True)
class Known:
    """An item of a meeting: as labelled by a person, as written by one, as Referat reads it.

    Minutes that nobody labelled have no ``row`` and no ``reference``. ``found`` is None where
    Referat doesn't find the item.
    """

    row: LabelledRow | None
    reference: Wanted | None
    found: LabelledItem | None

    @property
    def key(self) -> str:
        """The name of the item in tables."""
        if self.row:
            return f"{self.row.document}#{self.row.position}"
        return f"@{self.found.item.heading.start}" if self.found else ""


@dataclass(frozen=True, slots=True)
class DraftCase:
    """One meeting. ``part`` is its split, or where else it comes from.

    ``secret`` holds words that only its closed items have: to look for, never to show.
    """

    name: str
    part: str
    minutes: Minutes
    labelled: tuple[LabelledItem, ...]
    items: tuple[Known, ...]
    post: str | None = field(default=None, repr=False)
    secret: frozenset[str] = field(default=frozenset(), repr=False)


def corpus_cases(
    corpus: Corpus,
    splits: Sequence[SplitName] = (),
    *,
    tell: Callable[[CorpusDocument], object] = lambda _: None,
) -> Iterator[DraftCase]:
    """Yield the meetings of a corpus that have reference drafts, read from their raw files.

    A meeting with a whole post alone is measured, too: by its gates, its order and its language.

    Raises:
        CorpusError: No meeting of these splits has any, or one can't be read.
    """
    references = read_wanted(corpus)
    with_drafts = {document for document, _ in references} | posts_in(corpus)
    documents = [
        one
        for one in corpus.documents
        if one.id in with_drafts and (not splits or one.split in splits)
    ]
    if not documents:
        now = "add drafts/items.jsonl, or name another split"
        raise CorpusError("has no reference drafts here", where=str(corpus.folder), now=now)
    raw = {one.id: read_minutes(corpus.folder, one.id).text for one in documents}
    secret = closed_words(corpus, raw)
    for meeting in read_meetings(corpus, documents, tell=tell):
        document = meeting.document
        if meeting.minutes is None:
            continue
        known = tuple(
            Known(one.row, references.get((document.id, one.row.position)), one.found)
            for one in meeting.outcomes
            if one.row
        )
        found = (one.found for one in meeting.outcomes if one.found)
        yield DraftCase(
            document.id,
            document.split,
            meeting.minutes,
            tuple(sorted(found, key=lambda one: one.item.heading.start)),
            known,
            read_post(corpus, document.id),
            secret[document.id],
        )


def file_case(path: Path, *, part: str, post: str | None = None) -> DraftCase:
    """Return minutes that nobody labelled, and the text that was published of them, if known.

    Raises:
        ReadError: The file can't be read.
        NotMinutes: There are no minutes in it.
    """
    from pipeline.reading import read_document
    from pipeline.splitting import split_items

    minutes = split_items(read_document(str(path)))
    labelled = label_items(minutes)
    known = tuple(Known(None, None, one) for one in labelled)
    return DraftCase(path.stem, part, minutes, labelled, known, post)


def as_given(case: DraftCase) -> DraftCase:
    """Return a meeting with items, sections, routes and decisions as a person labelled them.

    What a draft of it lacks is the fault of drafting alone.
    """
    items: list[Item | ClosedItem] = []
    rows = [one.row for one in case.items if one.row]
    items += [given_item(case.minutes.text, row) for row in rows]
    items += [ClosedItem("")] * case.minutes.closed_count
    minutes = replace(case.minutes, items=tuple(items), flags=())
    by_rule = label_items(minutes)
    labelled = tuple(with_given_labels(one, row) for one, row in zip(by_rule, rows, strict=True))
    known = tuple(
        replace(one, found=found)
        for one, found in zip((one for one in case.items if one.row), labelled, strict=True)
    )
    return replace(case, minutes=minutes, labelled=labelled, items=known)


def with_labels(draft: Draft, items: Iterable[Known]) -> Draft:
    """Return a draft whose items are labelled as a person labelled them, to be checked by that."""
    swap: dict[Item, LabelledItem] = {}
    for known in items:
        if known.found and known.row:
            swap[known.found.item] = with_given_labels(known.found, known.row)

    def swapped(one: LabelledItem) -> LabelledItem:
        return swap.get(one.item, one)

    def opened(item: Item | ClosedItem) -> Item | ClosedItem:
        return swap[item].item if isinstance(item, Item) and item in swap else item

    return replace(
        draft,
        minutes=replace(draft.minutes, items=tuple(map(opened, draft.minutes.items))),
        paragraphs=tuple(
            replace(one, items=tuple(map(swapped, one.items))) for one in draft.paragraphs
        ),
        next_steps=tuple(replace(one, item=swapped(one.item)) for one in draft.next_steps),
        omitted=tuple(replace(one, item=swapped(one.item)) for one in draft.omitted),
    )
