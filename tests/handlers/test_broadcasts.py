"""/siaran: text with its formatting, file, link, times and recipients; nothing that was written is lost."""

from __future__ import annotations

import pytest

from bot.messages import broadcasts as words
from bot.messages.render import mistake
from bot.rules.broadcast_confirming import BroadcastUnknown
from bot.rules.broadcast_texts import BroadcastTextUnusable, TextProblem
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.errors import Forbidden, Stale
from db.tables import BroadcastState
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import registered, restarted
from tests.handlers.siaran import BODY, MIRA, mira, photo, row, send, written


@pytest.fixture
async def office(world: World) -> World:
    return await registered(world)


async def test_from_the_list_to_a_whole_draft_question_by_question(office):
    (listed,) = await office.say(JOKO, "/siaran")
    assert "Belum ada siaran." in listed
    (asked,) = await office.press(JOKO, "Tulis siaran")
    assert "<b>isi siaran</b>" in asked
    assert "judul singkat" in (await office.say(JOKO, BODY))[0]
    (who,) = await office.say(JOKO, "Batas unggah dokumen")
    assert "<b>Penerima siaran 1</b>" in who and "belum dipilih" in who
    (who,) = await office.say(JOKO, "angkatan 2026, inspektur")
    assert "• angkatan 2026\n• jabatan Inspektur" in who and "<b>2 orang</b> di 2 daerah" in who
    (card,) = await office.press(JOKO, "Selesai")
    assert card.startswith("<b>Konsep siaran 1</b>") and "Masih perlu" not in card
    assert "Pratinjau" in office.last(JOKO).labels
    assert "1. <b>Batas unggah dokumen</b>: konsep" in (await office.say(JOKO, "siaran"))[0]


async def test_formatting_of_the_officer_is_kept_also_behind_the_command(office):
    text = "/siaran Mohon unggah segera, lihat panduan"
    entities = [
        {"type": "bot_command", "offset": 0, "length": 7},
        {"type": "bold", "offset": 8, "length": 12},
        {"type": "text_link", "offset": 35, "length": 7, "url": "https://permas.kpk.go.id/p"},
    ]
    await send(office, JOKO, text=text, entities=entities)
    link = '<a href="https://permas.kpk.go.id/p">panduan</a> (https://permas.kpk.go.id/p)'
    assert (await row(office)).html == f"<b>Mohon unggah</b> segera, lihat {link}"
    await office.press(JOKO, "Kembali")
    await office.press(JOKO, "Ubah isi")
    entities = [{"type": "italic", "offset": 0, "length": 4}, {"type": "spoiler", "offset": 5, "length": 4}]
    await send(office, JOKO, text="Satu <b>&", entities=entities)
    assert (await row(office)).html == "<i>Satu</i> &lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("\u202e\u200b", TextProblem.EMPTY),
        ("lihat http://kpk.go.id", TextProblem.NOT_HTTPS),
    ],
)
async def test_hostile_text_is_refused_in_a_sentence_and_the_question_stays_open(office, typed, problem):
    await office.say(JOKO, "/siaran")
    await office.press(JOKO, "Tulis siaran")
    (refused,) = await office.say(JOKO, typed)
    value = "http://kpk.go.id" if problem is TextProblem.NOT_HTTPS else ""
    assert refused == mistake(BroadcastTextUnusable(problem, value))
    assert "judul singkat" in (await office.say(JOKO, BODY))[0]
    assert (await row(office)).html == BODY


async def test_a_long_text_cut_by_telegram_is_put_together_again(office):
    await office.say(JOKO, "/siaran")
    await office.press(JOKO, "Tulis siaran")
    (more,) = await office.say(JOKO, "kata " * 810)
    assert "sambungannya" in more
    assert "judul singkat" in (await office.say(JOKO, "penutup"))[0]
    html = (await row(office)).html
    assert html.startswith("kata kata") and html.endswith("kata\npenutup")
    await office.press(JOKO, "Kembali")
    await office.press(JOKO, "Ubah isi")
    await office.say(JOKO, "x" * 4096)
    await office.say(JOKO, "x" * 4096)
    (refused,) = await office.say(JOKO, "x" * 4096)
    assert refused == mistake(BroadcastTextUnusable(TextProblem.TOO_LONG))
    assert "judul singkat" in (await office.press(JOKO, "Sudah lengkap"))[0]


async def test_a_photo_with_its_caption_and_a_document_instead(office):
    await office.say(JOKO, "/siaran")
    await office.press(JOKO, "Tulis siaran")
    caption = [{"type": "bold", "offset": 0, "length": 5}]
    await send(office, JOKO, photo=photo(), caption="Mohon dibaca", caption_entities=caption)
    draft = await row(office)
    assert (draft.html, draft.file_kind, draft.file_id) == ("<b>Mohon</b> dibaca", "photo", "foto-1-800")
    await office.say(JOKO, "Judul siaran")
    await office.say(JOKO, "bontang")
    await office.press(JOKO, "Selesai")
    await office.press(JOKO, "Berkas")
    assert "Mohon mengirim <b>satu foto atau satu dokumen</b>" in (await office.say(JOKO, "tidak ada"))[0]
    (card,) = await office.send_file(JOKO, "edaran.pdf", b"%PDF-1.7")
    assert "Berkas: edaran.pdf" in card and (await row(office)).html == "<b>Mohon</b> dibaca"
    await office.press(JOKO, "Berkas")
    (card,) = await office.press(JOKO, "Tanpa berkas")
    assert "Berkas:" not in card


async def test_what_a_siaran_cannot_carry_is_answered_with_what_it_can(office):
    await office.say(JOKO, "/siaran")
    await office.press(JOKO, "Tulis siaran")
    voice = {"file_id": "s", "file_unique_id": "s", "duration": 1}
    assert "tunggu sekarang: <b>isi siaran</b>" in (await send(office, JOKO, voice=voice))[0]
    await send(office, JOKO, photo=photo("a"), media_group_id="1", caption="Mohon dibaca")
    (second,) = await send(office, JOKO, photo=photo("b"), media_group_id="1")
    assert "<b>satu foto atau satu dokumen</b>" in second and "tunggu sekarang: <b>judul</b>" in second
    assert (await row(office)).file_id == "a-800"
    assert "Penerima siaran" in (await office.say(JOKO, "Judul siaran"))[0]


async def test_a_photo_whose_caption_begins_with_the_command_begins_one(office):
    caption = "/siaran Mohon dibaca"
    entities = [{"type": "bot_command", "offset": 0, "length": 7}, {"type": "bold", "offset": 8, "length": 5}]
    (asked,) = await send(office, JOKO, photo=photo(), caption=caption, caption_entities=entities)
    assert "judul singkat" in asked
    draft = await row(office)
    assert (draft.html, draft.file_kind) == ("<b>Mohon</b> dibaca", "photo")
    assert await send(office, SARI, photo=photo(), caption="/siaran coba") == [mistake(Forbidden())]


async def test_link_read_button_and_times(office):
    await written(office)
    await office.press(JOKO, "Tautan")
    (card,) = await office.say(JOKO, "Panduan https://permas.kpk.go.id/panduan")
    assert "Tombol tautan: Panduan, https://permas.kpk.go.id/panduan" in card
    await office.press(JOKO, "Sudah dibaca: ya")
    assert "Sudah dibaca: tidak" in office.last(JOKO).labels
    await office.press(JOKO, "Waktu kirim")
    (card,) = await office.say(JOKO, "10-03-2025 09.00 WITA")
    assert "Waktu kirim: <b>Senin, 10 Maret 2025, pukul 08.00 WIB / 09.00 WITA / 10.00 WIT</b>" in card
    await office.press(JOKO, "Batas waktu")
    assert "harus sesudah waktu kirim" in (await office.say(JOKO, "09-03-2025 17.00"))[0]
    (card,) = await office.say(JOKO, "10-03-2025 17.00")
    assert (
        "Tidak dikirim lagi sesudah: Senin, 10 Maret 2025, pukul 17.00 WIB / 18.00 WITA / 19.00 WIT" in card
    )
    await office.press(JOKO, "Waktu kirim")
    (card,) = await office.press(JOKO, "Kirim segera")
    assert "segera setelah Konfirmasi" in card


async def test_recipients_by_buttons_in_one_message(office):
    await office.say(JOKO, f"/siaran {BODY}")
    await office.say(JOKO, "Judul siaran")
    for label in ("Angkatan", "○ Angkatan 2026", "Kembali", "Jabatan", "○ Inspektur", "Kembali"):
        assert await office.press(JOKO, label) == []
    assert "• angkatan 2026\n• jabatan Inspektur" in office.last(JOKO).html
    for label in (
        "Provinsi",
        "Berikutnya ▸",
        "Kembali",
        "Daerah",
        "○ Kota Bontang",
        "Kembali",
    ):
        assert await office.press(JOKO, label) == []
    assert "• Kota Bontang" in office.last(JOKO).html and "<b>1 orang</b>" in office.last(JOKO).html
    await office.press(JOKO, "Kosongkan")
    assert "belum dipilih" in office.last(JOKO).html
    await office.press(JOKO, "Semua pejabat terdaftar")
    assert "<b>2 orang</b> di 2 daerah" in office.last(JOKO).html


async def test_what_was_typed_and_not_understood_changes_nothing(office):
    await office.say(JOKO, f"/siaran {BODY}")
    await office.say(JOKO, "Judul siaran")
    assert "<b>Atlantis</b> belum dikenal" in (await office.say(JOKO, "Kota Bontang, Atlantis"))[0]
    assert (await row(office)).audience == {}
    assert "beberapa daerah" in (await office.say(JOKO, "blitar"))[0]
    (who,) = await office.say(JOKO, "Inspektur Kota Bontang")
    assert "• Inspektur Kota Bontang" in who and "<b>1 orang</b>" in who


async def test_a_post_alone_says_what_is_lacking_and_selesai_too(office):
    await office.say(JOKO, f"/siaran {BODY}")
    await office.say(JOKO, "Judul siaran")
    assert "<b>Penerima belum dipilih.</b>" in (await office.press(JOKO, "Selesai"))[0]
    await office.press(JOKO, "Jawaban rapat")
    assert "Belum ada rapat yang diumumkan" in office.last(JOKO).html
    (who,) = await office.say(JOKO, "sekda")
    assert "<b>Jabatan saja belum cukup.</b>" in who and "belum dipilih\n• jabatan Sekretaris Daerah" in who
    assert "Kosongkan" in office.last(JOKO).labels
    await office.press(JOKO, "Semua pejabat terdaftar")
    assert "• semua daerah\n• jabatan Sekretaris Daerah" in office.last(JOKO).html
    (who,) = await office.say(JOKO, "kota bontang")
    assert "• Kota Bontang\n• jabatan Sekretaris Daerah" in who and "semua daerah" not in who


async def test_a_choice_is_kept_under_a_name_used_by_others_and_removed_by_its_owner(office):
    await written(office)
    await mira(office)
    await office.press(JOKO, "Penerima")
    await office.press(JOKO, "Simpan pilihan")
    assert "3 sampai 60 huruf" in (await office.say(JOKO, "ab"))[0]
    assert "disimpan dengan nama <b>Dua daerah</b>" in (await office.say(JOKO, "Dua daerah"))[0]
    await office.say(MIRA, f"/siaran {BODY}")
    await office.say(MIRA, "Judul kedua")
    await office.press(MIRA, "Tersimpan")
    assert "Hapus" not in office.last(MIRA).labels
    await office.press(MIRA, "Dua daerah")
    assert "Kota Bontang" in office.last(MIRA).html
    await office.press(JOKO, "Kembali ke penerima")
    await office.press(JOKO, "Tersimpan")
    assert "<b>Dua daerah</b> dihapus" in (await office.press(JOKO, "Hapus"))[0]
    assert (await row(office, 2)).audience["regions"] == ["64.74", "19.04"]


async def test_a_draft_is_its_authors_alone_and_survives_a_restart(office):
    await written(office)
    await mira(office)
    assert "Belum ada siaran." in (await office.say(MIRA, "/siaran"))[0]
    for data in (
        "siaran_kartu:1",
        "siaran_lihat:1:3",
        "siaran_baca:1:3",
        "siaran_buang:1:3",
        "siaran_orang:1:0",
    ):
        assert await office.press_data(MIRA, data) == [mistake(BroadcastOutdated())]
    async with restarted(office) as again:
        assert (await again.press_data(JOKO, "siaran_kartu:1"))[0].startswith("<b>Konsep siaran 1</b>")
        await again.press(JOKO, "Judul")
    async with restarted(office) as again:
        assert "<b>Judul lain</b>" in (await again.say(JOKO, "Judul lain"))[0]


@pytest.mark.parametrize(
    "data",
    [
        "siaran_pilih:1:2:0:c:99999999999999",
        "siaran_pilih:1:2:0:c:dua",
        "siaran_pilih:1:2:0:r:99.99",
        "siaran_pilih:1:2:0:a:hadir",
        "siaran_pilih:1:2:0:z:1",
        "siaran_siapa:1:2:z:0",
        "siaran_isi:1:2:nama",
        "siaran_isi:1:2:apa",
        "siaran_tanpa:1:2:judul",
    ],
)
async def test_what_no_button_offers_is_outdated(office, data):
    await office.say(JOKO, f"/siaran {BODY}")
    await office.say(JOKO, "Judul siaran")
    assert await office.press_data(JOKO, data) == [mistake(Stale())]
    assert (await row(office)).version == 2


async def test_thrown_away_and_fetched_back_once(office):
    await written(office)
    await office.press(JOKO, "Buang konsep")
    assert (await row(office)).state is BroadcastState.DISCARDED
    data = str(office.last(JOKO).buttons[0]["callback_data"])
    assert await office.press_data(JOKO, "siaran_isi:1:3:judul") == [mistake(BroadcastOutdated())]
    assert "<b>Konsep siaran 1</b>" in (await office.press_data(JOKO, data))[0]
    assert await office.press_data(JOKO, data) == [mistake(BroadcastOutdated())]
    assert (await row(office)).state is BroadcastState.DRAFT


async def test_one_by_its_number(office):
    await written(office)
    await mira(office)
    assert (await office.say(JOKO, "/siaran 1"))[0].startswith("<b>Konsep siaran 1</b>")
    assert await office.say(JOKO, "/siaran 99") == [mistake(BroadcastUnknown())]
    assert await office.say(MIRA, "/siaran 1") == [mistake(BroadcastUnknown())]
    await office.press(JOKO, "Pratinjau")
    await office.press(JOKO, "Konfirmasi")
    assert (await office.say(MIRA, "/siaran 1"))[0].startswith("<b>Siaran 1 akan dikirim</b>")
    office.clock.forward(seconds=31)
    await office.tick()
    assert "Batas unggah dokumen MCSP" in (await office.say(MIRA, "/siaran 1"))[0]


async def test_officials_and_strangers_hear_nothing_of_it(office):
    assert await office.say(SARI, "/siaran") == [mistake(Forbidden())]
    assert await office.press_data(SARI, "siaran_tulis") == [mistake(Stale())]


async def test_a_sample_button_says_that_it_is_one(office):
    await written(office)
    await office.press(JOKO, "Pratinjau")
    (said,) = await office.press(JOKO, words.READ)
    assert said.startswith("Ini pratinjau.")
