"""In and out: one password for the house, and the name that what you do is kept under."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from pipeline.web.access import address_of, clean_name, is_password
from pipeline.web.site import go_to, sent_form, show, site_of

router = APIRouter()
Form = Annotated[FormData, Depends(sent_form)]


@router.get("/login")
def ask(request: Request) -> Response:
    """Show the form; where there is no password there is nothing to log in to."""
    if site_of(request).settings.password is None:
        return go_to("/")
    return _form(request, next_=request.query_params.get("next", "/"))


@router.post("/login")
def log_in(request: Request, form: Form) -> Response:
    """Begin a session with a fresh token, unless the password is wrong or was so too often."""
    site = site_of(request)
    if site.settings.password is None:
        return go_to("/")
    address, next_ = address_of(request), str(form.get("next", "/"))
    wait = site.limit.wait(address)
    if wait:
        page = _form(request, next_=next_, wait=wait, status=429)
        page.headers["Retry-After"] = str(wait)
        return page
    if not is_password(str(form.get("password", "")), site.settings):
        site.limit.failed(address)
        return _form(request, next_=next_, wrong=True, status=401)
    request.session.clear()
    request.session["in"] = True
    request.session["name"] = clean_name(str(form.get("name", "")))
    return go_to(_own_path(next_))


@router.post("/logout")
def log_out(request: Request, _form: Form) -> Response:
    """End the session."""
    request.session.clear()
    return go_to("/login?besked=ud")


def _form(
    request: Request, *, next_: str, wrong: bool = False, wait: int = 0, status: int = 200
) -> Response:
    return show(
        request, "login.html", page="login", status=status, next=next_, wrong=wrong, wait=wait
    )


def _own_path(path: str) -> str:
    r"""Return a path of this page, or the front: a link must not send anyone elsewhere.

    >>> _own_path("/drafts/1"), _own_path("//example.org"), _own_path("/\\example.org")
    ('/drafts/1', '/', '/')
    """
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if good else "/"
