"""Labels, drafts and checks as a service for other programs. Nothing sent here is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from pipeline.editing import Choices
from pipeline.web.api_forms import (
    ERRORS,
    CheckAnswer,
    CheckAsk,
    DraftAnswer,
    DraftAsk,
    Health,
    LabelAnswer,
    LabelAsk,
    body_of,
)
from pipeline.web.site import site_of
from pipeline.web.tasks import Cost, Job, Tell, check_text, draft_file, label_file
from pipeline.web.uploads import shown_name

router = APIRouter(prefix="/api/v1", tags=["v1"])
Ask = TypeVar("Ask", bound=BaseModel)


@router.get("/health", response_model=Health, summary="Is the server there?")
def health() -> dict[str, str]:
    """Tell that the server answers, and which Referat it is. Needs no password."""
    return {"status": "ok", "version": version("referat")}


@router.post(
    "/label",
    response_model=LabelAnswer,
    responses=ERRORS,
    openapi_extra=body_of(LabelAsk, "text"),
    summary="What was decided, and what each item is about",
)
async def label(request: Request) -> JSONResponse:
    """Label the open items of minutes. Of a closed item only the number comes out."""
    ask, data, name = await _asked(request, LabelAsk, "text")
    return await _answer(request, partial(label_file, _job(ask, data, name), _cost(request)))


@router.post(
    "/draft",
    response_model=DraftAnswer,
    responses=ERRORS,
    openapi_extra=body_of(DraftAsk, "text"),
    summary="A draft, each sentence with its sources",
)
async def draft(request: Request) -> JSONResponse:
    """Draft a post from minutes, and say what a person should look at before it is published."""
    ask, data, name = await _asked(request, DraftAsk, "text")
    return await _answer(request, partial(draft_file, _job(ask, data, name), _cost(request)))


@router.post(
    "/check",
    response_model=CheckAnswer,
    responses=ERRORS,
    openapi_extra=body_of(CheckAsk, "minutes"),
    summary="Is an edited text true to its minutes?",
)
async def check(request: Request) -> JSONResponse:
    """Hold a text against its minutes, whoever wrote it."""
    ask, data, name = await _asked(request, CheckAsk, "minutes")
    job = _job(ask, data, name)
    return await _answer(request, partial(check_text, job, ask.text, _cost(request)))


async def _asked(request: Request, form: type[Ask], main: str) -> tuple[Ask, bytes, str]:
    """Return what was asked, the document's bytes, and the name it is shown by.

    Raises:
        HTTPException: It is neither JSON nor a form, too big, or not as described.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        fields: Any = await request.body()
        ask = _valid(form, fields)
        data = str(getattr(ask, main)).encode()
        name = str(getattr(ask, "name", ""))
    elif kind == "multipart/form-data":
        ask, data, name = await _sent(request, form, main)
    else:
        raise HTTPException(415, "send application/json, or multipart/form-data with a file")
    if len(data) > _cost(request).max_bytes:
        raise HTTPException(413, f"bigger than {_cost(request).max_bytes} bytes")
    return ask, data, shown_name(name)


async def _sent(request: Request, form: type[Ask], main: str) -> tuple[Ask, bytes, str]:
    """Return what a form asks for: its file in the place of the document's text."""
    most = _cost(request).max_bytes
    async with request.form(max_files=1, max_fields=10, max_part_size=most) as sent:
        file = sent.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(422, "not as described: file: missing")
        fields = {key: value for key, value in sent.items() if key != "file"}
        if main in fields or "name" in fields:
            raise HTTPException(422, f"not as described: {main} and name come with the file")
        ask = _valid(form, fields | {main: "file"})
        return ask, await file.read(), file.filename or ""


def _valid(form: type[Ask], fields: Any) -> Ask:
    """Return the fields as a form; an error names those that are wrong, not what was in them."""
    try:
        if isinstance(fields, bytes):
            return form.model_validate_json(fields)
        return form.model_validate(fields)
    except ValidationError as error:
        wrong = [
            f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['type']}" for one in error.errors()
        ]
        raise HTTPException(422, f"not as described: {'; '.join(wrong[:10])}") from None


def _job(ask: BaseModel, data: bytes, name: str) -> Job:
    wanted = {key: value for key in Choices._fields if (value := getattr(ask, key, None))}
    return Job(data, name, Choices(**wanted))


def _cost(request: Request) -> Cost:
    return site_of(request).workers.cost


async def _answer(request: Request, task: Callable[[Tell], dict[str, Any]]) -> JSONResponse:
    workers = site_of(request).workers
    return JSONResponse(await asyncio.wrap_future(workers.submit(partial(workers.run, task))))
