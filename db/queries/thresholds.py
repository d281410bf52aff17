"""Versions of thresholds that are not, or not only, those in force: announced ones."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.requirements import Requirement
from db.engine import rows_of
from db.queries.criteria import VERSIONS, requirement
from db.tables import Threshold

_ANNOUNCED = VERSIONS.where(
    col(Threshold.cohort) == bindparam("cohort"),
    col(Threshold.withdrawn_at).is_(None),
    col(Threshold.effective_from) > bindparam("today"),
)


async def announced(session: AsyncSession, cohort: int, *, today: date) -> list[Requirement]:
    """Versions of this cohort whose day has not come, oldest version first."""
    rows = await rows_of(session, _ANNOUNCED, {"cohort": cohort, "today": today})
    return [requirement(row) for row in rows]
