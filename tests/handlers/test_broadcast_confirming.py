"""Konfirmasi of a siaran: what was shown is what leaves, late hours are asked about, it can be taken back."""

from __future__ import annotations

import asyncio
import re

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.messages import system
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.broadcast_confirming import BroadcastOnItsWay, NobodyElseToAgree, NobodyToReach, OwnBroadcast
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, Broadcast, BroadcastState, Contact, Reachability, Staff
from tests.builders import BUDI, JOKO, SARI, official
from tests.fakes import ADMIN, World
from tests.handlers.rakor import registered
from tests.handlers.siaran import MIRA, confirmed, many, mira, newest, row, send, written


@pytest.fixture
async def office(world: World) -> World:
    return await registered(world)


async def audited(world: World) -> list[str]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(col(AuditEntry.action)).order_by(col(AuditEntry.id))))


async def test_the_preview_shows_one_person_of_each_zone_the_count_and_the_names(office):
    await written(office, who="kota bontang, bangka tengah, maros")
    texts = await office.press(JOKO, "Pratinjau")
    assert [text.splitlines()[0][:22] for text in texts] == [
        "<b>Pratinjau (WIB)</b>",
        "<b>Batas unggah dokume",
        "<b>Pratinjau (WITA)</b",
        "<b>Batas unggah dokume",
        "<b>Siaran 1: Batas ung",
    ]
    assert "Yth. Bapak/Ibu Budi, Inspektur Kabupaten Bangka Tengah" in texts[1]
    assert "Yth. Bapak/Ibu Sari, Inspektur Kota Bontang" in texts[3]
    card = texts[-1]
    assert "Akan dikirim ke <b>2 orang</b> di 2 daerah; 4 jabatan belum ada pejabatnya." in card
    assert "<b>Kota Bontang</b>: Sari (Inspektur)" in card
    assert "<b>Belum ada pejabatnya</b>" in card and "\nSekretaris Daerah Kabupaten Maros\n" in card
    assert "Tidak terjangkau" not in card


async def test_confirmed_it_leaves_in_thirty_seconds_and_batalkan_makes_it_a_draft_again(office):
    await confirmed(office)
    found = await row(office)
    assert found.state is BroadcastState.SCHEDULED and found.recipient_count == 2
    assert found.starts_at is not None and (found.starts_at - office.clock()).total_seconds() == 30
    assert "pukul 08.00.30 WIB" in office.last(JOKO).html
    (back,) = await office.press(JOKO, "Batalkan")
    assert "Tidak ada yang terkirim" in back
    found = await row(office)
    assert (found.state, found.starts_at, found.confirmed_at) == (BroadcastState.DRAFT, None, None)
    assert await office.press_data(JOKO, "siaran_batal:1:4") == [mistake(BroadcastOutdated())]
    (card,) = await office.press(JOKO, "Buka konsep")
    assert card.startswith("<b>Konsep siaran 1</b>")
    assert [a for a in await audited(office) if a.startswith("broadcast")] == [
        "broadcast_draft",
        "broadcast_confirmed",
        "broadcast_taken_back",
    ]


async def test_a_planned_hour_is_kept_when_it_is_taken_back(office):
    await written(office)
    await office.press(JOKO, "Waktu kirim")
    await office.say(JOKO, "besok 09.00 WIB")
    at = (await row(office)).starts_at
    await office.press(JOKO, "Pratinjau")
    await office.press(JOKO, "Konfirmasi")
    assert (await row(office)).starts_at == at
    await office.press(JOKO, "Batalkan")
    assert (await row(office)).starts_at == at
    office.clock.forward(days=2)
    await office.press(JOKO, "Buka konsep")
    await office.press(JOKO, "Pratinjau")
    (asked,) = await office.press(JOKO, "Konfirmasi")
    assert "sudah lewat" in asked and office.last(JOKO).labels == ["Kirim segera", "Kembali"]
    (card,) = await office.say(JOKO, "besok 09.00 WITA")
    assert "Waktu kirim: <b>Kamis, 6 Maret 2025, pukul 08.00 WIB / 09.00 WITA / 10.00 WIT</b>" in card
    await office.press(JOKO, "Pratinjau")
    await office.press(JOKO, "Konfirmasi")
    assert "pukul 08.00 WIB / 09.00 WITA / 10.00 WIT" in office.last(JOKO).html


async def test_a_last_hour_that_has_passed_is_asked_for_anew(office):
    await written(office)
    await office.press(JOKO, "Batas waktu")
    await office.say(JOKO, "hari ini 09.30")
    await office.press(JOKO, "Pratinjau")
    office.clock.forward(hours=1, minutes=30)
    (asked,) = await office.press(JOKO, "Konfirmasi")
    assert "Batas waktu siaran 1 lebih awal" in asked
    (card,) = await office.press(JOKO, "Tanpa batas waktu")
    assert "Tidak dikirim lagi" not in card


async def test_recipients_that_changed_since_the_preview_are_shown_and_asked_about_again(office):
    await written(office)
    await office.press(JOKO, "Pratinjau")
    await official(office.sessions, 77, "64.74", "sekda", name="Tuti")
    async with office.sessions.writing() as session:
        blocked = update(Contact).where(col(Contact.telegram_id) == BUDI)
        await session.execute(blocked.values(reachability=Reachability.BLOCKED))
    card = (await office.press(JOKO, "Konfirmasi"))[-1]
    assert "<b>Penerimanya berubah sejak pratinjau</b>" in card
    assert "Bertambah 1: Tuti, Sekretaris Daerah Kota Bontang." in card and "Berkurang 1 orang" in card
    assert "Budi, Inspektur Kabupaten Bangka Tengah: memblokir bot" in card
    assert (await row(office)).state is BroadcastState.DRAFT
    await office.press(JOKO, "Konfirmasi")
    assert (await row(office)).state is BroadcastState.SCHEDULED


async def test_outside_working_hours_it_asks_once_more(office):
    await written(office)
    await office.press(JOKO, "Waktu kirim")
    await office.say(JOKO, "08-03-2025 09.00 WIB")  # a Saturday
    await office.press(JOKO, "Pratinjau")
    (asked,) = await office.press(JOKO, "Konfirmasi")
    assert "di luar jam kerja" in asked and "Sabtu, 8 Maret 2025, pukul 10.00 WITA" in asked
    assert (await row(office)).state is BroadcastState.DRAFT
    await office.press(JOKO, "Tetap kirim")
    assert (await row(office)).state is BroadcastState.SCHEDULED


async def test_nobody_to_reach_is_said_before_anything_else(office):
    await written(office, who="maros")
    assert await office.press(JOKO, "Pratinjau") == [mistake(NobodyToReach())]


async def test_once_it_has_begun_it_cannot_be_taken_back_here(office):
    await confirmed(office)
    async with office.sessions.writing() as session:
        await session.execute(
            update(Broadcast).values(state=BroadcastState.SENDING, started_at=office.clock())
        )
    assert await office.press(JOKO, "Batalkan") == [mistake(BroadcastOnItsWay())]


async def test_twenty_confirmations_at_once_have_one_effect(both_worlds):
    office = await registered(both_worlds)
    await written(office)
    await office.press(JOKO, "Pratinjau")
    data = next(b["callback_data"] for b in office.last(JOKO).buttons if b["text"] == "Konfirmasi")
    await asyncio.gather(*(office.press_data(JOKO, str(data)) for _ in range(20)))
    assert (await audited(office)).count("broadcast_confirmed") == 1
    assert (await row(office)).version == 4


async def large(world: World) -> World:
    await mira(world)
    await many(world)
    await confirmed(world)
    return world


async def test_more_than_a_hundred_wait_for_a_second_officer_and_the_first_counts(office):
    await large(office)
    assert (await row(office)).state is BroadcastState.WAITING
    assert "menunggu petugas kedua" in office.last(JOKO).html
    request = newest(office, MIRA, "<b>Mohon persetujuan: siaran 1</b>")
    assert "Ditulis oleh Joko." in request.html and "Yth. " in request.html
    assert newest(office, ADMIN, "<b>Mohon persetujuan: siaran 1</b>")
    assert await office.press_data(JOKO, "siaran_setuju:1:4") == [mistake(OwnBroadcast())]
    samples = await office.press(MIRA, "Lihat seperti diterima")
    assert samples[0].startswith("<b>Pratinjau (WIB)</b>")
    assert (
        "<b>103 orang</b> di 2 daerah; 2 jabatan belum ada pejabatnya. Halaman 1 dari 3"
        in (await office.press(MIRA, "Lihat nama"))[0]
    )
    assert await office.press(MIRA, "Berikutnya ▸") == [] and "Halaman 2" in office.last(MIRA).html
    await asyncio.gather(
        office.press_data(MIRA, "siaran_setuju:1:4"), office.press_data(ADMIN, "siaran_setuju:1:4")
    )
    found = await row(office)
    assert found.state is BroadcastState.SCHEDULED and found.approved_by_staff_id is not None
    assert (await audited(office)).count("broadcast_approved") == 1
    assert office.last(JOKO).html.startswith("<b>Siaran 1 akan dikirim</b>")
    assert "disetujui oleh" in request.html and request.buttons == []


async def test_agreeing_outside_working_hours_asks_once_more(office):
    await large(office)
    assert "luar jam kerja" not in newest(office, MIRA, "<b>Mohon persetujuan: siaran 1</b>").html
    office.clock.forward(hours=14)  # 22.00 WIB
    (asked,) = await office.press(MIRA, "Setujui")
    assert asked.startswith("<b>Siaran 1 akan tiba di luar jam kerja</b>")
    assert "Senin, 3 Maret 2025, pukul 23.00 WITA" in asked
    assert (await row(office)).state is BroadcastState.WAITING
    assert office.last(MIRA).labels == ["Tolak", "Tetap kirim"]
    (_, card) = await office.say(MIRA, "/siaran"), (await office.press(MIRA, "1"))[0]
    assert "Bila disetujui sekarang, tiba di luar jam kerja</b>: Senin, 3 Maret 2025, pukul 22.00 WIB" in card
    await office.press_data(MIRA, "siaran_tetap_setuju:1:4")
    assert (await row(office)).state is BroadcastState.SCHEDULED


async def test_a_refusal_goes_to_the_author_with_its_reason(office):
    await large(office)
    await office.press(MIRA, "Tolak")
    assert "5 sampai" in (await office.say(MIRA, "x"))[0]
    assert "kami sampaikan" in (await office.say(MIRA, "Tanggalnya keliru, seharusnya 14 Maret."))[0]
    back = newest(office, JOKO, "<b>Siaran 1 belum disetujui oleh Mira</b>")
    assert "Alasan: Tanggalnya keliru, seharusnya 14 Maret." in back.html
    assert (await row(office)).state is BroadcastState.DRAFT
    assert await office.press_data(ADMIN, "siaran_setuju:1:4") == [mistake(BroadcastOutdated())]


async def test_unanswered_it_runs_out_after_seven_days_or_at_its_hour(office):
    await large(office)
    office.clock.forward(days=6, hours=23)
    await office.tick()
    assert (await row(office)).state is BroadcastState.WAITING
    office.clock.forward(hours=2)
    await office.tick()
    await office.tick()
    assert (await row(office)).state is BroadcastState.DRAFT
    words = "<b>Siaran 1 belum disetujui sampai waktunya</b>"
    told = [shown.is_edited for shown in office.telegram.chats[JOKO] if shown.html.startswith(words)]
    assert sorted(told) == [False, True]  # in the place of the card that waited, and once as a message


async def test_with_nobody_else_to_agree_it_stays_a_draft(office):
    await many(office)
    async with office.sessions.writing() as session:
        await session.execute(update(Staff).where(col(Staff.telegram_id) == ADMIN).values(is_active=False))
    await written(office)
    await office.press(JOKO, "Pratinjau")
    assert await office.press(JOKO, "Konfirmasi") == [mistake(NobodyElseToAgree())]
    assert (await row(office)).state is BroadcastState.DRAFT


async def test_whoever_is_an_officer_no_longer_cannot_go_on(office):
    await written(office)
    await office.press(JOKO, "Pratinjau")
    card = office.last(JOKO)
    async with office.sessions.writing() as session:
        demoted = update(Staff).where(col(Staff.telegram_id) == JOKO)
        await session.execute(demoted.values(role=Role.VIEWER))
    assert await office.press(JOKO, "Konfirmasi", on=card) == [mistake(Stale())]
    assert await office.say(JOKO, "/siaran") == [mistake(Forbidden())]
    assert (await row(office)).state is BroadcastState.DRAFT


async def test_another_officer_may_stop_it_and_its_author_hears_who(office):
    await mira(office)
    await confirmed(office)
    assert "1. <b>Batas unggah dokumen MCSP</b>: akan dikirim" in (await office.say(MIRA, "/siaran"))[0]
    await office.press(MIRA, "1")
    await office.press(MIRA, "Batalkan")
    assert newest(office, JOKO, "<b>Siaran 1 dibatalkan oleh Mira</b>").labels == ["Buka konsep"]
    assert (await row(office)).state is BroadcastState.DRAFT


async def test_a_file_is_shown_with_the_text_under_it(office):
    await office.say(JOKO, "/siaran")
    await office.press(JOKO, "Tulis siaran")
    picture = [{"file_id": "foto", "file_unique_id": "u", "width": 800, "height": 800}]
    await send(office, JOKO, photo=picture, caption="Mohon dibaca")
    await office.say(JOKO, "Judul siaran")
    await office.say(JOKO, "bontang")
    await office.press(JOKO, "Selesai")
    await office.press(JOKO, "Pratinjau")
    calls = [body for method, body in office.telegram.calls if method == "sendPhoto"]
    assert calls[0]["photo"] == "foto" and "Mohon dibaca" in str(calls[0]["caption"])


async def test_what_arrives_is_what_the_preview_showed(office):
    texts = await written_and_shown(office)
    await office.press(JOKO, "Konfirmasi")
    office.clock.forward(seconds=31)
    await office.tick()
    for user, shown in ((BUDI, texts[1]), (SARI, texts[3])):
        got = newest(office, user, "<b>Batas unggah dokumen MCSP</b>")
        assert re.sub(r"/cek_[a-z0-9]{10}", "/cek_contoh", got.html) == shown
        assert got.labels == ["Panduan (permas.kpk.go.id)", "Sudah dibaca"]
    assert newest(office, JOKO, "<b>Siaran 1 mulai dikirim</b>").buttons == []
    assert await office.press_data(JOKO, "siaran_batal:1:5") == [mistake(BroadcastOnItsWay())]


async def test_one_that_has_grown_past_a_hundred_since_asks_a_second_officer_before_it_leaves(office):
    await mira(office)
    await confirmed(office)
    await many(office)
    office.clock.forward(seconds=31)
    await office.tick()
    assert (await row(office)).state is BroadcastState.WAITING
    assert newest(office, JOKO, "<b>Siaran 1 menunggu petugas kedua</b>").labels == ["Batalkan"]
    assert not any(text.startswith("<b>Batas unggah") for text in office.texts(SARI))
    await office.press(MIRA, "Setujui")
    office.clock.forward(seconds=31)
    await office.tick()
    assert any(text.startswith("<b>Batas unggah") for text in office.texts(SARI))


async def test_a_reason_that_comes_after_somebody_agreed_is_awaited_no_more(office):
    await mira(office)
    await many(office)
    await confirmed(office, who="kota bontang")
    asked = office.last(MIRA)
    await office.press(ADMIN, "Tolak")
    await office.press(MIRA, "Setujui", on=asked)
    assert await office.say(ADMIN, "Isinya belum tepat.") == [mistake(BroadcastOutdated())]
    assert (await row(office)).state is BroadcastState.SCHEDULED
    assert await office.say(ADMIN, "Isinya belum tepat.") == [system.free_text(is_staff=True).html]


async def test_a_draft_thrown_away_is_asked_about_no_more(office):
    await written(office)
    card = office.last(JOKO)
    await office.press(JOKO, "Judul", on=card)
    await office.press(JOKO, "Buang konsep", on=card)
    assert await office.say(JOKO, "Judul yang lain") == [system.free_text(is_staff=True).html]


async def test_what_would_end_before_it_leaves_cannot_be_agreed_to(office):
    await mira(office)
    await many(office)
    await written(office)
    await office.press(JOKO, "Batas waktu")
    await office.say(JOKO, "hari ini 09.30")
    await office.press(JOKO, "Pratinjau")
    await office.press(JOKO, "Konfirmasi")
    office.clock.forward(hours=1, minutes=29, seconds=40)
    assert await office.press(MIRA, "Setujui") == [mistake(BroadcastOutdated())]
    assert (await row(office)).state is BroadcastState.WAITING
    office.clock.forward(minutes=1)
    await office.tick()
    assert (await row(office)).state is BroadcastState.DRAFT


async def written_and_shown(world: World) -> list[str]:
    await written(world)
    await world.press(JOKO, "Tautan")
    await world.say(JOKO, "Panduan https://permas.kpk.go.id/panduan")
    return await world.press(JOKO, "Pratinjau")
