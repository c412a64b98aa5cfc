"""Thirty people at once against one server: nobody's words are lost, and nothing breaks."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from people import Asked, Person, view_of
from served import Served

from pipeline.store import VersionRecord, find_drafts, history, open_store

pytestmark = [pytest.mark.web, pytest.mark.slow]
PEOPLE = 30
EDITS = 4
MEETING = """Referat Direktionen d. 12-05-2025

Punkt 1: Nye cykler til hjemmeplejen, hold {number}

Sagsfremstilling

Kørselslederen har prøvet tre modeller. Prisen er {number}1.000 kr.

Beslutning

Godkendt. Cyklerne bestilles inden sommerferien.

Punkt 2: Lukket: Sag om lejemålet Hemmelhøj{number}

Beslutning

Hemmelhøj{number} opsiges.

Punkt 3: Gæstebud for de frivillige

Beslutning

Drøftet og taget til efterretning.
"""


@pytest.fixture
def served(tmp_path: Path, database: str) -> Iterator[Served]:
    server = Served(tmp_path, database)
    server.start()
    yield server
    server.stop()


def test_thirty_people_upload_and_edit_at_once(
    served: Served,
    database: str,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    people = [someone(served, n) for n in range(PEOPLE)]
    for person in people:
        request.addfinalizer(person.client.close)
    shared = upload_shared(people[0])
    own: dict[str, str] = {}  # a draft of one's own, and the last words its page was sent
    said: list[tuple[str, int, str]] = []  # draft, version and words of every change acknowledged

    def work(n: int) -> None:
        person = people[n]
        person.arrive()
        draft = person.upload(f"møde {n}.txt", MEETING.format(number=n))
        for change in range(EDITS):
            view = person.look(draft)
            key = list(view.lines)[change % len(view.lines)]
            own[draft] = f"Person {n} skriver ord nummer {change}."
            answer = person.rewrite(draft, key, own[draft], view.version)
            assert answer.status_code == 200, answer.text
            said.append((draft, view_of(answer.text).version, own[draft]))
        said.extend(on_the_shared(person, n, shared))

    wrong = run_all(work)
    assert wrong == [], served.log
    asked = [one for person in people for one in person.asked]
    with capsys.disabled():
        print(f"\n{PEOPLE} people, {len(said)} changes kept, {database.split(':', maxsplit=1)[0]}")
        print(*measured(asked), sep="\n")
    assert [one for one in asked if one.status not in (200, 303, 409)] == []
    assert sum(one.status == 409 for one in asked) > 0  # they did get in each other's way

    store = open_store(database)
    versions = {one: history(store, one) for one in {draft for draft, _, _ in said}}
    assert len(find_drafts(store)) == PEOPLE + 1
    store.close()
    lost = [one for one in said if one[2] not in printed(versions[one[0]][one[1] - 1])]
    assert lost == []
    # Each version answers for one change: none was made that nobody was told of.
    assert sum(len(one) - 1 for one in versions.values()) == len(said)
    assert len({(draft, version) for draft, version, _ in said}) == len(said)
    for draft, words in own.items():
        assert words in people[0].look(draft).lines.values()
    held = "".join(one.text + one.post for many in versions.values() for one in many)
    assert "Hemmelhøj" not in held
    assert "unforeseen" not in served.log


def on_the_shared(person: Person, n: int, draft: str) -> list[tuple[str, int, str]]:
    """Change one's own words in the draft that all work on, on top of what the others did."""
    words = f"Person {n} har set på sagen."
    while True:
        view = person.look(draft)
        key = list(view.lines)[n % len(view.lines)]
        answer = person.rewrite(draft, key, words, view.version)
        if answer.status_code == 200:
            return [(draft, view_of(answer.text).version, words)]
        assert answer.status_code == 409, answer.text


def printed(version: VersionRecord) -> str:
    """Return a version's text on one line: as plain text it is broken into lines."""
    return " ".join(version.text.split())


def someone(served: Served, n: int) -> Person:
    client = httpx.Client(base_url=served.url, timeout=300)
    return Person(f"Person {n}", client)


def upload_shared(person: Person) -> str:
    person.arrive()
    return person.upload("fælles.txt", MEETING.format(number=99))


def run_all(work: Callable[[int], None]) -> list[BaseException]:
    """Let all begin at the same moment, and return what went wrong for them."""
    begin = threading.Barrier(PEOPLE)
    wrong: list[BaseException] = []

    def run(n: int) -> None:
        begin.wait()
        try:
            work(n)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def measured(asked: list[Asked]) -> Iterator[str]:
    """Yield for each kind of request how many there were, the median and the 95th percentile."""
    for what in ("start", "upload", "progress", "review", "edit"):
        seconds = [one.seconds for one in asked if one.what == what]
        middle, late = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        stale = sum(one.what == what and one.status == 409 for one in asked)
        more = f", {stale} too late (409)" if stale else ""
        yield f"{what:9} {len(seconds):5} requests, median {middle:6.3f} s, p95 {late:6.3f} s{more}"
