"""Connections: one way to write, one way to read, on SQLite and on PostgreSQL.

Writes begin IMMEDIATE on SQLite, one at a time (an asyncio lock halves their p99); reads are
deferred and refuse any write. Every commit is on the disk before it returns.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TypeVarTuple

from sqlalchemy import URL, CursorResult, Result, Row, Select, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session

from db import tables as tables  # declares every table
from db.near import BEGIN_WRITING, NearConnection
from db.sqlite import prepare_sqlite

#: How long a statement waits for another writer, in milliseconds.
BUSY_TIMEOUT_MS = 10_000
#: What comes of a statement when the database is away, full or locked, or every connection is in use.
DATABASE_FAULTS = (DBAPIError, PoolTimeout)
#: Those of them that pass by themselves: no fault of the statement.
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)


_Columns = TypeVarTuple("_Columns")


def database_url(text: str) -> URL:
    """The SQLAlchemy URL of a DATABASE_URL as platforms write it (sqlite, postgres, postgresql).

    Raises ``sqlalchemy.exc.ArgumentError`` when it is no URL at all.
    """
    url = make_url(text)
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite":
        return url.set(drivername="sqlite+aiosqlite")
    return url


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def affected(result: Result[tuple[()]]) -> int:
    """How many rows an UPDATE or DELETE touched."""
    return result.rowcount if isinstance(result, CursorResult) else 0


async def rows_of(
    session: AsyncSession, statement: Select[*_Columns], parameters: Mapping[str, object]
) -> Sequence[Row[*_Columns]]:
    """The rows of a statement of columns, past the ORM: for what is asked with every update."""

    def ask(inner: Session) -> Sequence[Row[*_Columns]]:
        return inner.connection().execute(statement, parameters).all()

    return await session.run_sync(ask)


#: A server that is no longer there is noticed within seconds and not within hours (libpq's own words).
_ALIVE: Mapping[str, object] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def _as_session_of(owner: str) -> dict[str, object]:
    return {**_ALIVE, "application_name": session_name(owner)} if owner else dict(_ALIVE)


def session_name(owner: str) -> str:
    """What a PostgreSQL server shows as the name of this process's sessions."""
    return f"permas-bot {owner}"


class Sessions:
    """Hands out database sessions. ``writing`` commits at the end, or rolls everything back."""

    def __init__(
        self, text: str, *, pool_size: int = 10, busy_ms: int = BUSY_TIMEOUT_MS, owner: str = ""
    ) -> None:
        self.url = database_url(text)
        self._owner = owner  #: whose sessions these are, for a server to see
        self.is_sqlite = is_sqlite(self.url)
        self._busy_ms = busy_ms
        self._write_engine, self._read_engine = self._engines(pool_size)
        self._writers = async_sessionmaker(self._write_engine, class_=AsyncSession, expire_on_commit=False)
        self._readers = async_sessionmaker(self._read_engine, class_=AsyncSession, expire_on_commit=False)
        self._one_writer = asyncio.Lock()

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine, for migrations' checks and locks."""
        return self._write_engine

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may write. An exception rolls all of it back."""
        async with self._one_writer if self.is_sqlite else nullcontext():
            async with self._writers() as session, session.begin():
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads; the database refuses a write."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def writing_plainly(self) -> AsyncIterator[AsyncConnection]:
        """As ``writing``, without the ORM, which costs as much again as a few statements."""
        async with self._one_writer if self.is_sqlite else nullcontext():
            async with self._write_engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading_plainly(self) -> AsyncIterator[AsyncConnection]:
        """As ``reading``, without the ORM."""
        async with self._read_engine.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self._write_engine.dispose()
        await self._read_engine.dispose()

    def _engines(self, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
        if not self.is_sqlite:
            writing = create_async_engine(
                self.url,
                pool_size=pool_size,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args=_as_session_of(self._owner),
            )
            return writing, writing.execution_options(postgresql_readonly=True)
        if self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # an error must not carry what somebody typed into the log: parameters stay hidden
        writing = create_async_engine(
            self.url, pool_size=1, hide_parameters=True, async_creator=self._connect_sqlite
        )
        reading = create_async_engine(
            self.url, pool_size=pool_size, hide_parameters=True, async_creator=self._connect_sqlite
        )
        prepare_sqlite(writing, begin=BEGIN_WRITING, read_only=False, busy_ms=self._busy_ms)
        prepare_sqlite(reading, begin="BEGIN", read_only=True, busy_ms=self._busy_ms)
        return writing, reading

    async def _connect_sqlite(self) -> NearConnection:
        return NearConnection(self.url.database or ":memory:", wait=self._busy_ms / 1000)
