"""The server process: uvicorn on a socket of our own, with a log that names no page."""

from __future__ import annotations

import socket

import uvicorn

from pipeline.errors import ReferatError
from pipeline.web.app import create_app
from pipeline.web.settings import Settings


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on *host* and *port* (0: any free one).

    Who connects from now on is answered once the server runs.

    Raises:
        ReferatError: The address is taken, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        what = f"can't be listened on ({error.strerror})"
        raise ReferatError(what, where=f"{host}:{port}", now="choose another --port") from None
    return bound


def run_server(settings: Settings, bound: socket.socket) -> None:
    """Serve until interrupted.

    No access log: a search stands in its address. No header of a proxy changes who seems to call.
    """
    config = uvicorn.Config(
        create_app(settings),
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[bound])
