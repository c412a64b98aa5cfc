"""Who is at the page: a person with the password, a name from a proxy, or whoever sits here."""

from __future__ import annotations

import hmac
from collections import deque
from threading import Lock
from time import monotonic
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from pipeline.web.settings import Settings
from pipeline.web.site import site_of

ANYONE = "Redaktør"
_LONGEST = 60
_OPEN_PATHS = ("/login", "/api/v1/health")


class LoginNeededError(Exception):
    """A page was asked for by somebody who hasn't said who they are."""


class LoginLimit:
    """At most *most* wrong passwords in *seconds*, for each address and, tenfold, for all.

    >>> limit = LoginLimit(most=2, seconds=60)
    >>> [limit.wait("1"), limit.failed("1"), limit.wait("1"), limit.failed("1"), limit.wait("2")]
    [0, None, 0, None, 0]
    >>> limit.wait("1") > 0
    True
    """

    def __init__(self, most: int = 5, seconds: float = 300.0) -> None:
        """Take how many failures are allowed in how many seconds."""
        self.most = most
        self.seconds = seconds
        self._failures: deque[tuple[float, str]] = deque(maxlen=most * 10)
        self._lock = Lock()

    def wait(self, address: str) -> int:
        """Return for how many seconds *address* may not try again; 0 where it may."""
        with self._lock:
            now = monotonic()
            while self._failures and self._failures[0][0] <= now - self.seconds:
                self._failures.popleft()
            own = [at for at, who in self._failures if who == address]
            since = own[-self.most] if len(own) >= self.most else None
            if len(self._failures) == self.most * 10:
                since = max(self._failures[0][0], since or 0.0)
            return 0 if since is None else int(since + self.seconds - now) + 1

    def failed(self, address: str) -> None:
        """Remember a wrong password."""
        with self._lock:
            self._failures.append((monotonic(), address))


def is_password(sent: str, settings: Settings) -> bool:
    """Compare without telling by the time it takes how much of it is right."""
    known = settings.password
    return known is not None and hmac.compare_digest(sent.encode(), known.encode())


def clean_name(name: str) -> str:
    r"""Return a person's name as one short printable line.

    >>> clean_name(" Anne\n Holm ")
    'Anne Holm'
    """
    printable = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(printable.split())[:_LONGEST]


def address_of(request: Request) -> str:
    """Return the address the connection comes from; no header is believed."""
    return request.client.host if request.client else ""


def admit(request: Request) -> None:
    """Let a request through, or raise; every route depends on it.

    Raises:
        LoginNeededError: The server has a password, and nobody has logged in.
        HTTPException: 403 for a connection that isn't the proxy's, 401 where it names nobody.
    """
    settings = site_of(request).settings
    if settings.proxy_header is not None:
        if address_of(request) not in settings.proxies:
            raise HTTPException(403, "Siden kan kun nås gennem jeres proxy.")
        if not clean_name(request.headers.get(settings.proxy_header, "")):
            raise HTTPException(401, "Proxyen har ikke sagt, hvem du er.")
    elif settings.password is not None and not _known(request, settings):
        raise LoginNeededError


def _known(request: Request, settings: Settings) -> bool:
    if request.url.path in _OPEN_PATHS or request.session.get("in") is True:
        return True
    return _has_bearer(request, settings)


def _has_bearer(request: Request, settings: Settings) -> bool:
    """Tell whether a program sent the password; wrong ones count as failed logins."""
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not request.url.path.startswith("/api/"):
        return False
    limit = site_of(request).limit
    wait = limit.wait(address_of(request))
    if wait:
        raise HTTPException(429, "too many wrong passwords", headers={"Retry-After": str(wait)})
    if not is_password(sent, settings):
        limit.failed(address_of(request))
        return False
    return True


def actor_of(request: Request) -> str:
    """Return the name that what this person does is kept under."""
    header = site_of(request).settings.proxy_header
    if header is not None:
        return clean_name(request.headers.get(header, ""))
    name = request.session.get("name")
    return name if isinstance(name, str) and name else ANYONE


Actor = Annotated[str, Depends(actor_of)]
