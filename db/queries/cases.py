"""Criterion 8: what stands, what waits. For officers who ask, and for nobody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.rules.cases import PER_PAGE, PROPOSAL_LASTS, CaseLine, Decided, Proposal
from bot.rules.criteria import Stage
from db.tables import Candidacy, CaseDecision, CaseState, Region, Staff


async def region_name(session: AsyncSession, code: str) -> str | None:
    found: str | None = await session.scalar(select(col(Region.name)).where(col(Region.code) == code))
    return found


async def standing_of(session: AsyncSession, code: str) -> Decided | None:
    """What two officers agreed on for a region."""
    first, second = aliased(Staff), aliased(Staff)
    row = (
        await session.execute(
            select(
                col(CaseDecision.id),
                col(CaseDecision.is_met),
                col(CaseDecision.decided_at),
                col(first.name),
                col(second.name),
            )
            .join(first, col(first.id) == col(CaseDecision.proposed_by_staff_id))
            .join(second, col(second.id) == col(CaseDecision.decided_by_staff_id))
            .where(col(CaseDecision.region_code) == code, col(CaseDecision.state) == CaseState.STANDING)
        )
    ).first()
    if row is None or row[2] is None:
        return None
    return Decided(row[1], row[2], row[3], row[4], row[0] or 0)


_WITH_NAMES = (
    select(
        col(CaseDecision.id),
        col(CaseDecision.region_code),
        col(Region.name),
        col(CaseDecision.is_met),
        col(CaseDecision.proposed_at),
        col(Staff.name),
        col(Staff.id),
    )
    .join(Region, col(Region.code) == col(CaseDecision.region_code))
    .join(Staff, col(Staff.id) == col(CaseDecision.proposed_by_staff_id))
    .order_by(col(CaseDecision.id))
)


async def proposals(
    session: AsyncSession, *, now: datetime, region: str | None = None, decision_id: int | None = None
) -> list[Proposal]:
    """What waits for a second officer, the oldest first, a page of it; of one region, or one of them."""
    statement = _WITH_NAMES.where(
        col(CaseDecision.state) == CaseState.PROPOSED, col(CaseDecision.proposed_at) > now - PROPOSAL_LASTS
    ).limit(PER_PAGE)
    if region is not None:
        statement = statement.where(col(CaseDecision.region_code) == region)
    if decision_id is not None:
        statement = statement.where(col(CaseDecision.id) == decision_id)
    return [_proposal(row) for row in await session.execute(statement)]


async def decision(session: AsyncSession, decision_id: int) -> Proposal | None:
    """One as it was proposed, whatever became of it."""
    row = (await session.execute(_WITH_NAMES.where(col(CaseDecision.id) == decision_id))).first()
    return _proposal(row) if row else None


def _proposal(row: Row[int | None, str, str, bool, datetime, str, int | None]) -> Proposal:
    id_, code, name, is_met, at, by, by_id = row
    return Proposal(id_ or 0, code, name, is_met, at, by, by_id or 0)


async def lines(session: AsyncSession, *, page: int) -> list[CaseLine]:
    """Regions of a cohort, and those with a decision, by name: one more than fit on a page."""
    in_cohort = exists().where(
        col(Candidacy.region_code) == col(Region.code), col(Candidacy.stage) != Stage.DICABUT
    )
    rows = await session.execute(
        select(col(Region.code), col(Region.name), col(CaseDecision.is_met))
        .outerjoin(
            CaseDecision,
            (col(CaseDecision.region_code) == col(Region.code))
            & (col(CaseDecision.state) == CaseState.STANDING),
        )
        .where(or_(in_cohort, col(CaseDecision.id).is_not(None)))
        .order_by(col(Region.name), col(Region.code))
        .offset(page * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    return [CaseLine(code, name, is_met) for code, name, is_met in rows]


async def on_staff_since(session: AsyncSession, staff_id: int | None) -> datetime | None:
    found: datetime | None = await session.scalar(
        select(col(Staff.created_at)).where(col(Staff.id) == staff_id)
    )
    return found
