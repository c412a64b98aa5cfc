"""People at the page without a browser: what the page's own forms send, and what comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx
from selectolax.lexbor import LexborHTMLParser

READING = 300  # seconds: many wait for few workers


class Asked(NamedTuple):
    """One request: what for, what was answered, and after how many seconds."""

    what: str
    status: int
    seconds: float


class View(NamedTuple):
    """A draft as the page shows it: its version, and the words of each sentence by its key."""

    version: int
    lines: dict[str, str]


@dataclass(slots=True)
class Person:
    """Someone with a browser: cookies, the token of the session, and a watch."""

    name: str
    client: httpx.Client
    token: str = ""
    asked: list[Asked] = field(default_factory=list)

    def ask(self, what: str, path: str, **form: object) -> httpx.Response:
        """Get *path*, or send it a form."""
        begun = time.perf_counter()
        if form:
            data = {name: str(value) for name, value in form.items() if name != "files"}
            answer = self.client.post(
                path,
                data=data | {"csrf_token": self.token},
                files=form.get("files"),  # type: ignore[arg-type]
                headers={"HX-Request": "true"} if what == "edit" else {},
            )
        else:
            answer = self.client.get(path)
        self.asked.append(Asked(what, answer.status_code, time.perf_counter() - begun))
        assert answer.status_code < 500, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer

    def arrive(self) -> None:
        """Open the front page, and remember the token of its forms."""
        page = LexborHTMLParser(self.ask("start", "/").text)
        self.token = page.css_first("input[name=csrf_token]").attributes["value"] or ""

    def upload(self, name: str, text: str) -> str:
        """Send a file and wait till it is read; return the draft's id."""
        files = [("files", (name, text.encode(), "text/plain"))]
        at = self.ask("upload", "/upload", files=files, sent="1").headers["location"]
        for _ in range(READING * 2):
            answer = self.ask("progress", at)
            if answer.status_code == 303:
                return answer.headers["location"].rsplit("/", 1)[-1]
            assert "job fejl" not in answer.text, answer.text
            time.sleep(0.5)
        raise AssertionError(f"{name} is not read after {READING} seconds")

    def look(self, draft: str) -> View:
        """Open a draft."""
        return view_of(self.ask("review", f"/drafts/{draft}").text)

    def rewrite(self, draft: str, key: str, text: str, version: int) -> httpx.Response:
        """Send a sentence anew, as the page does while one types."""
        form = {"op": "rewrite", "key": key, "text": text, "version": version}
        return self.ask("edit", f"/drafts/{draft}/edit", **form)


def view_of(html: str) -> View:
    """Return what a page, or a fragment with the whole desk, shows."""
    page = LexborHTMLParser(html)
    version = page.css_first("#desk input[name=version]").attributes["value"] or ""
    lines = {
        node.attributes["id"].removeprefix("w-"): node.text()  # type: ignore[union-attr]
        for node in page.css("#text .words")
    }
    return View(int(version), lines)
