"""The JSON API: it answers as /api/openapi.json says, whatever is sent, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

import uvicorn
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from schemathesis import GenerationMode, openapi
from schemathesis.checks import positive_data_acceptance
from visiting import CLOSED, EXAMPLE, WITH_CLOSED, Person, serving, settings, wait_for

from pipeline.web.app import create_app
from pipeline.web.server import listen
from pipeline.web.settings import MEGABYTE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    told = settings(tmp_path_factory.mktemp("api"), max_bytes=MEGABYTE, seconds=60.0)
    with serving(told) as someone:
        yield someone


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own: schemathesis speaks HTTP, as other programs do."""
    told = settings(tmp_path_factory.mktemp("described"), names=("127.0.0.1",), seconds=60.0)
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(told), log_level="warning"))
    thread = Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("health", GenerationMode.POSITIVE),
        *((path, mode) for path in ("label", "draft", "check") for mode in GenerationMode),
    ],
)
def test_every_answer_is_as_described(address: str, path: str, mode: GenerationMode) -> None:
    described = openapi.from_url(f"{address}/api/openapi.json")
    operation = described[f"/api/v1/{path}"]["GET" if path == "health" else "POST"]

    @examples(
        max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        # Any text fits the form of a document, and few are minutes: those are refused with 422.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


def test_labels_are_those_of_the_command_line(person: Person) -> None:
    answer = person.client.post("/api/v1/label", json={"text": EXAMPLE.read_text("utf-8")})
    body = answer.json()
    assert answer.status_code == 200
    assert (body["body"], body["date"], body["source"]) == (
        "Direktionen", "2025-05-12", "referat.txt",
    )  # fmt: skip
    assert [item["number"] for item in body["items"] if item["closed"]] == ["2", "5", "8", "9"]
    assert body["items"][2]["decisions"][0]["label"] == "anbefales"


def test_a_file_is_read_as_its_text_is(person: Person) -> None:
    text = person.client.post("/api/v1/label", json={"text": WITH_CLOSED, "name": "a.txt"})
    sent = person.client.post(
        "/api/v1/label", files={"file": ("../../a.txt", WITH_CLOSED.encode())}
    )
    assert sent.json() == text.json()
    assert sent.json()["source"] == "a.txt"


def test_a_draft_follows_what_is_chosen(person: Person) -> None:
    text = EXAMPLE.read_text("utf-8")
    asked = {"text": text, "audience": "external", "length": "short", "today": "2025-05-13"}
    short = person.client.post("/api/v1/draft", json=asked).json()
    files = {"file": ("a.txt", text.encode())}
    long = person.client.post("/api/v1/draft", files=files, data={"length": "long"}).json()
    assert len(short["sentences"]) < len(long["sentences"])
    assert all(paragraph["brief"] for paragraph in short["paragraphs"])
    assert {flag["rule"] for flag in long["flags"]} >= {"embargo"}


def test_a_text_is_held_against_its_minutes(person: Person) -> None:
    minutes = EXAMPLE.read_text("utf-8")
    lie = {"minutes": minutes, "text": "Direktionen godkendte indkøb af 99 elcykler."}
    told = person.client.post("/api/v1/check", json=lie).json()
    assert told["red"] >= 1
    assert told["red"] + told["yellow"] == len(told["flags"])


def test_a_closed_item_is_a_number(person: Person) -> None:
    for path in ("label", "draft"):
        answer = person.client.post(f"/api/v1/{path}", json={"text": WITH_CLOSED})
        assert answer.status_code == 200
        assert not any(word in answer.text for word in CLOSED)
    checked = {"minutes": WITH_CLOSED, "text": "Der holdes sommerfest den 5. juni 2025."}
    answer = person.client.post("/api/v1/check", json=checked)
    assert not any(word in answer.text for word in CLOSED)


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"json": {}}, 422, "text: missing"),
        ({"json": {"text": ""}}, 422, "text: string_too_short"),
        ({"json": {"text": "Mælk"}}, 422, "not minutes of a meeting"),
        ({"json": {"text": "x", "colour": "red"}}, 422, "colour: extra_forbidden"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422, "json_invalid"),
        ({"content": b"x", "headers": {"Content-Type": "text/plain"}}, 415, "multipart/form-data"),
        ({"content": b""}, 415, "multipart/form-data"),
        ({"files": {"other": b"x"}}, 422, "file: missing"),
        ({"files": [("file", b"x"), ("file", b"y")]}, 400, "Too many files"),
        ({"files": {"file": b"x"}, "data": {"text": "y"}}, 422, "come with the file"),
        ({"files": {"file": b"x" * (MEGABYTE + 1)}}, 413, "bigger than"),
        ({"json": {"text": "x" * (MEGABYTE + 1)}}, 413, "bigger than"),
        ({"json": {"text": "x" * (3 * MEGABYTE)}}, 413, "too many bytes"),
        ({"files": {"file": ("a.pdf", b"%PDF-1.7 cut")}}, 422, "a.pdf"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_never_quoted(
    person: Person, sent: dict[str, Any], status: int, says: str
) -> None:
    answer = person.client.post("/api/v1/label", **sent)
    assert answer.status_code == status
    assert answer.json()["error"].keys() == {"what", "where", "now"}
    assert says in answer.text
    assert "Mælk" not in answer.text


def test_nothing_that_programs_send_is_kept(person: Person) -> None:
    from pipeline.store.finding import find_drafts

    person.client.post("/api/v1/draft", json={"text": WITH_CLOSED})
    assert find_drafts(person.site.store) == ()
