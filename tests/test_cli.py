"""The command line: what it prints where, with which exit code, and what it never prints."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import label_items, read_document, split_items
from pipeline.cli import main
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Document, Flag, Minutes, Span
from pipeline.table import items_as_table

EXAMPLE = Path(__file__).parents[1] / "pipeline" / "examples" / "direktionen.txt"
COMMANDS = ("split", "label", "draft")
HEAVY = ("spacy", "sklearn", "datasets", "torch", "transformers", "pypdfium2", "docx", "lxml")


class Ran(NamedTuple):
    """What one run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_main(*words: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["referat", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return run_main


@pytest.fixture(scope="module")
def minutes() -> Minutes:
    return split_items(read_document(EXAMPLE))


def test_a_labelled_item_has_the_keys_others_rely_on(run: Run, minutes: Minutes) -> None:
    ran = run("label", EXAMPLE, "--json")
    assert (ran.code, len(ran.records)) == (0, len(minutes.items))
    for record in ran.records:
        if record["closed"]:
            continue
        assert list(record) == [
            "source", "sha256", "body", "date", "number", "title", "case_number", "closed",
            "decisions", "topics", "follow_ups", "route", "sections",
        ]  # fmt: skip
        for label in (*record["decisions"], *record["topics"]):
            assert list(label) == ["label", "score", "by", "evidence", "runner_up"]
            assert 0 <= label["score"] <= 1
        assert {label["label"] for label in record["decisions"]} <= set(Decision)
        assert {label["label"] for label in record["topics"]} <= set(Topic)
        assert {section["kind"] for section in record["sections"]} <= set(SectionKind)


def test_a_closed_item_is_its_number_and_nothing_else(run: Run) -> None:
    for command in ("split", "label"):
        records = run(command, EXAMPLE, "--json").records
        closed = [record for record in records if record["closed"]]
        assert [record["number"] for record in closed] == ["2", "5", "8", "9"]
        assert all(list(one) == ["source", "sha256", "number", "closed"] for one in closed)


def test_evidence_stands_where_it_says(run: Run, minutes: Minutes) -> None:
    seen = 0
    for record in run("label", EXAMPLE, "--json").records:
        labels = [*record.get("decisions", ()), *record.get("topics", ())]
        for place in (place for label in labels for place in label["evidence"]):
            assert minutes.text[place["start"] : place["end"]] == place["text"] != ""
            seen += 1
    assert seen > 10


def test_the_first_item_of_the_example(run: Run) -> None:
    record = run("label", EXAMPLE, "--json").records[0]
    assert record["body"] == "Direktionen"
    assert record["date"] == "2025-05-12"
    assert record["title"] == "Opfølgning på temadag med borgmesteren"
    assert record["case_number"] == "25-000417"
    assert [label["label"] for label in record["decisions"]] == [
        "droeftet", "taget_til_efterretning",
    ]  # fmt: skip
    assert record["decisions"][0]["evidence"][0]["text"] == "Drøftet"
    assert record["route"] == ["Direktionen"]
    assert record["sections"][0]["kind"] == "beslutning"


def test_split_is_label_without_labels(run: Run) -> None:
    labelled = run("label", EXAMPLE, "--json").records
    for record in labelled:
        record.pop("decisions", None)
        record.pop("topics", None)
        record.pop("follow_ups", None)
    assert run("split", EXAMPLE, "--json").records == labelled


def test_the_table_is_for_people(run: Run) -> None:
    ran = run("label", EXAMPLE)
    first, _, names, *rows = ran.out.splitlines()
    assert first.startswith("Direktionen, 12. maj 2025")
    assert names.split() == ["Nr.", "Titel", "Beslutning", "Emne", "Behandles", "i"]
    assert rows[1] == "2    lukket punkt"
    assert re.match(r"3 +Budgetopfølgning .* Anbefales +Budget og økonomi +Direktionen, ", rows[2])


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_the_table_keeps_to_the_width(minutes: Minutes, width: int) -> None:
    table = items_as_table(minutes, label_items(minutes), width=width).splitlines()[2:]
    narrowest = 5 * 8 + 4 * 2
    assert max(len(line) for line in table) <= max(width, narrowest)
    letters = re.sub(r"\s", "", "".join(table))
    for item in minutes.open_items:
        assert item.number in letters


def test_stdin_and_a_file_give_the_same(run: Run) -> None:
    piped = run("label", "-", "--json", stdin=EXAMPLE.read_bytes())
    assert piped.out.replace("<stream>", str(EXAMPLE)) == run("label", EXAMPLE, "--json").out


def test_one_bad_file_stops_no_other(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")
    ran = run("label", tmp_path / "nej.pdf", empty, tmp_path, EXAMPLE, "--json")
    assert ran.code == 1
    assert {record["source"] for record in ran.records} == {str(EXAMPLE)}
    errors = ran.err.splitlines()
    assert len(errors) == 3
    assert all(line.startswith(f"referat: {tmp_path}") for line in errors)


def test_an_unforeseen_error_is_told_without_its_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(document: Document) -> Minutes:
        if document.source.endswith("a.txt"):
            raise ValueError(document.text)
        return split_items(document)

    monkeypatch.setattr("pipeline.splitting.split_items", broken)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(EXAMPLE.read_bytes())
    ran = run("split", tmp_path / "a.txt", tmp_path / "b.txt", "--json")
    assert ran.code == 1
    assert len(ran.records) == 10
    assert re.fullmatch(
        r"referat: unforeseen ValueError at test_cli\.py:\d+: please report it .*\n", ran.err
    )


def test_words_of_closed_items_never_leave(run: Run, tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8")
    secret = ("Personsag", "lejemål", "Havnepladsen", "voldgift", "25-001903", "24-007731")
    assert all(word in text for word in secret)
    said = ""
    for command in COMMANDS:
        for form in ([], ["--json"] if command != "draft" else ["--format", "json"]):
            ran = run(command, EXAMPLE, *form)
            said += ran.out + ran.err
    damaged = tmp_path / "halv.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + text.encode())
    ran = run("label", damaged)
    assert ran.code == 1
    said += ran.out + ran.err
    assert not [word for word in secret if word.lower() in said.lower()]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["label"],
        ["lable", "x.txt"],
        ["label", "x.txt", "--encoding", "dansk"],
        ["label", "x.txt", "--encoding", "rot13"],
        ["label", "x.txt", "--max-mb", "0"],
        ["label", "x.txt", "--timeout", "-1"],
        ["draft", "x.txt", "--format", "doc"],
        ["draft", "x.txt", "--today", "1. maj"],
        ["draft", "x.txt", "--audience", "alle"],
        ["draft", "x.txt", "--out", "x.txt"],
        ["draft", "x.txt", "a/x.pdf", "--out", "mappe"],
        ["draft", "x.txt", "--out", os.devnull],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(
    run: Run, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text("Referat")
    ran = run(*words)
    assert ran.code == 2
    assert ran.err
    assert Path("x.txt").read_text() == "Referat"
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [("--max-mb", "0.001", "bigger than"), ("--max-pages", "1", "more than 1 pages")],
)
def test_limits(run: Run, tmp_path: Path, option: str, value: str, why: str) -> None:
    two_pages = tmp_path / "to_sider.txt"
    two_pages.write_text(EXAMPLE.read_text("utf-8").replace("Punkt 7:", "\fPunkt 7:"), "utf-8")
    ran = run("label", two_pages, option, value)
    assert (ran.code, ran.out) == (1, "")
    assert why in ran.err
    assert run("label", two_pages, option, "100").code == 0


def test_encoding(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "mac.txt"
    odd.write_bytes(EXAMPLE.read_text("utf-8").encode("mac_roman"))
    title = run("label", odd, "--json", "--encoding", "mac_roman").records[0]["title"]
    assert title == "Opfølgning på temadag med borgmesteren"


def test_progress(run: Run) -> None:
    assert run("label", EXAMPLE, EXAMPLE).err == ""
    told = run("label", EXAMPLE, EXAMPLE, "--progress").err.splitlines()
    assert told == [f"[1/2] {EXAMPLE}", f"[2/2] {EXAMPLE}"]


@pytest.mark.parametrize("form", ["md", "html", "fragment", "txt", "json", "ics"])
def test_a_draft_in_a_file_is_the_draft_on_stdout(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / "ny" / f"post.{form}"
    assert run("draft", EXAMPLE, "--format", form, "--out", out).out == ""
    assert out.read_bytes().decode() == run("draft", EXAMPLE, "--format", form).out
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_word_document_is_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "post.docx"
    assert run("draft", EXAMPLE, "--format", "docx", "--out", out).out == ""
    text = read_document(out).text
    assert text.startswith("Nyt fra Direktionen")
    assert "[link indsættes]" in text


@pytest.mark.parametrize(("name", "form"), [("a.html", "html"), ("a.JSON", "json"), ("a", "md")])
def test_a_draft_has_the_format_that_its_name_ends_with(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    out = tmp_path / name
    assert run("draft", EXAMPLE, "--out", out).out == ""
    assert out.read_text("utf-8") == run("draft", EXAMPLE, "--format", form).out


def test_a_dash_for_a_file_is_stdout(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("draft", EXAMPLE, "--out", "-").out == run("draft", EXAMPLE).out
    assert not list(tmp_path.iterdir())


def test_a_calendar_says_what_it_leaves_out(run: Run) -> None:
    ran = run("draft", EXAMPLE, "--format", "ics")
    days = [line for line in ran.out.splitlines() if line.startswith("DTSTART")]
    assert [day[-8:] for day in days] == ["20250605", "20250616", "20250901"]
    assert "left out of the calendar, having no date: 2\n" in ran.err
    assert "  Hovedudvalget behandler" in ran.err


def test_a_calendar_without_dates_is_an_error(run: Run) -> None:
    ran = run("draft", EXAMPLE, "--format", "ics", "--today", "2026-01-01")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("no next step has a date: read them in another format\n")


def test_the_day_of_publication_makes_plans_of_what_has_passed(run: Run) -> None:
    before, after = (run("draft", EXAMPLE, "--today", day) for day in ("2025-05-13", "2025-12-01"))
    assert "**Den 1. september 2025** træder" in before.out
    assert "dato-passeret" not in before.err
    assert "**Den 1. september 2025** træder" not in after.out
    assert "skulle efter planen træde i kraft den 1. september 2025" in after.out
    assert "dato-passeret" not in after.err


def test_several_drafts_go_to_a_folder(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(EXAMPLE.read_bytes())
    folder = tmp_path / "kladder"
    run("draft", tmp_path / "a.txt", tmp_path / "b.txt", "--out", folder)
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]
    run("draft", "-", "--out", folder, stdin=EXAMPLE.read_bytes())
    assert (folder / "referat.md").read_text("utf-8") == (folder / "a.md").read_text("utf-8")


def test_a_draft_that_cannot_be_written_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "post.md"
    out.write_text("gammel")
    (tmp_path / f".post.md.{os.getpid()}.part").mkdir()
    ran = run("draft", EXAMPLE, "--out", out)
    assert (ran.code, out.read_text()) == (1, "gammel")
    assert ran.err.startswith(f"referat: {out}: can't be written")


def test_depth_of_markup_is_limited(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body>" + "<div>" * 30 + "Referat" + "</div>" * 30 + "</body></html>")
    ran = run("split", page, "--max-depth", "20")
    assert ran.code == 1
    assert "nested" in ran.err


LETTER = Path(__file__).parent / "documents" / "letter"


def test_a_letter_of_several_meetings_is_one_result(run: Run, tmp_path: Path) -> None:
    files = sorted(LETTER.iterdir())
    ran = run("draft", *files, "--monthly")
    assert ran.code == 0
    assert ran.out.count("\n# ") + ran.out.startswith("# ") == 1
    assert [line.partition(": ")[0] for line in ran.err.splitlines() if "flag" in line] == [
        str(LETTER / "direktionen_03-03.txt"), str(LETTER / "direktionen_17-03.txt"),
    ]  # fmt: skip
    run("draft", *files, "--monthly", "--out", tmp_path / "brev.md")
    assert (tmp_path / "brev.md").read_text("utf-8") == ran.out
    run("draft", *files, "--monthly", "--format", "docx", "--out", tmp_path)
    assert "Nyt fra Direktionen" in read_document(tmp_path / "brev.docx").text


def test_no_letter_lacks_a_meeting(run: Run, tmp_path: Path) -> None:
    files = sorted(LETTER.iterdir())
    ran = run("draft", *files, "nej.txt", "--monthly", "--out", tmp_path / "brev.md")
    assert (ran.code, [*tmp_path.iterdir()]) == (1, [])
    assert ran.err == "referat: nej.txt: no such file: check the name\n"
    twice = run("draft", files[0], files[0], "--monthly")
    assert (twice.code, twice.out) == (1, "")
    assert "the same minutes twice: name it once" in twice.err


def test_the_printed_style_can_be_given_back(run: Run, tmp_path: Path) -> None:
    style = tmp_path / "vores.toml"
    style.write_text(run("style").out, "utf-8")
    assert run("draft", EXAMPLE, "--style", style).out == run("draft", EXAMPLE).out
    style.write_text(style.read_text("utf-8").replace("Kort nyt", "Også på mødet"), "utf-8")
    assert "## Også på mødet" in run("draft", EXAMPLE, "--length", "short", "--style", style).out


def test_a_style_that_says_too_much_is_an_error(run: Run, tmp_path: Path) -> None:
    style = tmp_path / "vores.toml"
    style.write_text("[frames.anbefales]\nprecise = 'godkendte {case} for {next}'\n")
    ran = run("draft", EXAMPLE, "--style", style)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"referat: {style}: frames.anbefales.precise: Teksten siger »godk")


def test_options_of_a_draft_change_it(run: Run) -> None:
    normal = run("draft", EXAMPLE).out
    for option in (["--length", "short"], ["--audience", "external"], ["--wording", "plain"]):
        assert run("draft", EXAMPLE, *option).out not in ("", normal)


def test_flags_go_to_stderr_in_danish_worst_first(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = (
        Flag("red", "uden-kilde", "Sætningen har ingen kilde.", "Alt er\ngodt.", (Span(0, 1),)),
        Flag("yellow", "embargo", "Sagen skal også i Byrådet."),
    )
    monkeypatch.setattr("pipeline.checking.check_draft", lambda _draft, **_options: flags)
    ran = run("draft", EXAMPLE)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"{EXAMPLE}: 1 rødt og 1 gult flag",
        "  rød  Sætningen har ingen kilde. [uden-kilde]",
        "       »Alt er godt.«",
        "  gul  Sagen skal også i Byrådet. [embargo]",
    ]
    assert "rød" not in ran.out


def test_a_title_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    nasty = tmp_path / "ny\nlinje.txt"
    nasty.write_text(
        EXAMPLE.read_text("utf-8").replace("Evaluering af", "Evaluering \x1b[2Jaf"), "utf-8"
    )
    for words in (["label", nasty], ["label", nasty, "--json"], ["label", tmp_path / "x\x1b.txt"]):
        ran = run(*words)
        assert "\x1b" not in ran.out + ran.err
    assert len(run("label", tmp_path / "x\ny.txt").err.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_in_each_help_runs(
    run: Run, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("referat.txt").write_bytes(EXAMPLE.read_bytes())
    found = re.search(r"Example: referat (.+)", run(command, "--help").out)
    assert found
    ran = run(*shlex.split(found[1]))
    assert ran.code == 0
    assert ran.out or Path("nyt.html").stat().st_size > 1000


def test_version(run: Run) -> None:
    assert re.fullmatch(r"referat \d+\.\d+\.\d+\n", run("--version").out)


def in_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


HELP = """
import sys
sys.argv = ["referat", "--help"]
{code}
try:
    main()
except SystemExit:
    pass
print("modules", *sys.modules)
"""
BARE = """
import typer
main = typer.Typer(rich_markup_mode=None)
@main.command()
def greet(name: str): pass
"""


def test_help_loads_nothing_heavy() -> None:
    """The count of modules stands in for the time, which no test can trust."""
    ours = in_python(HELP.format(code="from pipeline.cli import main")).split("modules")[1].split()
    theirs = in_python(HELP.format(code=BARE)).split("modules")[1].split()
    assert not {*ours} & {*HEAVY}
    assert len(ours) < 1.2 * len(theirs)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, pipeline, pipeline.records; print(*sys.modules)"
    loaded = in_python(code).split()
    assert not {*loaded} & {*HEAVY, "typer"}


def test_text_needs_no_reader_of_other_formats() -> None:
    code = (
        "import sys\nfrom pipeline import *\n"
        f"label_items(split_items(read_document({str(EXAMPLE)!r})))\nprint(*sys.modules)"
    )
    assert not {*in_python(code).split()} & {"pypdfium2", "docx", "lxml", "selectolax"}


def test_a_closed_pipe_is_quiet() -> None:
    words = [sys.executable, "-c", "from pipeline.cli import main; main()", "label", "--json"]
    with subprocess.Popen(
        [*words, *[str(EXAMPLE)] * 20], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


def test_an_interrupt_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_document: Document) -> Minutes:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.splitting.split_items", interrupted)
    assert run("label", EXAMPLE) == (130, "", "")
