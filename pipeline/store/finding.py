"""The overview: every meeting and draft, found by words, body, topic, decision, date and state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pipeline.labels import Decision, Topic
from pipeline.store.acknowledged import acknowledgements_by_draft
from pipeline.store.drafts import read_flags, state_of
from pipeline.store.kept import FlagRecord, State
from pipeline.store.opening import Store
from pipeline.store.stems import stems_of
from pipeline.store.tables import DocumentRow, DraftRow, ItemRow, VersionRow

_COMPOUND = 4  # letters: a shorter stem is looked for as a whole word only
_HEADLINE = 300  # characters of a text that its first line is looked for in
_Column = InstrumentedAttribute[str]
_Columns = Row[*tuple[Any, ...]]
_Scores = tuple[int, ...]  # what a place is worth for each stem looked for; 0: not there


class Wanted(NamedTuple):
    """What to look for. Everything that is given must hold.

    ``words`` are looked for by their stems in titles, open text and drafts, each somewhere in the
    meeting; a stem of four letters or more is also found at either end of a longer word.
    ``topic`` and ``decision`` must be labels of one and the same item. ``since`` and ``until``
    are dates of meetings, both included.
    """

    words: str = ""
    body: str | None = None
    topic: Topic | None = None
    decision: Decision | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    state: State | None = None


EVERYTHING = Wanted()


class FoundItem(NamedTuple):
    """An open item, counted from 0, that has some of the words and all of the labels wanted."""

    position: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A draft in the overview; ``draft`` is None for a meeting that has none yet.

    ``headline`` is the first line of its text. ``items`` are told where words, a topic or a
    decision were looked for.
    """

    document: str
    draft: str | None
    headline: str
    source: str
    body: str | None
    date: dt.date | None
    state: State
    version: int
    changed: dt.datetime
    changed_by: str
    open_red: int
    open_yellow: int
    delete_after: dt.datetime
    items: tuple[FoundItem, ...]


class _Meeting(NamedTuple):
    row: _Columns
    scores: _Scores


class _Draft(NamedTuple):
    row: _Columns
    flags: tuple[FlagRecord, ...]
    scores: _Scores


class _Hit(NamedTuple):
    items: tuple[FoundItem, ...]
    scores: _Scores


def find_drafts(store: Store, wanted: Wanted = EVERYTHING) -> tuple[FoundDraft, ...]:
    """Return the drafts that fit: those that fit the words best first, then the newest meeting.

    The answer and its order are the same from either database.
    """
    stems = tuple(stems_of(wanted.words).split())
    labels = [f"decision:{wanted.decision}"] if wanted.decision else []
    labels += [f"topic:{wanted.topic}"] if wanted.topic else []
    nothing = _Hit((), (0,) * len(stems))
    ranked = []
    with store.reading() as session:
        hits = _hits(session, labels, stems) if labels or stems else {}
        drafts = _drafts(session, stems)
        for meeting in _meetings(session, wanted, stems):
            hit = hits.get(meeting.row.id, nothing)
            if labels and not hit.items:
                continue
            for draft in drafts.get(meeting.row.id, [None]):
                best = _best([meeting.scores, hit.scores, *([draft.scores] if draft else [])])
                found = _found(meeting.row, draft, hit.items)
                if all(best) and wanted.state in (None, found.state):
                    ranked.append((sum(best), found))
    return tuple(found for _, found in sorted(ranked, key=_order))


def bodies(store: Store) -> tuple[str, ...]:
    """Return the bodies whose meetings are kept, by name."""
    with store.reading() as session:
        return tuple(sorted(filter(None, session.scalars(select(DocumentRow.body).distinct()))))


def _meetings(session: Session, wanted: Wanted, stems: tuple[str, ...]) -> list[_Meeting]:
    row = DocumentRow
    found = select(
        row.id, row.source, row.body, row.date, row.created, row.delete_after,
        *(_score(stem, row.stems) for stem in stems),
    )  # fmt: skip
    if wanted.body is not None:
        found = found.where(row.body == wanted.body)
    if wanted.since is not None:
        found = found.where(row.date >= wanted.since)
    if wanted.until is not None:
        found = found.where(row.date <= wanted.until)
    return [_Meeting(one, _last(one, stems)) for one in session.execute(found)]


def _hits(session: Session, labels: list[str], stems: tuple[str, ...]) -> dict[str, _Hit]:
    """Return for each meeting the items with all labels and some words, and each word's best."""
    row = ItemRow
    found = select(
        row.document_id, row.position, row.number, row.title,
        *(_score(stem, row.text_stems, row.title_stems) for stem in stems),
    )  # fmt: skip
    for label in labels:
        found = found.where(row.labels.contains(f" {label} ", autoescape=True))
    hits: dict[str, _Hit] = {}
    for one in session.execute(found.order_by(row.document_id, row.position)):
        scores = _last(one, stems)
        if stems and not any(scores):
            continue
        before = hits.get(one.document_id, _Hit((), scores))
        item = FoundItem(one.position, one.number, one.title)
        hits[one.document_id] = _Hit((*before.items, item), _best([before.scores, scores]))
    return hits


def _drafts(session: Session, stems: tuple[str, ...]) -> dict[str, list[_Draft | None]]:
    """Return the drafts of each meeting, at the version that stands."""
    row = VersionRow
    found = (
        select(
            DraftRow.document_id, DraftRow.id, row.number, row.state, row.at, row.actor, row.flags,
            func.substr(row.text, 1, _HEADLINE).label("start"),
            *(_score(stem, DraftRow.stems) for stem in stems),
        )
        .join(row, (row.draft_id == DraftRow.id) & (row.number == DraftRow.version))
    )  # fmt: skip
    seen = acknowledgements_by_draft(session)
    drafts: dict[str, list[_Draft | None]] = {}
    for one in session.execute(found):
        flags = read_flags(one.flags, seen.get(one.id, ()))
        drafts.setdefault(one.document_id, []).append(_Draft(one, flags, _last(one, stems)))
    return drafts


def _score(stem: str, text: _Column, title: _Column | None = None) -> ColumnElement[int]:
    """Return what a place is worth for a stem: in a title 4 or 3, in a text 2 or 1."""
    worth = [] if title is None else [(_whole(stem, title), 4), (_within(stem, title), 3)]
    return case(*worth, (_whole(stem, text), 2), (_within(stem, text), 1), else_=0)


def _whole(stem: str, column: _Column) -> ColumnElement[bool]:
    return column.contains(f" {stem} ", autoescape=True)


def _within(stem: str, column: _Column) -> ColumnElement[bool]:
    if len(stem) < _COMPOUND:
        return false()
    ends = (f" {stem}", f"{stem} ")
    return or_(*(column.contains(end, autoescape=True) for end in ends))


def _last(row: _Columns, stems: tuple[str, ...]) -> _Scores:
    """Return the scores: a row's last columns, one a stem."""
    return tuple(row)[len(row) - len(stems) :]


def _best(scores: list[_Scores]) -> _Scores:
    return tuple(max(column) for column in zip(*scores, strict=True))


def _found(meeting: _Columns, draft: _Draft | None, items: tuple[FoundItem, ...]) -> FoundDraft:
    top = draft.row if draft else None
    flags = [one.flag.level for one in draft.flags if one.open] if draft else []
    return FoundDraft(
        document=meeting.id,
        draft=top.id if top else None,
        headline=top.start.strip().split("\n")[0] if top else "",
        source=meeting.source,
        body=meeting.body,
        date=meeting.date,
        state=state_of(top.state, draft.flags) if draft and top else "importeret",
        version=top.number if top else 0,
        changed=top.at if top else meeting.created,
        changed_by=top.actor if top else "Referat",
        open_red=flags.count("red"),
        open_yellow=flags.count("yellow"),
        delete_after=meeting.delete_after,
        items=items,
    )


def _order(ranked: tuple[int, FoundDraft]) -> tuple[int, int, float, str]:
    score, found = ranked
    day = found.date.toordinal() if found.date else 0
    return -score, -day, -found.changed.timestamp(), found.draft or found.document
