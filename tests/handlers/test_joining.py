"""The way into a sitting: only to those invited, from its hour on or when staff open it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import MeetingChanged, SittingCancelled, SittingOver
from db.tables import AuditEntry
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import ADMIN, World
from tests.handlers.rakor import first_lines, moved, published, registered
from tests.handlers.test_check_in import _press
from tests.handlers.test_sitting_boards import at
from tests.proof.visits import arrive

LINK, SECRET = "zoom.us/j/90000000000", "Bontang25"
REVEALED = "<b>Tautan rapat, sesi Kota Bontang</b>"


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


async def looks(world: World) -> int:
    async with world.sessions.reading() as session:
        found = await session.scalars(select(AuditEntry.id).where(AuditEntry.action == "read_way_in"))
        return len(found.all())


async def test_before_its_hour_it_says_when_and_shows_nothing(small):
    [text] = await small.press(SARI, "Cara bergabung")
    assert "pada <b>Senin, 10 Maret 2025</b>, pukul 08.00 WIB / <b>09.00 WITA</b>" in text
    assert LINK not in text
    assert SECRET not in text
    assert await looks(small) == 0


async def test_from_its_hour_on_it_shows_link_id_and_passcode_to_copy(small):
    await at(small, 1)
    [text] = await small.press(SARI, "Cara bergabung")
    assert LINK in text
    assert "<code>900 0000 0000</code>" in text
    assert [button.get("copy_text") for button in small.last(SARI).buttons][1:3] == [
        {"text": "900 0000 0000"},
        {"text": SECRET},
    ]
    assert await looks(small) == 1


async def test_on_the_day_it_has_the_buttons_of_the_day(small):
    await at(small, 5)
    await small.press(SARI, "Cara bergabung")
    assert small.last(SARI).labels[-2:] == ["Sudah bergabung", "Terkendala masuk"]


async def test_jadwal_has_the_way_in(small):
    await at(small, 1)
    await small.say(SARI, "/jadwal")
    [text] = await small.press(SARI, "Cara bergabung: Inspektur Kota Bontang, 11 Maret 2025")
    assert SECRET in text


@pytest.mark.parametrize("who", [BUDI, JOKO, STRANGER])
async def test_nobody_else_gets_in_by_that_button(small, who):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    await at(small, 5)
    texts = await small.press_data(who, f"gabung:2:{seat}")
    assert not any(LINK in text or SECRET in text for text in texts)
    assert await looks(small) == 0


async def test_who_asked_for_the_link_hears_of_another_one(small):
    await opened(small)
    await small.press(JOKO, "Konfirmasi")
    await small.press(SARI, "Cara bergabung")
    await small.press(JOKO, "Ubah tautan")
    await small.say(JOKO, "Tautan: https://zoom.us/j/91111111111")
    await small.press(JOKO, "Konfirmasi")
    assert any("91111111111" in text for text in small.texts(SARI))


async def opened(world: World) -> None:
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Sesi 2 ▸")
    await world.press(JOKO, "Papan hari-H")
    await world.press(JOKO, "Buka tautan sekarang")


async def test_staff_open_the_way_in_and_those_invited_are_told_once(rakor):
    await opened(rakor)
    assert "kepada 1 orang yang diundang" in rakor.last(JOKO).html
    await rakor.press(JOKO, "Konfirmasi")
    assert first_lines(rakor, SARI).count(REVEALED) == 1
    assert REVEALED not in first_lines(rakor, BUDI)
    assert SECRET in (await rakor.press(SARI, "Cara bergabung"))[0]
    assert "Buka tautan sekarang" not in rakor.last(JOKO).labels


async def test_twenty_confirmations_of_two_of_staff_tell_once(rakor):
    await opened(rakor)
    presses = [_press(who, "buka_tautan_ya:2:1") for who in (JOKO, ADMIN) * 10]
    updates = await arrive(rakor, presses)
    await asyncio.gather(*(rakor.application.process_update(one) for one in updates))
    await rakor.house.settle()
    await rakor.deliver()
    assert first_lines(rakor, SARI).count(REVEALED) == 1


async def test_whoever_said_that_nobody_comes_is_not_told(small):
    await small.press(SARI, "Tidak hadir")
    await opened(small)
    await small.press(JOKO, "Konfirmasi")
    assert REVEALED not in first_lines(small, SARI)


async def test_a_confirmation_of_a_former_revision_opens_nothing(small):
    await opened(small)
    confirm = small.last(JOKO)
    await moved(small)
    assert await small.press(JOKO, "Konfirmasi", on=confirm) == [mistake(MeetingChanged(1))]
    assert await small.press_data(JOKO, "buka_tautan_ya:99:1") == [mistake(Stale())]
    assert REVEALED not in first_lines(small, SARI)


async def test_after_the_end_or_a_cancellation_there_is_no_way_in(small):
    invitation = next(shown for shown in small.telegram.chats[SARI] if "Cara bergabung" in shown.labels)
    await at(small, 9, 1)
    assert await small.press(SARI, "Cara bergabung", on=invitation) == [mistake(SittingOver())]
    small.clock.forward(days=-3)
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Sesi 2 ▸")
    buttons = list(invitation.buttons)
    await small.press(JOKO, "Batalkan sesi")
    await small.press(JOKO, "Konfirmasi")
    invitation.buttons = buttons
    assert await small.press(SARI, "Cara bergabung", on=invitation) == [mistake(SittingCancelled())]
