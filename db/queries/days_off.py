"""The days off that staff added to the national holidays and cuti bersama."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.engine import affected
from db.inserting import insert_into
from db.tables import DayOff


async def days_off(session: AsyncSession) -> frozenset[date]:
    """All of them: what rules about working days call ``extra``."""
    return frozenset(await session.scalars(select(col(DayOff.on))))


async def days_off_named(session: AsyncSession, *, since: date) -> Sequence[tuple[date, str]]:
    """Those from this day on with what they are called, the next first."""
    rows = await session.execute(
        select(col(DayOff.on), col(DayOff.name)).where(col(DayOff.on) >= since).order_by(col(DayOff.on))
    )
    return [(on, name) for on, name in rows]


async def add_day_off(
    session: AsyncSession, on: date, *, name: str, staff_id: int | None, now: datetime
) -> bool:
    """Whether it is new; the name of one that is there already stays."""
    row = {"on": on, "name": name, "added_by_staff_id": staff_id, "added_at": now}
    made = insert_into(session, DayOff).values(row).on_conflict_do_nothing().returning(col(DayOff.on))
    return (await session.execute(made)).first() is not None


async def remove_day_off(session: AsyncSession, on: date) -> bool:
    """Whether it was there."""
    return affected(await session.execute(delete(DayOff).where(col(DayOff.on) == on))) == 1
