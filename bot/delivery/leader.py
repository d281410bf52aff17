"""Only one process fetches and ticks: a lock that dies with its process, or with its session.

SQLite: a lock on a file beside the database. PostgreSQL: a lock of a session, looked after all the time.
A process that was frozen finds its session ended and leads no more; whatever it does as leader asks
``leads`` first.
"""

from __future__ import annotations

import asyncio
import errno
import sys
from io import FileIO
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import Sessions
from db.leading import become_leader, is_locked_here, step_down, try_lock, unlock

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: What the system says of a lock that another process holds.
_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


class LockUnusable(Exception):
    """Nobody can know whether another process runs; the sentence says why and what to do."""


class Leader:
    """One per process. ``look_every``: seconds between two looks after the session that holds the lock."""

    def __init__(self, sessions: Sessions, *, owner: str = "", look_every: float = 1.0) -> None:
        self._sessions = sessions
        self._owner = owner
        self._look_every = look_every
        self._file: FileIO | None = None
        self._connection: AsyncConnection | None = None
        self._one_look = asyncio.Lock()
        self._sure_until = 0.0

    async def try_take(self) -> bool:
        """Whether this process leads now; False while another one does. Raises LockUnusable."""
        if self._sessions.is_sqlite:
            return self._lock_file()
        return await self._lock_session()

    async def leads(self) -> bool:
        """Whether this process still leads; asked of the database unless that was a moment ago."""
        if self._file is not None or asyncio.get_running_loop().time() < self._sure_until:
            return True
        return await self._look()

    async def lost(self) -> None:
        """Wait until the lead is lost with its session; on SQLite it never is."""
        while self._file is not None or await self._look():  # noqa: ASYNC110 - no bell rings for it
            await asyncio.sleep(self._look_every)

    async def until_over(self, stopping: asyncio.Event, over: asyncio.Event) -> None:
        """Wait until the lead is lost or ``stopping`` is set; then sets ``over``, also when cancelled."""
        ends = [asyncio.create_task(self.lost()), asyncio.create_task(stopping.wait())]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            over.set()
            for task in ends:
                task.cancel()

    async def release(self) -> None:
        """Let another process lead."""
        if self._file is not None:
            self._file.close()
            self._file = None
        async with self._one_look:
            connection, self._connection = self._connection, None
            self._sure_until = 0.0
            if connection is not None:
                await self._let_go(connection)

    async def _let_go(self, connection: AsyncConnection) -> None:
        try:
            async with self._sessions.writing() as session:
                await step_down(session, self._owner)
            await unlock(connection)
            await connection.commit()
        except SQLAlchemyError:
            await connection.invalidate()  # it was lost, and the lock with it
        await connection.close()

    async def _look(self) -> bool:
        async with self._one_look:
            if self._connection is None:
                return False
            asked = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(5 * self._look_every):
                    is_held = await is_locked_here(self._connection)
                    await self._connection.commit()
            except (SQLAlchemyError, TimeoutError):
                is_held = False
            self._sure_until = asked + 2 * self._look_every if is_held else 0.0
            return is_held

    def _lock_file(self) -> bool:
        """Beside the file itself: whoever comes through a link meets the same lock."""
        path = Path(self._sessions.url.database or "memory").resolve()
        file = _opened(path.with_name(f"{path.name}.lock"))
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            if error.errno in _HELD:
                return False
            raise LockUnusable(
                f"{path.name}.lock cannot be locked ({error.strerror}): put the SQLite database"
                " on a local disk, or use PostgreSQL."
            ) from error
        self._file = file
        return True

    async def _lock_session(self) -> bool:
        connection = await self._sessions.engine.connect()
        try:
            taken = await try_lock(connection)
            await connection.commit()
            if taken:
                async with self._sessions.writing() as session:
                    await become_leader(session, self._owner)
        except BaseException:
            await connection.invalidate()  # whatever it holds goes with it
            await connection.close()
            raise
        if not taken:
            await connection.close()
            return False
        self._connection = connection
        return True


def _opened(path: Path) -> FileIO:
    """The lock file, made if it is not there. Raises LockUnusable."""
    try:
        return FileIO(path, "a")
    except OSError as error:
        raise LockUnusable(
            f"The lock file {path} cannot be opened ({error.strerror}): run as the user who owns it and"
            " may write in its directory, or, when no `run` uses this database, remove it."
        ) from error
