"""Database sessions that go from test to test: what SQLAlchemy compiled for one serves the next.

Compiled statements hang on the dialect, and so on the engine. An engine for every test compiles
everything anew, which was a quarter of the time of a test of a handler.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

from sqlalchemy import event

from db.engine import Sessions, database_url

_free: dict[str, list[ReusedSessions]] = defaultdict(list)


class ReusedSessions(Sessions):
    """Sessions that can be pointed to another database of the same kind once they are closed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        if not self.is_sqlite:
            event.listen(self.engine.sync_engine, "do_connect", self._say_which)

    def point_to(self, text: str) -> None:
        self.url = database_url(text)
        self._one_writer = asyncio.Lock()

    def _say_which(self, _dialect, _record, _arguments, parameters: dict[str, object]) -> None:
        parameters["dbname"] = self.url.database

    async def let_go(self) -> None:
        """Close every connection, as before the file is exchanged; the next statement opens new ones."""
        await super().close()

    async def close(self) -> None:
        await super().close()
        _free[self.url.get_backend_name()].append(self)


def sessions_to(text: str) -> ReusedSessions:
    """Sessions to this database, with new connections."""
    free = _free[database_url(text).get_backend_name()]
    if not free:
        return ReusedSessions(text)
    sessions = free.pop()
    sessions.point_to(text)
    return sessions
