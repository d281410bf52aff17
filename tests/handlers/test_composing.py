"""Langkah demi langkah: question by question to the same draft as by the form."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.rules.actors import Role
from db.queries.meetings import meeting_view
from db.tables import Meeting
from tests import builders
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import PDF, registered, restarted

TITLE = "Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026"
LINK = "Tautan: https://zoom.us/j/90000000000\nID rapat: 900 0000 0000\nKode sandi: Bontang25"
SMALL_FORM = f"""/rapat baru
Judul: {TITLE}
Surat: B/1
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 14.00-16.30 WITA; Kota Bontang
{LINK}"""


@pytest.fixture
async def small(world: World) -> World:
    return await registered(world)


async def play(world: World, *lines: str) -> str:
    """``[Label]`` is pressed on the newest message with it, anything else is said."""
    for line in lines:
        await (world.press(JOKO, line[1:-1]) if line.startswith("[") else world.say(JOKO, line))
    return world.last(JOKO).html


BEGINNING = ("/rapat", "[Langkah demi langkah]", TITLE, "B/1")
FIRST = (*BEGINNING, "11-03-2025 09.00-11.30", "[○ Kabupaten Bangka Tengah]", "[Lanjut]", LINK)


async def draft(world: World, number: int):
    async with world.sessions.reading() as session:
        meeting = await meeting_view(session, number)
    assert meeting is not None
    sittings = [
        (each.number, each.starts_at, each.ends_at, each.zone, each.regions, each.seats, each.join)
        for each in meeting.sittings
    ]
    return meeting.title, meeting.surat_undangan, sittings


async def test_the_steps_end_in_the_very_draft_of_the_form(small):
    second = ("[Tambah sesi]", "11-03-2025 14.00-16.30 WITA", "kota bontang", "[Tetap]")
    shown = await play(small, *FIRST, *second, "[Selesai]")
    assert shown.startswith("<b>Konsep rapat 1, belum terkirim</b>")
    await small.say(JOKO, SMALL_FORM)
    assert await draft(small, 1) == await draft(small, 2)
    assert small.texts(SARI) == []


async def test_what_was_said_survives_a_restart_at_every_step(small):
    for line in FIRST:
        async with restarted(small) as again:
            if line == "[○ Kabupaten Bangka Tengah]":
                await again.press_data(JOKO, "susun_pilih:19.04:1")
            elif line == "[Lanjut]":
                await again.press_data(JOKO, "susun:tetap:daerah:1")
            elif line == "[Langkah demi langkah]":
                await again.press_data(JOKO, "susun_mulai")
            else:
                await again.say(JOKO, line)
    async with restarted(small) as again:
        [shown] = await again.press_data(JOKO, "susun_selesai:1")
    assert shown.startswith("<b>Konsep rapat 1, belum terkirim</b>")
    title, letter, [sitting] = await draft(small, 1)
    assert (title, letter, sitting[4]) == (TITLE, "B/1", ("Kabupaten Bangka Tengah",))


async def test_kembali_keeps_what_was_said_and_tetap_leaves_it(small):
    shown = await play(small, *FIRST, "[Kembali]", "[Kembali]", "[Kembali]", "[Kembali]", "[Kembali]")
    assert f"Judul sekarang: {TITLE}" in shown
    shown = await play(small, "Judul lain", "[Tetap]", "[Tetap]", "[Lanjut]", "[Tetap]")
    assert "<b>Ada sesi lain?</b>" in shown
    assert "Judul lain\nSurat Nomor <code>B/1</code>\nSesi 1: Selasa, 11 Maret 2025" in shown


async def test_kembali_before_the_first_question_of_a_further_sitting_gives_it_up(small):
    shown = await play(small, *FIRST, "[Tambah sesi]", "12-03-2025 09.00-10.00", "[Kembali]", "[Kembali]")
    assert "Sesi 2" not in shown
    assert "<b>Ada sesi lain?</b>" in shown


async def test_regions_are_toggled_in_place(small):
    await play(small, *BEGINNING, "11-03-2025 09.00-11.30", "[○ Kota Bontang]", "[○ Kabupaten Maros]")
    shown = small.last(JOKO)
    assert "; Kota Bontang, Kabupaten Maros\n" in shown.html
    await play(small, "[● Kota Bontang]")
    assert small.last(JOKO) is shown
    assert "; Kabupaten Maros\n" in shown.html
    await play(small, "[Semua calon]")
    assert [label[0] for label in shown.labels[:4]] == ["●"] * 4


@pytest.mark.parametrize(
    ("before", "typed", "why"),
    [
        (BEGINNING[:2], "x" * 4096, "paling banyak 200 huruf"),
        (BEGINNING, "11-03-2024 09.00-10.00", "sudah lewat"),
        ((*BEGINNING, "11-03-2025 09.00-10.00"), "Blitar", "Kota Blitar"),
        (FIRST[:-1], "http://zoom.us/j/1", "harus diawali https://"),
        ((*FIRST, "[Tambah sesi]", "11-03-2025 11.00-12.00"), "Bangka Tengah", "sudah ada pada sesi 1"),
    ],
)
async def test_what_cannot_be_used_is_explained_and_the_question_stays(small, before, typed, why):
    await play(small, *before)
    question = small.last(JOKO).html
    assert why in (await small.say(JOKO, typed))[0]
    if "[Kembali]" in small.last(JOKO).labels:
        assert small.last(JOKO).html == question


async def test_batal_forgets_everything(small):
    await play(small, *FIRST, "[Batal]")
    answer = await small.press_data(JOKO, "susun_selesai:1")
    assert "tidak berlaku" in answer[0] or "kartu" in answer[0]
    async with small.sessions.reading() as session:
        assert (await session.execute(select(col(Meeting.id)))).all() == []


async def test_an_old_question_is_not_answered_by_its_buttons(small):
    await play(small, *FIRST)
    old = ["susun:lewati:surat:0", "susun:tetap:waktu:1", "susun_pilih:64.74:1", "susun_selesai:2"]
    stale = await small.press_data(JOKO, "susun:x:lagi:1")
    for data in old:
        assert await small.press_data(JOKO, data) == stale
    assert "<b>Ada sesi lain?</b>" in (await small.say(JOKO, "selesai saja"))[0]


async def test_selesai_twice_makes_one_draft(small):
    await play(small, *FIRST, "[Selesai]")
    await small.press_data(JOKO, "susun_selesai:1")
    async with small.sessions.reading() as session:
        assert len((await session.execute(select(col(Meeting.id)))).all()) == 1


async def test_after_a_day_the_question_is_no_longer_open(small):
    await play(small, *FIRST)
    small.clock.forward(hours=25)
    stale = await small.press_data(JOKO, "susun:x:lagi:1")
    assert await small.press_data(JOKO, "susun_selesai:1") == stale


async def test_whoever_only_looks_cannot_begin(small):
    await builders.staff(small.sessions, 5, Role.VIEWER)
    for who in (5, SARI):
        answer = await small.press_data(who, "susun_mulai")
        assert "Menyusun rapat" not in answer[0]


async def test_a_letter_sent_in_between_does_not_land_on_another_draft(small):
    await small.say(JOKO, SMALL_FORM)
    await play(small, *FIRST)
    assert (await small.send_file(JOKO, "surat.pdf", PDF))[0].startswith("Berkas PDF itu belum kami simpan")
    await play(small, "[Selesai]")
    assert "untuk konsep yang mana?" in (await small.send_file(JOKO, "surat.pdf", PDF))[0]
