"""Migrations on both engines: up, down, at once, and equal to the tables."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import BigInteger, Connection, Enum, inspect, text
from sqlmodel import SQLModel

from db.engine import Sessions
from db.migrate import LATEST, migrate, prepare
from tests.conftest import database_of

VERSIONS = Path(__file__).parents[2] / "db" / "migrations" / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database nobody has touched; the SQLite file lies in a directory that is not there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/baru dan jauh/permas%20.db"
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"e_{uuid.uuid4().hex[:12]}"
    server.psql(f"CREATE DATABASE {name}")
    yield database_of(server, name)
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


async def tables_in(url: str) -> set[str]:
    sessions = Sessions(url)
    try:
        async with sessions.engine.connect() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    finally:
        await sessions.close()
    return set(names) - {"alembic_version"}


async def test_up_and_down_and_up_again(empty_url):
    await migrate(empty_url)
    assert await tables_in(empty_url) == set(SQLModel.metadata.tables)
    await migrate(empty_url, revision="base")
    assert await tables_in(empty_url) == set()
    await migrate(empty_url)
    assert await tables_in(empty_url) == set(SQLModel.metadata.tables)


async def test_two_processes_may_prepare_at_once(empty_url):
    await asyncio.gather(prepare(empty_url), prepare(empty_url), prepare(empty_url))
    sessions = Sessions(empty_url)
    async with sessions.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM region")) == 514
    await sessions.close()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))


async def test_the_tables_are_what_the_migrations_make(sessions):
    async with sessions.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_latest_names_the_newest_file():
    newest = max(file.name for file in VERSIONS.glob("[0-9]*.py"))
    assert newest.startswith(f"{LATEST}_")


def test_ids_of_other_systems_have_64_bits():
    foreign = {"telegram_id", "chat_id", "message_id", "update_id"}
    columns = [column for table in SQLModel.metadata.tables.values() for column in table.columns]
    small = [str(c) for c in columns if c.name in foreign and not isinstance(c.type, BigInteger)]
    assert small == []


def test_enums_are_checked_strings():
    enums = [
        column.type
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum)
    ]
    assert len(enums) > 10
    assert all(not enum.native_enum and enum.create_constraint for enum in enums)
