"""Who may do what: headers on every answer, requests from elsewhere refused, forms with a token.

All of it is plain ASGI around the app, so that no route can forget it. What an error says is never
logged or shown, since it may quote a document: only its kind, and its place in the code.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
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
_CRASHED = "Der skete en fejl på serveren. Teksten er gemt, som den stod. Prøv igen."
_STRANGE = "Anmodningen kommer fra en anden side og er afvist."
_BIG = "Filerne fylder for meget. Send færre eller mindre filer ad gangen."


class Armour:
    """Wrap an app: safe headers, an upper limit on bodies, no strangers, no tracebacks."""

    def __init__(
        self, app: ASGIApp, *, max_body: int, names: tuple[str, ...] = (), https: bool = False
    ) -> None:
        """Take the longest body in bytes and the host names allowed (none: any)."""
        self.app = app
        self.max_body = max_body
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
            await refusal(scope, receive, safe_send)
            return
        counted = _Counted(receive, self.max_body)
        try:
            await self.app(scope, counted, safe_send)
        except _TooBigError:
            if not begun:
                await PlainTextResponse(_BIG, 413)(scope, receive, safe_send)
        except Exception as error:
            tell_error(error)
            if not begun:
                await PlainTextResponse(_CRASHED, 500)(scope, receive, safe_send)

    def _dress(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        if not scope["path"].startswith("/static/"):
            headers["Cache-Control"] = "no-store"

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        name = headers.get("host", "").rsplit(":", 1)
        host = name[0] if len(name) == 2 and name[1].isdigit() else headers.get("host", "")
        if self.names and host.lower() not in self.names:
            return PlainTextResponse("Ukendt værtsnavn.", 400)
        if scope["method"] not in SAFE and _from_elsewhere(headers):
            return PlainTextResponse(_STRANGE, 403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.max_body:
            return PlainTextResponse(_BIG, 413)
        return None


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
    """Return the token of this session, made on first use; every form must send it back."""
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
