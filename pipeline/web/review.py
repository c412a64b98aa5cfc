"""The review page: the draft beside the minutes."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.store import history
from pipeline.web.desk import Desk, read_desk
from pipeline.web.site import show, site_of
from pipeline.web.viewing import view_of

router = APIRouter()


@router.get("/drafts/{draft}")
def review(request: Request, draft: str) -> Response:
    """Show a draft, its minutes and its flags."""
    return show_desk(request, read_desk(site_of(request).store, draft), "review.html")


def show_desk(request: Request, desk: Desk, template: str = "_desk.html") -> Response:
    """Return the whole page, or what a change puts in the place of its desk."""
    return show(
        request, template, page="review", d=view_of(desk, approved_at=_approved(request, desk))
    )


def _approved(request: Request, desk: Desk) -> datetime | None:
    """Return when the text that stands was approved; None where it isn't."""
    if desk.draft.reviewer is None:
        return None
    versions = history(site_of(request).store, desk.draft.id)
    return max((one.at for one in versions if one.operation == "approve"), default=None)
