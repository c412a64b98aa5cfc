"""kill -9 while people save, and a start on the same data: what was acknowledged is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from people import READING, Person, view_of
from served import Served

from pipeline.store import find_drafts, history, open_store

pytestmark = [pytest.mark.web, pytest.mark.slow]
EXAMPLE = Path(__file__).parents[2] / "pipeline" / "examples" / "direktionen.txt"
ROUNDS = 3


@pytest.fixture
def served(tmp_path: Path, database: str) -> Iterator[Served]:
    server = Served(tmp_path, database)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def person(served: Served) -> Iterator[Person]:
    with httpx.Client(base_url=served.url, timeout=READING) as client:
        one = Person("Anna", client)
        one.arrive()
        yield one


def test_killed_while_saving_nothing_is_lost(served: Served, person: Person, database: str) -> None:
    draft = person.upload("direktionen.txt", EXAMPLE.read_text("utf-8"))
    first = person.look(draft)
    key = list(first.lines)[1]
    version, kept = first.version, list[str]()
    for turn in range(ROUNDS):
        killer = threading.Timer(0.5 + turn / 3, served.kill)  # somewhere in the midst of it
        killer.start()
        while True:
            words = f"Ændring nummer {version} i omgang {turn}."
            try:
                answer = person.rewrite(draft, key, words, version)
            except httpx.TransportError:
                break  # no answer: this change may be kept or not
            assert answer.status_code == 200, answer.text
            version = view_of(answer.text).version
            kept.append(words)
        killer.join()
        served.start()
        # The same page, with its cookie and its token, sends again what got no answer.
        shown = person.look(draft)
        assert shown.version in (version, version + 1)
        before = kept[-1] if kept else first.lines[key]
        assert shown.lines[key] == (before if shown.version == version else words)
        answer = person.rewrite(draft, key, words, version)
        assert answer.status_code == 200, answer.text
        version = view_of(answer.text).version
        kept.append(words)
        assert person.look(draft).lines[key] == words
    assert len(kept) > ROUNDS  # it did save before it was killed
    store = open_store(database)
    told = history(store, draft)
    store.close()
    assert [one.number for one in told] == list(range(1, len(kept) + 2))
    texts = [" ".join(one.text.split()) for one in told[1:]]
    assert [words for words, text in zip(kept, texts, strict=True) if words not in text] == []


def test_killed_while_reading_nothing_half_done_is_kept(
    served: Served, person: Person, database: str
) -> None:
    files = [("files", (f"{n}.txt", EXAMPLE.read_bytes(), "text/plain")) for n in range(6)]
    person.ask("upload", "/upload", files=files, sent="1")
    served.kill()
    served.start()
    assert person.ask("start", "/").status_code == 200
    store = open_store(database)
    found = find_drafts(store)
    store.close()
    assert all(one.draft is not None for one in found)  # a meeting is kept with its draft, or not
    for one in found:
        assert person.look(str(one.draft)).version == 1
    draft = person.upload("direktionen.txt", EXAMPLE.read_text("utf-8"))  # and it goes on
    assert person.look(draft).version == 1
