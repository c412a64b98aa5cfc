"""What an archive has taken in: each file, its document, and the shard that holds it (SQLite).

The ledger is the truth of an archive. A shard counts once the ledger names it, in the same
transaction as its files; one that a killed run has left unnamed is deleted by the next run.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.archive.sources import Source, Trouble
from pipeline.errors import ReferatError

_FORM = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, collection TEXT, size INTEGER, changed INTEGER,
    document TEXT, step TEXT, error TEXT, reason TEXT, now TEXT, settings TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_document ON sources (document);
CREATE TABLE IF NOT EXISTS documents (
    document TEXT PRIMARY KEY, shard TEXT, length INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_shard ON documents (shard);
CREATE INDEX IF NOT EXISTS by_length ON documents (length);
CREATE TABLE IF NOT EXISTS shards (shard TEXT PRIMARY KEY, labeller TEXT) WITHOUT ROWID;
CREATE TEMP TABLE found (
    name TEXT PRIMARY KEY, collection TEXT, path BLOB, member TEXT, size INTEGER,
    changed INTEGER, length INTEGER, step TEXT, error TEXT, reason TEXT, now TEXT
) WITHOUT ROWID;
CREATE TEMP TABLE pending (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Plan(NamedTuple):
    """How many of the files that were found are new, changed, unchanged, and gone since then."""

    new: int
    changed: int
    unchanged: int
    removed: int


class Ledger:
    """The ledger in *place*, made where there is none. To be used in a ``with`` statement.

    Raises:
        ReferatError: Another build is at work on the archive, or it is of another version.

    >>> with Ledger(Path(":memory:")) as ledger:
    ...     ledger.plan([], [])
    Plan(new=0, changed=0, unchanged=0, removed=0)
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._db = sqlite3.connect(place, timeout=1, isolation_level=None)
        try:
            # Held until the ledger is closed or its process dies: two builds can't mix.
            self._db.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = FILE;")
            self._db.execute("BEGIN EXCLUSIVE")
            self._db.execute("COMMIT")
            self._db.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            self._db.close()
            what = f"can't be opened ({error})"
            now = "wait for the other build of this archive to end"
            raise ReferatError(what, where=str(place), now=now) from None
        except sqlite3.DatabaseError:
            self._db.close()
            now = "delete the archive and build it anew"
            raise ReferatError("is damaged", where=str(place), now=now) from None
        if self.fact("form") not in (None, _FORM):
            now = "build the archive anew, in another folder"
            raise ReferatError("is of another version", where=str(place), now=now)
        self.note(form=_FORM)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def fact(self, name: str) -> str | None:
        """Return what :meth:`note` has noted under *name*."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, **facts: str) -> None:
        """Keep facts about the archive."""
        with self._transaction():
            self._note(**facts)

    def forget_all(self, **facts: str) -> None:
        """Forget every file and document, since they were read otherwise; keep *facts*."""
        with self._transaction():
            for table in ("sources", "documents", "shards"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            self._note(**facts)
            self._touch()

    def plan(self, found: Iterable[Source | Trouble], roots: Iterable[str], key: str = "") -> Plan:
        """Compare what was found under *roots* with what is known, and remember what is to do.

        A file that failed under other *key* settings is to do again. One that is gone is
        forgotten; so is what is under no root that any build was given.
        """
        rows = (_found_row(one) for one in found)
        with self._transaction():
            while some := list(islice(rows, 1000)):
                self._db.executemany(
                    "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", some
                )
            changed, new = self._find_pending(key)
            removed = sum(self._remove(root) for root in roots)
            troubles = self._take_troubles(key)
            if changed or removed:
                self._touch()
        (count,) = self._db.execute("SELECT count(*) FROM found").fetchone()
        return Plan(new, changed, count - changed - new - troubles, removed)

    def recognise(self, checksum: Callable[[Source], str | None]) -> int:
        """Take files whose bytes are known under another name off the list; return how many.

        *checksum* is asked only for files as long as a document that is known.
        """
        query = (
            "SELECT f.* FROM pending JOIN found f USING (name) "
            "WHERE f.length IN (SELECT length FROM documents)"
        )
        count = 0
        with self._transaction():
            for row in self._db.execute(query).fetchall():
                source = _source(row)
                document = checksum(source)
                if document is not None and self._known(document):
                    self._take(_facts(source) | {"document": document})
                    self._db.execute("DELETE FROM pending WHERE name = ?", (source.name,))
                    self._touch()
                    count += 1
        return count

    def pending(self) -> Iterator[Source]:
        """Yield the files that are to be read, by name."""
        query = "SELECT f.* FROM pending JOIN found f USING (name) WHERE name > ? ORDER BY name"
        last = ""
        while rows := self._db.execute(f"{query} LIMIT 500", (last,)).fetchall():
            yield from map(_source, rows)
            last = rows[-1][0]

    def count_pending(self) -> int:
        """Return how many files are to be read."""
        (count,) = self._db.execute("SELECT count(*) FROM pending").fetchone()
        return int(count)

    def adopt(self, shard: str, rows: Iterable[Mapping[str, Any]], labeller: str, key: str) -> None:
        """Take over a shard that is whole: its files, its documents and its failures.

        A document that is known already stays where it is.
        """
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO shards VALUES (?, ?)", (shard, labeller))
            for row in rows:
                self._take({**row, "settings": key})
                if row["step"] in (None, "label"):
                    self._db.execute(
                        "INSERT OR IGNORE INTO documents VALUES (?, ?, ?)",
                        (row["document"], shard, row["length"]),
                    )
            self._touch()

    def replace(self, old: str, shard: str, rows: Iterable[Mapping[str, Any]], by: str) -> None:
        """Move the documents in *rows* from the shard *old* to *shard*, labelled *by* a model."""
        told = ("step", "error", "reason", "now")
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO shards VALUES (?, ?)", (shard, by))
            for row in rows:
                document = row["document"]
                query = "UPDATE documents SET shard = ? WHERE shard = ? AND document = ?"
                self._db.execute(query, (shard, old, document))
                query = "UPDATE sources SET step = ?, error = ?, reason = ?, now = ? "
                query += "WHERE document = ?"
                self._db.execute(query, (*(row[name] for name in told), document))
            self._touch()

    def sweep(self) -> None:
        """Forget documents that no file holds, and shards that hold no document."""
        with self._transaction():
            self._db.execute(
                "DELETE FROM documents WHERE document NOT IN "
                "(SELECT document FROM sources WHERE document IS NOT NULL)"
            )
            self._db.execute("DELETE FROM shards WHERE shard NOT IN (SELECT shard FROM documents)")

    def shards(self, *, not_by: str | None = None) -> list[str]:
        """Return the names of the shards, or of those labelled by anything but *not_by*."""
        query = "SELECT shard FROM shards WHERE labeller IS NOT ? ORDER BY shard"
        return [name for (name,) in self._db.execute(query, (not_by,))]

    def living(self, shard: str) -> tuple[str, ...]:
        """Return the documents of a shard that some file still holds, sorted."""
        query = (
            "SELECT document FROM documents WHERE shard = ? AND document IN "
            "(SELECT document FROM sources WHERE document IS NOT NULL) ORDER BY document"
        )
        return tuple(name for (name,) in self._db.execute(query, (shard,)))

    def with_dead(self) -> list[str]:
        """Return the shards with documents that no file holds any more."""
        query = (
            "SELECT DISTINCT shard FROM documents WHERE document NOT IN "
            "(SELECT document FROM sources WHERE document IS NOT NULL) ORDER BY shard"
        )
        return [name for (name,) in self._db.execute(query)]

    def labeller_of(self, shard: str) -> str:
        """Return what a shard was labelled by."""
        query = "SELECT labeller FROM shards WHERE shard = ?"
        return str(self._db.execute(query, (shard,)).fetchone()[0])

    def documents(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield document, shard, collection and name of every file that was taken in, by name."""
        query = (
            "SELECT document, shard, s.collection, s.name FROM sources s "
            "JOIN documents USING (document) WHERE s.step IS NULL ORDER BY s.name"
        )
        yield from self._db.execute(query)

    def errors(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of ``errors.parquet``, by name of the file."""
        query = (
            "SELECT name, collection, document, step, error, reason, now FROM sources "
            "WHERE step IS NOT NULL ORDER BY name"
        )
        yield from self._db.execute(query)

    def _known(self, document: str) -> bool:
        query = "SELECT 1 FROM documents WHERE document = ?"
        return self._db.execute(query, (document,)).fetchone() is not None

    def _find_pending(self, key: str) -> tuple[int, int]:
        same = (
            "s.size = f.size AND s.changed = f.changed AND s.collection = f.collection AND "
            "(s.step IS NULL OR s.step = 'label' OR s.settings = ?)"
        )
        self._db.execute(
            "INSERT OR IGNORE INTO pending SELECT f.name FROM found f LEFT JOIN sources s "  # noqa: S608
            f"USING (name) WHERE f.step IS NULL AND (s.name IS NULL OR NOT ({same}))",
            (key,),
        )
        query = "SELECT count(*) FROM pending {} JOIN sources USING (name) WHERE {}"
        (changed,) = self._db.execute(query.format("", "true")).fetchone()
        (count,) = self._db.execute("SELECT count(*) FROM pending").fetchone()
        return changed, count - changed

    def _remove(self, root: str) -> int:
        """Forget what was under *root* and is gone."""
        first, last = (
            f"{root.rstrip(os.sep)}{os.sep}",
            f"{root.rstrip(os.sep)}{chr(ord(os.sep) + 1)}",
        )
        return self._db.execute(
            "DELETE FROM sources WHERE name >= ? AND name < ? "
            "AND name NOT IN (SELECT name FROM found)",
            (first, last),
        ).rowcount

    def _take_troubles(self, key: str) -> int:
        columns = "name, collection, size, changed, step, error, reason, now"
        query = (
            f"SELECT {columns} FROM found WHERE step IS NOT NULL "  # noqa: S608
            f"EXCEPT SELECT {columns} FROM sources"
        )
        rows = self._db.execute(query).fetchall()
        for row in rows:
            self._take(dict(zip(columns.split(", "), row, strict=True)) | {"settings": key})
        if rows:
            self._touch()
        (count,) = self._db.execute("SELECT count(*) FROM found WHERE step IS NOT NULL").fetchone()
        return int(count)

    def _take(self, row: Mapping[str, Any]) -> None:
        told = ("step", "error", "reason", "now", "settings")
        names = ("name", "collection", "size", "changed", "document", *told)
        self._db.execute(
            f"INSERT OR REPLACE INTO sources ({', '.join(names)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * len(names))})",
            [row.get(name) for name in names],
        )

    def _note(self, **facts: str) -> None:
        self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def _touch(self) -> None:
        """Note that the tables no longer say what the ledger does."""
        self._db.execute("DELETE FROM facts WHERE name = 'tables'")

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN")
        return self._db


def _found_row(one: Source | Trouble) -> tuple[Any, ...]:
    source = one.source if isinstance(one, Trouble) else one
    told: tuple[str | None, ...] = (None, None, None, None)
    if isinstance(one, Trouble):
        told = ("find", type(one.error).__name__, one.error.what, one.error.now)
    name, collection, path, *rest = source
    return (name, collection, os.fsencode(path), *rest, *told)


def _source(row: tuple[Any, ...]) -> Source:
    name, collection, path, *rest = row[:7]
    return Source(name, collection, os.fsdecode(path), *rest)


def _facts(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in ("name", "collection", "size", "changed")}
