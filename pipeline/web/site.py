"""What every route shares: settings, store, uploads, templates; and how a page is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData

from pipeline.web.security import csrf_token, has_token

if TYPE_CHECKING:
    from pipeline.store import Store
    from pipeline.web.access import LoginLimit
    from pipeline.web.settings import Settings
    from pipeline.web.uploads import Uploads
    from pipeline.web.worker import Workers

FOLDER = Path(__file__).parent
# What a page may say once after a form was sent; the address holds the key alone.
NOTICES = {
    "slettet": "Referatet og alt, der er lavet af det, er slettet.",
    "gemt": "Gemt.",
    "godkendt": "Teksten er godkendt.",
    "publiceret": "Den publicerede tekst er gemt ved siden af udkastet.",
    "ud": "Du er logget ud.",
    "ingen-fil": "Vælg mindst én fil først.",
    "for-mange": "Der er for mange filer. Send færre ad gangen.",
}


@dataclass(frozen=True, slots=True)
class Site:
    """One running server: what its routes work with."""

    settings: Settings
    store: Store
    uploads: Uploads
    limit: LoginLimit
    templates: Environment
    workers: Workers


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


def read_templates() -> Environment:
    """Return the templates: everything they print is escaped, and a misspelt name is an error."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def show(
    request: Request, template: str, *, page: str = "", status: int = 200, **context: Any
) -> HTMLResponse:
    """Return a page or a fragment; every template gets csrf, user, page and notice."""
    from pipeline.web.access import actor_of

    site = site_of(request)
    common = {
        "csrf": csrf_token(request),
        "user": actor_of(request) if site.settings.guarded else None,
        "can_log_out": request.session.get("in") is True,
        "page": page,
        "has_archive": site.settings.archive is not None,
        "notice": NOTICES.get(request.query_params.get("besked", "")),
    }
    html = site.templates.get_template(template).render(common | context)
    return HTMLResponse(html, status)


def go_to(path: str, request: Request | None = None) -> Response:
    """Send a browser on to *path* after a form; htmx is told by its own header."""
    if request is not None and by_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


def by_htmx(request: Request) -> bool:
    """Tell whether a fragment is wanted, and not a whole page."""
    return request.headers.get("hx-request") == "true"


async def sent_form(request: Request) -> AsyncIterator[FormData]:
    """Give the form of a request that holds the token of its session; its files are closed after.

    Raises:
        BadTokenError: The token is missing or another one.
    """
    settings = site_of(request).settings
    async with request.form(max_files=settings.max_files + 1, max_fields=40) as form:
        if not has_token(request, form):
            raise BadTokenError
        yield form


class BadTokenError(Exception):
    """A form came without the token of its session: it is old, or not from this page."""
