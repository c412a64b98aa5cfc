"""The drafts there are: all of them on the front page, those that fit on the search page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar, get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.labels import Decision, Topic
from pipeline.store import State, Store
from pipeline.store.finding import EVERYTHING, FoundDraft, Wanted, bodies, find_drafts
from pipeline.web.moments import day_of, moment_of
from pipeline.web.site import show, site_of
from pipeline.web.viewing import STATE_NAMES

router = APIRouter()
V = TypeVar("V", Decision, Topic)


class DraftRow(NamedTuple):
    """A line of the overview. ``found`` names the items that fit, where words were looked for."""

    id: str
    title: str
    body: str
    date_text: str
    state: str
    state_name: str
    reds: int
    yellows: int
    changed: str
    by: str
    headline: str
    source: str
    delete_after: str
    found: str | None


@router.get("/search")
def search(request: Request) -> Response:
    """Show the drafts that fit what is asked for; a filter that can't be read is left out."""
    store = site_of(request).store
    asked = request.query_params
    wanted = Wanted(
        words=asked.get("words", "")[:200],
        body=asked.get("body") or None,
        topic=one_of(Topic, asked.get("topic")),
        decision=one_of(Decision, asked.get("decision")),
        since=day_in(asked.get("since")),
        until=day_in(asked.get("until")),
        state=_state(asked.get("state")),
    )
    rows = draft_rows(store, wanted) if wanted != EVERYTHING else None
    return show(
        request,
        "search.html",
        page="search",
        wanted={name: value or "" for name, value in wanted._asdict().items()},
        options={
            "bodies": bodies(store),
            "topics": [(one.value, one.danish) for one in Topic],
            "decisions": [(one.value, one.danish) for one in Decision],
            "states": list(STATE_NAMES.items()),
        },
        drafts=rows,
        count=len(rows or ()),
    )


def draft_rows(store: Store, wanted: Wanted = EVERYTHING) -> tuple[DraftRow, ...]:
    """Return the drafts that fit, in the order of the store."""
    return tuple(_rows(find_drafts(store, wanted)))


def _rows(found: Iterable[FoundDraft]) -> Iterable[DraftRow]:
    for one in found:
        if one.draft is None:
            continue
        body, day = one.body or "Møde", day_of(one.date)
        yield DraftRow(
            id=one.draft,
            title=", ".join(filter(None, (body, day))),
            body=body,
            date_text=day,
            state=one.state,
            state_name=STATE_NAMES[one.state],
            reds=one.open_red,
            yellows=one.open_yellow,
            changed=moment_of(one.changed),
            by=one.changed_by,
            headline=one.headline,
            source=one.source,
            delete_after=day_of(one.delete_after.astimezone().date()),
            found="; ".join(f"{item.number} {item.title}".strip() for item in one.items) or None,
        )


def one_of(kind: type[V], value: str | None) -> V | None:
    """Return the label with this id; None where there is none, so that no filter is set."""
    return next((one for one in kind if one.value == value), None)


def _state(value: str | None) -> State | None:
    return next((one for one in get_args(State) if one == value), None)


def day_in(value: str | None) -> date | None:
    """Return the day a form gives; None where it gives none that can be read."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None
