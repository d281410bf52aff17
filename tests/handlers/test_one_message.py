"""Whoever is touched in two ways by one revision gets one message about both."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.rules.outbox import OutboxState
from db.tables import OutboxMessage, ToldSitting
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import at_sitting, first_lines, moved, published, registered


@pytest.fixture
async def two_seats(world: World) -> World:
    """Sari is Inspektur and acts for the Sekretaris Daerah as well."""
    await registered(world)
    await builders.official(world.sessions, SARI, "64.74", "sekda", name="Sari")
    return await published(world)


async def test_two_seats_hear_of_a_move_in_one_message_and_answer_each(two_seats):
    await moved(two_seats)
    assert [line for line in first_lines(two_seats, SARI) if line.startswith("<b>Perubahan")] == [
        "<b>Perubahan jadwal rapat daring, 11 Maret 2025</b>"
    ]
    notice = two_seats.last(SARI)
    assert "Yth. Sekretaris Daerah Kota Bontang\nYth. Inspektur Kota Bontang" in notice.html
    [opened] = await two_seats.press(SARI, "Jawab: Inspektur Kota Bontang", on=notice)
    assert "11.00-13.30 WITA" in opened
    [receipt] = await two_seats.press(SARI, "Hadir")
    assert "Inspektur Kota Bontang" in receipt
    assert [line.startswith("<b>Jadwal berubah") for line in first_lines(two_seats, SARI)[:2]] == [True, True]


async def test_after_a_message_about_both_a_second_change_is_told_about_both(two_seats):
    await moved(two_seats)
    await two_seats.say(JOKO, "/rapat 1")
    await at_sitting(two_seats, 2, "Batalkan sesi")
    await two_seats.press(JOKO, "Konfirmasi")
    lines = first_lines(two_seats, SARI)
    assert lines[-1] == "<b>Pembatalan rapat daring, 11 Maret 2025</b>"
    assert lines[-2] == "<b>Perubahan jadwal rapat daring, 11 Maret 2025</b>"  # tells of other things as well
    assert two_seats.last(SARI).labels == ["Perbarui kalender"]


async def test_a_message_that_came_back_names_both_posts_to_staff(two_seats):
    await moved(two_seats)
    async with two_seats.sessions.writing() as session:
        row = await session.scalar(select(OutboxMessage).where(OutboxMessage.key.like("chg:%")))
        row.state = OutboxState.UNDELIVERABLE
        assert len((await session.scalars(select(ToldSitting))).all()) == 2
    await two_seats.tick()
    told = next(text for text in two_seats.texts(JOKO) if text.startswith("<b>Pesan rapat tidak terkirim"))
    assert "- Inspektur Kota Bontang: perubahan" in told and "- Sekretaris Daerah Kota Bontang" in told
