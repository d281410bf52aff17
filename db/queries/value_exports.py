"""Every value that stands, of all regions or of those of a cohort."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.value_exports import MeasurementLine
from db.tables import Candidacy, Measurement


async def standing_values(session: AsyncSession, *, cohort: int | None) -> list[MeasurementLine]:
    """The last word of each region, criterion, instrument, year and status; by region and criterion."""
    corrected = select(col(Measurement.corrects_id)).where(col(Measurement.corrects_id).is_not(None))
    asked = (
        select(
            col(Measurement.region_code),
            col(Measurement.criterion),
            col(Measurement.instrument),
            col(Measurement.assessment_year),
            col(Measurement.value),
            col(Measurement.grade),
            col(Measurement.status),
            col(Measurement.published_on),
            col(Measurement.source),
            col(Measurement.note),
        )
        .where(
            col(Measurement.id).not_in(corrected), col(Measurement.criterion) != CriterionKey.PERKARA.value
        )
        .order_by(
            col(Measurement.region_code),
            col(Measurement.criterion),
            col(Measurement.assessment_year),
            col(Measurement.id),
        )
    )
    if cohort is not None:
        taking_part = select(col(Candidacy.region_code)).where(
            col(Candidacy.cohort) == cohort, col(Candidacy.stage) != Stage.DICABUT
        )
        asked = asked.where(col(Measurement.region_code).in_(taking_part))
    last: dict[tuple[str, str, str, int, str], MeasurementLine] = {}
    for (
        code,
        criterion,
        instrument,
        year,
        value,
        grade,
        status,
        published_on,
        source,
        note,
    ) in await session.execute(asked):
        last[code, criterion, instrument, year, status.value] = MeasurementLine(
            code, criterion, instrument, year, value, grade or "", status.value, published_on, source, note
        )
    return list(last.values())
