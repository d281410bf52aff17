"""The board of a sitting on its day: comes by itself, is edited and not too often, and is never behind."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.rules.live_cards import APART
from db.tables import LiveCard
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import card, moved, published, registered
from tests.proof.visits import arrive, press_of

BOARD = "<b>Papan hari-H: sesi 2, rapat 1</b>"
CONTINUED = "Papan hari-H sesi 2 dilanjutkan pada pesan yang lebih baru di percakapan ini."


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def at(world: World, hour: int, minute: int = 0, second: int = 0) -> None:
    """That time (UTC) on the day; sitting 2 is from 06.00 to 08.30."""
    world.clock.at = world.clock.at.replace(day=11, hour=hour, minute=minute, second=second)
    await world.tick()


def boards(world: World, user_id: int = JOKO) -> list[str]:
    return [text for text in world.texts(user_id) if text.startswith("<b>Papan hari-H: sesi 2")]


async def is_stale(world: World) -> list[bool]:
    async with world.sessions.reading() as session:
        of_sitting = select(LiveCard.is_stale).where(LiveCard.agenda_item_id == 2)
        return list((await session.scalars(of_sitting.where(LiveCard.chat_id == JOKO))).all())


async def test_the_board_comes_by_itself_an_hour_before_once_to_each_officer(small):
    await at(small, 4, 59)
    assert boards(small) == []
    await at(small, 5)
    await at(small, 5, 1)
    [text] = boards(small)
    assert "Belum dimulai\n" in text
    assert "- Inspektur: belum bergabung; jawaban: belum ada" in text
    assert len(boards(small, ADMIN)) == 1
    assert boards(small, SARI) == []


async def test_the_board_is_edited_at_most_every_twenty_seconds_and_the_last_state_gets_through(rakor):
    await at(rakor, 5)
    await at(rakor, 5, 45)
    await rakor.press(SARI, "Terkendala masuk")
    assert "terkendala masuk pukul 12.45 WIB / 13.45 WITA" in card(rakor, JOKO, BOARD).html
    rakor.clock.forward(seconds=19)
    await rakor.press(SARI, "Sudah bergabung")
    await rakor.tick()
    assert "terkendala masuk pukul" in card(rakor, JOKO, BOARD).html
    assert await is_stale(rakor) == [True]  # in the table: a restart does not forget it
    rakor.clock.forward(seconds=1)
    await rakor.tick()
    assert "- Inspektur: bergabung pukul 12.45 WIB / 13.45 WITA; jawaban: belum ada" in (
        card(rakor, JOKO, BOARD).html
    )
    assert await is_stale(rakor) == [False]
    assert len(boards(rakor)) == 1


async def test_marks_made_at_once_are_all_on_the_board_in_the_end(rakor):
    seats = [await builders.seat_id(rakor.sessions, "64.74", post) for post in ("sekda", "inspektur")]
    await builders.official(rakor.sessions, 78, "64.74", "sekda", name="Tono")
    await at(rakor, 5, 45)
    rakor.clock.forward(seconds=30)
    presses = [
        {**press_of("sari", f"masuk:joined:2:1:{seat}")["callback_query"], "from": _user(who)}
        for who, seat in zip((78, SARI), seats, strict=True)
    ]
    for press, who in zip(presses, (78, SARI), strict=True):
        press["message"] = {**press["message"], "chat": {"id": who, "type": "private"}}
    updates = await arrive(rakor, [{"callback_query": press} for press in presses])
    await asyncio.gather(*(rakor.application.process_update(one) for one in updates), rakor.ticks.round())
    await rakor.house.settle()
    rakor.clock.forward(seconds=APART.total_seconds())
    await rakor.tick()
    assert "<b>2 dari 2 jabatan sudah bergabung</b>, 1 dari 1 daerah" in card(rakor, JOKO, BOARD).html


def _user(user_id: int) -> dict[str, object]:
    return {"id": user_id, "is_bot": False, "first_name": "Uji"}


async def test_the_board_says_when_the_sitting_runs_and_when_it_is_over(small):
    await at(small, 5)
    await at(small, 6)
    assert "<b>Sedang berlangsung</b>" in card(small, JOKO, BOARD).html
    await at(small, 8, 30)
    assert "<b>Sudah selesai</b>" in card(small, JOKO, BOARD).html
    calls = len(small.telegram.calls)
    await at(small, 8, 35)
    assert len(small.telegram.calls) == calls


async def test_papan_hari_h_brings_the_board_to_the_end_of_the_chat(small):
    await at(small, 5)
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Sesi 2 ▸")
    await small.press(JOKO, "Papan hari-H")
    assert small.last(JOKO).html.startswith(BOARD)
    assert small.texts(JOKO).count(CONTINUED) == 1
    await at(small, 5, 45)
    await small.press(SARI, "Sudah bergabung")
    assert "<b>1 dari 2 jabatan" in small.last(JOKO).html
    assert small.texts(JOKO).count(CONTINUED) == 1


async def test_a_moved_sitting_has_its_board_an_hour_before_the_new_time(small):
    await at(small, 0)
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Sesi 2 ▸")
    await small.press(JOKO, "Papan hari-H")
    await moved(small, to="11-03-2025 15.00-17.00 WIB")  # 08.00 UTC
    await at(small, 5)
    assert len(boards(small)) == 1
    assert "pukul 15.00-17.00 WIB" in boards(small)[0]
    await at(small, 7)
    assert len(boards(small)) == 1  # the earlier one points to it
    assert small.texts(JOKO).count(CONTINUED) == 1
    assert len(boards(small, ADMIN)) == 1


async def test_a_cancelled_sitting_says_so_on_its_board(small):
    await at(small, 5)
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Sesi 2 ▸")
    await small.press(JOKO, "Batalkan sesi")
    await small.press(JOKO, "Konfirmasi")
    await at(small, 5, 1)
    assert "<b>Sesi dibatalkan</b>" in card(small, JOKO, BOARD).html


@pytest.mark.parametrize("who", [SARI, BUDI])
async def test_officials_have_no_board(small, who):
    await small.press_data(who, "papan:2")
    assert boards(small, who) == []
