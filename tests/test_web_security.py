"""Who may do what on the page, and what no answer, log or file may ever hold."""

from __future__ import annotations

import json
import logging
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

from starlette.testclient import TestClient
from visiting import CLOSED, WITH_CLOSED, Person, found, routes, serving, settings

from pipeline.web.app import create_app
from pipeline.web.security import HEADERS
from pipeline.web.settings import LOOPBACK, Settings, kept_secret
from pipeline.web.uploads import shown_name

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "web.json").read_text("utf-8")
)
API = ["/api/v1/label", "/api/v1/draft", "/api/v1/check"]
STATIC = ["/static/app.css", "/static/app.js", "/static/htmx.min.js"]
ODD = ["/nope", "/drafts/nope", "/api/nope", "/api/openapi.json", "/api/v1/health", "/static/nope"]


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with serving(settings(tmp_path_factory.mktemp("served"))) as someone:
        yield someone


@pytest.fixture(scope="module")
def draft(person: Person) -> str:
    return person.keep()


def filled(path: str, draft: str, document: str = "nope") -> str:
    """Put ids in the place of a route's parameters."""
    values = {"draft": draft, "form": "md", "batch": "nope", "document": document}
    return re.sub(r"\{(\w+)\}", lambda name: values[name[1]], path)


@pytest.mark.parametrize("path", [*routes("GET"), *STATIC, *ODD])
def test_every_answer_has_the_headers(person: Person, draft: str, path: str) -> None:
    answer = person.see(filled(path, draft))
    for name, value in HEADERS.items():
        if name != "Content-Security-Policy" or "/export/" not in path:
            assert answer.headers[name] == value
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in re.sub(
        "style-src 'unsafe-inline'; sandbox$", "", answer.headers["Content-Security-Policy"]
    )
    if not path.startswith("/static/"):
        assert answer.headers["Cache-Control"] == "no-store"
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", [path for path in routes("GET") if "export" not in path])
def test_no_page_has_script_or_style_within(person: Person, draft: str, path: str) -> None:
    html = person.see(filled(path, draft)).text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)


@pytest.mark.parametrize("path", routes("POST"))
@pytest.mark.parametrize("token", [None, "", "nope", "æ"])
def test_every_form_without_the_token_of_its_session_is_refused(
    person: Person, draft: str, path: str, token: str | None
) -> None:
    person.see("/")
    form = {"version": "1", "op": "undo"} | ({} if token is None else {"csrf_token": token})
    answer = person.client.post(filled(path, draft), data=form)
    assert answer.status_code == 403
    assert "Siden har stået åben for længe" in answer.text


@pytest.mark.parametrize("path", [*routes("POST"), *API])
@pytest.mark.parametrize("case", CASES["elsewhere"], ids=lambda case: case["why"])
def test_what_another_site_sends_is_refused(
    person: Person, draft: str, path: str, case: dict[str, Any]
) -> None:
    form = {"csrf_token": person.token, "version": "1"}
    answer = person.client.post(filled(path, draft), data=form, headers=case["headers"])
    assert answer.status_code == 403


def test_the_same_site_is_let_through(person: Person) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}):
        form = {"csrf_token": person.token}
        answer = person.client.post("/upload", data=form, headers=headers)
        assert answer.headers["location"] == "/?besked=ingen-fil"


@pytest.mark.parametrize("case", CASES["hosts"], ids=lambda case: case["host"])
def test_the_open_page_answers_to_the_names_of_this_machine_alone(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    with serving(settings(tmp_path, names=LOOPBACK)) as person:
        answer = person.see("/", headers={"Host": case["host"]})
        assert (answer.status_code == 200) is case["known"]


def test_a_session_cookie_is_for_this_site_and_not_for_scripts(tmp_path: Path) -> None:
    with serving(settings(tmp_path, https=True)) as person:
        answer = person.see("/")
        cookie = answer.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "samesite=lax", "secure"))
        assert answer.headers["strict-transport-security"]


def test_a_session_lasts_as_long_as_somebody_works(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = person.token
    assert "set-cookie" not in person.see("/").headers
    monkeypatch.setattr("pipeline.web.security.time", lambda: 9_999_999_999.0)
    assert "set-cookie" in person.see("/").headers
    assert person.token == token


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    told = settings(tmp_path_factory.mktemp("guarded"), password="hemmelig-kode", names=())
    with serving(told) as someone:
        yield someone


def test_with_a_password_nothing_is_shown_before_it_is_given(guarded: Person) -> None:
    guarded.client.cookies.clear()
    for path in routes("GET"):
        answer = guarded.see(filled(path, "nope"))
        if path == "/login":
            assert answer.status_code == 200
            continue
        assert (answer.status_code, answer.text) == (303, ""), path
        assert answer.headers["location"].startswith("/login")
    for path in routes("POST"):
        if path != "/login":
            answer = guarded.client.post(filled(path, "nope"), data={})
            assert answer.headers["location"] == "/login", path
    for path in API:
        refused = guarded.client.post(path, json={"text": "x"})
        assert refused.status_code == 401
        assert refused.json()["error"]["what"] == "no or a wrong password"
    assert guarded.see("/api/v1/health").json()["status"] == "ok"


def log_in(person: Person, password: str, **more: str) -> Any:
    token = found(r'name="csrf_token" value="(.*?)"', person.see("/login").text)
    form = {"csrf_token": token, "name": " Anne\nHolm ", "password": password, **more}
    return person.client.post("/login", data=form)


def test_a_person_logs_in_is_named_and_logs_out(tmp_path: Path) -> None:
    with serving(settings(tmp_path, password="hemmelig-kode")) as person:
        before = dict(person.client.cookies)
        assert log_in(person, "hemmelig-kode").headers["location"] == "/"
        assert dict(person.client.cookies) != before
        page = person.see("/").text
        assert "Anne Holm" in page
        draft = person.keep()
        person.edit(draft, "lock", key="headline-title")
        assert "Anne Holm" in person.see(f"/drafts/{draft}/history").text
        assert person.send("/logout", script=False).headers["location"].startswith("/login")
        assert person.see("/").status_code == 303


def test_wrong_passwords_are_counted_and_then_even_the_right_one_must_wait(tmp_path: Path) -> None:
    with serving(settings(tmp_path, password="hemmelig-kode")) as person:
        for _ in range(5):
            wrong = log_in(person, "hemmelig-kodf")
            assert wrong.status_code == 401
            assert "forkert" in wrong.text
            assert "hemmelig" not in wrong.text
        late = log_in(person, "hemmelig-kode")
        assert late.status_code == 429
        assert 0 < int(late.headers["retry-after"]) <= 301
        headers = {"Authorization": "Bearer hemmelig-kode"}
        assert person.client.post("/api/v1/label", headers=headers).status_code == 429


def test_a_new_password_ends_every_session(tmp_path: Path) -> None:
    with serving(settings(tmp_path, password="hemmelig-kode")) as person:
        log_in(person, "hemmelig-kode")
        cookies = dict(person.client.cookies)
    with serving(settings(tmp_path, password="en-anden-kode")) as person:
        person.client.cookies.update(cookies)
        assert person.see("/").status_code == 303


@pytest.mark.parametrize("case", CASES["next"], ids=lambda case: case["next"])
def test_a_login_goes_on_within_the_page_only(tmp_path: Path, case: dict[str, str]) -> None:
    with serving(settings(tmp_path, password="hemmelig-kode")) as person:
        answer = log_in(person, "hemmelig-kode", next=case["next"])
        assert answer.headers["location"] == case["goes"]


def test_a_program_sends_the_password_along(tmp_path: Path) -> None:
    with serving(settings(tmp_path, password="hemmelig-kode")) as person:
        headers = {"Authorization": "Bearer hemmelig-kode"}
        answer = person.client.post("/api/v1/label", json={}, headers=headers)
        assert answer.status_code == 422
        assert person.see("/", headers=headers).status_code == 303  # programs get the API alone


def test_a_proxy_names_the_person_and_nobody_else_can(tmp_path: Path) -> None:
    told = settings(tmp_path, proxy_header="X-Remote-User", proxies=("10.1.1.1",), names=())
    app = create_app(told)
    with TestClient(app, client=("10.1.1.1", 5)) as client:
        person = Person(client)
        assert person.see("/").status_code == 401
        client.headers["X-Remote-User"] = "anne@example.dk"
        assert "anne@example.dk" in person.see("/").text
        draft = person.keep()
        person.edit(draft, "lock", key="headline-title")
        assert "anne@example.dk" in person.see(f"/drafts/{draft}/history").text
    with TestClient(create_app(told), client=("10.1.1.2", 5)) as client:
        client.headers["X-Remote-User"] = "anne@example.dk"
        client.headers["X-Forwarded-For"] = "10.1.1.1"
        assert client.get("/").status_code == 403


@pytest.mark.parametrize("case", CASES["serve"], ids=lambda case: case["why"])
def test_serve_refuses_to_be_open_to_others(case: dict[str, Any], tmp_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("referat"), "serve", "--data", tmp_path, *case["args"]],
        env={"REFERAT_SHORT": "kort", "REFERAT_LONG": "lang-nok-kode", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert case["says"] in " ".join(run.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    secret = kept_secret(folder)
    assert len(secret) == 64
    with serving(settings(folder)) as person:
        person.keep()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes.keys() >= {"secret", "referat.sqlite"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


SCRIPT = "<script>alert(1)</script>"


def test_a_script_in_a_title_a_name_or_an_edit_is_text_everywhere(tmp_path: Path) -> None:
    minutes = WITH_CLOSED.replace("Leasing af elbiler", f"Leasing {SCRIPT} af elbiler")
    with serving(settings(tmp_path)) as person:
        draft = person.keep(minutes, name=shown_name(f"{SCRIPT}.txt"))
        page = person.see(f"/drafts/{draft}").text
        key = found(r'id="w-(item-0-\w+)"', page)
        edited = person.edit(draft, "rewrite", key=key, text=f"Sagen {SCRIPT} er godkendt.")
        flag = found(r'name="flag" value="(\w+)"', edited.text)
        person.send(f"/drafts/{draft}/acknowledge", flag=flag, comment=SCRIPT)
        seen = [edited.text, person.see(f"/search?words={SCRIPT}&body={SCRIPT}").text]
        paths = [path for path in routes("GET") if not path.endswith((".json", ".jsonl"))]
        seen += [person.see(filled(path, draft)).text for path in paths]
        for form in ("html", "fragment"):
            seen.append(person.see(f"/drafts/{draft}/export/{form}").text)
    assert sum("&lt;script&gt;" in text for text in seen) >= 6
    markdown = [text for text in seen if not text.lstrip().startswith("<")]
    assert [text for text in seen if SCRIPT in text and text not in markdown] == []


def test_nothing_of_a_closed_item_reaches_answer_log_or_store(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(settings(tmp_path)) as person:
        draft = person.keep(WITH_CLOSED)
        page = person.see(f"/drafts/{draft}").text
        assert "lukket punkt" in page
        person.edit(draft, "choices", audience="leaders", length="long", wording="plain")
        person.edit(draft, "regenerate", key=found(r'id="p-(item-[\d-]+)"', page))
        person.send(f"/drafts/{draft}/label", item="0", field="topic", value="hr")
        document = found(r"/documents/(\w+)/delete", page)
        seen = [person.see(filled(path, draft, document)).text for path in routes("GET")]
        forms = ("md", "html", "fragment", "txt", "json", "ics")
        seen += [person.see(f"/drafts/{draft}/export/{form}").text for form in forms]
        seen += [person.see(f"/search?words={word}").text for word in ("sommerfest", "elbiler")]
        assert any("sommerfest" in text for text in seen)
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"sommerfest" in kept
    output = capfd.readouterr()
    for word in CLOSED:
        assert [text[:80] for text in seen if word in text] == []
        assert word.encode() not in kept
        assert word not in caplog.text + output.out + output.err


def test_an_error_nobody_foresaw_is_told_by_its_kind_alone(
    person: Person, draft: str, monkeypatch: pytest.MonkeyPatch, capsys: Any, caplog: Any
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise KeyError(CLOSED[0])

    monkeypatch.setattr("pipeline.web.review.view_of", fail)
    answer = person.see(f"/drafts/{draft}")
    assert answer.status_code == 500
    assert HEADERS.items() <= dict(answer.headers).items() or answer.headers["x-frame-options"]
    told = capsys.readouterr().err
    assert "KeyError at test_web_security.py" in told
    assert CLOSED[0] not in answer.text + told + caplog.text


def test_a_secret_without_a_place_is_a_clear_error(tmp_path: Path) -> None:
    from pipeline.errors import ReferatError

    (tmp_path / "file").write_text("")
    with pytest.raises(ReferatError, match="can't be written"):
        kept_secret(tmp_path / "file" / "below")


def test_a_guarded_page_listens_to_any_name() -> None:
    assert Settings("x", "s", password="x").guarded
    assert not Settings("x", "s").guarded


def test_who_approves_in_another_name_is_told_of(tmp_path: Path) -> None:
    told = settings(tmp_path, proxy_header="X-Remote-User", proxies=("testclient",), names=())
    with serving(told) as person:
        person.client.headers["X-Remote-User"] = "anne"
        for name, kept in (("anne", "anne"), ("Bo", "Bo (logget ind som anne)")):
            draft = person.keep()
            page = person.see(f"/drafts/{draft}").text
            for flag in re.findall(r'name="flag" value="(\w+)"', page):
                person.send(f"/drafts/{draft}/acknowledge", flag=flag, comment="Set.")
            person.send(f"/drafts/{draft}/approve", reviewer=name)
            record = person.see(f"/drafts/{draft}/audit.json").json()
            assert record["reviewer"] == kept
