"""Cohorts, their seats, and who acts for those."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.criteria import Stage
from db.tables import Candidacy, Contact, Seat, Tenure


async def cohorts(session: AsyncSession) -> Sequence[int]:
    """The cohorts that have regions, the newest first."""
    rows = await session.scalars(
        select(col(Candidacy.cohort))
        .where(col(Candidacy.stage) != Stage.DICABUT)
        .distinct()
        .order_by(col(Candidacy.cohort).desc())
    )
    return rows.all()


def seat_ids_of_cohort(cohort: int) -> Select[int | None]:
    """Every seat of every region of this cohort that was not revoked."""
    return (
        select(col(Seat.id))
        .join(Candidacy, col(Candidacy.region_code) == col(Seat.region_code))
        .where(col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT)
    )


async def people_of_cohort(session: AsyncSession, cohort: int) -> list[tuple[int, int, int]]:
    """(seat, contact, Telegram id) of everybody with Telegram who acts for a seat of this cohort."""
    rows = await session.execute(
        select(col(Tenure.seat_id), col(Contact.id), col(Contact.telegram_id))
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(
            col(Tenure.seat_id).in_(seat_ids_of_cohort(cohort)),
            col(Tenure.ended_at).is_(None),
            col(Contact.telegram_id).is_not(None),
        )
        .order_by(col(Contact.id), col(Tenure.seat_id))
    )
    return [(seat, contact, telegram) for seat, contact, telegram in rows if contact and telegram]
