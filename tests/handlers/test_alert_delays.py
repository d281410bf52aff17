"""Tunda tindak lanjut: staff put the follow-up of a notice off, and it wakes by itself."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import Stale
from bot.rules.follow_through import SnoozeUntil
from db.tables import Alert
from tests.builders import JOKO
from tests.criteria import INSPEKTUR_MAROS
from tests.fakes import World
from tests.handlers.alerting import fallen

TODAY = date(2025, 3, 3)


@pytest.fixture
async def told(world: World) -> World:
    return await fallen(world)


async def put_off(world: World, until: str = "21-03-2025") -> str:
    await world.say(JOKO, "/pantau")
    await world.press(JOKO, "1")
    await world.press(JOKO, "Tunda tindak lanjut")
    await world.say(JOKO, until)
    (said,) = await world.say(JOKO, "Inspektur sedang dirawat")
    return said


async def test_nothing_is_said_until_the_day_and_then_who_and_why(told):
    receipt = await put_off(told)
    assert "ditunda sampai <b>Jumat, 21 Maret 2025</b>" in receipt
    heard = len(told.texts(INSPEKTUR_MAROS))
    told.clock.forward(days=14)
    await told.tick()
    assert len(told.texts(INSPEKTUR_MAROS)) == heard, "no second notice after seven days"
    told.clock.forward(days=4, hours=3)
    await told.tick()
    woken = [text for text in told.texts(JOKO) if "Inspektur sedang dirawat" in text][-1]
    assert "3 Maret 2025" in woken and woken != receipt
    async with told.sessions.reading() as session:
        alert = (await session.scalars(select(Alert))).one()
    assert (alert.follow_up.value, alert.snoozed_until, alert.snooze_reason) == ("told", None, "")


async def test_wrong_days_are_explained_and_lose_nothing(told):
    await told.say(JOKO, "/pantau")
    await told.press(JOKO, "1")
    await told.press(JOKO, "Tunda tindak lanjut")
    for typed in ("besok", "03-03-2025", "03-04-2025"):
        assert await told.say(JOKO, typed) == [mistake(SnoozeUntil(typed, today=TODAY))]
    (asked,) = await told.say(JOKO, "02-04-2025")
    assert "alasannya" in asked


async def test_it_goes_on_at_once_when_staff_say_so(told):
    await put_off(told)
    await told.say(JOKO, "/pantau")
    (card,) = await told.press(JOKO, "1")
    assert "Ditunda sampai 21 Maret 2025" in card and "alasan: Inspektur sedang dirawat" in card
    (said,) = await told.press(JOKO, "Lanjutkan sekarang")
    assert "telah diakhiri" in said
    assert await told.press_data(JOKO, "pantau_lanjut:1") == [mistake(Stale())]


async def test_an_answer_of_the_region_ends_the_delay(told):
    await put_off(told)
    await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
    async with told.sessions.reading() as session:
        alert = (await session.scalars(select(Alert))).one()
    assert (alert.follow_up.value, alert.snoozed_until) == ("acknowledged", None)


async def test_only_officers_put_off(told):
    refused = await told.press_data(INSPEKTUR_MAROS, "pantau_tunda:1")
    assert refused == await told.press_data(INSPEKTUR_MAROS, "pantau_tunda:99")
