"""Bring a database to the newest shape, then load the reference facts. Safe to run twice or at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.engine import Sessions, database_url, is_sqlite
from db.reference.load import load_reference
from db.wal import use_wal

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest migration; a test holds it against the files.
LATEST = "0010"

#: How long to wait on SQLite for another who migrates, in milliseconds; a large file takes its time.
PATIENCE_MS = 60_000
#: Any number, the same in every process: PostgreSQL lets one migrate at a time.
_LOCK = 7_300_901


class BrokenReferences(Exception):
    """A migration left rows pointing at nothing; it was rolled back."""


class FromTheFuture(Exception):
    """A newer version of the bot migrated this database."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


async def migrate(url: str, *, revision: str = "head") -> None:
    """Upgrade (or, to a lower ``revision``, downgrade) the database at ``url``.

    Raises FromTheFuture, BrokenReferences.
    """
    engine = migration_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate, revision)
    finally:
        await engine.dispose()


def migration_engine(url: str) -> AsyncEngine:
    """An engine of its own: with foreign keys ON, SQLite's rebuild of a parent deletes its children."""
    where = database_url(url)
    if not is_sqlite(where):
        return create_async_engine(where)
    if where.database:
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(where)

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection, _record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        cursor = connection.cursor()
        use_wal(cursor, wait=PATIENCE_MS / 1000)
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if revision == "head" and _is_newest(connection):
        return
    from alembic import command  # here: a database that is in shape needs no Alembic to start
    from alembic.util import CommandError

    move = command.upgrade if revision == "head" or revision.startswith("+") else command.downgrade
    try:
        move(alembic_config(connection), revision)
    except CommandError as error:
        raise FromTheFuture from error
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise BrokenReferences(
                f"{len(orphans)} rows point at nothing, the first in table {orphans[0][0]}"
            )


def build(connection: Connection, revision: str) -> None:
    """The tables of an empty database as they were at this migration. Raises FromTheFuture."""
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(alembic_config(connection), revision)
    except CommandError as error:
        raise FromTheFuture from error


def migrate_here(connection: Connection) -> None:
    """To the newest shape, in this transaction. Raises BrokenReferences."""
    _migrate(connection, "head")


def _is_newest(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == LATEST


async def prepare(url: str) -> None:
    """Migrate, then load the reference facts: what every start of the bot does first."""
    await migrate(url)
    sessions = Sessions(url, busy_ms=PATIENCE_MS)
    try:
        async with sessions.writing() as session:
            await load_reference(session)
    finally:
        await sessions.close()
