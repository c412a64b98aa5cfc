"""A real server, a real browser, and a page that must not complain about anything."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_archive import File, write_archive
from served import Served
from steps import EXAMPLE, PASSWORD, open_example

# The page itself tells of a refused change or a lost line; chromium's own word on it is no fault.
TOLD = re.compile(r"status of 4\d\d|ERR_INTERNET_DISCONNECTED")
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium, without a window."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not here: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
    with sync_api.sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root, as in a container.
        begun = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield begun
        begun.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `referat serve` with the example as an archive too."""
    pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")
    folder = tmp_path_factory.mktemp("served")
    archive = write_archive(
        folder / "archive", [File("direktionen.txt", "2025", EXAMPLE.read_text("utf-8"))]
    )
    yield from serve(folder, "--archive", str(archive))


@pytest.fixture(scope="session")
def guarded_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that asks for a password."""
    yield from serve(tmp_path_factory.mktemp("guarded"), password=PASSWORD)


def serve(folder: Path, *options: str, password: str = "") -> Iterator[str]:
    """Serve for as long as the tests ask."""
    server = Served(folder, str(folder / "referat.sqlite"), *options, password=password)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def new_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Make a page in a browser profile of its own; at the end no page may have complained."""
    contexts, complaints = [], []

    def said(message: Any) -> None:
        if message.type == "error" and not TOLD.search(message.text):
            complaints.append(message.text)

    def asked(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            complaints.append(f"asked for {request.url}")

    def made(**told: Any) -> Any:
        context = browser.new_context(
            **{"base_url": address, "viewport": WIDE, "locale": "da-DK", **told}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", said)
        page.on("request", asked)
        return page

    yield made
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page at 1440 px, light."""
    return new_page()


@pytest.fixture
def desk(page: Any) -> Any:
    """The same page with a new draft of the example opened."""
    open_example(page)
    return page
