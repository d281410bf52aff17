"""Which version of a threshold counts on which day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.requirements import Requirement
from bot.rules.threshold_versions import in_series
from db.engine import Sessions
from db.migrate import prepare
from db.queries.criteria import requirements_of
from db.queries.standings import newest_cohort
from db.queries.thresholds import versions_of
from db.tables import Threshold
from tests.fakes import START

DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 1)


async def add(sessions: Sessions, version: int, minimum: str, **more: object) -> None:
    """One more version of SPI for the candidates of 2026."""
    async with sessions.writing() as session:
        session.add(
            Threshold(
                cohort=2026, stage=Stage.CALON, criterion="spi", version=version, minimum=minimum, **more
            )
        )


async def rules_of_calon(sessions: Sessions, today: date) -> dict[CriterionKey, Requirement]:
    async with sessions.reading() as session:
        rules = await requirements_of(session, [2024, 2026], today=today)
    return {rule.criterion: rule for rule in rules if rule.cohort == 2026}


async def spi(sessions: Sessions, today: date) -> Requirement:
    return (await rules_of_calon(sessions, today))[CriterionKey.SPI]


async def test_the_highest_version_whose_day_has_come_counts(sessions):
    await add(sessions, 2, "70", set_at=START, margin=Decimal("1.5"), recovery=Decimal(72))
    await add(sessions, 3, "78", effective_from=JANUARY)
    await add(sessions, 4, "80", effective_from=FEBRUARY, withdrawn_at=START)
    before, after = await spi(sessions, DECEMBER), await spi(sessions, JANUARY)
    assert (before.minimum, before.version, before.margin) == ("70", 2, Decimal("1.5"))
    assert (before.recovery, before.set_on, before.effective_from) == (Decimal(72), date(2025, 3, 3), None)
    assert (after.minimum, after.version, after.effective_from) == ("78", 3, JANUARY)
    assert (await spi(sessions, FEBRUARY)).version == 3
    async with sessions.reading() as session:
        versions = await versions_of(session, 2026)
    for today, current, planned, shown in ((DECEMBER, 2, [3], 4), (JANUARY, 3, [], 4)):
        [found] = [v for v in in_series(versions, today) if v.series.criterion is CriterionKey.SPI]
        assert found.current is not None
        assert (found.current.rule.version, [v.rule.version for v in found.planned]) == (current, planned)
        assert len(found.history) == shown


async def test_a_withdrawn_version_gives_way_to_the_one_before(sessions):
    await add(sessions, 2, "70", withdrawn_at=START)
    assert ((await spi(sessions, DECEMBER)).version, (await spi(sessions, DECEMBER)).set_on) == (1, None)


async def test_loading_again_undoes_no_version_and_makes_no_second_first(sessions, database_url):
    await add(sessions, 2, "70", set_at=START)
    async with sessions.writing() as session:
        await session.execute(
            update(Threshold).where(col(Threshold.criterion) == "mcp").values(withdrawn_at=START)
        )
        before = await session.scalar(select(func.count()).select_from(Threshold))
    await prepare(database_url)
    async with sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Threshold)) == before
    rules = await rules_of_calon(sessions, DECEMBER)
    assert (rules[CriterionKey.SPI].minimum, CriterionKey.MCP in rules) == ("70", False)


async def test_a_cohort_whose_thresholds_were_all_withdrawn_is_no_newest_one(sessions):
    async with sessions.writing() as session:
        session.add(Threshold(cohort=2031, stage=Stage.CALON, criterion="spi", withdrawn_at=START))
    async with sessions.reading() as session:
        assert await newest_cohort(session) == 2026
