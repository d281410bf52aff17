"""Marks of seats at sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.answers import Presence
from bot.rules.sittings import Mark
from db.tables import Attendance


async def marks_of(session: AsyncSession, item_ids: Collection[int]) -> dict[tuple[int, int], list[Mark]]:
    """All marks at these sittings by (sitting, seat), in the order they were made."""
    rows = await session.execute(
        select(
            col(Attendance.agenda_item_id),
            col(Attendance.seat_id),
            col(Attendance.mark),
            col(Attendance.capacity),
            col(Attendance.marked_at),
            col(Attendance.method),
        )
        .where(col(Attendance.agenda_item_id).in_(item_ids))
        .order_by(col(Attendance.id))
    )
    found: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for item, seat, mark, capacity, at, method in rows:
        found[item, seat].append(Mark(Presence(mark.value), capacity, at, method))
    return found


async def last_mark(session: AsyncSession, item: int, seat_id: int) -> Attendance | None:
    """The newest mark of this seat, taken away or not."""
    mine = (col(Attendance.agenda_item_id) == item, col(Attendance.seat_id) == seat_id)
    found: Attendance | None = await session.scalar(
        select(Attendance).where(*mine).order_by(col(Attendance.id).desc()).limit(1)
    )
    return found
