"""What every command that reads minutes shares: its options, and the way from file to file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_type_hints

import typer

if TYPE_CHECKING:
    from pipeline.errors import ReferatError
    from pipeline.records import Flag, Minutes

    Result = tuple[str | bytes, Sequence[Flag]]


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


class Reading(NamedTuple):
    """How files are read: the options that :func:`reads_files` gives a command."""

    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", callback=_known_encoding, help="Of text files that are read wrong."
        ),
    ] = None
    max_mb: Annotated[float, typer.Option(min=0.001, help="Refuse files of more megabytes.")] = 100
    max_pages: Annotated[int, typer.Option(min=1, help="Refuse files of more pages.")] = 3000
    max_depth: Annotated[int, typer.Option(min=1, help="Refuse HTML and XML nested deeper.")] = 200
    timeout: Annotated[
        float, typer.Option(min=0.001, help="Seconds that reading a file may take.")
    ] = 120
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress",
            help="Name each file on stderr. Without it: several files in a terminal.",
        ),
    ] = None


def reads_files(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command*, in place of its parameter ``reading``, an option for each of its fields.

    >>> @reads_files
    ... def show(files: Files, reading: Reading) -> None:
    ...     print(reading.max_pages)
    >>> show(files=["x.txt"], max_pages=7)
    7
    """

    @wraps(command)
    def run(**given: Any) -> None:
        fields = {name: given.pop(name) for name in Reading._fields if name in given}
        command(reading=Reading(**fields), **given)

    hints = get_type_hints(command, include_extras=True)
    own = {name: hints[name] for name in signature(command).parameters if name != "reading"}
    shared = get_type_hints(Reading, include_extras=True)
    defaults = {name: one.default for name, one in signature(command).parameters.items()}
    defaults |= Reading._field_defaults
    run.__annotations__ = own | shared
    run.__signature__ = signature(command).replace(  # type: ignore[attr-defined]
        parameters=[
            Parameter(name, Parameter.KEYWORD_ONLY, default=defaults[name], annotation=hint)
            for name, hint in (own | shared).items()
        ]
    )
    return run


def each_file(
    files: Sequence[str],
    reading: Reading,
    work: Callable[[Minutes], Result],
    save: Callable[[str, str | bytes], None] | None = None,
) -> None:
    """Do *work* on each file; one that fails is told of, and the others go on.

    Raises:
        typer.Exit: With code 1, at the end, where a file failed.
    """
    from pipeline.messages import tell_error, tell_flags, wipe_progress

    failed = False
    for number, file in enumerate(files, 1):
        _tell_file(number, files, reading)
        try:
            result, flags = work(read_minutes(file, reading))
        except Exception as error:
            tell_error(error)
            failed = True
            continue
        wipe_progress()
        (save or print_result)(file, result)
        tell_flags(file, flags)
    if failed:
        raise typer.Exit(1)


def read_all(files: Sequence[str], reading: Reading) -> tuple[Minutes, ...]:
    """Read every file; where one fails each failure is told.

    Raises:
        typer.Exit: With code 1, where a file failed.
    """
    found = tuple(minutes for _, minutes in read_good(files, reading))
    if len(found) < len(files):
        raise typer.Exit(1)
    return found


def read_good(files: Sequence[str], reading: Reading) -> tuple[tuple[str, Minutes], ...]:
    """Return every file that can be read, and its minutes; of one that can't it is told why."""
    from pipeline.messages import tell_error, wipe_progress

    found = []
    for number, file in enumerate(files, 1):
        _tell_file(number, files, reading)
        try:
            found.append((file, read_minutes(file, reading)))
        except Exception as error:
            tell_error(error)
    wipe_progress()
    return tuple(found)


def _tell_file(number: int, files: Sequence[str], reading: Reading) -> None:
    from pipeline.messages import tell_progress

    watched = len(files) > 1 and sys.stderr.isatty()
    if watched if reading.progress is None else reading.progress:
        tell_progress(number, len(files), files[number - 1])


def read_minutes(file: str, reading: Reading) -> Minutes:
    """Read and split one file, or stdin where it is called "-".

    Raises:
        ReferatError: The file can't be read, or holds no minutes.
    """
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


def print_result(_file: str, result: str | bytes) -> None:
    """Print text, with one line end; send bytes on as they are.

    Raises:
        ReferatError: The disk behind stdout is full.
    """
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
            sys.stdout.flush()
        else:
            print(result.rstrip("\n"), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable("stdout", error) from error


def unwritable(where: str, error: OSError) -> ReferatError:
    """Return the error for a place that can't be written to."""
    from pipeline.errors import ReferatError

    return ReferatError(f"can't be written ({error.strerror})", where=where, now="make room for it")
