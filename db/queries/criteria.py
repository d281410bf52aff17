"""What is known of criteria: values, thresholds, candidacies, open alerts. Always for given regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BindParameter, Row, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey, Stage
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.engine import rows_of
from db.tables import (
    Measurement,
    MeasurementStatus,
    Region,
    Threshold,
)

#: PostgreSQL and SQLite both take this many values in one IN list.
_MOST_CODES = 500


#: The columns of ``_THRESHOLDS``.
VersionRow = Row[
    int | None,
    int,
    Stage,
    str,
    str,
    str,
    bool,
    str,
    str,
    datetime | None,
    int,
    date | None,
    Decimal | None,
    Decimal | None,
    datetime | None,
]
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
    return _in_force(await rows_of(session, _REQUIREMENTS, values))


def _in_force(rows: Iterable[VersionRow]) -> list[Requirement]:
    """The last version of each series; ``rows`` are those whose day has come, oldest version first."""
    rules = [requirement(row) for row in rows]
    return list({rule.series: rule for rule in rules}.values())


def requirement(row: VersionRow) -> Requirement:
    """One version as the rules see it."""
    (id_, cohort, stage, criterion, instrument, minimum, is_confirmed, source, document, confirmed_at) = row[
        :10
    ]
    version, effective_from, margin, recovery, set_at = row[10:]
    return Requirement(
        criterion=CriterionKey(criterion),
        minimum=minimum,
        cohort=cohort,
        stage=stage,
        instrument=instrument,
        is_confirmed=is_confirmed,
        source=source,
        document=document,
        confirmed_on=local_date(confirmed_at, WIB) if confirmed_at else None,
        threshold_id=id_ or 0,
        version=version,
        effective_from=effective_from,
        margin=margin,
        recovery=recovery,
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
