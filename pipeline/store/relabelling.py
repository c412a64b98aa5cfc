"""Labels that a person has put right, on top of the tool's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, LabelledItem, Span
from pipeline.store.codec import LABELLED, RELABELS
from pipeline.store.kept import LabelField, Relabel
from pipeline.store.stems import labels_of
from pipeline.store.tables import DocumentRow, DraftRow, ItemRow, VersionRow

V = TypeVar("V", bound=Decision | Topic)


def relabelled(
    labelled: tuple[LabelledItem, ...], corrected: Sequence[Relabel]
) -> tuple[LabelledItem, ...]:
    """Return labels with what people have put right in its place, later ones on top.

    A label that the tool had found too keeps its evidence. Another one is by a "person": for a
    decision its evidence is the item's decision text, or its heading where there is none.

    >>> from pipeline.records import Item, Label, Span
    >>> item = Item("1", "Leasing", Span(0, 7), None, Span(0, 7), ())
    >>> found = LabelledItem(
    ...     item, (Label(Decision.DROEFTET, 0.9, "rule"),), (Label(Topic.FLEET, 1.0, "rule"),)
    ... )
    >>> one, = relabelled((found,), [Relabel(0, "decision", ("godkendt",))])
    >>> one.decisions[0].value.danish, one.decisions[0].by, one.topics == found.topics
    ('Godkendt', 'person', True)
    """
    items = list(labelled)
    for item, field, values in corrected:
        old = items[item]
        if field == "decision":
            decisions = tuple(map(Decision, values))
            places = _decided(old.item)
            items[item] = replace(old, decisions=_labels(decisions, old.decisions, places))
        else:
            topics = tuple(map(Topic, values))
            items[item] = replace(old, topics=_labels(topics, old.topics, ()))
    return tuple(items)


def values_of(labelled: LabelledItem, field: LabelField) -> tuple[str, ...]:
    """Return the ids of an item's labels."""
    if field == "decision":
        return tuple(label.value.value for label in labelled.decisions)
    return tuple(label.value.value for label in labelled.topics)


def on_top(corrected: Sequence[Relabel], new: Relabel) -> tuple[Relabel, ...]:
    """Return corrections with a new one in place of an older one of the same labels.

    >>> on_top([Relabel(0, "topic", ("hr",))], Relabel(0, "topic", ("budget",)))
    (Relabel(item=0, field='topic', values=('budget',)),)
    """
    kept = {(one.item, one.field): one for one in corrected}
    return tuple(sorted((kept | {(new.item, new.field): new}).values()))


def in_force(session: Session, document: str) -> tuple[Relabel, ...]:
    """Return what holds for a meeting: of all its drafts' corrections the newest."""
    tops = (
        select(VersionRow.corrected)
        .join(DraftRow, DraftRow.id == VersionRow.draft_id)
        .where(DraftRow.version == VersionRow.number, DraftRow.document_id == document)
        .order_by(VersionRow.at, VersionRow.draft_id)
    )
    found: tuple[Relabel, ...] = ()
    for text in session.scalars(tops):
        for one in RELABELS.validate_json(text):
            found = on_top(found, one)
    return found


def index_labels(session: Session, document: str) -> None:
    """Let filters find a meeting's items by the labels that hold now."""
    own = session.scalars(select(DocumentRow.labelled).where(DocumentRow.id == document)).one()
    labelled = relabelled(LABELLED.validate_json(own), in_force(session, document))
    for position, one in enumerate(labelled):
        session.execute(
            update(ItemRow)
            .where(ItemRow.document_id == document, ItemRow.position == position)
            .values(labels=labels_of(one)),
            execution_options={"synchronize_session": False},
        )


def _labels(
    values: tuple[V, ...], old: tuple[Label[V], ...], places: tuple[Span, ...]
) -> tuple[Label[V], ...]:
    known = {label.value: label for label in old}
    return tuple(known.get(value) or Label(value, 1.0, "person", places) for value in values)


def _decided(item: Item) -> tuple[Span, ...]:
    bodies = (section.body for section in item.parts(SectionKind.BESLUTNING))
    return tuple(body for body in bodies if body.start < body.end) or (item.heading,)
