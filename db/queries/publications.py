"""Which periods have come out anywhere, what staff know to be late, and who was asked for what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.publications import Period
from db.engine import affected, rows_of
from db.inserting import insert_into
from db.tables import Candidacy, Measurement, PublicationDelay, ValueRequest

#: Inlined, or SQLite does not use the partial index.
_IS_FINAL = col(Measurement.status) == literal("final", literal_execute=True)


#: Asked with every /status, so built once: building a statement costs more than running it.
_DELAYS = select(
    col(PublicationDelay.criterion),
    col(PublicationDelay.instrument),
    col(PublicationDelay.assessment_year),
    col(PublicationDelay.until_on),
).where(col(PublicationDelay.until_on) >= bindparam("today"))


async def published(session: AsyncSession, periods: Sequence[Period], *, today: date) -> set[Period]:
    """Those of which any region has a final value that is out: one statement, a look into an index each."""
    if not periods:
        return set()
    values: dict[str, object] = {"today": today}
    for at, (key, instrument, year) in enumerate(periods):
        values |= {f"key{at}": key.value, f"instrument{at}": instrument, f"year{at}": year}
    (row,) = await rows_of(session, _published(len(periods)), values)
    return {period for period, is_out in zip(periods, row, strict=True) if is_out}


@cache
def _published(how_many: int) -> Select[*tuple[bool, ...]]:
    is_out = or_(col(Measurement.published_on).is_(None), col(Measurement.published_on) <= bindparam("today"))
    return select(
        *(
            exists()
            .where(
                col(Measurement.criterion) == bindparam(f"key{at}"),
                col(Measurement.instrument) == bindparam(f"instrument{at}"),
                col(Measurement.assessment_year) == bindparam(f"year{at}"),
                _IS_FINAL,
                is_out,
            )
            .label(f"p{at}")
            for at in range(how_many)
        )
    )


async def delays(session: AsyncSession, *, today: date) -> dict[Period, date]:
    """Until when the publisher is known to be late; those that are over are left out."""
    rows = await rows_of(session, _DELAYS, {"today": today})
    return {(CriterionKey(key), instrument, year): until for key, instrument, year, until in rows}


async def regions_with(
    session: AsyncSession, period: Period, codes: Collection[str], *, today: date
) -> set[str]:
    """Which of these regions have a final value of this period."""
    rows = await session.scalars(
        select(col(Measurement.region_code))
        .where(*_of(period), _is_out(today), col(Measurement.region_code).in_(codes))
        .distinct()
    )
    return set(rows)


async def is_anything_recorded(session: AsyncSession) -> bool:
    """Whether anybody keeps values at all."""
    return await session.scalar(select(col(Measurement.id)).limit(1)) is not None


async def first_recorded(session: AsyncSession, period: Period) -> datetime | None:
    """When the first final value of this period was recorded."""
    return await session.scalar(select(func.min(col(Measurement.recorded_at))).where(*_of(period)))


async def regions_of_cohorts(session: AsyncSession) -> list[tuple[int, str, int | None]]:
    """(cohort, region, officer) of every candidacy that was not revoked."""
    rows = await session.execute(
        select(col(Candidacy.cohort), col(Candidacy.region_code), col(Candidacy.officer_id))
        .where(col(Candidacy.stage) != Stage.DICABUT)
        .order_by(col(Candidacy.cohort), col(Candidacy.region_code))
    )
    return [(cohort, code, officer) for cohort, code, officer in rows]


async def keep_delay(
    session: AsyncSession, period: Period, *, until: date, note: str, staff_id: int | None, now: datetime
) -> None:
    """One delay a period: the last word counts."""
    key, instrument, year = period
    row = {
        "criterion": key.value,
        "instrument": instrument,
        "assessment_year": year,
        "until_on": until,
        "note": note,
        "set_by_staff_id": staff_id,
        "set_at": now,
    }
    kept = insert_into(session, PublicationDelay).values(row)
    await session.execute(
        kept.on_conflict_do_update(
            index_elements=["criterion", "instrument", "assessment_year"],
            set_={name: kept.excluded[name] for name in ("until_on", "note", "set_by_staff_id", "set_at")},
        )
    )


async def lift_delay(session: AsyncSession, period: Period) -> bool:
    """Whether there was one."""
    key, instrument, year = period
    lifted = delete(PublicationDelay).where(
        col(PublicationDelay.criterion) == key.value,
        col(PublicationDelay.instrument) == instrument,
        col(PublicationDelay.assessment_year) == year,
    )
    return affected(await session.execute(lifted)) == 1


async def requests(
    session: AsyncSession, periods: Collection[Period]
) -> dict[tuple[Period, int], list[datetime]]:
    """When each officer was asked for the values of these periods, in order; by period and officer."""
    years = {year for _, _, year in periods}
    rows = await session.execute(
        select(
            col(ValueRequest.criterion),
            col(ValueRequest.instrument),
            col(ValueRequest.assessment_year),
            col(ValueRequest.staff_id),
            col(ValueRequest.asked_at),
        )
        .where(col(ValueRequest.assessment_year).in_(years))
        .order_by(col(ValueRequest.round))
    )
    found: dict[tuple[Period, int], list[datetime]] = {}
    for key, instrument, year, staff_id, at in rows:
        found.setdefault(((CriterionKey(key), instrument, year), staff_id), []).append(at)
    return found


def _of(period: Period) -> tuple[ColumnElement[bool], ...]:
    key, instrument, year = period
    return (
        col(Measurement.criterion) == key.value,
        col(Measurement.instrument) == instrument,
        col(Measurement.assessment_year) == year,
        _IS_FINAL,
    )


def _is_out(today: date) -> ColumnElement[bool]:
    return or_(col(Measurement.published_on).is_(None), col(Measurement.published_on) <= today)
