"""Find items of an archive by body, date, decision, topic and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.archive.schema import COLUMNS, arrow_schema
from pipeline.danish.bodies import same_body
from pipeline.errors import ArchiveError
from pipeline.labels import Decision, Topic

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.archive.database import Archive

_ALL = tuple(column.name for column in COLUMNS["items"])


@dataclass(frozen=True, slots=True)
class Filters:
    """What an item must be: all of what is given, and one of each list.

    ``bodies`` may be spelled in any way (KB, kommunalbestyrelsen). ``decisions`` holds for any
    decision of the item, ``topics`` for its primary topic. ``text`` is what
    ``pipeline.archive.search`` takes.
    """

    collections: Sequence[str] = ()
    bodies: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    decisions: Sequence[Decision] = ()
    topics: Sequence[Topic] = ()
    text: str = ""


def find_items(
    archive: Archive,
    filters: Filters,
    most: int | None = None,
    columns: Sequence[str] = _ALL,
) -> pa.Table:
    """Return the items that fit: with words to look for the best first, else the newest.

    Args:
        archive: Where to look.
        filters: What an item must be.
        most: How many at most; None for all.
        columns: Which columns of ``items``; without its long texts the answer is much quicker.

    Raises:
        ArchiveError: No body or collection of the archive has the name that was given.
        KeyError: ``items`` has no such column.
    """
    clauses, parameters = _conditions(archive, filters)
    schema = arrow_schema("items")
    names = ", ".join(f'items."{schema.field(name).name}"' for name in columns)
    source = "items"
    order = "items.date DESC NULLS LAST, items.collection, items.document, items.position"
    if filters.text:
        from pipeline.archive.search import search_items

        found = search_items(archive.folder, filters.text, None if clauses else most)
        archive.register("found", found)
        source = "items JOIN found USING (filename, file_row_number)"
        order = f"found.score DESC, {order}"
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    limit = "LIMIT ?" if most else ""
    return archive.table(
        # Only names and clauses of this module; what a user gives is bound.
        f"SELECT {names} FROM {source} {where} ORDER BY {order} {limit}",  # noqa: S608
        *parameters,
        *([most] if most else []),
    )


def _conditions(archive: Archive, filters: Filters) -> tuple[list[str], list[object]]:
    clauses: list[str] = []
    parameters: list[object] = []

    def need(clause: str, *values: object) -> None:
        clauses.append(clause)
        parameters.extend(values)

    def one_of(column: str, values: Sequence[str]) -> None:
        # A mark for each value: unlike a list, DuckDB looks these up while it reads the files.
        need(f"{column} IN ({', '.join('?' * len(values))})", *values)

    if filters.collections:
        one_of("items.collection", _named(archive, filters.collections))
    if filters.bodies:
        one_of("items.body", _bodies(archive, filters.bodies))
    # Years are spelled out, so that DuckDB leaves out whole folders before it opens a file.
    if filters.first:
        need(f"items.year >= {filters.first.year:d} AND items.date >= ?", filters.first)
    if filters.last:
        need(f"items.year <= {filters.last.year:d} AND items.date <= ?", filters.last)
    if filters.decisions:
        has = "list_contains([one.label FOR one IN items.decisions], ?)"
        wanted = [one.value for one in filters.decisions]
        need(f"({' OR '.join([has] * len(wanted))})", *wanted)
    if filters.topics:
        one_of("items.topic", [one.value for one in filters.topics])
    return clauses, parameters


def _bodies(archive: Archive, wanted: Sequence[str]) -> list[str]:
    """Return the archive's spellings of the bodies wanted."""
    rows = archive.rows("SELECT DISTINCT body FROM meetings WHERE body IS NOT NULL")
    there = [row["body"] for row in rows]
    found: list[str] = []
    for name in wanted:
        fitting = [body for body in there if same_body(body, name)]
        if not fitting:
            raise ArchiveError(
                f"no body is called {name!r:.60}", where=str(archive.folder), now="check the name"
            )
        found += fitting
    return found


def _named(archive: Archive, wanted: Sequence[str]) -> list[str]:
    there = {row["collection"] for row in archive.rows("SELECT DISTINCT collection FROM meetings")}
    for name in wanted:
        if name not in there:
            raise ArchiveError(
                f"no collection is called {name!r:.60}",
                where=str(archive.folder),
                now="a collection bears the name of the folder that was built",
            )
    return list(wanted)
