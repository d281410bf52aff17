"""The packaged facts, as they are loaded."""

from __future__ import annotations

from sqlalchemy import func, select, text, update
from sqlmodel import SQLModel, col

from bot.rules.criteria import Stage
from db.migrate import prepare
from db.queries.places import provinces, region_names, regions_of_province
from db.reference.load import load_reference
from db.tables import Candidacy, Criterion, Measurement, Region, Seat, Threshold

#: Keppres 41/1987: the provinces of the middle and the east; all others keep western time.
WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


async def test_all_regions_with_their_clock(sessions):
    async with sessions.reading() as session:
        rows = (await session.execute(select(col(Region.code), col(Region.kind), col(Region.zone)))).all()
    assert len(rows) == 514
    assert sum(kind == "kota" for _, kind, _ in rows) == 98
    wrong = []
    for code, _, zone in rows:
        east = "Asia/Makassar" if code[:2] in WITA else "Asia/Jakarta"
        expected = "Asia/Jayapura" if code[:2] in WIT else east
        if zone.replace("Asia/Pontianak", "Asia/Jakarta") != expected:
            wrong.append((code, zone))
    assert wrong == []


async def test_criteria_thresholds_and_cohorts(sessions):
    async with sessions.reading() as session:
        numbers = (await session.scalars(select(col(Criterion.number)).order_by(col(Criterion.number)))).all()
        confirmed = (await session.scalars(select(col(Threshold.is_confirmed)))).all()
        sources = (await session.scalars(select(col(Threshold.source)))).all()
        cohorts = (await session.scalars(select(col(Candidacy.cohort)).distinct())).all()
        values = await session.scalar(select(func.count()).select_from(Measurement))
    assert list(numbers) == list(range(1, 9))
    assert confirmed and not any(confirmed)
    assert all(sources)
    assert set(cohorts) == {2024, 2025, 2026}
    assert values == 0  # the example data is for the practice room


async def test_every_region_of_a_cohort_has_both_seats(sessions):
    async with sessions.reading() as session:
        regions = await session.scalar(select(func.count(col(Candidacy.region_code).distinct())))
        posts = (await session.execute(select(col(Seat.post), func.count()).group_by(col(Seat.post)))).all()
    assert dict(map(tuple, posts)) == {"sekda": regions, "inspektur": regions}


async def counted(sessions) -> dict[str, int]:
    async with sessions.reading() as session:
        return {
            name: await session.scalar(text(f'SELECT count(*) FROM "{name}"'))
            for name in SQLModel.metadata.tables
        }


async def test_loading_again_changes_nothing_and_keeps_what_staff_edited(sessions, database_url):
    before = await counted(sessions)
    async with sessions.writing() as session:
        await session.execute(update(Threshold).values(is_confirmed=True))
        await session.execute(update(Candidacy).values(stage=Stage.PENETAPAN))
        await session.execute(update(Seat).where(col(Seat.post) == "sekda").values(title="Sekda Praktik"))
        await session.execute(update(Region).where(col(Region.code) == "64.74").values(name="Bontank"))
    await prepare(database_url)
    assert await counted(sessions) == before
    async with sessions.reading() as session:
        assert set(await session.scalars(select(col(Threshold.is_confirmed)))) == {True}
        assert set(await session.scalars(select(col(Candidacy.stage)))) == {Stage.PENETAPAN}
        titles = await session.scalars(select(col(Seat.title)).where(col(Seat.post) == "sekda"))
        assert set(titles) == {"Sekda Praktik"}
        # a fact is put right
        assert (
            await session.scalar(select(col(Region.name)).where(col(Region.code) == "64.74"))
            == "Kota Bontang"
        )


async def test_a_second_load_writes_no_row(sessions):
    if sessions.is_sqlite:
        async with sessions.writing() as session:
            before = await session.scalar(text("SELECT total_changes()"))
            await load_reference(session)
            assert await session.scalar(text("SELECT total_changes()")) == before


def test_places_for_buttons():
    assert len(provinces()) == 38
    assert len(region_names()) == 514
    assert sum(len(regions_of_province(code)) for code, _ in provinces()) == 514
    assert regions_of_province("00") == ()
    assert ("64.74", "Kota Bontang") in regions_of_province("64")
