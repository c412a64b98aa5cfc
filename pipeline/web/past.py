"""The history of a draft: every version, who and when, what changed, and what became of flags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.editing import Post, changes_between, from_json
from pipeline.store import VersionRecord, history, read_draft, read_meeting
from pipeline.store.auditing import audit
from pipeline.store.corrections import Correction, corrections
from pipeline.store.reviewing import publications
from pipeline.web.desk import read_desk
from pipeline.web.exports import file_name
from pipeline.web.moments import day_of, moment_of
from pipeline.web.site import show, site_of
from pipeline.web.viewing import STATE_NAMES, label_names

router = APIRouter(prefix="/drafts/{draft}")
_DONE = {
    "create": "Udkastet blev lavet",
    "rewrite": "En sætning blev rettet",
    "lock": "En sætning blev låst",
    "unlock": "En sætning blev låst op",
    "exclude": "Noget blev taget ud",
    "include": "Noget blev lagt til igen",
    "move": "Et punkt blev flyttet",
    "up": "Et punkt blev flyttet op",
    "down": "Et punkt blev flyttet ned",
    "add": "Et udeladt punkt blev lagt til",
    "regenerate": "Et afsnit blev skrevet igen",
    "choices": "Målgruppe, længde eller ordvalg blev skiftet",
    "undo": "Den sidste ændring blev fortrudt",
    "label": "En mærkning blev rettet",
    "approve": "Teksten blev godkendt",
    "publish": "Teksten blev udgivet",
}


class Settled(NamedTuple):
    """A flag that was acknowledged, and why it may stand."""

    level: str
    message: str
    comment: str
    actor: str
    at: str


class Corrected(NamedTuple):
    """A label that was put right."""

    item_title: str
    field_name: str
    before: str
    after: str
    actor: str
    at: str


class VersionView(NamedTuple):
    """One version: what was done, and what differs from the one before (what, before, after)."""

    number: int
    operation_name: str
    actor: str
    at: str
    state_name: str
    tool: str
    model_hash: str
    input_hash: str
    reds: int
    yellows: int
    changes: tuple[tuple[str, str, str], ...]


class PublishedView(NamedTuple):
    """A text as it was published, and how far it is from the first draft."""

    at: str
    actor: str
    text: str
    distance_words: int
    distance_percent: int


@router.get("/history")
def past(request: Request, draft: str) -> Response:
    """Show every version, the newest first."""
    store = site_of(request).store
    record = read_draft(store, draft)
    meeting = read_meeting(store, record.document)
    versions = history(store, draft)
    titles = [item.title for item in meeting.minutes.open_items]
    return show(
        request,
        "history.html",
        page="history",
        draft_id=draft,
        title=", ".join(filter(None, (meeting.body or "Møde", day_of(meeting.date)))),
        source=meeting.source,
        versions=list(_views(versions, meeting.sha256))[::-1],
        acknowledged=list(_settled(versions)),
        corrections=[_corrected(one, titles) for one in corrections(store, draft)],
        publications=[
            PublishedView(
                moment_of(one.at), one.actor, one.text, one.distance, round(100 * one.share)
            )
            for one in publications(store, draft)
        ],
    )


@router.get("/audit.json")
def audit_record(request: Request, draft: str) -> Response:
    """Give all that is known of a draft as JSON."""
    store = site_of(request).store
    name = f"{file_name(read_desk(store, draft))}-revisionsspor.json"
    return Response(
        json.dumps(audit(store, draft), ensure_ascii=False, indent=2) + "\n",
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _views(versions: tuple[VersionRecord, ...], sha256: str) -> Iterator[VersionView]:
    before: Post | None = None
    for one in versions:
        post = from_json(one.post)
        levels = [flag.flag.level for flag in one.flags]
        changed = changes_between(before, post) if before else ()
        yield VersionView(
            number=one.number,
            operation_name=_DONE.get(one.operation.split()[0], one.operation),
            actor=one.actor,
            at=moment_of(one.at),
            state_name=STATE_NAMES[one.state],
            tool=one.maker.tool,
            model_hash=one.maker.model,
            input_hash=sha256,
            reds=levels.count("red"),
            yellows=levels.count("yellow"),
            changes=tuple((change.danish, change.before, change.after) for change in changed),
        )
        before = post


def _settled(versions: tuple[VersionRecord, ...]) -> Iterator[Settled]:
    """Yield every flag that was ever acknowledged, once, in the order of the versions."""
    seen = {one.key: one for version in versions for one in version.flags if one.acknowledged}
    for record in seen.values():
        if (why := record.acknowledged) is not None:
            flag = record.flag
            yield Settled(flag.level, flag.message, why.comment, why.actor, moment_of(why.at))


def _corrected(one: Correction, titles: list[str]) -> Corrected:
    return Corrected(
        titles[one.item] if one.item < len(titles) else "",
        "Beslutning" if one.field == "decision" else "Emne",
        label_names(one.field, one.before),
        label_names(one.field, one.after),
        one.actor,
        moment_of(one.at),
    )
