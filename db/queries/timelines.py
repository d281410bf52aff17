"""When the stages of a programme year are."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.programme import ProgrammeStage
from bot.rules.timelines import StageDates
from db.queries.cohorts import people_of_cohort
from db.tables import Candidacy, Stage, StageDate

#: Any number of its own; the same in every process of this bot ("stage" on a telephone's keys).
_LOCK = 78243


async def stages_of(session: AsyncSession, cohort: int) -> dict[ProgrammeStage, StageDates]:
    """The stages of a cohort that have dates."""
    rows = await session.scalars(select(StageDate).where(col(StageDate.cohort) == cohort))
    return {row.stage: StageDates(row.begins_on, row.ends_on, row.preparation) for row in rows}


async def forget_stage(session: AsyncSession, cohort: int, stage: ProgrammeStage) -> None:
    """The stage has no dates any more."""
    await session.execute(
        delete(StageDate).where(col(StageDate.cohort) == cohort, col(StageDate.stage) == stage)
    )


async def readers_of(session: AsyncSession, cohort: int) -> tuple[int, int]:
    """How many regions a cohort has that were not revoked, and how many people of them are in Telegram."""
    regions = await session.scalar(
        select(func.count()).where(col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT)
    )
    people = {contact for _seat, contact, _telegram in await people_of_cohort(session, cohort)}
    return regions or 0, len(people)


async def one_at_a_time(session: AsyncSession) -> None:
    """Whoever sets stages waits for whoever does so now; on SQLite every writer does."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
