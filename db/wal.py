"""SQLite's write-ahead log: several may read while one writes."""

from __future__ import annotations

import sqlite3
import time
from typing import Protocol

from sqlalchemy.exc import DBAPIError


class Cursor(Protocol):
    """What this needs of a cursor of any of our drivers."""

    def execute(self, statement: str, /) -> object: ...


def use_wal(cursor: Cursor, *, wait: float) -> None:
    """Turn the file to the write-ahead log, or find that it is.

    SQLite answers "database is locked" at once, whatever the busy timeout, to all but one of those
    who turn a new file at the same moment: the others come here again for ``wait`` seconds.
    Raises ``sqlite3.OperationalError`` (or SQLAlchemy's wrapping of it) once they are over.
    """
    until = time.monotonic() + wait
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except (sqlite3.OperationalError, DBAPIError) as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            _wait_for_the_others(cursor)
        else:
            return


def _wait_for_the_others(cursor: Cursor) -> None:
    """Stand in SQLite's own queue once, which does obey the busy timeout."""
    try:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    except (sqlite3.OperationalError, DBAPIError) as error:
        if "locked" not in str(error):
            raise
