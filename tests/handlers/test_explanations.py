"""/mengapa: for staff what became of every message of a region, for an official why the last ones came."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import changes
from bot.messages.reasons import KINDS
from bot.messages.render import mistake
from bot.rules.clocks import WITA
from bot.rules.errors import NotRegistered, Stale
from db.tables import AuditEntry, Contact, PlanState, ReminderPlan
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import World
from tests.handlers.rakor import card, moved, published, registered
from tests.handlers.test_reminders import SIX

H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)


@pytest.fixture
async def rakor(world: World) -> World:
    return await published(await registered(world))


async def at(world: World, *moments: datetime) -> None:
    for moment in moments:
        world.clock.at = moment
        await world.tick()


async def lines(world: World, typed: str = "/mengapa kota bontang", who: int = JOKO) -> list[str]:
    return [line for text in await world.say(who, typed) for line in text.splitlines()]


async def test_what_was_sent_what_was_not_and_what_is_to_come(both_worlds):
    rakor = await published(await registered(both_worlds))
    await rakor.press(SARI, "Hadir")
    await at(rakor, H3, H1)
    found = await lines(rakor)
    inspektur = found[found.index("<b>Inspektur Kota Bontang</b>, jawaban: Hadir") :]
    assert inspektur[1] == "- Undangan rapat: terkirim kepada Sari, 3 Maret 2025, pukul 09.00 WITA"
    assert (
        "- Kamis, 6 Maret 2025, pukul 08.00 WIB / 09.00 WITA: H-3, meminta konfirmasi: "
        "tidak dikirim: sudah ada jawaban"
    ) in inspektur
    assert (
        "- Senin, 10 Maret 2025, pukul 08.00 WIB / 09.00 WITA: H-1, pengingat: "
        "terkirim kepada Sari, 10 Maret 2025, pukul 09.00 WITA"
    ) in inspektur
    assert (
        "- Selasa, 11 Maret 2025, pukul 12.45 WIB / 13.45 WITA: 15 menit sebelumnya: akan dikirim"
    ) in inspektur
    assert "- belum ada pejabat terdaftar, sehingga tidak ada yang menerima (/undang)" in found


async def test_who_was_read_about_is_recorded(rakor):
    await lines(rakor)
    async with rakor.sessions.reading() as session:
        rows = await session.execute(
            select(col(AuditEntry.object_id), col(AuditEntry.about_contact_id)).where(
                col(AuditEntry.action) == "read_deliveries"
            )
        )
        contact = await session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == SARI))
        assert [tuple(row) for row in rows] == [("64.74", contact)]


async def test_a_moved_sitting_shows_the_ladder_of_the_time_before(rakor):
    await at(rakor, H3)
    await moved(rakor, to="13-03-2025 13.00-15.30 WIB")
    found = "\n".join(await lines(rakor))
    assert "H-1, pengingat (waktu semula): tidak dikirim: waktu sesi berubah" in found
    assert "- Perubahan jadwal rapat: terkirim kepada Sari" in found


async def test_a_message_about_two_things_is_found_for_both(both_worlds):
    world = await registered(both_worlds)
    await builders.official(world.sessions, SARI, "64.74", "sekda")
    await published(world)
    await moved(world, to="13-03-2025 13.00-15.30 WIB")
    found = await lines(world)
    assert (
        len([line for line in found if line.startswith("- Perubahan jadwal rapat: terkirim kepada Sari")])
        == 2
    )
    (text,) = await world.say(SARI, "/mengapa")
    assert text.count("karena beberapa hal pada rapat itu berubah sekaligus") == 2


def test_every_kind_of_change_has_its_reason():
    assert set(changes._PREFIX.values()) <= set(KINDS)


async def test_whoever_blocked_the_bot_and_a_message_that_did_not_arrive(rakor):
    rakor.telegram.never_started.add(SARI)
    async with rakor.sessions.writing() as session:
        await session.execute(
            update(Contact).where(col(Contact.telegram_id) == SARI).values(reachability="blocked")
        )
    await at(rakor, H3)
    found = "\n".join(await lines(rakor))
    assert "- pejabatnya tidak dapat dihubungi melalui Telegram; mohon dihubungi dengan cara lain" in found
    assert "H-3, meminta konfirmasi: tidak dikirim: tidak ada pejabat terdaftar yang dapat dihubungi" in found


async def test_late_at_night_it_waits_and_too_many_are_held(world):
    await published(await registered(world), SIX)
    world.clock.at = datetime(2025, 3, 6, 22, 0, tzinfo=WITA)  # nothing ran on that day
    waiting = "\n".join(await lines(world))
    assert "H-3, meminta konfirmasi: terlambat; menunggu pukul 07.00 hari kerja berikutnya" in waiting
    await at(world, H1 + timedelta(hours=2))
    held = "\n".join(await lines(world))
    assert "H-1, pengingat: ditahan, karena terlalu banyak pengingat terlambat sekaligus" in held
    assert "Masih ada 2 sesi lain; tambahkan nomor rapat atau tanggal" in held


async def test_a_clock_that_has_gone_back_is_named(rakor):
    await at(rakor, H3 + timedelta(days=1), H3)  # the beat of tomorrow has been
    async with rakor.sessions.writing() as session:
        await session.execute(update(ReminderPlan).values(state=PlanState.PLANNED, reason=""))
    assert "H-3, meminta konfirmasi: ditahan, karena jam server mundur" in "\n".join(await lines(rakor))


async def test_a_day_or_a_meeting_narrows_the_question(rakor):
    await at(rakor, H3, H1)
    found = await lines(rakor, "/mengapa kota bontang 06-03-2025")
    assert (
        len([line for line in found if line.startswith("- ")]) == 3
    )  # one of each seat, and that one is empty
    assert (await lines(rakor, "/mengapa kota bontang 7"))[2].startswith(
        "Tidak ada pesan rapat yang dimaksud"
    )
    assert "<b>Rapat 1, sesi 2</b>" in "\n".join(await lines(rakor, "/mengapa 64.74 1"))


async def test_a_region_is_chosen_by_button_and_an_unclear_one_is_asked_about(rakor):
    await rakor.say(JOKO, "/mengapa")
    assert (await rakor.press(JOKO, "Kota Bontang"))[0].startswith("<b>Pesan rapat untuk Kota Bontang</b>")
    assert (await rakor.say(JOKO, "/mengapa bontng"))[0].startswith("Daerah mana yang dimaksud")
    assert await rakor.press_data(JOKO, "mengapa_daerah:99.99") == [mistake(Stale())]
    assert await rakor.press_data(SARI, "mengapa_daerah:64.74") == [mistake(Stale())]


async def test_an_official_reads_why_and_with_which_answer_and_what_comes(both_worlds):
    rakor = await published(await registered(both_worlds))
    await rakor.press(SARI, "Hadir")
    await at(rakor, H1)
    await rakor.press(SARI, "Ubah jawaban")
    await rakor.press(SARI, "Diwakilkan")
    await rakor.say(SARI, "/batal")
    (text,) = await rakor.say(SARI, "/mengapa kabupaten bangka tengah")
    assert "Kabupaten Bangka Tengah" not in text
    assert (
        "untuk jabatan Inspektur Kota Bontang, sesi Kota Bontang pada Rapat Koordinasi Pembentukan "
        "Percontohan Kabupaten/Kota Antikorupsi Tahun 2026, karena sesi berlangsung pada hari kerja "
        "berikutnya. Jawaban yang tercatat saat itu: Hadir."
    ) in text
    assert text.index("<b>Pengingat rapat</b>") < text.index("<b>Undangan rapat</b>")
    assert (
        "- Selasa, 11 Maret 2025, pukul 12.45 WIB / 13.45 WITA: sesi Kota Bontang, "
        "pengingat, 15 menit sebelumnya"
    ) in text


async def test_a_reply_asks_about_that_message_alone(rakor):
    invitation = card(rakor, SARI, "<b>Undangan rapat daring")
    await at(rakor, H1)
    reply = {
        "message_id": invitation.message_id,
        "date": 1,
        "chat": {"id": SARI, "type": "private", "first_name": "Sari"},
        "text": "x",
    }
    (text,) = await rakor.say(SARI, "mengapa", reply_to_message=reply)
    assert "<b>Undangan rapat</b>" in text
    assert "<b>Pengingat rapat</b>" not in text
    (other,) = await rakor.say(SARI, "/mengapa", reply_to_message=reply | {"message_id": 1})
    assert "<b>Pengingat rapat</b>" in other


async def test_nothing_received_and_nothing_to_come(world):
    await registered(world)
    (text,) = await world.say(BUDI, "mengapa saya menerima ini")
    assert "Belum ada pesan rapat yang kami kirim untuk jabatan Bapak/Ibu." in text
    assert "Saat ini tidak ada pengingat rapat yang dijadwalkan." in text
    assert await world.say(STRANGER, "/mengapa") == [mistake(NotRegistered())]
