"""What to label next: what teaches most comes first, what is known last, what is closed never."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import small_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.labelling import ItemText
from pipeline.labels import Decision, Topic
from pipeline.records import Label, LabelledItem, RunnerUp
from pipeline.training import suggest as module
from pipeline.training.params import read_params
from pipeline.training.suggest import Pending, Suggestion, doubt, rank_minutes

PARAMS = read_params()["topic"]["linear"]
KNOWN = ["Cykelsti ved Skovmose", "Vinterberedskab på vejene", "Tilskud til bådelauget"]
COPIES = ["Cykelsti ved Skovmosen", "Vinterberedskab på veje", "Tilskud til bådelaug"]
UNLIKE = "Prøveboring efter jodholdigt grundvand"
SECRET = "Afskedigelse af kapelmesteren"


def sure(title: str, score: float = 0.6) -> LabelledItem:
    """Return an item of which the models are as sure as *score* says."""
    item = ItemText.of_title(title).item
    decided, about = Label(Decision.GODKENDT, score, "model"), Label(Topic.OTHER, score, "model")
    return LabelledItem(item, (decided,), (about,))


def pending(source: str, titles: Sequence[str], score: float = 0.6) -> Pending:
    items = tuple(map(ItemText.of_title, titles))
    return Pending(source, items, tuple(sure(title, score) for title in titles))


def ranked(*documents: Pending, known: Sequence[str] = KNOWN, count: int = 9) -> list[Suggestion]:
    return list(rank_minutes(documents, [*map(ItemText.of_title, known)], PARAMS, count=count))


def sources(found: Sequence[Suggestion]) -> list[str]:
    return [one.source for one in found]


def test_the_unusual_is_before_copies_of_what_is_labelled() -> None:
    copies = [pending(f"copy{at}", [title, *COPIES]) for at, title in enumerate(KNOWN)]
    first, *_ = ranked(*copies, pending("unlike", [UNLIKE, *COPIES]))
    assert first.source == "unlike"
    assert first.teaching[0].labelled.item.title == UNLIKE
    assert first.teaching[0].news > 0.6 > first.teaching[1].news


def test_what_is_labelled_already_teaches_nothing() -> None:
    assert ranked(pending("same", KNOWN)) == []


def test_the_doubtful_is_before_the_sure() -> None:
    one, two = pending("a", ["Solceller på rådhuset"], 0.9), pending("b", ["Ny lærerplan"], 0.2)
    assert sources(ranked(one, two)) == ["b", "a"]
    assert sources(ranked(pending("sure", ["Ny lærerplan"], 1.0))) == []


def test_of_many_alike_one_is_asked_for_before_the_rest() -> None:
    alike = [pending(f"fjord{at}", ["Prøveboring i fjorden", "Eventuelt"]) for at in range(4)]
    found = ranked(*alike, pending("hest", ["Ridesti for islandske heste"]), known=["Eventuelt"])
    assert sources(found) == ["fjord0", "hest"]
    assert found[0].teaching[0].alike == 3


def test_minutes_are_weighed_for_their_work() -> None:
    long = pending("long", [UNLIKE, *KNOWN * 5])
    assert sources(ranked(long, pending("short", [UNLIKE]))) == ["short"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_the_files_does_not_matter(order: Sequence[int]) -> None:
    titles = [UNLIKE, "Ny lærerplan", "Solceller på rådhuset", KNOWN[0], "Ny lærerplan"]
    documents = [pending(f"{at}", [title]) for at, title in enumerate(titles)]
    assert ranked(*(documents[at] for at in order)) == ranked(*documents)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.sampled_from([UNLIKE, *KNOWN, *COPIES]), max_size=3), max_size=5))
def test_gains_never_rise_and_items_add_up_to_them(documents: Sequence[Sequence[str]]) -> None:
    found = ranked(*(pending(f"{at}", titles) for at, titles in enumerate(documents)))
    gains = [one.gain for one in found]
    assert gains == sorted(gains, reverse=True)
    for one in found:
        work = len(one.teaching) + module.OPENING
        assert sum(item.gain for item in one.teaching) == pytest.approx(one.gain * work, abs=1e-5)


def test_a_large_archive_is_thinned_to_what_teaches_most(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [pending(f"copy{at}", COPIES) for at in range(3)]
    monkeypatch.setattr(module, "MOST", 4)
    assert sources(ranked(*documents, pending("unlike", [UNLIKE]))) == ["unlike", "copy0"]


def test_a_doubt_is_what_is_lacking_and_what_came_second() -> None:
    label = Label(Topic.HR, 0.6, "model", (), RunnerUp(Topic.BUDGET, 0.3))
    assert doubt([label]) == pytest.approx(0.7)
    assert doubt([]) == doubt([Label(Topic.HR, 0.0, "none")]) == 1


def archive(folder: Path) -> Path:
    """Return an archive of three meetings, a damaged file and one that is no minutes."""
    folder.mkdir()
    for name in small_corpus.MEETINGS:
        (folder / f"{name}.txt").write_text(small_corpus.MEETINGS[name], "utf-8")
    odd = small_corpus.MEETINGS["bregnholt_2024"].replace("Bortvisning i køkkenet", SECRET)
    odd = odd.replace("Fem nye cykler til hjemmeplejen", UNLIKE)
    (folder / "2024").mkdir()
    (folder / "2024" / "odd one.txt").write_text(odd, "utf-8")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / ".hidden").write_text("x", "utf-8")
    return folder


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("referat"), "suggest", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_an_archive_is_ranked_beside_a_corpus(tmp_path: Path) -> None:
    corpus = small_corpus.build(tmp_path / "my corpus")
    archive(tmp_path / "archive")
    done = run("archive", "--corpus", corpus.name, "--json", cwd=tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["source"] for one in records] == ["archive/2024/odd one.txt"]
    assert records[0]["because"][0]["title"] == UNLIKE
    assert "2 of 3 minutes are labelled already" in done.stderr
    assert "damaged.pdf" in done.stderr
    assert "hidden" not in done.stderr
    assert done.returncode == 1, "a file could not be read"
    commands = [line[2:] for line in done.stderr.splitlines() if line.startswith("  ")]
    assert [one.split()[0] for one in commands] == ["mkdir", "cp", "referat", "referat"]
    scripts = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    place = commands[2].replace("MUNICIPALITY", "Bregnholt")
    shell = " && ".join([*commands[:2], place, commands[3]])
    labelled = subprocess.run(
        ["bash", "-c", shell],
        cwd=tmp_path,
        env={**os.environ, "PATH": scripts},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "1 new documents" in labelled.stderr
    again = run("archive/2024", "--corpus", corpus.name, cwd=tmp_path)
    assert (again.stdout, again.returncode) == ("", 0)
    assert "nothing to suggest" in again.stderr


def test_closed_items_are_never_told(tmp_path: Path) -> None:
    archive(tmp_path / "archive")
    for more in ((), ("--json",)):
        done = run("archive", "--count", "9", *more, cwd=tmp_path)
        assert UNLIKE in done.stdout
        told = done.stdout + done.stderr
        assert not [word for word in SECRET.split() if len(word) > 2 and word in told]
        assert "Bortvisning" not in told


def test_it_says_why(tmp_path: Path) -> None:
    archive(tmp_path / "archive")
    done = run("archive/2024", cwd=tmp_path)
    assert "1. archive/2024/odd one.txt (2 items, gain " in done.stdout
    assert f"1 {UNLIKE} (" in done.stdout


def test_stdin_is_no_place_for_what_is_labelled_later(tmp_path: Path) -> None:
    assert run("-", cwd=tmp_path).returncode == 2
