"""What the page says of itself: its models and how good they are, what it keeps, how it is used."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from pipeline.store.corrections import export_corrections
from pipeline.store.finding import FoundDraft, Wanted, find_drafts
from pipeline.store.retention import deletions
from pipeline.store.reviewing import Distance, distances, publications
from pipeline.web.cards import read_card_page, read_figures, read_models
from pipeline.web.moments import day_of, moment_of
from pipeline.web.site import show, site_of

router = APIRouter()
_SHOWN = 60
_OWN = "egen kommune"


class Point(NamedTuple):
    """A published text: how many of 100 words were changed. Its draft may be deleted since."""

    title: str
    date_text: str
    percent: int
    draft_id: str | None


@router.get("/figures")
def figures(request: Request) -> Response:
    """Show how far published texts were from their first drafts, over time."""
    store = site_of(request).store
    there = {
        one.at: found
        for found in find_drafts(store, Wanted(state="publiceret"))
        if found.draft is not None
        for one in publications(store, found.draft)
    }
    points = [_point(one, there.get(one.at)) for one in distances(store)[-_SHOWN:]]
    return show(request, "figures.html", page="figures", points=points)


@router.get("/model")
def model(request: Request) -> Response:
    """Show which models label the items, their card, and the figures that came with them."""
    return show(
        request,
        "model.html",
        page="model",
        models=read_models(),
        figures=read_figures(),
        card=Markup(read_card_page()),  # noqa: S704 - made from our own file, with HTML turned off
    )


@router.get("/data")
def data(request: Request) -> Response:
    """Show what is kept and for how long, and what has been deleted."""
    site = site_of(request)
    found = find_drafts(site.store)
    corrected = export_corrections(site.store, _OWN)
    counts = {
        "Møder": len({one.document for one in found}),
        "Udkast": sum(one.draft is not None for one in found),
        "Punkter i møder med rettede mærker": len(corrected.lines.splitlines()),
        "Slettede møder": len(deletions(site.store)),
    }
    return show(
        request,
        "data.html",
        page="data",
        keep_days=site.settings.keep_days,
        where=site.store.name,
        counts=list(counts.items()),
        left_out=corrected.left_out,
        deleted=[
            (moment_of(one.at), one.actor, one.reason, one.sha256[:12], one.drafts)
            for one in deletions(site.store)[-_SHOWN:][::-1]
        ],
    )


@router.get("/corrections.jsonl")
def corrected_labels(request: Request) -> Response:
    """Give every corrected meeting as the lines that ``referat corpus import`` takes."""
    municipality = request.query_params.get("municipality", "").strip()[:80] or _OWN
    lines = export_corrections(site_of(request).store, municipality).lines
    return Response(
        lines,
        media_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="rettelser.jsonl"'},
    )


def _point(one: Distance, found: FoundDraft | None) -> Point:
    title = "Slettet møde"
    if found is not None:
        title = ", ".join(filter(None, (found.body or "Møde", day_of(found.date))))
    day = day_of(one.at.astimezone().date())
    return Point(title, day, round(100 * one.share), found.draft if found else None)
