"""The page without a browser: an app with a folder of its own, and a person who sends forms."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

from starlette.testclient import TestClient

from pipeline.editing import Choices
from pipeline.web.app import PAGES, create_app
from pipeline.web.desk import keep_made
from pipeline.web.settings import MEGABYTE, Settings
from pipeline.web.tasks import Cost, Job, Tell, make_post

EXAMPLE = Path(__file__).parents[1] / "pipeline" / "examples" / "direktionen.txt"
COST = Cost(MEGABYTE, 60.0, 1024 * MEGABYTE)
# Said in nothing but a closed item, its line in the contents list, and nowhere else.
CLOSED = ("Kobberslange", "afskedigelsessag", "24-999111")
WITH_CLOSED = """Referat Direktionen d. 12-05-2025

Punkt 1: Leasing af elbiler

Sagsfremstilling

Kommunen har 40 biler.

Beslutning

Godkendt.

Punkt 2: Lukket: Kobberslange og afskedigelsessag, sagsnr. 24-999111

Beslutning

Kobberslange fratræder efter en afskedigelsessag. Sagsnr. 24-999111.

Punkt 3: Eventuelt

Beslutning

Der holdes sommerfest den 5. juni 2025.
"""


def settings(folder: Path, **told: Any) -> Settings:
    """Settings for a server of the tests, which is called "testserver"."""
    given = {"names": ("testserver",), "workers": 1, **told}
    return replace(Settings(str(folder / "referat.sqlite"), "not secret" * 4), **given)


@contextmanager
def serving(told: Settings, **more: Any) -> Iterator[Person]:
    """Give a person at a running server."""
    with TestClient(create_app(told, **more), follow_redirects=False) as client:
        yield Person(client)


class Person:
    """Someone at the page: keeps a session, sends its token along, and knows a draft's version."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.version = 1

    @property
    def site(self) -> Any:
        """What the server works with."""
        return self.client.app.state.site  # type: ignore[attr-defined]

    @property
    def token(self) -> str:
        """The token in the forms of this session."""
        return found(r'name="csrf_token" value="(.*?)"', self.see("/").text)

    def see(self, path: str, **told: Any) -> Any:
        """Get a page."""
        return self.client.get(path, **told)

    def send(self, path: str, *, script: bool = True, files: Any = None, **fields: Any) -> Any:
        """Send a form, as htmx does or as a browser without scripts does."""
        form = {"csrf_token": self.token, "version": str(self.version), **fields}
        headers = {"HX-Request": "true"} if script else {}
        answer = self.client.post(path, data=form, files=files, headers=headers)
        newest = re.search(r'data-version="(\d+)"', answer.text)
        if newest and answer.status_code == 200:
            self.version = int(newest[1])
        return answer

    def edit(self, draft: str, op: str, **fields: Any) -> Any:
        """Do one operation on a draft."""
        return self.send(f"/drafts/{draft}/edit", op=op, **fields)

    def keep(self, text: str | None = None, name: str = "direktionen.txt") -> str:
        """Keep a draft of *text* (the example), made without a worker. Return its id."""
        data = EXAMPLE.read_bytes() if text is None else text.encode()
        job = Job(data, name, Choices(today=date(2025, 5, 13)))
        self.version = 1
        return keep_made(self.site.store, make_post(job, COST), "Anne")


def found(pattern: str, text: str) -> str:
    """Return the first group of the first match, which must be there."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]


def routes(method: str) -> list[str]:
    """Return the path of every page that answers to *method*, as the app knows it."""
    return sorted(
        route.path  # type: ignore[attr-defined]
        for pages in PAGES
        for route in pages.router.routes
        if method in route.methods  # type: ignore[attr-defined]
    )


def wait_for(done: Callable[[], bool]) -> None:
    """Wait for what another thread or process does, as long as a busy machine may take."""
    for _ in range(2400):
        if done():
            return
        sleep(0.05)
    raise AssertionError("it never happened")


def crash(_job: Job, _cost: Cost, _tell: Tell) -> Any:
    """Die as a fault in a library does."""
    os._exit(11)


def never_end(_job: Job, _cost: Cost, _tell: Tell) -> Any:
    """Take for ever."""
    while True:
        sleep(1)


def say_closed(_job: Job, _cost: Cost, _tell: Tell) -> Any:
    """Fail with a message that quotes the document."""
    raise KeyError(CLOSED[0])
