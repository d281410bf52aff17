"""What stands where a backup is to go: is it in use, is it empty, whom does it remember as erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.actions.erasing import tombstones
from bot.actions.work import SYSTEM, Work
from bot.rules.tombstones import Tombstone
from db.engine import Sessions
from db.instances import living, without_sessions
from db.tables import Contact, InboxUpdate, Measurement, OutboxMessage, Staff

#: A process that works is heard of every few seconds.
_SILENT = timedelta(seconds=60)


async def others_work(sessions: Sessions) -> bool:
    """PostgreSQL: processes that do not lead send as well. A dead one has no session, or fell silent."""
    if sessions.is_sqlite:
        return False
    async with sessions.reading() as session:
        owners = [one.owner for one in await living(session) if one.quiet_for < _SILENT]
        return bool(owners) and set(owners) != await without_sessions(session, owners)


async def is_empty(sessions: Sessions) -> bool:
    """Nobody and nothing was ever entered here. What cannot be read is not empty."""
    if sessions.is_sqlite and not file_of(sessions).exists():
        return True
    classes = (Contact, Staff, Measurement, OutboxMessage, InboxUpdate)
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in classes]
    try:
        async with sessions.reading() as session:
            return not any((await session.execute(select(*counts))).one())
    except SQLAlchemyError:
        return False


def file_of(sessions: Sessions) -> Path:
    return Path(sessions.url.database or "")


async def erased_in(sessions: Sessions) -> Sequence[Tombstone]:
    """Whom the database that gives way remembers, if it can still be read."""
    if sessions.is_sqlite and not file_of(sessions).exists():
        return ()
    try:
        async with sessions.reading() as session:
            return await tombstones(Work(session, datetime.now(UTC), SYSTEM))
    except SQLAlchemyError:
        return ()
