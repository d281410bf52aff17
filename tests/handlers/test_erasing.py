"""A person who asks to be erased leaves no trace: not in a table, a file, a log, or a restored backup."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlmodel import SQLModel, col

from bot.actions.audit_trail import exported
from bot.pictures.audit_files import audit_csv
from bot.tombstones import erase_restored, file_of
from db.queries.audit_trail import follow
from db.queries.people import actor_of
from db.tables import Answer, Contact, Erasure, OutboxMessage, RetentionRun, Seat, Tenure
from tests.builders import BUDI, JOKO, STRANGER, budi, joko, official
from tests.fakes import ADMIN, BOT, START, Clock, World
from tests.handlers import siaran
from tests.handlers.rakor import published

#: A name and an id that stand nowhere else.
CANARY = 7_123_456_789
NAME = "Kenari Praktik Ümlaut"
PHONE = "+6281234567899"


async def everything_stored(world: World) -> str:
    """The whole database as text, JSON as it is stored."""
    found = []
    async with world.sessions.reading() as session:
        for name in SQLModel.metadata.tables:
            for row in await session.execute(text(f'SELECT * FROM "{name}"')):
                found.append(f"{name}: {tuple(row)!r}")
    return "\n".join(found)


def traces_in(stored: str) -> list[str]:
    signs = (str(CANARY), "Kenari", "Ümlaut", "\\u00dcmlaut", PHONE[1:])
    return [line[:300] for line in stored.splitlines() if any(sign in line for sign in signs)]


async def a_full_life(world: World) -> None:
    """The canary asks for a seat, is approved, answers, is read and written to, and tries a wrong code."""
    await joko(world.sessions)
    await world.say(CANARY, "/start 0000-0000-0000-0000", name=NAME)
    await world.say(CANARY, "/daftar", name=NAME)
    await world.press(CANARY, "Setuju", name=NAME)
    await world.say(CANARY, "kota bontang", name=NAME)
    await world.press(CANARY, "Inspektur", name=NAME)
    await world.press(CANARY, "Benar", name=NAME)
    await world.press(JOKO, "Setujui", on=world.last(JOKO))
    await world.say(CANARY, "/status", name=NAME)
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Unduh berkas", name=NAME)


async def a_life_beside_it(world: World) -> None:
    """The canary opens a link for staff and is proposed, puts the bot into a group, and is on a call list."""
    await world.share_contact(CANARY, {"phone_number": PHONE, "user_id": CANARY})
    await world.say(ADMIN, "/petugas")
    await world.press(ADMIN, "Tambah petugas")
    await world.press(ADMIN, "Peninjau")
    code = world.last(ADMIN).html.split("start=")[1][:16]
    await world.say(CANARY, f"/start {code}", name=NAME)
    await world.press(CANARY, "Saya bersedia", name=NAME)
    chat = {"id": -4_000_000_002, "type": "group", "title": "Tim"}
    member = {"user": BOT, "status": "member"}
    added = {"chat": chat, "from": {"id": CANARY, "is_bot": False, "first_name": NAME}, "date": 1}
    places = {"old_chat_member": member | {"status": "left"}, "new_chat_member": member}
    await world.update({"my_chat_member": added | places})
    await world.press_data(JOKO, "uji:2026")
    async with world.sessions.writing() as session:
        mine = (OutboxMessage.chat_id == CANARY, OutboxMessage.message_class == "probe")
        refused = update(OutboxMessage).where(*mine)
        await session.execute(refused.values(state="undeliverable", reason="blocked"))
    await world.tick()
    assert PHONE in world.last(JOKO).html and "wa.me" in str(world.last(JOKO).buttons)


async def test_an_erased_canary_leaves_no_trace(both_worlds: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world = both_worlds
    await a_full_life(world)
    await a_life_beside_it(world)
    assert len(traces_in(await everything_stored(world))) > 10  # there is something to erase
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    assert world.texts(CANARY)[-1].startswith("Data pribadi Bapak/Ibu telah kami hapus")
    assert traces_in(await everything_stored(world)) == []
    async with world.working() as work:
        lines = await exported(work)
        chain = await follow(work.session)
    assert traces_in(audit_csv(lines).decode("utf-8-sig")) == []
    assert (chain.breaks, chain.number > 5) == ([], True)
    # other libraries are held at WARNING by bot/logs.py, whatever the level is set to
    ours = [one.getMessage() for one in caplog.records if one.name.startswith(("bot", "db", "handlers"))]
    assert traces_in("\n".join(ours)) == []


async def test_what_the_asker_answered_is_gone_from_the_cards_of_staff(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await world.say(CANARY, "/daftar", name=NAME)
    await world.press(CANARY, "Setuju", name=NAME)
    await world.say(CANARY, "kota bontang", name=NAME)
    await world.press(CANARY, "Inspektur", name=NAME)
    await world.press(CANARY, "Benar", name=NAME)
    await world.press(JOKO, "Tanyakan")
    await world.say(JOKO, "Sejak kapan?")
    await world.say(CANARY, "Sejak kelahiran anak ketiga", name=NAME)
    await world.press(JOKO, "Setujui")
    assert "anak ketiga" in await everything_stored(world)
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    await world.tick()
    stored = await everything_stored(world)
    assert "anak ketiga" not in stored and traces_in(stored) == []


REASON = "Operasi lutut di Samarinda"


async def test_reasons_of_answers_are_forgotten_and_the_answers_are_not(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await official(world.sessions, CANARY, "64.74", "inspektur", name=NAME)
    await official(world.sessions, BUDI, "19.04", "inspektur", name="Budi")
    await published(world)
    await world.press(BUDI, "Tidak hadir")
    await world.say(BUDI, "Bertugas di Manggar")
    await world.press(CANARY, "Tidak hadir", name=NAME)
    await world.say(CANARY, f"{REASON} hari ini", name=NAME)
    await world.say(JOKO, "/kontak kota bontang")
    await world.press(JOKO, "Inspektur")
    for label in ("Catat jawaban", "11 Maret 2025, 14.00 WITA", "Tidak hadir", "Telepon"):
        await world.press(JOKO, label)
    await world.say(JOKO, f"{REASON} besok, kata {NAME}")
    await world.tick()
    stored = await everything_stored(world)
    assert f"{REASON} hari ini" in stored and f"{REASON} besok" in stored
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    stored = await everything_stored(world)
    assert REASON not in stored and traces_in(stored) == []
    assert "Bertugas di Manggar" in stored
    async with world.sessions.reading() as session:
        kept = (await session.scalars(select(Answer).order_by(col(Answer.id)))).all()
    assert [answer.note for answer in kept if answer.note] == ["Bertugas di Manggar"]
    assert [answer.choice for answer in kept if answer.seat_id != kept[0].seat_id][-1] == "tidak_hadir"


async def test_the_seat_keeps_its_history_and_is_empty(world: World) -> None:
    await a_full_life(world)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    async with world.sessions.reading() as session:
        (tenure,) = await session.scalars(select(Tenure))
        contact = await session.get(Contact, tenure.contact_id)
        assert (tenure.end_reason.value, contact.name, contact.telegram_id) == ("erased", "(dihapus)", None)
        assert (await actor_of(session, CANARY)).is_stranger
    assert world.texts(JOKO)[-1].startswith("<b>Inspektur Kota Bontang</b> kini kosong")


async def test_pressing_twice_erases_once(world: World) -> None:
    await a_full_life(world)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    card = world.last(CANARY)
    await world.press_data(CANARY, "own:gone", on=card, name=NAME)
    (again,) = await world.press_data(CANARY, "own:gone", on=card, name=NAME)
    assert again.startswith("Tombol ini sudah tidak berlaku")
    async with world.sessions.reading() as session:
        assert len(list(await session.scalars(select(Erasure)))) == 1


async def test_others_of_the_same_name_keep_theirs(world: World) -> None:
    await a_full_life(world)
    await official(world.sessions, BUDI, "19.04", "inspektur", name=NAME)
    await world.say(BUDI, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    async with world.sessions.reading() as session:
        names = await session.scalars(select(col(Contact.name)).order_by(Contact.id))
        assert list(names) == ["(dihapus)", NAME]


async def test_a_restored_backup_erases_again_and_nobody_else(
    world: World, tmp_path: Path, clock: Clock
) -> None:
    await a_full_life(world)
    await budi(world.sessions)
    backup = tmp_path / "backup.db"
    async with world.sessions.engine.connect() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql(f"VACUUM INTO '{backup}'")
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    await world.house.settle()
    kept = file_of(world.sessions)
    assert kept is not None and str(CANARY) not in kept.read_text(encoding="utf-8")
    restored = tmp_path / "restored.db"
    shutil.copy(backup, restored)
    shutil.copy(kept, f"{restored}.erased")
    async with World(f"sqlite:///{restored}", clock) as again:
        assert len(traces_in(await everything_stored(again))) > 10
        await erase_restored(again.house)
        await again.house.menus.refresh()  # as the start does next: the menu is taken away too
        assert traces_in(await everything_stored(again)) == []
        async with again.sessions.reading() as session:
            assert (await actor_of(session, BUDI)).is_official
        await erase_restored(again.house)  # a second start changes nothing


async def test_what_nobody_needs_any_more_goes_at_night_once_a_day(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await budi(world.sessions)
    await world.say(STRANGER, "/daftar", name=NAME)
    await world.press(STRANGER, "Setuju", name=NAME)
    await world.say(STRANGER, "kota bontang", name=NAME)
    await world.press(STRANGER, "Inspektur", name=NAME)
    await world.press(STRANGER, "Benar", name=NAME)
    await world.press(JOKO, "Tolak", on=world.last(JOKO))
    await world.press(JOKO, "Data tidak jelas")
    await world.say(BUDI, "/berhenti")
    await world.press(BUDI, "Ya, berhenti")
    await world.tick()
    async with world.sessions.reading() as session:
        assert len(list(await session.scalars(select(RetentionRun)))) == 1
    await world.tick()
    world.clock.at = START + timedelta(days=100)
    await world.tick()
    world.clock.at = START + timedelta(days=366)
    await world.tick()
    async with world.sessions.reading() as session:
        first, second, third = [
            run.removed for run in await session.scalars(select(RetentionRun).order_by(RetentionRun.ran_on))
        ]
        bodies = await session.scalars(select(OutboxMessage.payload).where(OutboxMessage.chat_id == 0))
        assert set(map(str, bodies)) == {"{}"}
        assert await session.scalar(select(Seat.id).limit(1)) is not None
    assert set(first.values()) == {0}
    assert second["requests"] == 1 and second["updates"] > 5 and second["bodies"] > 5
    assert (second["people"], third["people"]) == (0, 1)


async def test_admins_hear_once_a_month_what_went(world: World) -> None:
    world.clock.at = START.replace(day=31)
    await world.tick()
    world.clock.at += timedelta(days=1)
    await world.tick()
    await world.tick()
    (report,) = [shown for shown in world.texts(ADMIN) if "masa simpan" in shown]
    assert report.startswith("<b>Laporan masa simpan data, Maret 2025</b>")


async def test_nobody_is_erased_by_a_forged_press(world: World) -> None:
    await joko(world.sessions)
    for person in (STRANGER, JOKO):
        for data in ("own:erase", "own:gone"):
            (answer,) = await world.press_data(person, data)
            assert answer.startswith("Tombol ini sudah tidak berlaku")
    async with world.sessions.reading() as session:
        assert list(await session.scalars(select(Erasure))) == []


async def test_a_name_in_an_action_point_is_forgotten_and_what_was_agreed_is_not(world: World) -> None:
    await joko(world.sessions)
    await official(world.sessions, CANARY, "64.74", "inspektur", name=NAME)
    await published(world)
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Tindak lanjut")
    await world.say(JOKO, f"Kota Bontang, Inspektur; {NAME} menyampaikan rencana aksi; 30-04-2025")
    await world.press(JOKO, "Konfirmasi")
    await world.press(CANARY, "Sudah selesai", name=NAME)
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    await world.tick()
    stored = await everything_stored(world)
    assert "(dihapus) menyampaikan rencana aksi" in stored
    assert traces_in(stored) == []


async def test_a_name_in_the_preview_of_a_siaran_is_forgotten(world: World) -> None:
    await joko(world.sessions)
    await official(world.sessions, CANARY, "64.74", "inspektur", name=NAME)
    await siaran.confirmed(world, who="kota bontang")
    assert f"<b>Kota Bontang</b>: {NAME} (Inspektur)" in str(world.texts(JOKO))
    world.clock.forward(minutes=1)
    await world.tick()
    await world.press(CANARY, "Sudah dibaca", name=NAME)
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    await world.tick()
    assert traces_in(await everything_stored(world)) == []


async def test_what_was_leaving_in_that_moment_loses_words_and_address_the_night_after(
    both_worlds: World,
) -> None:
    world = both_worlds
    await joko(world.sessions)
    await official(world.sessions, CANARY, "64.74", "inspektur", name=NAME)
    await siaran.confirmed(world, who="kota bontang")
    world.clock.forward(minutes=1)
    await world.tick()
    mine = update(OutboxMessage).where(
        col(OutboxMessage.chat_id) == CANARY, col(OutboxMessage.subject_type) == "broadcast"
    )
    async with world.sessions.writing() as session:
        await session.execute(mine.values(state="sending"))
    await world.say(CANARY, "/data_saya", name=NAME)
    await world.press(CANARY, "Hapus data saya", name=NAME)
    await world.press(CANARY, "Ya, hapus data saya", name=NAME)
    async with world.sessions.writing() as session:
        await session.execute(mine.values(state="sent"))
    world.clock.forward(days=1)
    await world.tick()
    assert traces_in(await everything_stored(world)) == []
