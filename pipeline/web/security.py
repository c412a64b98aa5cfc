"""Who may do what: headers on every answer, requests from elsewhere refused, forms with a token.

All of it is plain ASGI around the app, so that no route can forget it. What an error says is never
logged or shown, since it may quote a document: only its kind, and its place in the code.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from time import time
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.messages import tell_error

CSP = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
CSRF_FIELD = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
_SMALL = 1024 * 1024  # bytes of a form without a file


class _Refusal(NamedTuple):
    """What is said to a person in Danish, and to a program: what is wrong, and what to do."""

    status: int
    danish: str
    what: str
    now: str


_CRASHED = _Refusal(
    500,
    "Der skete en fejl på serveren. Teksten er gemt, som den stod. Prøv igen.",
    "unforeseen error",
    "try again, and report it",
)
_STRANGE = _Refusal(
    403,
    "Anmodningen kommer fra en anden side og er afvist.",
    "asked for by a page of another site",
    "ask from a program, or from the page itself",
)
_BIG = _Refusal(
    413,
    "Filerne fylder for meget. Send færre eller mindre filer ad gangen.",
    "too many bytes",
    "send a smaller document",
)
_UNKNOWN = _Refusal(400, "Ukendt værtsnavn.", "unknown host name", "ask for localhost or 127.0.0.1")


class Armour:
    """Wrap an app: safe headers, an upper limit on bodies, no strangers, no tracebacks."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_bodies: Mapping[str, int],
        names: tuple[str, ...] = (),
        https: bool = False,
    ) -> None:
        """Take the longest body in bytes by the start of its path, and the host names allowed.

        Any other body may have a megabyte. Without names any is allowed.
        """
        self.app = app
        self.max_bodies = max_bodies
        self.names = names
        self.headers = dict(HEADERS)
        if https:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; nothing but HTTP is let through."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        begun = False

        async def safe_send(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._dress(scope, message)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await _said(refusal, scope)(scope, receive, safe_send)
            return
        counted = _Counted(receive, self._most(scope))
        try:
            await self.app(scope, counted, safe_send)
        except _TooBigError:
            if not begun:
                await _said(_BIG, scope)(scope, receive, safe_send)
        except Exception as error:
            tell_error(error)
            if not begun:
                await _said(_CRASHED, scope)(scope, receive, safe_send)

    def _dress(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        if not scope["path"].startswith("/static/"):
            headers["Cache-Control"] = "no-store"

    def _most(self, scope: Scope) -> int:
        path: str = scope["path"]
        return next((n for at, n in self.max_bodies.items() if path.startswith(at)), _SMALL)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        headers = Headers(scope=scope)
        name = headers.get("host", "").rsplit(":", 1)
        host = name[0] if len(name) == 2 and name[1].isdigit() else headers.get("host", "")
        if self.names and host.lower() not in self.names:
            return _UNKNOWN
        if scope["method"] not in SAFE and _from_elsewhere(headers):
            return _STRANGE
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most(scope):
            return _BIG
        return None


def _said(refusal: _Refusal, scope: Scope) -> Response:
    if not scope["path"].startswith("/api/"):
        return PlainTextResponse(refusal.danish, refusal.status)
    error = {"what": refusal.what, "where": scope["path"], "now": refusal.now}
    return JSONResponse({"error": error}, refusal.status)


class _TooBigError(Exception):
    """A body went over the limit while it came in."""


class _Counted:
    """A receive channel that counts what comes in."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.left = most

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise _TooBigError
        return message


def _from_elsewhere(headers: Headers) -> bool:
    """Tell whether a browser says that the request was made by a page of another site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def csrf_token(request: Request) -> str:
    """Return the token of this session, made on first use; every form must send it back.

    Once an hour the session's cookie is signed anew, so that it ends only where nobody works.
    """
    hour = int(time() // 3600)
    if request.session.get("hour") != hour:
        request.session["hour"] = hour
    token = request.session.get(CSRF_FIELD)
    if not isinstance(token, str):
        token = request.session[CSRF_FIELD] = secrets.token_urlsafe(32)
    return token


def has_token(request: Request, form: Mapping[str, object]) -> bool:
    """Tell whether a form, or its header, holds the token of this session."""
    sent = request.headers.get(CSRF_HEADER) or form.get(CSRF_FIELD)
    known = request.session.get(CSRF_FIELD)
    if not (isinstance(sent, str) and isinstance(known, str)):
        return False
    return hmac.compare_digest(sent.encode(), known.encode())
