"""What seats said about sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.answers import Channel, Given
from db.tables import Answer


async def answers_of(session: AsyncSession, item_ids: Collection[int]) -> dict[tuple[int, int], list[Given]]:
    """All answers to these sittings by (sitting, seat), in the order they were given."""
    rows = await session.execute(
        select(Answer).where(col(Answer.agenda_item_id).in_(item_ids)).order_by(col(Answer.id))
    )
    found: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for row in rows.scalars():
        found[row.agenda_item_id, row.seat_id].append(
            Given(
                row.choice,
                row.time_revision,
                row.answered_at,
                row.note,
                row.capacity,
                Channel(row.channel) if row.channel else None,
            )
        )
    return found


async def last_answer(session: AsyncSession, item: int, seat_id: int) -> Answer | None:
    """What this seat said last about this sitting, whatever its time then."""
    mine = (col(Answer.agenda_item_id) == item, col(Answer.seat_id) == seat_id)
    found: Answer | None = await session.scalar(
        select(Answer).where(*mine).order_by(col(Answer.id).desc()).limit(1)
    )
    return found
