"""Correct a label, and hand the corrected meetings on as labels to train on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.corpus.folder import lines_of
from pipeline.corpus.forms import document_as_json, row_as_json
from pipeline.corpus.own import describe_meeting, propose_rows
from pipeline.corpus.rows import ClosedRow
from pipeline.errors import CorpusError, StoreError
from pipeline.labels import Decision, Topic
from pipeline.store.codec import LABELLED, RELABELS
from pipeline.store.documents import document_of, document_row
from pipeline.store.drafts import Step, claim, draft_row, new_row, put
from pipeline.store.kept import Content, DraftRecord, LabelField, Relabel
from pipeline.store.opening import Store
from pipeline.store.relabelling import in_force, index_labels, on_top, relabelled, values_of
from pipeline.store.tables import CorrectionRow, DocumentRow, DraftRow

_ALLOWED: dict[str, frozenset[str]] = {"decision": frozenset(Decision), "topic": frozenset(Topic)}


@dataclass(frozen=True, slots=True)
class Correction:
    """Someone has put an item's decisions or topics right: which version, from what to what."""

    version: int
    item: int
    field: LabelField
    before: tuple[str, ...]
    after: tuple[str, ...]
    actor: str
    at: dt.datetime


class Exported(NamedTuple):
    """Corrected meetings as JSON Lines, and the sources of those that can't be handed on.

    Those say no body or no date, and a corpus needs both.
    """

    lines: str
    left_out: tuple[str, ...]


def correct_label(  # noqa: PLR0913  (two of the six are named in every call)
    store: Store, draft: str, content: Content, relabel: Relabel, *, expected: int, actor: str
) -> DraftRecord:
    """Put an item's labels right, and with them the post that was made anew from them.

    Args:
        store: Where.
        draft: The draft it was seen in.
        content: The post with the new labels: recomposed from ``relabelled``.
        relabel: What the labels are.
        expected: The version that was seen.
        actor: Who says so.

    Raises:
        StoreError: There is no such item, or no such label.
        StaleVersion: Somebody has made a newer version.
        NotKept: The draft is not there.
    """
    step = Step(f"label item-{relabel.item} {relabel.field}", actor, "redigeret")
    with store.writing() as session:
        row = draft_row(session, draft)
        labelled = LABELLED.validate_json(document_row(session, row.document_id).labelled)
        _check(relabel, len(labelled), draft)
        last = claim(session, row, expected)
        held = RELABELS.validate_json(last.corrected)
        before = values_of(relabelled(labelled, held)[relabel.item], relabel.field)
        version = new_row(store, draft, expected + 1, step, content)
        version.before = last.number
        version.corrected = RELABELS.dump_json(on_top(held, relabel)).decode()
        record = put(session, row, version)
        session.add(
            CorrectionRow(
                draft_id=draft,
                version=version.number,
                item=relabel.item,
                field=relabel.field,
                before=" ".join(before),
                after=" ".join(relabel.values),
                actor=actor,
                at=version.at,
            )
        )
        index_labels(session, row.document_id)
        return record


def corrections(store: Store, draft: str) -> tuple[Correction, ...]:
    """Return what has been put right in a draft, oldest first, undone ones too.

    Raises:
        NotKept: The draft is not there.
    """
    with store.reading() as session:
        draft_row(session, draft)
        return tuple(_of(row) for row in _rows(session, [draft]))


def export_corrections(store: Store, municipality: str) -> Exported:
    """Return every corrected meeting as the lines that ``referat corpus import`` takes.

    A line an item: those put right carry their person's name as annotator, the others the
    tool's. Closed items are a number. The corpus wants the file itself beside it, which is not
    kept here: ``minutes/<document>.<kind>`` has to hold it.

    Args:
        store: Where.
        municipality: Whose minutes they are; no minutes say so themselves.
    """
    lines, left_out = "", []
    with store.reading() as session:
        rows = select(DocumentRow).order_by(DocumentRow.created, DocumentRow.id)
        for row in session.scalars(rows):
            if not in_force(session, row.id):
                continue
            try:
                lines += lines_of(_records(session, row, municipality))
            except CorpusError:
                left_out.append(row.source)
    return Exported(lines, tuple(left_out))


def _records(session: Session, row: DocumentRow, municipality: str) -> Iterator[dict[str, Any]]:
    document = document_of(row)
    minutes = document.minutes
    held = in_force(session, row.id)
    about = describe_meeting(minutes, f"rettet_{row.sha256[:12]}", municipality)
    signed = _signed(session, row.id, held)
    open_item = 0
    for one in propose_rows(
        minutes, relabelled(document.labelled, held), about.id, row.created.isoformat()
    ):
        about_it = {"about": document_as_json(about)}
        if isinstance(one, ClosedRow):
            yield row_as_json(one) | about_it
            continue
        by = signed.get(open_item)
        line = replace(one, annotator=by.actor, time=by.at.isoformat()) if by else one
        yield row_as_json(line) | about_it | {"text": one.span.of(minutes.text)}
        open_item += 1


def _signed(session: Session, document: str, held: tuple[Relabel, ...]) -> dict[int, Correction]:
    """Return for each item put right the newest correction that says what holds."""
    drafts = session.scalars(select(DraftRow.id).where(DraftRow.document_id == document)).all()
    holds = set(held)
    return {
        one.item: one
        for one in map(_of, _rows(session, drafts))
        if Relabel(one.item, one.field, one.after) in holds
    }


def _rows(session: Session, drafts: Any) -> Any:
    rows = select(CorrectionRow).where(CorrectionRow.draft_id.in_(drafts))
    return session.scalars(rows.order_by(CorrectionRow.id))


def _check(relabel: Relabel, items: int, draft: str) -> None:
    values = relabel.values
    fits = (
        values
        and len(set(values)) == len(values)
        and set(values) <= _ALLOWED.get(relabel.field, set())
    )
    if not fits or not 0 <= relabel.item < items:
        now = "choose an item of the meeting, and labels from the lists"
        raise StoreError("has no such item or label", where=f"draft {draft[:32]}", now=now)


def _of(row: CorrectionRow) -> Correction:
    return Correction(
        version=row.version,
        item=row.item,
        field=row.field,  # type: ignore[arg-type]  # nothing else is ever written
        before=tuple(row.before.split()),
        after=tuple(row.after.split()),
        actor=row.actor,
        at=row.at,
    )
