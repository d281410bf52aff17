"""Marks of seats at sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.answers import Presence
from bot.rules.sittings import Mark
from db.tables import AgendaItem, Attendance, CheckInTry


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


async def check_in_key(session: AsyncSession, item: int) -> str | None:
    """The secret of the code on the screen of this sitting; None: no code is asked for."""
    found: str | None = await session.scalar(
        select(col(AgendaItem.check_in_key)).where(col(AgendaItem.id) == item)
    )
    return found


async def tries_of(session: AsyncSession, item: int, contact_id: int) -> int:
    """How many wrong codes this person typed for this sitting."""
    mine = (col(CheckInTry.agenda_item_id) == item, col(CheckInTry.contact_id) == contact_id)
    return await session.scalar(select(col(CheckInTry.tries)).where(*mine)) or 0


async def count_try(session: AsyncSession, item: int, contact_id: int, *, now: datetime) -> int:
    """One wrong code more; how many it is now."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    row = {"agenda_item_id": item, "contact_id": contact_id, "tries": 1, "tried_at": now}
    once_more = (
        insert(CheckInTry)
        .values(row)
        .on_conflict_do_update(
            index_elements=["agenda_item_id", "contact_id"],
            set_={"tries": col(CheckInTry.tries) + 1, "tried_at": now},
        )
        .returning(col(CheckInTry.tries))
    )
    return int((await session.execute(once_more)).scalar_one())
