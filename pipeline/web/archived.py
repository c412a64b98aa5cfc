"""The archive on the page: find items of twenty years, follow a case, see what is still open.

It is read only, and there is no such page where the server was given no archive.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from pipeline.archive.cases import Case, find_cases
from pipeline.archive.database import Archive
from pipeline.archive.promises import Promise, open_promises
from pipeline.archive.query import Filters, find_items
from pipeline.archive.report import page_of
from pipeline.errors import ArchiveError
from pipeline.labels import Decision, Topic
from pipeline.web.moments import day_of
from pipeline.web.overview import day_in, one_of
from pipeline.web.site import show, site_of

router = APIRouter(prefix="/archive")
_MOST = 50
_LONGEST = 200
_COLUMNS = ("date", "body", "collection", "title", "decisions", "topic", "case_number")
_BY = {"number": "", "mention": "nævner sagen", "title": "titlen ligner"}


class FoundRow(NamedTuple):
    """An item of the archive as a line of the page."""

    title: str
    date_text: str
    body: str
    collection: str
    decisions: str
    topic: str
    case_number: str


class CaseRow(NamedTuple):
    """A case before one body; ``why`` tells what makes it the case where its number doesn't."""

    title: str
    date_text: str
    body: str
    decisions: str
    decision_text: str
    why: str


class CaseView(NamedTuple):
    """A case: its way through the bodies, and whom it waits for."""

    title: str
    collection: str
    stages: str
    waits_for: str
    steps: list[CaseRow]


class PromiseRow(NamedTuple):
    """What was promised and is not seen again."""

    title: str
    date_text: str
    body: str
    missing: str
    case_number: str


@router.get("")
def ask(request: Request) -> Response:
    """Show the items that fit what is asked for; the newest where nothing is."""
    archive = _archive(request)
    asked = request.query_params
    body = asked.get("body", "").strip()[:_LONGEST]
    decision, topic = (
        one_of(Decision, asked.get("decision")),
        one_of(Topic, asked.get("topic")),
    )
    filters = Filters(
        bodies=(body,) if body else (),
        first=day_in(asked.get("since")),
        last=day_in(asked.get("until")),
        decisions=(decision,) if decision else (),
        topics=(topic,) if topic else (),
        text=asked.get("words", "").strip()[:_LONGEST],
    )
    try:
        rows = find_items(archive, filters, _MOST + 1, _COLUMNS).to_pylist()
    except ArchiveError:
        rows = []  # no body of that name
    return show(
        request,
        "archive.html",
        page="archive",
        wanted={name: asked.get(name, "") for name in ("words", "body", "since", "until")}
        | {"decision": decision or "", "topic": topic or ""},
        options={
            "bodies": _bodies(archive),
            "topics": [(one.value, one.danish) for one in Topic],
            "decisions": [(one.value, one.danish) for one in Decision],
        },
        items=[_found(row) for row in rows[:_MOST]],
        more=len(rows) > _MOST,
    )


@router.get("/case")
def follow(request: Request) -> Response:
    """Show the way of a case through bodies and time."""
    number = request.query_params.get("number", "").strip()[:_LONGEST]
    cases = find_cases(_archive(request), number) if number else ()
    found = [_case(one) for one in cases]
    return show(request, "archive_case.html", page="archive", number=number, cases=found)


@router.get("/open")
def list_open(request: Request) -> Response:
    """Show what was promised and is not seen again, the oldest first."""
    found = [_promise(one) for one in open_promises(_archive(request))]
    return show(request, "archive_open.html", page="archive", promises=found)


@router.get("/report")
def report(request: Request) -> Response:
    """Give the archive's report as a file; it styles itself, which no page here may."""
    return Response(
        page_of(_archive(request)),
        media_type="text/html; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="arkiv.html"'},
    )


def _archive(request: Request) -> Archive:
    folder: Path | None = site_of(request).settings.archive
    if folder is None:
        raise HTTPException(404, "Der er intet arkiv på denne server.")
    return Archive(folder)


def _bodies(archive: Archive) -> list[str]:
    rows = archive.rows("SELECT DISTINCT body FROM meetings WHERE body IS NOT NULL ORDER BY body")
    return [str(row["body"]) for row in rows]


def _named(decisions: list[Any]) -> str:
    return ", ".join(Decision(one).danish for one in decisions)


def _day(day: date | None) -> str:
    return day_of(day) or "uden dato"


def _found(row: dict[str, Any]) -> FoundRow:
    return FoundRow(
        title=row["title"],
        date_text=_day(row["date"]),
        body=row["body"] or "",
        collection=row["collection"],
        decisions=_named([one["label"] for one in row["decisions"]]),
        topic=Topic(row["topic"]).danish,
        case_number=row["case_number"] or "",
    )


def _case(case: Case) -> CaseView:
    steps = [
        CaseRow(
            title=step.title,
            date_text=_day(step.date),
            body=step.body or "",
            decisions=_named(list(step.decisions)),
            decision_text=step.decision_text,
            why=_BY[step.by],
        )
        for step in case.steps
    ]
    return CaseView(
        title=case.steps[-1].title,
        collection=case.collection,
        stages=" → ".join(case.stages),
        waits_for=case.waits_for or "",
        steps=steps,
    )


def _promise(one: Promise) -> PromiseRow:
    if one.due:
        missing = f"Frist {_day(one.due)}: {one.text}"
    elif one.kind == "postponed":
        missing = "Udsat og ikke set igen"
    else:
        missing = f"Anbefalet, ikke afgjort{f' i {one.who}' if one.who else ''}"
    return PromiseRow(one.title, _day(one.date), one.body or "", missing, one.case_number or "")
