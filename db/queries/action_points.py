"""What was agreed in meetings, and who has to do it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.action_lines import Owner
from bot.rules.action_points import ActionPointState, PointView
from db.queries.people import seats_by_id
from db.tables import ActionPoint, Meeting, Seat


async def open_points(session: AsyncSession, *, of_seats: Collection[int] | None = None) -> list[PointView]:
    """Those not done and not dropped (of these seats), the next due first."""
    wanted = [col(ActionPoint.state) == ActionPointState.OPEN]
    if of_seats is not None:
        wanted.append(col(ActionPoint.seat_id).in_(of_seats))
    rows = await session.scalars(
        select(col(ActionPoint.id)).where(*wanted).order_by(col(ActionPoint.due_on), col(ActionPoint.id))
    )
    return await points(session, [row for row in rows if row is not None])


async def points_near(session: AsyncSession, *, until: date, now: datetime) -> list[PointView]:
    """Open ones due by this day of which something is left to say: nobody heard of them past their own."""
    rows = await session.scalars(
        select(col(ActionPoint.id))
        .where(
            col(ActionPoint.state) == ActionPointState.OPEN,
            col(ActionPoint.due_on) <= until,
            or_(
                func.date(col(ActionPoint.reminded_at)) <= col(ActionPoint.due_on),
                col(ActionPoint.reminded_at) > now,
            ),
        )
        .order_by(col(ActionPoint.due_on), col(ActionPoint.id))
    )
    return await points(session, [row for row in rows if row is not None])


async def points(session: AsyncSession, ids: Sequence[int]) -> list[PointView]:
    """These action points as they stand, in this order."""
    if not ids:
        return []
    rows = (
        await session.execute(
            select(ActionPoint, col(Meeting.title))
            .join(Meeting, col(Meeting.id) == col(ActionPoint.meeting_id))
            .where(col(ActionPoint.id).in_(ids))
            .execution_options(populate_existing=True)
        )
    ).all()
    seats = await seats_by_id(session, {row.seat_id for row, _ in rows})
    found = {
        row.id: PointView(
            point=row.id or 0,
            meeting=row.meeting_id,
            title=title,
            seat=seats[row.seat_id],
            words=row.words,
            due_on=row.due_on,
            state=row.state,
            told_at=row.reminded_at or row.created_at,
        )
        for row, title in rows
    }
    return [found[one] for one in ids if one in found]


async def owners_of(session: AsyncSession, invited: Collection[int]) -> list[Owner]:
    """Every seat of the regions of these seats."""
    codes = select(col(Seat.region_code)).where(col(Seat.id).in_(invited))
    rows = await session.execute(
        select(col(Seat.id), col(Seat.region_code), col(Seat.post))
        .where(col(Seat.region_code).in_(codes))
        .order_by(col(Seat.region_code), col(Seat.id))
    )
    return [Owner(seat, code, post, seat in invited) for seat, code, post in rows if seat is not None]
