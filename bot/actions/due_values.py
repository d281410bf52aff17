"""Values recorded before they were published: judged on the day they become known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import literal, select
from sqlmodel import col

from bot.actions.alerts import settle
from bot.actions.facts import facts_of, today_of
from bot.actions.measurement_rows import keep_verdicts
from bot.actions.work import Work
from bot.rules.outcomes import Outcome, outcomes
from bot.rules.readings import Reading
from db.queries.criteria import lock_regions
from db.reference import scales
from db.tables import Import, Measurement


async def judge_due_values(work: Work) -> None:
    """A chore: what is published by today and was not known before. Quiet imports stay quiet."""
    today = today_of(work)
    # inlined, or SQLite does not use the partial index
    not_yet = col(Measurement.verdict) == literal("not_yet", literal_execute=True)
    rows = await work.session.execute(
        select(Measurement, col(Import.is_quiet))
        .outerjoin(Import, col(Import.id) == col(Measurement.import_id))
        .where(not_yet, col(Measurement.published_on) <= today)
        .order_by(col(Measurement.id))
    )
    by_quiet: dict[bool, list[Measurement]] = defaultdict(list)
    for row, is_quiet in rows:
        by_quiet[is_quiet is not False].append(row)
    for is_quiet in sorted(by_quiet, reverse=True):
        numbered, judged = await _judge(work, by_quiet[is_quiet])
        await keep_verdicts(work, numbered, judged, today=today)
        await settle(work, judged, batch=f"{today:%Y%m%d}", is_quiet=is_quiet)
        await work.audit("values_published", "measurement", rows=len(numbered))


async def _judge(work: Work, rows: list[Measurement]) -> tuple[list[tuple[str, Reading]], list[Outcome]]:
    """As if they were recorded now."""
    codes = sorted({row.region_code for row in rows})
    await lock_regions(work.session, codes)
    ids = {row.id for row in rows}
    numbered: list[tuple[str, Reading]] = []
    judged: list[Outcome] = []
    for code, facts in (await facts_of(work, codes)).items():
        new = [reading for reading in facts.readings if reading.measurement_id in ids]
        before = [reading for reading in facts.readings if reading.measurement_id not in ids]
        numbered += [(code, reading) for reading in new]
        known = replace(facts, readings=before)
        judged += outcomes(code, new, known, scales(), today=today_of(work))
    return numbered, judged
