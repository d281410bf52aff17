"""A change within 24 hours is acknowledged by a button; who has not pressed becomes a list to telephone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.rules.clocks import WITA
from db.tables import Acknowledgement
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import card, first_lines, moved, published, registered

SEKDA = 7_000_000_011
BUTTON = "Sudah saya ketahui"
THANKS = "Terima kasih. Kami catat bahwa perubahan"
LIST = "<b>Perubahan mendesak: rapat 1, perubahan ke-1</b>"
AFTERNOON = datetime(2025, 3, 10, 15, 0, tzinfo=WITA)  # the sitting is at 14.00 WITA on the next day
LATER = "11-03-2025 14.00-15.30 WIB"


@pytest.fixture
async def rakor(world: World) -> World:
    await registered(world)
    await builders.official(world.sessions, SEKDA, "64.74", "sekda", name="Dewi")
    world = await published(world)
    world.clock.at = AFTERNOON
    await moved(world, to=LATER)
    return world


async def at(world, moment):
    world.clock.at = moment
    await world.tick()


async def open_seats(world):
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(Acknowledgement.acknowledged_at), col(Acknowledgement.is_listed)).order_by(
                col(Acknowledgement.seat_id)
            )
        )
        return [(at is not None, listed) for at, listed in rows]


async def test_a_change_far_ahead_asks_nobody(world):
    world = await published(await registered(world))
    await moved(world, to=LATER)
    assert BUTTON not in card(world, SARI, "<b>Perubahan jadwal").labels
    assert await open_seats(world) == []


async def test_a_change_close_by_has_the_button_and_only_those_touched_are_asked(rakor):
    assert BUTTON in card(rakor, SARI, "<b>Perubahan jadwal").labels
    assert not any("Perubahan" in line for line in first_lines(rakor, BUDI))
    assert await open_seats(rakor) == [(False, False), (False, False)]


async def test_pressed_it_is_thanked_and_nobody_calls(rakor):
    [thanks] = await rakor.press(SARI, BUTTON)
    assert thanks.startswith(THANKS)
    await rakor.press(SEKDA, BUTTON)
    await at(rakor, AFTERNOON + timedelta(hours=3))
    assert LIST not in first_lines(rakor, JOKO)


async def test_pressed_twice_it_is_recorded_once(rakor):
    await rakor.press(SARI, BUTTON)
    [again] = await rakor.press(SARI, BUTTON)
    assert again.startswith(THANKS)
    assert sorted(await open_seats(rakor)) == [(False, False), (True, False)]


async def test_an_answer_says_as_much(rakor):
    await rakor.press(SARI, "Hadir", on=card(rakor, SARI, "<b>Perubahan jadwal"))
    assert sorted(await open_seats(rakor)) == [(False, False), (True, False)]


async def test_who_has_not_pressed_is_called_and_the_list_shrinks(rakor):
    await at(rakor, AFTERNOON + timedelta(minutes=29))
    assert LIST not in first_lines(rakor, JOKO)
    await at(rakor, AFTERNOON + timedelta(minutes=30))
    await at(rakor, AFTERNOON + timedelta(minutes=31))
    assert first_lines(rakor, JOKO).count(LIST) == 1
    listed = card(rakor, JOKO, LIST)
    assert "2 jabatan belum menyatakan mengetahui" in listed.html
    assert "Inspektur Kota Bontang</b>, Sari" in listed.html
    await rakor.press(SARI, BUTTON)
    assert "1 jabatan belum menyatakan mengetahui" in listed.html
    assert "Sari" not in listed.html
    await rakor.press(SEKDA, BUTTON)
    assert "Semua jabatan yang diberi tahu sudah menyatakan mengetahui" in listed.html


async def test_a_change_at_night_is_told_at_once_and_called_in_the_morning(world):
    world = await published(await registered(world))
    night = datetime(2025, 3, 10, 21, 0, tzinfo=WITA)
    world.clock.at = night
    await moved(world, to=LATER)
    assert BUTTON in card(world, SARI, "<b>Perubahan jadwal").labels
    await at(world, night + timedelta(hours=2))
    assert LIST not in first_lines(world, JOKO)
    await at(world, datetime(2025, 3, 11, 7, 30, tzinfo=WITA))
    assert LIST in first_lines(world, JOKO)


async def test_it_is_nobody_elses(rakor):
    data = next(
        b["callback_data"] for b in card(rakor, SARI, "<b>Perubahan jadwal").buttons if b["text"] == BUTTON
    )
    await rakor.press_data(BUDI, data)
    await rakor.press_data(JOKO, data)
    assert await open_seats(rakor) == [(False, False), (False, False)]
