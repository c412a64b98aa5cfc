"""``referat draft``: a post from minutes, in any format, on stdout or in a file."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from pipeline.cli_reading import (
    Files,
    Reading,
    each_file,
    print_result,
    read_all,
    reads_files,
    unwritable,
)
from pipeline.cli_writers import (
    AllowHost,
    Url,
    WriterChoice,
    WriterModel,
    choose_writer,
    tell_written,
    with_account,
)

if TYPE_CHECKING:
    from pipeline.cli_reading import Result
    from pipeline.drafting.style import Style
    from pipeline.records import Draft, Minutes
    from pipeline.writers import Writer, Written

EXAMPLE = "Example: referat draft referat.txt --out nyt.html"

Audience = Literal["internal", "leaders", "external"]
Length = Literal["short", "normal", "long"]
Wording = Literal["precise", "plain"]
Format = Literal["md", "html", "fragment", "txt", "docx", "json", "ics"]
_SUFFIXES = {"fragment": "html"}
_BY_SUFFIX: dict[str, Format] = {
    ".md": "md", ".html": "html", ".htm": "html", ".txt": "txt", ".docx": "docx", ".json": "json",
    ".ics": "ics",
}  # fmt: skip


Form = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="html is a whole page, fragment HTML to paste, txt for a mail, ics the dated next "
        "steps. Without it: what the name behind --out ends with, else md.",
    ),
]
Today = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day it is published: what has passed by then is told as a plan.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        help="Write to this file; to a folder where there are several drafts; - prints, as without."
    ),
]
HouseStyle = Annotated[
    Path | None,
    typer.Option("--style", metavar="FILE", help="The house's wording; start from: referat style."),
]
Monthly = Annotated[
    bool, typer.Option("--monthly", help="One letter of all the meetings, each case told once.")
]


class Wish(NamedTuple):
    """What kind of draft is wanted: the choices of the editor."""

    form: Format
    audience: Audience
    length: Length
    wording: Wording
    style: Style | None
    today: date | None
    writer: Writer | None = None


@reads_files
def draft(
    files: Files,
    reading: Reading,
    form: Form = None,
    audience: Annotated[Audience, typer.Option(help="Who reads it.")] = "internal",
    length: Annotated[Length, typer.Option(help="How much of it.")] = "normal",
    wording: Annotated[Wording, typer.Option(help="How decisions are put.")] = "precise",
    monthly: Monthly = False,
    style: HouseStyle = None,
    today: Today = None,
    writer: WriterChoice = "realised",
    writer_model: WriterModel = None,
    url: Url = None,
    allow_host: AllowHost = None,
    out: Out = None,
) -> None:
    """Draft a post from minutes.

    What a person should check before it is published goes to stderr, worst first.
    """
    out = None if out == Path("-") else out
    form = form or _BY_SUFFIX.get(out.suffix.lower() if out else "", "md")
    targets = _targets(files, out, form, single=monthly) if out else {}
    if form == "docx" and not out and sys.stdout.isatty():
        raise typer.BadParameter("a Word document needs a file: add --out")
    other = choose_writer(writer, writer_model, url, allow_host)
    day = today.date() if today else None
    wish = Wish(form, audience, length, wording, _house(style), day, other)

    def save(file: str, result: str | bytes) -> None:
        if file in targets:
            _write(targets[file], result)
        else:
            print_result(file, result)

    if monthly:
        _write_letter(files, reading, wish, save)
    else:
        each_file(files, reading, lambda minutes: _drafted(minutes, wish), save)


def _drafted(minutes: Minutes, wish: Wish) -> Result:
    from pipeline.checking import check_draft, settle_draft
    from pipeline.drafting import compose_draft
    from pipeline.drafting.formats import render
    from pipeline.labelling import label_items
    from pipeline.writers import write_draft

    made = compose_draft(
        minutes,
        label_items(minutes),
        audience=wish.audience,
        length=wish.length,
        wording=wish.wording,
        today=wish.today,
        style=wish.style,
    )
    made = settle_draft(made, today=wish.today, style=wish.style)
    written = write_draft(made, wish.writer, today=wish.today, style=wish.style)
    flags = check_draft(written.draft, today=wish.today, style=wish.style)
    result: str | bytes = render(written.draft, flags, wish.form, style=wish.style)
    if wish.form == "json":
        result = with_account(result, written)
    if wish.writer:
        tell_written(written)
    _tell_undated((made,), wish.form)
    return result, flags


def _write_letter(
    files: Sequence[str], reading: Reading, wish: Wish, save: Callable[[str, str | bytes], None]
) -> None:
    """Write one letter of all files; none where one can't be read, for it would lack a meeting."""
    from pipeline.checking import check_draft, settle_draft
    from pipeline.drafting.formats import render_letter
    from pipeline.drafting.letter import compose_letter
    from pipeline.labelling import label_items
    from pipeline.messages import tell_flags
    from pipeline.writers import write_draft

    meetings = [(minutes, label_items(minutes)) for minutes in read_all(files, reading)]
    accounts: list[Written] = []

    def reword(draft: Draft, today: date | None) -> Draft:
        settled = settle_draft(draft, today=today, style=wish.style)
        accounts.append(write_draft(settled, wish.writer, today=today, style=wish.style))
        return accounts[-1].draft

    letter = compose_letter(
        meetings,
        audience=wish.audience,
        length=wish.length,
        wording=wish.wording,
        today=wish.today,
        style=wish.style,
        reword=reword,
    )
    flags = [check_draft(one, today=letter.today, style=wish.style) for one in letter.drafts]
    result: str | bytes = render_letter(letter, flags, wish.form, style=wish.style)
    if wish.form == "json" and wish.writer:
        result = with_account(result, *accounts)
    save(files[0], result)
    for account in accounts if wish.writer else ():
        tell_written(account)
    _tell_undated(letter.drafts, wish.form)
    for one, own in zip(letter.drafts, flags, strict=True):
        tell_flags(one.minutes.source, own)


def _tell_undated(drafts: Sequence[Draft], form: str) -> None:
    """Say which next steps a calendar can't hold."""
    if form != "ics":
        return
    from pipeline.drafting.formats.calendar import undated_steps
    from pipeline.messages import tell

    for one in drafts:
        undated = undated_steps((one,))
        if undated:
            tell(f"{one.minutes.source}: left out of the calendar, having no date: {len(undated)}")
        for text in undated:
            tell(f"  {text}")


def print_style() -> None:
    """Print the default house style: the file to start from, for referat draft --style."""
    from pipeline.drafting.style import style_as_toml

    print_result("", style_as_toml())


def _house(path: Path | None) -> Style | None:
    if path is None:
        return None
    from pipeline.checking.style import load_style

    return load_style(path)


def _targets(
    files: Sequence[str], out: Path, form: str, *, single: bool = False
) -> dict[str, Path]:
    """Say which file each draft is written to, and refuse to lose one.

    A *single* letter is kept under the first file's name.
    """
    ending = _SUFFIXES.get(form, form)
    if single:
        targets = {files[0]: out / f"brev.{ending}" if out.is_dir() else out}
    elif out.is_dir() or len(files) > 1:
        stems = ("referat" if file == "-" else Path(file).stem for file in files)
        targets = {file: out / f"{stem}.{ending}" for file, stem in zip(files, stems, strict=True)}
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
    data = result if isinstance(result, bytes) else result.encode()
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
