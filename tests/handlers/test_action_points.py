"""/tindaklanjut over a fake Telegram: agreed in a meeting, reminded of, done, moved, dropped."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select, update

from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.errors import NotRegistered, Stale
from bot.rules.meeting_mistakes import MeetingUnknown
from db.beats import keep_beat
from db.tables import ActionPoint, AuditEntry, Tenure
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import ADMIN, World
from tests.handlers.rakor import first_lines, published, registered

LINE = "Kota Bontang, Inspektur; menyampaikan rencana aksi; 30-04-2025"
NEW, REMINDER = (
    "<b>Tindak lanjut rapat koordinasi</b>",
    "<b>Pengingat: tindak lanjut rapat, batas waktu 30 April 2025</b>",
)


async def agreed(world: World, lines: str = LINE) -> None:
    await published(await registered(world))
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Tindak lanjut")
    await world.say(JOKO, lines)
    await world.press(JOKO, "Konfirmasi")


async def states(world: World) -> list[tuple[str, str]]:
    async with world.sessions.reading() as session:
        rows = (await session.scalars(select(ActionPoint).order_by(ActionPoint.id))).all()
    return [(row.state, str(row.due_on)) for row in rows]


async def at(world: World, *when: int) -> None:
    world.clock.at = datetime(2025, *when, tzinfo=UTC)
    await world.tick()


def about(world: World, who: int, *beginnings: str) -> list[str]:
    return [line for line in first_lines(world, who) if line.startswith(beginnings)]


async def test_the_owner_hears_is_reminded_and_says_that_it_is_done(both_worlds: World) -> None:
    world = both_worlds
    await agreed(world)
    assert about(world, SARI, NEW) == [NEW]
    assert about(world, BUDI, NEW) == []
    assert "/cek_" in world.last(SARI).html
    await at(world, 4, 25, 0, 59)
    assert about(world, SARI, REMINDER) == []
    for minute in (0, 5, 10):  # 09.00 in Bontang
        await at(world, 4, 25, 1, minute)
    assert about(world, SARI, REMINDER) == [REMINDER]
    await at(world, 4, 30, 1, 0)
    assert about(world, SARI, REMINDER) == [REMINDER] * 2
    card = world.last(SARI)
    [thanks] = await world.press(SARI, "Sudah selesai", on=card)
    assert "kami catat <b>selesai</b> dari Inspektur Kota Bontang" in thanks
    [again] = await world.press(SARI, "Sudah selesai", on=card)
    assert "sudah tercatat selesai sebelumnya" in again
    assert about(world, JOKO, "<b>Tindak lanjut selesai</b>") == ["<b>Tindak lanjut selesai</b>"]
    await at(world, 5, 5, 3, 0)
    assert about(world, JOKO, "<b>Tindak lanjut lewat") == []
    assert await states(world) == [("done", "2025-04-30")]


async def test_what_is_overdue_is_told_to_the_officer_once(both_worlds: World) -> None:
    world = both_worlds
    await agreed(world)
    await at(world, 5, 2, 1, 59)
    assert about(world, JOKO, "<b>Tindak lanjut lewat") == []
    for hour in (2, 3, 4):
        await at(world, 5, 2, hour, 0)
    await at(world, 5, 6, 2, 0)
    assert len(about(world, JOKO, "<b>Tindak lanjut lewat")) == 1
    assert about(world, SARI, REMINDER) == []  # the bot was down on both days
    [listed] = await world.say(JOKO, "/tindaklanjut")
    assert "lewat batas waktu: 1" in listed
    [own] = await world.say(SARI, "tindak lanjut")
    assert "(sudah lewat)" in own


async def test_a_slip_of_the_finger_is_mended(world: World) -> None:
    await agreed(world)
    await world.press(SARI, "Sudah selesai")
    receipt = world.last(SARI)
    await world.press(SARI, "Belum selesai", on=receipt)
    assert await states(world) == [("open", "2025-04-30")]
    assert about(world, JOKO, "<b>Tindak lanjut belum") == ["<b>Tindak lanjut belum selesai</b>"]
    assert await world.press_data(SARI, f"tl_belum:1:{await seat(world)}") == [mistake(Stale())]
    await at(world, 4, 25, 1, 0)
    assert about(world, SARI, REMINDER) == [REMINDER]


async def seat(world: World) -> int:
    return await builders.seat_id(world.sessions, "64.74", "inspektur")


async def test_another_date_is_told_and_reminds_anew(world: World) -> None:
    await agreed(world)
    await at(world, 4, 25, 1, 0)
    await world.say(JOKO, "/tindaklanjut")
    await world.press(JOKO, "Nomor 1")
    await world.press(JOKO, "Ubah batas waktu")
    card = world.last(JOKO)
    assert "tidak terbaca" in (await world.say(JOKO, "minggu depan"))[0]
    [same] = await world.say(JOKO, "30-04-2025")
    assert "memang tanggal itu" in same
    [shown] = await world.say(JOKO, "14-05-2025")
    assert "Menjadi: <b>Rabu, 14 Mei 2025</b>" in shown
    confirm = world.last(JOKO)
    data = str(confirm.buttons[0]["callback_data"])
    await world.press(JOKO, "Konfirmasi", on=confirm)
    assert await world.press_data(ADMIN, data) == [mistake(Stale())]
    assert "Semula: Rabu, 30 April 2025" in world.last(SARI).html
    await at(world, 4, 30, 1, 0)
    assert about(world, SARI, REMINDER) == [REMINDER]  # that of the 25th
    await at(world, 5, 8, 1, 0)  # 12 and 13 May are Waisak
    assert "batas waktu 14 Mei 2025" in world.last(SARI).html
    assert card.labels == ["Batal"]


async def test_what_is_not_needed_any_more(world: World) -> None:
    await agreed(world)
    await world.say(JOKO, "/tindaklanjut")
    await world.press(JOKO, "Nomor 1")
    await world.press(JOKO, "Tidak diperlukan lagi")
    await world.press(JOKO, "Konfirmasi")
    assert world.last(SARI).html.startswith("<b>Tindak lanjut rapat tidak diperlukan lagi</b>")
    [late] = await world.press(SARI, "Sudah selesai")
    assert "tidak diperlukan lagi" in late
    await at(world, 4, 25, 1, 0)
    await at(world, 5, 5, 3, 0)
    assert about(world, SARI, REMINDER) == []
    assert await states(world) == [("dropped", "2025-04-30")]


async def test_several_lines_come_as_one_message_and_at_a_civil_hour(world: World) -> None:
    await published(await registered(world))
    world.clock.at = datetime(2025, 3, 14, 14, 0, tzinfo=UTC)  # Friday, 22.00 in Bontang
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Tindak lanjut")
    [wrong] = await world.say(
        JOKO, f"{LINE}\nKota Atlantis; apa saja; 30-04-2025\nKota Bontang; x; 30-04-2025"
    )
    assert "baris 2:" in wrong
    assert "baris 3:" in wrong
    await world.say(JOKO, f"{LINE}\nKota Bontang; melengkapi data; 15-05-2025")
    old = world.last(JOKO)
    await world.say(JOKO, f"{LINE}\nKota Bontang, Inspektur; melengkapi data; 15-05-2025")
    assert await world.press(JOKO, "Konfirmasi", on=old) == [mistake(Stale())]
    await world.press(JOKO, "Konfirmasi")
    assert await world.press(JOKO, "Konfirmasi", on=old) == [mistake(Stale())]
    assert len(await states(world)) == 2
    assert about(world, SARI, NEW) == []
    # while it waits, one of them is dropped: the other is still told, and alone
    await world.say(JOKO, "/tindaklanjut")
    await world.press(JOKO, "Nomor 1")
    await world.press(JOKO, "Tidak diperlukan lagi")
    await world.press(JOKO, "Konfirmasi")
    await at(world, 3, 16, 23, 1)  # Monday, 07.01
    assert about(world, SARI, NEW) == [NEW]
    [told] = [shown for shown in world.telegram.chats[SARI] if shown.html.startswith(NEW)]
    assert "melengkapi data" in told.html
    assert "rencana aksi" not in told.html
    assert told.labels == ["Sudah selesai"]


async def test_assistants_and_successors_see_what_is_open(world: World) -> None:
    await agreed(world)
    rina, ani = 7_000_000_061, 7_000_000_062
    await builders.official(
        world.sessions, rina, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT
    )
    [seen] = await world.say(rina, "/tindaklanjut")
    assert "menyampaikan rencana aksi" in seen
    await at(world, 4, 25, 1, 0)
    assert about(world, rina, REMINDER) == [REMINDER]
    assert "melalui Sdr./Sdri. Rina" in world.last(rina).html
    async with world.sessions.writing() as session:
        hers = update(Tenure).where(Tenure.kind == "holder", Tenure.seat_id == await seat(world))
        await session.execute(hers.values(ended_at=world.clock(), end_reason="handed_over"))
    await builders.official(world.sessions, ani, "64.74", "inspektur", name="Ani")
    assert "menyampaikan rencana aksi" in (await world.say(ani, "/tindaklanjut"))[0]
    await world.press(rina, "Sudah selesai")
    assert await states(world) == [("done", "2025-04-30")]


async def test_who_may_not(world: World) -> None:
    await agreed(world)
    own = await seat(world)
    budis = await builders.seat_id(world.sessions, "19.04", "inspektur")
    for data in (
        f"tl_selesai:1:{own}",
        f"tl_selesai:1:{budis}",
        f"tl_selesai:99:{budis}",
        "tl:1",
        "tl_baru:1",
    ):
        assert await world.press_data(BUDI, data) == [mistake(Stale())]
    for data in (
        "tl_tgl:1:20250430",
        "tl_tgl:1:20251399",
        "tl_tgl_ya:1:20250430:20240101",
        "tl_hapus_ya:1:x",
    ):
        assert await world.press_data(SARI, data) == [mistake(Stale())]
    assert await world.press_data(ADMIN, "tl_tgl_ya:1:20250430:20240101") == [mistake(Stale())]
    assert await world.press_data(ADMIN, "tl_baru:99") == [mistake(MeetingUnknown())]
    assert "Tidak ada tindak lanjut" in (await world.say(BUDI, "/tindaklanjut"))[0]
    assert await world.say(STRANGER, "/tindaklanjut") == [mistake(NotRegistered())]
    assert await states(world) == [("open", "2025-04-30")]


async def test_what_was_done_is_in_the_log(world: World) -> None:
    await agreed(world)
    await at(world, 4, 25, 1, 0)
    await world.press(SARI, "Sudah selesai")
    async with world.sessions.reading() as session:
        entries = await session.scalars(select(AuditEntry).where(AuditEntry.object_type == "action_point"))
        found = [(entry.action, entry.actor_kind) for entry in entries]
    assert found == [
        ("action_point", "staff"),
        ("action_point_reminder", "system"),
        ("action_point_done", "contact"),
    ]


async def test_who_said_that_it_is_done_finds_it_in_the_own_file(world: World) -> None:
    await agreed(world)
    await world.press(SARI, "Sudah selesai")
    await world.say(SARI, "/data_saya")
    await world.press(SARI, "Unduh berkas")
    files = [shown.content.decode() for shown in world.telegram.chats[SARI] if shown.content]
    assert any("tindak lanjut nomor 1" in text and "menyampaikan rencana aksi" in text for text in files)


async def test_a_clock_that_ran_ahead_loses_no_reminder(both_worlds: World) -> None:
    world = both_worlds
    await agreed(world)
    wrong = datetime(2036, 3, 14, 3, 0, tzinfo=UTC)
    world.clock.at = wrong
    await world.tick()
    await at(world, 4, 25, 1, 0)
    assert about(world, SARI, REMINDER) == []  # the clock has gone back: an admin is to look
    world.clock.at = wrong.replace(year=2025, month=4, day=25, hour=1)
    async with world.sessions.writing() as session:
        await keep_beat(session, "reminders", at=world.clock())
    await world.tick()
    assert about(world, SARI, REMINDER) == [REMINDER]
    await at(world, 4, 30, 1, 0)
    assert about(world, SARI, REMINDER) == [REMINDER] * 2
