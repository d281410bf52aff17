"""The regions of a cohort, each with its stage and what is open there."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Scope
from bot.rules.criteria import Stage
from bot.rules.recap import Place
from db.tables import Alert, AlertState, Candidacy, Region


async def places_of_cohort(
    session: AsyncSession, cohort: int, *, stage: Stage | None, within: Scope
) -> list[Place]:
    """The regions of a cohort that were not revoked, or those at one stage. Two queries."""
    statement = (
        select(col(Region.code), col(Region.name), col(Candidacy.stage))
        .join(Candidacy, col(Candidacy.region_code) == col(Region.code))
        .where(col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT)
        .order_by(col(Region.name))
    )
    if stage is not None:
        statement = statement.where(col(Candidacy.stage) == stage)
    if not within.everywhere:
        statement = statement.where(col(Region.code).in_(within.region_codes))
    alerts = await _open_alerts(session, cohort)
    rows = await session.execute(statement)
    return [Place(code, name, at, alerts.get(code, 0)) for code, name, at in rows]


async def _open_alerts(session: AsyncSession, cohort: int) -> dict[str, int]:
    """How many alerts are open in each region of a cohort that has any."""
    rows = await session.execute(
        select(col(Alert.region_code), func.count())
        .join(Candidacy, col(Candidacy.region_code) == col(Alert.region_code))
        .where(col(Candidacy.cohort) == cohort, col(Alert.state) == AlertState.OPEN)
        .group_by(col(Alert.region_code))
    )
    return {code: count for code, count in rows}  # noqa: C416 (a row is no tuple to mypy)
