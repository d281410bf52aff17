"""Agenda, invitees, title, a sitting more; postponed and cancelled as a whole: who hears what, once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.actions.meeting_deeds import call_off
from bot.rules.meeting_mistakes import MeetingChanged
from db.tables import ItemState, OutboxMessage, PlanState
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import at_sitting, card, first_lines, plans, published, registered
from tests.pictures.test_calendar_files import components, moment


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


async def changed(world: World, label: str, *typed: str, sitting: int = 2) -> list[str]:
    """Joko changes a sitting (or, for 0, the meeting); what he is shown, and the receipt."""
    await world.say(JOKO, "/rapat 1")
    texts = await (at_sitting(world, sitting, label) if sitting else world.press(JOKO, label))
    for words in typed:
        texts = await world.say(JOKO, words)
    return [*texts, *await world.press(JOKO, "Konfirmasi")]


async def test_whoever_is_invited_later_gets_an_invitation_and_nobody_else_a_word(rakor):
    preview, _receipt = await changed(rakor, "Tambah undangan", "Inspektur Kabupaten Bangka Tengah")
    assert "- Inspektur Kabupaten Bangka Tengah" in preview and "Sekretaris" not in preview
    assert first_lines(rakor, BUDI)[-1] == "<b>Undangan rapat daring, 11 Maret 2025</b>"
    assert len(rakor.texts(SARI)) == 1
    found = await plans(rakor, number=2)
    assert {state for *_, state, _ in found} == {PlanState.PLANNED} and len(found) == 15


async def test_an_invitation_is_taken_back_and_given_again(rakor):
    await rakor.press(SARI, "Simpan ke kalender")
    first = components(rakor.last(SARI).content)["VCALENDAR/VEVENT"]
    await changed(rakor, "Cabut undangan", "Inspektur Kota Bontang")
    assert first_lines(rakor, SARI)[-1] == "<b>Perubahan undangan rapat daring, 11 Maret 2025</b>"
    await rakor.press(SARI, "Perbarui kalender")
    second = components(rakor.last(SARI).content)
    assert second["VCALENDAR"]["METHOD"][1] == "CANCEL"
    assert second["VCALENDAR/VEVENT"]["UID"] == first["UID"]
    assert (await rakor.say(SARI, "/jadwal"))[0].startswith("Belum ada rapat mendatang")
    await changed(rakor, "Tambah undangan", "Kota Bontang")
    assert first_lines(rakor, SARI)[-1] == "<b>Undangan rapat daring, 11 Maret 2025</b>"
    await rakor.press(SARI, "Simpan ke kalender")
    third = components(rakor.last(SARI).content)["VCALENDAR/VEVENT"]
    assert (third["UID"], third["SEQUENCE"][1]) == (first["UID"], "2")
    states = {(state, why) for *_, state, why in await plans(rakor, number=2)}
    assert states == {(PlanState.PLANNED, "")}


@pytest.mark.parametrize(
    ("label", "typed"), [("Tambah undangan", "Kota Bontang"), ("Cabut undangan", "Kabupaten Maros")]
)
async def test_what_changes_nobody_is_not_asked_to_be_confirmed(small, label, typed):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, label)
    assert (await small.say(JOKO, typed))[0].startswith("Tidak ada undangan yang berubah")
    assert "tidak ditemukan" in (await small.say(JOKO, "Kabupaten Antah Berantah"))[0]


async def test_another_agenda_is_told_shortly_and_stands_in_later_texts(small):
    await small.press(SARI, "Hadir")
    await changed(small, "Ubah susunan acara", "Pemaparan indikator")
    assert first_lines(small, SARI)[-1] == "<b>Perubahan susunan acara rapat daring, 11 Maret 2025</b>"
    assert "Inspektur: Hadir" in card(small, JOKO, "<b>Jawaban rapat 1</b>").html
    assert len(small.texts(BUDI)) == 1
    await changed(small, "Tambah undangan", "Kabupaten Bangka Tengah")
    assert "Susunan acara: Pemaparan indikator" in small.last(BUDI).html


async def test_another_title_is_told_to_nobody(small):
    await changed(small, "Ubah judul", "Rapat Persiapan", sitting=0)
    assert len(small.texts(SARI)) == 1
    assert "Rapat Persiapan" in (await small.say(SARI, "/jadwal"))[0]
    assert "Rapat Persiapan" in card(small, JOKO, "<b>Jawaban rapat 1</b>").html


async def test_a_sitting_more_is_told_to_those_invited_to_it(small):
    preview, _receipt = await changed(
        small, "Tambah sesi", "13-03-2025 13.00-15.00 WIB; Kota Bontang", sitting=0
    )
    assert preview.startswith("<b>Menambah sesi 5 pada rapat 1</b>")
    assert first_lines(small, SARI)[-1] == "<b>Undangan rapat daring, 13 Maret 2025</b>"
    assert len(small.texts(BUDI)) == 1
    assert len(await plans(small, number=5)) == 10


async def test_postponed_it_has_no_time_until_there_is_another(rakor):
    await rakor.press(SARI, "Hadir")
    answer = card(rakor, SARI, "<b>Undangan").buttons
    await changed(rakor, "Tunda")
    assert first_lines(rakor, SARI)[0] == "<b>Jadwal berubah, lihat pesan terbaru</b>"
    assert first_lines(rakor, SARI)[-1] == "<b>Penundaan rapat daring, 11 Maret 2025</b>"
    await rakor.press(SARI, "Perbarui kalender")
    off = components(rakor.last(SARI).content)
    assert off["VCALENDAR"]["METHOD"][1] == "CANCEL"
    assert {(state, why) for *_, state, why in await plans(rakor, number=2)} == {
        (PlanState.WITHDRAWN, "sesi_ditunda")
    }
    assert "<b>Ditunda, waktu menyusul</b>" in (await rakor.say(SARI, "/jadwal"))[0]
    hadir = next(str(b["callback_data"]) for b in answer if b["text"] == "Hadir")
    assert (await rakor.press_data(SARI, hadir))[0].startswith("Sesi tersebut ditunda")
    assert "ditunda, waktu menyusul" in card(rakor, JOKO, "<b>Jawaban rapat 1</b>").html
    assert "ditunda, waktu menyusul" in (await rakor.say(JOKO, "/rapat"))[0]
    rakor.clock.forward(days=9)  # the old time passes
    await rakor.tick()
    await changed(rakor, "Tetapkan waktu", "20-03-2025 10.00-12.00 WIB")
    assert first_lines(rakor, SARI)[-1] == "<b>Waktu baru rapat daring, 20 Maret 2025</b>"
    await rakor.press(SARI, "Perbarui kalender")
    on = components(rakor.last(SARI).content)
    assert on["VCALENDAR"]["METHOD"][1] == "PUBLISH"
    assert on["VCALENDAR/VEVENT"]["UID"] == off["VCALENDAR/VEVENT"]["UID"]
    assert int(on["VCALENDAR/VEVENT"]["SEQUENCE"][1]) > int(off["VCALENDAR/VEVENT"]["SEQUENCE"][1])
    assert moment(on["VCALENDAR/VEVENT"], "DTSTART").hour == 11
    assert "- Inspektur: belum menjawab" in card(rakor, JOKO, "<b>Jawaban rapat 1</b>").html


async def test_whoever_comes_while_it_is_postponed_is_invited_to_the_new_time(small):
    await changed(small, "Tunda")
    await builders.official(small.sessions, 77, "64.74", "sekda", name="Rina")
    await changed(small, "Tetapkan waktu", "20-03-2025 10.00-12.00 WIB")
    assert first_lines(small, 77) == ["<b>Undangan rapat daring, 20 Maret 2025</b>"]


@pytest.mark.parametrize(("label", "head"), [("Batalkan rapat", "Pembatalan"), ("Tunda rapat", "Penundaan")])
async def test_the_whole_meeting_is_one_message_for_each_person(world, label, head):
    form = (
        "/rapat baru\nJudul: Rapat\nSesi: 11-03-2025 09.00-10.00 WIB; Kota Bontang, Kabupaten Bangka Tengah\n"
        "Sesi: 12-03-2025 09.00-10.00 WIB; Kota Bontang"
    )
    await published(await registered(world), form)
    preview, receipt = await changed(world, label, sitting=0)
    assert "2 orang masing-masing menerima satu" in preview and "2 orang diberi tahu" in receipt
    assert first_lines(world, SARI)[2:] == [f"<b>{head} rapat daring, 11 Maret 2025</b>"]
    assert first_lines(world, BUDI)[1:] == [f"<b>{head} rapat daring, 11 Maret 2025</b>"]
    assert world.last(SARI).labels == ["Perbarui kalender: 11 Maret 2025", "Perbarui kalender: 12 Maret 2025"]
    board = card(world, JOKO, "<b>Jawaban rapat 1</b>").html
    assert board.count("dibatalkan" if head == "Pembatalan" else "ditunda, waktu menyusul") == 2


async def test_of_two_who_cancel_the_meeting_at_once_one_does(rakor):
    async def cancel() -> str:
        try:
            async with rakor.working(JOKO) as work:
                await call_off(work, meeting_id=1, revision=1, state=ItemState.CANCELLED)
        except MeetingChanged:
            return "changed"
        return "done"

    assert sorted(await asyncio.gather(cancel(), cancel())) == ["changed", "done"]
    async with rakor.sessions.reading() as session:
        told = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.key.like("can:%"))
        assert await session.scalar(told) == 2


async def test_when_nothing_is_ahead_nothing_can_be_called_off(small):
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Batalkan rapat")
    await small.press(JOKO, "Konfirmasi")
    assert (await small.press_data(JOKO, "rapat_tunda:1:2"))[0].startswith("Tidak ada sesi rapat ini")


async def test_a_question_about_a_meeting_that_changed_meanwhile_is_closed(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah susunan acara")
    async with small.working(JOKO) as work:
        await call_off(work, meeting_id=1, revision=1, state=ItemState.POSTPONED)
    assert (await small.say(JOKO, "Pemaparan"))[0].startswith("Rapat ini sudah berubah")
    assert (await small.say(JOKO, "jadwal"))[0].startswith("<b>Jadwal rapat</b>")


async def test_batal_forgets_what_was_typed(small):
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Ubah susunan acara")
    await small.say(JOKO, "Pemaparan")
    shown = small.last(JOKO)
    confirm = str(shown.buttons[0]["callback_data"])
    await small.press(JOKO, "Batal", on=shown)
    assert "diterbitkan" not in (await small.press_data(JOKO, confirm))[0]


async def test_a_meeting_postponed_as_a_whole_is_cancelled_as_a_whole(small):
    await changed(small, "Tunda rapat", sitting=0)
    await changed(small, "Batalkan rapat", sitting=0)
    assert first_lines(small, SARI)[-1] == "<b>Pembatalan rapat daring, 11 Maret 2025</b>"
