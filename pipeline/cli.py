"""The command line: a thin skin over the flow. Results on stdout, messages on stderr.

Exit codes: 0 done, 1 a clear error (of one file or more), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import (
    cli_archive,
    cli_check,
    cli_corpus,
    cli_draft,
    cli_evaluate,
    cli_models,
    cli_suggest,
    cli_web,
)
from pipeline.cli_reading import Files, Reading, each_file, reads_files

if TYPE_CHECKING:
    from pipeline.cli_reading import Result
    from pipeline.records import LabelledItem, Minutes

app = typer.Typer(
    help="Read Danish meeting minutes and draft a communication text from them.",
    no_args_is_help=True,
    add_completion=False,
    # Plain help starts sooner than the boxed one, and can be piped and searched.
    rich_markup_mode=None,
    # A pretty traceback prints local variables, and they may hold the text of a closed item.
    pretty_exceptions_enable=False,
)

app.add_typer(cli_archive.app, name="archive")
app.add_typer(cli_corpus.app, name="corpus")
app.command("evaluate", epilog="Example: referat evaluate --split dev --out report")(
    cli_evaluate.evaluate
)
app.add_typer(cli_models.app)
app.command("suggest", epilog="Example: referat suggest archive --corpus my-corpus")(
    cli_suggest.suggest
)
app.command("compare", epilog="Example: referat compare rules models")(cli_evaluate.compare)
app.command("check", epilog="Example: referat check nyt.md referat.pdf")(cli_check.check)
app.command("draft", epilog=cli_draft.EXAMPLE)(cli_draft.draft)
app.command("serve", epilog=cli_web.EXAMPLE)(cli_web.serve)
app.command("style", epilog="Example: referat style > vores.toml")(cli_draft.print_style)


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line and item.")]


@app.callback(invoke_without_command=True)
def _referat(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"referat {version_of('referat')}")
        raise typer.Exit


@app.command(epilog="Example: referat split referat.txt --json")
@reads_files
def split(files: Files, reading: Reading, json: AsJson = False) -> None:
    """Split minutes into agenda items and sections.

    Of a closed item only the number comes out.
    """

    def work(minutes: Minutes) -> Result:
        return _items(minutes, None, json=json), minutes.flags

    each_file(files, reading, work)


@app.command(epilog="Example: referat label referat.txt --json")
@reads_files
def label(files: Files, reading: Reading, json: AsJson = False) -> None:
    """Say what was decided in each open item, and what it is about.

    Of a closed item only the number comes out.
    """

    def work(minutes: Minutes) -> Result:
        from pipeline.labelling import label_items

        return _items(minutes, label_items(minutes), json=json), minutes.flags

    each_file(files, reading, work)


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


def _items(minutes: Minutes, labelled: Sequence[LabelledItem] | None, *, json: bool) -> str:
    if json:
        from pipeline.jsonl import items_as_json

        return "\n".join(items_as_json(minutes, labelled))
    from pipeline.table import items_as_table

    return items_as_table(minutes, labelled, width=get_terminal_size((100, 24)).columns)


def _forget_stdout() -> None:
    """Send what is left of the output nowhere, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
