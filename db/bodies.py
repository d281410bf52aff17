"""The words of messages, which nobody needs for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Cast, Text, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.engine import affected
from db.erasing import GONE_PAYLOAD, OVER
from db.tables import OutboxMessage


async def forget_bodies(session: AsyncSession, *, before: datetime) -> int:
    """Messages that ended before this moment lose their words, and those to strangers the address too.

    Returns how many did.
    """
    over = (
        col(OutboxMessage.state).in_(OVER),
        func.coalesce(col(OutboxMessage.finished_at), col(OutboxMessage.created_at)) < before,
    )
    words = update(OutboxMessage).where(*over, Cast(col(OutboxMessage.payload), Text) != "{}")
    forgotten = affected(await session.execute(words.values(payload=GONE_PAYLOAD)))
    strangers = update(OutboxMessage).where(
        *over, col(OutboxMessage.contact_id).is_(None), col(OutboxMessage.staff_id).is_(None)
    )
    await session.execute(strangers.values(chat_id=0))
    return forgotten
