"""All versions of thresholds with who made them, and what changing one needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.threshold_versions import Version
from db.engine import rows_of
from db.queries.criteria import VERSIONS, requirement
from db.tables import Criterion, EarlyKind, EarlyNotice, Staff, Threshold

_SETTER, _CONFIRMER = aliased(Staff), aliased(Staff)
_OF_COHORT = (
    VERSIONS.add_columns(
        col(Threshold.reason),
        col(Threshold.withdrawn_at),
        col(_SETTER.name).label("set_by"),
        col(_CONFIRMER.name).label("confirmed_by"),
    )
    .outerjoin(_SETTER, col(_SETTER.id) == col(Threshold.set_by_staff_id))
    .outerjoin(_CONFIRMER, col(_CONFIRMER.id) == col(Threshold.confirmed_by_staff_id))
    .where(col(Threshold.cohort) == bindparam("cohort"))
)


async def versions_of(session: AsyncSession, cohort: int) -> list[Version]:
    """Every version of every threshold of this cohort, withdrawn ones too, oldest first."""
    rows = await rows_of(session, _OF_COHORT, {"cohort": cohort})
    return [
        Version(
            requirement(row._mapping),
            reason=row.reason,
            set_by=row.set_by or "",
            confirmed_by=row.confirmed_by or "",
            withdrawn_on=local_date(row.withdrawn_at, WIB) if row.withdrawn_at else None,
        )
        for row in rows
    ]


async def cohort_of(session: AsyncSession, threshold_id: int) -> int | None:
    """The cohort this version belongs to; None if there is no such version."""
    return await session.scalar(select(col(Threshold.cohort)).where(col(Threshold.id) == threshold_id))


async def lock_criterion(session: AsyncSession, key: str) -> None:
    """Let one transaction at a time make versions of its thresholds (PostgreSQL; SQLite has one writer)."""
    await session.execute(
        select(col(Criterion.key)).where(col(Criterion.key) == key).with_for_update(key_share=True)
    )


@dataclass(frozen=True, slots=True)
class RuleTold:
    """That one person was told of a rule about one criterion, in which message."""

    id: int
    region_code: str
    criterion: CriterionKey
    contact_id: int
    outbox_key: str


async def rules_told(session: AsyncSession, codes: Collection[str]) -> list[RuleTold]:
    """Who was told of changed rules in these regions, oldest first."""
    rows = await session.execute(
        select(
            col(EarlyNotice.id),
            col(EarlyNotice.region_code),
            col(EarlyNotice.criterion),
            col(EarlyNotice.contact_id),
            col(EarlyNotice.outbox_key),
        )
        .where(col(EarlyNotice.region_code).in_(codes), col(EarlyNotice.kind) == EarlyKind.RULE_CHANGED)
        .order_by(col(EarlyNotice.id))
    )
    return [RuleTold(id_ or 0, code, CriterionKey(key), who, said) for id_, code, key, who, said in rows]
