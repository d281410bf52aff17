"""The form, the letter, and what becomes of a draft."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from db.tables import Meeting
from tests.builders import JOKO, SARI, official
from tests.fakes import World
from tests.handlers.rakor import FORM, PDF, at_sitting, published, registered


@pytest.fixture
async def small(world: World) -> World:
    return await registered(world)


async def count(world, table):
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_everything_wrong_with_a_form_is_said_at_once_and_nothing_is_stored(small):
    form = (
        "/rapat baru\nSesi: 30-02-2025 09.00-11.30; Blitar\nSesi: 11-03-2025 12.00-11.30; Kab. Aceh Selatan"
    )
    assert await small.say(JOKO, form) == [
        "<b>Formulir belum dapat dipakai; tidak ada yang disimpan.</b>\n\n"
        "- baris <code>Judul:</code> belum ada\n"
        "- baris 2: tanggal <code>30-02-2025</code> tidak ada dalam kalender\n"
        "- baris 2: <code>Blitar</code> dapat berarti Kabupaten Blitar; Kota Blitar; "
        "mohon menuliskan nama lengkap atau kodenya\n"
        "- baris 3: sesi <code>11-03-2025 12.00-11.30</code> selesai sebelum dimulai\n"
        "- baris 3: Kabupaten Aceh Selatan tidak termasuk daerah peserta program\n\n"
        "Mohon memperbaiki lalu mengirimkan kembali seluruh formulir."
    ]
    assert await count(small, Meeting) == 0


async def test_semua_means_the_calon_of_the_newest_cohort(small):
    await small.say(JOKO, "rapat baru\nJudul: Bimtek\nSesi: 11-03-2025 09.00-11.30; semua")
    lines = small.last(JOKO).html.splitlines()
    regions = [line.partition(":")[0] for line in lines if "pukul 09.00-11.30 WIB" in line]
    assert regions == [
        "Kabupaten Bangka Tengah",
        "Kabupaten Manggarai Barat",
        "Kota Bontang",
        "Kabupaten Maros",
    ]


async def test_a_discarded_draft_is_gone(small):
    await small.say(JOKO, FORM)
    draft = small.last(JOKO)
    assert "dibatalkan. Tidak ada yang terkirim." in (await small.press(JOKO, "Batal"))[0]
    assert draft.buttons == []
    assert await small.press_data(JOKO, "rapat_terbit:1", on=draft) == [
        "Rapat itu tidak ditemukan. Daftar rapat: /rapat"
    ]


async def test_the_letter_must_be_a_pdf_and_needs_a_draft(small):
    assert await small.send_file(JOKO, "surat.pdf", PDF) == [
        "Berkas PDF itu tidak kami simpan: tidak ada konsep rapat yang terbuka. "
        "Silakan menyusun rapat lebih dahulu melalui /rapat, lalu mengirimkan suratnya."
    ]
    await small.say(JOKO, FORM)
    assert await small.send_file(JOKO, "surat.pdf", b"PK\x03\x04") == [
        "Berkas itu bukan PDF, sehingga tidak kami lampirkan. "
        "Mohon mengirimkan surat bertanda tangan sebagai berkas PDF."
    ]
    [shown] = await small.send_file(JOKO, "surat.docx", b"PK\x03\x04")
    assert "<b>PDF</b> untuk surat undangan" in shown
    assert (await small.send_file(JOKO, "surat.pdf", PDF))[0].startswith(
        "Surat terlampir pada konsep rapat 1"
    )


async def test_a_draft_whose_sittings_have_passed_is_not_published(small):
    await small.say(JOKO, FORM)
    small.clock.forward(days=12)
    assert (await small.press(JOKO, "Terbitkan"))[0].startswith("Semua sesi pada konsep ini sudah lewat")


async def test_rapat_hands_out_a_form_that_can_be_sent_back(small):
    await small.say(JOKO, "/rapat")
    [form] = await small.press(JOKO, "Formulir")
    copied = form.partition("<pre>")[2].partition("</pre>")[0].replace("j/...", "j/1")
    await small.say(JOKO, copied)
    assert small.last(JOKO).html.startswith("<b>Konsep rapat 1")


async def test_terbitkan_and_batal_within_the_thirty_seconds_say_what_is_true(small):
    await small.say(JOKO, FORM)
    draft = small.last(JOKO)
    buttons = list(draft.buttons)
    await small.press(JOKO, "Terbitkan", on=draft)
    small.clock.forward(seconds=9)
    for label in ("Terbitkan", "Batal"):
        draft.buttons = buttons  # an old client still shows them
        assert await small.press(JOKO, label, on=draft) == [
            "Rapat ini sedang diterbitkan; undangannya dikirim 21 detik lagi. "
            "Untuk membatalkannya, silakan memilih <b>Urungkan</b> pada pesan sebelumnya."
        ]
    small.clock.forward(seconds=30)
    await small.tick()
    draft.buttons = buttons
    assert (await small.press(JOKO, "Terbitkan", on=draft))[0].startswith("Rapat ini sudah diterbitkan")


async def test_the_form_speaks_of_days_ahead(small):
    small.clock.forward(days=400)  # 7 April 2026
    [form] = await small.press_data(JOKO, "rapat_formulir")
    assert "Sesi: 14-04-2026 09.00-11.30 WIB" in form
    assert "Surat: B/.../.../2026" in form


async def test_the_preview_shows_the_way_in_as_it_will_be_told(small):
    await small.say(JOKO, FORM)
    text = small.last(JOKO).html
    assert text.count('href="https://zoom.us/j/90000000000"') == 1  # the same for all sittings
    assert "ID rapat: <code>900 0000 0000</code>\nKode sandi: <code>Bontang25</code>" in text
    lines = ["Judul: Dua", "Sesi: 11-03-2025 09.00-11.30; Maros", "Tautan: https://zoom.us/j/1"]
    lines += ["Sesi: 12-03-2025 09.00-11.30; Maros", "Tautan: https://zoom.us/j/2"]
    await small.say(JOKO, "/rapat baru\n" + "\n".join(lines))
    text = small.last(JOKO).html
    assert text.index("zoom.us/j/1") < text.index("<b>Sesi 2</b>") < text.index("zoom.us/j/2")


async def test_a_region_invited_elsewhere_at_the_same_time_is_warned_of(both_worlds):
    world = await published(await registered(both_worlds))
    form = "/rapat baru\nJudul: Dua\nSesi: 11-03-2025 15.00-16.00; Kota Bontang, Maros"
    await world.say(JOKO, form)
    text = world.last(JOKO).html
    assert "- Sesi 1: Kota Bontang juga diundang ke sesi 2 rapat 1 pada waktu yang beririsan" in text
    assert "Maros juga diundang" not in text
    await world.say(JOKO, form.replace("15.00-16.00", "15.30-16.00"))
    text = world.last(JOKO).html  # a sitting may begin where another ends; the first draft is still there
    assert "rapat 1 pada waktu" not in text
    assert "juga diundang ke sesi 1 konsep rapat 2 pada waktu yang beririsan" in text


async def test_somebody_with_two_seats_is_to_be_in_one_place(small):
    await official(small.sessions, SARI, "73.09", "sekda")
    form = "/rapat baru\nJudul: Dua\nSesi: 11-03-2025 09.00-10.00; Kota Bontang\n"
    await small.say(JOKO, form + "Sesi: 11-03-2025 09.30-10.30; Maros")
    assert (
        "- Sesi 1: pejabat Inspektur Kota Bontang juga menjabat Sekretaris Daerah Kabupaten Maros, "
        "yang diundang ke sesi 2 pada waktu yang beririsan"
    ) in small.last(JOKO).html
    await small.say(JOKO, form.replace("11-03", "18-03") + "Sesi: 18-03-2025 10.00-10.30; Maros")
    assert "pejabat Inspektur" not in small.last(JOKO).html


async def test_a_move_onto_another_meeting_is_warned_of(small):
    await published(small)
    await published(small, "/rapat baru\nJudul: Dua\nSesi: 13-03-2025 09.00-11.30; Kota Bontang")
    await small.say(JOKO, "/rapat 1")
    await at_sitting(small, 2, "Pindahkan")
    [text] = await small.say(JOKO, "13-03-2025 10.00-12.30 WIB")
    assert "- Sesi 2: Kota Bontang juga diundang ke sesi 1 rapat 2 pada waktu yang beririsan" in text
