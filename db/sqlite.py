"""How every connection to SQLite is set up, and how its transactions begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from db.wal import use_wal


class _Cursor(Protocol):
    def execute(self, statement: str, /) -> object: ...
    def close(self) -> None: ...


class _DriverConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


def prepare_sqlite(engine: AsyncEngine, *, begin: str, read_only: bool, busy_ms: int) -> None:
    """``begin`` begins each transaction; a statement waits ``busy_ms`` milliseconds for another writer."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: _DriverConnection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, or the driver says it too late
        cursor = connection.cursor()
        with _like_any_statement("PRAGMA"):
            use_wal(cursor, wait=busy_ms / 1000)
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute(f"PRAGMA busy_timeout={busy_ms}")
            cursor.execute("PRAGMA secure_delete=ON")  # not every build does: what is purged leaves the file
            if read_only:
                cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        cursor = connection.connection.cursor()  # past the engine: this comes with every update
        with _like_any_statement(begin):
            cursor.execute(begin)
        cursor.close()


@contextmanager
def _like_any_statement(statement: str) -> Iterator[None]:
    """Past the engine SQLite's errors come as they are: make them what every statement raises."""
    try:
        yield
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error
