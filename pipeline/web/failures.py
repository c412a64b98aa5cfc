"""What a person, or a program, is told when a request can't be done. Never a word of a document."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from pipeline.errors import EditError, NotKept, NotNow, ReferatError, StaleVersion
from pipeline.messages import tell_error
from pipeline.web.access import LoginNeededError
from pipeline.web.danish_errors import danish_error
from pipeline.web.moments import moment_of
from pipeline.web.site import BadTokenError, by_htmx, go_to, show
from pipeline.web.worker import WorkersBusyError

_TITLES = {
    400: "Det kan siden ikke bruge",
    401: "Log ind først",
    403: "Det er ikke tilladt",
    404: "Siden findes ikke",
    405: "Det kan siden ikke",
    413: "Det fylder for meget",
    422: "Der mangler noget",
    409: "Ikke nu",
    429: "For mange forsøg",
    503: "Der er travlt",
}
_NOW = {
    404: "Udkastet kan være slettet. Gå til forsiden for at se, hvad der er.",
    405: "Gå til forsiden, og begynd derfra.",
}


def tell_in(app: FastAPI) -> None:
    """Make *app* answer every error in the form of who asked: a page, or JSON under /api/."""
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(LoginNeededError, _login_needed)
    app.add_exception_handler(BadTokenError, _bad_token)
    app.add_exception_handler(StaleVersion, _too_late)
    app.add_exception_handler(EditError, _not_so)
    app.add_exception_handler(NotKept, _gone)
    app.add_exception_handler(NotNow, _not_now)
    app.add_exception_handler(WorkersBusyError, _busy)
    app.add_exception_handler(ReferatError, _unusable)


def as_json(
    what: str, where: str, now: str, status: int, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Return an error as every route of the API gives it."""
    return JSONResponse(
        {"error": {"what": what, "where": where, "now": now}}, status, headers=headers
    )


def _page(request: Request, status: int, what: str, now: str = "") -> Response:
    title = _TITLES.get(status, "Der skete en fejl")
    template = "_error.html" if by_htmx(request) else "error.html"
    return show(request, template, status=status, title=title, what=what, now=now)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException | StarletteHTTPException)  # noqa: S101
    headers = dict(error.headers or {})
    if _by_program(request):
        now = "see /api/openapi.json"
        return as_json(str(error.detail), request.url.path, now, error.status_code, headers)
    known = isinstance(error, HTTPException)
    what = str(error.detail) if known else _TITLES.get(error.status_code, "Der skete en fejl")
    page = _page(request, error.status_code, what, _NOW.get(error.status_code, ""))
    page.headers.update(headers)
    return page


def _invalid(request: Request, error: Exception) -> Response:
    """Name the fields that are wrong, but not what was sent in them."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    if not _by_program(request):
        return _page(request, 422, "Formularen mangler noget eller har en forkert værdi.")
    wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in error.errors())
    return as_json(f"not as described: {wrong}", request.url.path, "see /api/openapi.json", 422)


def _login_needed(request: Request, _: Exception) -> Response:
    if _by_program(request):
        headers = {"WWW-Authenticate": "Bearer"}
        now = "send Authorization: Bearer PASSWORD"
        return as_json("no or a wrong password", request.url.path, now, 401, headers)
    if request.method != "GET":
        return go_to("/login", request)
    return go_to(f"/login?next={quote(request.url.path)}", request)


def _bad_token(request: Request, _: Exception) -> Response:
    what = "Siden har stået åben for længe, og formularen er ikke sendt."
    now = "Genindlæs siden, og prøv igen. Det, der er gemt, er ikke tabt."
    return _page(request, 403, what, now)


async def _too_late(request: Request, error: Exception) -> Response:
    """Say who was first; a whole page also gives back what the person wrote."""
    assert isinstance(error, StaleVersion)  # noqa: S101
    told: dict[str, Any] = {
        "who": error.actor,
        "at": moment_of(error.at),
        "version": error.version,
    }
    if by_htmx(request):
        return show(request, "_conflict.html", status=409, **told)
    form = await request.form()
    own = next((form[name] for name in ("text", "comment") if name in form), "")
    back = request.url.path.rsplit("/", 1)[0]
    return show(request, "conflict.html", page="review", status=409, text=own, back=back, **told)


def _not_so(request: Request, error: Exception) -> Response:
    assert isinstance(error, EditError)  # noqa: S101
    return _page(request, 422, error.message)


def _gone(request: Request, _: Exception) -> Response:
    return _page(request, 404, "Det findes ikke her, eller det er slettet.", _NOW[404])


def _not_now(request: Request, _: Exception) -> Response:
    what = "Det kan ikke lade sig gøre, som teksten står nu."
    now = "Kvittér for de røde flag, og godkend teksten, før den udgives."
    if request.url.path.endswith("/edit"):
        now = "Der er ikke mere at fortryde."
    return _page(request, 409, what, now)


def _busy(request: Request, error: Exception) -> Response:
    if _by_program(request):
        assert isinstance(error, WorkersBusyError)  # noqa: S101
        return as_json(error.what, error.where, error.now, 503, {"Retry-After": "60"})
    return _page(request, 503, danish_error(error))


def _unusable(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReferatError)  # noqa: S101
    if _by_program(request):
        return as_json(error.what, error.where, error.now, 422)
    tell_error(error)
    return _page(request, 500, "Det kunne ikke lade sig gøre.", "Prøv igen om lidt.")


def _by_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")
