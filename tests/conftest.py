"""What every test gets: no network but loopback, and the real documents where they lie."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import postgres
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pipeline.store import Store

# The machine is shared: a property fails on what it says, never on how long it took.
settings.register_profile(
    "referat", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("referat")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse any connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise RuntimeError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def real() -> Path:
    """The folder of real documents, which is beside the project for developers and CI only."""
    folder = SHARED / "real"
    if not folder.is_dir():
        pytest.skip("../shared/real is not here: real documents are never part of the project")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server for this run: the URL of its one database."""
    folder = postgres.binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not here: apt-get install postgresql")
    with postgres.server(folder) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.web)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once in SQLite and once in PostgreSQL: its URL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'referat.sqlite'}"
    import psycopg

    url: str = request.getfixturevalue("postgresql")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An open, empty store in either database, whose clock a test sets by hand."""
    from meetings import Clock

    from pipeline.store import Maker, open_store

    opened = open_store(database, maker=Maker("0.1", "a1b2"), clock=Clock())
    yield opened
    opened.close()
