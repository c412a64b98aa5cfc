"""Read the fields of one JSON line, or say which field of which line is wrong and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pipeline.errors import CorpusError
from pipeline.records import Span

T = TypeVar("T", bound=str)


class Fields(NamedTuple):
    """The fields of one record, and the file and line they stand in.

    ``path`` leads to this record inside the line ("decisions[1].").
    """

    file: str
    line: int
    values: Mapping[str, Any]
    path: str = ""

    def wrong(self, field: str, what: str, now: str) -> CorpusError:
        """Return the error that says what is wrong with *field*; it never quotes a value."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return CorpusError(f"field {self.path}{field}: {what}", where=where, now=now)

    def only(self, *names: str) -> None:
        """Raise CorpusError unless exactly the fields *names* are here."""
        for extra in sorted(set(self.values) - set(names)):
            raise self.wrong(extra, "is not known", f"allowed are {', '.join(names)}")
        for name in names:
            self.any(name)

    def any(self, field: str) -> Any:
        """Return the field's value, whatever it is."""
        if field not in self.values:
            raise self.wrong(field, "is missing", "add it")
        return self.values[field]

    def text(self, field: str, *, empty: bool = False) -> str:
        """Return a field that is text."""
        value = self.any(field)
        if not isinstance(value, str) or not (empty or value.strip()):
            raise self.wrong(field, "is not text", "write some words in quotation marks")
        return value

    def text_or_none(self, field: str) -> str | None:
        """Return a field that is text or null."""
        return None if self.any(field) is None else self.text(field)

    def flag(self, field: str) -> bool:
        """Return a field that is true or false."""
        value = self.any(field)
        if not isinstance(value, bool):
            raise self.wrong(field, "is not true or false", "write true or false")
        return value

    def whole(self, field: str) -> int:
        """Return a field that is a whole number from 0 up."""
        value = self.any(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(field, "is not a whole number", "write 0, 1, 2 …")
        return value

    def number(self, field: str) -> float:
        """Return a field that is a number."""
        value = self.any(field)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(field, "is not a number", "write digits, with a point for decimals")
        return value

    def day(self, field: str) -> date:
        """Return a field that is a date."""
        try:
            return date.fromisoformat(self.text(field))
        except ValueError:
            raise self.wrong(field, "is not a date", "write YYYY-MM-DD") from None

    def choice(self, field: str, allowed: Iterable[T]) -> T:
        """Return a field that is one of the values *allowed*."""
        values = list(allowed)
        value = self.any(field)
        if value not in values:
            raise self.wrong(field, "has no such value", f"allowed are {', '.join(values)}")
        return values[values.index(value)]

    def listed(self, field: str) -> list[Any]:
        """Return a field that is a list."""
        value = self.any(field)
        if not isinstance(value, list):
            raise self.wrong(field, "is not a list", "put it in square brackets")
        return value

    def choices(self, field: str, allowed: Iterable[T]) -> tuple[T, ...]:
        """Return a field that is a list of values *allowed*."""
        allowed = list(allowed)
        items = Fields(
            self.file,
            self.line,
            {f"{field}[{n}]": value for n, value in enumerate(self.listed(field))},
            self.path,
        )
        return tuple(items.choice(name, allowed) for name in items.values)

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a field that is a list of texts."""
        items = Fields(
            self.file,
            self.line,
            {f"{field}[{n}]": value for n, value in enumerate(self.listed(field))},
            self.path,
        )
        return tuple(items.text(name) for name in items.values)

    def records(self, field: str) -> Iterator[Fields]:
        """Yield the records of a field that is a list of them."""
        for number, value in enumerate(self.listed(field)):
            yield self._inner(f"{field}[{number}]", value)

    def record(self, field: str) -> Fields:
        """Return the record that a field holds."""
        return self._inner(field, self.any(field))

    def span(self) -> Span:
        """Return this record's fields start and end as a span."""
        start, end = self.whole("start"), self.whole("end")
        if start >= end:
            raise self.wrong("end", "is not after start", "mend the offsets")
        return Span(start, end)

    def span_or_none(self) -> Span | None:
        """Return this record's start and end as a span, or None where both are null."""
        if self.any("start") is None and self.any("end") is None:
            return None
        return self.span()

    def _inner(self, field: str, value: Any) -> Fields:
        if not isinstance(value, dict):
            raise self.wrong(field, "is not a record", "put it in curly brackets")
        return Fields(self.file, self.line, value, f"{self.path}{field}.")


def read_lines(path: Path) -> Iterator[Fields]:
    """Yield the records of a JSON Lines file.

    Raises:
        CorpusError: No such file, or a line that isn't a JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            yield parse_record(line, str(path), number)


def parse_record(text: str, file: str, line: int) -> Fields:
    """Return one JSON object; *file* and *line* are for its errors.

    Raises:
        CorpusError: It isn't a JSON object.

    >>> parse_record('{"number": "3"}', "items.jsonl", 1).text("number")
    '3'
    """
    try:
        value = json.loads(text)
    except ValueError:
        what, now = "is not JSON", "mend the line: look for a missing quotation mark or comma"
        raise CorpusError(what, where=f"{file}:{line}", now=now) from None
    if not isinstance(value, dict):
        raise CorpusError("is not a JSON object", where=f"{file}:{line}", now="use { and }")
    return Fields(file, line, value)


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text.

    Raises:
        CorpusError: No such file, or not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except OSError as error:
        why = f"can't be read ({error.strerror})"
        raise CorpusError(why, where=str(path), now="check the folder") from None
    except UnicodeDecodeError:
        raise CorpusError("is not UTF-8", where=str(path), now="save it as UTF-8") from None
