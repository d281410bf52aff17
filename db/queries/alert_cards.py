"""One open alert whole: whom it was told to, and what was said to it. And the open alerts of a cohort."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.alert_lives import Answered
from bot.rules.criteria import Stage
from db.tables import Alert, AlertNotice, AlertResponse, AlertState, Candidacy, Staff


def of_cohort(cohort: int) -> ColumnElement[bool]:
    """Alerts of regions that are in this cohort and were not revoked."""
    codes = select(col(Candidacy.region_code)).where(
        col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT
    )
    return col(Alert.region_code).in_(codes)


async def seats_told(session: AsyncSession, alert_id: int) -> list[tuple[int, datetime]]:
    """(seat, when first) of everybody who was told of the fall, the first first."""
    first = func.min(col(AlertNotice.told_at)).label("first")
    rows = await session.execute(
        select(col(AlertNotice.seat_id), first)
        .where(col(AlertNotice.alert_id) == alert_id, col(AlertNotice.told) == AlertState.OPEN)
        .group_by(col(AlertNotice.seat_id))
        .order_by(first, col(AlertNotice.seat_id))
    )
    return [(seat_id, told_at) for seat_id, told_at in rows]


async def answers_to(session: AsyncSession, alert_id: int) -> list[Answered]:
    """Everything that was said to it, the oldest first."""
    rows = await session.execute(
        select(AlertResponse, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(AlertResponse.recorded_by_staff_id))
        .where(col(AlertResponse.alert_id) == alert_id)
        .order_by(col(AlertResponse.id))
    )
    return [
        Answered(
            seat_id=said.seat_id,
            kind=said.kind,
            at=said.responded_at,
            capacity=said.capacity,
            person=said.person_in_charge,
            on=said.promised_on,
            note=said.note,
            is_upheld=said.is_upheld,
            recorded_by=(by or "petugas") if said.contact_id is None and said.recorded_by_staff_id else "",
        )
        for said, by in rows
    ]
