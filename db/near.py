"""SQLite without a thread in between: statements run where they are asked for, in the event loop.

A statement on a warm file takes 10–200 µs; handing it to a thread and back four times, as aiosqlite
does, takes longer than the statement and was half of the work of a /status. Only what waits goes to a
thread: for the write lock while another process has it, and the commit, for the disk.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

#: Waits for another process that writes.
BEGIN_WRITING = "BEGIN IMMEDIATE"
#: More rows than this at once go to the thread, so that an import does not hold up the loop.
MANY = 200


class _Future(Protocol):
    def set_result(self, result: object, /) -> None: ...


class _Queue:
    """Where SQLAlchemy puts what is to run beside the connection: it runs at once."""

    def put_nowait(self, item: tuple[_Future, Callable[[], object]]) -> None:
        future, function = item
        future.set_result(function())


class NearCursor:
    """A cursor as SQLAlchemy's aiosqlite dialect expects it."""

    def __init__(self, connection: NearConnection) -> None:
        self._near = connection
        self._cursor = connection._conn.cursor()

    async def __aenter__(self) -> NearCursor:
        return self

    @property
    def description(self) -> object:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Sequence[object] = ()) -> NearCursor:
        if statement == BEGIN_WRITING:
            await self._near.begin_writing()
        else:
            self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> NearCursor:
        given = list(rows)
        if len(given) > MANY:
            await self._near.in_thread(lambda: self._cursor.executemany(statement, given))
        else:
            self._cursor.executemany(statement, given)
        return self

    async def fetchone(self) -> object:
        return self._cursor.fetchone()

    async def fetchmany(self, size: int = 100) -> list[object]:
        return self._cursor.fetchmany(size)

    async def fetchall(self) -> list[object]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()


class NearConnection:
    """A connection as SQLAlchemy's aiosqlite dialect expects it."""

    def __init__(self, database: str, *, wait: float) -> None:
        self._conn = sqlite3.connect(database, timeout=wait, check_same_thread=False)
        self._connection: sqlite3.Connection | None = self._conn
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._tx = _Queue()
        self._synced = 0
        self._wait_ms = round(wait * 1000)

    @property
    def isolation_level(self) -> str | None:
        return self._conn.isolation_level

    async def in_thread(self, function: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, function)

    def cursor(self) -> NearCursor:
        return NearCursor(self)

    async def begin_writing(self) -> None:
        """Nearly always nobody else writes, and a thread would cost more than the rest of the transaction."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            self._conn.execute(BEGIN_WRITING)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={self._wait_ms}")
        await self.in_thread(lambda: self._conn.execute(BEGIN_WRITING))

    async def commit(self) -> None:
        if self._conn.total_changes == self._synced:
            self._conn.commit()  # nothing was written, so nothing waits for the disk
        else:
            await self.in_thread(self._conn.commit)
            self._synced = self._conn.total_changes

    async def rollback(self) -> None:
        self._conn.rollback()

    async def create_function(
        self,
        name: str,
        arguments: int,
        function: Callable[..., int | str | None],
        deterministic: bool = False,
    ) -> None:
        self._conn.create_function(name, arguments, function, deterministic=deterministic)

    async def close(self) -> None:
        self.stop()

    def stop(self) -> None:
        self._connection = None
        self._conn.close()
        self._thread.shutdown(wait=False)
