"""Seats that nobody holds, and seats of a cohort."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from db.tables import Candidacy, Region, Seat, Tenure

#: Buttons of one message; more than these are asked for by typing.
_MOST = 20


async def empty_seats(session: AsyncSession) -> list[tuple[str, str, str]]:
    """(region code, post, words) of the newest cohort's seats without a holder, at most 20."""
    newest = select(func.max(Candidacy.cohort)).scalar_subquery()
    held = (
        select(col(Tenure.id))
        .where(
            col(Tenure.seat_id) == col(Seat.id),
            col(Tenure.ended_at).is_(None),
            col(Tenure.kind) == TenureKind.HOLDER,
        )
        .exists()
    )
    rows = await session.execute(
        select(col(Seat.region_code), col(Seat.post), col(Seat.title), col(Region.name))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .join(Candidacy, col(Candidacy.region_code) == col(Seat.region_code))
        .where(col(Candidacy.cohort) == newest, ~held)
        .order_by(col(Region.name), col(Seat.id))
        .limit(_MOST)
    )
    return [(code, post, f"{title} {region}") for code, post, title, region in rows]
