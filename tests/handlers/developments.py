"""Values recorded by an officer, and what the officials of Maros read of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from db.tables import EarlyNotice
from tests.builders import JOKO, joko
from tests.criteria import confirm_thresholds, maros
from tests.fakes import World

NOTICE = "<b>Pemberitahuan capaian kriteria</b>"
EARLY = "<b>Informasi perkembangan capaian</b>"
COPY = "<b>Tembusan: informasi perkembangan capaian</b>"
CORRECTED = "<b>Perbaikan informasi perkembangan capaian</b>"


async def with_officials(world: World) -> World:
    """An officer, the two officials of Maros, and two thresholds confirmed; nothing recorded yet."""
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    return world


async def record(world: World, typed: str, *, press: str = "Konfirmasi") -> str:
    await world.say(JOKO, f"/nilai {typed}")
    [receipt] = await world.press(JOKO, press)
    return receipt


async def record_file(world: World, *lines: str) -> str:
    content = "region_code,criterion,year,value\n" + "\n".join(lines)
    await world.send_file(JOKO, "nilai.csv", content.encode())
    [receipt] = await world.press(JOKO, "Konfirmasi")
    return receipt


def titles(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id)]


async def standing(world: World) -> list[tuple[str, str, bool]]:
    """What early notices say, and whether they were taken back, oldest first."""
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(EarlyNotice.criterion), col(EarlyNotice.kind), col(EarlyNotice.withdrawn_at)).order_by(
                col(EarlyNotice.id)
            )
        )
        return [(criterion, kind.value, at is not None) for criterion, kind, at in rows]
