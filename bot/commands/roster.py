"""Whom the bot knows at this moment, for the list of people in the practice room."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from db.engine import Sessions
from db.tables import Contact, Region, Seat, Staff, Tenure


async def roster(sessions: Sessions) -> dict[int, str]:
    """By Telegram id the region somebody acts for; "" for staff, who come before everything else."""
    acting = (
        select(col(Contact.telegram_id), col(Region.name))
        .join(Tenure, col(Tenure.contact_id) == col(Contact.id))
        .join(Seat, col(Seat.id) == col(Tenure.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(col(Tenure.ended_at).is_(None))
        .order_by(col(Tenure.id).desc())
    )
    async with sessions.reading() as session:
        rows = await session.execute(acting)
        known = {telegram_id: region for telegram_id, region in rows if telegram_id is not None}
        staff = await session.scalars(select(col(Staff.telegram_id)).where(col(Staff.is_active)))
        return {**known, **dict.fromkeys(staff, "")}
