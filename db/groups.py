"""Groups as the traffic shows them. Whoever writes their state takes one lock, handler or postman."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.groups import GroupState, next_stamp
from bot.rules.outbox import OutboxState
from db.claimed import OUTBOX, PENDING

#: Subject of everything in the outbox that asks or tells about a group.
GROUP = "group_chat"
_GROUP = SQLModel.metadata.tables["group_chat"]
#: Any number of its own; the same in every process of this bot ("group" on a telephone's keys).
_LOCK = 47687


async def lock(connection: AsyncConnection) -> None:
    """One transaction at a time (SQLite has one writer anyway): a group may come under two ids at once."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


async def follow(connection: AsyncConnection, *, old: int, new: int, now: datetime) -> int | None:
    """The group ``old`` is the supergroup ``new`` now, with the same permission.

    Whatever order that is told in, and however often. Returns the id of our row if this was news about one.
    """
    await lock(connection)
    await connection.execute(
        update(OUTBOX).where(OUTBOX.c.chat_id == old, OUTBOX.c.state == PENDING).values(chat_id=new)
    )
    known = await connection.scalar(select(_GROUP.c.id).where(_GROUP.c.chat_id == old))
    if known is None:
        unmarked = (_GROUP.c.chat_id == new, _GROUP.c.migrated_from.is_(None))
        await connection.execute(update(_GROUP).where(*unmarked).values(migrated_from=old))
        return None
    await _take_out(connection, new, now=now)
    await connection.execute(
        update(_GROUP).where(_GROUP.c.id == known).values(chat_id=new, migrated_from=old)
    )
    return int(known)


async def _take_out(connection: AsyncConnection, chat_id: int, *, now: datetime) -> None:
    """What looked like a new group was the successor of one we know: what waits about it is not sent."""
    gone = await connection.scalar(delete(_GROUP).where(_GROUP.c.chat_id == chat_id).returning(_GROUP.c.id))
    if gone is not None:
        waiting = (OUTBOX.c.subject_type == GROUP, OUTBOX.c.subject_id == gone, OUTBOX.c.state == PENDING)
        await connection.execute(
            update(OUTBOX)
            .where(*waiting)
            .values(state=OutboxState.WITHDRAWN, reason="decided", finished_at=now)
        )


async def left(connection: AsyncConnection, chat_id: int, *, now: datetime) -> None:
    """The bot is in this group no more, as Telegram said when something was sent there."""
    await lock(connection)
    there = (_GROUP.c.chat_id == chat_id, _GROUP.c.state != GroupState.LEFT)
    found = (await connection.execute(select(_GROUP.c.id, _GROUP.c.changed_at).where(*there))).first()
    if found is not None:
        gone = {"state": GroupState.LEFT, "changed_at": next_stamp(now, found.changed_at)}
        await connection.execute(update(_GROUP).where(_GROUP.c.id == found.id).values(gone))
