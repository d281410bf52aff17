"""What is known of criteria: values, thresholds, candidacies, open alerts. Always for given regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey, Stage
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.engine import rows_of
from db.queries.standings import Standing
from db.tables import (
    Measurement,
    MeasurementStatus,
    Region,
    Threshold,
)

#: PostgreSQL and SQLite both take this many values in one IN list.
_MOST_CODES = 500


_CODES: BindParameter[list[str]] = bindparam("codes", expanding=True)
#: Asked with every /status, so built once: building a statement costs more than running it.
_NAMES = select(col(Region.code), col(Region.name)).where(col(Region.code).in_(_CODES))
_THRESHOLDS = select(
    col(Threshold.id),
    col(Threshold.cohort),
    col(Threshold.stage),
    col(Threshold.criterion),
    col(Threshold.instrument),
    col(Threshold.minimum),
    col(Threshold.is_confirmed),
    col(Threshold.source),
    col(Threshold.document),
    col(Threshold.confirmed_at),
).order_by(col(Threshold.id))
_REQUIREMENTS = _THRESHOLDS.where(col(Threshold.cohort).in_(bindparam("cohorts", expanding=True)))
_REQUIREMENTS_AT = _THRESHOLDS.where(
    col(Threshold.cohort) == bindparam("cohort"), col(Threshold.stage) == bindparam("at_stage")
)
_READINGS = (
    select(
        col(Measurement.id),
        col(Measurement.region_code),
        col(Measurement.criterion),
        col(Measurement.instrument),
        col(Measurement.assessment_year),
        col(Measurement.value),
        col(Measurement.grade),
        col(Measurement.status),
        col(Measurement.published_on),
        col(Measurement.source),
        col(Measurement.recorded_at),
        col(Measurement.corrects_id),
    )
    .where(col(Measurement.region_code).in_(_CODES))
    .order_by(col(Measurement.id))
)


async def lock_regions(session: AsyncSession, codes: Collection[str]) -> None:
    """Let one transaction at a time judge these regions (PostgreSQL; SQLite has one writer anyway)."""
    await session.execute(
        select(col(Region.code))
        .where(col(Region.code).in_(codes))
        .order_by(col(Region.code))
        .with_for_update(key_share=True)
    )


async def region_names(session: AsyncSession, codes: Collection[str]) -> dict[str, str]:
    """Official names by code."""
    rows = await session.execute(_NAMES, {"codes": list(codes)})
    return {row.code: row.name for row in rows}


async def region_zones(session: AsyncSession, codes: Collection[str]) -> dict[str, str]:
    """IANA zones by code."""
    rows = await session.execute(
        select(col(Region.code), col(Region.zone)).where(col(Region.code).in_(codes))
    )
    return {row.code: row.zone for row in rows}


async def requirements_of(session: AsyncSession, cohorts: Collection[int]) -> list[Requirement]:
    """Every threshold of these cohorts, at every stage."""
    rows = await rows_of(session, _REQUIREMENTS, {"cohorts": list(cohorts)})
    return [_requirement(row) for row in rows]


async def requirements_at(session: AsyncSession, standing: Standing) -> list[Requirement]:
    """The thresholds of one cohort at one stage."""
    values = {"cohort": standing.cohort, "at_stage": standing.stage}
    return [_requirement(row) for row in await rows_of(session, _REQUIREMENTS_AT, values)]


def _requirement(
    row: Row[int | None, int, Stage, str, str, str, bool, str, str, datetime | None],
) -> Requirement:
    threshold_id, cohort, stage, criterion, instrument, minimum, is_confirmed, source, document, at = row
    return Requirement(
        criterion=CriterionKey(criterion),
        minimum=minimum,
        cohort=cohort,
        stage=stage,
        instrument=instrument,
        is_confirmed=is_confirmed,
        source=source,
        document=document,
        confirmed_on=local_date(at, WIB) if at else None,
        threshold_id=threshold_id or 0,
    )


async def readings_of(session: AsyncSession, codes: Collection[str]) -> dict[str, list[Reading]]:
    """Everything recorded for these regions, corrected rows too, in the order it was recorded."""
    found: dict[str, list[Reading]] = defaultdict(list)
    wanted = sorted(codes)
    for start in range(0, len(wanted), _MOST_CODES):
        for row in await rows_of(session, _READINGS, {"codes": wanted[start : start + _MOST_CODES]}):
            found[row.region_code].append(
                Reading(
                    criterion=CriterionKey(row.criterion),
                    instrument=row.instrument,
                    year=row.assessment_year,
                    value=row.value,
                    grade=row.grade,
                    is_final=row.status is MeasurementStatus.FINAL,
                    published_on=row.published_on,
                    source=row.source,
                    measurement_id=row.id,
                    recorded_at=row.recorded_at,
                    corrects_id=row.corrects_id,
                )
            )
    return found
