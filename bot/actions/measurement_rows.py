"""Measurements as rows: written many at once, each with the verdict it led to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import insert, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.entries import Draft
from bot.rules.outcomes import Outcome
from bot.rules.progress import Phase
from bot.rules.readings import Reading
from db.tables import Measurement, MeasurementStatus

T = TypeVar("T")

#: Rows of one statement.
_AT_A_TIME = 500


async def keep_verdicts(
    work: Work, numbered: Sequence[tuple[str, Reading]], judged: Sequence[Outcome], *, today: date
) -> None:
    """Each row keeps why it made us speak or stay silent; only the newest can be more than history."""
    newest = {o.assessment.reading.measurement_id: o.verdict for o in judged if o.assessment.reading}
    putting_right = {
        (o.region_code, o.assessment.criterion): o.verdict
        for o in judged
        if o.verdict in {Verdict.CORRECTED, Verdict.AMENDED}
    }

    def verdict(code: str, reading: Reading) -> Verdict:
        if reading.published_on is not None and reading.published_on > today:
            return Verdict.NOT_YET
        if reading.corrects_id is not None and (code, reading.criterion) in putting_right:
            return putting_right[code, reading.criterion]
        return newest.get(reading.measurement_id, Verdict.HISTORY)

    rows = [{"id": reading.measurement_id, "verdict": verdict(code, reading)} for code, reading in numbered]
    async for some in slices(rows):
        await work.session.execute(update(Measurement), some)


async def insert_measurements(work: Work, drafts: Sequence[Draft], import_id: int | None) -> list[int]:
    """The rows, their ids in the order of the drafts. Entities would cost ten times as much.

    With empty columns written out: left out, they would make a statement of every few rows. Rows come back
    in any order, so they are known by what a batch has once: region, criterion, slot.
    """
    if not drafts:
        return []
    statement = insert(Measurement).returning(
        col(Measurement.id),
        col(Measurement.region_code),
        col(Measurement.criterion),
        col(Measurement.instrument),
        col(Measurement.assessment_year),
        col(Measurement.status),
    )
    ids: dict[tuple[str, str, tuple[str, int, MeasurementStatus]], int | None] = {}
    work.progress.begin(Phase.RECORDING, len(drafts))
    async for some in slices(drafts):
        values = [_row(work, draft, import_id) for draft in some]
        rows = await work.session.execute(statement, values, execution_options={"render_nulls": True})
        work.progress.step(len(some))
        ids |= {(code, key, (name, year, status)): id_ for id_, code, key, name, year, status in rows}
    return [ids[_known_by(draft)] or 0 for draft in drafts]


async def slices(rows: Sequence[T]) -> AsyncIterator[Sequence[T]]:
    """So many at a time that nobody else waits long for the loop."""
    for start in range(0, len(rows), _AT_A_TIME):
        if start:
            await asyncio.sleep(0)
        yield rows[start : start + _AT_A_TIME]


def _known_by(draft: Draft) -> tuple[str, str, tuple[str, int, MeasurementStatus]]:
    instrument, year, is_final = draft.reading.slot
    status = MeasurementStatus.FINAL if is_final else MeasurementStatus.INTERIM
    return draft.region_code, draft.reading.criterion.value, (instrument, year, status)


def _row(work: Work, draft: Draft, import_id: int | None) -> dict[str, object]:
    reading = draft.reading
    return {
        "region_code": draft.region_code,
        "criterion": reading.criterion.value,
        "instrument": reading.instrument,
        "assessment_year": reading.year,
        "value": reading.value,
        "grade": reading.grade,
        "status": MeasurementStatus.FINAL if reading.is_final else MeasurementStatus.INTERIM,
        "published_on": reading.published_on,
        "year_inferred": draft.year_inferred,
        "published_inferred": draft.published_inferred,
        "source": reading.source,
        "note": draft.note,
        "verdict": "",
        "recorded_by_staff_id": work.actor.staff_id,
        "recorded_at": work.now,
        "import_id": import_id,
        "corrects_id": reading.corrects_id,
    }
