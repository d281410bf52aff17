"""The end of a term is said in time, once each, and ends nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from db.queries.moments import next_moment
from db.tables import Contact, Tenure
from tests.builders import JOKO, joko
from tests.criteria import SEKDA_MAROS, maros
from tests.fakes import ADMIN, World

ENDS = "<b>Masa berlaku jabatan akan berakhir</b>"
PASSED = "<b>Masa berlaku jabatan telah lewat</b>"
HOLDER = "<b>Masa berlaku jabatan</b>"


@pytest.fixture
async def acting(both_worlds: World) -> World:
    """The Pj. Sekretaris Daerah of Maros acts until Wednesday 3 September 2025."""
    await joko(both_worlds.sessions)
    await maros(both_worlds)
    async with both_worlds.sessions.writing() as session:
        await session.execute(update(Tenure).where(Tenure.prefix == "Pj.").values(until_on=date(2025, 9, 3)))
    return both_worlds


def titles(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id)]


async def look(world: World, month: int, day: int, hour: int) -> None:
    """Two beats at this hour in Maros (WITA, UTC+8)."""
    world.clock.at = datetime(2025, month, day, hour - 8, tzinfo=UTC)
    await world.tick()
    await world.tick()


async def test_a_month_and_a_week_before_and_the_day_after(acting):
    for month, day, hour in (
        (8, 3, 10),  # a Sunday: nothing
        (8, 4, 8),  # before nine: nothing
        (8, 4, 9),
        (8, 5, 9),
        (8, 27, 9),
        (9, 3, 9),
        (9, 4, 9),
        (9, 5, 9),
        (12, 1, 9),
    ):
        await look(acting, month, day, hour)
    assert titles(acting, JOKO) == [ENDS, ENDS, PASSED]
    assert titles(acting, SEKDA_MAROS) == [HOLDER]
    assert (await acting.say(SEKDA_MAROS, "/jadwal"))[0].startswith("Belum ada rapat")  # still an official


async def test_a_new_last_day_settles_the_cards_and_begins_anew(acting):
    await look(acting, 8, 4, 9)
    card = acting.last(JOKO)
    await acting.press(JOKO, "Perpanjang", on=card)
    await acting.say(JOKO, "3 November 2025")
    assert card.html.startswith("Masa berlaku jabatan: diubah menjadi sampai <b>Senin, 3 November 2025</b>")
    assert card.buttons == []
    assert acting.telegram.chats[ADMIN][0].html == card.html
    await look(acting, 8, 27, 9)
    await look(acting, 10, 6, 9)
    assert titles(acting, ADMIN)[1:] == [ENDS]


async def test_a_holder_without_telegram_is_a_matter_of_staff(acting):
    async with acting.sessions.writing() as session:
        await session.execute(
            update(Contact).where(Contact.telegram_id == SEKDA_MAROS).values(telegram_id=None)
        )
    await look(acting, 8, 27, 9)
    assert titles(acting, JOKO) == [ENDS]


async def test_the_clock_of_the_practice_room_stops_there(acting):
    async with acting.sessions.reading() as session:
        moment = await next_moment(session, after=acting.clock())
    assert moment == datetime(2025, 8, 4, 1, 0, tzinfo=UTC)
