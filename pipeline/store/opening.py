"""Open the database: SQLite on this machine, or PostgreSQL by URL."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from pipeline.errors import StoreError
from pipeline.store.kept import Maker
from pipeline.store.tables import SCHEMA, SchemaRow, Table

KEEP_DAYS = 30
NOBODY = Maker("", "")
_WAIT = 30  # seconds that a writer waits for another one
_AT_ONCE = 40  # connections; more than the web server has threads
_OPENING = 7_203_415  # any number: who opens a PostgreSQL database holds it while making tables

Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database, what writes to it (``maker``), how long it keeps, and what time it is.

    ``turn`` lets the writers of this process in. SQLite takes one at a time and has the others
    ask again and again, in no order, so they wait here instead; PostgreSQL needs no such queue.
    """

    engine: Engine
    maker: Maker
    keep: dt.timedelta
    clock: Clock
    turn: AbstractContextManager[object]

    @property
    def name(self) -> str:
        """The database as it may be shown: its URL without the password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database."""
        with told(self.name), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept all together at its end, or not at all."""
        engine = self.engine.execution_options(writes=True)
        with told(self.name), self.turn, Session(engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(
    url: str | Path,
    *,
    maker: Maker = NOBODY,
    keep_days: int = KEEP_DAYS,
    clock: Clock = _now,
) -> Store:
    """Open a database of drafts, and make its tables where there are none.

    Args:
        url: A file for SQLite, or the URL of a database ("postgresql://user@host/name").
        maker: What is recorded as the maker of each version.
        keep_days: How long a document stays if nobody deletes it, counted from its arrival.
        clock: Says what time it is, with its zone.

    Raises:
        StoreError: The database can't be reached or written, or has another form.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = open_store(Path(folder) / "referat.sqlite")
    ...     store.keep.days
    ...     store.close()
    30
    """
    address = _address(url)
    alone = address.get_backend_name() == "sqlite"
    engine = _sqlite(address) if alone else _postgresql(address)
    turn = Lock() if alone else nullcontext()
    store = Store(engine, maker, dt.timedelta(days=keep_days), clock, turn)
    try:
        with store.writing() as session:
            _make_tables(session.connection(), store.name)
    except BaseException:
        store.close()
        raise
    return store


def _address(url: str | Path) -> URL:
    text = str(url)
    if isinstance(url, Path) or "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        address = make_url(text)
        backend = address.get_backend_name()
    except (ArgumentError, NoSuchModuleError):
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        now = "write sqlite:///path/to/file or postgresql://user:password@host/name"
        raise StoreError("is no address of a database", where="store", now=now)
    if backend == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return address


def _sqlite(address: URL) -> Engine:
    """Return the engine of a file that only its owner may read.

    A writer takes its place at once (BEGIN IMMEDIATE), so that two never wait for each other, and
    what it has kept survives a crash of the program and of the machine (synchronous=FULL). What
    is deleted is overwritten.
    """
    if address.database in (None, "", ":memory:"):
        now = "name a file: what is only in memory is lost with the program"
        raise StoreError("keeps nothing", where=str(address), now=now)
    path = Path(str(address.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        what = f"can't be written ({error.strerror})"
        raise StoreError(what, where=str(path), now="choose another place") from None
    engine = create_engine(
        address,
        connect_args={"timeout": _WAIT, "check_same_thread": False},
        pool_size=_AT_ONCE,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says so
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(
            address, pool_size=_AT_ONCE // 4, max_overflow=_AT_ONCE, pool_pre_ping=True,
            hide_parameters=True,
        )  # fmt: skip
    except ModuleNotFoundError:
        now = 'pip install "referat[web]"'
        raise StoreError("needs psycopg", where="postgresql", now=now) from None


def _make_tables(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _OPENING})
    Table.metadata.create_all(connection, tables=[Table.metadata.tables["schema_version"]])
    found = connection.execute(select(SchemaRow.version)).scalar()
    if found is None:
        Table.metadata.create_all(connection)
        connection.execute(Table.metadata.tables["schema_version"].insert(), {"version": SCHEMA})
    elif found != SCHEMA:
        what = f"has form {found}, and this Referat knows {SCHEMA}"
        raise StoreError(what, where=name, now="use the Referat that made it, or a new database")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell of the database's own errors by their kind, since their messages may quote a text.

    Raises:
        StoreError: The database says no.
    """
    try:
        yield
    except (StatementError, sqlite3.Error, PoolTimeout) as error:
        kind = error.orig if isinstance(error, StatementError) else error
        what = f"the database says no ({type(kind).__name__})"
        now = "check that it runs, that there is room, and that nobody else holds it"
        raise StoreError(what, where=name, now=now) from None
