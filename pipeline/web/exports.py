"""The text as it leaves the page: clean, without flags, and marked UDKAST until it is approved."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from pipeline.drafting.formats.calendar import to_calendar
from pipeline.drafting.formats.html import to_fragment, to_page
from pipeline.drafting.formats.json import as_json
from pipeline.drafting.formats.mail import to_mail
from pipeline.drafting.formats.markdown import to_markdown
from pipeline.drafting.formats.outline import Block, Prose, Run, lay_out
from pipeline.drafting.formats.word import to_docx
from pipeline.editing import as_draft
from pipeline.records import Draft
from pipeline.web.desk import Desk, read_desk
from pipeline.web.site import site_of

router = APIRouter(prefix="/drafts/{draft}")
MARK = "UDKAST"
_APPROVED = ("godkendt", "publiceret")
_BLOCKS: dict[str, Callable[[Sequence[Block]], str | bytes]] = {
    "md": to_markdown,
    "html": to_page,
    "fragment": to_fragment,
    "txt": to_mail,
    "docx": to_docx,
}
_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "fragment": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}


@router.get("/export/{form}")
def export(request: Request, draft: str, form: str) -> Response:
    """Give the text in one of the formats, as a file to keep."""
    if form not in _TYPES:
        raise HTTPException(404, "Det format findes ikke.")
    desk = read_desk(site_of(request).store, draft)
    ending = "html" if form == "fragment" else form
    return Response(
        exported(desk, form),
        media_type=_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(desk)}.{ending}"',
            # Were it shown as a page all the same, nothing in it would run or be loaded.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        },
    )


def exported(desk: Desk, form: str) -> str | bytes:
    """Return the text of a draft in one of the formats.

    Raises:
        HTTPException: A calendar is wanted, and no next step has a date.
    """
    approved = desk.draft.state in _APPROVED
    draft = as_draft(desk.post, desk.minutes, desk.labelled)
    if form == "json":
        values = {"state": desk.draft.state, "approved_by": desk.draft.reviewer}
        return _dumped(
            values | as_json(draft) if approved else {"mark": MARK} | values | as_json(draft)
        )
    if form == "ics":
        if not any(step.when for step in draft.next_steps):
            raise HTTPException(404, "Ingen af de næste skridt har en dato.")
        return to_calendar((draft if approved else _marked(draft),))
    first: tuple[Block, ...] = () if approved else (Prose((Run(MARK, strong=True),)),)
    return _BLOCKS[form]((*first, *lay_out(draft)))


def file_name(desk: Desk) -> str:
    """Return a name for files of a draft, in letters that every system takes.

    The name of the uploaded file is no part of it.
    """
    body = desk.document.body or "mødet"
    day = desk.document.date.isoformat() if desk.document.date else ""
    return "-".join(filter(None, ("nyt-fra", plain_letters(body), day)))


def plain_letters(text: str) -> str:
    """Return *text* in ASCII letters and hyphens.

    >>> plain_letters("økonomi- og erhvervsudvalget på færøerne")
    'oekonomi-og-erhvervsudvalget-paa-faeroeerne'
    """
    danish = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    ascii_ = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:60]


def _marked(draft: Draft) -> Draft:
    """Put the mark on every next step: an event in a calendar stands alone."""
    steps = tuple(
        replace(one, sentence=replace(one.sentence, text=f"{MARK}: {one.sentence.text}"))
        for one in draft.next_steps
    )
    return replace(draft, next_steps=steps)


def _dumped(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
