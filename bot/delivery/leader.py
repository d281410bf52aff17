"""Only one process fetches, ticks and sends: an advisory lock that dies with its process."""

from __future__ import annotations

import asyncio
import sys
from io import FileIO
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import Sessions

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: Any number; the same in every process of this bot ("permas" on a telephone's keys).
_LOCK = 737627
#: How often the connection that holds the lock is looked after, in seconds.
_LOOK = 5.0


class Leader:
    """SQLite: a lock on a file beside the database. PostgreSQL: a lock on a connection of its own."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._file: FileIO | None = None
        self._connection: AsyncConnection | None = None

    async def try_take(self) -> bool:
        """Whether this process leads now; False while another one does."""
        if self._sessions.is_sqlite:
            return self._lock_file()
        return await self._lock_connection()

    async def lost(self) -> None:
        """Wait until the lead is lost with its connection; on SQLite it never is."""
        while self._connection is not None:
            try:
                await self._connection.execute(text("SELECT 1"))
                await self._connection.commit()
            except DBAPIError:
                return
            await asyncio.sleep(_LOOK)
        await asyncio.Event().wait()

    async def release(self) -> None:
        """Let another process lead."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            except DBAPIError:
                await connection.invalidate()  # it was lost, and the lock with it
            await connection.close()

    def _lock_file(self) -> bool:
        database = self._sessions.url.database or "memory"
        file = FileIO(Path(f"{database}.lock"), "a")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    async def _lock_connection(self) -> bool:
        connection = await self._sessions.engine.connect()
        taken = (
            await connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK})
        ).scalar_one()
        await connection.commit()
        if not taken:
            await connection.close()
            return False
        self._connection = connection
        return True
