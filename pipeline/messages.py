"""What a person at a terminal is told: errors, flags and progress, on stderr."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ReferatError
from pipeline.records import Flag

_WIPE = "\r\x1b[2K"
_LEVELS = {"red": "rød", "yellow": "gul"}


def printable(text: str) -> str:
    r"""Return *text* as one line that can't steer a terminal.

    >>> printable("Punkt\x1b[2J 1\n")
    'Punkt [2J 1 '
    """
    return "".join(char if char.isprintable() else " " for char in text)


def tell(line: str) -> None:
    """Print one line on stderr."""
    wipe_progress()
    print(printable(line), file=sys.stderr)


def tell_error(error: Exception) -> None:
    """Print an error on one line: what went wrong, where, and what to do.

    Of an error nobody foresaw it tells the kind and the place in the code, never the message:
    that may hold the text of a closed item.
    """
    if isinstance(error, ReferatError):
        tell(f"referat: {error}")
        return
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    tell(f"referat: unforeseen {type(error).__name__} at {place}: please report it (README.md)")


def tell_flags(source: str, flags: Sequence[Flag]) -> None:
    """Print flags as they are sorted, each with the draft sentence that it is about."""
    if not flags:
        return
    red = sum(flag.level == "red" for flag in flags)
    yellow = len(flags) - red
    reds, yellows = "rødt" if red == 1 else "røde", "gult" if yellow == 1 else "gule"
    tell(f"{source}: {red} {reds} og {yellow} {yellows} flag")
    for flag in flags:
        tell(f"  {_LEVELS[flag.level]}  {flag.message} [{flag.rule}]")
        if flag.sentence:
            tell(f"       »{flag.sentence}«")


def tell_progress(number: int, count: int, source: str) -> None:
    """Name the file at hand: one line that moves on in a terminal, else a line each."""
    line = printable(f"[{number}/{count}] {source}")
    if sys.stderr.isatty():
        print(f"{_WIPE}{line}", end="", file=sys.stderr, flush=True)
    else:
        print(line, file=sys.stderr)


def wipe_progress() -> None:
    """Clear the line of progress before anything else is printed."""
    if sys.stderr.isatty():
        print(_WIPE, end="", file=sys.stderr, flush=True)
