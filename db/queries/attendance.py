"""Marks of seats at sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.sittings import Mark
from db.inserting import insert_into
from db.tables import AgendaItem, Attendance, CheckInTry, Contact, Staff, Tenure


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
    row = {"agenda_item_id": item, "contact_id": contact_id, "tries": 1, "tried_at": now}
    once_more = (
        insert_into(session, CheckInTry)
        .values(row)
        .on_conflict_do_update(
            index_elements=["agenda_item_id", "contact_id"],
            set_={"tries": col(CheckInTry.tries) + 1, "tried_at": now},
        )
        .returning(col(CheckInTry.tries))
    )
    return int((await session.execute(once_more)).scalar_one())


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made the newest mark of a seat: somebody who acts for it, or staff."""

    person: str
    staff: str


async def makers_of(session: AsyncSession, item: int) -> dict[int, Maker]:
    """Who made the newest mark of each seat of this sitting."""
    rows = await session.execute(
        select(col(Attendance.seat_id), col(Contact.name), col(Staff.name))
        .outerjoin(Contact, col(Contact.id) == col(Attendance.contact_id))
        .outerjoin(Staff, col(Staff.id) == col(Attendance.marked_by_staff_id))
        .where(col(Attendance.agenda_item_id) == item)
        .order_by(col(Attendance.id))
    )
    return {seat: Maker(person or "", staff or "") for seat, person, staff in rows}


async def holders_at(session: AsyncSession, seat_ids: Collection[int], *, at: datetime) -> dict[int, str]:
    """The name of whoever held each of these seats at that moment."""
    rows = await session.execute(
        select(col(Tenure.seat_id), col(Contact.name))
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(
            col(Tenure.seat_id).in_(seat_ids),
            col(Tenure.kind) == TenureKind.HOLDER,
            col(Tenure.started_at) <= at,
            or_(col(Tenure.ended_at).is_(None), col(Tenure.ended_at) > at),
        )
        .order_by(col(Tenure.id))
    )
    return {row.seat_id: row.name for row in rows}
