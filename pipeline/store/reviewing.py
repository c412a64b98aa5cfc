"""What a reviewer does: look at flags, approve, and say what was published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.danish.words import tokenize
from pipeline.editing.distance import edit_distance
from pipeline.errors import NotKept, NotNow, StaleVersion
from pipeline.store.codec import FLAGS
from pipeline.store.drafts import (
    APPROVE,
    PUBLISH,
    Step,
    claim,
    draft_of,
    draft_row,
    new_row,
    newest,
    put,
)
from pipeline.store.kept import Content, DraftRecord, Publication
from pipeline.store.opening import Store
from pipeline.store.tables import (
    AcknowledgementRow,
    DistanceRow,
    DraftRow,
    PublicationRow,
    VersionRow,
)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a published text was from the tool's first draft, as ``edit_distance`` has it.

    ``distance`` is the least number of words to put in, take out or change, and ``share`` that
    over the longer text's words: 0 untouched, 1 all anew.
    """

    at: dt.datetime
    words_first: int
    words_published: int
    distance: int
    share: float


def acknowledge(  # noqa: PLR0913  (three of the six are named in every call)
    store: Store, draft: str, flag_key: str, *, comment: str, expected: int, actor: str
) -> DraftRecord:
    """Keep that someone has seen a flag, and why it may stand.

    The post stays as it is, so the version does too.

    Raises:
        NotKept: The draft is not there, or that version has no such flag.
        StaleVersion: Somebody has made a newer version.
    """
    with store.writing() as session:
        row = draft_row(session, draft, lock=True)
        top = newest(session, row)
        if row.version != expected:
            raise StaleVersion(
                where=f"draft {draft}", actor=top.actor, at=top.at, version=top.number
            )
        if flag_key not in {one.key for one in FLAGS.validate_json(top.flags)}:
            now = "read the draft again: it may be gone"
            raise NotKept("has no such flag", where=f"draft {draft}", now=now)
        session.add(
            AcknowledgementRow(
                draft_id=draft,
                version=top.number,
                flag_key=flag_key,
                comment=comment,
                actor=actor,
                at=store.clock(),
            )
        )
        session.flush()
        return draft_of(session, row, top)


def approve(store: Store, draft: str, *, expected: int, reviewer: str) -> DraftRecord:
    """Approve a version as it stands, by name. Any change after that takes the approval back.

    Raises:
        NotNow: A red flag is open, or no name is given.
        StaleVersion: Somebody has made a newer version.
        NotKept: The draft is not there.
    """
    if not reviewer.strip():
        raise NotNow("needs a name", where=f"draft {draft[:32]}", now="say who approves it")
    with store.writing() as session:
        row = draft_row(session, draft, lock=True)
        top = newest(session, row)
        record = draft_of(session, row, top)
        if _repeats(top, APPROVE, expected, reviewer):
            return record
        if row.version == expected and record.open_red:
            what = f"has {len(record.open_red)} red flags open"
            now = "mend the text, or acknowledge each with a comment"
            raise NotNow(what, where=f"draft {draft}", now=now)
        return _step(store, session, row, expected, Step(APPROVE, reviewer, "godkendt"))


def publish(store: Store, draft: str, text: str, *, expected: int, actor: str) -> DraftRecord:
    """Keep the text as it was published beside the draft, and how far it is from the first one.

    Raises:
        NotNow: It isn't approved.
        StaleVersion: Somebody has made a newer version.
        NotKept: The draft is not there.
    """
    with store.writing() as session:
        row = draft_row(session, draft, lock=True)
        top = newest(session, row)
        if _repeats(top, PUBLISH, expected, actor):
            return draft_of(session, row, top)
        if row.version == expected and top.state not in ("godkendt", "publiceret"):
            now = "approve it first"
            raise NotNow("is not approved", where=f"draft {draft}", now=now)
        record = _step(store, session, row, expected, Step(PUBLISH, actor, "publiceret"))
        first = session.get_one(VersionRow, (draft, 1)).text
        far = distance_of(first, text, record.changed)
        session.add(
            PublicationRow(
                draft_id=draft,
                version=record.version,
                text=text,
                actor=actor,
                at=far.at,
                distance=far.distance,
                share=far.share,
            )
        )
        session.add(
            DistanceRow(
                at=far.at,
                words_first=far.words_first,
                words_published=far.words_published,
                distance=far.distance,
                share=far.share,
            )
        )
        return record


def distance_of(first: str, published: str, at: dt.datetime) -> Distance:
    """Return how far a text is from the first draft.

    >>> distance_of("Sagen er godkendt", "Sagen er helt godkendt", dt.datetime(2025, 5, 12)).share
    0.25
    """
    share = edit_distance(first, published)
    before, after = len(tokenize(first)), len(tokenize(published))
    return Distance(at, before, after, round(share * max(before, after)), share)


def distances(store: Store) -> tuple[Distance, ...]:
    """Return the distance of every text ever published, oldest first: also of deleted ones."""
    rows = select(DistanceRow).order_by(DistanceRow.at, DistanceRow.id)
    with store.reading() as session:
        return tuple(
            Distance(row.at, row.words_first, row.words_published, row.distance, row.share)
            for row in session.scalars(rows)
        )


def publications(store: Store, draft: str) -> tuple[Publication, ...]:
    """Return a draft's published texts, oldest first.

    Raises:
        NotKept: The draft is not there.
    """
    with store.reading() as session:
        draft_row(session, draft)
        rows = select(PublicationRow).where(PublicationRow.draft_id == draft)
        return tuple(
            Publication(row.version, row.text, row.actor, row.at, row.distance, row.share)
            for row in session.scalars(rows.order_by(PublicationRow.version))
        )


def _repeats(top: VersionRow, operation: str, expected: int, actor: str) -> bool:
    """Say whether this was done just now and is only asked for again."""
    return (top.number, top.operation, top.actor) == (expected + 1, operation, actor)


def _step(
    store: Store, session: Session, draft: DraftRow, expected: int, step: Step
) -> DraftRecord:
    """Make a version that leaves the post as it is."""
    last = claim(session, draft, expected)
    content = Content(last.post, last.text, FLAGS.validate_json(last.flags))
    version = new_row(store, draft.id, expected + 1, step, content)
    version.before, version.corrected = last.before, last.corrected
    return put(session, draft, version)
