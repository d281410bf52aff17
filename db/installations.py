"""Where this database lives, and when somebody last worked with it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.fences import SEEN_EVERY, Known
from db.engine import Sessions
from db.tables import Installation

#: There is one row.
ONLY = 1
_DATABASE = text("SELECT datname, oid FROM pg_database WHERE datname = current_database()")
_LONGEST_PATH = 150  #: characters of its end


async def identity_of(sessions: Sessions) -> str:
    """A name that a copy of this database does not have.

    SQLite: inode and path (the device's number may be another after any boot). PostgreSQL: the cluster and
    the database in it.
    """
    if sessions.is_sqlite:
        return await asyncio.to_thread(_identity_of_file, sessions.url.database or "")
    async with sessions.reading() as session:
        name, oid = (await session.execute(_DATABASE)).one()
    return f"{await _cluster(sessions)}:{oid}:{name}"


def _identity_of_file(name: str) -> str:
    file = Path(name).resolve()
    return f"{file.stat().st_ino}:{str(file)[-_LONGEST_PATH:]}" if file.is_file() else "memory"


async def _cluster(sessions: Sessions) -> str:
    try:
        async with sessions.reading() as session:
            return str(await session.scalar(text("SELECT system_identifier FROM pg_control_system()")))
    except DBAPIError:  # some hosts keep it to themselves; the database's own number remains
        return ""


async def known_place(session: AsyncSession) -> Known | None:
    """What is remembered of the last use; None before the first."""
    row = await session.get(Installation, ONLY, with_for_update=True, populate_existing=True)
    return Known(row.identity, row.seen_at) if row else None


async def settle_in(session: AsyncSession, *, identity: str, now: datetime) -> None:
    """This is where the database lives now."""
    row = await session.get(Installation, ONLY)
    if row is None:
        session.add(Installation(id=ONLY, identity=identity, seen_at=now))
    else:
        row.identity, row.seen_at = identity, now
    await session.flush()


async def note_seen(session: AsyncSession, *, now: datetime) -> None:
    """Somebody works with this database; written at most once a minute, or when the clock has gone back."""
    is_old = or_(col(Installation.seen_at) <= now - SEEN_EVERY, col(Installation.seen_at) > now)
    await session.execute(update(Installation).where(is_old).values(seen_at=now))
