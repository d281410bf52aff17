"""Check-in: the code on the shared screen, staff marking seats, and until when either is possible."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import ScreenCodeUnreadable, SittingOver
from bot.rules.screen_codes import code_at
from db.tables import AgendaItem, Attendance, CheckInTry
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import card, first_lines, moved, published, registered
from tests.handlers.test_sitting_boards import BOARD, at
from tests.proof.visits import arrive

WRONG = "Kode tersebut tidak sesuai"


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    """Both databases, a quarter of an hour before the sitting of Kota Bontang."""
    world = await published(await registered(both_worlds))
    await at(world, 5)
    await at(world, 5, 45)
    return world


@pytest.fixture
async def small(world: World) -> World:
    world = await published(await registered(world))
    await at(world, 5)
    await at(world, 5, 45)
    return world


async def marks(world: World) -> list[tuple[str, str]]:
    async with world.sessions.reading() as session:
        rows = await session.execute(select(Attendance.mark, Attendance.method).order_by(Attendance.id))
        return [(mark.value, method) for mark, method in rows]


async def switched_on(world: World) -> str:
    """The code that the screen shows now."""
    await world.press(JOKO, "Kode layar")
    await world.press(JOKO, "Nyalakan kode")
    return await shown_code(world)


async def shown_code(world: World) -> str:
    async with world.sessions.reading() as session:
        key = await session.scalar(select(AgendaItem.check_in_key).where(AgendaItem.id == 2))
    return code_at(key, item=2, at=world.clock())


def other_than(code: str, number: int) -> str:
    return f"{(int(code) + 1000 + number) % 10**6:06}"


async def test_without_a_code_joining_is_one_press(small):
    await small.press(SARI, "Sudah bergabung")
    assert await marks(small) == [("joined", "tombol")]


async def test_with_the_code_on_the_screen_joining_needs_it(rakor):
    code = await switched_on(rakor)
    assert f"<b>{code[:3]} {code[3:]}</b>" in rakor.texts(JOKO)[-1] + rakor.texts(JOKO)[-2]
    await rakor.press(SARI, "Sudah bergabung")
    assert await marks(rakor) == []
    [receipt] = await rakor.say(SARI, f"{code[:3]} {code[3:]}")
    assert receipt.startswith("Kehadiran Inspektur Kota Bontang kami catat: <b>sudah bergabung</b>")
    assert await marks(rakor) == [("joined", "kode layar")]
    await rakor.press(SARI, "Sudah bergabung")  # once is enough
    assert await marks(rakor) == [("joined", "kode layar")]


async def test_the_code_before_is_taken_and_an_older_one_is_not(small):
    code = await switched_on(small)
    await small.press(SARI, "Sudah bergabung")
    small.clock.forward(minutes=10)
    assert (await small.say(SARI, code))[0].startswith(WRONG)
    code = await shown_code(small)
    small.clock.forward(minutes=5)
    await small.say(SARI, code)
    assert await marks(small) == [("joined", "kode layar")]


async def test_what_is_no_code_counts_as_no_try_and_five_wrong_ones_go_to_staff(rakor):
    code = await switched_on(rakor)
    await rakor.press(SARI, "Sudah bergabung")
    assert await rakor.say(SARI, "kodenya apa") == [mistake(ScreenCodeUnreadable())]
    answers = [(await rakor.say(SARI, other_than(code, number)))[0] for number in range(5)]
    assert [answer.startswith(WRONG) for answer in answers] == [True] * 4 + [False]
    assert "Kesempatan tersisa: satu." in answers[3]
    assert answers[4].startswith("Kode layar tidak sesuai sebanyak lima kali")
    assert first_lines(rakor, JOKO).count("<b>Perlu ditandai petugas: Inspektur Kota Bontang</b>") == 1
    assert (await rakor.press(SARI, "Sudah bergabung"))[0].startswith("Kode layar tidak sesuai sebanyak")
    await rakor.say(SARI, code)
    assert await marks(rakor) == []


async def test_trouble_needs_no_code_and_closes_the_question(small):
    code = await switched_on(small)
    await small.press(SARI, "Sudah bergabung")
    await small.press(SARI, "Terkendala masuk")
    await small.say(SARI, code)
    assert await marks(small) == [("trouble", "tombol")]


async def test_a_code_switched_off_meanwhile_is_not_asked_for_any_more(small):
    await switched_on(small)
    await small.press(SARI, "Sudah bergabung")
    await small.press(JOKO, "Matikan kode")
    await small.say(SARI, "000000")
    assert await marks(small) == [("joined", "tombol")]


async def test_joining_is_possible_until_half_an_hour_after_the_end(small):
    await at(small, 8, 59, 59)
    await small.press(SARI, "Sudah bergabung")
    assert await marks(small) == [("joined", "tombol")]
    assert await small.press(SARI, "Terkendala masuk") == [mistake(SittingOver())]
    await at(small, 9)
    assert await small.press(SARI, "Sudah bergabung") == [mistake(SittingOver())]


async def marking(world: World, label: str) -> list[str]:
    await world.press(JOKO, "Tandai kehadiran")
    await world.press(JOKO, "Kota Bontang")
    await world.press(JOKO, "Inspektur")
    return await world.press(JOKO, label)


async def test_staff_mark_a_seat_and_take_the_mark_away_and_all_marks_are_kept(small):
    await marking(small, "Hadir di ruang")
    small.clock.forward(seconds=30)
    await small.tick()
    assert "- Inspektur: hadir menurut petugas, ditandai pukul 12.45 WIB / 13.45 WITA" in (
        card(small, JOKO, BOARD).html
    )
    await marking(small, "Tidak hadir")
    await marking(small, "Hapus tanda")
    assert await marks(small) == [("joined", "petugas"), ("absent", "petugas"), ("cleared", "petugas")]
    small.clock.forward(seconds=30)
    await small.tick()
    assert "- Inspektur: belum bergabung;" in card(small, JOKO, BOARD).html


async def test_a_button_of_staff_names_the_mark_it_takes_the_place_of(small):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    await small.press(SARI, "Sudah bergabung")
    assert await small.press_data(JOKO, f"tandai_ya:2:{seat}:1:0") == [mistake(Stale())]
    assert await marks(small) == [("joined", "tombol")]


async def test_twenty_presses_of_two_of_staff_are_one_mark(rakor):
    seat = await builders.seat_id(rakor.sessions, "64.74", "inspektur")
    presses = [_press(who, f"tandai_ya:2:{seat}:{number}:0") for who, number in ((JOKO, 0), (ADMIN, 1)) * 10]
    updates = await arrive(rakor, presses)
    await asyncio.gather(*(rakor.application.process_update(one) for one in updates))
    await rakor.house.settle()
    assert len(await marks(rakor)) == 1


def _press(user_id: int, data: str) -> dict[str, object]:
    user = {"id": user_id, "is_bot": False, "first_name": "Uji"}
    chat = {"id": user_id, "type": "private", "first_name": "Uji"}
    message = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
    return {
        "callback_query": {"id": "1", "from": user, "chat_instance": "1", "message": message, "data": data}
    }


async def test_staff_mark_a_week_after_the_end_and_not_the_day_before(small):
    seat = await builders.seat_id(small.sessions, "64.74", "inspektur")
    small.clock.forward(days=-1)
    assert (await small.press_data(JOKO, f"tandai_ya:2:{seat}:0:0"))[0].startswith(
        "Sesi tersebut belum dibuka"
    )
    small.clock.forward(days=8)
    await small.press_data(JOKO, f"tandai_ya:2:{seat}:0:0")
    assert await marks(small) == [("joined", "petugas")]
    small.clock.forward(days=1)
    assert await small.press_data(JOKO, f"tandai_ya:2:{seat}:1:1") == [mistake(SittingOver())]


@pytest.mark.parametrize("who", [SARI, BUDI])
async def test_officials_mark_no_other_seat_and_see_no_code(small, who):
    await switched_on(small)
    code, seat = await shown_code(small), await builders.seat_id(small.sessions, "64.74", "sekda")
    for data in ("kode_layar:2", "kode_layar_baru:2", "kode_layar_ya:2:0", f"tandai_ya:2:{seat}:0:0"):
        texts = await small.press_data(who, data)
        assert not any(code[:3] in text for text in texts)
    assert await marks(small) == []
    assert await shown_code(small) == code


async def test_a_sitting_moved_while_the_code_is_asked_for_is_said_and_the_question_closed(small):
    code = await switched_on(small)
    await small.press(SARI, "Sudah bergabung")
    await moved(small, to="11-03-2025 15.00-17.00 WIB")
    assert (await small.say(SARI, code))[0].startswith("Waktu sesi tersebut sudah berubah")
    assert (await small.say(SARI, code))[0] != (await small.say(SARI, "/jadwal"))[0]
    assert await marks(small) == []


async def test_a_mark_for_the_time_before_a_move_does_not_count_for_the_new_one(small):
    await small.press(SARI, "Sudah bergabung")
    await moved(small, to="11-03-2025 15.00-17.00 WIB")
    await at(small, 7)
    assert "- Inspektur: belum bergabung" in card(small, JOKO, BOARD).html


async def test_wrong_codes_are_forgotten_after_a_month(small):
    code = await switched_on(small)
    await small.press(SARI, "Sudah bergabung")
    await small.say(SARI, other_than(code, 1))
    for days in (29, 2):
        small.clock.forward(days=days)
        await small.tick()
    async with small.sessions.reading() as session:
        assert (await session.scalars(select(CheckInTry.tries))).all() == []
