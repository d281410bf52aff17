"""Values that fall, and what was heard since: for tests of the life of a pemberitahuan capaian."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.rules.alert_lives import FollowUp
from db.tables import Alert
from tests.builders import JOKO, joko
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros
from tests.fakes import World

REPEAT = "<b>Pengingat pemberitahuan capaian kriteria</b>"
REPEAT_COPY = "<b>Tembusan: pengingat pemberitahuan capaian kriteria</b>"
ASKED = "<b>Pertanyaan mengenai rencana tindak lanjut</b>"
_TO_RECORD = ("<b>Nilai yang perlu dicatat</b>", "<b>Masih menunggu nilai</b>")
TO_OFFICER = "<b>Tindak lanjut capaian: untuk petugas</b>"


async def fallen(world: World) -> World:
    """Monday 3 March, 09.00 in Maros: SPI 2024 fell, the Inspektur and the Sekda were told."""
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    await record(world, "maros spi 2024 60")
    forget(world)
    return world


async def record(world: World, typed: str) -> None:
    await world.say(JOKO, f"/nilai {typed}")
    await world.press(JOKO, "Konfirmasi")


def forget(world: World) -> None:
    """What was said so far is not what a test asks about; the buttons stay."""
    for chat in world.telegram.chats.values():
        for shown in chat:
            shown.html = ""


def heard(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id) if text]


async def later(world: World, **duration: float) -> None:
    world.clock.forward(**duration)
    await world.tick()
    await world.tick()  # twice, and nothing is said twice
    for chat in world.telegram.chats.values():  # what the calendar of publishers asks of staff
        chat[:] = [shown for shown in chat if not shown.html.startswith(_TO_RECORD)]


async def states(world: World) -> list[FollowUp]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(col(Alert.follow_up)).order_by(col(Alert.id))))


async def promised(world: World, on: str = "17-03-2025") -> None:
    for typed in ("Rina, Sekretaris Inspektorat", on, "Melengkapi standar pelayanan"):
        await world.say(INSPEKTUR_MAROS, typed)
