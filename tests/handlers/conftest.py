"""The town of the proofs, built once for each engine; whoever asks gets it anew as often as wanted."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import psycopg
import pytest

from tests.conftest import database_of
from tests.proof.harvest import Sample
from tests.proof.stage import Stage
from tests.proof.visits import Town, build_town, visits, walk

Anew = Callable[[], Awaitable[Stage]]


@pytest.fixture(scope="session")
def sqlite_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    file = tmp_path_factory.mktemp("town") / "town.db"
    shutil.copy(sqlite_template, file)
    return file, asyncio.run(build_town(f"sqlite:///{file}"))


@pytest.fixture(scope="session")
def postgresql_town(postgresql_server, postgresql_template: str) -> tuple[str, Town]:
    _execute(postgresql_server, f"CREATE DATABASE town TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    return "town", asyncio.run(build_town(database_of(postgresql_server, "town")))


@pytest.fixture(scope="session")
def sqlite_walk(
    sqlite_town: tuple[Path, Town], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Town, list[Sample]]:
    file, town = sqlite_town
    folder = tmp_path_factory.mktemp("walk")
    copy, kept = folder / "town.db", folder / "kept.db"
    shutil.copy(file, copy)
    return kept, *asyncio.run(walk(town, f"sqlite:///{copy}", lambda: _copied(copy, kept)))


@pytest.fixture
def samples(sqlite_walk: tuple[Path, Town, list[Sample]]) -> list[Sample]:
    """A real button of region A for every way to one, as they are in ``walked``."""
    return sqlite_walk[2]


@pytest.fixture
async def walked(sqlite_walk: tuple[Path, Town, list[Sample]], tmp_path: Path) -> AsyncIterator[Anew]:
    """The town after every way has been walked but for its last press, on SQLite."""
    file, it, _samples = sqlite_walk
    copy = tmp_path / "copy.db"
    async with visits(it, f"sqlite:///{copy}", lambda: _copied(file, copy)) as anew:
        yield anew


@pytest.fixture
async def town(sqlite_town: tuple[Path, Town], tmp_path: Path) -> AsyncIterator[Anew]:
    """The town on SQLite."""
    file, it = sqlite_town
    copy = tmp_path / "copy.db"
    async with visits(it, f"sqlite:///{copy}", lambda: _copied(file, copy)) as anew:
        yield anew


@pytest.fixture
async def town_on_postgresql(postgresql_server, postgresql_town: tuple[str, Town]) -> AsyncIterator[Anew]:
    """The town on PostgreSQL."""
    template, it = postgresql_town
    name = f"copy_of_{template}"

    def restore() -> None:
        _execute(
            postgresql_server,
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",
        )

    async with visits(it, database_of(postgresql_server, name), restore) as anew:
        yield anew
    _execute(postgresql_server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def both_towns(request: pytest.FixtureRequest) -> Anew:
    """On each engine in turn."""
    anew: Anew = request.getfixturevalue("town" if request.param == "sqlite" else "town_on_postgresql")
    return anew


def _copied(file: Path, copy: Path) -> None:
    for old in copy.parent.glob(f"{copy.name}*"):  # and what SQLite keeps beside it
        old.unlink()
    shutil.copy(file, copy)


def _execute(server, *statements: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
