"""The words of messages, which nobody needs for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Cast, Text, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.engine import affected
from db.erasing import GONE_PAYLOAD, OVER
from db.tables import BroadcastBody, Contact, OutboxMessage


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
    await _forget_shared(session, before)
    return forgotten


async def forget_who_was_erased(session: AsyncSession) -> int:
    """What was in flight when its recipient was erased, and is over now, loses words and address.

    Returns how many did.
    """
    erased = select(col(Contact.id)).where(col(Contact.erased_at).is_not(None))
    left = update(OutboxMessage).where(
        col(OutboxMessage.contact_id).in_(erased),
        col(OutboxMessage.chat_id) > 0,
        col(OutboxMessage.state).in_(OVER),
    )
    gone = left.values(payload=GONE_PAYLOAD, chat_id=-col(OutboxMessage.contact_id))
    return affected(await session.execute(gone.execution_options(synchronize_session=False)))


async def _forget_shared(session: AsyncSession, before: datetime) -> None:
    """Texts for many of which no recipient's message has words of its own any more."""
    still = exists(
        select(col(OutboxMessage.id)).where(
            col(OutboxMessage.body_id) == col(BroadcastBody.id),
            Cast(col(OutboxMessage.payload), Text) != "{}",
        )
    )
    old = update(BroadcastBody).where(
        col(BroadcastBody.created_at) < before, Cast(col(BroadcastBody.payload), Text) != "{}", ~still
    )
    await session.execute(old.values(payload=GONE_PAYLOAD).execution_options(synchronize_session=False))
