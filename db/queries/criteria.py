"""What is known of criteria: values, thresholds, candidacies, open alerts. Always for given regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import BindParameter, RowMapping, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.engine import rows_of
from db.tables import (
    Measurement,
    MeasurementStatus,
    Region,
    Threshold,
)

#: In one IN list: both databases take more, but what comes back is made into readings in one go.
_MOST_CODES = 100


_CODES: BindParameter[list[str]] = bindparam("codes", expanding=True)
#: Asked with every /status, so built once: building a statement costs more than running it.
_NAMES = select(col(Region.code), col(Region.name)).where(col(Region.code).in_(_CODES))
#: Every version of every threshold, oldest first.
VERSIONS = select(
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
    col(Threshold.version),
    col(Threshold.effective_from),
    col(Threshold.margin),
    col(Threshold.recovery),
    col(Threshold.set_at),
).order_by(col(Threshold.version), col(Threshold.id))
#: Those whose day has come: the last of each series is in force. The unique index serves the lookup.
_THRESHOLDS = VERSIONS.where(
    col(Threshold.withdrawn_at).is_(None),
    or_(col(Threshold.effective_from).is_(None), col(Threshold.effective_from) <= bindparam("today")),
)
_REQUIREMENTS = _THRESHOLDS.where(col(Threshold.cohort).in_(bindparam("cohorts", expanding=True)))
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


async def requirements_of(
    session: AsyncSession, cohorts: Collection[int], *, today: date
) -> list[Requirement]:
    """Every threshold of these cohorts in force on this day, at every stage."""
    values: dict[str, object] = {"cohorts": list(cohorts), "today": today}
    rules = [requirement(row._mapping) for row in await rows_of(session, _REQUIREMENTS, values)]
    return list({rule.series: rule for rule in rules}.values())


def requirement(row: RowMapping) -> Requirement:
    """One version, a row of ``VERSIONS``, as the rules see it."""
    confirmed_at, set_at = row["confirmed_at"], row["set_at"]
    return Requirement(
        criterion=CriterionKey(row["criterion"]),
        minimum=row["minimum"],
        cohort=row["cohort"],
        stage=row["stage"],
        instrument=row["instrument"],
        is_confirmed=row["is_confirmed"],
        source=row["source"],
        document=row["document"],
        confirmed_on=local_date(confirmed_at, WIB) if confirmed_at else None,
        margin=row["margin"],
        recovery=row["recovery"],
        threshold_id=row["id"],
        version=row["version"],
        effective_from=row["effective_from"],
        set_on=local_date(set_at, WIB) if set_at else None,
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
