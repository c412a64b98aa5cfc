"""Drafts and their versions: every change is a new version on top of the one that was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotKept, NotNow, StaleVersion
from pipeline.records import LabelledItem, Minutes
from pipeline.store.acknowledged import acknowledgements_of
from pipeline.store.codec import FLAGS, RELABELS
from pipeline.store.documents import document_row, named, new_id, put_document
from pipeline.store.kept import (
    Acknowledgement,
    Content,
    DraftRecord,
    FlagRecord,
    Maker,
    State,
    VersionRecord,
)
from pipeline.store.opening import Store
from pipeline.store.relabelling import index_labels
from pipeline.store.stems import stems_of
from pipeline.store.tables import DocumentRow, DraftRow, VersionRow

APPROVE = "approve"
PUBLISH = "publish"
UNDO = "undo"


class Step(NamedTuple):
    """What a new version says of itself: what was done, by whom, and the state it leads to."""

    operation: str
    actor: str
    state: State


def keep_meeting(
    store: Store,
    minutes: Minutes,
    labelled: tuple[LabelledItem, ...],
    content: Content,
    *,
    actor: str,
) -> DraftRecord:
    """Keep a meeting and the tool's draft of it, both or neither.

    Args:
        store: Where.
        minutes: As ``split_items`` returns them: closed items are their number and blanks.
        labelled: The labels of its open items, all of them in order.
        content: The draft.
        actor: Who brought the document.
    """
    with store.writing() as session:
        shown = named(minutes, minutes.source)
        return _begin(store, session, put_document(store, session, shown, labelled), content, actor)


def create_draft(store: Store, document: str, content: Content, *, actor: str) -> DraftRecord:
    """Keep another draft of a meeting that is here already, as its version 1.

    Raises:
        NotKept: The meeting is not there.
    """
    with store.writing() as session:
        return _begin(store, session, document_row(session, document), content, actor)


def read_draft(store: Store, draft: str) -> DraftRecord:
    """Return a draft as it stands.

    Raises:
        NotKept: There is none with this id, or its meeting has been deleted.
    """
    with store.reading() as session:
        row = draft_row(session, draft)
        return draft_of(session, row, newest(session, row))


def save_version(  # noqa: PLR0913  (three of the six are named in every call)
    store: Store, draft: str, content: Content, *, expected: int, operation: str, actor: str
) -> DraftRecord:
    """Put a changed post on top of the version it was made from.

    The same change sent twice, because the first answer was lost, is kept once.

    Args:
        store: Where.
        draft: Which draft.
        content: The post as it is now.
        expected: The version it was made from: the one the person saw.
        operation: What was done ("rewrite item-3.0.1").
        actor: Who did it.

    Raises:
        StaleVersion: Somebody has made a newer version; nothing is kept.
        NotKept: The draft is not there.
    """
    step = Step(operation, actor, "redigeret")
    with store.writing() as session:
        row = draft_row(session, draft)
        top = newest(session, row)
        if row.version == expected + 1 and _same(top, step, content):
            return draft_of(session, row, top)
        last = claim(session, row, expected)
        version = new_row(store, draft, expected + 1, step, content)
        version.before, version.corrected = last.number, last.corrected
        return put(session, row, version)


def undo(store: Store, draft: str, *, expected: int, actor: str) -> DraftRecord:
    """Make a new version that equals the one before the last change; again goes further back.

    Labels that were put right with the change fall back too. Nothing is lost: what is undone
    stays in the history.

    Raises:
        NotNow: There is nothing left to undo.
        StaleVersion: Somebody has made a newer version.
    """
    with store.writing() as session:
        row = draft_row(session, draft)
        last = claim(session, row, expected)
        if last.before is None:
            now = "write the change you want instead"
            raise NotNow("has nothing to undo", where=f"draft {draft}", now=now)
        back = session.get_one(VersionRow, (draft, last.before))
        state: State = "udkast" if back.before is None else "redigeret"
        content = Content(back.post, back.text, FLAGS.validate_json(back.flags))
        version = new_row(store, draft, expected + 1, Step(UNDO, actor, state), content)
        version.before, version.corrected = back.before, back.corrected
        record = put(session, row, version)
        if back.corrected != last.corrected:
            index_labels(session, row.document_id)
        return record


def history(store: Store, draft: str) -> tuple[VersionRecord, ...]:
    """Return every version of a draft, oldest first.

    Raises:
        NotKept: The draft is not there.
    """
    with store.reading() as session:
        draft_row(session, draft)
        seen = acknowledgements_of(session, draft)
        versions = select(VersionRow).where(VersionRow.draft_id == draft)
        return tuple(
            _version_of(row, seen) for row in session.scalars(versions.order_by(VersionRow.number))
        )


def draft_row(session: Session, draft: str, *, lock: bool = False) -> DraftRow:
    """Return the row of a draft, with *lock* held against other writers till the end.

    Raises:
        NotKept: There is none.
    """
    row = session.get(DraftRow, draft, with_for_update=lock or None)
    if row is None:
        now = "look in the overview: it may have been deleted"
        raise NotKept("is not here", where=f"draft {draft[:32]}", now=now)
    return row


def newest(session: Session, draft: DraftRow) -> VersionRow:
    """Return the version that stands."""
    return session.get_one(VersionRow, (draft.id, draft.version))


def claim(session: Session, draft: DraftRow, expected: int) -> VersionRow:
    """Take the place after version *expected* for this transaction, and return that version.

    One statement looks and takes, so of two who saw the same version exactly one gets the place.

    Raises:
        StaleVersion: It isn't the newest.
    """
    took = session.execute(
        update(DraftRow)
        .where(DraftRow.id == draft.id, DraftRow.version == expected)
        .values(version=expected + 1)
        .returning(DraftRow.version),
        execution_options={"synchronize_session": False},
    ).scalar()
    session.refresh(draft)
    if took is None:
        top = newest(session, draft)
        where = f"draft {draft.id}"
        raise StaleVersion(where=where, actor=top.actor, at=top.at, version=top.number)
    return session.get_one(VersionRow, (draft.id, expected))


def new_row(store: Store, draft: str, number: int, step: Step, content: Content) -> VersionRow:
    """Return a version that is not kept yet: without what it goes back to, or labels put right."""
    return VersionRow(
        draft_id=draft,
        number=number,
        before=None,
        state=step.state,
        operation=step.operation,
        actor=step.actor,
        at=store.clock(),
        tool=store.maker.tool,
        model=store.maker.model,
        post=content.post,
        text=content.text,
        flags=FLAGS.dump_json(content.flags).decode(),
        corrected="[]",
    )


def put(session: Session, draft: DraftRow, version: VersionRow) -> DraftRecord:
    """Keep a version whose place has been taken."""
    draft.stems = stems_of(version.text)
    session.add(version)
    session.flush()
    return draft_of(session, draft, version)


def draft_of(session: Session, draft: DraftRow, top: VersionRow) -> DraftRecord:
    """Return a draft's rows as a record."""
    flags = read_flags(top.flags, acknowledgements_of(session, draft.id))
    return DraftRecord(
        id=draft.id,
        document=draft.document_id,
        version=top.number,
        state=state_of(top.state, flags),
        post=top.post,
        text=top.text,
        flags=flags,
        corrected=RELABELS.validate_json(top.corrected),
        changed=top.at,
        changed_by=top.actor,
        reviewer=_reviewer(session, top),
        can_undo=top.before is not None,
    )


def read_flags(kept: str, seen: Sequence[Acknowledgement]) -> tuple[FlagRecord, ...]:
    """Return a version's flags, each with its newest acknowledgement."""
    by_key = {one.flag_key: one for one in seen}
    return tuple(FlagRecord(key, flag, by_key.get(key)) for key, flag in FLAGS.validate_json(kept))


def state_of(written: str, flags: Sequence[FlagRecord]) -> State:
    """Return a version's state: the tool's draft counts as checked once no flag of it is open."""
    if written == "udkast" and not any(one.open for one in flags):
        return "kontrolleret"
    return written  # type: ignore[return-value]  # nothing else is ever written


def _begin(
    store: Store, session: Session, document: DocumentRow, content: Content, actor: str
) -> DraftRecord:
    draft = DraftRow(id=new_id(), document_id=document.id, version=1, stems=stems_of(content.text))
    session.add(draft)
    session.flush()
    first = new_row(store, draft.id, 1, Step("create", actor, "udkast"), content)
    session.add(first)
    return draft_of(session, draft, first)


def _same(top: VersionRow, step: Step, content: Content) -> bool:
    return (top.operation, top.actor, top.post) == (step.operation, step.actor, content.post)


def _reviewer(session: Session, top: VersionRow) -> str | None:
    if top.state not in ("godkendt", "publiceret"):
        return None
    approvals = (
        select(VersionRow.actor)
        .where(VersionRow.draft_id == top.draft_id, VersionRow.operation == APPROVE)
        .order_by(VersionRow.number.desc())
    )
    return session.scalars(approvals).first()


def _version_of(row: VersionRow, seen: Sequence[Acknowledgement]) -> VersionRecord:
    flags = read_flags(row.flags, seen)
    return VersionRecord(
        number=row.number,
        state=state_of(row.state, flags),
        operation=row.operation,
        actor=row.actor,
        at=row.at,
        maker=Maker(row.tool, row.model),
        post=row.post,
        text=row.text,
        flags=flags,
        corrected=RELABELS.validate_json(row.corrected),
        undone_to=row.before,
    )
