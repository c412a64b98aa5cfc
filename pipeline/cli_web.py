"""``referat serve``: the page for communications staff, on this machine."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ReferatError
from pipeline.messages import tell

if TYPE_CHECKING:
    from pipeline.web.settings import Settings

EXAMPLE = "Example: referat serve --port 8000"

Host = Annotated[
    str, typer.Option(help="Listen here; beyond this machine only with a password or a proxy.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")]
Data = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where drafts are kept; without it, your data folder."),
]
ArchiveFolder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Show the archive that `referat archive build` made."),
]
StoreUrl = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Keep them here: postgresql://user@host/name."),
]
PasswordEnv = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Ask for the password in this environment variable."),
]
ProxyHeader = Annotated[
    str | None,
    typer.Option("--proxy-user-header", metavar="NAME", help="A proxy names the user so."),
]
Proxies = Annotated[
    list[str] | None,
    typer.Option("--proxy", metavar="ADDRESS", help="Where the proxy connects from: 127.0.0.1."),
]
Https = Annotated[bool, typer.Option("--https", help="A proxy in front speaks HTTPS: say so.")]
KeepDays = Annotated[int, typer.Option(min=1, help="Delete documents after so many days.")]
MaxMb = Annotated[int, typer.Option(min=1, help="Refuse files of more megabytes.")]
MaxFiles = Annotated[int, typer.Option(min=1, help="Refuse more files at a time.")]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds that one file may take.")]
Workers = Annotated[int, typer.Option(min=1, help="How many files are read at a time.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in a browser.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = None,
    store: StoreUrl = None,
    archive: ArchiveFolder = None,
    password_env: PasswordEnv = None,
    proxy_user_header: ProxyHeader = None,
    proxy: Proxies = None,
    https: Https = False,
    keep_days: KeepDays = 30,
    max_mb: MaxMb = 50,
    max_files: MaxFiles = 20,
    timeout: Timeout = 120,
    workers: Workers = 2,
    open_: Open = False,
) -> None:
    """Serve the page that makes a publishable text of a document.

    It stays on this machine unless you say otherwise, and nothing is sent anywhere.
    """
    password = _password(password_env)
    _refuse_open_door(host, password, proxy_user_header)
    from pipeline.web.settings import LOOPBACK, MEGABYTE, Settings, data_folder, kept_secret

    folder = data or data_folder()
    settings = Settings(
        store=store or str(folder.absolute() / "referat.sqlite"),
        secret=kept_secret(folder),
        password=password,
        proxy_header=proxy_user_header,
        proxies=tuple(proxy or ("127.0.0.1", "::1")),
        names=(*LOOPBACK, host),
        https=https,
        max_bytes=max_mb * MEGABYTE,
        max_files=max_files,
        seconds=timeout,
        workers=workers,
        keep_days=keep_days,
        archive=archive,
        warm=True,
    )
    _run(settings, host, port, open_=open_)


def _run(settings: Settings, host: str, port: int, *, open_: bool) -> None:
    """Serve until it is interrupted; who connects once the address is printed is answered."""
    try:
        from pipeline.archive.database import Archive
        from pipeline.store import open_store
        from pipeline.web.server import listen, run_server
    except ModuleNotFoundError as error:
        what = f"needs {error.name}"
        raise ReferatError(what, where="serve", now="pip install 'referat[web]'") from None
    # What is wrong with what they keep is told now, and not in a log.
    open_store(settings.store).close()
    if settings.archive:
        Archive(settings.archive)
    socket = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{socket.getsockname()[1]}/"
    print(address, flush=True)
    tell(f"Drafts are kept in {_shown(settings.store)}. Stop with Ctrl-C.")
    if open_ and not run_browser(address):
        tell("No browser was found: open the address yourself.")
    run_server(settings, socket)


def run_browser(address: str) -> bool:
    """Open *address* in the browser of whoever sits here; False where there is none."""
    import webbrowser

    return webbrowser.open(address)


def _password(name: str | None) -> str | None:
    if name is None:
        return None
    password = os.environ.get(name, "")
    if len(password) < 8:
        raise typer.BadParameter(f"{name} must hold a password of at least 8 characters")
    return password


def _refuse_open_door(host: str, password: str | None, proxy_user_header: str | None) -> None:
    """Raise where others come in and nobody asks who they are, or two do."""
    if not _is_loopback(host) and password is None and proxy_user_header is None:
        raise typer.BadParameter(
            f"--host {host} lets others in: add --password-env NAME or --proxy-user-header NAME"
        )
    if proxy_user_header and password:
        raise typer.BadParameter("a proxy that names the user needs no password: choose one")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(url: str) -> str:
    """Return where things are kept without the password in it."""
    head, at, tail = url.rpartition("@")
    if not at or "://" not in head:
        return url
    scheme, _, user = head.partition("://")
    return f"{scheme}://{user.split(':')[0]}@{tail}"
