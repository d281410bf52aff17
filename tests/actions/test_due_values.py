"""Values recorded before their publication are judged on that day."""

from __future__ import annotations

from sqlalchemy import select

from bot.actions.file_imports import ImportKind
from db.tables import Measurement
from tests.actions.test_file_imports import imported
from tests.criteria import INSPEKTUR_MAROS, alert_states, confirm_thresholds, maros
from tests.fakes import World

HEAD = "region_code,criterion,year,value,published_on\n"


async def verdicts(world: World) -> list[str]:
    async with world.sessions.reading() as session:
        return list((await session.scalars(select(Measurement.verdict).order_by(Measurement.id))).all())


async def test_an_embargoed_value_speaks_on_its_day(both_worlds: World) -> None:
    world = both_worlds
    await maros(world)
    await confirm_thresholds(world, "spi")
    text = HEAD + "73.09,spi,2024,70,2025-01-22\n73.09,spi,2025,60,2025-03-05\n"
    await imported(world, ImportKind.MEASUREMENTS, text)
    assert (await verdicts(world), world.texts(INSPEKTUR_MAROS)) == (["quiet", "not_yet"], [])
    world.clock.forward(days=1)
    await world.tick()
    assert world.texts(INSPEKTUR_MAROS) == []
    world.clock.forward(days=1)
    for _ in range(3):
        await world.tick()
    assert (await verdicts(world), len(world.texts(INSPEKTUR_MAROS))) == (["quiet", "dropped"], 1)
    assert await alert_states(world) == ["open"]


async def test_a_quiet_one_stays_quiet(world: World) -> None:
    await maros(world)
    await confirm_thresholds(world, "spi")
    await imported(world, ImportKind.MEASUREMENTS, HEAD + "73.09,spi,2025,60,2025-03-05\n", is_quiet=True)
    world.clock.forward(days=3)
    await world.tick()
    assert (await verdicts(world), world.texts(INSPEKTUR_MAROS)) == (["dropped"], [])


async def test_an_embargoed_fall_is_told_early_on_its_day(world: World) -> None:
    await maros(world)
    text = HEAD + "73.09,mcp,2023,90,2024-02-28\n73.09,mcp,2024,85,2025-03-05\n"
    await imported(world, ImportKind.MEASUREMENTS, text)
    assert world.texts(INSPEKTUR_MAROS) == []
    world.clock.forward(days=2)
    for _ in range(3):
        await world.tick()
    assert await verdicts(world) == ["quiet", "fell"]
    [told] = world.texts(INSPEKTUR_MAROS)
    assert told.startswith("<b>Informasi perkembangan capaian</b>")
