"""When the people of a sitting were thanked, or told of its files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.follow_ups import FollowUpKind
from bot.rules.outbox import OutboxState
from db.tables import OutboxMessage


async def sent_at(session: AsyncSession, item: int, kind: FollowUpKind) -> datetime | None:
    """When the first of it leaves, or left; None where nothing is to leave."""
    at: datetime | None = await session.scalar(
        select(func.min(col(OutboxMessage.not_before))).where(
            col(OutboxMessage.subject_type) == kind.value,
            col(OutboxMessage.subject_id) == item,
            col(OutboxMessage.state) != OutboxState.WITHDRAWN,
        )
    )
    return at
