"""``referat draft``: a post from minutes, in any format, on stdout or in a file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli_reading import (
    Files,
    Reading,
    each_file,
    print_result,
    reads_files,
    unwritable,
)

if TYPE_CHECKING:
    from pipeline.cli_reading import Result
    from pipeline.records import Minutes

EXAMPLE = "Example: referat draft referat.txt --format html --out nyt.html"

Audience = Literal["internal", "leaders", "external"]
Length = Literal["short", "normal", "long"]
Wording = Literal["precise", "plain"]
Format = Literal["md", "html", "txt", "json"]


@reads_files
def draft(  # noqa: PLR0913, PLR0917 - typer makes a command's options of its parameters
    files: Files,
    reading: Reading,
    form: Annotated[Format, typer.Option("--format", help="How the draft is written.")] = "md",
    audience: Annotated[Audience, typer.Option(help="Who reads it.")] = "internal",
    length: Annotated[Length, typer.Option(help="How much of it.")] = "normal",
    wording: Annotated[Wording, typer.Option(help="How decisions are put.")] = "precise",
    today: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The day it is published: what has passed by then is told as a plan.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write to this file; to a folder where there are several drafts."),
    ] = None,
) -> None:
    """Draft a post from minutes.

    What a person should check before it is published goes to stderr, worst first.
    """
    targets = _targets(files, out, form) if out else {}
    day = _day(today)

    def work(minutes: Minutes) -> Result:
        from pipeline import check_draft, compose_draft, label_items, render

        made = compose_draft(
            minutes,
            label_items(minutes),
            audience=audience,
            length=length,
            wording=wording,
            today=day,
        )
        flags = check_draft(made, today=day)
        return render(made, flags, form).rstrip("\n"), flags

    def save(file: str, result: str | bytes) -> None:
        if file in targets:
            _write(targets[file], result)
        else:
            print_result(file, result)

    each_file(files, reading, work, save)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


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


def _write(path: Path, result: str | bytes) -> None:
    """Write aside and rename, so that nobody ever reads half a draft."""
    data = result if isinstance(result, bytes) else f"{result}\n".encode()
    path = path.resolve()  # a link stays a link to what it names
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise unwritable(str(path), error) from error
