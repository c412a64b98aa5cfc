"""``--writer openai-compatible``: a model on a server of one's own (vLLM, Ollama, llama.cpp).

Speaks ``POST /v1/chat/completions``, the interface those servers share. Only to this machine, or to
a host that was allowed by name; past no proxy, after no redirect, and for a limited time and size.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Event, Timer
from urllib.parse import urlsplit

from pipeline.errors import WriterError
from pipeline.writers.prompt import Prompt

NAME = "openai-compatible"
SECONDS = 120.0
MOST_BYTES = 1_000_000
MOST_TOKENS = 800
_PATH = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class ServerWriter:
    """A model on a server. ``seconds`` is what one answer may take, from first to last byte."""

    host: str
    port: int
    secure: bool
    path: str
    model: str
    seconds: float = SECONDS
    name: str = NAME
    sha256: str | None = None

    def write(self, prompt: Prompt) -> str:
        """Ask the server once.

        Raises:
            WriterError: It can't be reached, is too slow, redirects, or answers with an error or
                with something else than a chat completion.
        """
        asked = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        status, data = self._post(json.dumps(asked).encode())
        if status != http.client.OK:
            moved = "; redirects are not followed" if 300 <= status < 400 else ""
            raise self._error(f"answered with status {status}{moved}")
        try:
            content = json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            raise self._error("did not answer with a chat completion")
        return content

    def _post(self, body: bytes) -> tuple[int, bytes]:
        """Return status and body of the answer. ``http.client`` knows no proxy and no redirect."""
        late = Event()
        connection = self._connection()
        timer: Timer | None = None
        try:
            connection.connect()
            # Held by itself: the connection forgets its socket where the answer is the last one.
            timer = Timer(self.seconds, _hang_up, (connection.sock, late))
            timer.daemon = True
            timer.start()
            connection.request("POST", self.path, body, {"Content-Type": "application/json"})
            with connection.getresponse() as answer:
                status, data = answer.status, answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            slow = late.is_set() or isinstance(error, TimeoutError)
            what = f"gave no answer in {self.seconds:g} seconds" if slow else "can't be reached"
            raise self._error(what) from error
        finally:
            if timer:
                timer.cancel()
            connection.close()
        if late.is_set():
            raise self._error(f"gave no answer in {self.seconds:g} seconds")
        if len(data) > MOST_BYTES:
            raise self._error(f"answered with more than {MOST_BYTES} bytes")
        return status, data

    def _connection(self) -> http.client.HTTPConnection:
        if self.secure:
            return http.client.HTTPSConnection(
                self.host, self.port, timeout=self.seconds, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self.host, self.port, timeout=self.seconds)

    def _error(self, what: str) -> WriterError:
        now = "check the server and --writer-model, or draft without --writer"
        return WriterError(what, where=f"{self.host}:{self.port}", now=now)


def find_server(
    url: str, model: str, *, allowed: Collection[str] = (), seconds: float = SECONDS
) -> ServerWriter:
    """Return the writer at *url*, with nothing sent yet.

    Args:
        url: Of the server ("http://127.0.0.1:11434"), or of its ``/v1``, or the whole path.
        model: What the server calls the model.
        allowed: Hosts other than this machine that may be asked, as written in *url*.
        seconds: What one answer may take.

    Raises:
        WriterError: It is no such URL, or its host is neither this machine nor allowed.

    >>> find_server("http://127.0.0.1:11434", "lille").path
    '/v1/chat/completions'
    >>> find_server("https://example.org/v1", "stor")
    Traceback (most recent call last):
        ...
    pipeline.errors.WriterError: example.org: is not this machine, and minutes go nowhere else: if it is your own server, add --allow-host example.org
    """  # noqa: E501 - the message is as long as that
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("http", "https") or parts.username is not None:
        now = "write it like http://127.0.0.1:11434"
        raise WriterError("is no URL of a server", where="--url", now=now)
    if not is_loopback(host) and host not in {one.lower() for one in allowed}:
        what = "is not this machine, and minutes go nowhere else"
        now = f"if it is your own server, add --allow-host {host}"
        raise WriterError(what, where=host, now=now)
    path = parts.path.rstrip("/").removesuffix(_PATH).removesuffix("/v1")
    secure = parts.scheme == "https"
    return ServerWriter(host, port or (443 if secure else 80), secure, path + _PATH, model, seconds)


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine by address, whatever a name server may say.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "127.0.0.1.example.org")]
    [True, True, True, False]
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hang_up(sock: socket.socket, late: Event) -> None:
    """End a connection that takes too long in all, though each byte may come in time."""
    late.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
