"""The command line: a thin skin over the flow. Results on stdout, messages on stderr.

Exit codes: 0 done, 1 a clear error (of one file or more), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from pipeline import cli_check, cli_corpus

if TYPE_CHECKING:
    from pipeline.errors import ReferatError
    from pipeline.records import Flag, LabelledItem, Minutes

    Result = tuple[str, Sequence[Flag]]

app = typer.Typer(
    help="Read Danish meeting minutes and draft a communication text from them.",
    no_args_is_help=True,
    add_completion=False,
    # Plain help starts sooner than the boxed one, and can be piped and searched.
    rich_markup_mode=None,
    # A pretty traceback prints local variables, and they may hold the text of a closed item.
    pretty_exceptions_enable=False,
)

app.add_typer(cli_corpus.app, name="corpus")
app.command("check", epilog="Example: referat check nyt.md referat.pdf")(cli_check.check)


def _known_encoding(name: str | None) -> str | None:
    try:
        b" ".decode(name or "utf-8")
    except LookupError:
        raise typer.BadParameter(f"there is no text encoding called {name!r}") from None
    except UnicodeError:  # one space is too little for UTF-16
        pass
    return name


Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="PDF, DOCX, HTML, XML or text; - reads stdin."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line and item.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", callback=_known_encoding, help="Of text files that are read wrong."
    ),
]
MaxMb = Annotated[float, typer.Option(min=0.001, help="Refuse files of more megabytes.")]
MaxPages = Annotated[int, typer.Option(min=1, help="Refuse files of more pages.")]
MaxDepth = Annotated[int, typer.Option(min=1, help="Refuse HTML and XML nested deeper.")]
Timeout = Annotated[float, typer.Option(min=0.001, help="Seconds that reading a file may take.")]
Progress = Annotated[
    bool | None,
    typer.Option(
        "--progress/--no-progress",
        help="Name each file on stderr. Without it: several files in a terminal.",
    ),
]
Audience = Literal["internal", "leaders", "external"]
Length = Literal["short", "normal", "long"]
Wording = Literal["precise", "plain"]
Format = Literal["md", "html", "txt", "json"]


class Reading(NamedTuple):
    """How files are read: the options that every command has."""

    encoding: str | None
    max_mb: float
    max_pages: int
    max_depth: int
    timeout: float
    progress: bool | None


@app.callback(invoke_without_command=True)
def _referat(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"referat {version_of('referat')}")
        raise typer.Exit


@app.command(epilog="Example: referat split referat.txt --json")
def split(
    files: Files,
    json: AsJson = False,
    encoding: Encoding = None,
    max_mb: MaxMb = 100,
    max_pages: MaxPages = 3000,
    max_depth: MaxDepth = 200,
    timeout: Timeout = 120,
    progress: Progress = None,
) -> None:
    """Split minutes into agenda items and sections.

    Of a closed item only the number comes out.
    """

    def work(minutes: Minutes) -> Result:
        return _items(minutes, None, json=json), minutes.flags

    _each(files, Reading(encoding, max_mb, max_pages, max_depth, timeout, progress), work)


@app.command(epilog="Example: referat label referat.txt --json")
def label(
    files: Files,
    json: AsJson = False,
    encoding: Encoding = None,
    max_mb: MaxMb = 100,
    max_pages: MaxPages = 3000,
    max_depth: MaxDepth = 200,
    timeout: Timeout = 120,
    progress: Progress = None,
) -> None:
    """Say what was decided in each open item, and what it is about.

    Of a closed item only the number comes out.
    """

    def work(minutes: Minutes) -> Result:
        from pipeline.labelling import label_items

        return _items(minutes, label_items(minutes), json=json), minutes.flags

    _each(files, Reading(encoding, max_mb, max_pages, max_depth, timeout, progress), work)


@app.command(epilog="Example: referat draft referat.txt --format html --out nyt.html")
def draft(
    files: Files,
    form: Annotated[Format, typer.Option("--format", help="How the draft is written.")] = "md",
    audience: Annotated[Audience, typer.Option(help="Who reads it.")] = "internal",
    length: Annotated[Length, typer.Option(help="How much of it.")] = "normal",
    wording: Annotated[Wording, typer.Option(help="How decisions are put.")] = "precise",
    out: Annotated[
        Path | None,
        typer.Option(help="Write to this file; to a folder where there are several drafts."),
    ] = None,
    encoding: Encoding = None,
    max_mb: MaxMb = 100,
    max_pages: MaxPages = 3000,
    max_depth: MaxDepth = 200,
    timeout: Timeout = 120,
    progress: Progress = None,
) -> None:
    """Draft a post from minutes.

    What a person should check before it is published goes to stderr, worst first.
    """
    targets = _targets(files, out, form) if out else {}

    def work(minutes: Minutes) -> Result:
        from pipeline import check_draft, compose_draft, label_items, render

        made = compose_draft(
            minutes, label_items(minutes), audience=audience, length=length, wording=wording
        )
        flags = check_draft(made)
        return render(made, flags, form).rstrip("\n"), flags

    def save(file: str, text: str) -> None:
        if file in targets:
            _write(targets[file], f"{text}\n")
        else:
            _print(file, text)

    _each(files, Reading(encoding, max_mb, max_pages, max_depth, timeout, progress), work, save)


def main() -> None:
    """Run the command line: the one place that turns an error into a line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # JSON is UTF-8, and a file name need not be; an escape is better than a crash.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code: str | int | None = 1
    try:
        app()
    except SystemExit as stop:
        code = stop.code
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        _forget_stdout()
    except Exception as error:
        from pipeline.messages import tell_error

        tell_error(error)
    try:
        sys.stdout.flush()
    except OSError:  # the reader of the pipe has seen enough, or the disk is full
        _forget_stdout()
    sys.exit(code)


def _each(
    files: Sequence[str],
    reading: Reading,
    work: Callable[[Minutes], Result],
    save: Callable[[str, str], None] | None = None,
) -> None:
    """Do *work* on each file; one that fails is told of, and the others go on."""
    from pipeline.messages import tell_error, tell_flags, tell_progress, wipe_progress

    watched = len(files) > 1 and sys.stderr.isatty()
    failed = False
    for number, file in enumerate(files, 1):
        if watched if reading.progress is None else reading.progress:
            tell_progress(number, len(files), file)
        try:
            text, flags = work(_read(file, reading))
        except Exception as error:
            tell_error(error)
            failed = True
            continue
        wipe_progress()
        (save or _print)(file, text)
        tell_flags(file, flags)
    if failed:
        raise typer.Exit(1)


def _read(file: str, reading: Reading) -> Minutes:
    from pipeline.reading import Limits, read_document
    from pipeline.splitting import split_items

    limits = Limits(
        max_bytes=int(reading.max_mb * 1024 * 1024),
        max_pages=reading.max_pages,
        max_depth=reading.max_depth,
        seconds=reading.timeout,
    )
    source = sys.stdin.buffer if file == "-" else file
    return split_items(read_document(source, encoding=reading.encoding, limits=limits))


def _items(minutes: Minutes, labelled: Sequence[LabelledItem] | None, *, json: bool) -> str:
    if json:
        from pipeline.jsonl import items_as_json

        return "\n".join(items_as_json(minutes, labelled))
    from pipeline.table import items_as_table

    return items_as_table(minutes, labelled, width=get_terminal_size((100, 24)).columns)


def _print(_file: str, text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable("stdout", error) from error


def _targets(files: Sequence[str], out: Path, form: str) -> dict[str, Path]:
    """Say which file each draft is written to, and refuse to lose one."""
    if out.is_dir() or len(files) > 1:
        stems = ("referat" if file == "-" else Path(file).stem for file in files)
        targets = {file: out / f"{stem}.{form}" for file, stem in zip(files, stems, strict=True)}
    else:
        targets = {files[0]: out}
    twice = [path for path, count in Counter(targets.values()).items() if count > 1]
    if twice:
        raise typer.BadParameter(f"two drafts would be written to {twice[0]}")
    for file, path in targets.items():
        if path.resolve() in {Path(name).resolve() for name in files if name != "-"}:
            raise typer.BadParameter(f"the draft of {file} would be written over a source")
        if path.exists() and not path.is_file():  # renaming would put a file in a device's place
            raise typer.BadParameter(f"{path} is not a file")
    return targets


def _write(path: Path, text: str) -> None:
    """Write aside and rename, so that nobody ever reads half a draft."""
    path = path.resolve()  # a link stays a link to what it names
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, "utf-8")
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise _unwritable(str(path), error) from error


def _unwritable(where: str, error: OSError) -> ReferatError:
    from pipeline.errors import ReferatError

    return ReferatError(f"can't be written ({error.strerror})", where=where, now="make room for it")


def _forget_stdout() -> None:
    """Send what is left of the output nowhere, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
