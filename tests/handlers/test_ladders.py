"""The card Pengingat: steps put in and taken out, before and after publishing, and nobody is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.rules.clocks import WITA
from bot.rules.reminders import Reason
from db.tables import PlanState
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import FORM, card, first_lines, plans, published, registered

H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
START = datetime(2025, 3, 11, 14, 0, tzinfo=WITA)
LINK = "https://zoom.us/j/90000000000"


@pytest.fixture
async def rakor(world: World) -> World:
    return await published(await registered(world))


async def at(world, moment):
    world.clock.at = moment
    await world.tick()


async def open_card(world):
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Pengingat")
    return world.last(JOKO)


async def of_sari(world):
    """(step, state, reason) of the Inspektur's plans."""
    rows = await plans(world, number=2)
    seats = len({row[0] for row in rows})
    found = {(step, state, reason) for step, _revision, state, reason in rows}
    assert len(rows) == 2 * seats
    return found


async def test_a_step_is_put_in_and_taken_out_and_nobody_is_told(rakor):
    before = [len(rakor.texts(who)) for who in (SARI,)]
    ladder = await open_card(rakor)
    await rakor.press(JOKO, "○ H-7", on=ladder)
    await rakor.press(JOKO, "○ 1 jam", on=ladder)
    await rakor.press(JOKO, "● H-3", on=ladder)
    assert "● <b>H-7</b>" in ladder.html
    assert "○ <b>H-3</b>" in ladder.html
    await rakor.tick()
    assert [len(rakor.texts(who)) for who in (SARI,)] == before
    assert await of_sari(rakor) == {
        ("h-7", PlanState.SKIPPED, Reason.LEWAT),  # seven working days before was last month
        ("h-3", PlanState.WITHDRAWN, Reason.LANGKAH_DIHAPUS),
        ("h-2", PlanState.PLANNED, ""),
        ("h-1", PlanState.PLANNED, ""),
        ("telepon", PlanState.PLANNED, ""),
        ("m-60", PlanState.PLANNED, ""),
        ("m-15", PlanState.PLANNED, ""),
    }


async def test_a_step_put_back_goes_in_its_hour(rakor):
    ladder = await open_card(rakor)
    await rakor.press(JOKO, "● H-3", on=ladder)
    await rakor.press(JOKO, "○ H-3", on=ladder)
    await at(rakor, H3)
    assert first_lines(rakor, SARI)[1:] == ["<b>Menunggu konfirmasi: rapat daring, 11 Maret 2025</b>"]


async def test_pressed_twice_it_is_done_once(rakor):
    ladder = await open_card(rakor)
    data = next(b["callback_data"] for b in ladder.buttons if b["text"] == "● H-3")
    await rakor.press_data(JOKO, data, on=ladder)
    await rakor.press_data(JOKO, data, on=ladder)
    assert "○ <b>H-3</b>" in ladder.html


async def test_the_last_step_cannot_be_taken_out(rakor):
    ladder = await open_card(rakor)
    assert not any("15 menit" in label and "Tautan" not in label for label in ladder.labels)
    await rakor.press_data(JOKO, "ingat_langkah:1:m-15:0", on=ladder)
    await rakor.press_data(JOKO, "ingat_langkah:1:tautan-60:1", on=ladder)
    await rakor.press_data(JOKO, "ingat_langkah:1:h-99:1", on=ladder)
    assert ("m-15", PlanState.PLANNED, "") in await of_sari(rakor)


async def test_a_draft_has_its_ladder_before_it_is_published(world):
    await registered(world)
    await world.say(JOKO, FORM)
    draft = world.last(JOKO)
    await world.press(JOKO, "Pengingat", on=draft)
    ladder = world.last(JOKO)
    await world.press(JOKO, "● H-3", on=ladder)
    await world.press(JOKO, "Terbitkan", on=draft)
    world.clock.forward(seconds=31)
    await world.tick()
    assert {step for step, *_ in await plans(world, number=2)} == {"h-2", "h-1", "telepon", "m-15"}


async def test_a_way_in_told_later_is_announced_and_comes_in_its_hour(rakor):
    await rakor.press(SARI, "Hadir")
    ladder = await open_card(rakor)
    await rakor.press(JOKO, "○ Tautan: 1 jam", on=ladder)
    await at(rakor, H1)
    reminder = rakor.last(SARI)
    assert LINK not in reminder.html
    assert "Tautan kami sampaikan pada hari rapat mulai pukul 13.00 WITA" in reminder.html
    assert reminder.labels == ["Cara bergabung", "Ubah jawaban"]
    await at(rakor, START - timedelta(hours=1))
    told = rakor.last(SARI)
    assert told.html.startswith("<b>Tautan rapat daring hari ini, pukul 14.00 WITA</b>")
    assert LINK in told.html
    await at(rakor, START - timedelta(minutes=15))
    assert LINK in rakor.last(SARI).html


async def test_the_schedule_and_the_calendar_keep_the_way_in_until_then(rakor):
    ladder = await open_card(rakor)
    await rakor.press(JOKO, "○ Tautan: 15 menit", on=ladder)
    await at(rakor, H1)
    assert LINK not in (await rakor.say(SARI, "/jadwal"))[0]
    rakor.clock.at = START - timedelta(minutes=15)
    assert LINK in (await rakor.say(SARI, "/jadwal"))[0]


async def test_back_to_h_1_takes_the_extra_message_out(rakor):
    ladder = await open_card(rakor)
    await rakor.press(JOKO, "○ Tautan: 2 jam", on=ladder)
    await rakor.press(JOKO, "○ Tautan: Sejak H-1", on=ladder)
    assert ("tautan-120", PlanState.WITHDRAWN, Reason.LANGKAH_DIHAPUS) in await of_sari(rakor)
    await at(rakor, H1)
    assert LINK in card(rakor, SARI, "<b>Pengingat").html


async def test_nobody_but_officers_sees_or_turns_it(rakor):
    for data in ("ingat:1", "ingat_langkah:1:h-3:0", "ingat_tautan:1:60"):
        await rakor.press_data(SARI, data)
    assert ("h-3", PlanState.PLANNED, "") in await of_sari(rakor)
