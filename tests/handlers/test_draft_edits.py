"""A draft changed piece by piece from its card; nobody is told anything by it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from db.tables import AuditEntry
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import FORM, PDF, registered, restarted
from tests.snapshots import once


@pytest.fixture
async def draft(world: World) -> World:
    await registered(world)

    async def play() -> None:
        await world.say(JOKO, FORM)

    await once(world, "draft of the rakor", play)
    return world


def card(world: World) -> str:
    return world.last(JOKO).html


async def change(world: World, sitting: int | None, button: str, typed: str) -> list[str]:
    """Ask for a piece from the draft card (of a sitting, if given) and answer."""
    await world.say(JOKO, "/rapat 1")
    if sitting:
        await world.press(JOKO, f"Ubah sesi {sitting}")
    await world.press(JOKO, button)
    return await world.say(JOKO, typed)


@pytest.mark.parametrize(
    ("sitting", "button", "typed", "shown"),
    [
        (None, "Ubah judul", "Rapat <b>Baru</b> &\nakhir", "\nRapat &lt;b&gt;Baru&lt;/b&gt; &amp; akhir\n"),
        (None, "Ubah nomor surat", "B/9/2025", "Surat Nomor <code>B/9/2025</code>"),
        (2, "Waktu", "13-03-2025 10.00-11.00 WITA", "pukul 09.00-10.00 WIB / 10.00-11.00 WITA"),
        (2, "Waktu", "13-03-2025 10.00-11.00", "pukul 10.00-11.00 WIB / 11.00-12.00 WITA"),
        (2, "Tautan", "https://meet.google.com/abc", 'Google Meet: <a href="https://meet.google.com/abc">'),
        (
            1,
            "Susunan acara",
            "1. Pembukaan\n\n2. <i>Paparan</i>",
            "1. Pembukaan\n2. &lt;i&gt;Paparan&lt;/i&gt;",
        ),
        (3, "Daerah", "Kota Bontang, Maros", "Kota Bontang: Rabu, 12 Maret 2025, pukul 09.00-11.30 WIB / "),
    ],
)
async def test_each_piece_is_asked_for_and_shown_on_the_renewed_card(draft, sitting, button, typed, shown):
    [renewed] = await change(draft, sitting, button, typed)
    assert renewed.startswith("<b>Konsep rapat 1, belum terkirim</b>")
    assert shown in renewed
    assert "Terbitkan" in draft.last(JOKO).labels
    assert (draft.texts(SARI), draft.texts(BUDI)) == ([], [])


async def test_a_dash_empties_what_may_be_empty(draft):
    [renewed] = await change(draft, None, "Ubah nomor surat", "-")
    assert "Surat Nomor" not in renewed
    await change(draft, 1, "Susunan acara", "Pembukaan")
    [renewed] = await change(draft, 1, "Susunan acara", "-")
    assert "Susunan acara" not in renewed


async def test_sittings_are_numbered_by_the_clock(draft):
    [renewed] = await change(draft, 1, "Waktu", "13-03-2025 09.00-10.00")
    assert renewed.index("Kota Bontang") < renewed.index("<b>Sesi 2</b>\nKabupaten Maros")
    assert renewed.index("<b>Sesi 3</b>") < renewed.index("<b>Sesi 4</b>\nKabupaten Bangka Tengah")


async def test_a_sitting_is_added_with_the_way_in_that_all_share(draft):
    [renewed] = await change(draft, None, "Tambah sesi", "Sesi: 13-03-2025 09.00-10.00 WIT; Maros")
    assert "<b>Sesi 5</b>\nKabupaten Maros: Kamis, 13 Maret 2025, pukul 07.00-08.00 WIB / " in renewed
    assert renewed.count("https://zoom.us/j/90000000000") == 1


async def test_a_sitting_is_taken_out_after_a_second_press_but_never_the_last(draft):
    await draft.say(JOKO, "/rapat 1")
    for number in (2, 1, 1):
        await draft.press(JOKO, f"Ubah sesi {number}")
        await draft.press(JOKO, "Keluarkan sesi")
        [renewed] = await draft.press(JOKO, "Ya, keluarkan")
    assert "<b>Sesi 1</b>\nKabupaten Manggarai Barat" in renewed
    assert "<b>Sesi 2</b>" not in renewed
    await draft.press(JOKO, "Ubah sesi 1")
    assert (await draft.press(JOKO, "Keluarkan sesi"))[0].startswith("Ini satu-satunya sesi")


async def test_taking_out_twice_takes_out_one(draft):
    await draft.say(JOKO, "/rapat 1")
    await draft.press(JOKO, "Ubah sesi 2")
    await draft.press(JOKO, "Keluarkan sesi")
    data = str(draft.last(JOKO).buttons[0]["callback_data"])
    await draft.press_data(JOKO, data)
    assert await draft.press_data(JOKO, data) == ["Rapat itu tidak ditemukan. Daftar rapat: /rapat"]
    assert "<b>Sesi 3</b>" in (await draft.say(JOKO, "/rapat 1"))[0]


@pytest.mark.parametrize(
    ("sitting", "button", "typed", "why"),
    [
        (None, "Ubah judul", "x" * 4096, "paling banyak 200 huruf"),
        (None, "Ubah nomor surat", "9" * 200, "paling banyak 120 huruf"),
        (None, "Tambah sesi", "besok siang", "belum memuat titik koma"),
        (
            None,
            "Tambah sesi",
            "11-03-2025 10.00-12.00; Kota Bontang, Bangka Tengah",
            "Kabupaten Bangka Tengah sudah",
        ),
        (2, "Waktu", "11-03-2024 09.00-10.00", "sudah lewat"),
        (2, "Waktu", "jam sembilan", "contoh: "),
        (2, "Daerah", "Blitar", "Kota Blitar"),
        (2, "Daerah", ",", "daerahnya belum ada"),
        (2, "Tautan", "http://zoom.us/j/1", "harus diawali https://"),
        (2, "Susunan acara", "x" * 1001, "paling banyak 1000 huruf"),
    ],
)
async def test_what_cannot_be_used_is_explained_and_the_question_stays_open(
    draft, sitting, button, typed, why
):
    [before] = await draft.say(JOKO, "/rapat 1")
    [said] = await change(draft, sitting, button, typed)
    assert why in said and "/batal" in said
    assert await draft.say(JOKO, "/batal") != ["Tidak ada percakapan yang sedang berjalan."]
    assert await draft.say(JOKO, "/rapat 1") == [before]


async def test_an_edit_that_makes_a_region_sit_in_two_sittings_at_once_is_refused(draft):
    [before] = await draft.say(JOKO, "/rapat 1")
    [said] = await change(draft, 1, "Daerah", "Kota Bontang")
    assert said.startswith("<b>Konsep rapat 1")  # another time: allowed
    [said] = await draft.press(JOKO, "Ubah sesi 1") or [card(draft)]
    await draft.press(JOKO, "Waktu")
    [said] = await draft.say(JOKO, "11-03-2025 13.30-14.00")
    assert "Kota Bontang sudah ada pada sesi 2 di waktu yang beririsan" in said
    [said] = await draft.say(JOKO, "11-03-2025 15.30-16.00")  # the question was still open
    assert said.startswith("<b>Konsep rapat 1")
    assert said != before


async def test_the_sitting_has_a_card_of_its_own_in_the_same_place(draft):
    await draft.say(JOKO, "/rapat 1")
    shown = draft.last(JOKO)
    whole = shown.html
    assert await draft.press(JOKO, "Ubah sesi 2") == []
    assert shown.html.startswith("<b>Konsep rapat 1, sesi 2</b>")
    assert shown.labels == ["Waktu", "Daerah", "Tautan", "Susunan acara", "Keluarkan sesi", "Kembali"]
    assert await draft.press(JOKO, "Kembali") == []
    assert shown.html == whole


async def test_after_terbitkan_nothing_is_edited_and_an_open_question_is_closed(draft):
    await draft.say(JOKO, "/rapat 1")
    shown = draft.last(JOKO)
    await draft.press(JOKO, "Ubah judul")
    await draft.press(JOKO, "Terbitkan", on=shown)
    [said] = await draft.say(JOKO, "Judul lain")
    assert said.startswith("Rapat ini sedang diterbitkan")
    assert await draft.press_data(JOKO, "konsep_isian:waktu:1") == [said]
    draft.clock.forward(seconds=31)
    await draft.tick()
    for data in (
        "konsep_ubah:judul:1",
        "konsep_sesi:1",
        "konsep_tanpa_pdf:1",
        "konsep_keluar_ya:1",
        "konsep:1",
    ):
        assert (await draft.press_data(JOKO, data))[0].startswith("Rapat ini sudah diterbitkan")
    assert "Judul lain" not in (await draft.say(JOKO, "/rapat 1"))[0]


async def test_the_letter_is_replaced_on_the_draft_it_was_asked_for_and_removed(draft):
    await draft.say(JOKO, "/rapat baru\nJudul: Dua\nSesi: 13-03-2025 09.00-11.30; Maros")
    await draft.say(JOKO, "/rapat 1")
    await draft.press(JOKO, "Lampirkan surat PDF")
    assert "berkas PDF surat undangan" in (await draft.say(JOKO, "ini suratnya"))[0]
    attached, renewed = await draft.send_file(JOKO, "surat.pdf", PDF)
    assert attached.startswith("Surat terlampir pada konsep rapat 1")
    assert "Surat undangan (PDF) sudah terlampir." in renewed
    await draft.press(JOKO, "Ganti surat PDF")
    assert len(await draft.send_file(JOKO, "baru.pdf", PDF + b" baru")) == 2
    [renewed] = await draft.press(JOKO, "Hapus surat PDF")
    assert "sudah terlampir" not in renewed


async def test_a_letter_that_nobody_asked_for_is_not_guessed_onto_one_of_several_drafts(draft):
    await draft.say(JOKO, "/rapat baru\nJudul: Dua\nSesi: 13-03-2025 09.00-11.30; Maros")
    assert (await draft.send_file(JOKO, "surat.pdf", PDF))[0].startswith(
        "<b>Surat ini untuk konsep yang mana?"
    )
    await draft.press(JOKO, "Konsep rapat 2")
    attached, _card = await draft.send_file(JOKO, "surat.pdf", PDF)
    assert attached.startswith("Surat terlampir pada konsep rapat 2")


async def test_an_edit_is_recorded_with_its_piece_and_not_with_its_words(draft):
    await change(draft, None, "Ubah judul", "Rapat Rahasia")
    async with draft.sessions.reading() as session:
        entry = (
            await session.execute(select(AuditEntry).where(col(AuditEntry.action) == "meeting.edit"))
        ).scalar_one()
    assert (entry.object_id, entry.detail) == ("1", {"piece": "judul"})


async def test_the_question_survives_a_restart(draft):
    await draft.say(JOKO, "/rapat 1")
    await draft.press(JOKO, "Ubah judul")
    async with restarted(draft) as again:
        [renewed] = await again.say(JOKO, "Judul lain")
    assert "\nJudul lain\n" in renewed


async def test_a_forged_piece_is_outdated(draft):
    assert await draft.press_data(JOKO, "konsep_ubah:waktu:1") == await draft.press_data(
        JOKO, "konsep_ubah:x:1"
    )
    assert await draft.press_data(JOKO, "konsep_isian:judul:1") == await draft.press_data(
        JOKO, "konsep_ubah:x:1"
    )


async def test_regions_are_added_and_taken_out_with_signs(draft):
    await change(draft, 3, "Daerah", "+ Kota Bontang, Bangka Tengah")
    await change(draft, 3, "Daerah", "- Kabupaten Maros\n+ 19.04")
    await draft.say(JOKO, "/rapat 1")
    await draft.press(JOKO, "Ubah sesi 3")
    assert "<b>Daerah</b>: Kabupaten Bangka Tengah, Kota Bontang\n" in card(draft)
    [said] = await change(draft, 2, "Daerah", "- Kota Bontang")
    assert "daerahnya belum ada" in said


async def test_a_message_of_a_thousand_unknown_regions_is_answered_with_one(draft):
    said = await change(draft, 2, "Daerah", ",".join(["xq"] * 1300))
    assert len(said) == 1
    assert "kekeliruan lain" in said[0]
