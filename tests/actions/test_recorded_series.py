"""Random histories through the database: each message the inspector expects arrives, and no other."""

from __future__ import annotations

from random import Random

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.import_states import new_import
from bot.actions.recording import record
from bot.rules.entries import Draft
from db.tables import Alert, AlertState, EarlyNotice, ImportState
from tests.builders import JOKO, joko
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, confirm_thresholds, maros
from tests.fakes import World
from tests.rules.oracle import Inspector
from tests.rules.test_series import next_event, spi

EARLY, CORRECTED = "Informasi perkembangan capaian", "Perbaikan informasi perkembangan capaian"
TITLES = {
    "low": "Pemberitahuan capaian kriteria",
    "recovered": "Capaian telah memenuhi ambang",
    "revised": "Perbaikan pemberitahuan capaian",
    "withdrawn": "Penarikan pemberitahuan capaian",
    "fell": EARLY,
    "lower category": EARLY,
    "put right": CORRECTED,
}


def expected_titles(said: str, inspector: Inspector, year: int) -> list[str]:
    """The message for what is said, and the correction of early notices that is not part of it."""
    own = [TITLES[said]] if said in TITLES else []
    beside = inspector.undone - ({year} if said == "low" else set())
    return own if said == "put right" or not beside else [*own, CORRECTED]


async def test_series_through_the_database(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    chance = Random(364)  # in which everything there is to say is said
    inspector = Inspector(6800, margin=300, mark=6800, is_confirmed=True)
    expected: list[str] = []
    for number in range(16):
        kind, year, value = next_event(chance, inspector)
        reading = spi(year, value, is_final=kind != "interim")
        if kind != "interim":
            if inspector.values.get(year) == value:
                continue
            said, _ = inspector.hears(year, value)
            expected += expected_titles(said, inspector, year)
        async with world.working(JOKO) as work:
            import_id = await new_import(
                work, filename="uji", sha256=str(number), is_quiet=False, state=ImportState.CONFIRMED
            )
            await record(work, [Draft("73.09", reading)], import_id=import_id, is_quiet=False)
        await world.deliver()
    got = [
        text.splitlines()[0].removeprefix("<b>").removesuffix("</b>") for text in world.texts(INSPEKTUR_MAROS)
    ]
    assert got == expected
    assert set(expected) == set(TITLES.values())
    assert len(world.texts(SEKDA_MAROS)) == len(expected)
    async with world.sessions.reading() as session:
        is_open = await session.scalar(
            select(func.count()).select_from(Alert).where(col(Alert.state) == AlertState.OPEN)
        )
        standing = await session.scalars(
            select(col(EarlyNotice.measurement_id)).where(col(EarlyNotice.withdrawn_at).is_(None))
        )
        assert is_open == (inspector.alerted is not None)
        assert len(set(standing)) == len(inspector.told)
