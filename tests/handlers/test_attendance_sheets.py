"""Daftar hadir: from the board or the card of a sitting, recorded, for staff alone."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from bot.actions.attendance_sheets import sheets_of_meeting
from bot.messages.render import mistake
from bot.rules.errors import Stale
from db.tables import AuditEntry
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import published, registered
from tests.handlers.test_check_in import marking
from tests.handlers.test_sitting_boards import at


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await published(await registered(both_worlds))


@pytest.fixture
async def small(world: World) -> World:
    return await published(await registered(world))


def seats(world: World) -> list[list[str]]:
    """The rows of the newest file: jabatan, nama, jawaban, kehadiran, waktu setempat, cara, petugas."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(world.last(JOKO).content))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[7:]
    return [[str(row[at]) for at in (2, 3, 6, 7, 9, 10, 11)] for row in rows]


async def test_the_sheet_has_everybody_invited_with_answer_mark_and_both_clocks(rakor):
    await at(rakor, 5)
    await at(rakor, 5, 45)
    await rakor.press(SARI, "Hadir")
    await rakor.press(SARI, "Sudah bergabung")
    await at(rakor, 6)
    await rakor.press(JOKO, "Daftar hadir (XLSX)")
    assert rakor.last(JOKO).filename == "daftar-hadir-rapat-1-sesi-2.xlsx"
    assert seats(rakor) == [
        ["Sekretaris Daerah", "", "belum menjawab", "Tidak tercatat", "", "", ""],
        ["Inspektur", "Sari", "Hadir", "Hadir", "11 Maret 2025 13.45 WITA", "tombol", ""],
    ]
    async with rakor.sessions.reading() as session:
        exports = select(AuditEntry.object_id).where(AuditEntry.action == "export_attendance")
        assert (await session.scalars(exports)).all() == ["2"]


async def test_what_staff_marked_names_them(small):
    await at(small, 5)
    await at(small, 5, 45)
    await marking(small, "Tidak hadir")
    await at(small, 6)
    await small.say(JOKO, "/rapat 1")
    await small.press(JOKO, "Sesi 2 ▸")
    await small.press(JOKO, "Daftar hadir (XLSX)")
    assert seats(small)[1][1:] == [
        *("Sari", "belum menjawab", "Tidak hadir", "11 Maret 2025 13.45 WITA", "petugas", "Joko")
    ]


async def test_as_pdf_and_only_as_what_there_is(small):
    await at(small, 5)
    await at(small, 6)
    await small.press(JOKO, "Daftar hadir (PDF)")
    assert small.last(JOKO).content.startswith(b"%PDF")
    assert small.last(JOKO).filename == "daftar-hadir-rapat-1-sesi-2.pdf"
    assert await small.press_data(JOKO, "daftar_hadir:2:exe") == [mistake(Stale())]


async def test_before_it_begins_there_is_no_sheet_on_the_board(small):
    await at(small, 5)
    assert "Daftar hadir (PDF)" not in small.last(JOKO).labels


@pytest.mark.parametrize("who", [SARI, BUDI])
async def test_officials_get_no_sheet(small, who):
    await at(small, 6)
    before = len(small.telegram.chats[who])
    await small.press_data(who, "daftar_hadir:2:xlsx")
    assert [shown.content for shown in small.telegram.chats[who][before:]] == [b""]


async def test_somebody_erased_is_named_no_more(small):
    await at(small, 5)
    await at(small, 5, 45)
    await small.press(SARI, "Sudah bergabung")
    await small.say(SARI, "/data_saya")
    await small.press(SARI, "Hapus data saya")
    await small.press(SARI, "Ya, hapus data saya")
    await at(small, 6)
    await small.press(JOKO, "Daftar hadir (XLSX)")
    assert seats(small)[1][3] == "Hadir"
    assert "Sari" not in seats(small)[1][1]


async def test_all_sittings_of_a_meeting_for_the_command_line(small):
    async with small.working() as work:
        assert [sheet.number for sheet in await sheets_of_meeting(work, meeting_id=1)] == [1, 2, 3, 4]
        assert await sheets_of_meeting(work, meeting_id=99) == ()
