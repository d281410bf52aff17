"""Which cohort and stage a region is in, and which regions a cohort has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Scope
from bot.rules.criteria import Stage
from db.engine import rows_of
from db.tables import Candidacy, Region, Threshold

_CODES: BindParameter[list[str]] = bindparam("codes", expanding=True)
#: Asked with every /status, so built once: building a statement costs more than running it.
_STANDINGS = (
    select(col(Candidacy.region_code), col(Candidacy.cohort), col(Candidacy.stage))
    .where(col(Candidacy.region_code).in_(_CODES), col(Candidacy.stage) != Stage.DICABUT)
    .order_by(col(Candidacy.cohort))
)
_PLACE = (
    select(col(Region.name), col(Candidacy.cohort), col(Candidacy.stage))
    .select_from(Region)
    .outerjoin(
        Candidacy,
        (col(Candidacy.region_code) == col(Region.code)) & (col(Candidacy.stage) != Stage.DICABUT),
    )
    .where(col(Region.code) == bindparam("code"))
    .order_by(col(Candidacy.cohort))
)
_PLACE_IN_SCOPE = _PLACE.where(col(Region.code).in_(bindparam("own", expanding=True)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Which thresholds judge a region: those of its newest cohort that was not revoked, at its stage."""

    cohort: int
    stage: Stage


async def place_of(session: AsyncSession, code: str, *, within: Scope) -> tuple[str, Standing | None] | None:
    """Official name of one region, and what judges it; None if there is no such region in this scope."""
    asked = _PLACE if within.everywhere else _PLACE_IN_SCOPE
    values: dict[str, object] = {"code": code}
    if not within.everywhere:
        values["own"] = sorted(within.region_codes)
    rows = await rows_of(session, asked, values)
    if not rows:
        return None
    name, cohort, stage = rows[-1]
    return name, Standing(cohort, stage) if cohort else None


async def standings(session: AsyncSession, codes: Collection[str]) -> dict[str, Standing]:
    """The candidacy that counts for each region; regions in no cohort are missing."""
    rows = await session.execute(_STANDINGS, {"codes": list(codes)})
    return {code: Standing(cohort, stage) for code, cohort, stage in rows}


async def newest_cohort(session: AsyncSession) -> int | None:
    """The newest programme year with thresholds."""
    standing = select(col(Threshold.cohort)).where(col(Threshold.withdrawn_at).is_(None))
    statement = standing.order_by(col(Threshold.cohort).desc()).limit(1)
    return (await session.execute(statement)).scalar_one_or_none()


async def regions_of_cohort(session: AsyncSession, cohort: int) -> list[tuple[str, str]]:
    """(code, name) of the regions of a cohort, by name."""
    rows = await session.execute(
        select(col(Region.code), col(Region.name))
        .join(Candidacy, col(Candidacy.region_code) == col(Region.code))
        .where(col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT)
        .order_by(col(Region.name))
    )
    return [(code, name) for code, name in rows]
