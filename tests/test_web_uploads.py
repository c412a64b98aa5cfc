"""Files on their way in: good and bad ones side by side, and nothing of them left behind."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

from visiting import (
    CLOSED,
    EXAMPLE,
    WITH_CLOSED,
    Person,
    crash,
    never_end,
    say_closed,
    serving,
    settings,
    wait_for,
)

from pipeline.web.settings import MEGABYTE
from pipeline.web.uploads import shown_name

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "web.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    told = settings(tmp_path_factory.mktemp("served"), max_bytes=MEGABYTE, max_files=12)
    with serving(told) as someone:
        yield someone


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; none may be left."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def upload(person: Person, *files: tuple[str, bytes], script: bool = True) -> Any:
    sent = [("files", (name, data)) for name, data in files]
    return person.send("/upload", script=script, files=sent)


def at_the_end(person: Person, *files: tuple[str, bytes]) -> str:
    """Upload files, wait until all have their fate, and return the page that tells it."""
    begun = upload(person, *files, script=False)
    assert begun.status_code == 303, begun.text
    url = begun.headers["location"]
    assert url.startswith("/jobs/")
    wait_for(lambda: 'http-equiv="refresh"' not in person.see(url).text)
    page = person.see(url)
    return str(page.headers.get("location") or page.text)


@pytest.mark.parametrize("case", CASES["file_names"], ids=lambda case: case["shown"][:20])
def test_a_file_name_is_shown_and_never_a_path(case: dict[str, str]) -> None:
    assert shown_name(case["name"]) == case["shown"]
    assert "/" not in shown_name(case["name"])


def bad(case: dict[str, str]) -> tuple[str, bytes]:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
    return case["name"], data


@pytest.mark.slow
def test_each_bad_file_is_told_of_and_the_good_ones_go_on(person: Person) -> None:
    page = at_the_end(
        person,
        ("../../først.txt", EXAMPLE.read_bytes()),
        *(bad(case) for case in CASES["bad_files"]),
        ("stor.txt", b"x" * (MEGABYTE + 1)),
        ("sidst.txt", WITH_CLOSED.encode()),
    )
    assert len(re.findall(r'href="/drafts/\w+"', page)) == 2
    jobs = dict(re.findall(r'class="name">(.*?)</p>(.*?)</li>', page, re.DOTALL))
    for case in CASES["bad_files"]:
        assert re.search(case["says"], jobs[case["name"]]), (case["why"], jobs[case["name"]])
    assert "for stor" in jobs["stor.txt"]
    assert 'href="/drafts/' in jobs["først.txt"]
    assert "først.txt" in person.see(re.findall(r'href="(/drafts/\w+)"', page)[0]).text


@pytest.mark.slow
def test_one_good_file_leads_to_its_draft_and_leaves_nothing_of_what_is_closed(
    person: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    path = at_the_end(person, ("lukket.txt", WITH_CLOSED.encode()))
    assert re.fullmatch(r"/drafts/\w+", path)
    page = person.see(path).text
    assert "lukket punkt" in page
    kept = b"".join(one.read_bytes() for one in Path(person.site.settings.store).parent.iterdir())
    output = capfd.readouterr()
    for word in CLOSED:
        assert word not in page + output.out + output.err
        assert word.encode() not in kept


@pytest.mark.slow
def test_the_example_is_tried_with_and_without_scripts(person: Person) -> None:
    begun = person.send("/example")
    assert begun.status_code == 200
    url = re.findall(r'hx-get="(/jobs/[\w-]+)"', begun.text)[0]
    headers = {"HX-Request": "true"}
    wait_for(lambda: person.see(url, headers=headers).status_code == 204)
    assert person.see(url, headers=headers).headers["hx-redirect"].startswith("/drafts/")
    assert person.send("/example", name="../../etc/passwd").status_code == 404


def test_no_file_too_many_files_and_too_much_are_told(person: Person) -> None:
    assert upload(person, script=False).headers["location"] == "/?besked=ingen-fil"
    many = [(f"{number}.txt", b"x") for number in range(13)]
    assert upload(person, *many, script=False).headers["location"] == "/?besked=for-mange"
    assert "for mange filer" in person.see("/?besked=for-mange").text
    more = [(f"{number}.txt", b"x") for number in range(40)]
    assert upload(person, *more, script=False).status_code == 400
    big = upload(person, *[(f"{number}.txt", b"x" * MEGABYTE) for number in range(6)])
    assert big.status_code == 413
    assert "fylder for meget" in big.text


def test_a_body_that_hides_its_length_is_counted(person: Person) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(4):
            yield b"x" * MEGABYTE

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = person.client.post("/logout", content=endless(), headers=headers)
    assert answer.status_code == 413


def test_a_batch_that_nobody_knows_is_told(person: Person) -> None:
    assert "startet igen" in person.see("/jobs/nope").text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "seconds", "says"),
    [
        (crash, 60.0, "gå ned"),
        (never_end, 1.0, "tog for lang tid"),
        (say_closed, 60.0, "gå ned"),
    ],
)
def test_a_file_that_crashes_or_never_ends_is_told_of_and_the_next_one_has_its_turn(
    tmp_path: Path, make: Any, seconds: float, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(settings(tmp_path, seconds=seconds), make=make) as person:
        page = at_the_end(person, ("en.txt", b"x"), ("to.txt", b"y"))
        assert page.count(says) == 2
        assert person.see("/").status_code == 200
        assert CLOSED[0] not in page + capfd.readouterr().err
