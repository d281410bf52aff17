"""What a seat said on the telephone counts like any answer, says so, and can be corrected."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.meeting_mistakes import NoteTooLong
from db.tables import Answer, Dialogue, PlanState, ReminderPlan
from tests.builders import JOKO, SARI, seat_id, staff
from tests.fakes import World
from tests.handlers import rakor

VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await rakor.published(await rakor.registered(world))
    await staff(world.sessions, VIEWER, Role.VIEWER, name="Lia")
    return world


async def open_seat(world: World, place: str = "bontang", title: str = "Inspektur") -> None:
    await world.say(JOKO, f"/kontak {place}")
    await world.press(JOKO, title)
    await world.press(JOKO, "Catat jawaban")


async def answers(world: World) -> list[tuple[str, str, str, bool]]:
    async with world.sessions.reading() as session:
        rows = await session.scalars(select(Answer).order_by(Answer.id))
        return [(a.choice.value, a.channel, a.note, a.recorded_by_staff_id is not None) for a in rows]


async def test_an_answer_by_telephone(office):
    await open_seat(office)
    await office.press(JOKO, "11 Maret 2025, 14.00 WITA")
    await office.press(JOKO, "Hadir")
    (receipt,) = await office.press(JOKO, "Telepon")
    assert "<b>Hadir, dicatat petugas via telepon</b>" in receipt and "kepada satu orang" in receipt
    assert await answers(office) == [("hadir", "telepon", "", True)]
    board = rakor.card(office, JOKO, "<b>Jawaban rapat")
    assert "Inspektur: Hadir, dicatat petugas via telepon" in board.html
    assert office.texts(SARI)[-1].startswith("<b>Jawaban rapat dicatat petugas</b>")
    assert "Hadir, dicatat petugas via telepon" in (await office.say(SARI, "/jadwal"))[0]


async def test_the_seat_corrects_what_staff_recorded(office):
    await open_seat(office)
    await office.press(JOKO, "11 Maret 2025, 14.00 WITA")
    await office.press(JOKO, "Hadir")
    await office.press(JOKO, "Langsung")
    await office.press(SARI, "Ubah jawaban")
    await office.press(SARI, "Menunggu arahan")
    assert await answers(office) == [("hadir", "langsung", "", True), ("menunggu_arahan", "", "", False)]


async def test_a_substitute_is_asked_for_before_anything_is_recorded(office):
    await open_seat(office)
    await office.press(JOKO, "11 Maret 2025, 14.00 WITA")
    await office.press(JOKO, "Diwakilkan")
    (asked,) = await office.press(JOKO, "Surat")
    assert "Jawaban ini belum dicatat." in asked and await answers(office) == []
    assert await office.say(JOKO, "x" * 201) == [mistake(NoteTooLong(200))]
    await office.say(JOKO, "Rina, Sekretaris  Inspektorat")
    assert await answers(office) == [("diwakilkan", "surat", "Rina, Sekretaris Inspektorat", True)]
    assert "Diwakilkan (Rina, Sekretaris Inspektorat)" in office.texts(SARI)[-1]


async def test_without_a_reason_and_not_at_all(office):
    for button in ("Tanpa keterangan", "Kembali"):
        await open_seat(office)
        await office.press(JOKO, "11 Maret 2025, 14.00 WITA")
        await office.press(JOKO, "Tidak hadir")
        await office.press(JOKO, "Telepon")
        card = office.last(JOKO)
        await office.press(JOKO, button, on=card)
    assert await answers(office) == [("tidak_hadir", "telepon", "", True)]
    (again,) = await office.press_data(JOKO, "catat_tanpa", on=card)
    assert again.startswith("Tombol ini sudah tidak berlaku")
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(Dialogue))).all() == []


async def test_a_seat_without_telegram_answers_by_letter_and_is_reminded_of_nothing(office):
    await office.say(JOKO, "/kontak maros")
    await office.press(JOKO, "Inspektur")
    await office.press(JOKO, "Catat pejabat")
    await office.say(JOKO, "Tuti Praktik")
    await open_seat(office, "maros")
    await office.press(JOKO, "12 Maret 2025, 10.00 WITA")
    await office.press(JOKO, "Tidak hadir")
    await office.press(JOKO, "Surat")
    (receipt,) = await office.press(JOKO, "Tanpa keterangan")
    assert "Tidak ada yang dapat diberi tahu lewat Telegram" in receipt
    seat = await seat_id(office.sessions, "73.09", "inspektur")
    office.clock.forward(days=7)
    await office.tick()
    # like any refusal, it ends the reminders of this sitting for this seat
    async with office.sessions.reading() as session:
        rows = await session.execute(
            select(ReminderPlan.step, ReminderPlan.state, ReminderPlan.reason)
            .where(ReminderPlan.seat_id == seat, ReminderPlan.state != PlanState.PLANNED)
            .order_by(ReminderPlan.id)
        )
        assert [tuple(row) for row in rows] == [
            ("h-3", PlanState.SKIPPED, "digantikan"),
            ("h-2", PlanState.SKIPPED, "tidak_hadir"),
        ]


async def test_a_sitting_that_moved_meanwhile_is_not_answered(office):
    await open_seat(office)
    await office.press(JOKO, "11 Maret 2025, 14.00 WITA")
    card = office.last(JOKO)
    await rakor.moved(office)
    (answer,) = await office.press(JOKO, "Hadir", on=card)
    assert "10.00-12.30 WIB" in answer and await answers(office) == []


async def test_only_officers_record(office):
    seat = await seat_id(office.sessions, "64.74", "inspektur")
    for person in (VIEWER, SARI):
        for data in (f"catat_jawaban:{seat}", f"catat_sesi:{seat}:2:1", f"catat_lewat:{seat}:2:1:0:0"):
            (answer,) = await office.press_data(person, data)
            assert answer.startswith("Tombol ini sudah tidak berlaku")
    (answer,) = await office.press_data(JOKO, f"catat_lewat:{seat}:1:1:0:0")
    assert answer.startswith("Tombol ini sudah tidak berlaku")  # another region's sitting
    assert await answers(office) == []
