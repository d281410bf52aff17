"""Whose turn it is in a chat, where several processes send: one row a chat, by the database's own clock.

Nothing of it need survive a crash, so no commit waits for the disk.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def take_turn(session: AsyncSession, chat_id: int, *, hold: timedelta) -> timedelta | None:
    """None: it is this process's turn, for ``hold`` at most. Else after how long to ask again.

    A gate that another process was told to close counts too.
    """
    values = {"chat": chat_id, "chat_gate": f"chat:{chat_id}", "hold": hold.total_seconds()}
    if (await session.execute(_TAKE, values)).first() is not None:
        return None
    until: datetime | None = (await session.execute(_UNTIL, values)).scalar_one()
    clock: datetime = (await session.execute(_CLOCK)).scalar_one()
    return timedelta(0) if until is None else max(timedelta(0), until - clock)


async def rest(session: AsyncSession, chat_id: int, *, seconds: float) -> None:
    """The turn is over, and nobody writes to this chat for so long."""
    await session.execute(_REST, {"chat": chat_id, "rest": seconds})


async def forget_rested(session: AsyncSession) -> None:
    """Remove what no longer says anything."""
    await session.execute(_FORGET)


_FORGET = text("DELETE FROM chat_pace WHERE rests_until < clock_timestamp() - interval '1 minute'")
_CLOCK = text("SELECT clock_timestamp()")
_TAKE = text(
    """
    WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO chat_pace (chat_id, rests_until)
    SELECT CAST(:chat AS bigint), clock_timestamp() + make_interval(secs => CAST(:hold AS double precision))
    FROM quick
    WHERE NOT EXISTS (
        SELECT 1 FROM gate WHERE name IN ('bot', CAST(:chat_gate AS text)) AND open_at > clock_timestamp()
    )
    ON CONFLICT (chat_id) DO UPDATE SET rests_until = excluded.rests_until
    WHERE chat_pace.rests_until <= clock_timestamp()
    RETURNING chat_id
    """
)
_UNTIL = text(
    """
    SELECT max(until) FROM (
        SELECT rests_until AS until FROM chat_pace WHERE chat_id = CAST(:chat AS bigint)
        UNION ALL
        SELECT open_at FROM gate WHERE name IN ('bot', CAST(:chat_gate AS text))
    ) AS waits
    """
)
_REST = text(
    """
    WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE chat_pace
    SET rests_until = clock_timestamp() + make_interval(secs => CAST(:rest AS double precision))
    FROM quick WHERE chat_id = CAST(:chat AS bigint)
    """
)
