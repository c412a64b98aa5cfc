"""The front: files in, how far they are, and the drafts there are."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, NamedTuple

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile

from pipeline.web.access import Actor
from pipeline.web.overview import draft_rows
from pipeline.web.settings import MEGABYTE
from pipeline.web.site import by_htmx, go_to, sent_form, show, site_of

router = APIRouter()
Form = Annotated[FormData, Depends(sent_form)]
EXAMPLES = (("direktionen.txt", "Direktionens møde den 12. maj 2025 (opdigtet)"),)
_KINDS = "PDF, DOCX, HTML, XML eller tekst"


class UploadLimits(NamedTuple):
    """What may be sent, as the page tells it."""

    max_mb: int
    max_files: int
    kinds: str
    keep_days: int


@router.get("/")
def start(request: Request) -> Response:
    """Show the box for files, the examples, and the drafts there are."""
    site = site_of(request)
    told = site.settings
    return show(
        request,
        "start.html",
        page="start",
        drafts=draft_rows(site.store),
        examples=EXAMPLES,
        limits=UploadLimits(told.max_bytes // MEGABYTE, told.max_files, _KINDS, told.keep_days),
    )


@router.post("/upload")
def upload(request: Request, form: Form, actor: Actor) -> Response:
    """Queue the files and go to where their progress is shown."""
    site = site_of(request)
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        return go_to("/?besked=ingen-fil", request)
    if len(sent) > site.settings.max_files:
        return go_to("/?besked=for-mange", request)
    named = [(one.filename or "", _own_copy(one.file)) for one in sent]
    return _begun(request, site.uploads.add(named, actor))


@router.post("/example")
def example(request: Request, form: Form, actor: Actor) -> Response:
    """Take one of the shipped examples as if it were sent."""
    name = str(form.get("name") or EXAMPLES[0][0])
    if name not in dict(EXAMPLES):
        raise HTTPException(404, "Eksemplet findes ikke.")
    data = (files("pipeline") / "examples" / name).read_bytes()
    return _begun(request, site_of(request).uploads.add([(name, BytesIO(data))], actor))


@router.get("/jobs/{batch}")
def progress(request: Request, batch: str) -> Response:
    """Show how far a batch is; once its only file is done, go to the draft."""
    jobs = site_of(request).uploads.look(batch)
    if jobs is None:
        raise HTTPException(404, "Serveren er startet igen imens. Send filerne igen.")
    done = all(one.over for one in jobs)
    if done and len(jobs) == 1 and jobs[0].draft_id:
        return go_to(f"/drafts/{jobs[0].draft_id}", request)
    template = "_job.html" if by_htmx(request) else "job.html"
    return show(request, template, page="start", jobs=jobs, done=done, url=f"/jobs/{batch}")


def _begun(request: Request, batch: str) -> Response:
    if not by_htmx(request):
        return go_to(f"/jobs/{batch}")
    jobs = site_of(request).uploads.look(batch)
    return show(request, "_job.html", page="start", jobs=jobs, done=False, url=f"/jobs/{batch}")


def _own_copy(file: BinaryIO) -> BinaryIO:
    """Copy to a file without a name, since the form's own is closed with the request."""
    copy = TemporaryFile()  # noqa: SIM115
    file.seek(0)
    copyfileobj(file, copy)
    copy.seek(0)
    return copy
