"""Terms of holders that end soon, or are over."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.clocks import zone_named
from bot.rules.terms import Term, next_said_at
from db.queries.days_off import days_off
from db.queries.people import seats_by_id
from db.tables import Contact, Region, Seat, Tenure


async def terms_ending(session: AsyncSession, *, until: date) -> list[Term]:
    """Holders whose last day is not later than ``until``, the first to end first."""
    rows = (
        await session.execute(
            select(
                col(Tenure.id),
                col(Tenure.seat_id),
                col(Tenure.contact_id),
                col(Contact.name),
                col(Tenure.until_on),
                col(Tenure.term_told_on),
            )
            .join(Contact, col(Contact.id) == col(Tenure.contact_id))
            .where(
                col(Tenure.ended_at).is_(None),
                col(Tenure.kind) == TenureKind.HOLDER,
                col(Tenure.until_on).is_not(None),
                col(Tenure.until_on) <= until,
            )
            .order_by(col(Tenure.until_on), col(Tenure.id))
        )
    ).all()
    seats = await seats_by_id(session, {seat_id for _, seat_id, *_ in rows}) if rows else {}
    return [
        Term(tenure_id or 0, contact_id, name, seats[seat_id], until_on, told_on)
        for tenure_id, seat_id, contact_id, name, until_on, told_on in rows
        if until_on is not None
    ]


async def next_term_moment(session: AsyncSession, *, after: datetime) -> datetime | None:
    """When something is said next about the end of a term."""
    rows = await session.execute(
        select(col(Tenure.until_on), col(Region.zone))
        .join(Seat, col(Seat.id) == col(Tenure.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(
            col(Tenure.ended_at).is_(None),
            col(Tenure.kind) == TenureKind.HOLDER,
            col(Tenure.until_on).is_not(None),
        )
        .distinct()
    )
    extra = await days_off(session)
    found = [
        next_said_at(until_on, after=after, zone=zone_named(zone), extra=extra)
        for until_on, zone in rows
        if until_on
    ]
    return min((at for at in found if at is not None), default=None)
